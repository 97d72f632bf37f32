"""`waivers.toml`, read strictly: every fault is named, with the number of its waiver."""

from datetime import date
from pathlib import Path

import pytest

from xlreport.errors import RoundError
from xlreport.rounds import read_waivers

GOOD = """
[[waiver]]
code = "X01"
unit = "A1"
cell = "二 主动公开!D6"
who = "王某"
why = "清理"
until = 2026-03-31
"""


def test_a_round_without_waivers_has_none(tmp_path: Path) -> None:
    """No file, no waiver."""
    assert read_waivers(tmp_path) == ()


def test_a_waiver_is_read_whole(tmp_path: Path) -> None:
    """Every word of it, the day as a day."""
    (tmp_path / "waivers.toml").write_text(GOOD, encoding="utf-8")
    (waiver,) = read_waivers(tmp_path)
    assert (waiver.code, waiver.unit, waiver.cell, waiver.until) == ("X01", "A1", "二 主动公开!D6", date(2026, 3, 31))
    assert waiver.name == "X01 A1 二 主动公开!D6"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('code = "X01"', "", "code: 缺少此项"),
        ("why", "whi", "whi: 未知的键"),
        ("2026-03-31", '"2026-03-31"', "until"),
        ("二 主动公开!D6", "D6", "工作表!单元格"),
        ('cell = "二 主动公开!D6"', 'cell = "二 主动公开!D6"\nfield = "a.b"', "只能写一个"),
        ("[[waiver]]", "[[waver]]", "waver: 未知的键"),
        ("[[waiver]]", "[[waiver", "不能读取"),
        ('who = "王某"', 'who = ""', "who"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, before: str, after: str, said: str) -> None:
    """A wrong line of the file ends with its name, never with a waiver half understood."""
    (tmp_path / "waivers.toml").write_text(GOOD.replace(before, after), encoding="utf-8")
    with pytest.raises(RoundError, match=said):
        read_waivers(tmp_path)


@pytest.mark.parametrize("value", ["3", '"X01"', "true", "{}", '["X01"]', "[3]", "2026-03-31"])
def test_what_is_no_list_of_waivers_is_named(value: str, tmp_path: Path) -> None:
    """A scalar, a table, a list of words: one line that says how it is written."""
    (tmp_path / "waivers.toml").write_text(f"waiver = {value}\n", encoding="utf-8")
    with pytest.raises(RoundError) as error:
        read_waivers(tmp_path)
    assert str(error.value) == "waivers.toml: waiver: 应写成 [[waiver]] (expected [[waiver]])"


@pytest.mark.parametrize("key", ["code", "unit", "cell", "field", "who", "why", "until"])
@pytest.mark.parametrize("value", ["3", "[]", "{}", "true", '""', '"  "', "2026-03-31T08:00:00"])
def test_a_key_of_another_type_is_named(key: str, value: str, tmp_path: Path) -> None:
    """Each key with each wrong type, with blanks, and a moment where a day or a word stands: named, never raised."""
    entry = {"code": '"X01"', "unit": '"A1"', "who": '"王某"', "why": '"清理"', "until": "2026-03-31", key: value}
    text = "[[waiver]]\n" + "".join(f"{name} = {said}\n" for name, said in entry.items())
    (tmp_path / "waivers.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RoundError) as error:
        read_waivers(tmp_path)
    assert str(error.value).startswith(f"waivers.toml: 第 1 条 (waiver 1): {key}: ")
    assert len(str(error.value).splitlines()) == 1
