"""An inbox with every bad file that units send: merge and status go through, and each file is told with its way out."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

from conftest import SaveAs
from returns_made import answers, workbook, write_inbox
from running import run

ROSTER = "code,name,kind\n" + "".join(f"U{number:02},{number:02} 局,department\n" for number in range(18))
SETTINGS = 'region = "某县"\nyear = 2025\nform = "gkbg-2021"\ndeadline = 2026-01-31\n'
CONVERTED = {"U03": "html", "U04": "csv", "U05": "pdf", "U06": "fods"}
CODES = {
    "U03": "网页",
    "U04": "CSV",
    "U05": "PDF",
    "U06": "单个 XML",
    "U07": "打开密码",
    "U08": "空文件",
    "U09": "临时文件",
    "U10": "占位文件",
    "U11": "损坏",
    "U12": "RTF",
}
NAMED = {
    "U13-表.xlsm": "另存为 .xlsx",
    "U14.csv": "另存为 .xlsx",
    "U15.xlsx.icloud": "下载到本机",
    "~$U16.xlsx": "临时文件",
}


def encrypted(content: bytes) -> bytes:
    """The workbook with a password, really encrypted."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt("密码", out)
    return out.getvalue()


MADE: dict[str, Callable[[bytes], bytes]] = {
    "U07": encrypted,
    "U08": lambda _: b"",
    "U09": lambda _: b"\x03abc" + b" " * 161,
    "U10": lambda content: bytes(len(content)),
    "U11": lambda content: content[:-100],
    "U12": lambda _: b"{\\rtf1\\ansi 1}",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, saved_as: SaveAs) -> Path:
    """A round of eighteen units: the first sent a good return, the last nothing, each other a bad file."""
    place = tmp_path_factory.mktemp("bad") / "round"
    inbox = write_inbox(place / "inbox", [("U00.xlsx", answers("U00"))])
    content = workbook(answers("U01"))
    source = place.parent / "source.xlsx"
    source.write_bytes(content)
    for code, target in CONVERTED.items():
        saved_as(target, source, place.parent / "out").rename(inbox / f"{code}.xlsx")
    for code, make in MADE.items():
        (inbox / f"{code}.xlsx").write_bytes(make(content))
    for name in NAMED:
        (inbox / name).write_bytes(b"bplist00")
    (place / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (place / "xlreport.toml").write_text(SETTINGS, encoding="utf-8")
    return place


def told(folder: Path, *options: str) -> dict[str, Any]:
    """What status says in JSON, which asks for something: exit 1."""
    said = run("status", folder, "--on", "2026-01-20", "--json", *options)
    assert said.code == 1
    table: dict[str, Any] = said.table
    return table


@pytest.mark.soffice
def test_status_knows_what_to_ask_of_whom(folder: Path) -> None:
    """Of a unit whose file could not be taken in the ask names the file, the cause and the way out."""
    units = {each["code"]: each for each in told(folder)["units"]}
    assert (units["U00"]["state"], units["U00"]["ask"]) == ("in", "")
    for code, cause in CODES.items():
        assert units[code]["state"] == "missing"
        assert f"“{code}.xlsx”" in units[code]["ask"]
        assert cause in units[code]["ask"], code
    for name, advice in NAMED.items():
        ask = units[name.removeprefix("~$")[:3]]["ask"]
        assert name in ask
        assert advice in ask
    assert units["U17"]["ask"] == "请催报"


@pytest.mark.soffice
def test_status_lists_the_files_of_no_unit(folder: Path, tmp_path: Path) -> None:
    """Each bad file once, with why, advice and the unit of its name; so in JSON, in lines and in the workbook."""
    found = told(folder, "--lang", "en")
    assert {each["file"] for each in found["files"]} == {*(f"{code}.xlsx" for code in CODES), *NAMED}
    assert found["summary"]["strays"] == len(CODES) + len(NAMED)
    assert {each["unit"] for each in found["files"]} == {f"U{number:02}" for number in range(3, 17)}
    lines = run("status", folder, "--on", "2026-01-20", "--xlsx", tmp_path / "s.xlsx").out.splitlines()
    assert sum(line.startswith("（没有归到单位的文件）") for line in lines) == len(CODES) + len(NAMED)
    assert (tmp_path / "s.xlsx").is_file()


@pytest.mark.soffice
def test_merge_goes_through(folder: Path, tmp_path: Path) -> None:
    """One return counts, each other file is told with a decision, nothing is silent; exit 1."""
    said = run("merge", folder, "-o", tmp_path / "all.xlsx", "--json")
    assert said.code == 1
    found = json.loads(said.out)
    decisions = {each["file"]: each["decision"] for each in found["files"]}
    assert [name for name, decision in decisions.items() if decision == "counted"] == ["U00.xlsx"]
    skipped = {"U08.xlsx", *NAMED}
    assert {name for name, decision in decisions.items() if decision == "skipped"} == skipped
    assert {name for name, decision in decisions.items() if decision == "unreadable"} == {
        f"{code}.xlsx" for code in CODES
    } - skipped
    assert all((each["reason"] == "") == (each["decision"] == "counted") for each in found["files"])


NAME = "长" * 83 + ".xlsx"  # 254 bytes


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder with two good returns under names of raw bytes and of full length, and what is no file at all."""
    inbox = tmp_path / "in"
    inbox.mkdir()
    for name, code in ((os.fsdecode("虎林市.xlsx".encode("gbk")), "U00"), (NAME, "U01")):
        (inbox / name).write_bytes(workbook(answers(code)))
    (inbox / "loop.xlsx").symlink_to("loop.xlsx")
    (inbox / "gone.xlsx").symlink_to("nowhere.xlsx")
    os.mkfifo(inbox / "pipe.xlsx")
    return inbox


BAD = {"loop.xlsx", "gone.xlsx", "pipe.xlsx"}


def test_validate_writes_everything_in_spite_of_them(hostile: Path, tmp_path: Path) -> None:
    """Each has its own line in each output, and the good returns theirs; the copies are written."""
    targets = {name: tmp_path / f"out.{name}" for name in ("html", "xlsx", "jsonl")}
    options = [word for name, path in targets.items() for word in (f"--{name}", path)]
    said = run("validate", hostile, "--json", "--annotate", tmp_path / "copies", *options)
    assert said.code == 1
    states = {each["file"]: each["state"] for each in said.table["files"]}
    assert states == {"虎林市.xlsx": "accepted", NAME: "accepted", **dict.fromkeys(BAD, "unreadable")}
    assert all(path.is_file() for path in targets.values())
    assert {json.loads(line)["file"] for line in targets["jsonl"].read_text(encoding="utf-8").splitlines()} == BAD
    assert len(list((tmp_path / "copies").iterdir())) == len(states) - len(BAD)


def test_merge_counts_the_rest(hostile: Path, tmp_path: Path) -> None:
    """No bad file stops the merge; verify goes through the same inbox."""
    said = run("merge", hostile, "-o", tmp_path / "all.xlsx", "--json")
    decisions = {each["file"]: each["decision"] for each in said.table["files"]}
    assert decisions == {"虎林市.xlsx": "counted", NAME: "counted", **dict.fromkeys(BAD, "unreadable")}
    assert run("verify", tmp_path / "all.xlsx", hostile).code == 0
