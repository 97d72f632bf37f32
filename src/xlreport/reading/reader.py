"""One workbook to one submission: every field, label and formula as the file holds it. Forgiving; judges nothing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path

from xlreport.cells import Area, Cell, ranges
from xlreport.errors import Refusal
from xlreport.forms import Field
from xlreport.formulas import FormulaCell, formula_cells
from xlreport.language import readable
from xlreport.layout import CHECKS_SHEET, CODE_NAME, FINDINGS_SHEET, MANIFEST_SHEET, ROW_KEY, Layout, Place
from xlreport.lazy import regex
from xlreport.manifest import Manifest, parse, parse_code, structure
from xlreport.reading.book import Book, Filled, SheetCells, Style
from xlreport.reading.container import container_of, open_container
from xlreport.reading.look_alikes import look_alikes, pasted_sheets
from xlreport.reading.ooxml import read_book
from xlreport.reading.places import Found, find
from xlreport.reading.sheets import as_issued, is_of_the_form, renamed_sheets, tab_of
from xlreport.reading.shifts import Shifts, shifts_of
from xlreport.reading.surroundings import surroundings_of
from xlreport.reading.values import entry
from xlreport.submissions import AlteredFormula, Annexed, Entry, Identity, PrintedLabel, State, Submission

_MANIFEST_COLUMNS = 3
_MOST_KEPT = 5_000
"""Cells of a manifest whose order is kept: the same in all workbooks of a form."""
_MOST_NAMED = 5_000
_WPS_MARK = "KSOProductBuildVer"
"""The property that WPS adds to what it saves: language and version, such as 2052-11.1.0.14309."""
_CELL = regex(r"!\$?([A-Z]{1,3})\$?(\d+)$")
_FORMULAS_KEPT = 8_192
"""A form has some hundred; other programs write each in their own way, but in all returns the same."""
_FIGURES_KEPT, _LONGEST_KEPT = 16_384, 40
"""Number fields whose reading is kept, by what stands in them, and the most characters of one."""
_LOOSE = regex(r"\s+|[$']")


def read_submission(path: Path, layout: Layout, content: bytes | None = None) -> Submission:
    """Read a return; raises Refusal when the file is no readable workbook or not this form's.

    The file is only ever read; every value keeps its raw text and its cell. `content` stands for the file's own bytes
    where those were converted.
    """
    book = read_book(open_container(path) if content is None else container_of(path, content))
    return submission_of(path, layout, book, _manifest(book, layout))


def submission_of(path: Path, layout: Layout, whole: Book, manifest: Manifest) -> Submission:
    """Give the submission of a workbook that is already read, by a manifest that is already accepted."""
    renamed = renamed_sheets(layout, whole)
    book = as_issued(whole, renamed)
    found = find(layout, manifest, book)
    shifts = shifts_of(layout, found.places, found.unclear)
    entries = _entries(layout, book, found)
    annexed = _annexed(layout, book, manifest, entries)
    return Submission(
        form=layout.form,
        file=readable(path.name),
        sha256=book.sha256,
        identity=manifest.identity,
        has_manifest=bool(manifest.addresses),
        witnesses=_witnesses(layout, book, shifts),
        entries=entries,
        reasons=_reasons(layout, book),
        moved=found.moved,
        labels=tuple(_labels(layout, book)),
        codes=dict(_codes(layout, book, shifts)),
        formulas=tuple(each for each in _formulas(layout, book, shifts, renamed) if each.field not in found.lost),
        missing_sheets=_missing(layout, book),
        renamed=renamed,
        alike=dict(look_alikes(layout, book, found.places)),
        pasted=pasted_sheets(layout, book),
        extra_cells=_extra(layout, book, found.places, shifts, annexed),
        repeated={sheet.name: sheet.duplicates for sheet in book.sheets if sheet.duplicates},
        unprotected=_unprotected(layout, book, annexed),
        surroundings=surroundings_of(layout, book, found.held),
        annexed=annexed,
        program=_program(book),
        modified=book.core.get("modified", ""),
    )


def _program(book: Book) -> str:
    """Name the program that saved the book; WPS may leave Excel's name standing, but not without its own mark."""
    build = book.custom_properties.get(_WPS_MARK, "")
    return f"WPS {build.rpartition('-')[2]}" if build and "Excel" in book.application else book.application


def _manifest(book: Book, layout: Layout) -> Manifest:
    manifest = parse(manifest_rows(book)) or without_manifest(book, layout)
    identity = manifest.identity
    if identity.form and identity.form != layout.form.id:
        raise Refusal(code="I12", found=identity.form)
    own = (layout.form.edition, structure(layout))
    said = (identity.edition, identity.structure)
    if any(each != known and (each or manifest.addresses) for each, known in zip(said, own, strict=True)):
        raise Refusal(code="I13", found=f"{identity.form}/{identity.edition} {identity.structure}")
    return manifest


def without_manifest(book: Book, layout: Layout) -> Manifest:
    """Make do without a manifest: identity by the other witnesses, fields by their names or their printed labels.

    Raises Refusal I11 when the sheets are not the form's.
    """
    if not is_of_the_form(layout, book):
        raise Refusal(code="I11", found="、".join(sheet.name for sheet in book.sheets)[:80])
    as_it_was = as_issued(book, renamed_sheets(layout, book))
    witnesses = _witnesses(layout, as_it_was, Shifts(cells={}, rows={}))
    said = {
        each.name: next((text for one in witnesses.values() if (text := getattr(one, each.name))), "")
        for each in fields(Identity)
    }
    return Manifest(identity=Identity(**said), addresses={})


def manifest_rows(book: Book) -> Iterator[list[str]]:
    """Give the text of the manifest sheet's filled rows, the first three columns."""
    held = book.cells[MANIFEST_SHEET].filled if MANIFEST_SHEET in book.cells else {}
    refs = tuple(held)
    for row in (_kept_rows if len(refs) <= _MOST_KEPT else _rows_of)(refs):
        yield [(held[ref].raw or "") if ref else "" for ref in row]


def _rows_of(refs: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Give the cells of the first three columns row by row, "" where there is none."""
    rows: dict[int, list[str]] = {}
    for ref in refs:
        cell = Cell.parse(ref)
        if cell.column < _MANIFEST_COLUMNS:
            rows.setdefault(cell.row, [""] * _MANIFEST_COLUMNS)[cell.column] = ref
    return tuple(tuple(rows[row]) for row in sorted(rows))


_kept_rows = lru_cache(maxsize=4)(_rows_of)


def _witnesses(layout: Layout, book: Book, shifts: Shifts) -> Mapping[str, Identity]:
    said = {key.removeprefix("xlreport."): text for key, text in book.custom_properties.items()}
    known = {key: said[key] for key in Identity.__slots__ if key in said}
    witnesses = {"properties": Identity(**known)} if known else {}
    for sheet, text in _codes(layout, book, shifts):
        if identity := parse_code(text):
            witnesses[sheet] = identity
    return witnesses


def _codes(layout: Layout, book: Book, shifts: Shifts) -> Iterator[tuple[str, str]]:
    """Give the printed 表号 of each sheet of the form that is there: where its name points, or where it was issued."""
    present = {sheet.name for sheet in book.sheets}
    named = {tab_of(each.target): _CELL.search(each.target) for each in book.names if each.name == CODE_NAME}
    for sheet in (each for each in layout.sheets if each.name in present):
        if sheet.code is None:
            continue
        target = named.get(sheet.name)
        ref = "".join(target.groups()) if target else str(shifts.cell(sheet.name, sheet.code))
        cell = book.cell(sheet.name, ref)
        yield sheet.name, (cell.raw or "") if cell else ""


def _entries(layout: Layout, book: Book, found: Found) -> dict[str, Entry]:
    """Read every field at its place; one that has lost its own is blank, whatever stands there now."""
    entries = {}
    issued, cells_of, lost, kept = _issued_cells(layout), book.cells, found.lost, _kept_figures(layout)
    for identifier, field in layout.form.fields.items():
        place = found.places[identifier]
        unmoved = place is layout.places[identifier]
        refs = issued[identifier] if unmoved else tuple(map(str, place.area))
        held = cells_of.get(place.sheet)
        if unmoved and held is not None and field.kind.numeric and identifier not in lost:
            entries[identifier] = kept.entry(field, place, held, refs[0])
            continue
        cells = [] if held is None or identifier in lost else [held.at(ref) for ref in refs]
        entries[identifier] = entry(field, place.sheet, place.area, cells, date1904=book.date1904)
    for section in layout.form.sections:
        if section.blank_is_zero and entries[section.blank_is_zero.id].value is True:
            for field in section.numbers:
                entries[field.id] = _declared(entries[field.id])
    return entries


@lru_cache(maxsize=4)
def _issued_cells(layout: Layout) -> Mapping[str, tuple[str, ...]]:
    """Give the cells of each field where it was issued."""
    return {field: tuple(map(str, place.area)) for field, place in layout.places.items()}


class _KeptFigures:
    """Entries of number fields at their issued places, by what stands there: most returns have most in common."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, tuple[Filled | None, Style] | None], Entry] = {}

    def entry(self, field: Field, place: Place, held: SheetCells, ref: str) -> Entry:
        """Read a number field's cell, or give what was read of one that says the same."""
        key = field.id, held.said(ref)
        known = self._entries.get(key)
        if known is None:
            known = entry(field, place.sheet, place.area, [held.at(ref)])
            if len(known.raw or "") > _LONGEST_KEPT:
                return known
            if len(self._entries) >= _FIGURES_KEPT:
                self._entries.clear()
            self._entries[key] = known
        return known


@lru_cache(maxsize=4)
def _kept_figures(_: Layout) -> _KeptFigures:
    """Give what is kept for a layout."""
    return _KeptFigures()


def _declared(entry: Entry) -> Entry:
    if entry.state is not State.BLANK or entry.is_uncomputed:
        return entry
    return Entry(
        field=entry.field,
        sheet=entry.sheet,
        area=entry.area,
        state=State.DECLARED_ZERO,
        value=0,
        raw=entry.raw,
        type=entry.type,
        formula=entry.formula,
        locked=entry.locked,
    )


def _reasons(layout: Layout, book: Book) -> dict[int, str]:
    texts = ((number, book.raw(CHECKS_SHEET, str(line.reason))) for number, line in enumerate(layout.lines))
    return {number: text for number, text in texts if text.strip()}


def _labels(layout: Layout, book: Book) -> Iterator[PrintedLabel]:
    present = {sheet.name for sheet in book.sheets}
    for sheet in (each for each in layout.sheets if each.name in present):
        held = book.cells[sheet.name].filled if sheet.name in book.cells else {}
        for ref, expected in _printed(layout, sheet.name):
            cell = held.get(ref)
            if (text := (cell.raw or "") if cell else "") != expected:
                yield PrintedLabel(sheet=sheet.name, cell=ref, found=text, expected=expected)


@lru_cache(maxsize=64)
def _printed(layout: Layout, sheet: str) -> tuple[tuple[str, str], ...]:
    """Give the labels that a sheet prints, each with its cell."""
    return tuple((str(label.area.first), label.text) for label in layout.sheet(sheet).labels if label.text)


def _formulas(layout: Layout, book: Book, shifts: Shifts, renamed: Mapping[str, str]) -> Iterator[AlteredFormula]:
    """Give the formulas that are not the issued ones, once rows that moved and tabs that were renamed are followed."""
    present = {sheet.name for sheet in book.sheets}
    tabs = {_loose(tab): _loose(name) for name, tab in renamed.items()}
    unmoved = not (shifts.cells or shifts.rows or tabs)
    filled = {name: cells.filled for name, cells in book.cells.items()} if unmoved else {}
    for each, sheet, issued_at, issued in _issued_formulas(layout):
        held = filled[sheet].get(issued_at) if sheet in filled else None
        if (held is not None and held.formula == issued) or sheet not in present:
            continue
        if not each.field and (each.sheet in shifts.rows or each.sheet in renamed):
            continue  # a remark beside a table that has moved, or on a tab of another name, is no more than a remark
        ref = str(shifts.cell(each.sheet, each.cell))
        formula = book.formula(each.sheet, ref)
        if formula == issued and not shifts.cells and not tabs:
            continue
        expected = _loose(shifts.formula(each.formula, each.sheet))
        if formula is None or _under_issued_names(_loose(formula), tabs) != expected:
            yield AlteredFormula(sheet=each.sheet, cell=ref, found=formula, expected=each.formula, field=each.field)


@lru_cache(maxsize=4)
def _issued_formulas(layout: Layout) -> tuple[tuple[FormulaCell, str, str, str], ...]:
    """Give every formula of the form with its sheet, its cell and its text as a file holds them."""
    return tuple((each, each.sheet, str(each.cell), each.formula.removeprefix("=")) for each in formula_cells(layout))


def _under_issued_names(formula: str, tabs: Mapping[str, str]) -> str:
    for tab, name in tabs.items():
        formula = re.sub(rf"(?<![\w.]){re.escape(tab)}!", f"{name}!", formula)
    return formula


@lru_cache(maxsize=_FORMULAS_KEPT)
def _loose(formula: str) -> str:
    """Give a formula without what programs write differently: blanks, quotes round sheets, case."""
    return _LOOSE.sub("", formula.removeprefix("=")).upper()


def _missing(layout: Layout, book: Book) -> tuple[str, ...]:
    present = {sheet.name for sheet in book.sheets}
    return tuple(sheet.name for sheet in layout.sheets if sheet.name not in present)


def _annexed(layout: Layout, book: Book, manifest: Manifest, entries: Mapping[str, Entry]) -> Annexed | None:
    """Read the register that a workbook carries; which of the formulas that follow from it are as issued."""
    if layout.annex is None or layout.annex.sheets[0] not in book.cells:
        return None
    signed = entries.get(layout.form.roles.field("submitted_on"))
    day = str(signed.value or "") if signed else ""
    annexed: Annexed | None = layout.annex.reads(book, manifest.identity, day)
    if annexed is None:
        return None
    issued = {field: _loose(formula) for field, formula in annexed.formulas.items()}
    live = (field for field, formula in issued.items() if _loose(entries[field].formula or "") == formula)
    return replace(annexed, live=frozenset(live))


def _unprotected(layout: Layout, book: Book, annexed: Annexed | None) -> tuple[str, ...]:
    own = {sheet.name for sheet in layout.sheets}
    if layout.annex and annexed:
        own |= set(layout.annex.sheets)
    return tuple(sheet.name for sheet in book.sheets if not sheet.protected and sheet.name in own)


def _extra(
    layout: Layout, book: Book, places: Mapping[str, Place], shifts: Shifts, annexed: Annexed | None
) -> dict[str, tuple[str, ...]]:
    """Give the filled cells outside the form, per sheet, as few ranges."""
    passed = {MANIFEST_SHEET, FINDINGS_SHEET, *(layout.annex.sheets if layout.annex and annexed else ())}
    moved = set[tuple[str, str]]()
    if places is not layout.places:
        elsewhere = (p for p in places.values() if p is not layout.places[p.field] and p != layout.places[p.field])
        moved = {(p.sheet, str(cell)) for p in elsewhere for cell in p.area}
    extra: dict[str, tuple[str, ...]] = {}
    for name, cells in ((name, cells) for name, cells in book.cells.items() if name not in passed):
        own = _known_cells(layout).get(name, frozenset())
        if cells.filled.keys() <= own:
            continue
        if name in shifts.rows:
            own |= {str(shifts.cell(name, Cell.parse(ref))) for ref in own}
        labels = _label_texts(layout, name) if name in shifts.rows else frozenset()
        strange = (ref for ref, cell in cells.filled.items() if cell.raw and ref not in own and cell.raw not in labels)
        filled = [ref for ref in strange if (name, ref) not in moved]
        if name in shifts.rows:
            filled = [ref for ref in filled if not _is_ours(book, name, ref)]
        if filled:
            extra[name] = (_named(filled),)
    return extra | {name: (areas,) for name, areas in (annexed.extra if annexed else {}).items()}


def _is_ours(book: Book, sheet: str, ref: str) -> bool:
    """Tell whether a cell on a sheet whose parts have moved is one of the form's own formulas: locked, worked out."""
    cell = book.cell(sheet, ref)
    return cell is not None and bool(cell.locked) and cell.formula is not None


def _named(refs: list[str]) -> str:
    """Name cells as few ranges; of very many the one range that holds them all."""
    cells = [Cell.parse(ref) for ref in refs]
    if len(cells) <= _MOST_NAMED:
        return ranges(cells)
    rows, columns = [cell.row for cell in cells], [cell.column for cell in cells]
    return str(Area(Cell(min(rows), min(columns)), Cell(max(rows), max(columns))))


def _label_texts(layout: Layout, sheet: str) -> frozenset[str]:
    """Give the labels of a sheet: one that moved along with the fields is told with the labels, not as content."""
    return frozenset(label.text for each in layout.sheets if each.name == sheet for label in each.labels)


@lru_cache(maxsize=4)
def _known_cells(layout: Layout) -> Mapping[str, frozenset[str]]:
    """Give the cells the form uses, per sheet."""
    known: dict[str, set[str]] = {sheet.name: set() for sheet in layout.sheets}
    known[layout.cover.name].add(str(layout.notice))
    for sheet in layout.sheets:
        for area in [label.area for label in sheet.labels] + [place.merged for place in sheet.places]:
            known[sheet.name].update(map(str, area))
        if sheet.code:
            known[sheet.name].add(str(sheet.code))
    for each in formula_cells(layout):
        known[each.sheet].add(str(each.cell))
    for line in layout.lines:
        known[CHECKS_SHEET].update(map(str, Area.of(line.mark, 1, ROW_KEY + 1)))
    return {name: frozenset(cells) for name, cells in known.items()}
