"""The second reader: workbooks through openpyxl, called defensively. Shares nothing with the first reader."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from xlreport.cells import Cell
from xlreport.forms import YES_NO, Form
from xlreport.layout import MANIFEST_SHEET
from xlreport.manifest import parse
from xlreport.numbers import Number, read, stored

_LARGEST_RETURN = 64 * 2**20
_MOST_ROWS, _MOST_COLUMNS = 5_000, 100
_LARGEST_CONSOLIDATED = 512 * 2**20


class Unreadable(Exception):
    """openpyxl could not read a file, for whatever cause."""


@contextmanager
def openpyxl_guarded() -> Iterator[None]:
    """Turn whatever openpyxl raises, at loading or later at a cell, into Unreadable."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(_cause(error)) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A workbook read twice: as formulas and as stored results."""

    formulas: Any
    results: Any

    def has(self, sheet: str) -> bool:
        """Tell whether there is such a sheet."""
        return sheet in self.formulas.sheetnames

    def text(self, sheet: str, cell: Cell) -> str:
        """Give what a cell holds as text, a number in plain digits, nothing for a blank."""
        return as_text(self._of(self.formulas, sheet, cell).value)

    def formula(self, sheet: str, cell: Cell) -> str | None:
        """Give a cell's formula, None when it holds none."""
        found = self._of(self.formulas, sheet, cell)
        return str(found.value) if found.data_type == "f" else None

    def result(self, sheet: str, cell: Cell) -> Any:
        """Give the stored result of a formula, or the value."""
        return self._of(self.results, sheet, cell).value

    def rows(self, sheet: str, first: int, columns: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Give the filled rows of a sheet from a row on, with their 0-based numbers."""
        rows = self.formulas[sheet].iter_rows(min_row=first + 1, max_col=columns, values_only=True)
        for number, values in enumerate(rows, first):
            if any(value is not None for value in values):
                yield number, values

    @staticmethod
    def _of(book: Any, sheet: str, cell: Cell) -> Any:
        return book[sheet].cell(cell.row + 1, cell.column + 1)


def load(path: Path) -> Loaded:
    """Read a consolidated workbook; raises Unreadable for any cause."""
    content = _content(path, _LARGEST_CONSOLIDATED)
    return Loaded(formulas=opened(content), results=opened(content, data_only=True))


def _content(path: Path, largest: int) -> bytes:
    with openpyxl_guarded():
        content = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(each.file_size for each in archive.infolist())
    if size > largest:
        raise Unreadable(f"{size} bytes inflated")
    return content


def opened(content: bytes, *, data_only: bool = False, read_only: bool = False) -> Any:
    """Open a workbook with openpyxl; raises Unreadable for any cause."""
    with openpyxl_guarded():
        return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only, read_only=read_only)


def _cause(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error)[:200]}"


def as_text(value: Any) -> str:
    """Give a value as text, a number in plain digits."""
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
    return stored(repr(value))


Addresses = Mapping[str, tuple[str, str]]
Cells = Mapping[tuple[str, str], Any]
"""values by sheet and A1 name"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """The numbers of a return, read and added up a second time; `at` says where each was found."""

    numbers: Mapping[str, Number | None]
    at: Mapping[str, str]


def reread(path: Path, form: Form) -> list[Reread]:
    """Read a return's numbers at the addresses of its manifest, then at those of its names; raises Unreadable."""
    book = opened(_content(path, _LARGEST_RETURN), read_only=True)
    with openpyxl_guarded():
        by_manifest = _by_manifest(book)
        by_name = _by_name(book, by_manifest)
        cells = _cells(book, {sheet for each in (by_manifest, by_name) for sheet, _ in each.values()})
        return [_reread(cells, form, addresses) for addresses in (by_manifest, by_name)]


def reread_answers(path: Path, form: Form) -> tuple[str, Reread]:
    """Read the unit code and the numbers of answers in JSON, added up a second time; raises Unreadable."""
    try:
        values = json.loads(path.read_text(encoding="utf-8-sig"))["values"]
        zeroed = {each.id for each in form.sections if each.blank_is_zero and values.get(each.blank_is_zero.id)}
        given = {each.id: values.get(each.id) for each in form.numbers if each.id not in form.computed}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(_cause(error)) from error
    typed = {
        field: 0 if value is None and form.fields[field].section in zeroed else _number(value)
        for field, value in given.items()
    }
    numbers = {field.id: _added_up(field.id, form, typed) for field in form.numbers}
    return str(values.get("cover.unit_code", "")), Reread(numbers=numbers, at={})


def reread_code(path: Path) -> str:
    """Read the unit code that a return was issued for; raises Unreadable."""
    book = opened(_content(path, _LARGEST_RETURN), read_only=True)
    with openpyxl_guarded():
        rows = _rows(book[MANIFEST_SHEET]) if MANIFEST_SHEET in book.sheetnames else iter(())
        manifest = parse([as_text(value) for value in row] for row in rows)
    return manifest.identity.unit_code if manifest else ""


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """Give the values of a return's sheet, as far as a form may reach; the size it claims is not believed."""
    sheet.reset_dimensions()
    yield from sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)


def _cells(book: Any, sheets: set[str]) -> Cells:
    return {
        (name, str(Cell(row, column))): value
        for name in sorted(sheets.intersection(book.sheetnames))
        for row, values in enumerate(_rows(book[name]))
        for column, value in enumerate(values)
        if value is not None
    }


def _by_manifest(book: Any) -> Addresses:
    if MANIFEST_SHEET in book.sheetnames:
        rows = _rows(book[MANIFEST_SHEET])
        if manifest := parse([as_text(value) for value in row] for row in rows):
            return manifest.addresses
    raise Unreadable(f"no {MANIFEST_SHEET}")


def _by_name(book: Any, by_manifest: Addresses) -> Addresses:
    found = dict(by_manifest)
    for field in by_manifest:
        name = book.defined_names.get(field)
        places = list(name.destinations) if name is not None and name.type == "RANGE" else []
        if len(places) == 1:
            found[field] = (places[0][0], places[0][1].replace("$", ""))
    return found


def _reread(cells: Cells, form: Form, addresses: Addresses) -> Reread:
    zeroed = {
        section.id
        for section in form.sections
        if (flag := section.blank_is_zero) and _value(cells, addresses.get(flag.id)) == YES_NO[0].label
    }
    typed: dict[str, Number | None] = {}
    for field in form.numbers:
        value = _value(cells, addresses.get(field.id))
        if field.id in form.computed and isinstance(value, str) and value.startswith("="):
            continue
        typed[field.id] = 0 if value is None and field.section in zeroed else _number(value)
    numbers = {field.id: _added_up(field.id, form, typed) for field in form.numbers}
    return Reread(numbers=numbers, at={field: "!".join(place) for field, place in addresses.items()})


def _value(cells: Cells, place: tuple[str, str] | None) -> Any:
    if place is None:
        return None
    value = cells.get((place[0], place[1].partition(":")[0]))
    return None if isinstance(value, str) and not value.strip() else value


def _number(value: Any) -> Number | None:
    if isinstance(value, str):
        reading = read(value)
        return None if reading is None else reading.number
    return as_number(value)


def _added_up(field: str, form: Form, typed: Mapping[str, Number | None]) -> Number | None:
    """Give a typed number, or a total from its parts; None when a part has none."""
    if field in typed:
        return typed[field]
    statement, total = form.computed[field], Decimal(0)
    for term in statement.right:
        part = _added_up(term.field, form, typed)
        if part is None:
            return None
        total += term.sign * part
    total += statement.right_constant
    return int(total) if total == total.to_integral_value() else total
