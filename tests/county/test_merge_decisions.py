"""`merge` in a round: every file gets its one word, the office's decisions and waivers are followed and shown."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from areas_made import EAST, county
from areas_made import said as areas_said
from returns_made import answers, workbook, write_inbox
from running import Said, run
from xlreport.merging import DECISION_NAMES, Decision
from xlreport.submissions import Value

RECEIVED, CARRIED_OUT = "requests.received.natural", "requests.carried_out.natural"
CARRIED_IN, GRANTED = "requests.carried_in.natural", "requests.granted.natural"
SETTINGS = 'region = "某县"\nyear = 2025\nform = "gkbg-2021"\n'
ROSTER = """code,name,kind,in_scope,reason,parent,since,until
A,A 单位,government,,,,,
B,B 单位,department,,,,,
C,C 单位,township,,,,,
D,D 单位,department,,,,,
E,E 单位,department,no,垂直管理,,,
F,F 单位,department,,,B,,
G,G 单位,department,,,,,2024
H,H 单位,department,,,,2026,
K,东岭县,county,,,,,
"""


def said(code: str, number: int = 1, day: str = "2026-01-10", **more: Value) -> dict[str, Value]:
    """A return that is accepted; with `out` another number is carried out, and it is not."""
    figures: dict[str, Value] = {RECEIVED: number, CARRIED_OUT: more.pop("out", number)}
    return answers(code, figures, day) | {f"cover.{name}": value for name, value in more.items()}


def begun(folder: Path, roster: str = ROSTER, more: str = "", **files: str) -> Path:
    """A round with its roster and settings, and further files of its folder by their stem."""
    folder.mkdir(parents=True)
    (folder / "roster.csv").write_text(roster, encoding="utf-8")
    (folder / "xlreport.toml").write_text(SETTINGS + more, encoding="utf-8")
    for stem, text in files.items():
        (folder / f"{stem}.toml").write_text(text, encoding="utf-8")
    return folder


def entry(kind: str, **words: str) -> str:
    """A decision or a waiver as its file has it."""
    day = "on = 2026-02-10\n" if kind != "waiver" else ""
    told = {"who": "王某", "why": "已核实", **words}
    return f"[[{kind}]]\n{day}" + "".join(f'{key} = "{value}"\n' for key, value in told.items())


def decided(told: Said) -> dict[str, str]:
    """What became of each file."""
    return {each["file"]: each["decision"] for each in told.table["files"]}


def found(told: Said, code: str) -> list[dict[str, Any]]:
    """The findings of a rule."""
    return [each for each in told.table["findings"] if each["code"] == code]


THREE = "code,name,kind\nA,A 单位,government\nB,B 单位,department\nC,C 单位,township\n"
EXPECTED: Mapping[str, Decision] = {
    "A.xlsx": Decision.COUNTED,
    "A-1.xlsx": Decision.SUPERSEDED,
    "A (2).xlsx": Decision.DUPLICATE,
    "B.xlsx": Decision.REJECTED,
    "C.xlsx": Decision.UNDECIDED,
    "乡镇/C.xlsx": Decision.UNDECIDED,
    "X.xlsx": Decision.UNKNOWN_UNIT,
    "F.xlsx": Decision.SUBORDINATE,
    "东岭县.xlsx": Decision.COUNTED,
    "E-JY.xlsx": Decision.WITHIN_AREA,
    "E.xlsx": Decision.OUT_OF_SCOPE,
    "G.xlsx": Decision.OUT_OF_SCOPE,
    "H.xlsx": Decision.OUT_OF_SCOPE,
    "D-2024.xlsx": Decision.WRONG_YEAR,
    "D.xlsx": Decision.EXCLUDED,
    "通讯录.xlsx": Decision.EXCLUDED,
    "坏.xlsx": Decision.UNREADABLE,
    "~$A.xlsx": Decision.SKIPPED,
    "旧.xls": Decision.UNREADABLE,
    "旧.xlsb": Decision.SKIPPED,
}


@pytest.fixture(scope="module")
def every_sort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round in whose inbox every sort of file lies."""
    decisions = entry("exclude", unit="D", file="D.xlsx", why="重复统计") + entry("exclude", file="通讯录.xlsx")
    folder = begun(tmp_path_factory.mktemp("every") / "round", decisions=decisions)
    inbox = write_inbox(
        folder / "inbox",
        [
            ("A.xlsx", said("A", 3, "2026-01-12")),
            ("A-1.xlsx", said("A", 2)),
            ("B.xlsx", said("B", 3, out=2)),
            ("C.xlsx", said("C", 1)),
            ("X.xlsx", said("X")),
            *((f"{code}.xlsx", said(code)) for code in "DEFGH"),
            ("D-2024.xlsx", said("D", year=2024)),
        ],
    )
    (inbox / "东岭县.xlsx").write_bytes(county(folder.parent / "east", "东岭县", EAST))
    write_inbox(inbox, [("E-JY.xlsx", areas_said("E-JY", *EAST["E-JY"]))])
    (inbox / "乡镇").mkdir()
    (inbox / "乡镇" / "C.xlsx").write_bytes(workbook(said("C", 2)))
    (inbox / "A (2).xlsx").write_bytes((inbox / "A.xlsx").read_bytes())
    for name in ("通讯录.xlsx", "坏.xlsx", "~$A.xlsx", "旧.xls", "旧.xlsb"):
        (inbox / name).write_text(f"not a workbook: {name}", encoding="utf-8")
    return folder


def test_every_file_gets_exactly_one_word(every_sort: Path) -> None:
    """As many decisions as files, each the expected one, and every word there is was given to a real file."""
    told = run("merge", every_sort, "--json")
    files = [path for path in (every_sort / "inbox").rglob("*") if path.is_file()]
    assert len(told.table["files"]) == len(files) == len(EXPECTED)
    assert decided(told) == {file: decision.value for file, decision in EXPECTED.items()}
    assert set(EXPECTED.values()) == set(Decision)
    assert told.code == 1


def test_the_words_stand_on_the_terminal_in_both_languages(every_sort: Path) -> None:
    """One line a file, with its word and the reason."""
    for language in ("zh", "en"):
        lines = run("merge", every_sort, "--lang", language).out.splitlines()
        for file, decision in EXPECTED.items():
            assert any(line.startswith(f"{DECISION_NAMES[decision][language]}  {file}") for line in lines), file


def test_the_words_stand_in_the_workbook(every_sort: Path) -> None:
    """报送情况 lists every file with its word; the office's decisions are there with reason, name and day."""
    output = Path(run("merge", every_sort, "--json").table["output"])
    rows = list(openpyxl.load_workbook(output)["报送情况"].iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if str(row[0]).startswith("三、收到的文件"))
    listed = {row[5]: row for row in reversed(rows[start + 1 :])}
    for file, decision in EXPECTED.items():
        assert listed[file][3].partition(" ")[2] == DECISION_NAMES[decision].zh
    assert "重复统计（王某，2026-02-10）" in listed["D.xlsx"][4]


def test_a_superseded_file_keeps_what_it_said(every_sort: Path) -> None:
    """Cell by cell: the sheet, the cell, before and after."""
    line = next(each for each in run("merge", every_sort, "--json").table["files"] if each["file"] == "A-1.xlsx")
    change = next(each for each in line["changes"] if each["field"] == RECEIVED)
    assert change == {
        "field": RECEIVED,
        "sheet": "三 依申请公开",
        "cell": "D7",
        "before": "2",
        "after": "3",
    }


def test_units_that_were_not_there_are_not_missed(every_sort: Path) -> None:
    """Gone since last year, new next year, within another's return: out of scope with the reason."""
    states = {
        each["code"]: (each["state"], each["reason"]) for each in run("merge", every_sort, "--json").table["units"]
    }
    assert states["F"] == ("out of scope", "随B 单位计入")
    assert states["G"] == ("out of scope", "报送到 2024 年度为止")
    assert states["H"] == ("out of scope", "自 2026 年度起报送")
    assert states["D"][0] == "excluded"
    assert {each["code"] for each in run("status", every_sort, "--json").table["units"]} == set("ABCDK")


def test_they_are_issued_no_workbook(tmp_path: Path) -> None:
    """Only who hands in for itself this year gets one."""
    folder = begun(tmp_path / "round")
    assert run("template", "--round", folder).code == 0
    assert {path.name[0] for path in (folder / "outbox").iterdir()} == set("ABCD")


@pytest.fixture
def round_folder(tmp_path: Path) -> Path:
    """A round of three units; B has an error."""
    folder = begun(tmp_path / "round", THREE)
    write_inbox(folder / "inbox", [("A.xlsx", said("A")), ("B.xlsx", said("B", 3, out=2)), ("C.xlsx", said("C"))])
    return folder


def test_a_decision_makes_the_round_whole(round_folder: Path) -> None:
    """Left out and exit 1 without it; with it counted, marked, and exit 1 only for what the sums say."""
    assert decided(run("merge", round_folder, "--json"))["B.xlsx"] == "rejected"
    (round_folder / "decisions.toml").write_text(entry("include", unit="B", why="已电话核实"), encoding="utf-8")
    told = run("merge", round_folder, "--json")
    assert decided(told)["B.xlsx"] == "counted"
    (line,) = [each for each in told.table["files"] if each["file"] == "B.xlsx"]
    assert line["decided"] == "已电话核实（王某，2026-02-10）"
    assert [each["severity"] for each in found(told, "M21")] == ["warning"]
    assert {each["code"] for each in told.table["findings"] if each["severity"] == "error"} == {"M02", "T301"}
    assert run("verify", told.table["output"], round_folder, "--json").table["state"] == "proven"


def test_decisions_can_be_given(round_folder: Path, tmp_path: Path) -> None:
    """--decisions takes the place of the round's own file."""
    (round_folder / "decisions.toml").write_text("broken", encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text(entry("exclude", unit="B"), encoding="utf-8")
    assert decided(run("merge", round_folder, "--decisions", other, "--json"))["B.xlsx"] == "excluded"


def test_wrong_decisions_and_waivers_keep_merge_from_its_work(round_folder: Path) -> None:
    """Exit 2, the file and the entry named, nothing written; status says the same."""
    for name, text, told in (
        ("decisions.toml", "[[include]]\nunit = 1\n", "decisions.toml: include 第 1 条"),
        ("waivers.toml", "[[waiver]]\n", "waivers.toml: 第 1 条"),
    ):
        (round_folder / name).write_text(text, encoding="utf-8")
        for command in ("merge", "status"):
            done = run(command, round_folder)
            assert (done.code, done.out) == (2, "")
            assert told in done.err
        (round_folder / name).unlink()
    assert not (round_folder / "output").exists()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('[severity]\nM01 = "off"', "xlreport.toml: severity.M01: “未报送”不能调低，也不能停用"),
        ('[severity]\nM99 = "off"', "xlreport.toml: severity.M99: 没有此规则"),
        ('previous = "gone"', "xlreport.toml: previous: "),
    ],
)
def test_settings_that_cannot_be_kept_are_told(tmp_path: Path, more: str, told: str) -> None:
    """A rule that is fixed or unknown, a source that is not there: exit 2, with file and key."""
    folder = begun(tmp_path / "round", THREE, more)
    write_inbox(folder / "inbox", [("A.xlsx", said("A"))])
    done = run("merge", folder)
    assert done.code == 2
    assert told in done.err


@pytest.mark.parametrize(
    ("more", "output", "written", "word"),
    [
        ("", (), "某县2025汇总（试汇总）.xlsx", "counted"),
        ("", ("-o", "output/all.xlsx"), "all-draft.xlsx", "counted"),
        ("", ("-o", "output/初稿.xlsx"), "初稿（试汇总）.xlsx", "counted"),
        ("", ("-o", "output/我的草稿.xlsx"), "我的草稿.xlsx", "counted"),
        ("[merge]\nrejected_in_draft = false\n", (), "某县2025汇总（试汇总）.xlsx", "rejected"),
    ],
)
def test_a_draft_says_so_in_its_name(  # noqa: PLR0917
    round_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    more: str,
    output: tuple[str, ...],
    written: str,
    word: str,
) -> None:
    """It takes in what has errors unless the round says otherwise, says so, and ends with 1."""
    (round_folder / "xlreport.toml").write_text(SETTINGS + more, encoding="utf-8")
    monkeypatch.chdir(round_folder)
    told = run("merge", "--draft", "--json", *output)
    assert (told.code, told.table["draft"], decided(told)["B.xlsx"]) == (1, True, word)
    assert [path.name for path in (round_folder / "output").iterdir()] == [written]
    assert bool(found(told, "M25")) == (word == "counted")
    assert "试汇总，不得上报。" in run("merge", "--draft", *output).out.splitlines()


def test_a_whole_draft_is_a_draft_all_the_same(round_folder: Path) -> None:
    """Nothing wrong in it: still exit 1, and nothing else is said."""
    write_inbox(round_folder / "inbox", [("B.xlsx", said("B"))])
    assert run("merge", round_folder).code == 0
    told = run("merge", round_folder, "--draft", "--json")
    assert (told.code, told.table["findings"]) == (1, [])


def test_in_a_rounds_folder_nothing_need_be_named(round_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The inbox is found, the workbook goes to output under region and year; the same bytes as when all is named."""
    write_inbox(round_folder / "inbox", [("B.xlsx", said("B"))])
    (round_folder / "outbox").mkdir()
    (round_folder / "outbox" / "A.xlsx").write_bytes(workbook(said("A", 99)))
    monkeypatch.chdir(round_folder)
    done = run("merge", "--json")
    assert (done.code, done.table["output"]) == (0, str(Path("output", "某县2025汇总.xlsx")))
    assert set(decided(done)) == {"A.xlsx", "B.xlsx", "C.xlsx"}
    assert run("merge", "inbox", "-o", "output/all.xlsx").code == 0
    assert Path("output/all.xlsx").read_bytes() == Path(done.table["output"]).read_bytes()


def test_elsewhere_the_inbox_must_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No round here, or a round whose inbox is gone: exit 2, and what to do; the outbox is never merged instead."""
    monkeypatch.chdir(tmp_path)
    done = run("merge")
    assert done.code == 2
    assert "请写明收件文件夹" in done.err
    folder = begun(tmp_path / "round", THREE)
    write_inbox(folder / "outbox", [("A.xlsx", said("A"))])
    for place in (folder, folder / "gone"):
        assert run("merge", place).code == 2
    monkeypatch.chdir(folder)
    done = run("merge")
    assert done.code == 2
    assert "inbox" in done.err
    (tmp_path / "plain").mkdir()
    done = run("merge", write_inbox(tmp_path / "plain", [("A.xlsx", said("A"))]))
    assert done.code == 2
    assert "-o" in done.err


def test_files_of_one_name_in_two_folders_are_two(tmp_path: Path) -> None:
    """Each keeps its own word, under as much of its path as tells it apart; verify finds both again."""
    for code in "AB":
        write_inbox(tmp_path / code / "in", [("报表.xlsx", said(code))])
    output = tmp_path / "all.xlsx"
    told = run("merge", tmp_path / "A" / "in", tmp_path / "B" / "in", "-o", output, "--json")
    assert decided(told) == {"A/in/报表.xlsx": "counted", "B/in/报表.xlsx": "counted"}
    assert run("verify", output, tmp_path / "B" / "in", tmp_path / "A" / "in", "--json").table["state"] == "proven"


def test_a_waiver_answers_what_merge_says(tmp_path: Path) -> None:
    """Late with a reason, the county's list with a reason, and one waiver of no use."""
    more = "deadline = 2026-01-31\n[deadlines]\ntownships = 2026-01-08\n[normative]\nmade = 3\n"
    waivers = (
        entry("waiver", code="P03", unit="C", why="断网")
        + entry("waiver", code="M05", unit="*", why="联合制发")
        + entry("waiver", code="P01", unit="B")
    )
    folder = begun(tmp_path / "round", THREE, more, waivers=waivers)
    write_inbox(folder / "inbox", [(f"{code}.xlsx", said(code)) for code in "ABC"])
    told = run("merge", folder, "--json")
    assert told.code == 0
    assert {each["code"]: each["reason"] for each in told.table["findings"]} == {
        "P03": "断网（王某）",
        "M05": "联合制发（王某）",
        "P11": "",
    }
    assert "P01 B" in found(told, "P11")[0]["message"]
    assert "已说明：断网（王某）" in run("merge", folder).out


@pytest.mark.parametrize(
    ("came", "told"),
    [
        (2, []),
        (3, ["自然人：上年结转下年度 2 件，本年上年结转 3 件；总计：上年结转下年度 2 件，本年上年结转 3 件。"]),
    ],
)
def test_last_years_workbook_is_what_the_sums_go_on_from(tmp_path: Path, came: int, told: list[str]) -> None:
    """`previous` names last year's consolidated workbook; what it carried out has to come in, by column and total."""
    before = begun(tmp_path / "2024", THREE)
    (before / "xlreport.toml").write_text(SETTINGS.replace("2025", "2024"), encoding="utf-8")
    write_inbox(before / "inbox", [(f"{code}.xlsx", said(code, 2 if code == "A" else 0, year=2024)) for code in "ABC"])
    assert run("merge", before).code == 0
    folder = begun(tmp_path / "2025", THREE, 'previous = "../2024/output/某县2024汇总.xlsx"\n')
    given = {CARRIED_IN: came, GRANTED: came}
    write_inbox(folder / "inbox", [("A.xlsx", answers("A", given)), ("B.xlsx", said("B", 0)), ("C.xlsx", said("C", 0))])
    done = run("merge", folder, "--json")
    messages = [each["message"] for each in found(done, "M06")]
    assert len(messages) == len(told)
    assert all(wanted in message for wanted, message in zip(told, messages, strict=True))
    assert run("template", "--round", folder).code == 0
    issued = openpyxl.load_workbook(next((folder / "outbox").glob("A-*.xlsx")))["三 依申请公开"]
    assert 2 in [cell.value for row in issued.iter_rows() for cell in row]


def test_status_and_merge_agree_on_who_is_late(tmp_path: Path) -> None:
    """Per kind of unit, by the first day of several; the day that holds for a unit stands beside it."""
    more = "deadline = 2026-02-20\n[deadlines]\ntownships = 2026-01-20\ngovernment = 2026-03-10\n"
    folder = begun(tmp_path / "round", THREE + "D,D 单位,department\nE,E 单位,other\n", more)
    days = {"A": "2026-03-10", "B": "2026-02-05", "C": "2026-01-21", "D": "2026-01-30", "E": "2026-02-21"}
    write_inbox(folder / "inbox", [(f"{code}.xlsx", said(code, day=day)) for code, day in days.items()])
    write_inbox(folder / "inbox", [("D2.xlsx", said("D", 2, "2026-03-01"))])
    units = run("status", folder, "--on", "2026-03-02", "--json").table["units"]
    assert {each["code"]: each["due"] for each in units} == {
        "A": "2026-03-10",
        "B": "2026-01-31",
        "C": "2026-01-20",
        "D": "2026-01-31",
        "E": "2026-02-20",
    }
    merged = run("merge", folder, "--json")
    told = {each["file"]: each["code"] for code in ("P01", "P02", "P03") for each in found(merged, code)}
    assert told == {"B.xlsx": "P01", "C.xlsx": "P03", "E.xlsx": "P03"}
    assert {f"{each['code']}.xlsx" for each in units if each["late"]} == set(told)
