"""What a command loads before it works: what it needs, and no more."""

import sys
from pathlib import Path

import cn2an
import pytest

from bounded import bounded
from filled import FORM
from xlreport.disclosure.sentences import chinese

HEAVY = {"openpyxl", "xlsxwriter", "jinja2", "lxml", "docx", "cattrs", "stdnum", "rapidfuzz", "cn2an", "pyarrow"}
TRADES = {f"xlreport.{trade}" for trade in ("reading", "checks", "disclosure", "merging", "writing", "publishing")}
BLANK = FORM.folder / "政府信息公开工作年度报告.xlsx" if FORM.folder else Path()


def loaded(*words: str) -> set[str]:
    """The modules that a command has loaded when it is done."""
    program = "import sys; from xlreport.cli import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    done = bounded(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, encoding="utf-8", check=False
    )
    return set(done.stderr.split())


def test_explain_loads_no_check_and_no_library() -> None:
    """A rule is explained from its words alone."""
    modules = loaded("explain", "T301")
    assert "xlreport.rule_lists" in modules
    assert modules & (HEAVY | TRADES) == set()


def test_validate_loads_no_library_that_the_return_does_not_need() -> None:
    """A return is checked without what writes, proves or publishes."""
    modules = loaded("validate", str(BLANK))
    assert "xlreport.reading" in modules
    assert modules & HEAVY == set()
    assert modules & {"xlreport.writing", "xlreport.publishing", "xlreport.merging.book", "xlreport.proof"} == set()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("两百", 200),
        ("一百零五", 105),
        ("一百二十", 120),
        ("三千", 3000),
        ("一千二百三十四", 1234),
        ("二〇二四", 2024),
    ],
)
def test_a_usual_numeral_is_read_without_a_library(text: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numerals as reports have them need no cn2an, and say what it says."""
    assert cn2an.cn2an(text, "normal") == number
    monkeypatch.setitem(sys.modules, "cn2an", None)
    assert chinese.chinese_number(text) == number


@pytest.mark.parametrize("text", ["三百四", "一百十五", "一万二", "一千零五", "一千零五十"])
def test_a_place_left_out_is_not_guessed(text: str) -> None:
    """三百四 is 340: what is no plain sequence of places is read as cn2an reads it."""
    assert chinese.chinese_number(text) == cn2an.cn2an(text, "normal")
