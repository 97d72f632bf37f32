"""The six lines of a round, as both READMEs show them: the same commands, and they work as they stand there."""

import re
import shlex
from pathlib import Path

import openpyxl
import pytest

from returns_made import answers, write_inbox
from running import run

CHECKOUT = Path(__file__).resolve().parents[2]
ROUND, UNITS = "虎林2025", ("A", "B")


def six_lines(name: str) -> list[list[str]]:
    """The words of the commands in the README's block that begins with `init`, and of no comment."""
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    (block,) = re.findall(r"^```sh\n(xlreport init .*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [shlex.split(line, comments=True) for line in block.splitlines()]


def fill_roster(path: Path) -> None:
    """Put two units where the examples stand, as an office does in a spreadsheet."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row, code in enumerate(UNITS, 2):
        for column in range(1, sheet.max_column + 1):
            sheet.cell(row, column).value = None
        for column, said in enumerate((code, f"{code} 单位", "部门"), 1):
            sheet.cell(row, column).value = said
    book.save(path)


def test_both_readmes_show_the_same_lines() -> None:
    """Only what is said beside them is in the language of the page."""
    lines = six_lines("README.md")
    assert len(lines) == len({words[1] for words in lines}) == 6
    assert lines == six_lines("README.zh-CN.md")


def test_they_work_as_they_stand_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the roster filled in after the first and the returns put in after the second, each ends with 0."""
    monkeypatch.chdir(tmp_path)
    ended = []
    for number, (program, *words) in enumerate(six_lines("README.zh-CN.md")):
        done = run(*words)
        ended.append((program, words[0], done.code))
        if number == 0:
            fill_roster(tmp_path / ROUND / "roster.xlsx")
        if number == 1:
            assert len(list((tmp_path / ROUND / "outbox").glob("*.xlsx"))) == len(UNITS)
            said = {"cover.region": "虎林市"}
            write_inbox(tmp_path / ROUND / "inbox", [(f"{code}.xlsx", answers(code, said)) for code in UNITS])
    assert ended == [("xlreport", name, 0) for name in ("init", "template", "status", "letters", "merge", "verify")]
    assert "√" in done.out
