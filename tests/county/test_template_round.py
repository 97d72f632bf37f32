"""`template` in a round: one workbook per unit in scope, last year's figures in it, nothing written over unasked."""

import csv
import hashlib
import json
import os
import re
import shutil
import signal
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from returns_made import FORM, LAYOUT, answers, write_inbox
from running import run
from xlreport.errors import RoundError
from xlreport.manifest import identity_of
from xlreport.merging.book.book_places import LEDGER_TOP, places
from xlreport.office.adding_up.consolidation import merge
from xlreport.office.sending_out.outbox import issue
from xlreport.reading import read_submission
from xlreport.rounds import Settings, headers_of, read_register, read_roster
from xlreport.submissions import Identity, Value
from xlreport.workers import Processes
from xlreport.writing import Series, write_workbook

SETTINGS = Settings(region="某县", year=2026, form="gkbg-2021")
ROSTER = """code,name,kind,in_scope,reason
A,A 单位,government,,
B,B 单位,department,,
C,C 单位,township,,
D,丁,other,no,撤销
"""
CARRIED, IN_FORCE, MADE = (
    "requests.carried_out.natural",
    "disclosure.normative.in_force",
    "requests.received.natural",
)
LAST = {
    "last.requests.carried_out.natural": 3,
    "last.requests.carried_out.total": 3,
    "last.disclosure.normative.in_force": 7,
}


def last_years(code: str, carried: int = 3, **cover: Value) -> dict[str, Value]:
    """An accepted return of 2025 that carries requests over to the next year."""
    said = answers(code, {CARRIED: carried, MADE: carried, IN_FORCE: 7})
    return {**said, **{f"cover.{key}": value for key, value in cover.items()}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A round of 2026 with three units in scope and one that is not."""
    return round_in(tmp_path / "round")


def round_in(folder: Path) -> Path:
    """Make the round."""
    assert run("init", folder, "--region", "某县", "--year", "2026").code == 0
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return folder


def previous(place: Path) -> Path:
    """Last year's figures of a unit, so that what is issued is another workbook than before."""
    text = {"unit": {"code": "B"}, "year": 2025, "values": {IN_FORCE: 1}}
    path = place / "last.json"
    path.write_text(json.dumps(text), encoding="utf-8")
    return path


def outbox(folder: Path) -> dict[str, bytes]:
    """The files of the outbox."""
    return {path.name: path.read_bytes() for path in sorted((folder / "outbox").iterdir())}


def shown(folder: Path, name: str) -> dict[str, Value]:
    """Last year's figures that an issued workbook shows, zeros of the other columns left out."""
    entered = read_submission(folder / "outbox" / name, LAYOUT).entered()
    return {key: value for key, value in entered.items() if key.startswith("last.") and value != 0}


def test_each_unit_in_scope_gets_its_workbook(folder: Path) -> None:
    """Three of the four units, with identity filled in and locked, and each in the register with its hash."""
    done = run("template", "--round", folder)
    assert (done.code, done.err.partition("下一步：")[0]) == (0, "")
    assert "下发空白表 3 份" in done.out
    assert list(outbox(folder)) == ["A-A 单位.xlsx", "B-B 单位.xlsx", "C-C 单位.xlsx"]
    read = read_submission(folder / "outbox" / "C-C 单位.xlsx", LAYOUT)
    known = {"unit_code": "C", "unit_name": "C 单位", "unit_kind": "township", "region": "某县", "year": "2026"}
    assert read.identity == identity_of(LAYOUT, **known)
    assert {key: read.text(f"cover.{key}") for key in known} == known
    assert all(read.entry(f"cover.{key}").locked for key in known)
    issues = {each.unit: each for each in read_register(folder).issues}
    assert list(issues) == ["A", "B", "C"]
    for each in issues.values():
        assert each.sha256 == hashlib.sha256((folder / each.file).read_bytes()).hexdigest()
        assert abs((date.today() - each.issued).days) <= 1  # noqa: DTZ011  # the day as the office has it
    assert issues["C"].issue == read.identity.issue
    assert read_register(folder).issue_of("D") is None


def test_the_current_folder_is_the_round(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without -o and --round the folder one stands in is meant."""
    monkeypatch.chdir(folder)
    assert run("template").code == 0
    assert len(outbox(folder)) == 3


def test_outside_a_round_the_way_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 2, with what to do named; nothing is made."""
    monkeypatch.chdir(tmp_path)
    done = run("template")
    assert done.code == 2
    for said in ("xlreport.toml", "xlreport init", "--round", "-o"):
        assert said in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ("--year", "2025"),
        ("--unit-code", "A"),
        ("--form", "gkbg-2021"),
        ("-o", "x.xlsx", "--round", "."),
    ],
)
def test_options_of_the_other_mode_are_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """What a round would pass over silently, or a single workbook, is an error that names the option."""
    monkeypatch.chdir(folder)
    done = run("template", *words)
    assert done.code == 2
    assert next(word for word in reversed(words) if word.startswith("--")) in done.err
    assert (outbox(folder), (folder / "x.xlsx").exists()) == ({}, False)


def test_issued_again_the_same_bytes_are_left_alone(folder: Path) -> None:
    """A second run writes nothing, a lost file is written again as it was, and the register stays as it is."""
    run("template", "--round", folder)
    before, register = outbox(folder), (folder / "issues.jsonl").read_bytes()
    times = {path.name: path.stat().st_mtime_ns for path in (folder / "outbox").iterdir()}
    (folder / "outbox" / "B-B 单位.xlsx").unlink()
    done = run("template", "--round", folder, "--lang", "en")
    assert (done.code, outbox(folder)) == (0, before)
    assert "new 1, unchanged 2" in done.out
    assert (folder / "issues.jsonl").read_bytes() == register
    assert (folder / "outbox" / "A-A 单位.xlsx").stat().st_mtime_ns == times["A-A 单位.xlsx"]


def test_another_file_is_not_written_over_unasked(folder: Path) -> None:
    """A changed workbook is named and nothing at all is written; with --force it is issued anew and registered."""
    run("template", "--round", folder)
    first = outbox(folder)
    (folder / "outbox" / "A-A 单位.xlsx").unlink()
    (folder / "outbox" / "B-B 单位.xlsx").write_bytes(b"the clerk's")
    refused = run("template", "--round", folder)
    assert refused.code == 2
    assert "outbox/B-B 单位.xlsx" in refused.err
    assert "已经下发" in refused.err
    assert "--force" in refused.err
    assert "C 单位" not in refused.err
    assert outbox(folder) == {"B-B 单位.xlsx": b"the clerk's", "C-C 单位.xlsx": first["C-C 单位.xlsx"]}
    assert run("template", "--round", folder, "--force").code == 0
    assert outbox(folder) == first
    assert len(read_register(folder).issues) == 3


@pytest.mark.parametrize("options", [(), ("--force",)])
@pytest.mark.parametrize(
    "entered", [{"requests.received.natural": 3}, {"overview.active": "一段文字。"}, {"cover.phone": "1"}]
)
def test_a_workbook_that_somebody_has_begun_to_fill_stays(
    folder: Path, entered: dict[str, Value], options: tuple[str, ...]
) -> None:
    """One figure, text or cover field typed into an issued workbook: never replaced, whatever the option."""
    run("template", "--round", folder)
    path = folder / "outbox" / "B-B 单位.xlsx"
    issued = read_submission(path, LAYOUT)
    path.write_bytes(write_workbook(LAYOUT, issued.identity, {**issued.entered(), **entered}))
    (folder / "outbox" / "A-A 单位.xlsx").unlink()
    before = outbox(folder)
    said = run("template", "--round", folder, "--previous", previous(folder.parent), *options)
    assert (said.code, outbox(folder)) == (2, before)
    assert "outbox/B-B 单位.xlsx" in said.err
    assert "任何情况下都不覆盖" in said.err


def test_a_renamed_unit_keeps_one_workbook(folder: Path) -> None:
    """Another name is another workbook: refused, then with --force in place of the former, both in the register."""
    run("template", "--round", folder)
    (folder / "roster.csv").write_text(ROSTER.replace("B 单位", "乙局"), encoding="utf-8")
    refused = run("template", "--round", folder)
    assert refused.code == 2
    assert "outbox/B-乙局.xlsx" in refused.err
    done = run("template", "--round", folder, "--force")
    assert done.code == 0
    assert "B-B 单位.xlsx" in done.out
    assert list(outbox(folder)) == ["A-A 单位.xlsx", "B-乙局.xlsx", "C-C 单位.xlsx"]
    register = read_register(folder)
    assert [each.unit for each in register.issues] == ["A", "B", "C", "B"]
    now = register.issue_of("B")
    assert now is not None
    assert now.file == "outbox/B-乙局.xlsx"


def test_a_workbook_of_no_unit_in_scope_is_pointed_out(folder: Path) -> None:
    """A unit taken out of scope leaves its workbook behind: told, not removed."""
    run("template", "--round", folder)
    (folder / "roster.csv").write_text(ROSTER.replace("department,,", "department,no,撤销"), encoding="utf-8")
    done = run("template", "--round", folder)
    assert done.code == 0
    assert "不属于任何须报送的单位" in done.out
    assert "  B-B 单位.xlsx" in done.out
    assert len(outbox(folder)) == 3


def test_a_roster_as_workbook_is_the_same(folder: Path, tmp_path: Path) -> None:
    """The first sheet of roster.xlsx, with an empty row between, gives the bytes that roster.csv gives."""
    run("template", "--round", folder)
    other = tmp_path / "other"
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns("*.xlsx", "*.jsonl", "roster.csv"))
    rows = list(csv.reader(ROSTER.splitlines()))
    write_rows(other / "roster.xlsx", [*rows[:2], [], *rows[2:]])
    assert run("template", "--round", other).code == 0
    assert outbox(other) == outbox(folder)


def write_rows(path: Path, rows: list[list[str]]) -> None:
    """Write a workbook whose first sheet has these rows."""
    book = xlsxwriter.Workbook(path)
    first = book.add_worksheet("名册")
    for number, row in enumerate(rows):
        first.write_row(number, 0, row)
    book.add_worksheet("别的").write(0, 0, "code")
    book.close()


def test_faults_of_a_roster_as_workbook_have_row_and_column(folder: Path) -> None:
    """Rows count as in the sheet; a workbook that cannot be read says why; two rosters are one too many."""
    done = run("template", "--round", folder)
    rows = [["单位代码", "单位名称", "单位类别"], ["A", "甲", "部门"], [], ["a", "乙", "局"]]
    write_rows(folder / "roster.xlsx", rows)
    both = run("template", "--round", folder)
    assert (both.code, "只能留一个" in both.err) == (2, True)
    (folder / "roster.csv").unlink()
    done = run("template", "--round", folder)
    assert done.code == 2
    assert "roster.xlsx: 第 4 行 (row 4), 单位类别 (kind): '局'" in done.err
    assert "roster.xlsx: 第 4 行 (row 4), 单位代码 (code): 'a' 与第 2 行重复" in done.err
    (folder / "roster.xlsx").write_bytes(b"no workbook")
    assert "roster.xlsx: " in run("template", "--round", folder).err
    (folder / "roster.xlsx").unlink()
    assert "没有名册" in run("template", "--round", folder).err


def sources(place: Path, said: Mapping[str, dict[str, Value]]) -> dict[str, Path]:
    """The same figures of last year as returns, as a last round, as a consolidated workbook and as answers."""
    returns = write_inbox(place / "returns", [(f"{code}.xlsx", each) for code, each in said.items()])
    last_round = place / "last"
    shutil.copytree(returns, last_round / "inbox")
    write_inbox(last_round / "outbox", [("blank.xlsx", answers("A"))])
    (last_round / "xlreport.toml").write_text('region = "某县"\nyear = 2025\nform = "gkbg-2021"\n', encoding="utf-8")
    merge([returns], place / "2025汇总.xlsx", LAYOUT)
    files = place / "answers"
    files.mkdir()
    for code, each in said.items():
        unit = {"code": code, "name": f"{code} 单位"}
        text = {"form": "gkbg-2021", "unit": unit, "year": each["cover.year"], "values": each}
        (files / f"{code}.json").write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")
    return {"returns": returns, "round": last_round, "merged": place / "2025汇总.xlsx", "answers": files}


def test_last_years_figures_come_from_whatever_the_office_has(folder: Path, tmp_path: Path) -> None:
    """Returns, last year's round, the consolidated workbook, answers: the same figures, only those the form shows."""
    given = sources(tmp_path, {"A": last_years("A"), "C": last_years("C", 5)})
    made = []
    for name, source in given.items():
        done = run("template", "--round", folder, "--previous", source, "--force")
        assert (name, done.code, done.err.partition("下一步：")[0]) == (name, 0, "")
        assert "没有上年数字：\n  B B 单位\n" in done.out
        made.append(outbox(folder))
    assert all(each == made[0] for each in made)
    assert shown(folder, "A-A 单位.xlsx") == LAST
    assert shown(folder, "C-C 单位.xlsx")["last.requests.carried_out.total"] == 5
    assert shown(folder, "B-B 单位.xlsx") == {}
    read = read_submission(folder / "outbox" / "A-A 单位.xlsx", LAYOUT)
    assert {read.entry(field.id).locked for field in FORM.fields.values() if field.last_of} == {True}
    assert {key for key in read.entered() if not key.startswith(("cover.", "last."))} == set()


def test_a_figure_that_is_not_known_is_not_taken_for_zero(folder: Path, tmp_path: Path) -> None:
    """One answers file with code, year and one figure: that figure is shown, the blank ones stay blank."""
    text = {"unit": {"code": "A"}, "year": 2025, "values": {IN_FORCE: 0}}
    (tmp_path / "a.json").write_text(json.dumps(text), encoding="utf-8")
    assert run("template", "--round", folder, "--previous", tmp_path / "a.json").code == 0
    entered = read_submission(folder / "outbox" / "A-A 单位.xlsx", LAYOUT).entered()
    assert {key: value for key, value in entered.items() if key.startswith("last.")} == {f"last.{IN_FORCE}": 0}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (last_years("A", year=2024), "应为 2025 年度，却是 2024"),
        (last_years("A", unit_name="别的单位"), "单位名称为“别的单位”，与名册不同"),
        ({key: value for key, value in last_years("A").items() if "blank_is_zero" not in key}, "未填写"),
    ],
)
def test_what_is_not_that_units_report_of_that_year_is_not_used(
    folder: Path, tmp_path: Path, said: dict[str, Value], why: str
) -> None:
    """Another year, another name, a return with errors: told as X08 with the unit, issued without figures, exit 1."""
    given = write_inbox(tmp_path / "last", [("a.xlsx", said), ("b.xlsx", last_years("B"))])
    done = run("template", "--round", folder, "--previous", given)
    assert done.code == 1
    assert "X08" in done.out
    assert "A 单位的上年数字没有采用" in done.out
    assert why in done.out
    assert shown(folder, "A-A 单位.xlsx") == {}
    assert shown(folder, "B-B 单位.xlsx") == LAST


def test_files_of_last_year_that_contradict_or_cannot_be_read_are_told(folder: Path, tmp_path: Path) -> None:
    """Two different returns of a unit: neither is used; equal ones are; no workbook and .xls are told by name."""
    given = write_inbox(
        tmp_path / "last",
        [("a1.xlsx", last_years("A", 3)), ("a2.xlsx", last_years("A", 4)), ("b1.xlsx", last_years("B"))],
    )
    shutil.copyfile(given / "b1.xlsx", given / "b2.xlsx")
    (given / "odd.xlsx").write_bytes(b"no workbook")
    (given / "odd.json").write_text("{}", encoding="utf-8")
    (given / "old.xls").write_bytes(b"old")
    done = run("template", "--round", folder, "--previous", given)
    assert done.code == 1
    assert "几份文件的数字不同：a1.xlsx、a2.xlsx" in done.out
    assert done.out.count("此文件的上年数字没有采用") == 3
    assert (shown(folder, "A-A 单位.xlsx"), shown(folder, "B-B 单位.xlsx")) == ({}, LAST)


def test_a_consolidated_workbook_is_believed_only_as_merged(folder: Path, tmp_path: Path) -> None:
    """A figure changed in 明细 afterwards is not used, a unit taken out neither; the others are."""
    source = sources(tmp_path, {code: last_years(code) for code in "ABC"})["merged"]
    book = openpyxl.load_workbook(source)
    sheet = book["明细"]
    columns = places(LAYOUT, 3).columns
    cells = {sheet.cell(row, columns["code"] + 1).value: sheet[row] for row in range(LEDGER_TOP + 1, LEDGER_TOP + 4)}
    cells["A"][columns[CARRIED]].value = 4
    cells["B"][columns["include"]].value = "否"
    book.save(source)
    done = run("template", "--round", folder, "--previous", source)
    assert done.code == 1
    assert "A 单位的上年数字没有采用：汇总工作簿在汇总之后被改动" in done.out
    assert "B 单位的上年数字没有采用：“明细”中该单位标为不计入" in done.out
    assert [shown(folder, f"{code}-{code} 单位.xlsx") for code in "ABC"] == [{}, {}, LAST]


def test_a_source_without_any_unit_of_the_roster_is_an_error(folder: Path, tmp_path: Path) -> None:
    """Somebody else's returns: exit 2, and nothing is issued."""
    given = write_inbox(tmp_path / "last", [("z.xlsx", last_years("Z"))])
    done = run("template", "--round", folder, "--previous", given)
    assert (done.code, outbox(folder)) == (2, {})
    assert "没有名册中任何单位的上年数字" in done.err


def test_a_damaged_register_stops_before_anything_is_written(folder: Path) -> None:
    """The register is named with the line that is wrong."""
    (folder / "issues.jsonl").write_text('{"unit": "A"}\n', encoding="utf-8")
    done = run("template", "--round", folder)
    assert (done.code, outbox(folder)) == (2, {})
    assert "issues.jsonl: 第 1 行 (line 1)" in done.err


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("year = 2026", "year = 2020", "2020"),
        ('region = "某县"', 'region = ""', "region"),
        ('form = "gkbg-2021"', 'form = "none"', "none"),
    ],
)
def test_settings_that_cannot_be_used_stop_it(folder: Path, old: str, new: str, told: str) -> None:
    """A year before the form, no region, no such form: exit 2, nothing issued."""
    path = folder / "xlreport.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    done = run("template", "--round", folder)
    assert (done.code, outbox(folder)) == (2, {})
    assert told in done.err


def test_a_roster_without_a_unit_in_scope_is_told(folder: Path) -> None:
    """Nothing to issue is an error, not a quiet success."""
    (folder / "roster.csv").write_text("code,name,kind,in_scope,reason\nD,丁,other,no,撤销\n", encoding="utf-8")
    done = run("template", "--round", folder)
    assert done.code == 2
    assert "没有须自己报送的单位" in done.err


CODES = st.from_regex(r"\A[0-9A-Za-z][0-9A-Za-z-]{0,19}\Z").filter(lambda code: len(code) != 18)
PRINTED = st.characters(min_codepoint=0x20, max_codepoint=0xFFFD, exclude_categories=("Cs", "Cc"))
NAMES = st.text(st.one_of(PRINTED, st.sampled_from('局镇/\\:*?"<>|[].&_ ')), min_size=1, max_size=90).filter(str.strip)
UNITS = st.lists(
    st.tuples(CODES, NAMES, st.sampled_from(sorted(FORM.units.words)), st.booleans()),
    min_size=1,
    max_size=4,
    unique_by=lambda row: row[0].casefold(),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(rows=UNITS)
def test_every_unit_in_scope_gets_exactly_one_workbook(rows: list[tuple[str, str, str, bool]]) -> None:
    """Whatever the names: one file a unit, none a whole area, named for Windows, with the unit's own identity."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
            lines = [(code, name, kind, "", "yes" if asked else "no", "撤销", "") for code, name, kind, asked in rows]
            csv.writer(file).writerows([tuple(headers_of(FORM.units)), *lines])
        roster = read_roster(folder / "roster.csv", FORM.units)
        asked = {unit.code: unit for unit in roster.units if unit.in_scope and not unit.is_area}
        if not asked:
            with pytest.raises(RoundError):
                issue(folder, LAYOUT, SETTINGS, roster.units, today=date(2026, 12, 1))
            return
        done = issue(folder, LAYOUT, SETTINGS, roster.units, today=date(2026, 12, 1))
        assert done.count == len(asked)
        paths = list((folder / "outbox").iterdir())
        assert not any(set(path.name) & set('<>:"/\\|?*') for path in paths)
        read = [read_submission(path, LAYOUT).identity for path in paths]
        said = {each.unit_code: (each.unit_name, each.unit_kind, each.region, each.year) for each in read}
        assert len(read) == len(said)
        assert said == {code: (unit.name, unit.kind, "某县", "2026") for code, unit in asked.items()}
        register = read_register(folder)
        assert {each.unit: each.issue for each in register.issues} == {each.unit_code: each.issue for each in read}


def test_the_day_is_in_the_register_and_not_in_the_workbook(tmp_path: Path) -> None:
    """Issued on another day into another folder: the same bytes, another day."""
    units = read_roster(_written(tmp_path / "roster.csv"), FORM.units).units
    days = (date(2026, 11, 1), date(2026, 12, 24))
    for day in days:
        (tmp_path / str(day) / "outbox").mkdir(parents=True)
        issue(tmp_path / str(day), LAYOUT, SETTINGS, units, today=day)
    assert outbox(tmp_path / str(days[0])) == outbox(tmp_path / str(days[1]))
    assert [read_register(tmp_path / str(day)).issues[0].issued for day in days] == list(days)


def _written(path: Path) -> Path:
    path.write_text(ROSTER, encoding="utf-8")
    return path


def test_a_workbook_says_until_when_and_whom_to_ask(tmp_path: Path) -> None:
    """What the round's settings say of the day and the office stands on 封面, and is no content of a clerk's."""
    folder = round_in(tmp_path / "round")
    settings = folder / "xlreport.toml"
    text = settings.read_text(encoding="utf-8").replace(
        "[contact]", '[contact]\nperson = "王某某"\nphone = "0000-1234567"'
    )
    settings.write_text(re.sub(r"(?m)^deadline =.*$", "deadline = 2027-01-20", text), encoding="utf-8")
    assert run("template", "--round", folder).code == 0
    path = folder / "outbox" / "A-A 单位.xlsx"
    cover = openpyxl.load_workbook(path)[LAYOUT.cover.name]
    said = cover.cell(LAYOUT.notice.row + 1, LAYOUT.notice.column + 1).value
    assert said == "报送截止日期：2027年1月20日　联系人：王某某　电话：0000-1234567"
    assert not read_submission(path, LAYOUT).extra_cells


def test_workbook_made_with_o_is_as_before(tmp_path: Path) -> None:
    """`template -o` writes what a round issues for the same identity, and says the file on standard error."""
    path = tmp_path / "x.xlsx"
    words = (
        "--unit-code",
        "A",
        "--unit-name",
        "A 单位",
        "--unit-kind",
        "government",
        "--region",
        "某县",
        "--year",
        "2026",
    )
    done = run("template", "-o", path, *words)
    assert (done.code, done.out, done.err.partition("下一步：")[0]) == (0, "", f"{path}\n")
    folder = round_in(tmp_path / "round")
    settings = folder / "xlreport.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("\ndeadline =", "\n# deadline ="), encoding="utf-8"
    )
    run("template", "--round", folder)
    assert path.read_bytes() == outbox(folder)["A-A 单位.xlsx"]


def test_the_workbooks_do_not_depend_on_the_number_of_processes(folder: Path, tmp_path: Path) -> None:
    """Issued with one process, and in a copy of the round with two: the same files, the same register."""
    other = tmp_path / "again"
    shutil.copytree(folder, other)
    for place, jobs in ((folder, 1), (other, 2)):
        assert run("template", "--round", place, "--jobs", str(jobs)).code == 0
    issued = [{path.name: path.read_bytes() for path in (each / "outbox").iterdir()} for each in (folder, other)]
    assert len(issued[0]) == 3
    assert issued[0] == issued[1]
    assert read_register(folder) == read_register(other)


def test_a_process_that_dies_costs_no_workbook(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The unit's workbook is made once more by who waits for it."""
    here, real = os.getpid(), Series.workbook

    def deadly(series: Series, identity: Identity, *rest: Any) -> bytes:
        if os.getpid() != here and identity.unit_code == "B":
            os.kill(os.getpid(), signal.SIGKILL)
        return real(series, identity, *rest)

    monkeypatch.setattr(Series, "workbook", deadly)
    units = read_roster(folder / "roster.csv", FORM.units).units
    done = issue(folder, LAYOUT, SETTINGS, units, today=date(2026, 11, 1), crew=Processes(2))
    assert [name[0] for name in done.written] == ["A", "B", "C"]
