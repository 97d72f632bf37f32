"""Rosters and settings: both languages, both encodings, and every fault named at its row and column."""

from pathlib import Path

import pytest

from xlreport.errors import RoundError
from xlreport.resources import samples_folder
from xlreport.rounds import Roster, Unit, read_roster, read_settings, round_of, tier_of

ENGLISH = """code,name,kind,tier,in_scope,reason,powers
01,甲局,department,本级,yes,,licensing;fees
02,乙镇,township,乡镇街道,no,撤销,
"""
CHINESE = """单位代码,单位名称,单位类别,层级,是否纳入,原因,职权
01,甲局,部门,本级,是,,行政许可；行政事业性收费
02,乙镇,乡镇,乡镇街道,否,撤销,
"""
UNITS = (
    Unit(code="01", name="甲局", kind="department", tier="本级", powers=("licensing", "fees")),
    Unit(code="02", name="乙镇", kind="township", tier="乡镇街道", in_scope=False, reason="撤销"),
)


def roster(folder: Path, text: str, encoding: str = "utf-8") -> Roster:
    """Read a roster from a text."""
    path = folder / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return read_roster(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_a_roster_reads_the_same_in_either_language_and_encoding(tmp_path: Path, text: str, encoding: str) -> None:
    """English or Chinese headers and words, UTF-8 with or without BOM, GB18030: the same units."""
    assert roster(tmp_path, text, encoding).units == UNITS


def test_what_is_left_empty_has_a_plain_meaning(tmp_path: Path) -> None:
    """Without a tier the kind decides, without a word on scope a unit is in; empty rows count for nothing."""
    units = roster(tmp_path, "code,name,kind\nA,甲,subdistrict\n,,\n\nB,乙,other\n").units
    assert [(unit.code, unit.tier, unit.in_scope) for unit in units] == [("A", "乡镇街道", True), ("B", "本级", True)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (",甲,department,本级,yes,,", "row 2), 单位代码 (code)"),
        ("A,,department,本级,yes,,", "row 2), 单位名称 (name)"),
        ("A,甲,deparment,本级,yes,,", "row 2), 单位类别 (kind): 'deparment' 不可用 (unknown); 是否为 'department'"),
        ("A,甲,department,县级,yes,,", "row 2), 层级 (tier): '县级'"),
        ("A,甲,department,本级,maybe,,", "row 2), 是否纳入 (in_scope): 'maybe'"),
        ("A,甲,department,本级,no,,", "row 2), 原因 (reason)"),
        ("A,甲,department,本级,yes,,taxes", "row 2), 职权 (powers): 'taxes'"),
        ("A,甲,department,本级,yes,,,extra", "row 2)"),
        ("A,甲,department,本级,yes,,\nA,乙,township,乡镇街道,yes,,", "row 3), 单位代码 (code): 'A' 与第 2 行重复"),
    ],
)
def test_a_fault_is_told_with_file_row_and_column(tmp_path: Path, line: str, told: str) -> None:
    """Each kind of fault names the file, the row and the column."""
    with pytest.raises(RoundError) as error:
        roster(tmp_path, ENGLISH.splitlines()[0] + "\n" + line + "\n")
    assert str(error.value).startswith("roster.csv: ")
    assert told in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """An unknown header, a missing column and two wrong cells make four lines."""
    with pytest.raises(RoundError) as error:
        roster(tmp_path, "code,nmae,kind,in_scope\nA,甲,burg,yes\nB,乙,other,perhaps\n")
    lines = str(error.value).splitlines()
    assert sum("'nmae': 未知的列" in line and "'name'" in line for line in lines) == 1
    assert sum("单位名称 (name): 缺少此列" in line for line in lines) == 1
    assert sum("'burg'" in line for line in lines) == 1
    assert sum("'perhaps'" in line for line in lines) == 1


def test_an_empty_or_unreadable_roster_is_told(tmp_path: Path) -> None:
    """No unit, no such file, and bytes of no known encoding are errors with the file's name."""
    with pytest.raises(RoundError, match=r"roster\.csv.*no unit"):
        roster(tmp_path, ENGLISH.splitlines()[0])
    with pytest.raises(RoundError, match=r"gone\.csv"):
        read_roster(tmp_path / "gone.csv")
    (tmp_path / "odd.csv").write_bytes(b"\xff\xff\xff")
    with pytest.raises(RoundError, match="GB18030"):
        read_roster(tmp_path / "odd.csv")


def test_the_sample_round_reads() -> None:
    """The sample county: 17 units, one of them out of scope with its reason, and its settings."""
    folder = samples_folder() / "county"
    units = read_roster(folder / "roster.csv").units
    assert len(units) == 17
    assert [(unit.code, unit.reason) for unit in units if not unit.in_scope] == [("230381-SWJ", "垂直管理")]
    settings = read_settings(folder)
    assert (settings.region, settings.year, settings.form) == ("虎林市", 2025, "gkbg-2021")
    assert str(settings.deadline) == "2026-01-31"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('region="x"\nyear=2025\nform="f"\nyaer=1', "yaer: 未知的键"),
        ('region="x"\nform="f"', "year: 缺少此项"),
        ('region="x"\nyear="2025"\nform="f"', "year: '2025'"),
        ('region="x"\nyear=25\nform="f"', "year: 25"),
        ('region=""\nyear=2025\nform="f"', "region: ''"),
        ('region="x"\nyear=2025\nform="f"\ndeadline="soon"', "deadline: 'soon'"),
        ("region=", "xlreport.toml"),
    ],
)
def test_wrong_settings_are_told(tmp_path: Path, text: str, told: str) -> None:
    """An unknown key, a missing one, a value of the wrong kind: each is named."""
    (tmp_path / "xlreport.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RoundError) as error:
        read_settings(tmp_path)
    assert told in str(error.value)


def test_a_round_is_found_from_its_inbox(tmp_path: Path) -> None:
    """The round of an inbox is the folder itself or the one above it, no further."""
    inbox = tmp_path / "inbox" / "deeper"
    inbox.mkdir(parents=True)
    (tmp_path / "xlreport.toml").write_text("", encoding="utf-8")
    assert round_of(tmp_path) == tmp_path
    assert round_of(tmp_path / "inbox") == tmp_path
    assert round_of(inbox) is None


@pytest.mark.parametrize(
    ("kind", "tier"),
    [
        ("government", "本级"),
        ("department", "本级"),
        ("other", "本级"),
        ("township", "乡镇街道"),
        ("subdistrict", "乡镇街道"),
    ],
)
def test_a_kind_has_a_tier(kind: str, tier: str) -> None:
    """Townships and subdistricts are one tier, everything else the other."""
    assert tier_of(kind) == tier
