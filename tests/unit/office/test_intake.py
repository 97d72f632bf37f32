"""One file taken in: read, checked, judged; a file that cannot be read is a finding, a path that is none an error."""

import hashlib
from pathlib import Path

import pytest

from filled import LAYOUT, filled, put
from patching import typed
from xlreport.background import Background
from xlreport.errors import XlreportError
from xlreport.office.intake import receive
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
        ({REC: "371"}, "accepted"),
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


def test_a_path_that_is_no_file(tmp_path: Path) -> None:
    """A missing file is an error that names the path, not a finding."""
    with pytest.raises(XlreportError, match=r"none\.xlsx"):
        receive(tmp_path / "none.xlsx", LAYOUT)
