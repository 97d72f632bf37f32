"""A round in which one unit's return carries a request register: issued by the round's own choices, and read back."""

import shutil
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from patching import patch_cells, typed
from registered_returns import dispute, layout, request, rows
from returns_made import answers
from running import run
from xlreport.forms import load_form
from xlreport.office.registers.attached_registers import attached_register
from xlreport.reading import read_submission
from xlreport.register import register_of
from xlreport.rounds import settings_keys
from xlreport.writing import write_workbook

Recalculate = Callable[[Sequence[Path], Path], list[Path]]
SETTINGS = """region = "双河市"
year = 2025
form = "gkbg-2021"

[register]
rows = 200
soon_days = 5
disputes = "filed"
answered = "sent"
collect = "rows"
"""
ROSTER = """code,name,kind,register
A,双河市档案局,department,yes
B,双河市教育局,department,
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The round, issued."""
    place = tmp_path_factory.mktemp("round")
    (place / "xlreport.toml").write_text(SETTINGS, encoding="utf-8")
    (place / "roster.csv").write_text(ROSTER, encoding="utf-8")
    for name in ("inbox", "outbox", "output"):
        (place / name).mkdir()
    assert run("template", "--round", place).code == 0
    return place


def test_the_unit_of_the_roster_gets_a_register(folder: Path) -> None:
    """Its workbook carries one by the round's choices, the other unit's none."""
    with_one, without = (read_submission(path, layout()) for path in sorted((folder / "outbox").iterdir()))
    assert without.annexed is None
    assert with_one.annexed
    assert with_one.annexed.offered == 200
    assert (with_one.annexed.choices["disputes"], with_one.annexed.choices["answered"]) == ("filed", "sent")
    assert with_one.annexed.choices["withdrawn"] == "closed.other"


def test_issued_again_it_is_the_same(folder: Path) -> None:
    """The same bytes: nothing is told to have changed."""
    done = run("template", "--round", folder)
    assert (done.code, "未变 2" in done.out) == (0, True)


def test_the_choices_of_a_round_are_those_of_the_form() -> None:
    """Each choice that the form declares is a key of the settings, and nothing else is."""
    declared = register_of(load_form())
    assert declared
    keys = {key.partition(".")[2] for key in settings_keys(load_form()) if key.startswith("register.")}
    assert keys == {*declared.chosen, "rows", "soon_days", "collect"}


REMARK = "备注丙"
_ROWS = [
    request(1, remark=REMARK, code="代号丁"),
    request(2, applicant="business", answered="2025-08-20"),
    request(3, extension_notice="2025-05-28", extension_days=15, answered="2025-06-18"),
    request(4, received="2025-12-29", answered=None, outcome=None),
]
REQUESTS = [row | {"sent": row["answered"]} if "answered" in row else row for row in _ROWS]


@pytest.fixture(scope="module")
def merged(folder: Path) -> Path:
    """The consolidated workbook of the round, both units in."""
    for issued in sorted((folder / "outbox").iterdir()):
        blank = read_submission(issued, layout())
        attached = None
        if blank.annexed:
            rows_ = replace(rows(REQUESTS, [dispute(1)]), choices=blank.annexed.choices)
            attached = attached_register(layout(), blank.identity, rows_, rows=200)
        own = ("cover.unit_code", "cover.unit_name", "cover.unit_kind", "cover.region")
        said = {key: value for key, value in answers(issued.name[0]).items() if key not in own}
        content = write_workbook(layout(), blank.identity, said, attached=attached)
        (folder / "inbox" / issued.name).write_bytes(content)
    done = run("merge", folder / "inbox")
    assert "已计入 2" in done.out, done.out
    return next((folder / "output").iterdir())


def test_the_rows_are_collected_without_what_is_private(merged: Path) -> None:
    """One sheet has the unit's requests in the columns that leave it; no code, no remark, in no part of the file."""
    sheet = openpyxl.load_workbook(merged)["全市台账"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    head, first = lines[0], lines[1]
    assert {"申请人代号", "备注"} & set(head) == set()
    assert dict(zip(head, first, strict=True)).items() >= {
        ("单位代码", "A"),
        ("申请人类型", "自然人"),
        ("计入", "（一）予以公开"),
        ("登记编号", "〔2025〕1号"),
        ("逾期", "否"),
    }
    assert len(lines) == 1 + len(REQUESTS)
    with zipfile.ZipFile(merged) as archive:
        text = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert [word for word in (REMARK, "代号丁") if word in text] == []


def test_nothing_private_reaches_an_export(merged: Path, tmp_path: Path) -> None:
    """The ledger as data, and the findings as data, have no word of it."""
    exported = tmp_path / "ledger.csv"
    assert run("export", merged, "--csv", exported).code == 0
    said = exported.read_text(encoding="utf-8-sig") + run("validate", merged.parent.parent / "inbox", "--json").out
    assert [word for word in (REMARK, "代号丁") if word in said] == []


def test_what_is_said_of_each_unit(merged: Path) -> None:
    """How many, how many of those that were answered in time, the median of the days, extensions."""
    sheet = openpyxl.load_workbook(merged)["报送情况"]
    cells = [[cell.value for cell in row[:8]] for row in sheet.iter_rows()]
    at = next(number for number, row in enumerate(cells) if row[5] == "按时率")
    assert cells[at + 1] == ["A", "双河市档案局", 4, 3, 2, 0.6667, "30 个工作日", 1]
    assert sheet._charts  # noqa: SLF001  # openpyxl keeps them there


def test_the_check_sheet_proves_rows_and_units_alike(merged: Path) -> None:
    """Each figure of table three is the count of the requests and what the units report; the proof agrees."""
    book = openpyxl.load_workbook(merged, data_only=True)
    lines = [[cell.value for cell in row[:8]] for row in book["汇总校验"].iter_rows()]
    held = [line for line in lines if line[2] == "全市台账"]
    assert len(held) == 144
    assert {(line[4], line[7]) for line in held} == {("=", "√")}
    assert sum(line[3] for line in held) == 2 * len(REQUESTS)
    assert run("verify", merged, merged.parent.parent / "inbox").code == 0


def test_a_request_altered_in_the_consolidated_workbook_is_told(merged: Path, tmp_path: Path) -> None:
    """A kind typed over on 全市台账, not recalculated: the cell is named."""
    altered = tmp_path / "altered.xlsx"
    altered.write_bytes(patch_cells(merged.read_bytes(), {"全市台账": {"C4": typed("商业企业")}}))
    done = run("verify", altered)
    assert (done.code, "全市台账!C4" in done.out or "全市台账" in done.out) == (1, True)


def test_without_the_setting_there_are_counts_only(folder: Path, merged: Path, tmp_path: Path) -> None:
    """The same returns in a round that collects no rows: no sheet, no rates, no row in the hidden copy."""
    place = shutil.copytree(folder, tmp_path / "round")
    settings = (place / "xlreport.toml").read_text(encoding="utf-8").replace('collect = "rows"\n', "")
    (place / "xlreport.toml").write_text(settings, encoding="utf-8")
    assert run("merge", place / "inbox", "--force").code == 0
    plain = place / "output" / merged.name
    with zipfile.ZipFile(plain) as archive:
        text = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert [word for word in ("全市台账", "〔2025〕1号", "按时率") if word in text] == []
    assert run("verify", plain).code == 0


def test_a_spreadsheet_program_says_the_same(merged: Path, tmp_path: Path, recalculate: Recalculate) -> None:
    """Recalculated, every figure of the part is what it was."""
    again = recalculate([merged], tmp_path / "again")[0]
    cells = (openpyxl.load_workbook(path, data_only=True)["汇总校验"] for path in (merged, again))
    before, after = ([[cell.value for cell in row[:7]] for row in sheet.iter_rows()] for sheet in cells)
    held = [line for line in before if line[2] == "全市台账"]
    assert held
    assert [line for line in after if line[2] == "全市台账"] == held


def test_next_years_workbook_begins_with_what_was_left_open(merged: Path, folder: Path, tmp_path: Path) -> None:
    """A round that knows last year's returns: the open request is in it, and carried in is what was carried out."""
    assert merged
    place = tmp_path / "next"
    settings = SETTINGS.replace("year = 2025", "year = 2026")
    for name in ("inbox", "outbox", "output"):
        (place / name).mkdir(parents=True)
    (place / "xlreport.toml").write_text(settings, encoding="utf-8")
    (place / "roster.csv").write_text(ROSTER, encoding="utf-8")
    done = run("template", "--round", place, "--previous", folder / "inbox")
    assert done.code == 0, done.err
    issued = read_submission(next((place / "outbox").glob("A*")), layout())
    assert issued.annexed
    declared = register_of(load_form())
    assert declared
    kept = [cells["number"] for _, cells in issued.annexed.rows[declared.sheet]]
    assert kept == ["〔2025〕4号"]
    assert issued.values()["requests.carried_in.natural"] == 1
    front = openpyxl.load_workbook(next((place / "outbox").glob("A*")))["台账首页"]
    assert any("X02" in str(cell.value) for row in front.iter_rows() for cell in row)
    assert run("template", "--round", place, "--previous", folder / "inbox").code == 0
