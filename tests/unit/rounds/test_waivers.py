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
