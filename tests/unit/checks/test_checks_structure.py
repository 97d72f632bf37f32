"""Family F: is the form whole and filled? One finding a sheet, the root cause only."""

from dataclasses import replace

import pytest

from examining import blank, good, lines, says, with_entry
from filled import FORM, LAYOUT
from xlreport.cells import Area
from xlreport.checks.workbook.structure import (
    check_blanks,
    check_cover,
    check_labels,
    check_outside,
    check_renamed,
    check_sheets,
)
from xlreport.layout import Role
from xlreport.rulebooks import check
from xlreport.submissions import Moved, PrintedLabel

REQUESTS, PROBLEMS = "三 依申请公开", "五 问题改进"
TYPED = [each.id for each in FORM.numbers if each.id.startswith("requests.") and each.id not in FORM.computed]


def test_a_whole_form_is_silent() -> None:
    """Nothing is missing in the good return."""
    for each in (check_sheets, check_renamed, check_labels, check_blanks, check_cover, check_outside):
        assert lines(each, good()) == []


def test_one_blank_cell() -> None:
    """A blank cell is told by its label, with the answer that would have declared it zero."""
    (finding,) = says(check_blanks, blank("requests.received.natural"))
    assert (finding.place, finding.code) == (f"{REQUESTS}!D7", "F03")
    assert finding.label == FORM.fields["requests.received.natural"].label
    flag = FORM.section_of("requests.received.natural").blank_is_zero
    assert flag is not None
    assert flag.label in finding.advice.zh
    assert str(LAYOUT.places[flag.id].cell) in finding.advice.en


def test_blanks_of_a_table_are_one_finding() -> None:
    """Blank cells of one table are named as few ranges; a whole blank table in other words."""
    submission = good()
    for field in TYPED[:8]:
        submission = blank(field, submission)
    (finding,) = says(check_blanks, submission)
    assert finding.cell == "D7:I7,D8:E8"
    assert "8 " in finding.message.en
    for field in TYPED:
        submission = blank(field, submission)
    (finding,) = says(check_blanks, submission)
    assert "whole table" in finding.message.en


def test_a_missing_sheet_is_told_once() -> None:
    """The sheet is told; its blanks, its texts and its totals are not told again."""
    submission = replace(good(), missing_sheets=(REQUESTS,))
    for field in TYPED:
        submission = blank(field, submission)
    assert lines(check_sheets, submission) == [f"{REQUESTS} F02 error"]
    assert lines(check_blanks, submission) == []


@pytest.mark.parametrize("sheet", ["填报说明", "校验"])
def test_a_missing_sheet_without_inputs_blocks_nothing(sheet: str) -> None:
    """No figure depends on it: a warning, not an error."""
    assert lines(check_sheets, replace(good(), missing_sheets=(sheet,))) == [f"{sheet} F02 warning"]


def test_labels_that_moved_along_say_so() -> None:
    """Where rows moved, the finding about labels says that they may be unchanged."""
    field = "requests.received.natural"
    label = PrintedLabel(sheet=REQUESTS, cell="A8", found="一", expected="二")
    assert says(check_labels, replace(good(), labels=(label,)))[0].notes == ()
    moved = Moved(field=field, followed=f"{REQUESTS}!D8", by_manifest="", by_name="", by_label=f"{REQUESTS}!D8")
    submission = replace(with_entry(field, area=Area.parse("D8")), labels=(label,), moved=(moved,))
    assert "随之错位" in says(check_labels, submission)[0].notes[0].zh


def test_a_lost_field_is_not_told_as_blank() -> None:
    """A field whose row was deleted is told by its address alone."""
    moved = Moved(field=TYPED[0], followed="", by_manifest=f"{REQUESTS}!D7", by_name="")
    submission = replace(blank(TYPED[0]), moved=(moved,))
    assert lines(check_blanks, submission) == []


def test_a_renamed_sheet() -> None:
    """A warning that names both names; every other finding then names the tab as it is."""
    submission = replace(blank(TYPED[0]), renamed={REQUESTS: "表三"})
    (finding,) = says(check_renamed, submission)
    assert (finding.sheet, finding.found, finding.expected) == ("表三", "表三", REQUESTS)
    assert "表三!D7" in {each.place for each in check(submission, LAYOUT)}


def test_labels_of_a_sheet_are_one_finding() -> None:
    """The first changed label is quoted, the number of all is told."""
    labels = tuple(
        PrintedLabel(sheet=REQUESTS, cell=cell, found=found, expected=expected)
        for cell, found, expected in (("A7", "一、新收", "一"), ("A8", "二、结转", "二"))
    )
    (finding,) = says(check_labels, replace(good(), labels=labels))
    assert (finding.place, finding.found, finding.expected) == (f"{REQUESTS}!A7", "一、新收", "一")
    assert "2 labels" in finding.message.en
    assert "A7 应为“一”，实为“一、新收”；A8 应为“二”，实为“二、结转”。" in finding.message.zh


def test_very_many_labels_are_told_by_the_first() -> None:
    """Five are quoted, long ones cut; the count is that of all."""
    official = {Role.TITLE, Role.HEADER, Role.ROW, Role.PROMPT}
    printed = [label for label in LAYOUT.sheet(REQUESTS).labels if label.text and label.role in official][:9]
    labels = tuple(
        PrintedLabel(sheet=REQUESTS, cell=str(each.area.first), found="长" * 99, expected=each.text) for each in printed
    )
    (finding,) = says(check_labels, replace(good(), labels=labels))
    assert "9 处" in finding.message.zh
    assert finding.message.zh.count("应为") == 5
    assert finding.message.zh.endswith("……。")


@pytest.mark.parametrize("field", ["cover.unit_name", "cover.year"])
def test_the_cover_says_who_and_when(field: str) -> None:
    """A blank unit name or year is an error at its cell."""
    assert lines(check_cover, blank(field)) == [f"封面!{LAYOUT.places[field].cell} F06 error"]


def test_content_outside_the_form() -> None:
    """One note a sheet, with the ranges."""
    told = lines(check_outside, replace(good(), extra_cells={REQUESTS: ("M4:N9",), "底稿": ("A1",)}))
    assert told == [f"{REQUESTS}!M4:N9 F08 note", "底稿!A1 F08 note"]
