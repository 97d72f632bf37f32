"""What stands around the answers: told once a sheet, with the cells meant; a workbook as issued is silent."""

from dataclasses import replace

import pytest

from examining import Check, good, lines, says
from xlreport.checks.workbook.beside_answers import (
    check_comments,
    check_foreign,
    check_hidden,
    check_merged,
    check_validations,
)
from xlreport.submissions import Submission, Surroundings

SHEET = "三 依申请公开"
ALL = (check_comments, check_foreign, check_hidden, check_merged, check_validations)


def within(around: Surroundings) -> Submission:
    """The good submission with something around it."""
    return replace(good(), surroundings=around)


@pytest.mark.parametrize("check", ALL)
def test_as_issued_nothing_is_told(check: Check) -> None:
    """A workbook as issued hides, merges and links nothing."""
    assert lines(check, good()) == []


@pytest.mark.parametrize(
    ("check", "around", "told"),
    [
        (check_hidden, Surroundings(hidden={SHEET: "D7:J7"}), f"{SHEET}!D7:J7 I38 warning"),
        (check_hidden, Surroundings(hidden={SHEET: ""}), f"{SHEET} I38 warning"),
        (check_merged, Surroundings(merged={SHEET: "D7:E7"}), f"{SHEET}!D7:E7 I39 error"),
        (check_validations, Surroundings(unvalidated={SHEET: "D8"}), f"{SHEET}!D8 I35 note"),
        (check_foreign, Surroundings(external_links=2), "- I41 warning"),
        (check_foreign, Surroundings(macro_project=True), "- I41 warning"),
        (check_foreign, Surroundings(embedded=1), "- I41 warning"),
        (check_comments, Surroundings(comments={SHEET: 3}), f"{SHEET} I42 note"),
    ],
)
def test_each_is_told(check: Check, around: Surroundings, told: str) -> None:
    """Each has its code and weight; the place is the sheet's cells, or the whole sheet or file."""
    assert lines(check, within(around)) == [told]


def test_a_hidden_sheet_is_named_as_such() -> None:
    """Without ranges the whole sheet is meant."""
    (finding,) = says(check_hidden, within(Surroundings(hidden={SHEET: ""})))
    assert ("整张工作表" in finding.message.zh, "the whole sheet" in finding.message.en) == (True, True)


def test_what_merged_cells_hide_is_quoted() -> None:
    """The unseen figure is named with its cell."""
    around = Surroundings(merged={SHEET: "D7:E7"}, covered={SHEET: ("E7=12",)})
    (finding,) = says(check_merged, within(around))
    assert "盖住了 E7=12" in finding.message.zh
    assert "hide E7=12" in finding.message.en


def test_foreign_things_are_counted_in_one_finding() -> None:
    """Links, macros and objects together are one finding that names each."""
    (finding,) = says(check_foreign, within(Surroundings(external_links=2, macro_project=True, embedded=3)))
    assert finding.message.zh == "文件带有外部链接 2 处、宏、嵌入对象 3 个。"
    assert finding.message.en == "The file has 2 external links, macros, 3 embedded objects."
