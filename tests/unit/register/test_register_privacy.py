"""What is private in a bureau's own register stays there: in no return, no finding, no data that leave it."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from registered_returns import blank_return, layout, request, rows
from running import run
from xlreport.manifest import identity_of
from xlreport.office.registers.register_making import register_workbook
from xlreport.office.registers.request_registers import ReadRegister
from xlreport.register import register_of
from xlreport.register.register_canvas import RegisterIdentity
from xlreport.writing import write_workbook

PRIVATE = {"name": "隐名甲", "contact": "联系乙", "content": "内容丙"}
UNREPORTED = {"code": "代号丁", "remark": "备注戊"}
PHONE = "13912345678"
SECRETS = (*PRIVATE.values(), *UNREPORTED.values())


def register(*requests: dict[str, str]) -> bytes:
    """A bureau's own register with these requests, all of them with what is private."""
    declared = register_of(layout().form)
    assert declared
    read = rows([each | UNREPORTED for each in requests])
    private = {line: dict(PRIVATE) for line in range(1, len(requests) + 1)}
    made = ReadRegister(file="", identity=RegisterIdentity(year=2025), rows=read.rows, private=private)
    return register_workbook(declared, made, rows=200)


def texts(content: bytes) -> str:
    """Every part of a workbook as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A register whose rows count, one of them late."""
    path = tmp_path / "台账.xlsx"
    path.write_bytes(register(request(1), request(2, answered="2025-08-20")))
    return path


def test_the_register_itself_has_them(own: Path) -> None:
    """The bureau keeps what it typed: otherwise nothing would be proved below."""
    assert all(secret in texts(own.read_bytes()) for secret in SECRETS)


@pytest.mark.parametrize("carries", [True, False], ids=["with a register", "typed tables"])
def test_nothing_private_reaches_a_return(carries: bool, own: Path, tmp_path: Path) -> None:  # noqa: FBT001
    """Poured into a return, of either kind, no word of it is in any part of the file."""
    blank, filled = tmp_path / "blank.xlsx", tmp_path / "filled.xlsx"
    plain = write_workbook(layout(), identity_of(layout(), year="2025"), {})
    blank.write_bytes(blank_return() if carries else plain)
    assert run("fill", str(blank), "--register", str(own), "-o", str(filled)).code == 0
    said = texts(filled.read_bytes())
    assert [secret for secret in SECRETS if secret in said] == []
    assert ("〔2025〕1号" in said) is carries


def test_nothing_private_reaches_a_finding(tmp_path: Path) -> None:
    """Neither on the terminal nor in the data, whatever is wrong with the rows."""
    path = tmp_path / "台账.xlsx"
    wrong = [request(1, outcome=None), request(2, received=None), request(3, answered="2025-08-20"), {}]
    path.write_bytes(register(*wrong))
    shown, data = run("register", str(path), "--as-of", "2026-01-10"), run("register", str(path), "--json")
    assert len(json.loads(data.out)["findings"]) > 3
    assert [secret for secret in SECRETS if secret in shown.out + shown.err + data.out] == []


def test_a_number_that_is_somebodys_telephone_is_not_told_on(tmp_path: Path) -> None:
    """The rule names the row by its place, not by its number."""
    path = tmp_path / "台账.xlsx"
    path.write_bytes(register(request(1) | {"number": PHONE}))
    said = run("register", str(path), "--as-of", "2026-01-10")
    assert "R17" in said.out
    assert PHONE not in said.out


def test_next_years_register_keeps_what_is_private(tmp_path: Path) -> None:
    """The bureau's own register of the next year has the open request with its name."""
    path, following = tmp_path / "台账.xlsx", tmp_path / "following.xlsx"
    path.write_bytes(register(request(1, received="2025-12-29", answered=None, outcome=None)))
    done = run("register", "-o", str(following), "--from", str(path), "--rows", "200")
    assert (done.code, "X02" in done.out) == (0, True)
    assert all(secret in texts(following.read_bytes()) for secret in PRIVATE.values())


def test_a_row_that_counts_nowhere_is_not_carried_over_unsaid(tmp_path: Path) -> None:
    """It is named, and the exit code says so."""
    path, following = tmp_path / "台账.xlsx", tmp_path / "following.xlsx"
    path.write_bytes(register(request(1), request(2, outcome=None)))
    done = run("register", "-o", str(following), "--from", str(path), "--rows", "200")
    assert (done.code, "〔2025〕2号" in done.out) == (1, True)


def test_a_return_that_carries_a_register_is_one_for_the_next_year(tmp_path: Path) -> None:
    """`--from` takes it as it takes a register of its own."""
    blank, rows_, filled, following = (tmp_path / f"{name}.xlsx" for name in ("blank", "rows", "filled", "following"))
    blank.write_bytes(blank_return())
    rows_.write_bytes(register(request(1), request(2, received="2025-12-29", answered=None, outcome=None)))
    assert run("fill", str(blank), "--register", str(rows_), "-o", str(filled)).code == 0
    assert run("register", "-o", str(following), "--from", str(filled), "--rows", "200").code == 0
    said = json.loads(run("register", str(following), "--json", "--as-of", "2026-01-05").out)
    assert [(each["number"], each["origin"]) for each in said["requests"]] == [("〔2025〕2号", "carried_in")]
