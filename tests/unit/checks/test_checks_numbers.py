"""Family N: what a cell holds against what its field takes, one problem in plain words."""

from decimal import Decimal

import pytest

from examining import blank, good, lines, says, text, with_entry
from filled import LAYOUT
from xlreport.checks.number_cells import check_formulas_in_inputs, check_numbers, check_other_kinds
from xlreport.checks.workbook.structure import check_blanks, check_uncomputed
from xlreport.findings import Severity
from xlreport.rulebooks import check
from xlreport.submissions import State

COUNT, AMOUNT = "disclosure.penalties.decisions", "disclosure.fees.amount"
REQUESTS, NARRATIVE = "requests.received.natural", "overview.active"
COUNT_CELL, AMOUNT_CELL = "二 主动公开!B13", "二 主动公开!B17"


def test_good_numbers_are_silent() -> None:
    """Whole counts and amounts to the yuan give nothing."""
    assert lines(check_numbers, good()) == []


def test_a_blank_is_not_this_familys_business() -> None:
    """A blank is told by F03, not as a wrong number."""
    assert lines(check_numbers, blank(COUNT)) == []


@pytest.mark.parametrize(
    ("value", "problem"),
    [(-1, "不能为负数"), (10**12, "超过十二位数"), (Decimal("2.5"), "应为整数，没有小数")],
)
def test_a_number_that_is_no_count(value: int | Decimal, problem: str) -> None:
    """A count is whole, not negative, of at most twelve digits."""
    (finding,) = says(check_numbers, with_entry(COUNT, value=value, raw=str(value)))
    assert (finding.place, finding.code, finding.found) == (COUNT_CELL, "N01", str(value))
    assert problem in finding.message.zh


def test_the_largest_count() -> None:
    """Twelve digits are still a count."""
    assert lines(check_numbers, with_entry(COUNT, value=10**12 - 1)) == []


@pytest.mark.parametrize(
    ("type_", "problem"),
    [("s", "it is not a number"), ("b", "TRUE or FALSE"), ("d", "date or time")],
)
def test_what_is_no_number_is_named(type_: str, problem: str) -> None:
    """A text, a truth value and a date are told apart."""
    (finding,) = says(check_numbers, with_entry(COUNT, state=State.TEXT, value=None, raw="x", type=type_))
    assert problem in finding.message.en


def test_an_error_value() -> None:
    """An error cell is called by its name."""
    (finding,) = says(check_numbers, with_entry(COUNT, state=State.ERROR, value=None, raw="#REF!", type="e"))
    assert (finding.code, finding.found) == ("N01", "#REF!")
    assert "error value" in finding.message.en


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Decimal("1.0001"), []),
        (0, []),
        (Decimal("1.00001"), [f"{AMOUNT_CELL} N02 warning"]),
        (Decimal("-0.01"), [f"{AMOUNT_CELL} N02 error"]),
    ],
)
def test_amounts(value: int | Decimal, told: list[str]) -> None:
    """An amount in 万元 has four decimals, more is a warning; it is never negative."""
    assert lines(check_numbers, with_entry(AMOUNT, value=value, raw=str(value))) == told


def test_a_normalised_number_is_a_note() -> None:
    """A number that stood as text is read, and the note quotes both."""
    (finding,) = says(check_numbers, with_entry(COUNT, value=87, raw="８７", type="s", normalised=True))
    assert (finding.code, finding.found, finding.expected) == ("N04", "８７", "87")


def test_a_wrong_number_as_text_is_told_once() -> None:
    """What is wrong is told as wrong, not as text beside it."""
    assert lines(check_numbers, with_entry(COUNT, value=-5, raw="-5", normalised=True)) == [f"{COUNT_CELL} N01 error"]


def test_a_formula_in_an_input() -> None:
    """A formula in an input cell is told with its text; a total's formula is not."""
    assert lines(check_formulas_in_inputs, good()) == []
    (finding,) = says(check_formulas_in_inputs, with_entry(COUNT, formula="[1]表!A1"))
    assert (finding.code, finding.place) == ("N05", COUNT_CELL)
    assert "=[1]表!A1" in finding.message.zh


def test_a_formula_without_a_saved_result() -> None:
    """A text counts as blank, said without an empty quotation; a number is missing, and that is told elsewhere."""
    (finding,) = says(check_formulas_in_inputs, with_entry(NARRATIVE, blank(NARRATIVE), formula="底稿!A2"))
    assert "文件中没有它的结果，按空白处理" in finding.message.zh
    assert "“”" not in finding.message.zh
    number = with_entry(COUNT, blank(COUNT), formula="底稿!A2")
    assert lines(check_formulas_in_inputs, number) == []
    assert lines(check_blanks, number) == []
    assert lines(check_uncomputed, number) == [f"{COUNT_CELL} F03 error"]


def test_what_rests_on_a_formula_without_a_result_is_not_told() -> None:
    """The cause is the one error; relations over it are not checked, a part that it leaves blank is a note."""
    told = check(with_entry(REQUESTS, blank(REQUESTS), formula="底稿!A2"), LAYOUT)
    assert [each.code for each in told if each.severity is Severity.ERROR] == ["F03"]
    assert {each.code for each in told if each.severity is Severity.SKIPPED} == {"T301", "T303"}
    (finding,) = (
        each for each in check(with_entry(NARRATIVE, blank(NARRATIVE), formula="底稿!A2"), LAYOUT) if each.told
    )
    assert (finding.code, finding.follows) == ("N05", ("S24",))


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("cover.unit_kind", "one of "),
        ("requests.blank_is_zero", "是 or 否"),
        ("cover.year", "four digits"),
        ("cover.submitted_on", "2026-01-15"),
    ],
)
def test_other_kinds(field: str, wanted: str) -> None:
    """A choice, a yes or no, a year and a date each say what they take."""
    (finding,) = says(check_other_kinds, text(field, "随便"))
    assert (finding.code, finding.field, finding.found) == ("N06", field, "随便")
    assert wanted in finding.message.en


@pytest.mark.parametrize(("length", "count"), [(1000, 0), (1001, 1)])
def test_the_length_of_a_paragraph(length: int, count: int) -> None:
    """The longest paragraph counts, not the whole text."""
    raw = "短\n" + "长" * length
    assert len(lines(check_other_kinds, with_entry("overview.active", value=raw, raw=raw))) == count
