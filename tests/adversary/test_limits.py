"""Every limit of the gate at its edge: as much as it lets in is read, one more is refused with code and advice."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from filled import LAYOUT, filled
from packages import Parts, package, workbook, worksheet, zipped
from patching import part_of, patch_part
from xlreport.checks import refused
from xlreport.errors import Refusal
from xlreport.office.taking_in.intake import receive
from xlreport.reading import ooxml_xml
from xlreport.reading.book import Book
from xlreport.reading.container import MAX_FILE_BYTES, open_container
from xlreport.reading.ooxml import MAX_SHEETS, read_book
from xlreport.reading.ooxml_cells import MAX_CELLS
from xlreport.reading.ooxml_sheet import MAX_MERGES
from xlreport.reading.ooxml_xml import MAX_DEPTH, MAX_MARKUP_BYTES
from xlreport.reading.zip_directory import MAX_PART_BYTES, MAX_PARTS, MAX_TOTAL_BYTES

MIB = 2**20
READABLE = "<row r='1'><c r='A1'><v>7</v></c></row>"


def read(path: Path) -> Book:
    """Read a whole workbook."""
    return read_book(open_container(path))


def too_much(path: Path) -> str:
    """What was too much of a file, which is I07 with advice to start from a fresh workbook."""
    with pytest.raises(Refusal) as caught:
        read(path)
    assert caught.value.code == "I07"
    finding = refused(caught.value)
    assert "空白表" in finding.advice.zh
    assert caught.value.found in finding.message.zh
    return caught.value.found


def test_the_limits_are_those_that_are_promised() -> None:
    """50 MiB the file, 2,000 parts, 150 MiB one part, 200 MiB unpacked, 1,000 sheets, 50,000 merges."""
    assert (MAX_FILE_BYTES, MAX_PARTS) == (50 * MIB, 2_000)
    assert (MAX_PART_BYTES, MAX_TOTAL_BYTES) == (150 * MIB, 200 * MIB)
    assert (MAX_SHEETS, MAX_MERGES) == (1_000, 50_000)


def _file(folder: Path, over: int) -> Path:
    """A workbook of exactly as many bytes as a file may have, and `over` more."""
    path, parts = folder / "a.xlsx", package(READABLE)
    empty = zipped(path, {**parts, "xl/media/a.png": b""}, method=zipfile.ZIP_STORED).stat().st_size
    return zipped(path, {**parts, "xl/media/a.png": bytes(MAX_FILE_BYTES - empty + over)}, method=zipfile.ZIP_STORED)


def _parts(folder: Path, over: int) -> Path:
    parts: Parts = package(READABLE)
    parts |= {f"xl/media/{number}.png": b"" for number in range(MAX_PARTS - len(parts) + over)}
    return zipped(folder / "a.xlsx", parts)


def _blown_up(folder: Path, *sizes: int) -> Path:
    """A small file with parts of blanks, each a thousand times larger unpacked: the ratio alone is no reason."""
    path = zipped(folder / "a.xlsx", package(READABLE))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number, size in enumerate(sizes):
            with archive.open(f"xl/media/{number}.bmp", "w") as part:
                for begin in range(0, size, MIB):
                    part.write(bytes(min(MIB, size - begin)))
    assert path.stat().st_size < 2 * MIB
    return path


def _one_part(folder: Path, over: int) -> Path:
    return _blown_up(folder, MAX_PART_BYTES + over)


def _in_sum(folder: Path, over: int) -> Path:
    own = sum(len(str(part).encode()) for part in package(READABLE).values())
    return _blown_up(folder, 140 * MIB, MAX_TOTAL_BYTES - 140 * MIB - own + over)


def _sheets(folder: Path, over: int) -> Path:
    tabs = (f'<sheet name="S{"" if n == 0 else n}" sheetId="{n + 1}" r:id="rId1"/>' for n in range(MAX_SHEETS + over))
    return zipped(folder / "a.xlsx", package(READABLE, workbook=workbook(sheets="".join(tabs))))


def _merges(folder: Path, over: int) -> Path:
    merges = "".join(f"<mergeCell ref='B{n}:C{n}'/>" for n in range(1, MAX_MERGES + over + 1))
    sheet = worksheet(READABLE, after=f"<mergeCells>{merges}</mergeCells>")
    return zipped(folder / "a.xlsx", package(sheet=sheet))


def _cells(folder: Path, over: int) -> Path:
    row = "<row><c/></row>" * (MAX_CELLS - 1 + over)
    return zipped(folder / "a.xlsx", package(READABLE + row))


def _depth(folder: Path, over: int) -> Path:
    """Elements inside each other; the outermost is the sheet itself."""
    deep = MAX_DEPTH - 1 + over
    sheet = worksheet(READABLE, after="<a>" * deep + "</a>" * deep)
    return zipped(folder / "a.xlsx", package(sheet=sheet))


def _attribute(folder: Path, over: int) -> Path:
    """An attribute of a size near the limit, which is looked at every 64 KiB."""
    size = MAX_MARKUP_BYTES - 2**17 if not over else MAX_MARKUP_BYTES + 2**17
    sheet = worksheet(READABLE, after=f"<a b='{'x' * size}'/>")
    return zipped(folder / "a.xlsx", package(sheet=sheet))


EDGES: dict[str, tuple[Callable[[Path, int], Path], str]] = {
    "file": (_file, f"{50 * MIB + 1} bytes"),
    "parts": (_parts, "2001 parts"),
    "one part": (_one_part, f"xl/media/0.bmp: {150 * MIB + 1} bytes"),
    "in sum": (_in_sum, f"{200 * MIB + 1} bytes unpacked"),
    "sheets": (_sheets, "1001 sheets"),
    "merges": (_merges, "more than 50000 merged ranges"),
    "cells": (_cells, f"more than {MAX_CELLS} cells"),
    "depth": (_depth, "xl/worksheets/sheet1.xml: XML deeper than 256"),
    "attribute": (_attribute, f"xl/worksheets/sheet1.xml: markup longer than {MIB} bytes"),
}


@pytest.mark.parametrize("name", EDGES)
def test_just_as_much_is_read(name: str, tmp_path: Path) -> None:
    """At the limit a workbook is read."""
    cell = read(EDGES[name][0](tmp_path, 0)).cell("S", "A1")
    assert cell is not None
    assert cell.raw == "7"


@pytest.mark.parametrize("name", EDGES)
def test_one_more_is_refused(name: str, tmp_path: Path) -> None:
    """Over the limit it is refused with what was too much."""
    make, found = EDGES[name]
    assert too_much(make(tmp_path, 1)) == found


def test_elements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The elements of a part have a limit, here set lower: 3 million take their time."""
    assert ooxml_xml.MAX_ELEMENTS == 3_000_000
    monkeypatch.setattr(ooxml_xml, "MAX_ELEMENTS", 1_000)
    sheet = worksheet(READABLE, after="<a/>" * 995)
    assert read(zipped(tmp_path / "a.xlsx", package(sheet=sheet))).cell("S", "A1") is not None
    more = worksheet(READABLE, after="<a/>" * 996)
    assert "more than 1000 elements" in too_much(zipped(tmp_path / "a.xlsx", package(sheet=more)))


def test_a_return_with_as_many_merges_as_may_be(tmp_path: Path) -> None:
    """Of the form itself, all over the inputs: it is read, and told in one finding."""

    def merged(text: str) -> str:
        merges = "".join(f'<mergeCell ref="D{n}:E{n}"/>' for n in range(7, 49_900))
        return text.replace("</mergeCells>", f"{merges}</mergeCells>")

    content = filled("county-ZRZ").content
    path = tmp_path / "a.xlsx"
    path.write_bytes(patch_part(content, part_of(content, "三 依申请公开"), merged))
    received = receive(path, LAYOUT)
    assert received.submission is not None
    assert sum(each.code == "I39" for each in received.findings) == 1
