"""Numbers of any length, in running text and in cells whatever their format: told or passed over, and never a crash."""

import io
from itertools import product
from pathlib import Path

import openpyxl
import pytest

from bounded import within
from examining import with_entry
from filled import LAYOUT, filled, place, taken_in
from xlreport.disclosure.sentences import lines, numerals_in
from xlreport.disclosure.sentences.lines import LONGEST, Setting
from xlreport.rulebooks import check, numbers_in_text

PART = "overview.on_request"
IN_DIGITS = {
    "16 digits": "9" * 16,
    "40 digits": "9" * 40,
    "4,301 digits": "9" * 4_301,
    "a decimal of 30 digits": "9" * 30 + ".5",
    "400 decimals": "0." + "3" * 400,
    "30 decimals": "8." + "7" * 30,
    "40 thousands": "1" + ",000" * 40,
}
IN_WORDS = {"40 characters": "九" * 40, "4,301 characters": "一" * 4_301, "60 decimals": "两" * 10 + "点" + "五" * 60}
NUMBERS = {**IN_DIGITS, **IN_WORDS}
SENTENCES = (
    "本年新收政府信息公开申请{0}件。",
    "网站占{0}%，微信公开{0}条。",
    "收到申请{0}件，同比增长{0}%，比上年增加{0}件。",
    "共公开{0}条，其中网站{0}条，微信3条。",
    "办结率{0}%。",
    "收取信息处理费{0}万元。",
    "从{0}件增至12件，是上年的{0}倍。",
    "近{0}成，约{0}余条，人均{0}件。",
)


@pytest.mark.parametrize(("sentence", "number"), list(product(SENTENCES, NUMBERS)))
def test_a_number_of_any_length_is_read_or_passed_over(sentence: str, number: str) -> None:
    """Python itself refuses an `int` of more than 4,300 digits; a percentage may have hundreds of decimals."""
    text = sentence.format(NUMBERS[number])
    submission = with_entry(PART, value=text, raw=text)
    assert all(each.message.zh for each in check(submission, LAYOUT))
    accounted = [each for each in numbers_in_text(submission, LAYOUT) if each.field == PART]
    assert accounted or number in IN_WORDS


@pytest.mark.parametrize("received", [10**5, 10**11, 10**19])
def test_a_rate_beside_a_figure_that_is_much_too_large_costs_nothing(received: int) -> None:
    """Of so many requests one number makes nearly any rate: not all are tried, and none is called impossible."""
    text = "按期答复率97.3%。"
    submission = with_entry("requests.received.natural", value=received, raw=str(received))
    with within(60):
        told = check(with_entry(PART, submission, value=text, raw=text), LAYOUT)
    assert told
    assert "S11" not in {each.code for each in told}


def test_what_lies_behind_the_text_that_is_read_is_not_looked_at() -> None:
    """Not for every one of thousands of short sentences before it."""
    text = "未。好。" * (LONGEST // 4) + "稳步推进工作" * 50_000
    with within(60):
        read = lines(text, Setting(part=PART, year=2025))
    assert read
    assert read[-1].end <= LONGEST + 1


def test_usual_and_long_decimals_are_the_same_number() -> None:
    """The quick way reads what the thorough one reads, but for how fine it was printed."""
    quick, thorough = (numerals_in(f"占{number}%")[0] for number in ("12.5", "12.50000000000"))
    assert (quick.number, quick.unit, quick.bound) == (thorough.number, thorough.unit, thorough.bound)
    assert quick.step > thorough.step > 0


@pytest.mark.parametrize("number", [10**26, 10**30, 1e300, -1e40])
@pytest.mark.parametrize("code", ["0.00_ ", "#,##0.00 ", "0.0000000000", '0,,"百万"', f"0.{'0' * 250} "])
def test_a_number_that_is_much_too_large_is_told_whatever_its_format(tmp_path: Path, code: str, number: float) -> None:
    """0.00_ and a blank is what WPS gives a number: N01 tells of the cell, and nothing of the file is lost."""
    book = openpyxl.load_workbook(io.BytesIO(filled("county-ZRZ").content))
    sheet, address = place("requests.received.natural")
    cell = book[sheet][address]
    cell.value, cell.number_format = number, code
    out = io.BytesIO()
    book.save(out)
    told = taken_in(tmp_path, out.getvalue())
    assert "N01" in {each.code for each in told.findings if each.field == "requests.received.natural"}
    assert not told.details
