"""What a workbook file says, cell by cell, with nothing interpreted: exact texts, types, formulas, locks.

Knows nothing of forms and turns no text into a number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from typing import NamedTuple

from xlreport.cells import Cell as Place
from xlreport.plain_records import dataclass
from xlreport.reading.ooxml_formulas import SharedFormula

_made = tuple.__new__


class BookCell(NamedTuple):
    """One cell: `type` as the file has it (n, s, str, b, e, inlineStr, d), `raw` its exact text or None.

    A cell with neither value nor formula has type n. `raw` of a string is the decoded text, of an error
    its name. `formula` stands without `=`; it is "" where a formula is present but has no readable text.
    """

    sheet: str
    ref: str
    type: str
    raw: str | None
    formula: str | None
    locked: bool
    hidden_formula: bool
    style: int
    number_format: str


class Style(NamedTuple):
    """What a cell's style says of locks and numbers."""

    locked: bool = True
    hidden_formula: bool = False
    number_format: str = "General"


class Filled(NamedTuple):
    """A cell with a value or a formula, as the streaming pass keeps it."""

    type: str
    raw: str | None
    formula: str | SharedFormula | None
    style: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCells(Mapping[str, BookCell]):
    """The cells of a sheet by A1 name, blank ones with a style included; a BookCell is made when asked for."""

    sheet: str
    styles: tuple[Style, ...]
    filled: Mapping[str, Filled] = field(default_factory=dict)
    blank: Mapping[str, int] = field(default_factory=dict)
    row_styles: Mapping[str, int] = field(default_factory=dict)
    column_styles: tuple[tuple[int, int, int], ...] = ()  # first and last column, 1-based, and style

    def __getitem__(self, ref: str) -> BookCell:
        found = self.at(ref)
        if found is None:
            raise KeyError(ref)
        return found

    def at(self, ref: str) -> BookCell | None:
        """Give a cell, or None where the file holds none."""
        found = self.filled.get(ref)
        if found is not None:
            return self._cell(ref, *found)
        style = self.blank.get(ref)
        return None if style is None else self._cell(ref, "n", None, None, style)

    def said(self, ref: str) -> tuple[Filled | None, Style] | None:
        """Give what a file says of a cell, whichever cell it is; None where it holds none."""
        found = self.filled.get(ref)
        style = self.blank.get(ref) if found is None else found.style
        return None if style is None else (found, self._style(style))

    def raw(self, ref: str) -> str:
        """Give the text of a cell, empty where the file holds none."""
        found = self.filled.get(ref)
        return (found.raw or "") if found is not None else ""

    def formula(self, ref: str) -> str | None:
        """Give the formula of a cell, or None where it has none."""
        found = self.filled.get(ref)
        if found is None:
            return None
        return found.formula.at(ref) if isinstance(found.formula, SharedFormula) else found.formula

    def __iter__(self) -> Iterator[str]:
        yield from self.filled
        yield from self.blank

    def __len__(self) -> int:
        return len(self.filled) + len(self.blank)

    def locked(self, ref: str) -> bool:
        """Tell whether a cell is locked; one the file does not hold has its row's or column's style."""
        if ref in self:
            return self[ref].locked
        place = Place.parse(ref)
        style = self.row_styles.get(str(place.row + 1))
        return self._style(self._column_style(place.column + 1) if style is None else style).locked

    def _column_style(self, column: int) -> int:
        return next((style for first, last, style in self.column_styles if first <= column <= last), 0)

    def _cell(self, ref: str, kind: str, raw: str | None, formula: str | SharedFormula | None, style: int) -> BookCell:
        locked, hidden, shown = self.styles[style] if 0 <= style < len(self.styles) else Style()
        text = formula.at(ref) if isinstance(formula, SharedFormula) else formula
        return _made(BookCell, (self.sheet, ref, kind, raw, text, locked, hidden, style, shown))

    def _style(self, number: int) -> Style:
        return self.styles[number] if 0 <= number < len(self.styles) else Style()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetInfo:
    """A sheet but for its cells; of a sheet that was not asked for only name and state are known.

    Rows and columns are 1-based. `validations` are pairs of type and the ranges they hold for;
    `duplicates` are the cells that the file holds twice, of which the last counts.
    """

    name: str
    state: str
    protected: bool = False
    protection: Mapping[str, str] = field(default_factory=dict)
    merges: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    only_rows: frozenset[int] | None = None
    """the rows that are shown where a row is hidden unless it says otherwise"""
    only_columns: frozenset[int] | None = None
    validations: tuple[tuple[str, str], ...] = ()
    duplicates: tuple[str, ...] = ()
    comments: int = 0
    own_comments: int = 0
    """those by the author that this tool's annotated copies name"""

    def hides(self, cell: Place) -> bool:
        """Tell whether a cell's row or column is hidden, or too small to see anything."""
        row, column = cell.row + 1, cell.column + 1
        return (
            row in self.hidden_rows
            or column in self.hidden_columns
            or (self.only_rows is not None and row not in self.only_rows)
            or (self.only_columns is not None and column not in self.only_columns)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A defined name; `sheet` is its scope: None the book, "" a sheet that does not exist."""

    name: str
    sheet: str | None
    target: str
    hidden: bool


class Names(tuple[Name, ...]):  # noqa: SLOT001  # its hash is kept
    """The names of a workbook; of many workbooks they are the same, and what is kept by them asks for their hash."""

    @cached_property
    def _hash(self) -> int:
        return super().__hash__()

    def __hash__(self) -> int:
        """Give the hash of their content, worked out once."""
        return self._hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A whole workbook; `cells` holds the sheets that were asked for."""

    sheets: tuple[SheetInfo, ...]
    cells: Mapping[str, SheetCells]
    names: tuple[Name, ...]
    custom_properties: Mapping[str, str]
    core: Mapping[str, str]
    application: str
    structure_locked: bool
    date1904: bool
    external_links: int
    macro_project: bool = False
    """macros that run: a project of Visual Basic, or a macro sheet that no tab shows"""
    macro_sheets: tuple[str, ...] = ()
    """sheets that hold macros of Excel 4 in place of cells; their content is not read"""
    embedded: int
    sha256: str

    def cell(self, sheet: str, ref: str) -> BookCell | None:
        """Give a cell by the exact name of its sheet, or None where the file holds none."""
        cells = self.cells.get(sheet)
        return cells.at(ref) if cells is not None else None

    def raw(self, sheet: str, ref: str) -> str:
        """Give the text of a cell, empty where the file holds none."""
        cells = self.cells.get(sheet)
        return cells.raw(ref) if cells is not None else ""

    def formula(self, sheet: str, ref: str) -> str | None:
        """Give the formula of a cell, or None where it has none."""
        cells = self.cells.get(sheet)
        return cells.formula(ref) if cells is not None else None

    def locked(self, sheet: str, ref: str) -> bool:
        """Tell whether a cell of a sheet is locked, also one that the file does not hold."""
        cells = self.cells.get(sheet)
        return cells is None or cells.locked(ref)
