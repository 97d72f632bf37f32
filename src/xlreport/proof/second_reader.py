"""The second reader: workbooks through openpyxl, called defensively. Of the first it has no line, but `numbers`."""

import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property, reduce
from pathlib import Path
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.cell.text import Text
from openpyxl.reader.excel import SHARED_STRINGS, ExcelReader
from openpyxl.styles import Border
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from xlreport.cells import Cell
from xlreport.language import either
from xlreport.lazy import regex
from xlreport.merging.book.book_places import FORMER_SHEETS
from xlreport.numbers import Number, shown, stored
from xlreport.plain_records import dataclass
from xlreport.proof.package import Package, Refused, package_of
from xlreport.proof.plain_sheets import PlainSheet
from xlreport.storage import LARGEST_WORKBOOK

_SURELY_EXACT = 10**15
_STRING = f"{{{SHEET_MAIN_NS}}}si"
_QUOTED = ('name="{}"', "{}'!", "{}!")
"""How a tab names a sheet, and how formulas, names and links do."""
_ESCAPE = regex(r"_x([0-9A-Fa-f]{4})_")


class _OpenpyxlReader(ExcelReader):  # type: ignore[misc]
    """Gives shared texts as they were typed: openpyxl drops `x005F_` and leaves the other escapes as they are."""

    def read_strings(self) -> None:
        """Read the shared strings."""
        if (part := self.package.find(SHARED_STRINGS)) is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = [_typed(node) for _, node in iterparse(source) if node.tag == _STRING]

    def read_worksheets(self) -> None:
        """Read the sheets without their borders, which nobody looks at: openpyxl draws them round each merged area."""
        self.wb._borders = IndexedList([Border()] * len(self.wb._borders))  # noqa: SLF001
        super().read_worksheets()


def _typed(node: Any) -> str:
    text = Text.from_tree(node).content
    node.clear()
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


class Unreadable(Exception):
    """openpyxl could not read a file, for whatever cause."""


@contextmanager
def openpyxl_guarded() -> Iterator[None]:
    """Turn whatever openpyxl raises, at loading or later at a cell, into Unreadable.

    What it warns of, that it passes over the bar of a cell, is nothing to whoever proves figures.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            yield
    except Unreadable:
        raise
    except Refused as refused:
        raise Unreadable(str(refused)) from refused
    except Exception as error:
        raise Unreadable(cause(error)) from error


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A workbook read as formulas and as stored results, by openpyxl when a sheet is first asked for that is not plain.

    `plain` has the sheets of which every byte is known to be as the merge writes it: openpyxl gets those emptied.
    """

    package: Package
    """the parts it was read from; of sheets that are plain what fills them may be gone"""
    plain: Mapping[str, PlainSheet] = field(default_factory=dict)
    read_only: bool = False

    @cached_property
    def formulas(self) -> Any:
        """Give what openpyxl reads, formulas in the place of results."""
        return opened(self._content, read_only=self.read_only)

    @cached_property
    def _results(self) -> dict[str, dict[tuple[int, int], Any]]:
        """Give by sheet the stored results and the values, by 1-based row and column."""
        book = opened(self._content, data_only=True, read_only=True)
        with openpyxl_guarded():
            return {sheet.title: _values(sheet) for sheet in book.worksheets if sheet.title not in self.plain}

    @property
    def _content(self) -> bytes:
        return self.package.without_cells(self.plain).opened

    @property
    def sheetnames(self) -> list[str]:
        """Name the sheets, in their order."""
        names = list(self.package.sheets)
        return names if self.plain.keys() == set(names) else list(self.formulas.sheetnames)

    def has(self, sheet: str) -> bool:
        """Tell whether there is such a sheet."""
        return sheet in self.plain or sheet in self.sheetnames

    def text(self, sheet: str, cell: Cell) -> str:
        """Give what a cell holds as text, a number in plain digits, nothing for a blank."""
        if plain := self.plain.get(sheet):
            return as_text(plain.formula(cell) or plain.result(cell))
        return as_text(self._of(self.formulas, sheet, cell).value)

    def formula(self, sheet: str, cell: Cell) -> str | None:
        """Give a cell's formula, None when it holds none."""
        if plain := self.plain.get(sheet):
            return plain.formula(cell)
        found = self._of(self.formulas, sheet, cell)
        return str(found.value) if found.data_type == "f" else None

    def result(self, sheet: str, cell: Cell) -> Any:
        """Give the stored result of a formula, or the value."""
        if plain := self.plain.get(sheet):
            return plain.result(cell)
        covered = isinstance(self._of(self.formulas, sheet, cell), MergedCell)
        return None if covered else undated(self._results[sheet].get((cell.row + 1, cell.column + 1)))

    def rows(self, sheet: str, first: int = 0, columns: int | None = None) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Give the filled rows of a sheet from a row on, with their 0-based numbers."""
        if plain := self.plain.get(sheet):
            yield from plain.filled(first, columns)
            return
        rows = self.formulas[sheet].iter_rows(min_row=first + 1, max_col=columns, values_only=True)
        for number, values in enumerate(rows, first):
            if any(value is not None for value in values):
                yield number, tuple(map(undated, values))

    def hidden_rows(self, sheet: str) -> frozenset[int]:
        """Give the 0-based rows of a sheet that are out of sight; a plain one has none."""
        if sheet in self.plain:
            return frozenset()
        rows = self.formulas[sheet].row_dimensions.items()
        return frozenset(number - 1 for number, row in rows if row.hidden or row.height == 0)

    @staticmethod
    def _of(book: Any, sheet: str, cell: Cell) -> Any:
        return book[sheet].cell(cell.row + 1, cell.column + 1)


def _values(sheet: Any) -> dict[tuple[int, int], Any]:
    """Read a sheet's values as openpyxl gives them, in whatever order they stand, without their formats."""
    book = sheet.parent
    parser = WorkSheetParser(
        sheet._get_source(),  # noqa: SLF001  # openpyxl's own way to a sheet
        sheet._shared_strings,  # noqa: SLF001
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,  # noqa: SLF001
        timedelta_formats=book._timedelta_formats,  # noqa: SLF001
    )
    return {(cell["row"], cell["column"]): cell["value"] for _, cells in parser.parse() for cell in cells}


def load(path: Path) -> Loaded:
    """Open a consolidated workbook; raises Unreadable for any cause, some of them when it is read."""
    return Loaded(package=gated(path))


def glanced(path: Path) -> Loaded:
    """Open a workbook of which one sheet is wanted: each is read when it is asked for, without results."""
    return Loaded(package=gated(path), read_only=True)


def gated(path: Path) -> Package:
    """Pass a file through the gate; what is proven is the workbook that its own references lead to."""
    with openpyxl_guarded():
        package = package_of(path.read_bytes(), LARGEST_WORKBOOK)
        if not package.workbooks:
            raise Refused(either("找不到工作簿", "nothing says which part is the workbook"))
        return _as_named_now(package)


def _as_named_now(package: Package) -> Package:
    """Give a workbook of before with its sheets under the names of now, on their tabs and wherever they are quoted."""
    names = {old: new for old, new in FORMER_SHEETS.items() if old in package.sheets and new not in package.sheets}
    swaps = [(mark.format(old).encode(), mark.format(new).encode()) for old, new in names.items() for mark in _QUOTED]
    parts = dict(package.parts) if names else {}
    for part, data in parts.items():
        if part.endswith(".xml"):
            parts[part] = reduce(lambda known, swap: known.replace(*swap), swaps, data)
    return Package(parts=parts) if names else package


def content_of(path: Path, largest: int) -> bytes:
    """Give a file's bytes; raises Unreadable when it would inflate to more than `largest`."""
    with openpyxl_guarded():
        return bounded(path.read_bytes(), largest)


def bounded(content: bytes, largest: int) -> bytes:
    """Give back a workbook's bytes; raises Unreadable when it would inflate to more than `largest`."""
    with openpyxl_guarded(), zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = sum(each.file_size for each in archive.infolist())
    if size > largest:
        raise Unreadable(either(f"解压后有 {size} 字节", f"{size} bytes inflated"))
    return content


def opened(content: bytes, *, data_only: bool = False, read_only: bool = False) -> Any:
    """Open a workbook with openpyxl; raises Unreadable for any cause."""
    with openpyxl_guarded():
        reader = _OpenpyxlReader(io.BytesIO(content), data_only=data_only, read_only=read_only, keep_links=False)
        reader.read()
        book = reader.wb
        if not read_only:
            _empty_links(book)
        return book


def _empty_links(book: Any) -> None:
    """Take away what openpyxl puts into a blank cell that bears a link: the link's own target."""
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                link = cell.hyperlink
                if link is not None and cell.value == (link.target or link.location):
                    cell.value = None


def cause(error: Exception) -> str:
    """Say briefly what openpyxl or a file system met."""
    said = f"{type(error).__name__}: {str(error)[:200]}"
    return either(f"文件打不开或已损坏（技术细节：{said}）", f"it cannot be opened or is damaged (in detail: {said})")


def undated(value: Any) -> Any:
    """Give the number that a cell holds where its format made a date of it."""
    if isinstance(value, datetime | date | time | timedelta):
        return to_excel(value)
    return value


def as_text(value: Any) -> str:
    """Give a value as text, a number in plain digits."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    number = as_number(value)
    if number is None:
        return str(value)
    return f"{number:f}" if isinstance(number, Decimal) else str(number)


def as_number(value: Any) -> Number | None:
    """Give the exact number that a cell's int or float stands for; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, int) and abs(value) < _SURELY_EXACT:
        return value
    return stored(repr(value))


def figure_text(number: Number | None) -> str:
    """Give a figure as a finding names it."""
    return "（空）" if number is None else shown(number)
