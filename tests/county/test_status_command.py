"""`status`: each unit of the roster, what came of it, whether it is late, and what to ask of it."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from patching import replace_text
from returns_made import answers, write_inbox
from running import run

RECEIVED, CARRIED = "requests.received.natural", "requests.carried_out.natural"
ROSTER = """code,name,kind,in_scope,reason
A,甲县政府,government,yes,
B,乙局,department,yes,
C,丙镇,township,yes,
D,丁局,department,yes,
E,戊局,department,no,并入乙局
"""
SETTINGS = 'region = "某县"\nyear = 2025\nform = "gkbg-2021"\ndeadline = 2026-01-31\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A round: A accepted, B with an error, C handed in late, D missing, E out of scope."""
    place = tmp_path / "round"
    good = {RECEIVED: 3, CARRIED: 3}
    given = (
        ("A.xlsx", answers("A", good)),
        ("B.xlsx", answers("B", {RECEIVED: 3, CARRIED: 2})),
        ("C.xlsx", answers("C", good, day="2026-02-03")),
    )
    write_inbox(place / "inbox", given)
    (place / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (place / "xlreport.toml").write_text(SETTINGS, encoding="utf-8")
    return place


def units(folder: Path, on: str = "2026-01-20") -> dict[str, dict[str, Any]]:
    """What the JSON says of each unit on a day."""
    said = run("status", folder, "--on", on, "--json")
    return {each["code"]: each for each in said.table["units"]}


def test_states(folder: Path) -> None:
    """In, rejected and missing; a unit out of scope is not asked for anything and not listed."""
    found = units(folder)
    assert {code: each["state"] for code, each in found.items()} == {
        "A": "in",
        "B": "rejected",
        "C": "in",
        "D": "missing",
    }
    assert {code: each["received"] for code, each in found.items()} == {"A": 1, "B": 1, "C": 1, "D": 0}
    assert (found["A"]["last"], found["C"]["last"], found["D"]["last"]) == ("2026-01-10", "2026-02-03", None)
    assert (found["A"]["errors"], found["B"]["errors"]) == (0, 1)
    assert {code: each["integrity"] for code, each in found.items()} == {
        "A": "intact",
        "B": "intact",
        "C": "intact",
        "D": None,
    }


def test_the_day_a_file_was_saved(folder: Path) -> None:
    """The day of the latest file as its properties have it; the day of the blank form is nobody's."""
    path = folder / "inbox" / "A.xlsx"
    saved = replace_text(
        path.read_bytes(), "docProps/core.xml", "2021-09-26T00:00:00Z</dcterms:mod", "2026-01-09T08:00:00Z</dcterms:mod"
    )
    path.write_bytes(saved)
    assert units(folder)["A"]["saved"] == "2026-01-09"
    issue = {"unit": "A", "issue": "x", "sha256": "0" * 64, "issued": "2026-01-12", "file": "outbox/A.xlsx"}
    (folder / "issues.jsonl").write_text(json.dumps(issue) + "\n", encoding="utf-8")
    assert units(folder)["A"]["saved"] is None


@pytest.mark.parametrize(
    ("on", "late"),
    [("2026-01-31", {"C"}), ("2026-02-01", {"B", "C", "D"})],
)
def test_late(folder: Path, on: str, late: set[str]) -> None:
    """On the last day nobody missing is late yet; the day after all are without an accepted return."""
    assert {code for code, each in units(folder, on).items() if each["late"]} == late


def test_late_is_told_from_not_corrected(folder: Path) -> None:
    """Handed in after the day, nothing handed in, sent back in time and still not mended: three words."""
    found = units(folder, "2026-02-01")
    assert {code: each["lateness"] for code, each in found.items()} == {
        "A": "",
        "B": "not corrected",
        "C": "late",
        "D": "overdue",
    }


def test_without_a_deadline_the_law_alone_sets_days(folder: Path) -> None:
    """The government's day and the departments' stand in the law; a township without a day is never late."""
    (folder / "xlreport.toml").write_text(SETTINGS.rpartition("deadline")[0], encoding="utf-8")
    found = units(folder, "2026-02-01")
    assert {code: each["due"] for code, each in found.items()} == {
        "A": "2026-03-31",
        "B": "2026-01-31",
        "C": None,
        "D": "2026-01-31",
    }
    assert {code for code, each in found.items() if each["late"]} == {"B", "D"}
    assert {code for code, each in units(folder, "2026-01-31").items() if each["late"]} == set()


def test_what_to_ask(folder: Path) -> None:
    """Remind who is missing, name the first error to who must correct; nothing of who is in."""
    found = units(folder)
    assert found["A"]["ask"] == ""
    assert found["D"]["ask"] == "请催报"
    assert found["B"]["ask"].startswith("请更正后重新报送：三 依申请公开!D7")
    assert found["B"]["ask"].endswith("相差 1。")


def test_exit_code_and_summary(folder: Path) -> None:
    """Exit 1 while something is to be asked, 0 when all are in; the summary counts."""
    said = run("status", folder, "--on", "2026-01-20", "--json")
    assert said.code == 1
    counts = {name: count for name, count in said.table["summary"].items() if count}
    assert counts == {"in": 2, "rejected": 1, "missing": 1, "late": 1}
    write_inbox(folder / "inbox", [(f"{code}.xlsx", answers(code, {RECEIVED: 3, CARRIED: 3})) for code in "BD"])
    assert run("status", folder, "--on", "2026-01-20", "--json").code == 0


def test_lines_for_people(folder: Path) -> None:
    """In a pipe a header, one line a unit, tab-separated, and one that counts; in the language asked for."""
    chinese = run("status", folder, "--on", "2026-02-02").out.splitlines()
    assert [line.split("\t")[0] for line in chinese[:-1]] == ["单位代码", "A", "B", "C", "D"]
    assert len({line.count("\t") for line in chinese[:-1]}) == 1
    assert [line.split("\t")[12] for line in chinese[1:-1]] == ["", "到期未改", "逾期报送", "逾期未报送"]
    assert "其中 逾期报送 1、逾期未报送 1、到期未改 1" in chinese[-1]
    assert "remind it to submit" in run("status", folder, "--on", "2026-02-02", "--lang", "en").out


def test_the_workbook(folder: Path, tmp_path: Path) -> None:
    """The same as a sheet with headers, one row a unit and a filter over them."""
    path = tmp_path / "status.xlsx"
    run("status", folder, "--on", "2026-02-02", "--xlsx", path)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert rows[0][:2] == ("单位代码", "单位名称")
    assert [row[0] for row in rows[1:]] == ["A", "B", "C", "D"]
    assert [row[11] for row in rows[1:]] == ["2026-01-31"] * 4
    assert [row[12] for row in rows[1:]] == [None, "到期未改", "逾期报送", "逾期未报送"]
    assert [row[6] for row in rows[1:]] == ["完好", "完好", "完好", None]
    assert [row[4] for row in rows[1:]] == [1, 1, 1, 0]
    assert sheet.auto_filter.ref == "A2:N6"
    heights = {row[0].value: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows(min_row=3)}
    assert heights["B"] > heights["A"] == heights["D"]
    assert sheet.cell(4, 14).alignment.wrap_text
    assert sheet.oddFooter.center.text == "&P / &N"


def test_a_duplicate_and_a_second_submission(folder: Path) -> None:
    """The same bytes under two names are one submission; a later, other one counts as the second."""
    (folder / "inbox" / "B copy.xlsx").write_bytes((folder / "inbox" / "B.xlsx").read_bytes())
    assert units(folder)["B"]["received"] == 1
    write_inbox(folder / "inbox", [("B new.xlsx", answers("B", {RECEIVED: 3, CARRIED: 3}, day="2026-01-15"))])
    found = units(folder)["B"]
    assert (found["received"], found["state"], found["last"]) == (2, "in", "2026-01-15")


def test_not_a_round(tmp_path: Path) -> None:
    """A folder without a round's settings is said to be none, exit 2."""
    said = run("status", tmp_path)
    assert said.code == 2
    assert "不是批次文件夹" in said.err


def test_issued_days_come_from_the_register(tmp_path: Path) -> None:
    """Before anything is issued the office is told to issue; afterwards to remind."""
    place = tmp_path / "round"
    run("init", place, "--region", "某县", "--year", "2025")
    (place / "roster.csv").write_text("code,name,kind\nA,甲县政府,government\nB,乙局,department\n", encoding="utf-8")
    run("template", "--round", place)
    found = units(place)
    assert {code: each["ask"] for code, each in found.items()} == {"A": "请催报", "B": "请催报"}
    assert None not in {each["issued"] for each in found.values()}
    (place / "roster.csv").write_text(
        "code,name,kind\nA,甲县政府,government\nB,乙局,department\nC,丙局,department\n", encoding="utf-8"
    )
    assert units(place)["C"]["issued"] is None
    assert units(place)["C"]["ask"] == "尚未下发，请先下发空白表"


def test_a_waiver_of_no_use_is_told(tmp_path: Path) -> None:
    """Status says of waivers what merge says, on the terminal and in JSON."""
    place = tmp_path / "round"
    run("init", place, "--region", "某县", "--year", "2025")
    (place / "roster.csv").write_text("code,name,kind\nB,乙局,department\n", encoding="utf-8")
    waiver = '[[waiver]]\ncode = "T307"\nunit = "B"\nwho = "办公室"\nwhy = "已核实"\n'
    (place / "waivers.toml").write_text(waiver, encoding="utf-8")
    assert "P11" in run("status", place).out
    assert [each["code"] for each in run("status", place, "--json").table["waivers"]] == ["P11"]
    (place / "waivers.toml").unlink()
    assert run("status", place, "--json").table["waivers"] == []


def test_where_the_files_are_read_is_said_in_full(folder: Path) -> None:
    """A cluster needs its address, and one that is not there is told with it."""
    half = run("status", folder, "--engine", "dask")
    assert (half.code, "--scheduler" in half.err) == (2, True)
    away = run("status", folder, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert (away.code, "tcp://127.0.0.1:9" in away.err) == (2, True)


def test_a_column_in_which_nothing_stands_leaves_its_room(folder: Path) -> None:
    """On a terminal the days of issue and of saving are columns only where there is one."""
    before = run("status", folder, "--on", "2026-01-20", COLUMNS="80", FORCE_COLOR="1").out
    issue = {"issue": "x", "sha256": "0" * 64, "issued": "2026-01-02", "file": "outbox/A.xlsx"}
    lines = (json.dumps({"unit": code, **issue}) + "\n" for code in "ABC")
    (folder / "issues.jsonl").write_text("".join(lines), encoding="utf-8")
    after = run("status", folder, "--on", "2026-01-20", COLUMNS="80", FORCE_COLOR="1").out
    assert [word in before for word in ("下发", "保存", "错误")] == [False, True, True]
    assert [word in after for word in ("下发", "保存", "错误")] == [True, False, True]


def test_a_unit_whose_name_another_ones_workbook_bears_is_told_of_it(folder: Path) -> None:
    """It is missing, and says that it submitted: the office sees which file that was, and whose workbook it is."""
    (folder / "roster.csv").write_text(ROSTER.replace("D,丁局", "D,丁某某局"), encoding="utf-8")
    (folder / "inbox" / "C.xlsx").rename(folder / "inbox" / "丁某某局报表.xlsx")
    ask = units(folder)["D"]["ask"]
    assert ask == "请催报：“丁某某局报表.xlsx”从文件名看是它的，里面却是C 单位（C）的表，可能用错了下发表"


def test_of_two_that_nobody_can_put_in_order_none_is_to_be_corrected(folder: Path) -> None:
    """A blank one beside a filled one of the same day: which counts is asked, not that the blank one be filled in."""
    write_inbox(folder / "inbox", [("D1.xlsx", answers("D", {RECEIVED: 3})), ("D2.xlsx", answers("D"))])
    found = units(folder)["D"]
    assert (found["state"], found["received"], found["errors"]) == ("rejected", 2, 0)
    assert found["ask"].startswith("请确认以哪一份为准：丁局（D）的 D1.xlsx、D2.xlsx 分不出先后")
