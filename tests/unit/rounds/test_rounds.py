"""Rosters and settings: both languages, both encodings, and every fault named at its row and column."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum.cn import uscc

from xlreport.errors import RoundError
from xlreport.forms import load_form
from xlreport.resources import samples_folder
from xlreport.rounds import (
    Issue,
    Register,
    Roster,
    Unit,
    code_fault,
    legal_stem,
    read_register,
    read_roster,
    read_settings,
    roster_from_rows,
    round_of,
    workbook_names,
    write_register,
)

ASKED = load_form().units

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
    return read_roster(path, ASKED)


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
        (
            "A,甲,deparment,本级,yes,,",
            "row 2), 单位类别 (kind): 'deparment' 不可用 (cannot be used); 是否为 'department'",
        ),
        ("A,甲,department,县级,yes,,", "row 2), 层级 (tier): '县级'"),
        ("A,甲,department,本级,maybe,,", "row 2), 是否纳入 (in_scope): 'maybe'"),
        ("A,甲,department,本级,no,,", "row 2), 原因 (reason)"),
        ("A,甲,department,本级,yes,,taxes", "row 2), 职权 (powers): 'taxes'"),
        ("A,甲,department,本级,yes,,,extra", "row 2)"),
        ("A,甲,department,本级,yes,,\na,乙,township,乡镇街道,yes,,", "row 3), 单位代码 (code): 'a' 与第 2 行重复"),
        ("A,,other", "row 2), 单位名称 (name): 不能为空"),
        ('A,"甲\n局",department,本级,yes,,', "row 2), 单位名称 (name): '甲\\n局': 应为一行文字"),
        ("甲局,甲局,department,本级,yes,,", "row 2), 单位代码 (code): '甲局'"),
        (
            "91110000600037341A,甲,department,本级,yes,,",
            "(code): '91110000600037341A': 统一社会信用代码的校验位（末位）应为 'L'",
        ),
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


@pytest.mark.parametrize(
    ("mark", "told"),
    [("\t", "制表符"), (";", "分号"), ("；", "分号"), ("，", "中文逗号")],
    ids=["tab", "semicolon", "wide semicolon", "wide comma"],
)
def test_columns_parted_by_another_mark_are_one_fault(tmp_path: Path, mark: str, told: str) -> None:
    """What a spreadsheet program writes under another name, or a person types: the mark is named, and what to do."""
    with pytest.raises(RoundError) as error:
        roster(tmp_path, "单位代码,单位名称,单位类别\nA,甲,部门\nB,乙,部门\n".replace(",", mark))
    (line,) = str(error.value).splitlines()
    assert f"各列之间是{told}，应为英文逗号" in line
    assert "CSV UTF-8" in line


def test_a_unicode_text_is_called_so(tmp_path: Path) -> None:
    """As a spreadsheet program saves it: neither damage nor another code page."""
    with pytest.raises(RoundError, match=r"编码是 UTF-16.*另存为“CSV UTF-8"):
        roster(tmp_path, CHINESE, "utf-16")


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
        read_roster(tmp_path / "gone.csv", ASKED)
    (tmp_path / "odd.csv").write_bytes(b"\xff\xff\xff")
    with pytest.raises(RoundError, match="GB18030"):
        read_roster(tmp_path / "odd.csv", ASKED)


def test_the_sample_round_reads() -> None:
    """The sample county: 17 units, one of them out of scope with its reason, and its settings."""
    folder = samples_folder() / "county"
    units = read_roster(folder / "roster.csv", ASKED).units
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
    assert ASKED.tier_of(kind) == tier


def test_rows_of_a_table_make_the_same_roster() -> None:
    """Short rows, empty rows and blanks at the end count as a spreadsheet shows them; stray cells are told."""
    rows = [line.split(",") for line in ENGLISH.splitlines()]
    assert roster_from_rows(rows, "x", ASKED).units == UNITS
    assert roster_from_rows([[*rows[0], "", ""], [*rows[1], ""], [], rows[2][:6]], "x", ASKED).units == UNITS
    with pytest.raises(RoundError, match=r"x: 第 2 行 \(row 2\): 'stray' 所在的列没有表头"):
        roster_from_rows([[*rows[0], ""], [*rows[1], "stray"]], "x", ASKED)
    with pytest.raises(RoundError, match="缺少此列"):
        roster_from_rows([], "x", ASKED)


def test_a_missing_column_is_told_once(tmp_path: Path) -> None:
    """Two rows without the columns name and kind: two lines, not six."""
    with pytest.raises(RoundError) as error:
        roster(tmp_path, "code\nA\nB\n")
    assert len(str(error.value).splitlines()) == 2


NATIONAL = ["91110000600037341L", "91110108551385082Q"]
"""Two published codes: the example of python-stdnum and that of another library."""


@pytest.mark.parametrize("code", [*NATIONAL, "A", "230381-SCJ", "0", "01", "x-", "A" * 20, "12345678901234567-"])
def test_a_unit_code_that_can_be_used_has_no_fault(code: str) -> None:
    """National codes with their check character, and the office's own of letters, digits and hyphens."""
    assert code_fault(code) == ""


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("", "自编代码"),
        ("-A", "以字母或数字开头"),
        ("A" * 21, "最多 20 位"),
        ("A_B", "自编代码"),
        ("２３０", "自编代码"),
        ("A B", "自编代码"),
        ("911100006000373410", "应为 'L'，却是 '0'"),
        ("91110000600037341l", "“l”"),
        ("9111OOOO600037341L", "“O”"),
        ("9.1110000600037E+17", "科学计数"),
    ],
)
def test_a_unit_code_with_a_fault_is_told_what_is_expected(code: str, told: str) -> None:
    """The expected check character, the letters that cannot be, or how a code of one's own is made."""
    assert told in code_fault(code)


@given(
    body=st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17),
    at=st.integers(0, 17),
    other=st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"),
)
def test_one_wrong_character_of_a_national_code_is_told(body: str, at: int, other: str) -> None:
    """A code with its check character passes; with any one character changed it does not."""
    code = body + uscc.calc_check_digit(body)
    assert code_fault(code) == ""
    changed = code[:at] + other + code[at + 1 :]
    assert bool(code_fault(changed)) == (changed != code)


def named(code: str, name: str) -> Unit:
    """A unit with a code and a name."""
    return Unit(code=code, name=name, kind="other", tier="本级")


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("01-甲/乙局", "01-甲／乙局"),
        ('a<b>c:d"e\\f|g?h*i', "a＜b＞c：d＂e＼f｜g？h＊i"),
        ("局. . ", "局"),
        ("局\n\u200b科", "局科"),
        ("CON", "_CON"),
        ("com1.x", "_com1.x"),
        ("CON-局", "CON-局"),
        ("...", "_"),
        ("局" * 100, "局" * 60),
    ],
)
def test_a_file_name_is_legal_everywhere(text: str, stem: str) -> None:
    """Reserved characters in full width, no dots or blanks at the end, no device, no more than 180 bytes."""
    assert legal_stem(text) == stem


@given(st.lists(st.tuples(st.text("Pp-Qq", min_size=1, max_size=3), st.text("Pp-Q_2R", max_size=4)), max_size=8))
@example([("P", "Q-R"), ("P-Q", "R"), ("p-q-r", "")])
def test_no_two_units_share_a_file(pairs: list[tuple[str, str]]) -> None:
    """Codes that differ give names that differ, also where file systems ignore capitals."""
    units = {code.casefold(): named(code, name) for code, name in pairs}.values()
    names = workbook_names(units)
    assert len(names) == len(units)
    assert len({name.casefold() for name in names.values()}) == len(names)


def issued(unit: str, sha256: str, day: int = 1, file: str = "") -> Issue:
    """An issue of December."""
    return Issue(
        unit=unit, issue="1234e5678901", sha256=sha256 * 64, issued=date(2026, 12, day), file=file or f"{unit}.xlsx"
    )


def test_the_register_reads_back_as_written(tmp_path: Path) -> None:
    """Every issue in its order, each a line; no register is an empty one."""
    assert read_register(tmp_path) == Register()
    register = Register(issues=(issued("112303810123456789", "a"), issued("乙", "b", 2)))
    write_register(tmp_path, register)
    assert read_register(tmp_path) == register
    assert (tmp_path / "issues.jsonl").read_text(encoding="utf-8").count("\n") == 2


def test_of_a_unit_the_last_issue_is_in_force() -> None:
    """The register grows by what is new and keeps the day of what is not."""
    first = Register().with_issues([issued("A", "a", 1), issued("B", "b", 1)])
    again = first.with_issues([issued("A", "a", 5), issued("B", "c", 5)])
    assert again.issues == (issued("A", "a", 1), issued("B", "b", 1), issued("B", "c", 5))
    assert again.issue_of("A") == issued("A", "a", 1)
    assert again.issue_of("B") == issued("B", "c", 5)
    assert again.issue_of("C") is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"unit"', '"code"', "unit"),
        ("2026-12-01", "12/1/2026", "12/1/2026"),
        ("aaaa", "xyz", "sha256"),
        ("{", "", "line 1"),
        ('"A.xlsx"', "1", "file"),
    ],
)
def test_a_damaged_register_is_told_with_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    """Another key, a day of another shape, a hash that is none, half a line: told, never passed over."""
    write_register(tmp_path, Register(issues=(issued("A", "a"), issued("B", "b"))))
    path = tmp_path / "issues.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RoundError, match=r"issues\.jsonl: 第 1 行 \(line 1\)") as error:
        read_register(tmp_path)
    assert told in str(error.value)
