"""A government's own report out of a consolidated workbook: its tables are the ledger's sums, its narrative a draft.

What counts is what the flags of 明细 say now. A cell that no unit gave a figure for stays blank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlreport.figures import Figures
from xlreport.forms import Draft, Form
from xlreport.layout import Layout
from xlreport.merging import Row, UnitLine, UnitState
from xlreport.merging.totals import belongs, rounded
from xlreport.numbers import Number, exact
from xlreport.office.sealed_books import SealedBook
from xlreport.rounds import WHOLE
from xlreport.submissions import Value
from xlreport.writing import Summed, narrative, values_for


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReport:
    """The values of the report by field id, the units that are in it, and those that should be and are not."""

    values: Mapping[str, Value]
    counted: tuple[Row, ...]
    left_out: tuple[UnitLine, ...]


def own_report(book: SealedBook, layout: Layout, draft: Draft, scope: str = WHOLE) -> OwnReport:
    """Add up the rows of a scope that count; raises AnswersError naming a sum that no cell of the form can hold."""
    counted = tuple(row for row in book.counted if belongs(row.tier, scope, layout.form))
    codes = {row.code for row in counted}
    left_out = tuple(unit for unit in book.ledger.units if _is_due(unit, scope, layout.form) and unit.code not in codes)
    given = [typed(row, layout.form) for row in counted]
    sums = added(given, layout.form)
    summed = Summed(figures=Figures(form=layout.form, numbers=sums), given=given, due=len(counted) + len(left_out))
    roles = layout.form.roles
    cover = {roles.field("year"): exact(book.ledger.year), roles.field("region"): book.ledger.region}
    known = {field: value for field, value in cover.items() if value and field in layout.form.fields}
    return OwnReport(
        values=values_for(layout.form, {**known, **sums, **narrative(draft, summed)}),
        counted=counted,
        left_out=left_out,
    )


def _is_due(unit: UnitLine, scope: str, form: Form) -> bool:
    """Tell whether a unit hands in for itself within the scope."""
    return unit.state is not UnitState.OUT_OF_SCOPE and not unit.parent and belongs(unit.tier, scope, form)


def typed(row: Row, form: Form) -> dict[str, Number]:
    """Give a row's figures that a return types: its totals follow from them."""
    numbers = {field: number for field, number in row.numbers.items() if number is not None}
    return {field: number for field, number in {**numbers, **row.singles}.items() if field not in form.computed}


def added(given: Sequence[Mapping[str, Number]], form: Form) -> dict[str, Number]:
    """Add up what was typed, field by field; a field that nobody gave a figure for has no sum."""
    fields = [field for field in (*form.numbers, *form.singles) if any(field.id in each for each in given)]
    return {field.id: rounded(sum((each.get(field.id, 0) for each in given), 0), field) for field in fields}
