"""One number changed in a clean return, for each of the 200 cells: the right rules speak, and no others.

Which relations a cell takes part in follows from the form, worked out here by following sums, not by the checker.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from examining import good
from filled import FORM, LAYOUT
from xlreport.checks import check
from xlreport.findings import Severity
from xlreport.forms import Field, Relation, Statement
from xlreport.submissions import AlteredFormula, Entry, State, Submission

TYPED = [field for field in FORM.numbers if field.id not in FORM.computed]
HINTED = {"T307", "T308", "T309", "T310", "T404", "T405", "T406", "T407"}
"""Rules about single figures that have to be looked at: told when their own figure is not 0."""


def changed(field: Field, number: int) -> Submission:
    """The good return with one figure changed and the totals as a spreadsheet program then shows them."""
    typed = replace(good(), entries={**good().entries, field.id: _with(good().entry(field.id), number)})
    totals = {total: _with(typed.entry(total), figure(total, typed) // 10_000) for total in FORM.computed}
    return replace(typed, entries={**typed.entries, **totals, field.id: typed.entry(field.id)})


def _with(entry: Entry, number: int) -> Entry:
    return replace(entry, value=number, raw=str(number), state=State.VALUE)


def figure(identifier: str, submission: Submission) -> int:
    """A figure in ten thousandths, so that nothing is rounded; a total by adding up its parts."""
    statement = FORM.computed.get(identifier)
    if statement is not None:
        return sum(term.sign * figure(term.field, submission) for term in statement.right)
    value = submission.entry(identifier).value
    return int(value * 10_000) if isinstance(value, int | Decimal) else 0


def broken(submission: Submission) -> Iterator[Relation]:
    """The relations over this year's figures that do not hold."""
    kind = submission.text("cover.unit_kind")
    for relation in FORM.relations:
        applies = not relation.kinds or kind in relation.kinds
        if applies and any(_fails(each, submission) for each in relation.statements):
            yield relation


def _fails(statement: Statement, submission: Submission) -> bool:
    if any(FORM.fields[field].last_of for field in statement.fields):
        return False
    left = sum(term.sign * figure(term.field, submission) for term in statement.left)
    right = sum(term.sign * figure(term.field, submission) for term in statement.right)
    return not {"=": left == right, "<=": left <= right, ">=": left >= right}[statement.operator]


@pytest.mark.parametrize("field", TYPED, ids=lambda field: field.id)
def test_one_more_is_told_by_every_relation_it_breaks(field: Field) -> None:
    """One more in a typed cell: exactly the relations that no longer hold, and hints about that figure alone."""
    before = good().entry(field.id).value
    assert isinstance(before, int | Decimal)
    submission = changed(field, int(before) + 1)
    expected = {relation.code for relation in broken(submission)}
    told = {each.code for each in check(submission, LAYOUT) if each.severity is not Severity.SKIPPED}
    assert {code for code in told if code in {relation.code for relation in FORM.relations}} == expected
    assert told - expected <= HINTED | {code for code in told if code.startswith("S")}


@pytest.mark.parametrize(
    "field", [field for field in FORM.numbers if field.id in FORM.computed], ids=lambda field: field.id
)
def test_a_total_typed_over_is_told_once(field: Field) -> None:
    """One more typed over a total's formula: I31 at that cell, and nothing that only follows from it."""
    entry = good().entry(field.id)
    number = figure(field.id, good()) // 10_000 + 1
    altered = AlteredFormula(
        sheet=entry.sheet, cell=str(entry.area), field=field.id, expected=entry.formula or "", found=None
    )
    submission = replace(changed(field, number), formulas=(altered,))
    told = [each for each in check(submission, LAYOUT) if each.severity is not Severity.SKIPPED]
    assert [(each.code, each.field) for each in told] == [("I31", field.id)]
