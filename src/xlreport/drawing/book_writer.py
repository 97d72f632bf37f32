"""An xlsxwriter workbook that gives the same bytes each time, locks its structure, and drops nothing silently."""

import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Self
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.worksheet import ColumnInfo

from xlreport.cells import Area, Cell
from xlreport.drawing.book_parts import PackedPart, PartsPackager, PlainPart, TracedPart, TracedParts, WrittenParts
from xlreport.drawing.lined_sheet import LinedSheet
from xlreport.drawing.look import SONG
from xlreport.drawing.passwords import Lock
from xlreport.drawing.side_thread import SideThread
from xlreport.drawing.text_table import TextTable, escaped
from xlreport.errors import XlreportError
from xlreport.language import Text, either
from xlreport.storage import LARGEST_WORKBOOK, ZipPart, zip_of, zip_pieces

_CREATED = datetime(2021, 9, 26, tzinfo=UTC).replace(tzinfo=None)
_LAST_COLUMN = 16_383
_DEFAULT = {"font_name": SONG, "font_size": 11, "locked": False}
"""The style of a cell that has none of its own, and of what is pasted from elsewhere: it can be typed into."""
_OPTIONS = {
    "in_memory": True,
    "default_column_width": 72,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class _Shared(str):
    """A formula's text in a group that shares it: written once, at the group's first cell, and referred to below."""

    __slots__ = ("area", "group")
    area: str
    group: int

    def __new__(cls, formula: str, group: int, area: str) -> Self:
        """Make the formula of one cell; only the group's first names the area."""
        made = super().__new__(cls, formula)
        made.group, made.area = group, area
        return made

    @property
    def element(self) -> str:
        """The formula as the file has it."""
        if not self.area:
            return f'<f t="shared" si="{self.group}"/>'
        return f'<f t="shared" ref="{self.area}" si="{self.group}">{escape(self)}</f>'


def _too_large(what: str, most: Text) -> XlreportError:
    """Say that nothing is written, for Excel or a proof could not open it, and how the same sum is got."""
    why = either(
        f"超过{most.zh}：请按地区分开汇总，再把各地区的汇总工作簿一起汇总",
        f"more than {most.en}: consolidate area by area, then the areas' workbooks",
    )
    return XlreportError(f"{what}: {why}" if what else why)


class _Worksheet(LinedSheet):
    """Writes what xlsxwriter lacks: a password's SHA-512 attributes, rows that grow, columns locked by themselves.

    Names each linked file once: a reader that looks a link's file up in a list takes minutes over thousands of links
    with a file each.
    """

    lock: Lock | None = None

    def __init__(self) -> None:
        """Begin an empty sheet."""
        super().__init__()
        self._soft: set[int] = set()
        self._groups = 0
        self._locked: Any = None

    def _check_dimensions(self, row: int, *more: Any, **named: Any) -> int:
        """Refuse what lies below the last row of a sheet, which xlsxwriter would leave out in silence."""
        if row >= self.xls_rowmax:
            most = Text(f"一张工作表的 {self.xls_rowmax} 行", f"the {self.xls_rowmax} rows of a sheet")
            raise _too_large(self.name, most)
        checked: int = super()._check_dimensions(row, *more, **named)
        return checked

    def soft_row(self, row: int, height: float) -> None:
        """Open a row at a height from which it grows with what is typed: one that is set never does."""
        self.set_row(row, height)
        self._soft.add(row + 1)

    def write_rich(self, row: int, column: int, *pieces: Any) -> None:
        """Write a text in pieces of several formats; what else looks like such a text is text."""
        with self.str_table.rich():
            self.write_rich_string(row, column, *pieces)

    def write_shared(self, first: Cell, formula: str, style: Any, results: Sequence[Any]) -> None:
        """Write a formula down a column, a cell for each result: relative to `first`, its text kept once."""
        area = str(Area.of(first, len(results)))
        for row, result in enumerate(results, first.row):
            shared = _Shared(formula.removeprefix("="), self._groups, area if row == first.row else "")
            self.write_formula(row, first.column, shared, style, result)
        self._groups += 1

    def _xml_formula_element(self, formula: str, result: Any, attributes: Any = ()) -> None:
        # xlsxwriter writes a result as it is, control characters that no file may hold included.
        if isinstance(result, str):
            result = escaped(result)
        if not isinstance(formula, _Shared):
            super()._xml_formula_element(formula, result, attributes)
            return
        said = [*attributes, ("t", "str")] if result == "" else attributes
        cell = "".join(f' {name}="{value}"' for name, value in said)
        self.fh.write(f"<c{cell}>{formula.element}<v>{escape(str(result))}</v></c>")

    def lock_columns(self, style: Any) -> None:
        """Lock the cells that nothing is written into, whole columns at a time: the default style is open."""
        self._locked = style
        for column in range((self.dim_colmax or 0) + 1):
            self.col_info.setdefault(column, ColumnInfo())
        for info in self.col_info.values():
            info.column_format = info.column_format or style

    def _write_cols(self) -> None:
        """Write the columns in use, and between and behind them those that are only locked."""
        if self._locked is None:
            super()._write_cols()
            return
        self._xml_start_tag("cols")
        following = 0
        for column in sorted(self.col_info):
            self._write_gap(following, column - 1)
            self._write_col_info(column, column, self.col_info[column])
            following = column + 1
        self._write_gap(following, _LAST_COLUMN)
        self._xml_end_tag("cols")

    def _write_gap(self, first: int, last: int) -> None:
        if first <= last:
            self._write_col_info(first, last, ColumnInfo(column_format=self._locked))

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        super()._xml_start_tag_unencoded(tag, self._grown(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        super()._xml_empty_tag_unencoded(tag, self._grown(tag, attributes))

    def _grown(self, tag: str, attributes: Any) -> Any:
        if tag == "row" and attributes and dict(attributes)["r"] in self._soft:
            return [each for each in attributes if each[0] != "customHeight"]
        return attributes

    def _write_hyperlinks(self) -> None:
        self.linked_files: dict[str, int] = {}
        super()._write_hyperlinks()
        self.external_hyper_links = [["/hyperlink", target, "External"] for target in self.linked_files]

    def _write_hyperlink_external(self, row: int, column: int, number: int, url: Any) -> None:
        target = url._target()  # noqa: SLF001  # xlsxwriter's own hook
        if target in self.linked_files:
            self.rel_count -= 1
        super()._write_hyperlink_external(row, column, self.linked_files.setdefault(target, number), url)

    def _prepare_formula(self, formula: str, *_given: Any, **_named: Any) -> str:
        # xlsxwriter searches each formula for 90 functions newer than Excel 2010; ours has none of them.
        return formula if isinstance(formula, _Shared) else formula.removeprefix("=")

    def _xml_empty_tag(self, tag: str, attributes: Any = ()) -> None:
        if tag == "sheetProtection" and self.lock:
            attributes = [*self.lock.of_sheet(), *attributes]
        super()._xml_empty_tag(tag, attributes)


class _SteadyBook(xlsxwriter.Workbook):  # type: ignore[misc]
    """Adds what xlsxwriter lacks: the lock on the workbook's structure, and passwords."""

    worksheet_class = _Worksheet
    lock: Lock | None = None
    part: type[PackedPart | PlainPart] = PackedPart
    packager: PartsPackager

    def __init__(self, *given: Any) -> None:
        """Begin an empty workbook."""
        super().__init__(*given)
        self.side = SideThread()
        self.str_table = TextTable(self.side)

    def _add_sheet(self, *given: Any, **named: Any) -> Any:
        sheet = super()._add_sheet(*given, **named)
        sheet.lock = self.lock
        return sheet

    def add_format(self, properties: Any = None) -> Any:
        """Make a format, which locks its cell unless it says otherwise; the first is the default style."""
        locked = {"locked": True} if self.formats else {}
        return super().add_format({**locked, **(properties or {})})

    def lock_the_rest(self) -> None:
        """Lock what a protected sheet leaves without a format."""
        style = self.add_format()
        for sheet in self.worksheets():
            if sheet.protect_options:
                style._get_xf_index()  # noqa: SLF001  # numbers the format, as writing a cell with it would
                sheet.lock_columns(style)

    def _get_packager(self) -> PartsPackager:
        self.packager = PartsPackager(self.part, self.side)
        return self.packager

    def _write_workbook_pr(self) -> None:
        super()._write_workbook_pr()
        password = self.lock.of_structure() if self.lock else []
        self._xml_empty_tag("workbookProtection", [*password, ("lockStructure", "1")])


@contextmanager
def _no_silence() -> Iterator[None]:
    """Turn xlsxwriter's warnings into errors: it drops what it warns about."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            yield
        except UserWarning as warning:
            message = f"the workbook cannot be written: {warning}"
            raise XlreportError(message) from warning


Marking = Callable[[list[ZipPart]], list[ZipPart]]


def written(
    draw: Callable[[Any], None], *, locked: bool = True, lock: Lock | None = None, stamp: Marking | None = None
) -> bytes:
    """Give the bytes of a workbook that `draw` draws; the same drawing gives the same bytes.

    `lock` is the password of the structure and of every sheet that `draw` protects; `stamp` puts a mark into the
    parts of a locked one. Raises XlreportError for one that is larger than a proof opens.
    """
    if locked:
        return zip_of(_packed(draw, lock, stamp))
    out = io.BytesIO()
    with _no_silence(), xlsxwriter.Workbook(out, _options()) as book:
        _begin(book)
        draw(book)
    return out.getvalue()


def pieces_written(draw: Callable[[Any], None], stamp: Marking) -> Iterator[bytes]:
    """Give the bytes of a locked workbook in pieces, each once: a large one is never whole in memory."""
    return zip_pieces(_packed(draw, None, stamp))


def _packed(draw: Callable[[Any], None], lock: Lock | None, stamp: Marking | None) -> Iterator[ZipPart]:
    """Give the parts as they stand in the file; none is kept once it is there."""
    parts = [each.taken() for each in _drawn(draw, PackedPart, lock)]
    parts = list(reversed(stamp(parts) if stamp else parts))
    if sum(each.size for each in parts) > LARGEST_WORKBOOK:
        raise _too_large("", Text("复核能打开的大小", "what verify opens"))
    return (parts.pop() for _ in range(len(parts)))


def parts_written(draw: Callable[[Any], None], lock: Lock | None = None) -> WrittenParts:
    """Give the parts of a locked workbook, not packed: those of the file that `written` gives."""
    return WrittenParts(_drawn(draw, PlainPart, lock))


def parts_traced(draw: Callable[[Any], None]) -> TracedParts:
    """Give the parts of a locked workbook for a comparison: of large ones no more than their digests."""
    return TracedParts(_drawn(draw, TracedPart))


def _drawn(draw: Callable[[Any], None], kind: type[Any], lock: Lock | None = None) -> list[Any]:
    with SideThread() as side, _no_silence(), _SteadyBook(io.BytesIO(), _options()) as book:
        book.lock, book.part, book.side, book.str_table = lock, kind, side, kind.texts(side)
        _begin(book)
        draw(book)
        book.lock_the_rest()
    parts: list[Any] = book.packager.parts
    return parts


def _options() -> dict[str, Any]:
    return {**_OPTIONS, "default_format_properties": dict(_DEFAULT)}


def _begin(book: Any) -> None:
    book.set_properties({"created": _CREATED, "author": "xlreport"})
