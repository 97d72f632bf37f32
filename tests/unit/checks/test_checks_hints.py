"""What to type instead: named where the text suggests it, and never a number guessed for the unit."""

import re

import pytest

from examining import says, text, with_entry
from xlreport.checks.number_cells import check_numbers
from xlreport.findings import Finding
from xlreport.submissions import State

COUNT, AMOUNT = "requests.received.natural", "disclosure.fees.amount"


def finding_of(field: str, raw: str) -> Finding:
    """The one finding of a text in a number cell."""
    (finding,) = says(check_numbers, text(field, raw))
    assert finding.found == raw
    return finding


@pytest.mark.parametrize(
    ("raw", "advice"),
    [
        ("3件", "只填数字，单位不写"),
        ("３ 件", "只填数字，单位不写"),
        ("无", "没有发生的填 0"),
        ("/", "没有发生的填 0"),
        ("—", "没有发生的填 0"),
        ("-", "没有发生的填 0"),
        ("——", "没有发生的填 0"),
        ("N/A", "没有发生的填 0"),
        ("1.2万", "请写完整数字"),
        ("3千件", "请写完整数字"),
        ("约2万", "请写完整数字"),
        ("22（其中修订16件）", "只填总数，其中的情况写到文字部分"),
        ("22(其中:修订16)", "只填总数，其中的情况写到文字部分"),
        ("50%", "不填百分比"),
        ("2025-3-1", "像是日期"),
        ("2025年3月", "像是日期"),
        ("12、30", "一个单元格只填一个数"),
        ("12 30", "一个单元格只填一个数"),
        ("见附件", "请只填 0 或正整数"),
    ],
)
def test_counts(raw: str, advice: str) -> None:
    """Units, nothing, 万, remarks, percentages, dates and several numbers each have their own advice."""
    assert advice in finding_of(COUNT, raw).advice.zh


@pytest.mark.parametrize(
    ("raw", "advice"),
    [
        ("43.788万元", "表头已注明单位为万元"),
        ("251000元", "除以 10000"),
        ("1,000 元", "除以 10000"),
        ("无", "没有发生的填 0"),
    ],
)
def test_amounts(raw: str, advice: str) -> None:
    """元 in a cell of 万元 is to be converted by whoever knows the figure."""
    assert advice in finding_of(AMOUNT, raw).advice.zh


@pytest.mark.parametrize("raw", ["120元", "12.5 元", "1,000元"])
def test_a_cell_of_yuan(raw: str) -> None:
    """What only the cell of 万元 is told is not told of a cell that is in 元."""
    advice = finding_of("matters.fee_yuan", raw).advice
    assert "只填数字，单位不写" in advice.zh
    assert "万元" not in advice.zh


@pytest.mark.parametrize("raw", ["3件", "1.2万", "22（其中修订16件）", "251000元", "50%", "12、30"])
def test_no_value_is_guessed(raw: str) -> None:
    """No advice does the unit's arithmetic: what it would come to appears nowhere."""
    for field in (COUNT, AMOUNT):
        finding = finding_of(field, raw)
        numbers = set(re.findall(r"\d+(?:\.\d+)?", finding.advice.zh + finding.advice.en.replace("10,000", "10000")))
        assert numbers <= {"0", "10000"}


@pytest.mark.parametrize(("dressed", "word"), [("date", "日期"), ("percent", "百分比")])
def test_formats(dressed: str, word: str) -> None:
    """A number that its format shows as something else: set the format back first."""
    changed = with_entry(COUNT, state=State.TEXT, value=None, raw="3", type="n", dressed=dressed)
    (finding,) = says(check_numbers, changed)
    assert word in finding.message.zh
    assert f"格式是{word}" in finding.advice.zh
