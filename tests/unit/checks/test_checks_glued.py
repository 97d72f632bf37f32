"""Numbers that ran together are suspected where a long one stands among blanks, never among real figures."""

from pathlib import Path

import pytest

from examining import blank, good, lines, says, with_entry
from filled import LAYOUT
from published_reports import PUBLISHED, answered
from small_form import SMALL_FORM, small_form
from xlreport.checks import examine
from xlreport.checks.doubtful_cells import check_glued
from xlreport.layout import plan
from xlreport.manifest import identity_of
from xlreport.office.taking_in.intake import receive
from xlreport.reading import read_submission
from xlreport.submissions import State, Submission
from xlreport.writing import write_workbook

ROW = [f"requests.granted.{each}" for each in ("natural", "business", "research", "public_interest", "legal_service")]


def row_with(value: int, blanks: int) -> Submission:
    """The good submission with one count of a row changed and the next ones blank."""
    submission = with_entry(ROW[0], value=value, raw=str(value), state=State.VALUE)
    for field in ROW[1 : 1 + blanks]:
        submission = blank(field, submission)
    return submission


def test_a_long_number_among_blanks() -> None:
    """27, 29 and 318 pasted into one cell: told at that cell, with how many are blank beside it."""
    (finding,) = says(check_glued, row_with(2729318, 4))
    assert (finding.code, finding.severity.value, finding.field, finding.found) == ("N03", "warning", ROW[0], "2729318")
    assert "4 个单元格空白" in finding.message.zh


@pytest.mark.parametrize(("value", "blanks"), [(2729318, 2), (9999, 4), (2729, 4)])
def test_no_suspicion(value: int, blanks: int) -> None:
    """Two blanks only, or four digits only, are nothing to ask about."""
    assert lines(check_glued, row_with(value, blanks)) == []


def test_others_of_the_row_nearly_as_long() -> None:
    """A row of large numbers is a large office."""
    submission = row_with(27293, 3)
    submission = with_entry(ROW[4], submission, value=1250, raw="1250", state=State.VALUE)
    assert lines(check_glued, submission) == []


def test_a_good_return_is_silent() -> None:
    """Nothing is suspected of the county's largest return."""
    assert lines(check_glued, good()) == []


@pytest.mark.parametrize("name", PUBLISHED)
@pytest.mark.parametrize("zeros_left_blank", [False, True])
def test_published_reports_are_silent(name: str, zeros_left_blank: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """Whole cities' figures raise no suspicion, also where their zeros are left blank and declared zero."""
    values = answered(name, LAYOUT.form)
    if zeros_left_blank:
        values = {field: value for field, value in values.items() if value != 0 or isinstance(value, bool)}
        values |= {f"{table}.blank_is_zero": True for table in ("disclosure", "requests", "disputes")}
    path = tmp_path / "published.xlsx"
    path.write_bytes(write_workbook(LAYOUT, identity_of(LAYOUT, unit_kind="government", year=name[-4:]), values))
    received = receive(path, LAYOUT)
    assert received.submission is not None
    assert [each.code for each in received.findings if each.code == "N03"] == []


def test_an_amount_beside_blank_counts_is_none(tmp_path: Path) -> None:
    """Where a row has counts and an amount, the amount may be as long as it is; a count as long is suspected."""
    text = SMALL_FORM.replace(
        '{ id = "lost", label = "遗失" },', '{ id = "lost", label = "遗失" }, { id = "kept", label = "留存" },'
    )
    layout = plan(small_form(tmp_path, text))
    for field, told in (("loans.books.paid", []), ("loans.books.lent", ["loans.books.lent"])):
        path = tmp_path / "a.xlsx"
        path.write_bytes(write_workbook(layout, identity_of(layout), {field: 1_234_567}))
        found = check_glued(examine(read_submission(path, layout), layout))
        assert [each.field for each in found] == told
