"""Where did the fields go? One finding for each cause, which is named; doubt names both candidates."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from column_inserting import column_inserted, columns_exchanged
from conftest import SaveAs
from examining import good, lines, says
from filled import LAYOUT, filled
from patching import WORKBOOK, patch_cell, patch_part, point_name, replace_text
from row_inserting import row_deleted, row_inserted
from sheet_copying import sheet_replaced
from xlreport.checks.workbook.addresses import check_addresses
from xlreport.findings import Finding
from xlreport.office.taking_in.intake import receive
from xlreport.submissions import Moved

REQUESTS, DISPUTES = "三 依申请公开", "四 复议诉讼"
GIVEN = filled("county-ZRZ").content


def told(content: bytes, folder: Path) -> list[Finding]:
    """What is told of a workbook's addresses."""
    path = folder / "return.xlsx"
    path.write_bytes(content)
    return [each for each in receive(path, LAYOUT).findings if each.code == "I20"]


def moved(folder: Path) -> tuple[Moved, ...]:
    """The fields about which the addresses of the workbook told of last disagree."""
    submission = receive(folder / "return.xlsx", LAYOUT).submission
    assert submission is not None
    return submission.moved


def test_agreement_is_silence() -> None:
    """Where all is in place nothing is told."""
    assert lines(check_addresses, good()) == []


def test_addresses_found_and_not_found() -> None:
    """Fields found by their labels are one warning; those that the labels do not confirm one error."""
    found = [
        Moved(field=f"requests.received.{column}", followed=at, by_manifest=at, by_name="", by_label=by_label)
        for column, at, by_label in (
            ("natural", f"{REQUESTS}!D7", f"{REQUESTS}!D7"),
            ("business", f"{REQUESTS}!E7", f"{REQUESTS}!E7"),
            ("research", f"{REQUESTS}!F7", ""),
        )
    ]
    told = says(check_addresses, replace(good(), moved=tuple(found)))
    assert [(each.place, each.severity.value) for each in told] == [
        (f"{REQUESTS}!D7:E7", "warning"),
        (f"{REQUESTS}!F7", "error"),
    ]
    assert "2 fields" in told[0].message.en


def test_doubt_names_both_candidates() -> None:
    """Where the labels decide nothing the error names what the manifest and what the name says."""
    doubted = Moved(
        field="requests.received.natural",
        followed=f"{REQUESTS}!D7",
        by_manifest=f"{REQUESTS}!F9",
        by_name=f"{REQUESTS}!E9",
    )
    (finding,) = says(check_addresses, replace(good(), moved=(doubted,)))
    assert finding.severity.value == "error"
    assert f"可能在 {REQUESTS}!F9，也可能在 {REQUESTS}!E9" in finding.message.zh


def _exchanged(book: bytes) -> bytes:
    return columns_exchanged(book, REQUESTS, "E", "G")


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (lambda book: row_inserted(book, REQUESTS, 15), "像是在第 15 行上方插入了 1 行"),
        (lambda book: row_inserted(row_inserted(book, REQUESTS, 15), REQUESTS, 15), "像是在第 15 行上方插入了 2 行"),
        (lambda book: column_inserted(book, REQUESTS, "F"), "像是在 F 列左侧插入了 1 列"),
        (_exchanged, "像是插入、删除或移动了列"),
        (lambda book: point_name(book, "requests.received.natural", None), "表内的定位信息被改动"),
        (lambda book: sheet_replaced(book, book, REQUESTS), "从另一份表复制过来的工作表"),
    ],
)
def test_the_cause_of_moved_fields_is_named(change: Callable[[bytes], bytes], cause: str, tmp_path: Path) -> None:
    """One finding says how many fields, and which row, column, sheet or address it was."""
    (finding,) = told(change(GIVEN), tmp_path)
    assert cause in finding.message.zh
    assert finding.severity.value == "warning"
    assert finding.sheet == REQUESTS


def test_a_deleted_row_is_named(tmp_path: Path) -> None:
    """Those below moved up, which is one finding; those of the row are lost, which is another."""
    lost, moved = told(row_deleted(GIVEN, REQUESTS, 20), tmp_path)
    assert "像是第 20 行被删除" in lost.message.zh
    assert "像是第 21 行上方删除了 1 行" in moved.message.zh
    assert (lost.severity.value, moved.severity.value) == ("error", "warning")


def test_names_that_a_program_dropped_are_a_note(tmp_path: Path) -> None:
    """All names gone and all in place, saved by another program: benign, and no change of structure."""
    saved = patch_part(GIVEN, WORKBOOK, lambda text: text.replace('<definedName name="', '<definedName name="x'))
    saved = replace_text(saved, "docProps/app.xml", ">Microsoft Excel<", ">LibreOffice/7.4.7.2$Linux<")
    (finding,) = told(saved, tmp_path)
    assert finding.severity.value == "note"
    assert "存成过其他格式" in finding.message.zh
    assert receive(tmp_path / "return.xlsx", LAYOUT).integrity == "resaved"


@pytest.mark.soffice
@pytest.mark.parametrize("by_way_of", ["xls", "ods"])
def test_by_way_of_another_format(by_way_of: str, saved_as: SaveAs, tmp_path: Path) -> None:
    """Saved as .xls or .ods by LibreOffice and as .xlsx again: read exactly, with nothing but notes."""
    path = tmp_path / "return.xlsx"
    path.write_bytes(GIVEN)
    there = saved_as(by_way_of, path, tmp_path / "there")
    received = receive(saved_as("xlsx", there, tmp_path / "back"), LAYOUT)
    assert {each.severity.value for each in received.findings} == {"note"}
    assert {each.code for each in received.findings} <= {"I20", "I36", "I35"}
    assert received.submission is not None
    assert received.submission.values() == good().values()
    assert received.integrity == "resaved"


def test_each_sheet_has_its_own_cause(tmp_path: Path) -> None:
    """Rows inserted in two sheets are two findings, each with its row; names that are gone are one for all sheets."""
    both = row_inserted(row_inserted(GIVEN, REQUESTS, 15), DISPUTES, 7)
    assert [each.sheet for each in told(both, tmp_path)] == [REQUESTS, DISPUTES]
    nameless = patch_part(GIVEN, WORKBOOK, lambda text: text.replace('<definedName name="', '<definedName name="x'))
    (finding,) = told(nameless, tmp_path)
    assert "封面、一 总体情况" in finding.message.zh
    assert str(len(LAYOUT.places)) in finding.message.zh


@pytest.mark.parametrize("target", ["'{}'!$D:$D", "'{}'!$7:$7", "'{}'!$A$1:$XFD$1048576", "'{}'!$D$7:$D$4000"])
def test_whole_columns_are_no_address(target: str, tmp_path: Path) -> None:
    """A name over a whole column, row or sheet is nobody's cell: manifest and labels find the field, soon."""
    (finding,) = told(point_name(GIVEN, "requests.received.natural", target.format(REQUESTS)), tmp_path)
    assert (finding.cell, finding.severity.value) == ("D7", "warning")
    assert [each.by_name for each in moved(tmp_path)] == [""]


@pytest.mark.parametrize("text", ["D:D", "7:7", "A1:XFD1048576", "$D:$D"])
def test_whole_columns_in_the_manifest_are_none_either(text: str, tmp_path: Path) -> None:
    """The name and the labels find the field."""
    row = 1 + next(number for number, field in enumerate(LAYOUT.places) if field == "requests.received.natural")
    first = 12
    content = patch_cell(GIVEN, "_manifest", f"C{first + row}", value=text, type="inlineStr")
    (finding,) = told(content, tmp_path)
    assert (finding.cell, finding.severity.value) == ("D7", "warning")
    assert [each.by_manifest for each in moved(tmp_path)] == [""]
