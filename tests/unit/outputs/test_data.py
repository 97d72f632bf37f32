"""Returns as data: the promised shape, amounts as strings, in one language at a time."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from filled import LAYOUT, filled, put
from xlreport.language import Language
from xlreport.office.taking_in.intake import receive
from xlreport.outputs import data
from xlreport.submissions import Return

FINDING = [
    *("code", "severity", "sheet", "cell", "label", "field", "found", "expected", "message", "advice", "source"),
    *("office", "quote", "at", "notes", "reason", "answered_by"),
]


@pytest.fixture
def returns(tmp_path: Path) -> list[Return]:
    """One return of each state but one."""
    contents = {
        "good.xlsx": filled("county-ZRZ").content,
        "wrong.xlsx": put(filled("county-ZRZ").content, {"requests.received.natural": "3件"}),
        "none.xlsx": b"",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return [receive(tmp_path / name, LAYOUT) for name in contents]


def test_shape(returns: list[Return]) -> None:
    """Files in the order given, each with state, unit, year, values and findings; a count of each state."""
    table = data.validation(returns, "zh")
    assert list(table) == ["files", "findings", "skipped", "summary"]
    assert table["summary"] == {"accepted": 1, "accepted_with_warnings": 0, "rejected": 1, "unreadable": 1}
    good, wrong, none = table["files"]
    assert (good["file"], good["state"], good["year"]) == ("good.xlsx", "accepted", 2025)
    assert good["unit"] == {"code": "230381-ZRZ", "name": "虎林市自然资源局"}
    assert good["findings"] == []
    assert list(wrong["findings"][0]) == FINDING
    assert (none["state"], none["values"], none["year"]) == ("unreadable", {}, None)
    assert none["unit"] == {"code": "", "name": ""}


def test_amounts_are_strings(returns: list[Return]) -> None:
    """An amount is a string with every decimal, a count a number, an answer true or false, a text a text."""
    values = data.validation(returns, "zh")["files"][0]["values"]
    assert values["disclosure.fees.amount"] == "1284.3056"
    assert values["matters.fee_yuan"] == "1600"
    assert values["requests.received.total"] == 417
    assert isinstance(values["overview.active"], str)
    assert not any(isinstance(value, float | Decimal) for value in values.values())


def test_a_value_that_cannot_be_read_is_left_out(returns: list[Return]) -> None:
    """No value is made up for a cell that holds none."""
    assert "requests.received.natural" not in data.validation(returns, "zh")["files"][1]["values"]


@pytest.mark.parametrize(("language", "word"), [("zh", "不是数字"), ("en", "not a number")])
def test_languages(returns: list[Return], language: Language, word: str) -> None:
    """Messages in the language asked for."""
    finding = data.validation(returns, language)["files"][1]["findings"][0]
    assert word in finding["message"]
    assert (finding["code"], finding["sheet"], finding["cell"], finding["found"]) == (
        "N01",
        "三 依申请公开",
        "D7",
        "3件",
    )


def test_printed_is_json_with_chinese_in_it(returns: list[Return]) -> None:
    """It loads again as the same with the version of its shape, and a person can read it."""
    table = data.validation(returns, "zh")
    assert json.loads(data.printed(table)) == {"version": data.VERSION, **table}
    assert "虎林市自然资源局" in data.printed(table)
