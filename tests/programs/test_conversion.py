"""Old formats are converted where LibreOffice is, and marked so, never silently; where it is not the way is named."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from conftest import SaveAs
from filled import LAYOUT, filled, totalled
from patching import remove_sheet
from running import run
from xlreport import libreoffice
from xlreport.layout import MANIFEST_SHEET
from xlreport.office.taking_in.intake import receive
from xlreport.office.taking_in.last_year_files import claims_of

GIVEN = filled("county-ZRZ")
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BENIGN = {"I29", "I20", "I33"}
"""Converted; names that LibreOffice writes into no .xls; totals saved without a result."""


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, saved_as: SaveAs) -> dict[str, Path]:
    """The county's largest return as .xls and as .ods, the first under the ending of WPS."""
    folder = tmp_path_factory.mktemp("saved")
    source = folder / "return.xlsx"
    source.write_bytes(GIVEN.content)
    xls = saved_as("xls", source, folder / "out")
    return {"xls": xls.rename(folder / "return.et"), "ods": saved_as("ods", source, folder / "out")}


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_every_value_survives_and_it_is_said(kind: str, saved: dict[str, Path]) -> None:
    """All values and the manifest; a note says it was converted; the digest is the file's own."""
    before = saved[kind].read_bytes()
    received = receive(saved[kind], LAYOUT)
    says = received.submission
    assert says is not None
    assert says.values() == totalled(GIVEN.values)
    assert (says.converted, says.has_manifest) == (kind, True)
    assert all(each.by_label == each.by_manifest for each in says.moved)
    assert received.sha256 == hashlib.sha256(before).hexdigest()
    assert saved[kind].read_bytes() == before
    assert {each.code for each in received.findings} <= _BENIGN
    assert f".{kind}" in next(each for each in received.findings if each.code == "I29").message.zh
    assert received.state == "accepted"


def test_merge_counts_it_and_verify_proves_it(saved: dict[str, Path], tmp_path: Path) -> None:
    """A return as .et in an inbox is counted under its own name and digest, and proven cell by cell."""
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "局.et").write_bytes(saved["xls"].read_bytes())
    said = run("merge", inbox, "-o", tmp_path / "all.xlsx", "--json")
    assert [(each["file"], each["decision"]) for each in said.table["files"]] == [("局.et", "counted")]
    assert "I29" in {each["code"] for each in said.table["findings"]}
    assert run("verify", tmp_path / "all.xlsx", inbox).code == 0


def test_migrate_reads_it(saved: dict[str, Path], tmp_path: Path) -> None:
    """The answers of an .xls are poured into a fresh workbook."""
    assert run("migrate", saved["xls"], "-o", tmp_path / "new.xlsx").code == 0
    fresh = receive(tmp_path / "new.xlsx", LAYOUT).submission
    assert fresh is not None
    assert fresh.values() == totalled(GIVEN.values)


def test_last_years_return_may_be_one(saved: dict[str, Path], tmp_path: Path) -> None:
    """Its figures are those of the .xlsx that it was saved from, and nothing is said against it."""
    (tmp_path / "return.xlsx").write_bytes(GIVEN.content)
    (of_old,) = claims_of("return.et", saved["xls"], LAYOUT)
    (of_new,) = claims_of("return.xlsx", tmp_path / "return.xlsx", LAYOUT)
    assert (of_old.said, of_old.code, of_old.trouble) == (of_new.said, of_new.code, None)


def _old(folder: Path) -> Path:
    """A file with the beginning and the stream of an old workbook, which nothing can convert."""
    name = "Workbook\0".encode("utf-16-le")
    entry = name.ljust(64, b"\0") + len(name).to_bytes(2, "little")
    path = folder / "旧.xls"
    path.write_bytes(_OLE2.ljust(512, b"\0") + entry.ljust(128, b"\0"))
    return path


def test_without_libreoffice_the_refusal_names_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The office is told one line that converts it, in both languages; nothing is read."""
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    received = receive(_old(tmp_path), LAYOUT)
    assert ([each.code for each in received.findings], received.state) == (["I02"], "unreadable")
    office = received.findings[0].office
    for way in (office.zh, office.en, run("validate", tmp_path).out):
        assert "soffice --headless --convert-to xlsx" in way


def _program(folder: Path, script: str) -> Path:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for LibreOffice")
@pytest.mark.parametrize(("script", "why"), [("exit 3", "exit 3"), ("exit 0", "no file"), ("sleep 600", "not done")])
def test_a_conversion_that_fails_is_told(
    script: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it ends badly, makes nothing or never ends: the file is refused with the reason."""
    monkeypatch.setattr(libreoffice, "program", lambda: str(_program(tmp_path, script)))
    monkeypatch.setattr(libreoffice, "_LONGEST", 1)
    received = receive(_old(tmp_path), LAYOUT)
    assert [each.code for each in received.findings] == ["I02"]
    assert why in received.findings[0].found


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for LibreOffice")
def test_what_it_started_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is left waiting for its own child leaves neither behind."""
    noted = tmp_path / "child"
    monkeypatch.setattr(libreoffice, "program", lambda: str(_program(tmp_path, f"sleep 600 & echo $! > {noted}; wait")))
    monkeypatch.setattr(libreoffice, "_LONGEST", 1)
    with pytest.raises(libreoffice.ConversionFailed):
        libreoffice.converted(b"x", "xls", "xlsx")
    child = int(noted.read_text(encoding="ascii"))
    assert not _lives(child)


def _lives(process: int) -> bool:
    """Tell whether a process still runs; one that was just killed is given a moment to be taken away."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except OSError:
            return False
        if state == "Z":
            return False
        time.sleep(0.05)
    return True


def test_a_bare_old_file_of_another_form_is_told(saved_as: SaveAs, tmp_path: Path) -> None:
    """What is converted goes through the same gate: a workbook of nobody's form is I11 all the same."""
    source = tmp_path / "own.xlsx"
    source.write_bytes(remove_sheet(GIVEN.content, MANIFEST_SHEET))
    received = receive(saved_as("ods", source, tmp_path / "out"), LAYOUT)
    assert {"I26", "I29"} <= {each.code for each in received.findings}
