"""What is byte for byte as it would be written anew is read in one sweep, and says what openpyxl says."""

from pathlib import Path

import pytest

from restyling import in_sheet
from small_county import SmallCounty, small_county
from xlreport.cells import Cell
from xlreport.merging.book.book_places import COVER_SHEET
from xlreport.proof.drawn_charts import changed_charts
from xlreport.proof.plain_sheets import PlainReader
from xlreport.proof.second_reader import Loaded
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


def test_the_short_way_says_of_every_cell_what_openpyxl_says(county: SmallCounty, tmp_path: Path) -> None:
    """Texts, formulas, stored results and rows, of every sheet; and the charts that stand on them."""
    book = opened(tmp_path, county.book, county)
    assert book.plain.keys() == set(book.package.sheets)
    reader = PlainReader(book.package)
    short = Loaded(package=book.package, plain={name: reader.sheet(name) for name in book.package.sheets})
    long = Loaded(package=book.package)
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
