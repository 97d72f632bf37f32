"""`init`: a round folder that the next command understands, and no folder of somebody else's touched."""

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from running import run
from xlreport.commands import COMMANDS
from xlreport.errors import RoundError
from xlreport.forms import load_form
from xlreport.office.new_round import example_roster
from xlreport.office.round_folder import read_roster_file, roster_file
from xlreport.rounds import (
    Settings,
    headers_of,
    read_roster,
    read_rulings,
    read_settings,
    read_waivers,
    settings_text,
)
from xlreport.storage import new_folder

FORM = load_form()


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_round_begins_with_settings_roster_and_folders(tmp_path: Path) -> None:
    """What was said on the command line stands in xlreport.toml; outbox, inbox and output are there and empty."""
    folder = tmp_path / "deep" / "批次"
    words = ("--region", '某"县\\', "--year", "2026", "--deadline", "2027-02-15")
    done = run("init", folder, *words)
    assert (done.code, done.err) == (0, "")
    assert read_settings(folder) == Settings(region='某"县\\', year=2026, form="gkbg-2021", deadline=date(2027, 2, 15))
    assert sorted(files(folder)) == [
        *("decisions.toml", "roster.csv", "roster.xlsx", "waivers.toml", "xlreport.toml", "下一步.txt"),
    ]
    assert [sorted((folder / name).iterdir()) for name in ("outbox", "inbox", "output")] == [[], [], []]


def test_the_new_files_say_how_they_are_filled(tmp_path: Path) -> None:
    """Decisions and waivers read as none, their examples as they stand once the marks are taken off."""
    assert run("init", tmp_path, "--region", "某县", "--year", "2025").code == 0
    assert (read_rulings(tmp_path / "decisions.toml"), read_waivers(tmp_path)) == ((), ())
    for name in ("decisions.toml", "waivers.toml"):
        lines = (tmp_path / name).read_text(encoding="utf-8").splitlines()[1:]
        (tmp_path / name).write_text(
            "\n".join(line.removeprefix("# ") for line in lines if line != "#"), encoding="utf-8"
        )
    assert [each.kind for each in read_rulings(tmp_path / "decisions.toml")] == ["include", "exclude"]
    assert [each.code for each in read_waivers(tmp_path)] == ["X01"]
    guide = (tmp_path / "下一步.txt").read_text(encoding="utf-8-sig")
    assert [command for command in COMMANDS if f"xlreport {command} " in guide] == [
        *("template", "merge", "verify", "status", "letters", "watch"),
    ]


def test_what_comes_next_is_said_in_the_language_asked_for(tmp_path: Path) -> None:
    """In English the page, its name and the line that names it are English; the commands are the same."""
    done = run("init", tmp_path / "en", "--region", "某县", "--year", "2025", "--lang", "en")
    run("init", tmp_path / "zh", "--region", "某县", "--year", "2025")
    page = (tmp_path / "en" / "next-steps.txt").read_text(encoding="utf-8-sig")
    same = (tmp_path / "zh" / "下一步.txt").read_text(encoding="utf-8-sig")
    assert "next-steps.txt" in done.out
    assert not (tmp_path / "en" / "下一步.txt").exists()
    assert re.findall(r"xlreport [a-z]+", page) == re.findall(r"xlreport [a-z]+", same)
    assert re.sub("某县|汇总", "", page).isascii()


def test_of_two_rosters_the_one_that_was_filled_in_counts(tmp_path: Path) -> None:
    """The example list beside it is no second roster; two that were filled in are refused."""
    assert run("init", tmp_path, "--region", "某县", "--year", "2025").code == 0
    examples = (tmp_path / "roster.csv").read_bytes()
    assert roster_file(tmp_path).name == "roster.xlsx"
    (tmp_path / "roster.csv").write_bytes(examples.replace(b"EXAMPLE-", b"X"))
    assert roster_file(tmp_path).name == "roster.csv"
    book = load_workbook(tmp_path / "roster.xlsx")
    for row in (2, 3):
        book.worksheets[0].cell(row, 1).value = f"Y{row}"
    book.save(tmp_path / "roster.xlsx")
    with pytest.raises(RoundError, match="只能留一个"):
        roster_file(tmp_path)
    (tmp_path / "roster.csv").unlink()
    assert [unit.code for unit in read_roster_file(roster_file(tmp_path), FORM.units).units] == ["Y2", "Y3"]


def test_the_roster_workbook_offers_the_words_that_are_read(tmp_path: Path) -> None:
    """Each column with words has them as a list, and every word of a list is one the reader takes."""
    assert run("init", tmp_path, "--region", "某县", "--year", "2025").code == 0
    sheet = load_workbook(tmp_path / "roster.xlsx").worksheets[0]
    headers = [cell.value for cell in sheet[1]]
    assert headers == list(headers_of(FORM.units).values())
    lists = {
        headers[next(iter(rule.sqref.ranges)).min_col - 1]: rule.formula1.strip('"').split(",")
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    assert lists == {
        "单位类别": list(FORM.units.words.values()),
        "层级": list(FORM.units.tiers),
        "是否纳入": ["是", "否"],
        "台账": ["是", "否"],
    }
    told = {row[0].value: row[1].value for row in load_workbook(tmp_path / "roster.xlsx")["填法"].iter_rows()}
    counted = [name for name in headers if told[name].startswith("件数")]
    assert counted == [*FORM.units.published.values(), *FORM.units.listed.values()]


def test_the_roster_workbook_is_legible_on_paper(tmp_path: Path) -> None:
    """As many sheets of A4 as its columns need at two thirds of their size, each with whose line it is."""
    assert run("init", tmp_path, "--region", "某县", "--year", "2025").code == 0
    sheet = load_workbook(tmp_path / "roster.xlsx").worksheets[0]
    widths = [sheet.column_dimensions[name].width for name in map(get_column_letter, range(1, sheet.max_column + 1))]
    wide = sheet.page_setup.fitToWidth
    a_page = (sum(widths) + (wide - 1) * sum(widths[:2])) / wide
    assert (sheet.print_title_cols, sheet.print_title_rows) == ("$A:$B", "$1:$1")
    assert a_page * 2 / 3 < 125, "characters of the default letter across A4"


def test_what_is_not_said_has_a_usual_value(tmp_path: Path) -> None:
    """Without a deadline it is the 31st of January after the year; without a region the file asks for one."""
    done = run("init", tmp_path / "r", "--year", "2025")
    assert done.code == 0
    assert "region，现为空" in done.out
    assert "deadline = 2026-01-31" in (tmp_path / "r" / "xlreport.toml").read_text(encoding="utf-8")
    with pytest.raises(RoundError, match="region: ''"):
        read_settings(tmp_path / "r")


def test_what_fails_leaves_no_folder_above_it(tmp_path: Path) -> None:
    """Folders that were made on the way go again; those that were there stay, with what is in them."""

    def failing() -> None:
        with new_folder(tmp_path / "there" / "a" / "b" / "round") as place:
            (place / "roster.csv").write_bytes(b"x")
            raise OSError(28, "full")

    (tmp_path / "there").mkdir()
    with pytest.raises(OSError, match="full"):
        failing()
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]
    (tmp_path / "file").write_bytes(b"mine")
    done = run("init", tmp_path / "file" / "deep" / "round", "--region", "某县")
    assert (done.code, done.out, "deep" in done.err) == (2, "", True)
    assert files(tmp_path) == {"file": b"mine"}


def test_the_next_steps_are_said_with_their_paths(tmp_path: Path) -> None:
    """Each step names the file to open or the command to run, in the language asked for."""
    folder = tmp_path / "r"
    for language in ("zh", "en"):
        out = run("init", folder / language, "--region", "某县", "--lang", language).out
        for said in ("xlreport.toml", "roster.csv", f'xlreport template --round "{folder / language}"', "inbox"):
            assert said in out
    assert "Next" in out


def test_the_example_roster_opens_in_excel_and_has_to_be_replaced(tmp_path: Path) -> None:
    """A BOM, Chinese headers, two lines marked as examples; each of them is a fault until it is replaced."""
    content = example_roster(FORM.units)
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "单位代码,单位名称,单位类别,层级,是否纳入,原因,职权"
    assert ["示例" in line for line in lines[1:]] == [True, True, False]
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    with pytest.raises(RoundError) as error:
        read_roster(path, FORM.units)
    assert [line.count("示例行") for line in str(error.value).splitlines()] == [1, 1]
    path.write_bytes(content.replace(b"EXAMPLE-", b"X"))
    assert [unit.in_scope for unit in read_roster(path, FORM.units).units] == [True, False]


@pytest.mark.parametrize("there", ["file.txt", ".hidden", "xlreport.toml"])
def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path, there: str) -> None:
    """Any file in the folder: exit 2, the folder named, nothing changed."""
    (tmp_path / there).write_text("mine", encoding="utf-8")
    done = run("init", tmp_path, "--region", "某县")
    assert (done.code, done.out) == (2, "")
    assert f"{tmp_path}: 不是空文件夹" in done.err
    assert files(tmp_path) == {there: b"mine"}


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    """A folder that is there and empty becomes the round."""
    assert run("init", tmp_path, "--region", "某县").code == 0
    assert (tmp_path / "outbox").is_dir()


@pytest.mark.parametrize(
    "words", [("--year", "2019"), ("--year", "1999"), ("--form", "none"), ("--deadline", "soon"), ("--region", "a\nb")]
)
def test_what_cannot_be_is_refused_before_anything_is_made(tmp_path: Path, words: tuple[str, str]) -> None:
    """A year before the form's first, an unknown form, no date, a region of two lines: exit 2 and no folder."""
    assert run("init", tmp_path / "r", *words).code == 2
    assert not (tmp_path / "r").exists()


def test_settings_without_a_deadline_show_how_to_write_one(tmp_path: Path) -> None:
    """The line stands there as a comment, and the file reads back to the same settings."""
    settings = Settings(region="某县", year=2030, form="gkbg-2021")
    text = settings_text(settings, FORM)
    (tmp_path / "xlreport.toml").write_text(text, encoding="utf-8")
    assert "\n# deadline = " in text
    assert read_settings(tmp_path) == settings
