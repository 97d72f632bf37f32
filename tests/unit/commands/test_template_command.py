"""`xlreport template`: the blank workbook, with or without a unit, or one clear error."""

from pathlib import Path

import pytest

from filled import FORM, LAYOUT
from running import run
from xlreport.reading import read_submission
from xlreport.submissions import State

UNIT = (
    "--unit-code",
    "X-1",
    "--unit-name",
    "某局",
    "--unit-kind",
    "department",
    "--region",
    "某县",
    "--year",
    "2025",
)


def test_a_blank_workbook(tmp_path: Path) -> None:
    """It is written where asked for, its path told on standard error only."""
    path = tmp_path / "空白.xlsx"
    said = run("template", "-o", path)
    assert (said.code, said.out) == (0, "")
    assert "空白.xlsx" in said.err
    submission = read_submission(path, LAYOUT)
    typed = [each for each in submission.entries.values() if each.field not in FORM.computed]
    assert {each.state for each in typed} == {State.BLANK}


def test_a_workbook_of_a_unit(tmp_path: Path) -> None:
    """Unit and year stand in the manifest and, locked, on the cover."""
    path = tmp_path / "a.xlsx"
    assert run("template", "-o", path, *UNIT).code == 0
    submission = read_submission(path, LAYOUT)
    assert (submission.identity.unit_code, submission.identity.year) == ("X-1", "2025")
    assert submission.text("cover.unit_kind") == "department"
    assert submission.entry("cover.unit_code").locked is True
    assert submission.entry("cover.contact").locked is False


def test_the_same_bytes(tmp_path: Path) -> None:
    """Asked twice, the same workbook."""
    for name in ("a.xlsx", "b.xlsx"):
        run("template", "-o", tmp_path / name, *UNIT)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--unit-kind", "departement"), "department"),
        (("--year", "1999"), "1999"),
        (("--form", "gkbg-2012"), "gkbg-2021"),
        (("--year", "soon"), "--year"),
    ],
)
def test_errors(arguments: tuple[str, ...], named: str, tmp_path: Path) -> None:
    """An unknown kind, year or form is named, the nearest right word too; nothing is written."""
    said = run("template", "-o", tmp_path / "a.xlsx", *arguments)
    assert (said.code, said.out) == (2, "")
    assert named in said.err
    assert list(tmp_path.iterdir()) == []


def test_without_a_target() -> None:
    """Where to write must be said."""
    assert run("template").code == 2
