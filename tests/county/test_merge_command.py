"""`merge` and `verify` as programs: exit codes, JSON on standard output, the round's own roster and settings."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from loaded_program import run_loaded
from returns_made import answers, write_inbox
from xlreport.submissions import Value

RECEIVED, CARRIED, FEES = "requests.received.natural", "requests.carried_out.natural", "disclosure.fees.amount"
ROSTER = "code,name,kind\nA,A 单位,government\nB,B 单位,department\nC,C 单位,township\n"
SETTINGS = 'region = "某县"\nyear = 2025\nform = "gkbg-2021"\n'


def said(code: str, number: int) -> dict[str, Value]:
    """A return that is accepted."""
    return answers(code, {RECEIVED: number, CARRIED: number, FEES: number})


def program(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run xlreport as a person does."""
    return run_loaded(arguments, folder=folder)


def data(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """What was printed as JSON: standard output holds nothing else."""
    table: dict[str, Any] = json.loads(done.stdout)
    return table


@pytest.fixture
def round_folder(tmp_path: Path) -> Path:
    """A round of three units with all returns in."""
    folder = tmp_path / "round"
    figures = {"A": 1, "B": 20, "C": 300}
    write_inbox(folder / "inbox", [(f"{code}.xlsx", said(code, number)) for code, number in figures.items()])
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "xlreport.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def test_a_whole_round_is_merged_and_proven(round_folder: Path) -> None:
    """Everything in: exit 0, the sums by hand, a workbook that verify proves against the inbox."""
    merged = program("merge", round_folder / "inbox", "-o", "output/汇总.xlsx", "--json", folder=round_folder)
    assert merged.returncode == 0, merged.stderr
    table = data(merged)
    assert table["totals"][RECEIVED] == {"全县": 321, "本级": 21, "乡镇街道": 300}
    assert table["totals"][FEES] == {"全县": "321", "本级": "21", "乡镇街道": "300"}
    assert len(table["totals"]) == 200
    assert [(each["file"], each["decision"], each["unit"]["code"]) for each in table["files"]] == [
        ("A.xlsx", "counted", "A"),
        ("B.xlsx", "counted", "B"),
        ("C.xlsx", "counted", "C"),
    ]
    assert [(each["code"], each["tier"], each["state"]) for each in table["units"]] == [
        ("A", "本级", "in"),
        ("B", "本级", "in"),
        ("C", "乡镇街道", "in"),
    ]
    proven = program("verify", "output/汇总.xlsx", "inbox", "--json", folder=round_folder)
    assert (proven.returncode, data(proven)["state"], data(proven)["findings"]) == (0, "proven", [])


def test_the_folder_and_its_name_do_not_matter(round_folder: Path) -> None:
    """The same files elsewhere, named in another order, with other times, give the same bytes."""
    elsewhere = round_folder / "elsewhere"
    elsewhere.mkdir()
    for path in sorted((round_folder / "inbox").iterdir(), reverse=True):
        (elsewhere / path.name).write_bytes(path.read_bytes())
        os.utime(elsewhere / path.name, (0, 0))
    files = [elsewhere / f"{code}.xlsx" for code in "CAB"]
    assert program("merge", ".", "-o", "1.xlsx", folder=round_folder).returncode == 0
    done = program("merge", *files, "-o", "2.xlsx", "--roster", "roster.csv", folder=round_folder)
    assert done.returncode == 0, done.stdout
    assert (round_folder / "1.xlsx").read_bytes() == (round_folder / "2.xlsx").read_bytes()


def test_what_is_left_out_gives_exit_1_and_is_told(round_folder: Path) -> None:
    """A return gone, a stranger, a lock file: the workbook is written all the same, each is listed."""
    (round_folder / "inbox" / "B.xlsx").unlink()
    (round_folder / "inbox" / "~$A.xlsx").write_bytes(b"x")
    (round_folder / "inbox" / "x.xlsx").write_bytes(b"no workbook")
    done = program("merge", "inbox", "-o", "汇总.xlsx", "--json", folder=round_folder)
    assert done.returncode == 1
    table = data(done)
    assert {each["file"]: each["decision"] for each in table["files"]} == {
        "A.xlsx": "counted",
        "C.xlsx": "counted",
        "x.xlsx": "unreadable",
        "~$A.xlsx": "skipped",
    }
    assert {"M01", "M18"} <= {each["code"] for each in table["findings"]}
    assert (round_folder / "汇总.xlsx").is_file()
    told = program("merge", "inbox", "-o", "汇总.xlsx", "--lang", "en", folder=round_folder)
    assert "B 单位 (B) has submitted nothing." in told.stdout
    assert program("verify", "汇总.xlsx", "inbox", folder=round_folder).returncode == 0


def test_what_keeps_merge_from_its_work_gives_exit_2(round_folder: Path) -> None:
    """No such folder, a wrong roster, a target that cannot be written: one message, nothing written."""
    assert program("merge", "gone", "-o", "汇总.xlsx", folder=round_folder).returncode == 2
    (round_folder / "roster.csv").write_text("code,name,kind\nA,,department\n", encoding="utf-8")
    done = program("merge", "inbox", "-o", "汇总.xlsx", folder=round_folder)
    assert done.returncode == 2
    assert "roster.csv" in done.stderr
    assert done.stdout == ""
    assert not (round_folder / "汇总.xlsx").exists()


def test_a_difference_gives_exit_1(round_folder: Path) -> None:
    """A return exchanged after the merge: verify says so in plain text and in JSON."""
    assert program("merge", "inbox", "-o", "汇总.xlsx", folder=round_folder).returncode == 0
    write_inbox(round_folder / "inbox", [("B.xlsx", said("B", 21))])
    done = program("verify", "汇总.xlsx", "inbox", folder=round_folder)
    assert done.returncode == 1
    assert "V21" in done.stdout
    assert "为 21，明细为 20" in done.stdout
    table = data(program("verify", "汇总.xlsx", "inbox", "--json", folder=round_folder))
    assert table["state"] == "differs"
    words = {"code", "severity", "sheet", "cell", "field", "found", "expected", "message", "advice"}
    assert words <= set(table["findings"][0])
    assert program("verify", "汇总.xlsx", folder=round_folder).returncode == 0
