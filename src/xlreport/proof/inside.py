"""The consolidated workbook in itself: ledger against hidden copy, formulas as written, results from the ledger."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from xlreport.cells import Cell
from xlreport.findings import Finding, Where, found_by
from xlreport.forms import Form, Over
from xlreport.language import Text
from xlreport.layout import MANIFEST_SHEET, Layout
from xlreport.lazy import regex
from xlreport.manifest import structure
from xlreport.merging.book.book_places import (
    CHARTS_SHEET,
    COMPARED_SHEET,
    CONTROL_LEFT,
    CONTROL_SHEET,
    COVER_SHEET,
    EXCLUDED,
    INCLUDED,
    LEDGER_ITEMS,
    LEDGER_LABELS,
    LEDGER_LINKS,
    LEDGER_SHEET,
    LEDGER_TOP,
    LEDGER_WORDS,
    TEXTS_SHEET,
    Places,
    return_cell,
)
from xlreport.merging.book.formula_parts import Formula
from xlreport.merging.book.live_formulas import formulas
from xlreport.merging.book.seal import Seal, SealedRow, parse
from xlreport.merging.field_lines import FieldLine
from xlreport.merging.ledgers import Ledger
from xlreport.numbers import WIDE, Number, exact
from xlreport.plain_records import dataclass
from xlreport.proof.drawn_charts import changed_charts
from xlreport.proof.second_reader import Loaded, as_number, as_text
from xlreport.proof.second_sums import Constants, LedgerLine, same, worked_out
from xlreport.rules import rule


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """A row of 明细 as found, and the sealed row it answers to."""

    row: int
    values: Mapping[str, Any]
    """by the ids of the columns"""
    sealed: SealedRow | None
    visible: bool = True

    def text(self, column: str) -> str:
        """Give a cell as text."""
        return as_text(self.values[column])


def ledger_rows(book: Loaded, seal: Seal, at: Places) -> list[FoundRow]:
    """Give the rows of 明细, each with its sealed row: by place and code, then by code, then by place alone."""
    rows = book.rows(LEDGER_SHEET, LEDGER_TOP, len(at.columns))
    columns = tuple(at.columns)
    given = [(row, FieldLine(columns, values)) for row, values in rows]
    open_rows = dict(enumerate(seal.rows))
    answered: dict[int, SealedRow] = {}
    for row, values in given:
        sealed = open_rows.get(row - LEDGER_TOP)
        if sealed and as_text(values["code"]) == sealed.said["code"]:
            answered[row] = open_rows.pop(row - LEDGER_TOP)
    for row, values in given:
        wanted = (n for n, sealed in open_rows.items() if sealed.said["code"] == as_text(values["code"]))
        if row not in answered and (number := next(wanted, None)) is not None:
            answered[row] = open_rows.pop(number)
    for row, _ in given:
        if row not in answered and row - LEDGER_TOP in open_rows:
            answered[row] = open_rows.pop(row - LEDGER_TOP)
    hidden = book.hidden_rows(LEDGER_SHEET)
    return [
        FoundRow(row=row, values=values, sealed=answered.get(row), visible=row not in hidden) for row, values in given
    ]


def unit_of(sealed: SealedRow) -> str:
    """Name a row's unit."""
    return f"{sealed.said['name']}（{sealed.said['code']}）"


_TEXT = regex(r'("(?:[^"]|"")*")')


def changed_formulas(book: Loaded, rows: list[FoundRow], seal: Seal, at: Places) -> Iterator[Finding]:
    """Compare each formula with the one written, and its stored result with the sums of the ledger.

    A result that follows from the hidden copy, but not from the ledger as it is now, is the stale half of a
    change that was already told at its cell.
    """
    constants = _constants(book, seal, at)
    yield from _cell_counts(book, constants, at)
    found = [as_found(row, at) for row in rows]
    unchanged = all(row.sealed and line == _as_sealed(row, at) for row, line in zip(rows, found, strict=True))
    now = worked_out(found, at, constants)
    before = now if unchanged else worked_out([_as_sealed(row, at) for row in rows if row.sealed], at, constants)
    unstored, stored = 0, False
    for each in formulas(at):
        if finding := _replaced(book, each):
            yield finding
            continue
        shown = book.result(each.sheet, each.cell)
        stored |= shown is not None
        if same(shown, now[each.key]) or same(shown, before[each.key]):
            continue
        if shown is None:
            unstored += 1
        else:
            yield found_by(rule("V08"), _formula_where(each, at), found=as_text(shown), expected=as_text(now[each.key]))
    if unstored:
        yield found_by(rule("V12", "" if stored else "all"), found=str(unstored))
    if str(before["state",]).startswith("×"):
        where = Where(sheet=CONTROL_SHEET, cell=str(at.state))
        yield found_by(rule("V33"), where, found=str(before["state",]))


def _cell_counts(book: Loaded, constants: Constants, at: Places) -> Iterator[Finding]:
    """Compare the two counts of 核对 that are no formulas: the cells read, and those of files that do not count."""
    for offset, expected in ((0, constants.read), (2, constants.excluded)):
        cell = Cell(at.cells_row + offset, CONTROL_LEFT)
        shown = book.result(CONTROL_SHEET, cell)
        if not same(shown, expected):
            where = Where(sheet=CONTROL_SHEET, cell=str(cell))
            yield found_by(rule("V08"), where, found=as_text(shown) or "（空）", expected=as_text(expected))


def _constants(book: Loaded, seal: Seal, at: Places) -> Constants:
    """Gather what no formula works out, counted and added up again from the hidden copy."""
    form = at.layout.form
    files = seal.ledger.files if seal.ledger else ()
    excluded = sum(line.read for line in files if line.decision.value != "counted")
    placed = sum(1 for row in seal.rows for number in row.numbers if number)
    lines = (_numbers_of(row.numbers, form) for row in seal.rows)
    before = _comparable(seal.ledger) if seal.ledger else ()
    return Constants(
        read=placed + excluded,
        excluded=excluded,
        merged=_sums(lines, form),
        last=_sums(before, form),
        charted={
            place.chart.field: [book.text(CHARTS_SHEET, place.code(bar)) for bar in range(place.bars)]
            for place in at.charts
            if place.chart.over is Over.UNITS and not place.classes
        },
        requests=[
            (row.code, cells)
            for row in (seal.ledger.rows if seal.ledger else ())
            for cells in (row.requests.rows if row.requests else ())
        ],
    )


def _comparable(ledger: Ledger) -> Iterator[Mapping[str, Number | None]]:
    """Give last year's figures of every unit but those that hand in this year and are not in."""
    counted = {row.code for row in ledger.rows}
    waited_for = {unit.code for unit in ledger.units if unit.state.value != "out of scope" and unit.code not in counted}
    yield from (each.numbers for each in ledger.before if each.code not in waited_for)


def _numbers_of(texts: Iterable[str], form: Form) -> dict[str, Number | None]:
    return {field.id: exact(text) for field, text in zip(form.numbers, texts, strict=False)}


def _sums(lines: Iterable[Mapping[str, Number | None]], form: Form) -> dict[str, Number]:
    """Add lines up, of which none is kept."""
    sums = {field.id: Decimal(0) for field in form.numbers}
    for line in lines:
        for field in sums:
            sums[field] += line.get(field) or 0
    return {field: total.quantize(Decimal("0.0001"), ROUND_HALF_UP, WIDE) for field, total in sums.items()}


def _replaced(book: Loaded, each: Formula) -> Finding | None:
    formula = book.formula(each.sheet, each.cell)
    if formula is not None and _plain_formula(formula) == _plain_formula(each.text):
        return None
    found = formula if formula is not None else book.text(each.sheet, each.cell)
    where = Where(sheet=each.sheet, cell=str(each.cell), field=each.field)
    return found_by(rule("V07"), where, found=found or "（空）", expected=each.text)


def _plain_formula(formula: str) -> str:
    """Give a formula without what programs write differently: quotes round a sheet's name, blanks. Texts stay whole."""
    return "".join(each if each.startswith('"') else _bare(each) for each in _TEXT.split(formula))


def _bare(piece: str) -> str:
    return piece.replace("'", "").replace(" ", "")


def _formula_where(each: Formula, at: Places) -> Where:
    label = at.layout.form.fields[each.field].label if each.field else ""
    return Where(sheet=each.sheet, cell=str(each.cell), label=label, field=each.field)


def as_found(found: FoundRow, at: Places) -> LedgerLine:
    """Give a row of 明细 to be added up, as its cells were found."""
    known = {field.id: as_number(found.values[field.id]) for field in at.layout.form.numbers}
    line = _ledger_line(found.text("code"), found.text("include"), found.text("tier"), known)
    return replace(line, visible=found.visible)


def _as_sealed(found: FoundRow, at: Places) -> LedgerLine:
    sealed = found.sealed
    known = _numbers_of(sealed.numbers if sealed else (), at.layout.form)
    said = sealed.said if sealed else {"code": "", "tier": ""}
    return _ledger_line(said["code"], found.text("include"), said["tier"], known)


def _ledger_line(code: str, flag: str, tier: str, known: Mapping[str, Any]) -> LedgerLine:
    filled = sum(number is not None for number in known.values())
    numbers = FieldLine(tuple(known), known.values())
    return LedgerLine(code=code, included=flag == INCLUDED, tier=tier, numbers=numbers, filled=filled)


_NEEDED = (COVER_SHEET, LEDGER_SHEET, TEXTS_SHEET, COMPARED_SHEET, CHARTS_SHEET, CONTROL_SHEET)


def read_seal(book: Loaded, layout: Layout) -> Seal | None:
    """Read the manifest sheet; None when there is none of a consolidated workbook."""
    if not book.has(MANIFEST_SHEET):
        return None
    return parse(([as_text(value) for value in row] for _, row in book.rows(MANIFEST_SHEET)), layout)


def inside(book: Loaded, seal: Seal, layout: Layout) -> Iterator[Finding]:
    """Give every finding about the workbook in itself."""
    at = seal.places(layout)
    if other := tuple(other_form(seal, layout)):
        yield from other  # whatever differs else follows from it
        return
    yield from _digests(book, seal, at)
    if seal.ledger is None:
        return
    needed = (*_NEEDED, *(sheet.name for sheet in at.sheets), *([at.requests.sheet] if at.requests else []))
    gone = [name for name in needed if not book.has(name)]
    yield from (found_by(rule("V14"), Where(sheet=name), expected=name) for name in gone)
    if gone:
        return
    rows = ledger_rows(book, seal, at)
    yield from _ledger_headers(book, at)
    yield from _row_findings(rows, seal)
    yield from _ledger_cells(rows, at)
    yield from _include_flags(rows, at)
    yield from changed_formulas(book, rows, seal, at)
    yield from changed_charts(book, at)


_HEADS = {
    "form": Text("表样", "the form"),
    "edition": Text("表样版本", "the edition"),
    "structure": Text("表样结构", "the structure"),
}


def other_form(seal: Seal, layout: Layout) -> Iterator[Finding]:
    """V02: tell what of the form it was written for is another."""
    expected = {"form": layout.form.id, "edition": layout.form.edition, "structure": structure(layout)}
    if (found := seal.head.get("edition", "")) != layout.form.edition:
        yield found_by(rule("V02", "edition"), Where(sheet=MANIFEST_SHEET), found=found, expected=expected["edition"])
        return
    for what, word in expected.items():
        if seal.head.get(what) != word:
            where = Where(sheet=MANIFEST_SHEET)
            yield found_by(rule("V02"), where, found=seal.head.get(what, ""), expected=word, what=_HEADS[what])


def _digests(book: Loaded, seal: Seal, at: Places) -> Iterator[Finding]:
    cell = at.cover("digest")
    printed = book.text(COVER_SHEET, cell).replace(" ", "") if book.has(COVER_SHEET) else ""
    said = [(Where(sheet=MANIFEST_SHEET, cell="B1"), seal.digest), (Where(sheet=COVER_SHEET, cell=str(cell)), printed)]
    for where, digest in said:
        if digest != seal.true_digest:
            yield found_by(rule("V03"), where, found=digest, expected=seal.true_digest, sheet=where.sheet)


def _ledger_headers(book: Loaded, at: Places) -> Iterator[Finding]:
    """Hold what stands over each column against its field: its item where one begins, its label, its cell."""
    before: tuple[str, ...] = ()
    for field in at.layout.form.numbers:
        column, item = at.columns[field.id], (at.layout.places[field.id].sheet, *field.path[:-1])
        begins = "" if item == before else "　".join(item[1:])
        before = item
        expected = {LEDGER_ITEMS: begins, LEDGER_LABELS: field.path[-1], LEDGER_LINKS: return_cell(at.layout, field.id)}
        for row, text in expected.items():
            found = book.text(LEDGER_SHEET, Cell(row, column))
            if found != text:
                where = Where(sheet=LEDGER_SHEET, cell=str(Cell(row, column)), label=field.label, field=field.id)
                yield found_by(rule("V11"), where, found=found, expected=text)


def _row_findings(rows: list[FoundRow], seal: Seal) -> Iterator[Finding]:
    answered = {id(found.sealed) for found in rows}
    for number, sealed in enumerate(seal.rows):
        if id(sealed) not in answered:
            where = Where(sheet=LEDGER_SHEET, cell=str(Cell(LEDGER_TOP + number, 0)))
            yield found_by(rule("V04"), where, expected=unit_of(sealed))
    for found in rows:
        if found.sealed is None:
            where = Where(sheet=LEDGER_SHEET, cell=str(Cell(found.row, 0)))
            shown = " ".join(filter(None, (found.text("code"), found.text("name"))))
            yield found_by(rule("V05"), where, found=shown or found.text("include"))
        elif found.row >= LEDGER_TOP + len(seal.rows):
            where = Where(sheet=LEDGER_SHEET, cell=str(Cell(found.row, 0)))
            last = str(LEDGER_TOP + len(seal.rows))
            yield found_by(rule("V45"), where, unit=unit_of(found.sealed), found=str(found.row + 1), expected=last)


def _ledger_cells(rows: list[FoundRow], at: Places) -> Iterator[Finding]:
    """Compare each cell of 明细 with the hidden copy."""
    for found in rows:
        if found.sealed is None:
            continue
        for identifier, text in found.sealed.said.items():
            yield from _compared_cell(found, at, identifier, text)
        for field, number in zip(at.layout.form.numbers, found.sealed.numbers, strict=False):
            yield from _compared_cell(found, at, field.id, number)


def _compared_cell(found: FoundRow, at: Places, identifier: str, expected: str) -> Iterator[Finding]:
    shown, field = found.text(identifier), at.layout.form.fields.get(identifier)
    is_number = not field or not shown or as_number(found.values[identifier]) is not None
    if shown == expected and is_number:
        return
    label = field.label if field else LEDGER_WORDS[identifier]
    cell = str(Cell(found.row, at.columns[identifier]))
    where = Where(sheet=LEDGER_SHEET, cell=cell, label=label, field=identifier if field else "")
    unit = unit_of(found.sealed) if found.sealed else ""
    quoted = shown if is_number else f"“{shown}”"
    yield found_by(rule("V06"), where, found=quoted or "（空）", expected=expected or "（空）", unit=unit)


def _include_flags(rows: list[FoundRow], at: Places) -> Iterator[Finding]:
    for found in rows:
        cell = str(Cell(found.row, at.columns["include"]))
        where = Where(sheet=LEDGER_SHEET, cell=cell, label=LEDGER_WORDS["include"])
        unit = unit_of(found.sealed) if found.sealed else found.text("code")
        flag = found.text("include")
        if flag == EXCLUDED:
            yield found_by(rule("V09"), where, found=flag, expected=INCLUDED, unit=unit)
        elif flag != INCLUDED:
            yield found_by(rule("V10"), where, found=flag or "（空）", expected=f"{INCLUDED}/{EXCLUDED}", unit=unit)
