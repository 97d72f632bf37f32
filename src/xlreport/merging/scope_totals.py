"""Exact sums of the ledger per scope, and the relations that are put to them again. No floats."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from xlreport.figures import Figures
from xlreport.forms import Field, Form, Kind, Level
from xlreport.layout import TOTALS_COLUMNS, CheckLine, Layout
from xlreport.merging.field_lines import in_order
from xlreport.merging.ledgers import Before, Row
from xlreport.numbers import WIDE, Number, whole
from xlreport.rounds import BELOW, OWN, SCOPES, WHOLE

Totals = Mapping[str, Mapping[str, Number]]


def totals(rows: Iterable[Row], form: Form) -> Totals:
    """Give the sum of each number field per scope; amounts to 4 decimals, as the workbook rounds them."""
    known = tuple(rows)
    own = [row.numbers for row in known if belongs(row.tier, OWN, form)]
    below = [row.numbers for row in known if belongs(row.tier, BELOW, form)]
    sums: dict[str, dict[str, Number]] = {scope: {} for scope in SCOPES}
    for field, of_own, of_below in zip(form.numbers, _sums(own, form), _sums(below, form), strict=True):
        for scope, total in {OWN: of_own, BELOW: of_below, WHOLE: of_own + of_below}.items():
            sums[scope][field.id] = rounded(total, field)
    return sums


def _sums(lines: Sequence[Mapping[str, Number | None]], form: Form) -> list[Number]:
    """Give the sum of each number field, in their order."""
    fields = tuple(field.id for field in form.numbers)
    if not lines:
        return [0] * len(fields)
    return [sum(filter(None, column), 0) for column in zip(*(in_order(line, fields) for line in lines), strict=True)]


def belongs(tier: str, scope: str, form: Form) -> bool:
    """Tell whether a unit of a tier is added up in a scope: whatever is not of the own level is below it."""
    return scope == WHOLE or (scope == OWN) == (tier == form.units.own)


def scope_word(scope: str, level: Level) -> str:
    """Give what a scope is called at a level."""
    return {WHOLE: level.whole.zh, OWN: level.own, BELOW: level.below}[scope]


def rounded(total: Number, field: Field) -> Number:
    """Round an amount to 4 decimals, half away from zero."""
    if field.kind is Kind.AMOUNT and isinstance(total, Decimal):
        return whole(total.quantize(Decimal("0.0001"), ROUND_HALF_UP, WIDE))
    return total


def scope_figures(sums: Totals, form: Form, scope: str = WHOLE, last: Mapping[str, Number] | None = None) -> Figures:
    """Give a scope's totals as figures, every field a number of its own; `last` has last year's totals."""
    known = {each.id: last[each.last_of] for each in form.fields.values() if last and each.last_of in last}
    return Figures(form=form, numbers={**sums[scope], **known})


def last_totals(before: Iterable[Before], form: Form) -> dict[str, Number]:
    """Give the sum of each number field over last year's reports."""
    known = tuple(before)
    return {
        field.id: rounded(sum((each.numbers.get(field.id) or 0 for each in known), 0), field) for field in form.numbers
    }


def relation_lines(layout: Layout, first_row: int = 0) -> tuple[CheckLine, ...]:
    """Give the check lines that hold for sums of one year, from a row on.

    Those for one kind of unit do not, nor those on a figure outside the tables, which is not added up.
    """
    return _from(first_row, (line for line in _held(layout) if not _last(line, layout)))


def last_year_lines(layout: Layout, first_row: int = 0) -> tuple[CheckLine, ...]:
    """Give the check lines that hold the sums against last year's, from a row on."""
    return _from(first_row, (line for line in _held(layout) if _last(line, layout)))


def _held(layout: Layout) -> Iterator[CheckLine]:
    summed = {field.id for field in layout.form.numbers}
    shown = {field.id for field in layout.form.fields.values() if field.last_of in summed}
    known = summed | shown
    return (line for line in layout.lines if not line.relation.kinds and known.issuperset(line.statement.fields))


def _last(line: CheckLine, layout: Layout) -> bool:
    return any(layout.form.fields[field].last_of for field in line.statement.fields)


def _from(first_row: int, lines: Iterable[CheckLine]) -> tuple[CheckLine, ...]:
    return tuple(replace(line, row=first_row + number, columns=TOTALS_COLUMNS) for number, line in enumerate(lines))
