"""Family S: section five names a problem and an improvement."""

from dataclasses import replace

import pytest

from examining import blank, good, lines, with_entry
from filled import LAYOUT
from xlreport.disclosure.text.unwritten import check_problems

FIELD = "problems.issues"
PLACE = f"五 问题改进!{LAYOUT.places[FIELD].area}"


@pytest.mark.parametrize(
    "text",
    [
        "无",
        "无。",
        " 暂无 ",
        "没有",
        "不存在",
        "未发现",
        "/",
        "——",
        "None",
        "N/A",
        "。",
        "【草稿：请填写存在问题】",
        "【初稿：请填写存在问题】",
        "（文字描述）",
        "无明显问题。",
        "本年度不存在问题。",
        "目前没有发现问题。",
        "存在的主要问题：无。",
        "详见附件。",
        "同上。",
    ],
)
def test_nothing_in_other_words(text: str) -> None:
    """A word for nothing names no problem."""
    assert lines(check_problems, with_entry(FIELD, value=text, raw=text)) == [f"{PLACE} S27 error"]


@pytest.mark.parametrize(
    "text",
    [
        "无障碍版本尚未开通。",
        "没有及时更新栏目",
        "培训少",
        "存在问题：解读形式单一。",
        "没有发现问题的机制。",
        "见效不明显。",
        "【草稿，请核改】培训少。",
        "【初稿，请核改】培训少。",
    ],
)
def test_a_problem_that_begins_with_such_a_word(text: str) -> None:
    """A sentence is a problem, whatever its first word."""
    assert lines(check_problems, with_entry(FIELD, value=text, raw=text)) == []


def test_blank() -> None:
    """A blank part is told once, where it should stand."""
    assert lines(check_problems, blank(FIELD)) == [f"{PLACE} S27 error"]


def test_a_missing_sheet_is_told_elsewhere() -> None:
    """Without its sheet the part is not told again."""
    assert lines(check_problems, replace(blank(FIELD), missing_sheets=("五 问题改进",))) == []
    assert lines(check_problems, good()) == []
