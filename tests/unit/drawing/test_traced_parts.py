"""Of the large parts of a workbook that is only compared no more is kept than a digest: the one of the same bytes."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from xlreport.drawing import parts_traced, parts_written
from xlreport.drawing.book_parts import trace_of

ROWS = 6_000
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def draw(book: Any, *, rows: int = ROWS, last: str = "末", number: int = 1) -> None:
    """A sheet whose part and texts are large."""
    sheet = book.add_worksheet("明细")
    for row in range(rows):
        sheet.write_line(row, (f"第 {row} 行：{'文字' * 30}", row), (None, None))
    sheet.write_line(rows, (last, number), (None, None))


def traces(drawing: Callable[[Any], None]) -> dict[str, bytes]:
    """The digest of each part."""
    parts = parts_traced(drawing)
    return {name: parts.digest(name) for name in parts}


def test_a_part_has_the_digest_of_its_bytes() -> None:
    """Large parts and small ones, however they are cut into pieces."""
    for rows in (ROWS, 1):
        whole = parts_written(partial(draw, rows=rows))
        assert traces(partial(draw, rows=rows)) == {name: trace_of([content]) for name, content in whole.items()}
        assert trace_of(whole.pieces(TEXTS)) == trace_of([whole[TEXTS]])


def test_one_other_sign_is_another_digest() -> None:
    """In the last text, in the last figure, in how many texts there are."""
    known = traces(draw)
    assert {name for name, each in traces(partial(draw, last="终")).items() if each != known[name]} == {TEXTS}
    assert {name for name, each in traces(partial(draw, number=2)).items() if each != known[name]} == {SHEET}
    assert traces(partial(draw, rows=ROWS - 1))[TEXTS] != known[TEXTS]
    texts = parts_written(draw)[TEXTS]
    assert trace_of([texts.replace(b'uniqueCount="', b'uniqueCount="1')]) != known[TEXTS]


def test_a_large_part_is_not_kept() -> None:
    """Whoever asks for it made a mistake; a small one is there."""
    parts = parts_traced(draw)
    assert b"sheet" in parts["xl/workbook.xml"]
    assert SHEET in parts
    for name in (SHEET, TEXTS):
        with pytest.raises(LookupError, match=name):
            parts[name]


def linked(book: Any, *, sorted_rows: bool = True) -> None:
    """A sheet that leads to so many files that the list of them is large."""
    sheet = book.add_worksheet("报送情况")
    for row in range(ROWS) if sorted_rows else reversed(range(ROWS)):
        for column in (1, 0):
            sheet.write_link(row, column, f"external:../inbox/{row:05}.xlsx#{column}", "-", f"打开 {row:05}.xlsx")
    for row in range(ROWS):
        sheet.write_line(row, ("一", "二"), (None, None))


def test_the_files_that_a_sheet_leads_to_are_kept() -> None:
    """However many: who compares two workbooks follows them."""
    whole, kept = parts_written(linked), parts_traced(linked)
    (links,) = (name for name in whole if name.startswith("xl/worksheets/_rels/"))
    assert len(whole[links]) > 2**18
    assert kept[links] == whole[links]


def test_links_are_the_same_however_they_are_kept() -> None:
    """From the first row to the last they are packed, in another order each is kept as it is."""
    assert traces(linked) == traces(partial(linked, sorted_rows=False))
