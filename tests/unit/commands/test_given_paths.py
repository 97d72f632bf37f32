"""A path is printed as it was given, whatever the command: whoever stands in a round sees no folder above it."""

from pathlib import Path

import openpyxl
import pytest

from returns_made import FORM, answers, write_inbox
from running import run
from xlreport.office.round_folder import round_beside
from xlreport.rounds import round_of

SETTINGS = f'region = "某县"\nyear = 2025\nform = "{FORM.id}"\n'
BOOK = "output/某县2025汇总.xlsx"
LINES = (
    ("template",),
    ("validate", "inbox"),
    ("validate", "inbox/A.xlsx"),
    ("merge",),
    ("verify", BOOK, "."),
    ("status",),
    ("letters", "--on", "2026-02-05"),
    ("publish", "--html"),
    ("publish", "inbox/A.xlsx", "--html"),
    ("bundle", "-o", "all.zip"),
    ("export", BOOK, "--csv", "all.csv"),
    ("migrate", ".", "-o", "new"),
    (
        "template",
        "-o",
        "blank.xlsx",
        "--unit-name",
        "某县人民政府",
        "--unit-kind",
        "政府",
        "--region",
        "某县",
        "--year",
        "2025",
    ),
    ("fill", "blank.xlsx", BOOK, "-o", "own.xlsx"),
)


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A round of two units in a folder to stand in, one of them handed in."""
    folder = tmp_path / "county"
    write_inbox(folder / "inbox", [("A.xlsx", answers("A"))])
    (folder / "roster.csv").write_text("code,name,kind\nA,A 单位,department\nB,B 单位,department\n", encoding="utf-8")
    (folder / "xlreport.toml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def test_who_stands_in_a_round_sees_nothing_above_it(county: Path) -> None:
    """Every command that prints places, on both outputs."""
    for line in LINES:
        said = run(*line)
        assert said.code < 2, said.err
        assert str(county.parent) not in said.out + said.err, line


def test_a_round_is_written_as_it_was_given(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From beside it, by its inbox, by one of its files, from within its inbox, and by a whole path."""
    monkeypatch.chdir(county.parent)
    assert "county/output/公布/" in run("publish", "county/inbox/A.xlsx", "--html", "-o", "county/output/公布").err
    assert BOOK in run("merge", "county/inbox").out
    assert f"county/{BOOK}" in run("merge", "county/inbox").out
    assert str(county / BOOK) in run("merge", county).out
    assert round_beside([Path("county/inbox/A.xlsx"), county]) == Path("county")
    monkeypatch.chdir(county / "inbox")
    assert round_of(Path()) == Path("..")
    assert round_beside([Path()]) == Path("..")


def test_an_inbox_that_is_a_link_belongs_where_it_leads(county: Path, tmp_path: Path) -> None:
    """The round is the one above the folder that holds the files, not the one above the link."""
    link = tmp_path / "elsewhere" / "inbox"
    link.parent.mkdir()
    link.symlink_to(county / "inbox", target_is_directory=True)
    assert round_of(link) == county


def test_the_workbook_of_the_status_is_called_after_the_round(county: Path) -> None:
    """Its title says whose, of which year and of which day, not what somebody called the folder; in either language."""
    for language, title in (
        ("zh", "某县2025年政府信息公开工作年度报告报送情况（2026-02-05）"),
        ("en", "某县 2025 政府信息公开工作年度报告: status of 2026-02-05"),
    ):
        out = county.parent / f"{language}.xlsx"
        assert run("status", "--on", "2026-02-05", "--xlsx", out, "--lang", language).code == 1
        assert openpyxl.load_workbook(out).worksheets[0]["A1"].value == title
