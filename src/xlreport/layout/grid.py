"""A table on a grid: header trees to merged labels, crossings to cells, as the official form prints them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from xlreport.cells import Area, Cell
from xlreport.forms import Header, Table
from xlreport.layout.layouts import Label, Place, Role
from xlreport.plain_records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A drawn table: its labels and places, and the first row below it."""

    labels: tuple[Label, ...]
    places: tuple[Place, ...]
    body: Cell
    end: int


def depth(headers: Iterable[Header]) -> int:
    """Count the levels of a header tree, 0 for none."""
    return max((len(way) for header in headers for way in header.leaves()), default=0)


def width(table: Table) -> int:
    """Count the grid columns a table needs: its row headers and its leaf columns."""
    return depth(table.rows) + sum(1 for header in table.columns for _ in header.leaves())


def drawn(table: Table, sheet: str, top: int, total_width: int, left: int = 0) -> Grid:
    """Draw a table from row `top` and column `left` on, its last column stretched to the grid's width."""
    labels = []
    if table.caption:
        labels.append(_label(Cell(top, left), 1, total_width, table.caption, Role.CAPTION))
        top += 1
    down, across = depth(table.columns), depth(table.rows)
    body = Cell(top + down, left + across)
    if across:
        labels.append(_label(Cell(top, left), down, across, table.corner, Role.HEADER))
    labels += [
        _label(Cell(top + level, body.column + at), rows, columns, header.label, Role.HEADER)
        for header, level, at, rows, columns in _boxes(table.columns, down, total_width - width(table))
    ]
    labels += [
        _label(Cell(body.row + at, left + level), columns, rows, header.label, Role.ROW)
        for header, level, at, rows, columns in _boxes(table.rows, across, 0)
    ]
    leaves = width(table) - across
    places = tuple(
        Place(field=field.id, sheet=sheet, area=Area.of(body.shifted(*divmod(number, leaves))))
        for number, field in enumerate(table.fields)
    )
    end = body.row + len(table.fields) // leaves
    labels += _fillers(body, end, leaves, total_width - width(table))
    return Grid(labels=tuple(labels), places=places, body=body, end=end)


def widened(grid: Grid) -> Grid:
    """Merge an input over the empty cells at its right: its header is merged over them too."""
    fillers = {label.area.first: label for label in grid.labels if label.role is Role.FILLER}
    places = tuple(
        replace(place, span=1 + beside.area.columns)
        if (beside := fillers.get(place.cell.shifted(columns=1)))
        else place
        for place in grid.places
    )
    labels = tuple(label for label in grid.labels if label.role is not Role.FILLER)
    return replace(grid, labels=labels, places=places)


def _fillers(body: Cell, end: int, leaves: int, spare: int) -> Iterator[Label]:
    """Give the empty locked cells beside a column that the sheet's grid is too wide for."""
    for row in range(body.row, end) if spare else ():
        yield _label(Cell(row, body.column + leaves), 1, spare, "", Role.FILLER)


def _boxes(
    headers: tuple[Header, ...], levels: int, spare: int, level: int = 0, at: int = 0
) -> Iterator[tuple[Header, int, int, int, int]]:
    """Give each header with its level, its offset, its levels high and its leaves wide; `spare` widens the last."""
    for header in headers:
        size = sum(1 for _ in header.leaves()) + (spare if header is headers[-1] else 0)
        yield header, level, at, 1 if header.children else levels - level, size
        yield from _boxes(header.children, levels, spare if header is headers[-1] else 0, level + 1, at)
        at += size


def _label(first: Cell, rows: int, columns: int, text: str, role: Role) -> Label:
    return Label(area=Area.of(first, rows, columns), text=text, role=role)
