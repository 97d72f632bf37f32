"""Exact sums of the ledger per scope, and the relations that are put to them again. No floats."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from xlreport.figures import Figures
from xlreport.forms import Field, Form, Kind
from xlreport.layout import CheckLine, Layout
from xlreport.merging.records import Row
from xlreport.numbers import Number, whole
from xlreport.rounds import OWN_TIER, TOWN_TIER, Level

WHOLE = "全县"
SCOPES = (WHOLE, OWN_TIER, TOWN_TIER)
"""What is added up, by its word in a county: everything, the own level, all that is below it."""

Totals = Mapping[str, Mapping[str, Number]]


def totals(rows: Iterable[Row], form: Form) -> Totals:
    """Give the sum of each number field per scope; amounts to 4 decimals, as the workbook rounds them."""
    known = tuple(rows)
    return {scope: {field.id: rounded(_sum(known, scope, field), field) for field in form.numbers} for scope in SCOPES}


def _sum(rows: Iterable[Row], scope: str, field: Field) -> Number:
    chosen = (row for row in rows if belongs(row.tier, scope))
    return sum((row.numbers[field.id] or 0 for row in chosen), 0)


def belongs(tier: str, scope: str) -> bool:
    """Tell whether a unit of a tier is added up in a scope: whatever is not of the own level is below it."""
    return scope == WHOLE or (scope == OWN_TIER) == (tier == OWN_TIER)


def scope_word(scope: str, level: Level) -> str:
    """Give what a scope is called at a level."""
    return {WHOLE: level.whole.zh, TOWN_TIER: level.below}.get(scope, scope)


def rounded(total: Number, field: Field) -> Number:
    """Round an amount to 4 decimals, half away from zero."""
    if field.kind is Kind.AMOUNT and isinstance(total, Decimal):
        return whole(total.quantize(Decimal("0.0001"), ROUND_HALF_UP))
    return total


def scope_figures(sums: Totals, form: Form, scope: str = WHOLE) -> Figures:
    """Give a scope's totals as figures: every field a number of its own, totals included."""
    return Figures(form=form, numbers=sums[scope])


def relation_lines(layout: Layout, first_row: int = 0) -> tuple[CheckLine, ...]:
    """Give the check lines that hold for sums too, from a row on.

    Those for one kind of unit do not; nor, while a ledger has no figures of last year, those that need them.
    """
    fields = layout.form.fields
    held = [
        line
        for line in layout.lines
        if not line.relation.kinds and not any(fields[field].last_of for field in line.statement.fields)
    ]
    return tuple(replace(line, row=first_row + number) for number, line in enumerate(held))
