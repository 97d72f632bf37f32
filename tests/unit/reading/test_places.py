"""Where fields are: manifest, name and printed labels; two of them decide, and doubt is told as doubt."""

from dataclasses import replace
from pathlib import Path

import pytest

from filled import LAYOUT, filled
from patching import point_name
from row_inserting import row_deleted, row_inserted
from xlreport.cells import Cell
from xlreport.layout import Place
from xlreport.manifest import Manifest, identity_of
from xlreport.reading.book import Book, Name
from xlreport.reading.container import open_container
from xlreport.reading.ooxml import read_book
from xlreport.reading.places import find
from xlreport.reading.prints import Prints
from xlreport.reading.sheets import as_issued, renamed_sheets, tab_of
from xlreport.reading.shifts import shifts_of

REC, REQUESTS = "requests.received.natural", "三 依申请公开"
MANIFEST = Manifest(
    identity=identity_of(LAYOUT), addresses={p.field: (p.sheet, str(p.area)) for p in LAYOUT.places.values()}
)


def book_of(content: bytes, folder: Path) -> Book:
    """The book of a workbook's bytes."""
    path = folder / "book.xlsx"
    path.write_bytes(content)
    return read_book(open_container(path))


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """The filled workbook as a book."""
    return book_of(filled("hulin-2025").content, tmp_path)


def listed_at(field: str, sheet: str, cells: str) -> Manifest:
    """The manifest with one address changed."""
    return replace(MANIFEST, addresses={**MANIFEST.addresses, field: (sheet, cells)})


def test_agreement_is_silence(book: Book) -> None:
    """Every field is where the form has it and nothing is told."""
    found = find(LAYOUT, MANIFEST, book)
    assert found.places == LAYOUT.places
    assert (found.moved, found.lost, found.unclear) == ((), frozenset(), frozenset())


@pytest.mark.parametrize(("sheet", "cells"), [(REQUESTS, "E9"), (REQUESTS, "not a cell"), ("没有此表", "D7"), ("", "")])
def test_a_wrong_address_in_the_manifest(book: Book, sheet: str, cells: str) -> None:
    """Name and labels find the field; what the manifest said is kept."""
    found = find(LAYOUT, listed_at(REC, sheet, cells), book)
    assert found.places[REC] == LAYOUT.places[REC]
    (moved,) = found.moved
    assert (moved.field, moved.followed, moved.by_label) == (REC, f"{REQUESTS}!D7", f"{REQUESTS}!D7")


@pytest.mark.parametrize("target", ["#REF!", "'三 依申请公开'!$E$9", "SUM(1,2)", "'[1]外部'!$A$1", "'没有'!$D$7", ""])
def test_a_wrong_name(book: Book, target: str) -> None:
    """Manifest and labels find the field, whatever the name says; no name ever raises."""
    names = tuple(replace(each, target=target) if each.name == REC else each for each in book.names)
    found = find(LAYOUT, MANIFEST, replace(book, names=names))
    assert found.places[REC] == LAYOUT.places[REC]
    assert [each.field for each in found.moved] == [REC]


def test_foreign_names_are_ignored(book: Book) -> None:
    """Names of add-ins, and names of one sheet only, change nothing."""
    foreign = (
        Name(name="_xlnm.Print_Area", sheet=None, target="#REF!", hidden=True),
        Name(name=REC, sheet=REQUESTS, target="'三 依申请公开'!$E$9", hidden=False),
    )
    assert find(LAYOUT, MANIFEST, replace(book, names=(*book.names, *foreign))).moved == ()


def test_two_addresses_with_the_same_labels(book: Book) -> None:
    """Where both fit the labels, the one where the form has it counts."""
    upheld = "disputes.review.upheld"
    found = find(LAYOUT, listed_at(upheld, "四 复议诉讼", "F7"), book)
    assert found.places[upheld] == LAYOUT.places[upheld]
    assert found.unclear == frozenset()


def test_no_address_fits(tmp_path: Path) -> None:
    """Where labels were changed as well, the manifest is followed and the doubt is told."""
    content = point_name(filled("hulin-2025").content, REC, f"'{REQUESTS}'!$E$9")
    found = find(LAYOUT, listed_at(REC, REQUESTS, "F9"), book_of(content, tmp_path))
    assert found.places[REC] == LAYOUT.places[REC]
    names = replace(book_of(content, tmp_path), cells={})
    assert find(LAYOUT, listed_at(REC, REQUESTS, "F9"), names).unclear == {REC}


@pytest.mark.parametrize(("manifests", "lost"), [("F9", frozenset({REC})), ("Y99", frozenset[str]())])
def test_a_field_in_doubt_is_lost_only_to_another(book: Book, manifests: str, lost: frozenset[str]) -> None:
    """Its cell may be that of a field that is in no doubt: then it has none. A free cell is read, and doubted."""
    names = tuple(replace(each, target=f"'{REQUESTS}'!$E$9") if each.name == REC else each for each in book.names)
    found = find(LAYOUT, listed_at(REC, REQUESTS, manifests), replace(book, names=names, cells={}))
    assert str(found.places[REC].cell) == manifests
    assert (found.unclear, found.lost) == (frozenset({REC}), lost)


def test_an_inserted_row(tmp_path: Path) -> None:
    """Every field below the row is found one row lower, none is in doubt, and formulas are followed."""
    found = find(LAYOUT, MANIFEST, book_of(row_inserted(filled("hulin-2025").content, REQUESTS, 15), tmp_path))
    below = [each for each in LAYOUT.places.values() if each.sheet == REQUESTS and each.cell.row >= 14]
    assert [each.field for each in found.moved] == [each.field for each in below]
    assert all(found.places[each.field].cell == each.cell.shifted(1) for each in below)
    assert found.unclear == frozenset()
    shifts = shifts_of(LAYOUT, found.places, found.unclear)
    assert shifts.formula("=SUM(D9:D29)", REQUESTS) == "=SUM(D9:D30)"
    assert shifts.formula('=SUM($D$9:$D$29)&" D29"', REQUESTS) == '=SUM($D$9:$D$30)&" D29"'
    assert shifts.formula(f"='{REQUESTS}'!$D$30-D30", "校验") == f"='{REQUESTS}'!$D$31-D30"


def test_a_deleted_row(tmp_path: Path) -> None:
    """The fields of the row are lost, not read from the row that took its place; those below are found."""
    found = find(LAYOUT, MANIFEST, book_of(row_deleted(filled("hulin-2025").content, REQUESTS, 20), tmp_path))
    assert found.lost == {
        each.field for each in LAYOUT.places.values() if (each.sheet, each.cell.row) == (REQUESTS, 19)
    }
    assert found.places["requests.concluded.natural"].cell == Cell.parse("D29")


def test_nothing_moved_nothing_shifts() -> None:
    """Without a move every formula stays as it is."""
    shifts = shifts_of(LAYOUT, LAYOUT.places, ())
    assert shifts.formula("=SUM(D9:D29)", REQUESTS) == "=SUM(D9:D29)"
    assert shifts.cell(REQUESTS, Cell.parse("J7")) == Cell.parse("J7")


def test_a_missing_sheet_is_not_told_field_by_field(book: Book) -> None:
    """Fields of a sheet that is not there stay where they were issued, in silence."""
    left = tuple(each for each in book.sheets if each.name != REQUESTS)
    assert find(LAYOUT, MANIFEST, replace(book, sheets=left)).moved == ()


def test_merged_labels_are_printed_on_all_their_cells(book: Book) -> None:
    """A label over several columns stands above each of them."""
    prints = Prints.of(book)
    assert prints.label(REQUESTS, Cell.parse("G5")) == prints.label(REQUESTS, Cell.parse("E5")) != ""
    place = Place(field=REC, sheet=REQUESTS, area=LAYOUT.places[REC].area)
    assert prints.nearest(place, rows=-1, columns=0) == "自然人"
    assert prints.nearest(replace(place, sheet="没有"), rows=0, columns=-1) == ""


def test_a_renamed_tab_is_recognised(book: Book) -> None:
    """By its labels or by the names that point there; the book then reads as issued."""
    assert renamed_sheets(LAYOUT, book) == {}
    tabs = tuple(replace(each, name="旧表" if each.name == REQUESTS else each.name) for each in book.sheets)
    cells = {"旧表" if name == REQUESTS else name: held for name, held in book.cells.items()}
    renamed = replace(book, sheets=tabs, cells=cells)
    assert renamed_sheets(LAYOUT, renamed) == {REQUESTS: "旧表"}
    pointed = tuple(replace(each, target=each.target.replace(REQUESTS, "旧表")) for each in book.names)
    by_names = replace(renamed, names=pointed, cells={})
    assert renamed_sheets(LAYOUT, by_names) == {REQUESTS: "旧表"}
    again = as_issued(replace(renamed, names=pointed), {REQUESTS: "旧表"})
    assert [each.name for each in again.sheets] == [each.name for each in book.sheets]
    assert find(LAYOUT, MANIFEST, again).moved == ()


def test_two_tabs_for_one_sheet_are_taken_for_none(book: Book) -> None:
    """Two copies of a sheet under other names: nobody knows which is meant."""
    own = next(each for each in book.sheets if each.name == REQUESTS)
    copies = (replace(own, name="甲"), replace(own, name="乙"))
    tabs = (*(each for each in book.sheets if each.name != REQUESTS), *copies)
    held = book.cells[REQUESTS]
    doubled = replace(book, sheets=tabs, cells={**book.cells, "甲": held, "乙": held})
    assert renamed_sheets(LAYOUT, doubled) == {}


@pytest.mark.parametrize(
    ("target", "tab"),
    [
        ("'三 依申请公开'!$D$7", "三 依申请公开"),
        ("封面!$B$4", "封面"),
        ("'It''s'!A1", "It's"),
        ("#REF!", "#REF"),
        ("1", ""),
    ],
)
def test_the_tab_of_a_name(target: str, tab: str) -> None:
    """A tab stands in quotes where it must."""
    assert tab_of(target) == tab
