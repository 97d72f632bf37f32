"""The consolidated workbook in itself: ledger against hidden copy, formulas as written, results from the ledger."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xlreport.cells import Cell
from xlreport.findings import Finding, Where, found_by
from xlreport.layout import MANIFEST_SHEET, Layout
from xlreport.manifest import structure
from xlreport.merging import verify_rules as v
from xlreport.merging.formulas import Formula, formulas
from xlreport.merging.places import (
    CONTROL_SHEET,
    COVER_SHEET,
    EXCLUDED,
    INCLUDED,
    LEDGER_HEAD,
    LEDGER_SHEET,
    LEDGER_TOP,
    TEXTS_SHEET,
    Places,
    places,
)
from xlreport.merging.seal import Seal, SealedRow, parse
from xlreport.merging.verify_reader import Loaded, as_number, as_text
from xlreport.merging.verify_sums import Line, same, worked_out
from xlreport.numbers import exact

_HEAD = tuple(identifier for identifier, _, _ in LEDGER_HEAD)
_LABELS = {identifier: label for identifier, label, _ in LEDGER_HEAD}
_SAID = _HEAD[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A row of 明细 as found, and the sealed row it answers to."""

    row: int
    values: tuple[Any, ...]
    sealed: SealedRow | None

    def text(self, column: int) -> str:
        """Give a cell as text."""
        return as_text(self.values[column])


def read_seal(book: Loaded, layout: Layout) -> Seal | None:
    """Read the manifest sheet; None when there is none of a consolidated workbook."""
    if not book.has(MANIFEST_SHEET):
        return None
    rows = book.formulas[MANIFEST_SHEET].iter_rows(values_only=True)
    return parse(([as_text(value) for value in row] for row in rows), layout)


def inside(book: Loaded, seal: Seal, layout: Layout) -> Iterator[Finding]:
    """Give every finding about the workbook in itself."""
    at = places(layout, len(seal.rows))
    yield from _form(seal, layout)
    yield from _digests(book, seal, at)
    if seal.ledger is None:
        return
    needed = (COVER_SHEET, LEDGER_SHEET, TEXTS_SHEET, CONTROL_SHEET, *(sheet.name for sheet in at.sheets))
    gone = [name for name in needed if not book.has(name)]
    yield from (found_by(v.V14, Where(sheet=name), expected=name) for name in gone)
    if gone:
        return
    rows = ledger_rows(book, seal, at)
    yield from _headers(book, at)
    yield from _rows(rows, seal)
    yield from _ledger_cells(rows, at)
    yield from _flags(rows)
    yield from _formulas(book, rows, at)


def _form(seal: Seal, layout: Layout) -> Iterator[Finding]:
    expected = {"form": layout.form.id, "edition": layout.form.edition, "structure": structure(layout)}
    for what, word in expected.items():
        if seal.head.get(what) != word:
            where = Where(sheet=MANIFEST_SHEET)
            yield found_by(v.V02, where, found=seal.head.get(what, ""), expected=word, what=what)


def _digests(book: Loaded, seal: Seal, at: Places) -> Iterator[Finding]:
    cell = at.cover("digest")
    printed = book.text(COVER_SHEET, cell) if book.has(COVER_SHEET) else ""
    said = [(Where(sheet=MANIFEST_SHEET, cell="B1"), seal.digest), (Where(sheet=COVER_SHEET, cell=str(cell)), printed)]
    for where, digest in said:
        if digest != seal.true_digest:
            yield found_by(v.V03, where, found=digest, expected=seal.true_digest, sheet=where.sheet)


def ledger_rows(book: Loaded, seal: Seal, at: Places) -> list[Found]:
    """Give the rows of 明细, each with its sealed row: by place and code, then by code, then by place alone."""
    given = list(book.rows(LEDGER_SHEET, LEDGER_TOP, len(at.columns)))
    open_rows = dict(enumerate(seal.rows))
    answered: dict[int, SealedRow] = {}
    code = _HEAD.index("code")
    for row, values in given:
        sealed = open_rows.get(row - LEDGER_TOP)
        if sealed and as_text(values[code]) == sealed.said["code"]:
            answered[row] = open_rows.pop(row - LEDGER_TOP)
    for row, values in given:
        wanted = (n for n, sealed in open_rows.items() if sealed.said["code"] == as_text(values[code]))
        if row not in answered and (number := next(wanted, None)) is not None:
            answered[row] = open_rows.pop(number)
    for row, _ in given:
        if row not in answered and row - LEDGER_TOP in open_rows:
            answered[row] = open_rows.pop(row - LEDGER_TOP)
    return [Found(row=row, values=values, sealed=answered.get(row)) for row, values in given]


def _headers(book: Loaded, at: Places) -> Iterator[Finding]:
    for field in at.layout.form.numbers:
        place, column = at.layout.places[field.id], at.columns[field.id]
        for row, expected in enumerate((field.id, f"{place.sheet}!{place.cell}", field.label)):
            found = book.text(LEDGER_SHEET, Cell(row, column))
            if found != expected:
                where = Where(sheet=LEDGER_SHEET, cell=str(Cell(row, column)), label=field.label, field=field.id)
                yield found_by(v.V11, where, found=found, expected=expected)


def _rows(rows: list[Found], seal: Seal) -> Iterator[Finding]:
    answered = {id(found.sealed) for found in rows}
    for number, sealed in enumerate(seal.rows):
        if id(sealed) not in answered:
            where = Where(sheet=LEDGER_SHEET, cell=str(Cell(LEDGER_TOP + number, 0)))
            yield found_by(v.V04, where, expected=unit_of(sealed))
    for found in rows:
        if found.sealed is None:
            where = Where(sheet=LEDGER_SHEET, cell=str(Cell(found.row, 0)))
            shown = " ".join(filter(None, (found.text(_HEAD.index("code")), found.text(_HEAD.index("name")))))
            yield found_by(v.V05, where, found=shown or found.text(0))


def unit_of(sealed: SealedRow) -> str:
    """Name a row's unit."""
    return f"{sealed.said['name']}（{sealed.said['code']}）"


def _ledger_cells(rows: list[Found], at: Places) -> Iterator[Finding]:
    """Compare each cell of 明细 with the hidden copy."""
    for found in rows:
        if found.sealed is None:
            continue
        for column, identifier in enumerate(_SAID, 1):
            yield from _compare(found, column, "", _LABELS[identifier], found.sealed.said.get(identifier, ""))
        for field, number in zip(at.layout.form.numbers, found.sealed.numbers, strict=False):
            yield from _compare(found, at.columns[field.id], field.id, field.label, number)


def _compare(found: Found, column: int, field: str, label: str, expected: str) -> Iterator[Finding]:
    shown = found.text(column)
    is_number = not field or not shown or as_number(found.values[column]) is not None
    if shown == expected and is_number:
        return
    where = Where(sheet=LEDGER_SHEET, cell=str(Cell(found.row, column)), label=label, field=field)
    unit = unit_of(found.sealed) if found.sealed else ""
    quoted = shown if is_number else f"“{shown}”"
    yield found_by(v.V06, where, found=quoted or "（空）", expected=expected or "（空）", unit=unit)


def _flags(rows: list[Found]) -> Iterator[Finding]:
    for found in rows:
        where = Where(sheet=LEDGER_SHEET, cell=str(Cell(found.row, 0)), label=_LABELS["include"])
        unit = unit_of(found.sealed) if found.sealed else found.text(_HEAD.index("code"))
        flag = found.text(0)
        if flag == EXCLUDED:
            yield found_by(v.V09, where, found=flag, expected=INCLUDED, unit=unit)
        elif flag != INCLUDED:
            yield found_by(v.V10, where, found=flag or "（空）", expected=f"{INCLUDED}/{EXCLUDED}", unit=unit)


def _formulas(book: Loaded, rows: list[Found], at: Places) -> Iterator[Finding]:
    """Compare each formula with the one written, and its stored result with the sums of the ledger.

    A result that follows from the hidden copy, but not from the ledger as it is now, is the stale half of a
    change that was already told at its cell.
    """
    read, excluded = (book.result(CONTROL_SHEET, Cell(at.cells_row + offset, 3)) for offset in (0, 2))
    constants = (as_number(read) or 0, as_number(excluded) or 0)
    now = worked_out([as_found(row, at) for row in rows], at, *constants)
    before = worked_out([_as_sealed(row, at) for row in rows if row.sealed], at, *constants)
    unstored = 0
    for each in formulas(at):
        if finding := _replaced(book, each):
            yield finding
            continue
        shown = book.result(each.sheet, each.cell)
        if shown is None:
            unstored += 1
        elif not same(shown, now[each.key]) and not same(shown, before[each.key]):
            yield found_by(v.V08, _where(each, at), found=as_text(shown), expected=as_text(now[each.key]))
    if unstored:
        yield found_by(v.V12, found=str(unstored))


def _replaced(book: Loaded, each: Formula) -> Finding | None:
    formula = book.formula(each.sheet, each.cell)
    if formula is not None and _plain(formula) == _plain(each.text):
        return None
    found = formula if formula is not None else book.text(each.sheet, each.cell)
    where = Where(sheet=each.sheet, cell=str(each.cell), field=each.field)
    return found_by(v.V07, where, found=found or "（空）", expected=each.text)


def _plain(formula: str) -> str:
    """Give a formula without what programs write differently: quotes round a sheet's name, blanks."""
    return formula.replace("'", "").replace(" ", "")


def _where(each: Formula, at: Places) -> Where:
    label = at.layout.form.fields[each.field].label if each.field else ""
    return Where(sheet=each.sheet, cell=str(each.cell), label=label, field=each.field)


def as_found(found: Found, at: Places) -> Line:
    """Give a row of 明细 to be added up, as its cells were found."""
    known = {field.id: as_number(found.values[at.columns[field.id]]) for field in at.layout.form.numbers}
    return _line(found.text(0), found.text(_HEAD.index("tier")), known)


def _as_sealed(found: Found, at: Places) -> Line:
    sealed = found.sealed
    numbers = zip(at.layout.form.numbers, sealed.numbers if sealed else (), strict=False)
    known = {field.id: exact(text) for field, text in numbers}
    return _line(found.text(0), sealed.said["tier"] if sealed else "", known)


def _line(flag: str, tier: str, known: Mapping[str, Any]) -> Line:
    numbers = {field: number for field, number in known.items() if number is not None}
    return Line(included=flag == INCLUDED, tier=tier, numbers=numbers, filled=len(numbers))
