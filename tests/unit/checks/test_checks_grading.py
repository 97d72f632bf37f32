"""One word for how whole a file is, and the cause named where cells were cut and pasted."""

from dataclasses import replace
from pathlib import Path

import pytest

from corruption import CORRUPTIONS
from examining import good
from filled import LAYOUT, filled
from xlreport.checks.grading import NAMES, Integrity, integrity
from xlreport.checks.workbook.total_cells import moved_by_cut
from xlreport.office.taking_in.intake import receive
from xlreport.rulebooks import check


def grade_of(folder: Path, content: bytes) -> Integrity:
    """The grade of a file."""
    path = folder / "return.xlsx"
    path.write_bytes(content)
    received = receive(path, LAYOUT)
    return integrity(received.submission, received.findings)


def test_a_good_file_is_intact(tmp_path: Path) -> None:
    """As Excel saves it."""
    assert grade_of(tmp_path, filled("county-ZRZ").content) is Integrity.INTACT


@pytest.mark.parametrize("program", ["WPS 表格", "LibreOffice/7.4.7.2$Linux", "", "Numbers"])
def test_another_program_is_named_and_benign(program: str) -> None:
    """WPS, LibreOffice, Numbers, Google and libraries: saved by another program, and no more than that."""
    submission = replace(good(), program=program)
    assert integrity(submission, check(submission, LAYOUT)) is Integrity.RESAVED


def test_each_grade_is_given_to_some_corruption(tmp_path: Path) -> None:
    """Which grade each of them may have is asserted where they are all taken in; here as many as show every grade."""
    seen, told = {Integrity.RESAVED}, set()
    for corruption in CORRUPTIONS:
        if seen == {*Integrity}:
            return
        if corruption.told not in told:
            told.add(corruption.told)
            seen.add(grade_of(tmp_path, corruption.change(filled("county-ZRZ"))))
    assert seen == {*Integrity}


def test_every_grade_has_a_name() -> None:
    """In both languages."""
    assert NAMES.keys() == {*Integrity}


@pytest.mark.parametrize(
    ("expected", "found", "said"),
    [
        ("SUM(D8:D10)", "SUM(D8:D11)", "剪切"),
        ("SUM(D8,D9)", "SUM(D8,H9)", "剪切"),
        ("SUM(D8:D10)", "SUM(#REF!)", "#REF!"),
        ("SUM(D8:D10)", "SUM(D8:D10)+1", ""),
        ("SUM(D8:D10)", "", ""),
    ],
)
def test_cells_moved_by_cut(expected: str, found: str, said: str) -> None:
    """A formula that differs in its references only was moved by cut and paste; one that was rewritten was not."""
    hints = "".join(hint.zh for hint in moved_by_cut(expected, found))
    assert (said in hints) if said else hints == ""
