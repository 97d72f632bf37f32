"""Rows written as a whole stand in the file as the same cells written one by one."""

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from xlreport.drawing import parts_written, written
from xlreport.storage import parts_of

VALUES = (
    ("单位", 12, None, Decimal("3.50"), "", "a<b&c"),
    (None, -7, "_x0041_", Decimal("1E+3"), 10**14, "单位"),
)


def drawn(*, as_lines: bool) -> Callable[[Any], None]:
    """A locked sheet with a row in two styles, one in the column's, a gap and a row of another width."""

    def draw(book: Any) -> None:
        sheet = book.add_worksheet("明细")
        sheet.protect()
        styles = [book.add_format({"bold": True}), book.add_format({"num_format": "0.00"})]
        rows = {0: (VALUES[0], [*styles] * 3), 1: (VALUES[1], styles[::-1] * 3), 40: (("末",), [None])}
        for row, (values, looks) in rows.items():
            if as_lines:
                sheet.write_line(row, values, tuple(looks), 33 if row == 1 else None)
                continue
            for column, (value, look) in enumerate(zip(values, looks, strict=True)):
                write = {str: sheet.write_string, type(None): sheet.write_blank}.get(type(value), sheet.write_number)
                (sheet.write_blank if value == "" else write)(row, column, value, look)
        if not as_lines:
            sheet.set_row(1, 33)
        sheet.set_row(20, 5)

    return draw


def test_a_row_at_once_is_in_every_byte_what_its_cells_are_one_by_one() -> None:
    """Texts, figures, blanks, heights, the style of a column, the columns in use."""
    assert written(drawn(as_lines=True)) == written(drawn(as_lines=False))


def test_parts_that_are_kept_as_they_are_hold_what_the_file_holds() -> None:
    """The same parts in the same order."""
    packed = {part.name: part.content() for part in parts_of(written(drawn(as_lines=True)))}
    assert list(parts_written(drawn(as_lines=True)).items()) == list(packed.items())


def test_the_file_is_the_one_that_zipfile_packs() -> None:
    """Packed while it is written, or each part whole at the end: the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts_written(drawn(as_lines=True)).items():
            about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, content)
    assert written(drawn(as_lines=True)) == out.getvalue()


def test_a_row_is_written_in_one_way_only() -> None:
    """A cell beside a whole row would stand in the file twice."""

    def twice(book: Any) -> None:
        sheet = book.add_worksheet("明细")
        sheet.write_line(3, ("a", "b"), (None, None))
        sheet.write_string(3, 1, "c")

    with pytest.raises(ValueError, match="明细, row 4"):
        written(twice)


def test_rows_are_written_from_the_first_to_the_last() -> None:
    """Many are packed together: none can be put between them, nor written anew."""

    def back(book: Any) -> None:
        sheet = book.add_worksheet("明细")
        sheet.write_line(3, ("a",), (None,))
        sheet.write_line(3, ("b",), (None,))

    with pytest.raises(ValueError, match="明细, row 4"):
        written(back)


def test_many_rows_stand_in_the_file_as_one_by_one() -> None:
    """More than are packed together, each of its own height."""

    def draw(book: Any, *, as_lines: bool) -> None:
        sheet, style = book.add_worksheet("明细"), book.add_format({"bold": True})
        for row in range(200):
            if as_lines:
                sheet.write_line(row, (f"第{row}行", row), (style, style), 15 + row % 3)
            else:
                sheet.write_string(row, 0, f"第{row}行", style)
                sheet.write_number(row, 1, row, style)
                sheet.set_row(row, 15 + row % 3)

    assert written(partial(draw, as_lines=True)) == written(partial(draw, as_lines=False))


def test_a_chart_has_its_long_labels() -> None:
    """A label of many characters, written as a cell by itself, after it was met in a row."""
    label = "某县行政审批和政务信息管理局" * 10

    def draw(book: Any) -> None:
        book.add_worksheet("名单").write_line(0, (label, label * 3), (None, None))
        sheet = book.add_worksheet("图")
        sheet.write_string(0, 0, label)
        sheet.write_number(0, 1, 3)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"categories": "=图!$A$1:$A$1", "values": "=图!$B$1:$B$1"})
        sheet.insert_chart("D1", chart)

    parts = parts_written(draw)
    assert f"<c:v>{label}</c:v>" in parts["xl/charts/chart1.xml"].decode()
    assert parts["xl/sharedStrings.xml"].decode().count(f"<t>{label}</t>") == 1
