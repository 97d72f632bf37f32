"""`decisions.toml`, read strictly: every fault with the number of its entry; a decision half understood is none."""

from datetime import date
from pathlib import Path

import pytest

from xlreport.errors import RoundError
from xlreport.rounds import EXCLUDE, INCLUDE, Ruling, read_rulings

GOOD = """
[[include]]
unit = "A1"
file = "a.xlsx"
who = "王某"
why = "已核实"
on = 2026-02-10

[[exclude]]
file = "b.xlsx"
who = "李某"
why = "误放"
on = 2026-02-11
"""
SHA = "ab" * 32


def read(folder: Path, text: str) -> tuple[Ruling, ...]:
    """The decisions of a text."""
    (folder / "decisions.toml").write_text(text, encoding="utf-8")
    return read_rulings(folder / "decisions.toml")


def test_a_round_without_decisions_has_none(tmp_path: Path) -> None:
    """No file, an empty one, one of comments: no decision."""
    assert read_rulings(tmp_path / "decisions.toml") == ()
    assert read(tmp_path, "") == read(tmp_path, "# nothing yet\n") == ()


def test_decisions_are_read_whole(tmp_path: Path) -> None:
    """Each with its kind, what it is about, who, why and when; also from a file saved with a mark of UTF-8."""
    expected = (
        Ruling(kind=INCLUDE, unit="A1", file="a.xlsx", who="王某", why="已核实", on=date(2026, 2, 10)),
        Ruling(kind=EXCLUDE, file="b.xlsx", who="李某", why="误放", on=date(2026, 2, 11)),
    )
    assert read(tmp_path, GOOD) == expected
    (tmp_path / "decisions.toml").write_text(GOOD, encoding="utf-8-sig")
    assert read_rulings(tmp_path / "decisions.toml") == expected


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('unit = "A1"', 'unit = ""', "include 第 1 条 (no. 1): unit: '': 应为文字，不能为空"),
        ('unit = "A1"', 'uint = "A1"', "include 第 1 条 (no. 1): uint: 未知的键 (unknown key); 是否为 'unit'"),
        ('file = "a.xlsx"', "file = 1", "include 第 1 条 (no. 1): file: 1: 应为文字"),
        ('who = "李某"', "", "exclude 第 1 条 (no. 1): who: 缺少此项"),
        ('who = "李某"', "who = []", "exclude 第 1 条 (no. 1): who: []: 应为文字"),
        ('why = "误放"', "", "exclude 第 1 条 (no. 1): why: 缺少此项"),
        ('why = "误放"', 'why = " "', "exclude 第 1 条 (no. 1): why: ' ': 应为文字"),
        ("on = 2026-02-11", "", "exclude 第 1 条 (no. 1): on: 缺少此项"),
        ("on = 2026-02-11", 'on = "2026-02-11"', "on: '2026-02-11': 应为日期，如 2026-02-10，不加引号"),
        ("on = 2026-02-11", "on = 2026-02-11T00:00:00", "on: datetime"),
        ('file = "b.xlsx"', "", "exclude 第 1 条 (no. 1): 应写明 unit 或 file"),
        ("[[exclude]]", "[[exlude]]", "exlude: 未知的键 (unknown key); 是否为 'exclude'"),
        ("[[exclude]]", "[exclude]", "exclude: 应写成 [[exclude]]"),
        ("[[exclude]]", "[[exclude", "不能读取"),
    ],
)
def test_a_fault_is_named(before: str, after: str, said: str, tmp_path: Path) -> None:
    """With the file, the entry and the key; nothing of the file is used."""
    assert before in GOOD
    with pytest.raises(RoundError) as error:
        read(tmp_path, GOOD.replace(before, after))
    assert str(error.value).startswith("decisions.toml: ")
    assert said in str(error.value)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    """Two entries with three faults make three lines."""
    wrong = GOOD.replace('who = "王某"\n', "").replace("on = 2026-02-11", "on = 1").replace('why = "误放"', "why = 2")
    with pytest.raises(RoundError) as error:
        read(tmp_path, wrong)
    assert len(str(error.value).splitlines()) == 3


@pytest.mark.parametrize(
    ("unit", "file", "fits"),
    [
        ("A", "", True),
        ("B", "", False),
        ("", "a.xlsx", True),
        ("", "late/a.xlsx", True),
        ("", "other/a.xlsx", False),
        ("", "A.xlsx", False),
        ("", SHA, True),
        ("", SHA.upper(), True),
        ("", "cd" * 32, False),
        ("A", "a.xlsx", True),
        ("B", "a.xlsx", False),
    ],
)
def test_what_a_decision_is_about(unit: str, file: str, fits: bool) -> None:  # noqa: FBT001
    """A unit, a file by its name, with or without its folder, or by its hash; with both, both must fit."""
    ruling = Ruling(kind=INCLUDE, unit=unit, file=file, who="王某", why="已核实", on=date(2026, 2, 10))
    assert ruling.concerns("late/a.xlsx", SHA, "A") == fits


@pytest.mark.parametrize("key", [INCLUDE, EXCLUDE])
@pytest.mark.parametrize("value", ["3", '"a.xlsx"', "true", "{}", '["a.xlsx"]', "[3]", "2026-02-10"])
def test_what_is_no_list_of_entries_is_named(key: str, value: str, tmp_path: Path) -> None:
    """A scalar, a table, a list of words: one line that says how it is written."""
    with pytest.raises(RoundError) as error:
        read(tmp_path, f"{key} = {value}\n")
    assert str(error.value) == f"decisions.toml: {key}: 应写成 [[{key}]] (expected [[{key}]])"


@pytest.mark.parametrize("key", ["unit", "file", "who", "why", "on"])
@pytest.mark.parametrize("value", ["3", "[]", "{}", "true", '""', '"  "'])
def test_a_key_of_another_type_is_named(key: str, value: str, tmp_path: Path) -> None:
    """Each key of an entry with each wrong type, and with blanks: named by its entry, nothing else is raised."""
    entry = {"unit": '"A1"', "file": '"a.xlsx"', "who": '"王某"', "why": '"已核实"', "on": "2026-02-10", key: value}
    with pytest.raises(RoundError) as error:
        read(tmp_path, "[[include]]\n" + "".join(f"{name} = {said}\n" for name, said in entry.items()))
    assert str(error.value).startswith(f"decisions.toml: include 第 1 条 (no. 1): {key}: ")
    assert len(str(error.value).splitlines()) == 1
