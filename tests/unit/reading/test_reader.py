"""A whole workbook to a submission: everything as the file holds it, and the file left alone."""

import hashlib
import io
import re
from dataclasses import fields
from pathlib import Path

import openpyxl
import pytest

from filled import FORM, LAYOUT, SOURCES, filled, totalled
from patching import (
    CLEARED,
    WORKBOOK,
    cell_xml,
    patch_cell,
    patch_cells,
    patch_part,
    remove_sheet,
    rename_sheet,
    replace_text,
)
from row_inserting import row_inserted
from xlreport.errors import Refusal
from xlreport.formulas import formula_cells
from xlreport.layout import CHECKS_SHEET, MANIFEST_SHEET
from xlreport.manifest import identity_of
from xlreport.reading import read_submission
from xlreport.submissions import Identity, State, Submission
from xlreport.writing import write_workbook

REQUESTS = "三 依申请公开"


def read(content: bytes, folder: Path) -> Submission:
    """The submission of a workbook's bytes."""
    path = folder / "某单位.xlsx"
    path.write_bytes(content)
    return read_submission(path, LAYOUT)


@pytest.mark.parametrize("name", SOURCES)
def test_write_then_read(name: str, tmp_path: Path) -> None:
    """What was written is read: values, identity, file, digest; nothing is out of place."""
    given = filled(name)
    submission = read(given.content, tmp_path)
    assert submission.values() == totalled(given.values)
    assert (submission.file, submission.sha256) == ("某单位.xlsx", hashlib.sha256(given.content).hexdigest())
    assert submission.identity.unit_code == given.values["cover.unit_code"]
    assert (submission.moved, submission.labels, submission.formulas) == ((), (), ())
    assert (submission.missing_sheets, submission.renamed, submission.extra_cells) == ((), {}, {})
    assert (submission.unprotected, submission.reasons) == ((), {})


def test_every_field_has_an_entry_at_its_place(tmp_path: Path) -> None:
    """Entries are in form order, each at the cell where the layout has it, inputs unlocked and totals locked."""
    submission = read(filled("hulin-2025").content, tmp_path)
    assert list(submission.entries) == list(FORM.fields)
    for field, entry in submission.entries.items():
        assert (entry.sheet, entry.area) == (LAYOUT.places[field].sheet, LAYOUT.places[field].area)
    assert submission.entry("requests.received.natural").locked is False
    assert submission.entry("requests.received.total").locked is True


def test_a_blank_workbook(tmp_path: Path) -> None:
    """In a blank workbook only what it was issued with is there; totals carry formulas."""
    identity = identity_of(LAYOUT, unit_code="X-1", unit_name="某局", unit_kind="department", year="2025")
    submission = read(write_workbook(LAYOUT, identity, {}), tmp_path)
    assert submission.identity == identity
    filled_in = {field for field, entry in submission.entries.items() if entry.state is not State.BLANK}
    issued = {"cover.unit_code", "cover.unit_name", "cover.unit_kind", "cover.year"}
    assert filled_in - FORM.computed.keys() == issued
    assert submission.entry("requests.received.total").formula == "SUM(D7:I7)"


def test_declared_zeros(tmp_path: Path) -> None:
    """With the answer 是 a blank number cell is a declared zero, told apart from a typed one."""
    sheet, flag = REQUESTS, str(LAYOUT.places["requests.blank_is_zero"].cell)
    book = patch_cells(filled("hulin-2025").content, {sheet: {"D8": CLEARED}})
    assert read(book, tmp_path).entry("requests.carried_in.natural").state is State.BLANK
    entry = read(patch_cell(book, sheet, flag, value="是"), tmp_path).entry("requests.carried_in.natural")
    assert (entry.state, entry.value, entry.raw) == (State.DECLARED_ZERO, 0, None)
    assert read(patch_cell(book, sheet, flag, value="否"), tmp_path).entry(entry.field).state is State.BLANK


def test_witnesses(tmp_path: Path) -> None:
    """Properties and each printed 表号 say who the workbook is, beside the manifest."""
    submission = read(filled("hulin-2025").content, tmp_path)
    assert list(submission.witnesses) == ["properties", *(sheet.name for sheet in LAYOUT.sheets if sheet.section)]
    assert submission.witnesses["properties"] == submission.identity
    assert {each.unit_code for each in submission.witnesses.values()} == {submission.identity.unit_code}
    assert list(submission.codes) == [sheet.name for sheet in LAYOUT.sheets if sheet.section]


def test_reasons(tmp_path: Path) -> None:
    """What a unit writes beside a line of 校验 is kept by the line's number."""
    cell = str(LAYOUT.lines[2].reason)
    submission = read(patch_cell(filled("hulin-2025").content, CHECKS_SHEET, cell, value="已核实"), tmp_path)
    assert submission.reasons == {2: "已核实"}


@pytest.mark.parametrize("number", range(0, len(formula_cells(LAYOUT)), 7))
def test_every_formula_is_watched(number: int, tmp_path: Path) -> None:
    """Any formula of the workbook that is typed over is told at its cell, and only that."""
    each = formula_cells(LAYOUT)[number]
    book = patch_cell(filled("hulin-2025").content, each.sheet, str(each.cell), value=1, formula=None)
    (altered,) = read(book, tmp_path).formulas
    assert (altered.sheet, altered.cell, altered.found, altered.field) == (each.sheet, str(each.cell), None, each.field)


def test_every_label_is_compared(tmp_path: Path) -> None:
    """Any label of the form that is changed is told with both texts, and only that."""
    for sheet in (each for each in LAYOUT.sheets if each.section):
        label = next(each for each in reversed(sheet.labels) if each.text)
        cell = str(label.area.first)
        (printed,) = read(patch_cell(filled("hulin-2025").content, sheet.name, cell, value="改"), tmp_path).labels
        assert (printed.sheet, printed.cell, printed.found, printed.expected) == (sheet.name, cell, "改", label.text)


def test_a_renamed_sheet_is_read(tmp_path: Path) -> None:
    """A sheet under another name gives the same values; no formula that quotes it counts as altered."""
    for name in (each.name for each in LAYOUT.sheets):
        submission = read(rename_sheet(filled("hulin-2025").content, name, "新 名"), tmp_path)
        assert submission.renamed == {name: "新 名"}
        assert submission.values() == totalled(filled("hulin-2025").values)
        assert (submission.formulas, submission.moved, submission.missing_sheets) == ((), (), ())


def test_reading_leaves_the_file_alone(tmp_path: Path) -> None:
    """The file keeps its bytes and its time."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(filled("hulin-2025").content)
    before = path.stat()
    read_submission(path, LAYOUT)
    after = path.stat()
    assert path.read_bytes() == filled("hulin-2025").content
    assert (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)


@pytest.mark.parametrize(
    ("word", "text", "code"),
    [("form", "other", "I12"), ("edition", "9", "I13"), ("structure", "x", "I13"), ("edition", "", "I13")],
)
def test_another_workbook_is_refused(word: str, text: str, code: str, tmp_path: Path) -> None:
    """Another form or another edition is refused before anything is read."""
    row = [each.name for each in fields(Identity)].index(word) + 1
    with pytest.raises(Refusal) as caught:
        read(patch_cell(filled("hulin-2025").content, MANIFEST_SHEET, f"B{row}", value=text), tmp_path)
    assert caught.value.code == code


@pytest.mark.parametrize("names", ["<definedNames>.*</definedNames>", "none of them"])
def test_a_workbook_without_a_manifest_is_read_by_what_is_left(names: str, tmp_path: Path) -> None:
    """By the fields' names, and without those by the printed labels; who it is the other witnesses say."""
    content = remove_sheet(filled("hulin-2025").content, MANIFEST_SHEET)
    content = patch_part(content, WORKBOOK, lambda text: re.sub(names, "", f"{text}<!-- -->"))
    read_so = read(content, tmp_path)
    whole = read(filled("hulin-2025").content, tmp_path)
    assert not read_so.has_manifest
    assert read_so.values() == whole.values()
    assert read_so.identity == whole.identity
    assert all(each.by_label for each in read_so.moved)


def test_labels_are_followed_where_nothing_else_is_left(tmp_path: Path) -> None:
    """Rows inserted, manifest and names gone: every figure is at its printed labels."""
    content = row_inserted(filled("hulin-2025").content, REQUESTS, 11)
    content = remove_sheet(content, MANIFEST_SHEET)
    content = patch_part(content, WORKBOOK, lambda text: re.sub(r"<definedNames>.*</definedNames>", "", text))
    whole = read(filled("hulin-2025").content, tmp_path)
    found = read(content, tmp_path)
    assert str(found.entry("requests.carried_out.natural").cell) == "D32"
    typed = {field for field in whole.values() if field not in FORM.computed}
    assert {field: found.values().get(field) for field in typed} == {field: whole.values()[field] for field in typed}


def test_what_was_copied_into_a_new_workbook_is_recognised(tmp_path: Path) -> None:
    """One sheet of the form under any name, without manifest and names, is read; the other sheets are missing."""
    values = openpyxl.load_workbook(io.BytesIO(filled("hulin-2025").content))[REQUESTS]
    own = openpyxl.Workbook()
    for row in values.iter_rows():
        for cell in row:
            own.worksheets[0][cell.coordinate].value = cell.value
    out = io.BytesIO()
    own.save(out)
    found = read(out.getvalue(), tmp_path)
    assert (found.has_manifest, found.renamed) == (False, {REQUESTS: "Sheet"})
    assert len(found.missing_sheets) == len(LAYOUT.sheets) - 1
    assert found.entry("requests.received.natural").value == filled("hulin-2025").number("requests.received.natural")


def test_wps_is_known_by_its_mark(tmp_path: Path) -> None:
    """WPS leaves Excel's name standing and adds a property; a program that saved it later has its own name."""
    mark = '<property name="KSOProductBuildVer"><vt:lpwstr>2052-11.1.0.14309</vt:lpwstr></property></Properties>'
    book = replace_text(filled("hulin-2025").content, "docProps/custom.xml", "</Properties>", mark)
    assert read(book, tmp_path).program == "WPS 11.1.0.14309"
    later = replace_text(book, "docProps/app.xml", ">Microsoft Excel<", ">LibreOffice/7.4.7.2$Linux<")
    assert read(later, tmp_path).program == "LibreOffice/7.4.7.2$Linux 12.0000"


def test_the_manifest_is_where_it_is_thought_to_be() -> None:
    """The test above changes the cell it means."""
    assert cell_xml(filled("hulin-2025").content, MANIFEST_SHEET, "B1")
