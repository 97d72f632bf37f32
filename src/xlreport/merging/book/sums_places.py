"""Where the tables of 汇总 sit: in the official layout, their labels shared by the scopes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xlreport.cells import Area, Cell
from xlreport.forms import Form, Level, Section, Table
from xlreport.layout import Grid, Label, Layout, Place, Role, depth, drawn, widened, width
from xlreport.merging.scope_totals import scope_word
from xlreport.plain_records import dataclass
from xlreport.rounds import SCOPES

_SUMS_TOP = 2
"""The first row of the tables of a 汇总 sheet."""
_GAP, _SCOPE, _FIGURE = 1.5, 10.0, 11.0
"""Widths there: between two scopes, of their names beside figures, of a figure at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One scope's part of a 汇总 sheet: its name over or beside its figures, the labels only it has, its places."""

    scope: str
    heading: Label
    labels: tuple[Label, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsSheet:
    """One 汇总 sheet: a section in the official layout, whose labels all scopes share.

    Tables with labels at their left have the scopes side by side, the others below each other.
    """

    name: str
    section: Section
    title: Label
    blocks: tuple[Block, ...]
    columns: tuple[float, ...]
    """the widths"""
    across: int
    """the columns that the scopes share"""
    top: int
    """the first row of figures"""

    @property
    def beside(self) -> bool:
        """Tell whether the scopes stand side by side."""
        return self.blocks[0].heading.area.first.row == 0


def _short(section: Section, form: Form) -> str:
    """Give the number in a section's sheet name, or the whole name where two sheets begin alike."""
    first = section.sheet.split()[0]
    alike = [each for each in form.sections if each.sheet.split()[0] == first]
    return section.sheet if len(alike) > 1 else first


def totals_sheet(section: Section, layout: Layout, level: Level) -> TotalsSheet:
    """Place the tables of a section, once a scope."""
    name = f"汇总 {_short(section, layout.form)}"
    widths = layout.sheet(section.sheet).widths
    tables = [block for block in section.blocks if isinstance(block, Table)]
    whole = max(map(width, tables))
    shared = min(depth(table.rows) for table in tables)
    widths = (*widths[:shared], *(min(each, _FIGURE) for each in widths[shared:whole]))
    drawn_as = _beside if shared else _below_each_other
    columns = (*widths[:shared], *_repeated(widths[shared:])) if shared else (_SCOPE, *widths)
    across = shared or 1
    grids: list[Grid] = []
    for table in tables:
        below = 0 if shared or not grids else (len(SCOPES) - 1) * (grids[-1].end - grids[-1].body.row)
        top = grids[-1].end + below if grids else _SUMS_TOP
        grids.append(widened(drawn(table, name, top, whole, across - shared)))
    title = Area.of(Cell(0, 0), 1, across if shared else len(columns))
    return TotalsSheet(
        name=name,
        section=section,
        title=Label(area=title, text=section.heading, role=Role.PART),
        blocks=tuple(
            drawn_as(grids, number, scope_label, (shared, whole)) for number, scope_label in enumerate(_scopes(level))
        ),
        columns=columns,
        across=across,
        top=grids[0].body.row,
    )


def _scopes(level: Level) -> Iterator[tuple[str, str]]:
    """Give each scope with what it is called."""
    return ((scope, scope_word(scope, level)) for scope in SCOPES)


def _repeated(widths: tuple[float, ...]) -> tuple[float, ...]:
    """Give the widths of the figures' columns once a scope, with a gap between two of them."""
    return ((*widths, _GAP) * len(SCOPES))[:-1]


def _beside(grids: Sequence[Grid], number: int, scope: tuple[str, str], size: tuple[int, int]) -> Block:
    """Draw a scope's columns behind those of the scopes before it; the first has the labels of all."""
    shared, whole = size
    right = number * (whole - shared + 1)
    labels = [label for grid in grids for label in grid.labels]
    own = [each for label in labels if (each := _clipped(label, shared))] if number else labels
    heading = Area(Cell(0, shared + right), Cell(1, whole - 1 + right))
    return Block(
        scope=scope[0],
        heading=Label(area=heading, text=scope[1], role=Role.CAPTION),
        labels=tuple(replace(label, area=_moved(label.area, columns=right)) for label in own),
        places=tuple(replace(place, area=_moved(place.area, columns=right)) for grid in grids for place in grid.places),
    )


def _below_each_other(grids: Sequence[Grid], number: int, scope: tuple[str, str], _: tuple[int, int]) -> Block:
    """Draw a scope's rows below those of the scopes before it; the first has the headers of all."""
    heights = [grid.end - grid.body.row for grid in grids]
    moves = [(grid, number * height) for grid, height in zip(grids, heights, strict=True)]
    first = Area.of(Cell(grids[0].body.row + number * heights[0], 0), heights[0])
    return Block(
        scope=scope[0],
        heading=Label(area=first, text=scope[1], role=Role.ROW),
        labels=tuple(
            replace(label, area=_moved(label.area, rows=down))
            for grid, down in moves
            for label in grid.labels
            if not number or label.area.first.row >= grid.body.row
        ),
        places=tuple(
            replace(place, area=_moved(place.area, rows=down)) for grid, down in moves for place in grid.places
        ),
    )


def _clipped(label: Label, shared: int) -> Label | None:
    """Give what of a label stands over figures; None where it stands beside them alone."""
    area = label.area
    if area.last.column < shared:
        return None
    return replace(label, area=Area(Cell(area.first.row, max(shared, area.first.column)), area.last))


def _moved(area: Area, rows: int = 0, columns: int = 0) -> Area:
    return Area(area.first.shifted(rows, columns), area.last.shifted(rows, columns))
