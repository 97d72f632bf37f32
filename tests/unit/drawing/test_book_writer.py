"""A workbook is written whole or not at all: what a sheet has no room for is refused with advice."""

import pytest

from xlreport.cells import MAX_ROW
from xlreport.drawing import written
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
