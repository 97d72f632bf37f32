"""One file taken in: read, checked, judged; whatever keeps it from that is a finding of that file."""

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from filled import LAYOUT, filled, put
from patching import typed
from xlreport.background import Background
from xlreport.office.taking_in.intake import receive
from xlreport.submissions import Identity
from xlreport.verdicts import VERDICT_NAMES

REC, TOTAL = "requests.received.natural", "requests.received.total"


def file_with(folder: Path, content: bytes) -> Path:
    """A file with these bytes."""
    path = folder / "某局 2025.xlsx"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "accepted"),
        ({"cover.department_head.name": "林一\u200b鸣"}, "accepted"),
        ({REC: "371"}, "accepted_with_warnings"),
        ({TOTAL: typed(417)}, "accepted_with_warnings"),
        ({REC: "3件"}, "rejected"),
    ],
)
def test_states(changes: dict[str, str], state: str, tmp_path: Path) -> None:
    """Nothing or notes: accepted; warnings: accepted with warnings; an error: rejected."""
    received = receive(file_with(tmp_path, put(filled("county-ZRZ").content, changes)), LAYOUT)
    assert received.state == state
    assert received.state in VERDICT_NAMES
    assert received.submission is not None


def test_every_finding_names_its_file(tmp_path: Path) -> None:
    """The file's name, never its folder."""
    received = receive(file_with(tmp_path, put(filled("county-ZRZ").content, {REC: "3件"})), LAYOUT)
    assert received.findings
    assert {each.file for each in received.findings} == {"某局 2025.xlsx"} == {received.file}


def test_an_unreadable_file(tmp_path: Path) -> None:
    """It has a digest, one finding and no submission."""
    received = receive(file_with(tmp_path, b"PK\x03\x04 half a file"), LAYOUT)
    assert (received.state, received.submission) == ("unreadable", None)
    assert received.sha256 == hashlib.sha256(b"PK\x03\x04 half a file").hexdigest()
    assert [each.file for each in received.findings] == ["某局 2025.xlsx"]


def test_what_was_asked_for(tmp_path: Path) -> None:
    """The year asked for is held against the cover's."""
    path = file_with(tmp_path, filled("county-ZRZ").content)
    assert receive(path, LAYOUT, Background(expected=Identity(year="2025"))).state == "accepted"
    assert [each.code for each in receive(path, LAYOUT, Background(expected=Identity(year="2024"))).findings] == ["I16"]


def _gone(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere.xlsx"))


def _circle(path: Path) -> None:
    path.symlink_to(path)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "why"),
    [(_gone, "失效的链接"), (_circle, "指向了自己"), (_pipe, "不是普通文件"), (_folder, "不是普通文件")],
    ids=["link to nothing", "link to itself", "pipe", "folder"],
)
def test_what_cannot_be_opened_is_told_at_its_file(make: Callable[[Path], None], why: str, tmp_path: Path) -> None:
    """A finding of its own says why, and nothing waits for it."""
    path = tmp_path / "某局.xlsx"
    make(path)
    received = receive(path, LAYOUT)
    assert (received.state, received.sha256, received.submission) == ("unreadable", "", None)
    assert [(each.code, each.file) for each in received.findings] == [("I27", "某局.xlsx")]
    assert why in received.findings[0].message.zh


def test_a_file_that_is_closed_to_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the system says of a file is its finding."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    path = file_with(tmp_path, filled("county-ZRZ").content)
    monkeypatch.setattr(Path, "open", refuse)
    received = receive(path, LAYOUT)
    assert [each.code for each in received.findings] == ["I27"]
    assert "没有读取权限" in received.findings[0].message.zh


@pytest.mark.parametrize(
    "failing", ["xlreport.office.taking_in.intake.submission_from", "xlreport.office.taking_in.intake.checked"]
)
def test_a_fault_of_this_tool_costs_one_file(failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told once, the return does not count, and where it happened is kept for the maintainers."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("x")

    path = file_with(tmp_path, filled("county-ZRZ").content)
    monkeypatch.setattr(failing, fail)
    received = receive(path, LAYOUT)
    assert [each.code for each in received.findings] == ["I28"]
    assert "ZeroDivisionError" in received.findings[0].found
    assert received.state == "unreadable"
    kept = Path(received.details)
    assert "ZeroDivisionError" in kept.read_text(encoding="utf-8")
    kept.unlink()
    assert (received.submission is None) == failing.endswith("submission_from")


def test_a_name_of_raw_bytes_is_readable(tmp_path: Path) -> None:
    """A name in GBK, as a zip from Windows leaves it, is read as such; bytes of no encoding are escaped."""
    for raw, name in (("虎林市.xlsx".encode("gbk"), "虎林市.xlsx"), (b"\xff\xfe\x81.xlsx", "\\xff\\xfe\\x81.xlsx")):
        path = tmp_path / os.fsdecode(raw)
        path.write_bytes(filled("county-ZRZ").content)
        received = receive(path, LAYOUT)
        assert (received.file, received.state) == (name, "accepted")
        assert received.file.encode("utf-8")
