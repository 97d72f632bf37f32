"""Lays the form's own sections out, one sheet each. Decides places; never looks at values."""

from dataclasses import dataclass, field

from xlreport.cells import Area, Cell
from xlreport.forms import Block, Field, Items, Section, Table, Texts
from xlreport.layout.grid import depth, drawn, width
from xlreport.layout.records import Label, Place, Role, Sheet

_FIRST_BLOCK = 3
_TEXT_WIDTHS = (88, 15)
_COVER_WIDTHS = (42, 30, 14, 22)
_ROW_HEADER_WIDTHS = {1: (26,), 3: (9, 13, 40)}
_NUMBER_WIDTH = 10.5
_FLAG_SPAN = 2
_LENGTH = Cell(1, 1)
_LAST_YEAR = "上年报告的数字（下发时预填，只用于核对，不必填写）"


@dataclass(slots=True)
class _Page:
    """A sheet being laid out, filled block by block from the top."""

    section: Section
    span: int
    row: int = _FIRST_BLOCK
    labels: list[Label] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    counts: dict[str, Cell] = field(default_factory=dict)

    def label(self, area: Area, text: str, role: Role) -> None:
        self.labels.append(Label(area=area, text=text, role=role))

    def place(self, identifier: str, area: Area) -> None:
        self.places.append(Place(field=identifier, sheet=self.section.sheet, area=area))


def section_sheet(section: Section) -> Sheet:
    """Lay one section out: its heading, its blocks, last year's figures below."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    has_texts = any(isinstance(block, Texts) for block in section.blocks)
    has_items = any(isinstance(block, Items) for block in section.blocks)
    span = max([width(table) for table in tables] + [2 if has_texts or has_items else 1])
    page = _Page(section=section, span=span)
    page.label(Area.of(Cell(0, 0), 1, span), section.heading, Role.TITLE)
    if section.blank_is_zero:
        heads = max(depth(table.rows) for table in tables) or _FLAG_SPAN
        page.label(Area.of(Cell(2, 0), 1, heads), section.blank_is_zero.label, Role.PROMPT)
        page.place(section.blank_is_zero.id, Area.of(Cell(2, heads)))
    bodies = [_block(page, block, gap=1 if has_items else 0) for block in section.blocks]
    if section.last:
        _last_year(page, section, max(depth(table.rows) for table in tables))
    return Sheet(
        name=section.sheet,
        section=section.id,
        labels=tuple(page.labels),
        places=tuple(page.places),
        counts=page.counts,
        length=_LENGTH if section.limit else None,
        widths=_widths(section, tables, span, has_texts=has_texts),
        frozen=bodies[0] if len(bodies) == 1 else None,
        landscape=span > _PORTRAIT,
    )


def _block(page: _Page, block: Block, *, gap: int) -> Cell | None:
    """Lay one block out below the last; gives a table's first number cell."""
    match block:
        case Items():
            _items(page, block)
        case Texts():
            _texts(page, block)
        case Table():
            grid = drawn(block, page.section.sheet, page.row, page.span)
            page.labels.extend(grid.labels)
            page.places.extend(grid.places)
            page.row = grid.end + gap
            return grid.body
    return None


_PORTRAIT = 6


def _widths(section: Section, tables: list[Table], span: int, *, has_texts: bool) -> tuple[float, ...]:
    if has_texts:
        return _TEXT_WIDTHS
    if any(isinstance(block, Items) for block in section.blocks):
        return _COVER_WIDTHS
    headers = max(depth(table.rows) for table in tables)
    heads = _ROW_HEADER_WIDTHS.get(headers, (20,) * headers)
    return heads + (20.0 if span <= _PORTRAIT else _NUMBER_WIDTH,) * (span - headers)


def _items(page: _Page, block: Items) -> None:
    if block.caption:
        page.label(Area.of(Cell(page.row, 0), 1, 2), block.caption, Role.CAPTION)
        page.row += 1
    for each in block.fields:
        page.label(Area.of(Cell(page.row, 0)), each.path[0], Role.PROMPT)
        page.place(each.id, Area.of(Cell(page.row, 1)))
        page.row += 1
    page.row += 1


def _texts(page: _Page, block: Texts) -> None:
    for each in block.fields:
        page.label(Area.of(Cell(page.row, 0)), each.path[0], Role.PART)
        page.counts[each.id] = Cell(page.row, 1)
        page.place(each.id, Area.of(Cell(page.row + 1, 0), each.paragraphs))
        page.row += each.paragraphs + 1
    page.row += 1


def _last_year(page: _Page, section: Section, heads: int) -> None:
    """Put last year's figures below the tables, each under the column of this year's."""
    columns = {place.field: place.cell.column for place in page.places}
    page.row += 1
    page.label(Area.of(Cell(page.row, 0), 1, page.span), _LAST_YEAR, Role.CAPTION)
    rows: dict[tuple[str, ...], list[Field]] = {}
    for each in section.last:
        rows.setdefault(each.row, []).append(each)
    for group in rows.values():
        page.row += 1
        page.label(Area.of(Cell(page.row, 0), 1, heads), group[0].path[0], Role.ROW)
        taken = {columns[each.last_of]: each.id for each in group}
        for column in range(heads, page.span):
            if column in taken:
                page.place(taken[column], Area.of(Cell(page.row, column)))
            else:
                page.label(Area.of(Cell(page.row, column)), "", Role.FILLER)
