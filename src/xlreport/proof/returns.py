"""Returns and answers read a second time: numbers added up again, texts as they stand. Recovers no moved cell."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from xlreport import libreoffice
from xlreport.cells import Area, Cell
from xlreport.forms import YES_NO, Form, Kind
from xlreport.language import either
from xlreport.layout import MANIFEST_SHEET
from xlreport.manifest import parse
from xlreport.numbers import BEYOND, Number, held, read, size
from xlreport.plain_records import dataclass
from xlreport.proof.return_cells import ReturnCells
from xlreport.proof.second_reader import (
    Unreadable,
    as_number,
    as_text,
    bounded,
    cause,
    opened,
    openpyxl_guarded,
)

_LARGEST_RETURN = 64 * 2**20
_MOST_ROWS, _MOST_COLUMNS = 5_000, 100
Addresses = Mapping[str, tuple[str, str]]
Cells = Callable[[tuple[str, str]], Any]
"""gives a value by sheet and A1 name"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What a return says, read and added up a second time; `at` says where each field was found.

    `numbers` has those of the tables and those outside them, `texts` the narrative parts that say something.
    """

    numbers: Mapping[str, Number | None]
    at: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict)
    untold: frozenset[str] = frozenset()
    """narrative parts with a date, a formula or the like in them, which this reader cannot give as text"""


def reread(path: Path, form: Form) -> list[Reread]:
    """Read a return's numbers at the addresses of its manifest, then at those of its names; raises Unreadable."""
    content = _workbook_of(path)
    try:
        with openpyxl_guarded():
            return reread_of(ReturnCells(content, _LARGEST_RETURN), form)
    except Unreadable:
        with openpyxl_guarded():
            return reread_of(ByOpenpyxl(content), form)


def reread_of(book: "ReturnCells | ByOpenpyxl", form: Form) -> list[Reread]:
    """Give both readings of an opened return; raises Unreadable, or what its reader raises."""
    by_manifest = _by_manifest(book)
    by_name = {field: book.named(field) or place for field, place in by_manifest.items()}
    first = _said_at(book, form, by_manifest)
    return [first, first if by_name == by_manifest else _said_at(book, form, by_name)]


def _said_at(book: "ReturnCells | ByOpenpyxl", form: Form, addresses: Addresses) -> Reread:
    formulas = _typed_formulas(book, form, addresses)
    results = {each: result for each in formulas if (result := book.result(each)) not in (None, "")}

    def said(place: tuple[str, str]) -> Any:
        return results[place] if place in results else book.get(place)

    return _reread(said, form, addresses)


class ByOpenpyxl:
    """A return as openpyxl reads it, whatever way it is written."""

    def __init__(self, content: bytes) -> None:
        """Open it; each sheet is read when it is asked for."""
        self.content = content
        self.book = opened(content, read_only=True)
        self.sheetnames = tuple(self.book.sheetnames)
        self.cells: dict[str, Mapping[str, Any]] = {}
        self.stored: dict[str, Mapping[str, Any]] = {}

    def rows(self, sheet: str) -> Iterator[tuple[Any, ...]]:
        """Give the values of a sheet, as far as a form may reach; the size it claims is not believed."""
        yield from _rows(self.book[sheet])

    def get(self, place: tuple[str, str]) -> Any:
        """Give what stands in a cell by sheet and A1 name: its formula, or its value; None for a blank one."""
        return _found(self.book, place, self.cells)

    def result(self, place: tuple[str, str]) -> Any:
        """Give the result that is stored for a cell's formula."""
        return _found(self._results, place, self.stored)

    @cached_property
    def _results(self) -> Any:
        return opened(self.content, data_only=True, read_only=True)

    def named(self, name: str) -> tuple[str, str] | None:
        """Give the place of a name of the whole workbook, where it stands for one area."""
        found = self.book.defined_names.get(name)
        places = list(found.destinations) if found is not None and found.type == "RANGE" else []
        return (places[0][0], places[0][1].replace("$", "")) if len(places) == 1 else None


def _typed_formulas(book: "ReturnCells | ByOpenpyxl", form: Form, addresses: Addresses) -> Iterator[tuple[str, str]]:
    """Give the input cells that hold a formula: its saved result is what was handed in, and no blank if it has none."""
    for asked in (*form.numbers, *form.singles):
        place = addresses.get(asked.id)
        if place and asked.id not in form.computed and str(book.get(place)).startswith("="):
            yield place


def reread_answers(path: Path, form: Form) -> tuple[str, Reread]:
    """Read the unit code and the numbers of answers in JSON, added up a second time; raises Unreadable."""
    try:
        values = json.loads(path.read_text(encoding="utf-8-sig"))["values"]
        zeroed = {each.id for each in form.sections if each.blank_is_zero and values.get(each.blank_is_zero.id)}
        given = {each.id: values.get(each.id) for each in form.numbers if each.id not in form.computed}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(cause(error)) from error
    typed = {
        field: 0 if value is None and form.fields[field].section in zeroed else _number(value)
        for field, value in given.items()
    }
    numbers = {field.id: _added_up(field.id, form, typed) for field in form.numbers}
    return str(values.get(form.roles.field("unit_code"), "")), Reread(numbers=numbers, at={})


def reread_code(path: Path) -> str:
    """Read the unit code that a return was issued for; raises Unreadable."""
    book = opened(_workbook_of(path), read_only=True)
    with openpyxl_guarded():
        rows = _rows(book[MANIFEST_SHEET]) if MANIFEST_SHEET in book.sheetnames else iter(())
        manifest = parse([as_text(value) for value in row] for row in rows)
    return manifest.identity.unit_code if manifest else ""


def _workbook_of(path: Path) -> bytes:
    """Give a return's bytes, converted where it is of an old format; raises Unreadable."""
    with openpyxl_guarded():
        content = path.read_bytes()
        if kind := libreoffice.old_format(content):
            content = libreoffice.converted(content, kind, "xlsx")
    return bounded(content, _LARGEST_RETURN)


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """Give the values of a return's sheet, as far as a form may reach; the size it claims is not believed."""
    sheet.reset_dimensions()
    yield from sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)


def _found(book: Any, place: tuple[str, str], read: dict[str, Mapping[str, Any]]) -> Any:
    """Give a cell's value; a sheet is read whole when the first of its cells is asked for."""
    sheet, name = place
    if sheet not in book.sheetnames:
        return None
    if sheet not in read:
        cells = (
            (row, column, value) for row, line in enumerate(_rows(book[sheet])) for column, value in enumerate(line)
        )
        read[sheet] = {str(Cell(row, column)): value for row, column, value in cells if value is not None}
    return read[sheet].get(name)


def _by_manifest(book: "ReturnCells | ByOpenpyxl") -> Addresses:
    if MANIFEST_SHEET in book.sheetnames:
        rows = book.rows(MANIFEST_SHEET)
        if manifest := parse([as_text(value) for value in row] for row in rows):
            return manifest.addresses
    raise Unreadable(either("没有内置清单", "no manifest"))


def _reread(cells: Cells, form: Form, addresses: Addresses) -> Reread:
    zeroed = {
        section.id
        for section in form.sections
        if (flag := section.blank_is_zero) and _value(cells, addresses.get(flag.id)) == YES_NO[0].label
    }
    typed: dict[str, Number | None] = {}
    for asked in (*form.numbers, *form.singles):
        value = _value(cells, addresses.get(asked.id))
        if asked.id in form.computed and isinstance(value, str) and value.startswith("="):
            continue
        typed[asked.id] = 0 if value is None and asked.section in zeroed else _number(value)
    texts = dict(_texts(cells, form, addresses))
    return Reread(
        numbers={
            **{each.id: _added_up(each.id, form, typed) for each in form.singles},
            **{each.id: _held(_added_up(each.id, form, typed)) for each in form.numbers},
        },
        at={identifier: "!".join(place) for identifier, place in addresses.items()},
        texts={identifier: text for identifier, text in texts.items() if text is not None},
        untold=frozenset(identifier for identifier, text in texts.items() if text is None),
    )


def _texts(cells: Cells, form: Form, addresses: Addresses) -> Iterator[tuple[str, str | None]]:
    """Give each narrative part that says something, its paragraphs joined by line breaks; None where one is no text."""
    for asked in form.fields.values():
        if asked.kind is Kind.TEXT and asked.id in addresses:
            sheet, area = addresses[asked.id]
            said = [value for name in _cells_of(area) if (value := cells((sheet, name))) is not None]
            if not all(isinstance(each, str) and not each.startswith("=") for each in said):
                yield asked.id, None
            elif text := "\n".join(each for each in said if each.strip()):
                yield asked.id, text


@lru_cache(maxsize=1024)
def _cells_of(area: str) -> tuple[str, ...]:
    return tuple(map(str, Area.parse(area)))


def _value(cells: Cells, place: tuple[str, str] | None) -> Any:
    if place is None:
        return None
    value = cells((place[0], place[1].partition(":")[0]))
    return None if isinstance(value, str) and not value.strip() else value


def _number(value: Any) -> Number | None:
    """Give the figure that a value stands for; None for what is no number, or one of more digits than a figure has."""
    reading = read(value) if isinstance(value, str) else None
    number = as_number(value) if not isinstance(value, str) else reading.number if reading else None
    return None if number is not None and size(number) >= BEYOND else number


def _held(number: Number | None) -> Number | None:
    """Give a figure as a cell of 明细 holds it."""
    return None if number is None else held(number)


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
