"""A1 arithmetic: cells and areas, their names and their offsets. Knows nothing of workbooks or forms."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from xlreport.lazy import regex
from xlreport.plain_records import dataclass

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
_NAMES_KEPT = 16_384
"""A return has some 2,000 cells; the sixty of a round have the same."""
_REFERENCE = regex(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


def column_name(column: int) -> str:
    """Give the letters of a 0-based column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=_NAMES_KEPT)
def _name(row: int, column: int) -> str:
    return f"{column_name(column)}{row + 1}"


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One cell, 0-based, ordered by row and then by column."""

    row: int
    column: int

    @classmethod
    @lru_cache(maxsize=_NAMES_KEPT)
    def parse(cls, reference: str) -> "Cell":
        """Read `B7` or `$B$7`; raises ValueError for anything else or outside a sheet."""
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            message = f"not a cell: {reference!r}"
            raise ValueError(message)
        column = 0
        for letter in match[1].upper():
            column = column * 26 + ord(letter) - 64
        row = int(match[2])
        if row > MAX_ROW or column > MAX_COLUMN:
            message = f"outside a sheet: {reference!r}"
            raise ValueError(message)
        return cls(row - 1, column - 1)

    def __str__(self) -> str:
        """Give the A1 name."""
        return _name(self.row, self.column)

    @property
    def absolute(self) -> str:
        """Give the `$A$1` name."""
        return f"${column_name(self.column)}${self.row + 1}"

    def shifted(self, rows: int = 0, columns: int = 0) -> "Cell":
        """Give the cell that many rows down and columns right."""
        return Cell(self.row + rows, self.column + columns)


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A rectangle of cells, both corners included."""

    first: Cell
    last: Cell

    @classmethod
    def of(cls, cell: Cell, rows: int = 1, columns: int = 1) -> "Area":
        """Give the area of that size whose first corner is `cell`."""
        return cls(cell, cell.shifted(rows - 1, columns - 1))

    @classmethod
    @lru_cache(maxsize=_NAMES_KEPT)
    def parse(cls, reference: str) -> "Area":
        """Read `A1` or `A1:B2`; raises ValueError for anything else."""
        first, _, last = reference.partition(":")
        return cls(Cell.parse(first), Cell.parse(last or first))

    def __str__(self) -> str:
        """Give `A1:B2`, or `A1` for one cell."""
        return str(self.first) if self.first == self.last else f"{self.first}:{self.last}"

    @property
    def absolute(self) -> str:
        """Give `$A$1:$B$2`, or `$A$1` for one cell."""
        if self.first == self.last:
            return self.first.absolute
        return f"{self.first.absolute}:{self.last.absolute}"

    @property
    def rows(self) -> int:
        """Count the rows."""
        return self.last.row - self.first.row + 1

    @property
    def columns(self) -> int:
        """Count the columns."""
        return self.last.column - self.first.column + 1

    def __iter__(self) -> Iterator[Cell]:
        """Give the cells row by row."""
        for row in range(self.first.row, self.last.row + 1):
            for column in range(self.first.column, self.last.column + 1):
                yield Cell(row, column)

    def __contains__(self, cell: Cell) -> bool:
        """Tell whether the cell lies inside."""
        return self.first.row <= cell.row <= self.last.row and self.first.column <= cell.column <= self.last.column

    def overlaps(self, other: "Area") -> bool:
        """Tell whether the two share a cell."""
        return not (
            other.last.row < self.first.row
            or self.last.row < other.first.row
            or other.last.column < self.first.column
            or self.last.column < other.first.column
        )


def areas_of(cells: Iterable[Cell]) -> tuple[Area, ...]:
    """Cover the cells with few rectangles: runs within a row, then equal runs joined downwards."""
    runs: list[tuple[int, int, int]] = []
    for row, column in sorted({(cell.row, cell.column) for cell in cells}):
        if runs and runs[-1][0] == row and runs[-1][2] == column - 1:
            runs[-1] = (row, runs[-1][1], column)
        else:
            runs.append((row, column, column))
    joined: dict[tuple[int, int], tuple[int, int]] = {}
    done: list[tuple[int, int, int, int]] = []
    for row, *columns in runs:
        first, last = key = (columns[0], columns[1])
        above = joined.get(key)
        if above is not None and above[1] == row - 1:
            joined[key] = (above[0], row)
            continue
        if above is not None:
            done.append((above[0], first, above[1], last))
        joined[key] = (row, row)
    done += [(top, first, bottom, last) for (first, last), (top, bottom) in joined.items()]
    return tuple(Area(Cell(top, first), Cell(bottom, last)) for top, first, bottom, last in sorted(done))


def ranges(cells: Iterable[Cell]) -> str:
    """Name the cells briefly: `C6:H30,J4`."""
    return ",".join(str(area) for area in areas_of(cells))


def quoted(sheet: str) -> str:
    """Give a sheet's name as a formula wants it: always in quotes, its own quotes doubled."""
    return "'" + sheet.replace("'", "''") + "'"


def address(sheet: str, place: Cell | Area) -> str:
    """Give the absolute address with its sheet, as a formula or a defined name wants it."""
    return f"{quoted(sheet)}!{place.absolute}"
