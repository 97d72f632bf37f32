"""One number changed in a clean return, for each of the 200 cells: the right rules speak, and no others.

Which relations a cell takes part in follows from the form, worked out here by following sums, not by the checker.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from examining import good
from filled import FORM, LAYOUT
from xlreport.findings import Finding, Severity
from xlreport.forms import Field, Relation, Statement
from xlreport.rulebooks import check
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
    """The relations that do not hold."""
    kind = submission.text("cover.unit_kind")
    for relation in FORM.relations:
        applies = not relation.kinds or kind in relation.kinds
        if applies and any(_fails(each, submission) for each in relation.statements):
            yield relation


def _fails(statement: Statement, submission: Submission) -> bool:
    if any(submission.entry(field).value is None for field in statement.fields if FORM.fields[field].last_of):
        return False
    left = sum(term.sign * figure(term.field, submission) for term in statement.left)
    right = sum(term.sign * figure(term.field, submission) for term in statement.right)
    return not {"=": left == right, "<=": left <= right, ">=": left >= right}[statement.operator]


LAST = {
    each.last_of: figure(each.last_of.replace("carried_out", "carried_in"), good()) // 10_000
    for each in FORM.fields.values()
    if each.last_of.startswith("requests.")
} | {"disclosure.regulations.in_force": 0, "disclosure.normative.in_force": 10}
"""Last year's figures, from which the good return follows."""


def with_last_year(submission: Submission) -> Submission:
    """The same return in a workbook that shows last year's figures."""
    shown = {each.id: LAST[each.last_of] for each in FORM.fields.values() if each.last_of}
    entries = {field: _with(submission.entry(field), number) for field, number in shown.items()}
    return replace(submission, entries={**submission.entries, **entries})


def expected_of(field: str) -> set[tuple[str, str]]:
    """Which relation speaks and where when one typed figure of the good return is off by one, by hand.

    A case of table three is missing or too many in its column, however many rows and totals feel it; in table two
    only what has a bound or a year before it can be wrong; in table four any figure may be another one.
    """
    section, row, *_, column = field.split(".")
    if section == "requests":
        carried = {("X02", f"requests.carried_in.{column}")} if row == "carried_in" else set()
        return {("T301", f"requests.received.{column}")} | carried
    if field.startswith("disclosure.regulations."):
        return {("T201", field)}
    if field.startswith("disclosure.normative."):
        return {("X01", "disclosure.normative.in_force")}
    return set()


CHANGES = [(field, by) for field in TYPED for by in (1, -1) if figure(field.id, good()) + by * 10_000 >= 0]


@pytest.mark.parametrize(("field", "by"), CHANGES, ids=lambda each: getattr(each, "id", None))
def test_one_figure_off_by_one(field: Field, by: int) -> None:
    """Exactly the rule of the relation it breaks, once and at its place; no relation is broken that nobody tells.

    Beside it only what looks at that single figure, and what the text says of it: the text is off by as much.
    """
    submission = with_last_year(changed(field, figure(field.id, good()) // 10_000 + by))
    told = [each for each in check(submission, LAYOUT) if each.severity is not Severity.SKIPPED]
    codes = {relation.code for relation in FORM.relations}
    expected = expected_of(field.id)
    assert sorted((each.code, each.field) for each in told if each.code in codes) == sorted(expected)
    named = "".join(note.zh for each in told for note in each.notes) + "".join(code for code, _ in expected)
    assert all(relation.code in named for relation in broken(submission))
    others = [each for each in told if each.code not in codes]
    assert {each.code for each in others if not each.code.startswith("S")} <= HINTED
    assert all(_off_by(each) == by for each in others if each.code in COUNTED)


COUNTED = {"S01", "S02", "S03", "S06", "S08"}


def _off_by(finding: Finding) -> int:
    """How much more the table has than the text says."""
    return min((int(each) - int(finding.found) for each in finding.expected.split(" / ")), key=abs)


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
