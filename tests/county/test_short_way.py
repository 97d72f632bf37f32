"""What is byte for byte as it would be written anew is read in one sweep, and says what openpyxl says."""

from pathlib import Path

import pytest

from restyling import in_sheet
from small_county import SmallCounty, small_county
from xlreport.cells import Cell
from xlreport.merging.book.book_places import COVER_SHEET
from xlreport.proof.drawn_charts import changed_charts
from xlreport.proof.package import KeptParts, Package
from xlreport.proof.plain_sheets import PlainReader
from xlreport.proof.plain_texts import NotPlain
from xlreport.proof.second_reader import Loaded, gated
from xlreport.proof.written_anew import sealed_book

LEAST_COMPARED = 700
"""Cells that hold something."""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """The small county, merged once."""
    return small_county(tmp_path_factory.mktemp("county"))


def opened(folder: Path, content: bytes, county: SmallCounty) -> Loaded:
    """A workbook as verify opens it."""
    (folder / "汇总.xlsx").write_bytes(content)
    return sealed_book(folder / "汇总.xlsx", county.layout).book


def parts_of_book(folder: Path, county: SmallCounty) -> Package:
    """The parts of the county's workbook, none emptied."""
    (folder / "汇总.xlsx").write_bytes(county.book)
    return gated(folder / "汇总.xlsx")


def test_the_short_way_says_of_every_cell_what_openpyxl_says(county: SmallCounty, tmp_path: Path) -> None:
    """Texts, formulas, stored results and rows, of every sheet; and the charts that stand on them."""
    book = opened(tmp_path, county.book, county)
    assert book.plain.keys() == set(book.package.sheets)
    package = parts_of_book(tmp_path, county)
    reader = PlainReader(package)
    short = Loaded(package=package, plain={name: reader.sheet(name) for name in package.sheets})
    long = Loaded(package=package)
    assert short.sheetnames == long.sheetnames
    compared = 0
    for name in long.sheetnames:
        assert list(short.rows(name, 0, 300)) == [(row, pad(values)) for row, values in long.rows(name, 0, 300)]
        for row in long.formulas[name].iter_rows():
            for cell in (Cell(each.row - 1, each.column - 1) for each in row):
                both = [(book.text(name, cell), book.formula(name, cell)) for book in (short, long)]
                assert both[0] == both[1]
                assert short.result(name, cell) == long.result(name, cell)
                compared += both[0] != ("", None)
    assert list(changed_charts(short, county.at)) == list(changed_charts(long, county.at)) == []
    assert compared > LEAST_COMPARED


def pad(values: tuple[object, ...]) -> tuple[object, ...]:
    """A row as wide as was asked for."""
    return (*values, *(None,) * (300 - len(values)))


def test_only_the_sheet_that_differs_is_looked_at_closer(county: SmallCounty, tmp_path: Path) -> None:
    """One sheet changed by hand: openpyxl gets that one alone with cells."""
    book = opened(tmp_path, in_sheet(county.book, COVER_SHEET, '<row r="1"', '<row  r="1"'), county)
    assert set(book.package.sheets) - book.plain.keys() == {COVER_SHEET}
    filled = {sheet.title for sheet in book.formulas.worksheets if any(cell.value for row in sheet for cell in row)}
    assert filled == {COVER_SHEET}


def in_pieces(package: Package, size: int) -> PlainReader:
    """A reader of the same parts, kept in pieces of another size."""
    cut = ((name, [part[at : at + size] for at in range(0, len(part), size)]) for name, part in package.parts.items())
    return PlainReader(Package(parts=KeptParts(cut)))


@pytest.mark.parametrize("size", [1, 97, 30_000])
def test_a_sheet_is_emptied_alike_however_its_part_is_kept(county: SmallCounty, tmp_path: Path, size: int) -> None:
    """Wherever a piece ends; no row, link or merged cell is left, and what is drawn and printed is."""
    package = parts_of_book(tmp_path, county)
    whole = package.without_cells(package.sheets)
    cut = in_pieces(package, size).package.without_cells(package.sheets)
    assert dict(cut.parts) == dict(whole.parts)
    left = b"".join(whole.parts[part] for part in whole.sheets.values())
    assert not any(mark in left for mark in (b"<row", b"<c ", b"<hyperlink", b"<mergeCell"))
    assert all(mark in left for mark in (b"<sheetData></sheetData>", b"<drawing", b"<pageSetup"))
    assert {*whole.parts} == {*package.parts}


def test_what_is_unchanged_is_not_kept(county: SmallCounty, tmp_path: Path) -> None:
    """Of a workbook that is as it would be written anew no sheet's part has rows while it is proven."""
    book = opened(tmp_path, county.book, county)
    assert not [name for name, part in book.package.sheets.items() if b"<row" in book.package.parts[part]]
    assert len(book.package.parts["xl/sharedStrings.xml"]) < len("xl/sharedStrings.xml") * 8


@pytest.mark.parametrize("size", [97, 1_000, 30_000])
def test_rows_are_the_same_however_a_part_is_kept(county: SmallCounty, tmp_path: Path, size: int) -> None:
    """Wherever a piece ends: within a tag, a letter of three bytes, or behind the last row."""
    package = parts_of_book(tmp_path, county)
    whole, cut = in_pieces(package, 2**30), in_pieces(package, size)
    for name in package.sheets:
        assert (cut.sheet(name).rows, cut.sheet(name).formulas) == (whole.sheet(name).rows, whole.sheet(name).formulas)


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        (b'<row r="2"', b'<!-- --><row r="2"'),
        (b"</sheetData>", b" </sheetData>"),
        (b"</sheetData>", b"</sheetData><sheetData></sheetData>"),
        (b"</sheetData>", b""),
    ],
)
@pytest.mark.parametrize("size", [500, 2**30])
def test_rows_that_stand_otherwise_are_not_read(
    county: SmallCounty, tmp_path: Path, there: bytes, instead: bytes, size: int
) -> None:
    """Something between two rows or behind the last, rows in two places, or without an end."""
    package = parts_of_book(tmp_path, county)
    part = package.sheets[COVER_SHEET]
    parts = {**package.parts, part: package.parts[part].replace(there, instead, 1)}
    with pytest.raises(NotPlain):
        in_pieces(Package(parts=parts), size).sheet(COVER_SHEET)
