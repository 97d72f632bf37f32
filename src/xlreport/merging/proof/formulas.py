"""Formulas as found against those written, and their stored results against the second arithmetic."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from xlreport.cells import Cell
from xlreport.findings import Finding, Where, found_by
from xlreport.forms import Form, Over
from xlreport.merging.book.formulas import Formula, formulas
from xlreport.merging.book.places import CHARTS_SHEET, CONTROL_SHEET, INCLUDED, LEDGER_HEAD, Places
from xlreport.merging.book.seal import Seal
from xlreport.merging.proof.reader import Loaded, as_number, as_text
from xlreport.merging.proof.rows import Found
from xlreport.merging.proof.sums import Constants, Line, same, worked_out
from xlreport.merging.records import Ledger
from xlreport.numbers import Number, exact
from xlreport.rules import rule

_TEXT = re.compile(r'("(?:[^"]|"")*")')
_HEAD = tuple(identifier for identifier, _, _ in LEDGER_HEAD)


def changed_formulas(book: Loaded, rows: list[Found], seal: Seal, at: Places) -> Iterator[Finding]:
    """Compare each formula with the one written, and its stored result with the sums of the ledger.

    A result that follows from the hidden copy, but not from the ledger as it is now, is the stale half of a
    change that was already told at its cell.
    """
    constants = _constants(book, seal, at)
    yield from _counts(book, constants, at)
    now = worked_out([as_found(row, at) for row in rows], at, constants)
    before = worked_out([_as_sealed(row, at) for row in rows if row.sealed], at, constants)
    unstored, written = 0, tuple(formulas(at))
    for each in written:
        if finding := _replaced(book, each):
            yield finding
            continue
        shown = book.result(each.sheet, each.cell)
        if same(shown, now[each.key]) or same(shown, before[each.key]):
            continue
        if shown is None:
            unstored += 1
        else:
            yield found_by(rule("V08"), _where(each, at), found=as_text(shown), expected=as_text(now[each.key]))
    if unstored:
        yield found_by(rule("V12", "" if unstored < len(written) else "all"), found=str(unstored))
    if str(before["state",]).startswith("×"):
        where = Where(sheet=CONTROL_SHEET, cell=str(at.state))
        yield found_by(rule("V33"), where, found=str(before["state",]))


def _counts(book: Loaded, constants: Constants, at: Places) -> Iterator[Finding]:
    """Compare the two counts of 核对 that are no formulas: the cells read, and those of files that do not count."""
    for offset, expected in ((0, constants.read), (2, constants.excluded)):
        cell = Cell(at.cells_row + offset, 3)
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
    lines = [_numbers(row.numbers, form) for row in seal.rows]
    before = list(_comparable(seal.ledger)) if seal.ledger else []
    return Constants(
        read=placed + excluded,
        excluded=excluded,
        merged=_sums(lines, form),
        last=_sums(before, form),
        charted={
            place.chart.field: [book.text(CHARTS_SHEET, place.code(bar)) for bar in range(place.bars)]
            for place in at.charts
            if place.chart.over is Over.UNITS
        },
    )


def _comparable(ledger: Ledger) -> Iterator[Mapping[str, Number | None]]:
    """Give last year's figures of every unit but those that hand in this year and are not in."""
    counted = {row.code for row in ledger.rows}
    waited_for = {unit.code for unit in ledger.units if unit.state.value != "out of scope" and unit.code not in counted}
    yield from (each.numbers for each in ledger.before if each.code not in waited_for)


def _numbers(texts: Iterable[str], form: Form) -> dict[str, Number | None]:
    return {field.id: exact(text) for field, text in zip(form.numbers, texts, strict=False)}


def _sums(lines: list[Any], form: Form) -> dict[str, Number]:
    return {
        field.id: sum((Decimal(line.get(field.id) or 0) for line in lines), Decimal(0)).quantize(
            Decimal("0.0001"), ROUND_HALF_UP
        )
        for field in form.numbers
    }


def _replaced(book: Loaded, each: Formula) -> Finding | None:
    formula = book.formula(each.sheet, each.cell)
    if formula is not None and _plain(formula) == _plain(each.text):
        return None
    found = formula if formula is not None else book.text(each.sheet, each.cell)
    where = Where(sheet=each.sheet, cell=str(each.cell), field=each.field)
    return found_by(rule("V07"), where, found=found or "（空）", expected=each.text)


def _plain(formula: str) -> str:
    """Give a formula without what programs write differently: quotes round a sheet's name, blanks. Texts stay whole."""
    return "".join(each if each.startswith('"') else _bare(each) for each in _TEXT.split(formula))


def _bare(piece: str) -> str:
    return piece.replace("'", "").replace(" ", "")


def _where(each: Formula, at: Places) -> Where:
    label = at.layout.form.fields[each.field].label if each.field else ""
    return Where(sheet=each.sheet, cell=str(each.cell), label=label, field=each.field)


def as_found(found: Found, at: Places) -> Line:
    """Give a row of 明细 to be added up, as its cells were found."""
    known = {field.id: as_number(found.values[at.columns[field.id]]) for field in at.layout.form.numbers}
    return _line(found.text(_HEAD.index("code")), found.text(0), found.text(_HEAD.index("tier")), known)


def _as_sealed(found: Found, at: Places) -> Line:
    sealed = found.sealed
    known = _numbers(sealed.numbers if sealed else (), at.layout.form)
    said = sealed.said if sealed else {"code": "", "tier": ""}
    return _line(said["code"], found.text(0), said["tier"], known)


def _line(code: str, flag: str, tier: str, known: Mapping[str, Any]) -> Line:
    numbers = {field: number for field, number in known.items() if number is not None}
    return Line(code=code, included=flag == INCLUDED, tier=tier, numbers=numbers, filled=len(numbers))
