"""Large parts are packed beside the writing of others: the bytes, the order and the errors are those of one thread."""

import io
import zipfile
from typing import Any

import pytest

from xlreport.drawing import written
from xlreport.drawing.side_thread import SideThread

ROWS = 3_000
"""Rows of a sheet whose part goes to the thread in several pieces."""


def draw(book: Any) -> None:
    """Draw a large sheet with texts of its own, and a small one."""
    sheet, small = book.add_worksheet("large"), book.add_worksheet("small")
    for row in range(ROWS):
        sheet.write_string(row, 0, f"{row:05} " + "字" * 200)
        sheet.write_number(row, 1, row)
    small.write_string(0, 0, "end")


def test_large_parts_are_whole() -> None:
    """Each reads back as it was written, and the same drawing gives the same bytes."""
    content = written(draw)
    assert written(draw) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        texts = archive.read("xl/sharedStrings.xml").decode()
        assert [texts.index(f"<t>{row:05} ") for row in range(ROWS)] == sorted(
            texts.index(f"<t>{row:05} ") for row in range(ROWS)
        )
        assert archive.read("xl/worksheets/sheet1.xml").decode().count("<row ") == ROWS


def test_things_are_done_in_order_and_few_wait() -> None:
    """What is given first is done first; nothing is lost when many are given; the thread ends with its workbook."""
    done: list[int] = []

    def work(number: int) -> bytes:
        done.append(number)
        return bytes([number])

    with SideThread() as side:
        results = [side.do(work, number) for number in range(100)]
    assert done == list(range(100))
    assert b"".join(each.result() for each in results) == bytes(range(100))


def test_an_error_is_told_to_who_asks() -> None:
    """And to nobody else: what comes after it is done."""

    def fails() -> bytes:
        raise MemoryError("no room")

    with SideThread() as side:
        failed, *others = side.do(fails), *(side.do(bytes, 1) for _ in range(20))
    assert [each.result() for each in others] == [bytes(1)] * 20
    with pytest.raises(MemoryError, match="no room"):
        failed.result()
