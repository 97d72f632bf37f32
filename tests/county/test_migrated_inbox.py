"""A whole inbox of an earlier edition carried over within a season: each file told, nothing given or edited lost."""

import json
import os
import shutil
import signal
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from archives_made import packed
from filled import LAYOUT, filled
from patching import patch_cell, patch_cells, typed
from running import Said, run
from xlreport import migrate_inbox, receive
from xlreport.errors import XlreportError
from xlreport.layout import MANIFEST_SHEET
from xlreport.manifest import signed
from xlreport.office.sending_out import migrated_inboxes
from xlreport.office.sending_out.migration import recast
from xlreport.reading import recover
from xlreport.rounds import Issue, Register, read_key, write_register

EDITIONS = Path(__file__).parents[1] / "unit" / "commands" / "editions"
THIRD = EDITIONS / "gkbg-2021-3.xlsx"
UNIT = "230381-ZRZ"
ROSTER = f"code,name,kind\n{UNIT},虎林市自然资源局,department\n"
TODAY = filled("county-ZRZ").content
FATES = {"三版.xlsx": "migrated", "压缩.zip/一版.xlsx": "migrated", "下级/三版.xlsx": "migrated"}
OTHERS = {"今天.xlsx": "current", "坏.xlsx": "failed"}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Three returns of earlier editions, one in an archive and two of one name, one of today, a broken one, a note."""
    place = tmp_path / "收件"
    (place / "下级").mkdir(parents=True)
    shutil.copy(THIRD, place / "三版.xlsx")
    shutil.copy(THIRD, place / "下级" / "三版.xlsx")
    (place / "压缩.zip").write_bytes(packed({"一版.xlsx": (EDITIONS / "gkbg-2021-1.xlsx").read_bytes()}))
    (place / "今天.xlsx").write_bytes(TODAY)
    (place / "坏.xlsx").write_bytes(b"broken")
    (place / "说明.txt").write_text("x", encoding="utf-8")
    return place


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fates(said: Said) -> dict[str, str]:
    """What became of each file, as the JSON has it."""
    return {each["file"]: each["fate"] for each in said.table["files"]}


def test_each_file_is_carried_left_alone_or_named(inbox: Path, tmp_path: Path) -> None:
    """Those of earlier editions are returns of today in the folder, the others are told; the inbox stays as it was."""
    before, new = contents(inbox), tmp_path / "转好的"
    said = run("migrate", inbox, "-o", new, "--json")
    assert (said.code, fates(said)) == (2, {**FATES, **OTHERS})
    assert contents(inbox) == before
    assert said.table["summary"] == Counter({**FATES, **OTHERS}.values())
    assert [each["file"] for each in said.table["skipped"]] == ["说明.txt"]
    assert sorted(contents(new)) == ["一版.xlsx", "三版 (2).xlsx", "三版.xlsx"]
    for each in said.table["files"]:
        if each["output"]:
            read = receive(Path(each["output"]), LAYOUT).submission
            assert read is not None
            assert read.identity.edition == LAYOUT.form.edition
            assert len(each["lines"]) == each["summary"]["carried"] > 200


def test_for_people_a_line_a_file_and_one_that_counts(inbox: Path, tmp_path: Path) -> None:
    """In either language; what comes next is said."""
    zh = run("migrate", inbox, "-o", tmp_path / "a")
    en = run("migrate", inbox, "-o", tmp_path / "b", "--lang", "en")
    lines = zh.out.splitlines()
    words = {"migrated": "已转", "current": "不用转", "failed": "没能转"}
    told = {file: fate for fate, file in (line.split("  ")[:2] for line in lines[:5])}
    assert told == {file: words[fate] for file, fate in {**FATES, **OTHERS}.items()}
    assert lines[-1] == "共 5 个文件：已转 3，不用转 1，没能转 1"
    assert en.out.splitlines()[-1] == "5 files: migrated 3, current 1, failed 1"
    assert "xlreport validate" in zh.err
    assert "xlreport validate" in en.err


def test_again_it_writes_the_same_and_leaves_what_a_person_changed(inbox: Path, tmp_path: Path) -> None:
    """An edited one is named and stays, a missing one is written anew; only --force gives up the edited one."""
    new = tmp_path / "转好的"
    run("migrate", inbox, "-o", new)
    made = contents(new)
    assert run("migrate", inbox, "-o", new).code == 2
    assert contents(new) == made
    edited = patch_cell(made["三版.xlsx"], "三 依申请公开", "D7", value=5)
    (new / "三版.xlsx").write_bytes(edited)
    (new / "一版.xlsx").unlink()
    said = run("migrate", inbox, "-o", new, "--json")
    assert fates(said) == {**FATES, **OTHERS, "三版.xlsx": "failed"}
    assert "--force" in next(each["why"] for each in said.table["files"] if each["file"] == "三版.xlsx")
    assert contents(new) == {**made, "三版.xlsx": edited}
    assert fates(run("migrate", inbox, "-o", new, "--force", "--json")) == {**FATES, **OTHERS}
    assert contents(new) == made


def test_the_exit_code_is_the_worst(tmp_path: Path) -> None:
    """0 where all is carried or of today, 1 where something in a file was not."""
    (tmp_path / "a").mkdir()
    shutil.copy(THIRD, tmp_path / "a" / "三版.xlsx")
    (tmp_path / "a" / "今天.xlsx").write_bytes(TODAY)
    assert run("migrate", tmp_path / "a", "-o", tmp_path / "b").code == 0
    more = patch_cells(THIRD.read_bytes(), {"三 依申请公开": {"M40": typed("备注")}})
    (tmp_path / "a" / "多.xlsx").write_bytes(more)
    said = run("migrate", *sorted((tmp_path / "a").iterdir()), "-o", tmp_path / "c")
    assert said.code == 1
    assert "    未转入  三 依申请公开!M40" in said.out


def test_one_into_a_folder_that_is_there(tmp_path: Path) -> None:
    """One file into a folder is called as it was."""
    assert run("migrate", THIRD, "-o", tmp_path).code == 0
    assert list(contents(tmp_path)) == [THIRD.name]


def test_a_folder_that_cannot_be_written_to_is_refused_at_once(inbox: Path, tmp_path: Path) -> None:
    """A file, a folder in a folder that is not there, and one in which the inbox lies; nothing is written."""
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    (tmp_path / "空").mkdir()
    before = contents(tmp_path)
    for output in ("文件", "没有/里面", ".", "收件"):
        assert run("migrate", inbox, "-o", tmp_path / output).code == 2
    assert run("migrate", tmp_path / "空", "-o", tmp_path / "x").code == 2
    assert contents(tmp_path) == before


def test_what_lies_in_the_folder_already_is_not_read(inbox: Path) -> None:
    """A folder within the inbox does: what was written is no further file of it."""
    first = run("migrate", inbox, "-o", inbox / "转好的", "--json")
    assert fates(run("migrate", inbox, "-o", inbox / "转好的", "--json")) == fates(first)


def test_a_fault_of_the_tool_is_told_at_its_file(inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are carried."""

    def faulty(*given: object) -> object:
        if given[-1] == "三版.xlsx":
            raise ZeroDivisionError
        return recast(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(migrated_inboxes, "recast", faulty)
    assert fates(run("migrate", inbox, "-o", tmp_path / "a", "--json")) == {**FATES, **OTHERS, "三版.xlsx": "failed"}


def test_several_processes_carry_the_same(inbox: Path, tmp_path: Path) -> None:
    """The same workbooks and the same report, in the order of the files, however many there are."""
    told = []
    for jobs in ("1", "2", "4"):
        said = run("migrate", inbox, "-o", tmp_path / jobs, "--jobs", jobs, "--json")
        told.append((said.code, said.out.replace(str(tmp_path / jobs), ""), contents(tmp_path / jobs)))
    assert told[0] == told[1] == told[2]
    assert len(told[0][2]) == len(FATES)


def test_a_process_that_is_killed_costs_its_own_file_only(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its file is told as one that could not be carried; the others are."""

    def deadly(*given: object) -> object:
        if given[-1] == "三版.xlsx":
            os.kill(os.getpid(), signal.SIGKILL)
        return recast(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(migrated_inboxes, "recast", deadly)
    said = run("migrate", inbox, "-o", tmp_path / "a", "--jobs", "2", "--json")
    assert fates(said) == {**FATES, **OTHERS, "三版.xlsx": "failed"}
    assert sorted(contents(tmp_path / "a")) == ["一版.xlsx", "三版 (2).xlsx"]


def a_round(folder: Path, *, sign: bool) -> Path:
    """A round that was begun with edition 3: issued, registered, handed in."""
    batch = folder / "虎林2025"
    assert run("init", batch, "--region", "虎林市", "--year", "2025", *(["--sign"] if sign else [])).code == 0
    (batch / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (batch / "roster.xlsx").unlink()
    book, identity = THIRD.read_bytes(), recover(THIRD, LAYOUT).submission.identity
    if sign:
        book = patch_cell(book, MANIFEST_SHEET, "B10", value=signed(identity, read_key(batch)).signature)
    (batch / "inbox" / "自然资源局.xlsx").write_bytes(book)
    issue = Issue(unit=UNIT, issue=identity.issue, sha256="0" * 64, issued=date(2026, 1, 5), file="outbox/a.xlsx")
    write_register(batch, Register(issues=(issue,)))
    return batch


@pytest.mark.parametrize("sign", [False, True])
def test_a_round_begun_with_an_earlier_edition_goes_on(tmp_path: Path, *, sign: bool) -> None:
    """Every command that reads it names the way; what it writes counts in the round, signed where it has a key."""
    batch, new = a_round(tmp_path, sign=sign), tmp_path / "转好的"
    for words in (
        ("validate", batch / "inbox"),
        ("merge", batch),
        ("status", batch),
        ("watch", batch, "--seconds", "0"),
    ):
        said = run(*words)
        assert said.code == (0 if words[0] == "watch" else 1)
        assert f"xlreport migrate {batch}" in said.err
    assert run("migrate", batch, "-o", new).code == 0
    shutil.rmtree(batch / "inbox")
    shutil.copytree(new, batch / "inbox")
    said = run("merge", batch, "--json")
    assert [each["decision"] for each in said.table["files"]] == ["counted"]
    assert "xlreport migrate" not in run("merge", batch).err


def test_a_unit_is_not_written_to_for_what_the_office_can_carry(tmp_path: Path) -> None:
    """It handed in on the workbook it was issued: the office is told what to do, the unit is not sent for it."""
    batch = a_round(tmp_path, sign=False)
    (batch / "inbox" / "自然资源局.xlsx").rename(batch / "inbox" / f"{UNIT}-自然资源局.xlsx")
    said = run("letters", batch, "--on", "2026-01-20")
    assert said.code == 0
    assert said.out.splitlines()[0].startswith("未写  虎林市自然资源局  报的是旧版的表")
    assert not list((batch / "output").rglob("*.docx"))


def test_what_was_not_signed_by_the_round_is_not_signed_by_it(tmp_path: Path) -> None:
    """One with a foreign signature, or none, is carried and refused as before: I17."""
    batch = a_round(tmp_path, sign=True)
    (batch / "inbox" / "自然资源局.xlsx").write_bytes(THIRD.read_bytes())
    forged = patch_cell(THIRD.read_bytes(), MANIFEST_SHEET, "B10", value="0" * 64)
    (batch / "inbox" / "另一份.xlsx").write_bytes(forged)
    assert run("migrate", batch, "-o", tmp_path / "转好的").code == 0
    shutil.rmtree(batch / "inbox")
    shutil.copytree(tmp_path / "转好的", batch / "inbox")
    told = run("validate", batch / "inbox", "--json").table["files"]
    assert [{each["code"] for each in file["findings"]} >= {"I17"} for file in told] == [True, True]


def test_one_signed_workbook_is_signed_again(tmp_path: Path) -> None:
    """By itself too, where it lies in its round."""
    batch = a_round(tmp_path, sign=True)
    new = batch / "inbox" / "新.xlsx"
    assert run("migrate", batch / "inbox" / "自然资源局.xlsx", "-o", new).code == 0
    told = json.loads(run("validate", new, "--json").out)["files"][0]["findings"]
    assert "I17" not in {each["code"] for each in told}


def test_in_python_it_raises_and_gives_records(inbox: Path, tmp_path: Path) -> None:
    """The call behind it: a record a file; an error where there is nothing to read."""
    found = migrate_inbox([inbox], tmp_path / "a", LAYOUT)
    assert [bool(each.failure) for each in found.returns].count(True) == 1
    (tmp_path / "空").mkdir()
    with pytest.raises(XlreportError):
        migrate_inbox([tmp_path / "空"], tmp_path / "b", LAYOUT)
