"""Totals three ways: the formula, the saved result, the parts. The finding names the cause, once."""

from dataclasses import replace

import pytest

from examining import blank, entry_of, good, lines, says, with_entry
from filled import LAYOUT
from xlreport.checks.tables.relation_checks import check_relations
from xlreport.checks.workbook.total_cells import check_totals
from xlreport.submissions import AlteredFormula, Entry, State, Submission, Value

TOTAL, PLACE = "requests.received.total", "三 依申请公开!J7"


def _altered(found: str | None, value: Value | None, raw: str | None) -> Submission:
    altered = AlteredFormula(sheet="三 依申请公开", cell="J7", found=found, expected="=SUM(D7:I7)", field=TOTAL)
    state = State.BLANK if value is None else State.VALUE
    return replace(with_entry(TOTAL, value=value, raw=raw, state=state), formulas=(altered,))


def _entry(field: str) -> Entry:
    return entry_of(field)


def test_good_totals_are_silent() -> None:
    """Formula, saved result and parts agree."""
    assert lines(check_totals, good()) == []


@pytest.mark.parametrize(("by", "severity"), [(0, "warning"), (1, "error"), (-417, "error")])
def test_typed_over(by: int, severity: str) -> None:
    """A total typed over is a warning while it is right, an error when it is not."""
    value = 417 + by
    assert lines(check_totals, _altered(None, value, str(value))) == [f"{PLACE} I31 {severity}"]


def test_typed_over_names_what_follows() -> None:
    """The relations that fail only because of it are named in it and not told themselves."""
    submission = _altered(None, 999, "999")
    (finding,) = says(check_totals, submission)
    assert (finding.found, finding.expected) == ("999", "417")
    assert "T303" in finding.message.zh
    assert "T301" in finding.message.zh
    assert "=SUM(D7:I7)" in finding.advice.zh
    assert lines(check_relations, submission) == []


def test_emptied() -> None:
    """A total that was cleared quotes nothing and says what it should be."""
    (finding,) = says(check_totals, _altered(None, None, None))
    assert (finding.code, finding.found, finding.expected) == ("I31", "", "417")
    assert "现为空白，按各项计算应为 417" in finding.message.zh
    (other,) = says(check_totals, _altered("SUM(E7:I7)", None, None))
    assert "的公式为 =SUM(E7:I7)，没有结果；" in other.message.zh


def test_what_rests_on_a_number_that_cannot_be_is_held_against_nothing() -> None:
    """A part of 301 digits is told by N01; its total is neither stale nor what the parts come to."""
    part = "requests.received.natural"
    assert lines(check_totals, with_entry(part, value=10**300, raw="1E+300")) == []
    (finding,) = says(check_totals, with_entry(part, _altered(None, 417, "417"), value=-3, raw="-3"))
    assert (finding.code, finding.expected) == ("I31", "—")
    assert "应为 —（各项没有填齐，或填的数不能用）" in finding.message.zh


@pytest.mark.parametrize(("value", "severity"), [(417, "warning"), (46, "error")])
def test_another_formula(value: int, severity: str) -> None:
    """An altered formula is quoted beside the issued one."""
    (finding,) = says(check_totals, _altered("SUM(E7:I7)", value, str(value)))
    assert (finding.code, finding.severity.value) == ("I32", severity)
    assert "=SUM(E7:I7)" in finding.message.en
    assert "=SUM(D7:I7)" in finding.message.en


def test_stale() -> None:
    """An intact formula with an old result is a warning with both numbers."""
    (finding,) = says(check_totals, with_entry(TOTAL, value=400, raw="400"))
    assert (finding.place, finding.code, finding.found, finding.expected) == (PLACE, "I33", "400", "417")


def test_a_total_that_follows_an_altered_one_is_not_stale() -> None:
    """The grand total that adds up a typed-over total shows what its formula gives."""
    altered = AlteredFormula(
        sheet="三 依申请公开", cell="D30", found=None, expected="=SUM(D9:D29)", field="requests.concluded.natural"
    )
    column, grand = (_entry(f"requests.concluded.{each}") for each in ("natural", "total"))
    assert isinstance(column.value, int)
    assert isinstance(grand.value, int)
    submission = replace(
        with_entry(column.field, value=column.value + 5, raw=str(column.value + 5)), formulas=(altered,)
    )
    followed = with_entry(grand.field, submission, value=grand.value + 5, raw=str(grand.value + 5))
    assert lines(check_totals, followed) == ["三 依申请公开!D30 I31 error"]
    assert lines(check_totals, submission) == ["三 依申请公开!D30 I31 error"]


def test_without_saved_results() -> None:
    """Totals without a saved result are one note a sheet."""
    submission = good()
    for field in LAYOUT.form.computed:
        submission = blank(field, submission)
    told = lines(check_totals, submission)
    assert [each.partition("!")[0] for each in told] == ["三 依申请公开", "四 复议诉讼"]
    assert all(each.endswith("I33 note") for each in told)


def test_many_results_left_behind_are_one_finding() -> None:
    """Four or more stale totals of a sheet have one cause: one warning with the first as the example."""
    submission = good()
    stale = [field for field in LAYOUT.form.computed if field.startswith("requests.")][:5]
    for field in stale[:3]:
        submission = with_entry(field, submission, value=99_999, raw="99999")
    assert len(lines(check_totals, submission)) == 3
    for field in stale[3:]:
        submission = with_entry(field, submission, value=99_999, raw="99999")
    (finding,) = says(check_totals, submission)
    assert (finding.code, finding.severity.value, finding.found) == ("I33", "warning", "99999")
    assert "有 5 个合计" in finding.message.zh


def test_while_a_part_is_missing_nothing_is_stale() -> None:
    """A total cannot be held against parts that are not all there."""
    submission = with_entry(TOTAL, blank("requests.received.natural"), value=400, raw="400")
    assert lines(check_totals, submission) == []
