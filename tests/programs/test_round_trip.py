"""A workbook that another program saved reads as it did before, with one note that says which program."""

from pathlib import Path

import openpyxl
import pytest

from conftest import Convert
from filled import LAYOUT, MEANING, SOURCES, filled, line, taken_in, totalled
from xlreport.manifest import identity_of
from xlreport.office.taking_in.intake import receive
from xlreport.writing import write_workbook


@pytest.fixture(scope="module")
def resaved(recalculate: Convert, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every filled workbook, and a blank one, as LibreOffice saves it."""
    folder = tmp_path_factory.mktemp("written")
    blank = write_workbook(LAYOUT, identity_of(LAYOUT, unit_code="X-1", unit_name="某局", year="2025"), {})
    books = {"blank": blank, **{name: filled(name).content for name in SOURCES}}
    for name, content in books.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    paths = recalculate([folder / f"{name}.xlsx" for name in books], folder / "saved")
    return {name: path.read_bytes() for name, path in zip(books, paths, strict=True)}


@pytest.mark.parametrize("name", SOURCES)
def test_saved_by_libreoffice(resaved: dict[str, bytes], name: str, tmp_path: Path) -> None:
    """The same values, cell by cell, and no finding but the note."""
    received = taken_in(tmp_path, resaved[name])
    assert [line(each) for each in received.findings] == ["- I36 note"]
    assert "LibreOffice" in received.findings[0].found
    assert received.submission is not None
    assert received.submission.values() == totalled(filled(name).values)


def test_a_blank_one_saved_by_libreoffice(resaved: dict[str, bytes], tmp_path: Path) -> None:
    """What a blank workbook is told of stays the same: its blanks, and now the program."""
    path = tmp_path / "blank.xlsx"
    path.write_bytes(write_workbook(LAYOUT, identity_of(LAYOUT, unit_code="X-1", unit_name="某局", year="2025"), {}))
    before = sorted(map(line, receive(path, LAYOUT).findings))
    assert before
    assert sorted(map(line, taken_in(tmp_path, resaved["blank"]).findings)) == sorted([*before, "- I36 note"])


@pytest.mark.parametrize("name", SOURCES)
def test_saved_by_a_library(name: str, tmp_path: Path) -> None:
    """A library leaves no saved results: the totals are worked out from their parts, and notes say so."""
    source, target = tmp_path / "filled.xlsx", tmp_path / "return.xlsx"
    source.write_bytes(filled(name).content)
    openpyxl.load_workbook(source).save(target)
    received = receive(target, LAYOUT)
    assert {(each.code, each.severity.value) for each in received.findings} == {("I33", "note"), ("I36", "note")}
    assert received.state == "accepted"
    assert received.submission is not None
    assert received.submission.values() == totalled(filled(name).values)


def _one_more(book: openpyxl.Workbook) -> None:
    place = LAYOUT.places["requests.received.natural"]
    cell = book[place.sheet][str(place.cell)]
    cell.value += 1


def test_a_change_typed_in_another_program(recalculate: Convert, tmp_path: Path) -> None:
    """A figure changed and recalculated there fails its relation at its column, once; no total is called stale."""
    source, changed = tmp_path / "filled.xlsx", tmp_path / "changed.xlsx"
    source.write_bytes(filled("county-ZRZ").content)
    book = openpyxl.load_workbook(source)
    _one_more(book)
    book.save(changed)
    (saved,) = recalculate([changed], tmp_path / "saved")
    sheet = LAYOUT.places["requests.received.natural"].sheet
    findings = (each for each in receive(saved, LAYOUT).findings if not MEANING.fullmatch(each.code))
    told = sorted(map(line, findings))
    assert told == ["- I36 note", f"{sheet}!D7 T301 error"]
