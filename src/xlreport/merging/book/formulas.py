"""Every formula of a consolidated workbook, each with a key for what it comes to. Works nothing out."""

from collections.abc import Iterator

from xlreport.cells import address
from xlreport.merging.book.comparison_formulas import chart_formulas, compared_formulas
from xlreport.merging.book.control_formulas import control_formulas
from xlreport.merging.book.live import Formula, conditions, ledger_column, rounded_formula
from xlreport.merging.book.places import CONTROL_SHEET, COVER_SHEET, Places
from xlreport.rounds import SCOPES, WHOLE


def formulas(at: Places) -> Iterator[Formula]:
    """Give every formula of a consolidated workbook: 封面, 汇总, 同比, 图表, 核对."""
    yield from _cover(at)
    yield from _totals(at)
    yield from compared_formulas(at)
    yield from chart_formulas(at)
    yield from control_formulas(at)


def _cover(at: Places) -> Iterator[Formula]:
    for scope in SCOPES:
        item = "counted" if scope == WHOLE else f"counted.{scope}"
        text = f"=COUNTIFS({conditions(at, scope)})"
        yield Formula(sheet=COVER_SHEET, cell=at.cover(item), text=text, key=("counted", scope))
    state = address(CONTROL_SHEET, at.state)
    yield Formula(sheet=COVER_SHEET, cell=at.cover("state"), text=f"={state}", key=("state",))
    if at.compared:
        text = f"={address(CONTROL_SHEET, at.carried_state)}"
        yield Formula(sheet=COVER_SHEET, cell=at.cover("carried"), text=text, key=("carried state",))


def _totals(at: Places) -> Iterator[Formula]:
    fields = {field.id: field for field in at.layout.form.numbers}
    for (scope, identifier), place in at.totals.items():
        summed = f"SUMIFS({ledger_column(at, identifier)},{conditions(at, scope)})"
        text = f"={rounded_formula(summed, fields[identifier])}"
        yield Formula(sheet=place.sheet, cell=place.cell, text=text, key=("total", scope, identifier), field=identifier)
