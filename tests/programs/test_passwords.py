"""Passwords: the hash as ECMA-376 says it, found again by another program, and the same bytes each time."""

import base64
import hashlib
import io
import re
import time
from pathlib import Path

import openpyxl
import pytest

from patching import parts
from running import run
from uno_driving import Drive
from xlreport.drawing import locked_by
from xlreport.errors import XlreportError
from xlreport.forms import load_form
from xlreport.layout import plan
from xlreport.manifest import identity_of
from xlreport.office.taking_in.intake import receive
from xlreport.writing import write_workbook

LAYOUT = plan(load_form())
IDENTITY = identity_of(LAYOUT, unit_name="某局", year="2025")
PASSWORD = "芝麻开门 Öffne Dich-1"  # noqa: S105  # what a test types


@pytest.fixture(scope="module")
def book() -> bytes:
    """A blank workbook with a password."""
    return write_workbook(LAYOUT, IDENTITY, {}, password=PASSWORD)


def _attributes(element: str, text: str) -> dict[str, str]:
    (found,) = re.findall(rf"<{element} ([^>]*)/>", text)
    return dict(re.findall(r'(\w+)="([^"]*)"', found))


def _spun(salt: str, password: str, spins: int) -> str:
    """Hash as the standard words it: salt and UTF-16 password first, then each round with its number behind."""
    step = hashlib.new("sha512", base64.b64decode(salt))
    step.update(b"".join(ord(each).to_bytes(2, "little") for each in password))
    for turn in range(spins):
        last, step = step.digest(), hashlib.new("sha512")
        step.update(last)
        step.update(bytes((turn & 255, turn >> 8 & 255, turn >> 16 & 255, turn >> 24)))
    return base64.b64encode(step.digest()).decode()


def test_sheets_and_structure_carry_the_hash_of_the_standard(book: bytes) -> None:
    """Every sheet and the structure have SHA-512, 100,000 rounds, a salt of 16 bytes, and the hash worked out anew."""
    members = {name: data.decode("utf-8") for name, data in parts(book).items() if name.endswith(".xml")}
    sheets = [text for name, text in members.items() if name.startswith("xl/worksheets/")]
    assert len(sheets) == len(LAYOUT.sheets) + 1
    found = [_attributes("sheetProtection", text) for text in sheets]
    structure = _attributes("workbookProtection", members["xl/workbook.xml"])
    assert structure.pop("lockStructure") == "1"
    names = ("AlgorithmName", "HashValue", "SaltValue", "SpinCount")
    said = {tuple(each[name[0].lower() + name[1:]] for name in names) for each in found}
    said.add(tuple(structure[f"workbook{name}"] for name in names))
    ((algorithm, hashed, salt, spins),) = said
    assert (algorithm, spins, len(base64.b64decode(salt))) == ("SHA-512", "100000", 16)
    assert hashed == _spun(salt, PASSWORD, 100_000)
    assert not any("password" in each for each in (*found, structure))


def test_a_password_changes_nothing_else(book: bytes) -> None:
    """With the attributes taken out, every part is that of the workbook without a password."""
    with_one, without = parts(book), parts(write_workbook(LAYOUT, IDENTITY, {}))
    attribute = re.compile(rb' (workbookA|a)lgorithmName="[^>]*?pinCount="100000"')
    assert {name: attribute.sub(b"", data) for name, data in with_one.items()} == without
    assert b"SHA-512" not in b"".join(without.values())


def test_the_same_password_gives_the_same_bytes(book: bytes) -> None:
    """The salt follows from the issue: the same again, another for another unit or another password."""
    assert write_workbook(LAYOUT, IDENTITY, {}, password=PASSWORD) == book
    first = locked_by(PASSWORD, IDENTITY.issue)
    assert locked_by(PASSWORD, "another issue").salt != first.salt
    assert locked_by("another", IDENTITY.issue).hash != first.hash


def test_one_hash_serves_a_whole_workbook() -> None:
    """With a password a workbook takes as long as one hash more, not one a sheet."""
    start = time.process_time()
    locked_by(PASSWORD, "x")
    one = time.process_time() - start
    start = time.process_time()
    write_workbook(LAYOUT, IDENTITY, {})
    plain = time.process_time() - start
    start = time.process_time()
    write_workbook(LAYOUT, IDENTITY, {}, password=PASSWORD)
    assert time.process_time() - start < 2 * plain + 4 * one


@pytest.mark.parametrize("password", ["", "长" * 256])
def test_what_no_dialogue_takes_is_refused(password: str) -> None:
    """An empty password and one of more than 255 characters are errors, not silently no password."""
    with pytest.raises(XlreportError, match="255"):
        locked_by(password, "x")


def test_the_guide_does_not_promise_secrecy(book: bytes) -> None:
    """填报说明 says the same with a password and without, true of both: it stops accidents, the office knows it."""
    guide = openpyxl.load_workbook(io.BytesIO(book))["填报说明"]
    text = "".join(str(cell.value) for row in guide.iter_rows() for cell in row if cell.value)
    assert "工作表保护只防误改，不是保密措施；设有密码的，密码由主管部门掌握。" in text


def test_the_command_sets_it(book: bytes, tmp_path: Path) -> None:
    """`xlreport template --password` writes that workbook, stamped; too long a one is an error, nothing written."""
    path = tmp_path / "a.xlsx"
    given = ("template", "-o", path, "--unit-name", "某局", "--year", "2025", "--password")
    assert run(*given, PASSWORD).code == 0
    written, expected = parts(path.read_bytes()), parts(book)
    assert b"xlreport template - " in written.pop("docProps/core.xml")
    assert expected.pop("docProps/core.xml")
    assert written == expected
    path.unlink()
    assert run(*given, "长" * 256).code == 2
    assert not path.exists()


def test_a_round_sets_it_in_every_workbook(tmp_path: Path) -> None:
    """In a round each unit's workbook has the password with a salt of its own; read back, nothing is amiss."""
    assert run("init", tmp_path / "round", "--region", "某县", "--year", "2025").code == 0
    roster = "code,name,kind\nX-1,某局,department\nX-2,某乡,township\n"
    (tmp_path / "round" / "roster.csv").write_text(roster, encoding="utf-8")
    assert run("template", "--round", tmp_path / "round", "--password", PASSWORD).code == 0
    paths = sorted((tmp_path / "round" / "outbox").glob("*.xlsx"))
    said = [
        _attributes("sheetProtection", parts(path.read_bytes())["xl/worksheets/sheet1.xml"].decode()) for path in paths
    ]
    assert len({each["saltValue"] for each in said}) == 2
    assert all(each["hashValue"] == _spun(each["saltValue"], PASSWORD, 100_000) for each in said)
    told = {finding.code for path in paths for finding in receive(path, LAYOUT).findings}
    assert told == {finding.code for finding in receive(_unlocked_twin(tmp_path), LAYOUT).findings}


def _unlocked_twin(tmp_path: Path) -> Path:
    """Write the same kind of workbook without a password."""
    path = tmp_path / "twin.xlsx"
    known = {"unit_code": "X-1", "unit_name": "某局", "unit_kind": "department", "region": "某县", "year": "2025"}
    path.write_bytes(write_workbook(LAYOUT, identity_of(LAYOUT, **known), {}))
    return path


def test_libreoffice_takes_the_right_password_only(book: bytes, driven: Drive, tmp_path: Path) -> None:
    """Each sheet comes off with the password and with nothing else; the old 16-bit hash's twins do not help."""
    path = tmp_path / "locked.xlsx"
    path.write_bytes(book)
    wrong = ("", PASSWORD.lower(), PASSWORD + " ", "xlreport", "AAABAAAAABAj")
    visits = [
        (path, [*(("unprotect", sheet.name, each) for each in wrong), ("unprotect", sheet.name, PASSWORD)])
        for sheet in LAYOUT.sheets
    ]
    assert driven(visits) == [[False] * len(wrong) + [True]] * len(LAYOUT.sheets)
