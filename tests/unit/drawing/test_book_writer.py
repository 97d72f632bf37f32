"""A workbook is written whole or not at all: what a sheet has no room for is refused with advice."""

import io
import zipfile

import pytest

from xlreport.cells import MAX_ROW
from xlreport.drawing import book_writer, written
from xlreport.errors import XlreportError


@pytest.mark.parametrize("draw", ["write", "write_string"])
def test_a_row_below_the_last_one_is_refused_with_advice(draw: str) -> None:
    """The last row is written, the one after it is an error that names the sheet and says what to do."""
    for row in (MAX_ROW - 1, MAX_ROW):

        def filled(book: object, row: int = row) -> None:
            getattr(book.add_worksheet("明细"), draw)(row, 0, "x")  # type: ignore[attr-defined]

        if row < MAX_ROW:
            assert written(filled)
        else:
            with pytest.raises(XlreportError, match=r"明细.*按地区分开汇总"):
                written(filled)


def test_what_no_proof_would_open_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook of just the largest size is written, one of a byte more is an error that says what to do."""

    def filled(book: object) -> None:
        book.add_worksheet("明细").write_string(0, 0, "x")  # type: ignore[attr-defined]

    with zipfile.ZipFile(io.BytesIO(written(filled))) as archive:
        size = sum(each.file_size for each in archive.infolist())
    monkeypatch.setattr(book_writer, "LARGEST_WORKBOOK", size)
    assert written(filled)
    monkeypatch.setattr(book_writer, "LARGEST_WORKBOOK", size - 1)
    with pytest.raises(XlreportError, match=r"复核能打开的大小.*按地区分开汇总"):
        written(filled)
