"""Sheets exactly as the merge writes them, read in one sweep; knows no other byte, and then reads nothing.

Proves nothing by itself: whoever asks has to know that the bytes are those of the workbook written anew.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cached_property, lru_cache
from typing import Any

from xlreport.cells import Cell
from xlreport.lazy import regex
from xlreport.plain_records import dataclass
from xlreport.proof.package import Package
from xlreport.proof.plain_texts import NotPlain, PlainTexts, plain

_BEGIN, _END, _NONE, _ROW_END = b"<sheetData>", b"</sheetData>", b"<sheetData/>", b"</row>"
_ROW = regex(r'<row r="(\d+)"[^>]*(?<!/)>(.*?)</row>|<row r="\d+"[^>]*/>', re.DOTALL)
_CELL = regex(r'<c r="([A-Z]+)\d+"(?: s="\d+")?(?: t="(s|str|b|e)")?(?:/>|>(?:<f>([^<]*)</f>)?(?:<v>([^<]*)</v>)?</c>)')


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainSheet:
    """The cells of a sheet: by 0-based row what each column holds, and the formulas whose results those are."""

    rows: Mapping[int, tuple[Any, ...]]
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def result(self, cell: Cell) -> Any:
        """Give the stored result of a formula, or the value."""
        values = self.rows.get(cell.row, ())
        return values[cell.column] if cell.column < len(values) else None

    def formula(self, cell: Cell) -> str | None:
        """Give a cell's formula, None when it holds none."""
        return self.formulas.get((cell.row, cell.column))

    def filled(self, first: int, columns: int | None) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Give the filled rows from a row on, as wide as is asked for, formulas in the place of their results."""
        with_formulas = {row for row, _ in self.formulas}
        for row, values in self.rows.items():
            if row >= first:
                # As it is kept where nothing is to be changed: whoever takes all rows takes no second copy.
                told = values[:columns] + (None,) * ((columns or 0) - len(values))
                if row in with_formulas:
                    told = tuple(self.formulas.get((row, column), value) for column, value in enumerate(told))
                if any(value is not None for value in told):
                    yield row, told


class _Unread(PlainSheet):
    """A sheet that is known not to differ and was not read; whoever asks for a cell of it has made a mistake."""

    def result(self, cell: Cell) -> Any:
        raise LookupError(f"a sheet that was not read: {cell}")

    formula = result

    def filled(self, first: int, columns: int | None) -> Iterator[tuple[int, tuple[Any, ...]]]:
        raise LookupError(f"a sheet that was not read: {first}, {columns}")


UNREAD = _Unread(rows={})


class PlainReader:
    """Reads sheets of one package; raises NotPlain for every byte it does not know."""

    def __init__(self, package: Package) -> None:
        """Begin with nothing read."""
        self.package = package
        self._sheets: dict[str, PlainSheet] = {}

    @cached_property
    def texts(self) -> PlainTexts:
        """Give the shared texts."""
        parts = [part for main in self.package.workbooks[:1] for part in self.package.leads_to(main, "sharedStrings")]
        if not parts:
            raise NotPlain("no sharedStrings")
        return PlainTexts(self.package, parts[0])

    def sheet(self, name: str) -> PlainSheet:
        """Give a sheet, read when it is first asked for."""
        if name not in self._sheets:
            self._sheets[name] = self._read(name)
        return self._sheets[name]

    def passing(self, name: str) -> PlainSheet:
        """Give a sheet whose rows are read each time that they are gone through, and not kept."""
        return _Passing(rows={}, reader=self, name=name)

    def _read(self, name: str) -> PlainSheet:
        formulas: dict[tuple[int, int], str] = {}
        return PlainSheet(rows=dict(self.rows(name, formulas)), formulas=formulas)

    def rows(self, name: str, formulas: dict[tuple[int, int], str]) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Give the rows of a sheet by their 0-based numbers, and put its formulas where they are to be kept."""
        for xml in _rows_together(self.package.pieces(self.package.sheets[name])):
            end = 0
            for row in _ROW.finditer(xml):
                if row.start() != end:
                    raise NotPlain(name)
                end = row.end()
                if row[1]:
                    number = int(row[1]) - 1
                    yield number, self._row(row[2], number, formulas)
            if end != len(xml):
                raise NotPlain(name)

    def _row(self, xml: str, row: int, formulas: dict[tuple[int, int], str]) -> tuple[Any, ...]:
        cells = _CELL.findall(xml)
        if len(cells) != xml.count("<c "):
            raise NotPlain(f"row {row + 1}")
        values: list[Any] = []
        for letters, kind, formula, value in cells:
            column = _column(letters)
            values.extend([None] * (column - len(values)))
            if formula:
                formulas[row, column] = f"={plain(formula)}"
            values.append(self._value(kind, value))
        return tuple(values)

    def _value(self, kind: str, value: str) -> Any:
        match kind:
            case _ if not value:
                return None
            case "s":
                return self.texts[int(value)]
            case "b":
                return value == "1"
            case "str" | "e":
                return plain(value)
        return int(value) if value.lstrip("-").isdigit() else float(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passing(PlainSheet):
    """A sheet of which nothing is kept."""

    reader: PlainReader
    name: str

    def filled(self, first: int, columns: int | None) -> Iterator[tuple[int, tuple[Any, ...]]]:
        for row, values in self.reader.rows(self.name, {}):
            yield from PlainSheet(rows={row: values}).filled(first, columns)


@lru_cache(maxsize=1_024)
def _column(letters: str) -> int:
    return Cell.parse(f"{letters}1").column


def _rows_together(pieces: Iterable[bytes]) -> Iterator[str]:
    """Give what stands in the rows' part of a sheet, a good many whole rows at a time."""
    rest, begun, ended = b"", False, False
    for piece in pieces:
        rest += piece
        if not begun and (begun := _BEGIN in rest):
            rest = rest[rest.index(_BEGIN) + len(_BEGIN) :]
        if begun and not ended and (ended := _END in rest):
            rows, _, rest = rest.partition(_END)
            yield _decoded(rows)
        elif begun and not ended and (cut := rest.rfind(_ROW_END) + 1):
            cut += len(_ROW_END) - 1
            yield _decoded(rest[:cut])
            rest = rest[cut:]
        if ended:
            if _BEGIN in rest:
                raise NotPlain("rows in two places")
            rest = rest[-len(_BEGIN) :]
    if begun != ended or not (ended or _NONE in rest):
        raise NotPlain("no rows")


def _decoded(part: bytes) -> str:
    text = part.decode()
    if "\r" in text or "<![CDATA[" in text or "&#" in text:
        raise NotPlain("another way of writing texts")
    return text
