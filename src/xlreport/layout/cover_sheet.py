"""Lays 封面 out: how things stand, how far the filling is, the unit, its tables. Decides places, never looks at values.

Five columns: a narrow one for numbers of lines, one for codes, the wide one for what is written, two for names and
days. Beyond them hidden ones for what is counted.
"""

from collections.abc import Iterator
from dataclasses import field

from xlreport.cells import Area, Cell
from xlreport.forms import Form, Items, Section, Table
from xlreport.layout.check_lines import ProgressLine
from xlreport.layout.grid import depth
from xlreport.layout.layouts import Label, Place, Role, Sheet
from xlreport.plain_records import dataclass

PROGRESS = "填报进度"
PROGRESS_HEADERS = ("部分", "", "进度", "已填 / 应填", "校验")
ECHO = "对应的规则（自动）"
_WIDTHS = (6.0, 13.0, 39.0, 13.0, 13.0)
_HIDDEN = (5, 6, 7)
_SPAN = len(_WIDTHS)
_STATUS = Cell(3, 0)
_PROGRESS_ROW = 5
_WHOM = Cell(1, 0)
_NOTICE = Cell(4, 0)


@dataclass(slots=True)
class _Cover:
    """The cover being laid out, block by block from the top."""

    section: Section
    row: int
    labels: list[Label] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def label(self, column: int, text: str, role: Role, *, columns: int = 1, link: str = "") -> None:
        """Print a label in the row that is being laid out."""
        area = Area.of(Cell(self.row, column), 1, columns)
        self.labels.append(Label(area=area, text=text, role=role, link=link))

    def place(self, identifier: str, row: int, column: int) -> None:
        self.places.append(Place(field=identifier, sheet=self.section.sheet, area=Area.of(Cell(row, column))))


def cover_sheet(section: Section, form: Form) -> tuple[Sheet, tuple[ProgressLine, ...], Cell, Cell, Cell]:
    """Lay 封面 out; gives the sheet, the lines of progress, the cells of the state, the unit's name, the notice."""
    sections = [each for each in form.sections if each.due(form)]
    page = _Cover(section=section, row=0)
    page.label(0, section.heading, Role.TITLE, columns=_SPAN)
    page.row = _PROGRESS_ROW
    lines = tuple(_progress(page, sections, form))
    for block in section.blocks:
        page.row += 1
        match block:
            case Items():
                _items(page, block)
            case Table():
                _table(page, block)
            case _:
                pass
    sheet = Sheet(
        name=section.sheet,
        section=section.id,
        labels=tuple(page.labels),
        places=tuple(page.places),
        widths=(*_WIDTHS, *(5.0 for _ in _HIDDEN)),
        hidden=_HIDDEN,
        code=Cell(page.row + 1, 0),
        one_page=True,
    )
    return sheet, lines, _STATUS, _WHOM, _NOTICE


def _progress(page: _Cover, sections: list[Section], form: Form) -> Iterator[ProgressLine]:
    page.label(0, PROGRESS, Role.BLOCK)
    page.row += 1
    for column, text in enumerate(PROGRESS_HEADERS):
        if text:
            page.label(column, text, Role.LIST_HEAD, columns=1 if column else 2)
    for section in sections:
        page.row += 1
        page.label(0, section.sheet, Role.LISTED, columns=2, link=section.sheet)
        yield ProgressLine(section=section, row=page.row, due=section.due(form))
    page.row += 1


def _items(page: _Cover, block: Items) -> None:
    """Put single fields in two columns: the wide one first."""
    if block.caption:
        page.label(0, block.caption, Role.BLOCK)
        page.row += 1
    for number, each in enumerate(block.fields):
        label, columns, value = ((0, 2, 2), (3, 1, 4))[number % 2]
        page.row += number % 2 == 0 and number > 0
        page.label(label, each.path[0], Role.PROMPT, columns=columns)
        page.place(each.id, page.row, value)
    page.row += 1


def _table(page: _Cover, table: Table) -> None:
    """Put a table under the cover's columns; one that answers warnings leaves room for the rules' names."""
    if table.caption:
        page.label(0, table.caption, Role.BLOCK)
        page.row += 1
    heads = 1 if table.answers else 2
    _headers(page, table, heads)
    leaves = sum(1 for header in table.columns for _ in header.leaves())
    ways = [way for header in table.rows for way in header.leaves()] or [()]
    for number, way in enumerate(ways):
        page.row += 1
        if way:
            text = "".join(header.label for header in way)
            role = Role.GUTTER if table.answers else Role.PROMPT
            page.label(0, text, role, columns=heads)
        for column, each in enumerate(table.fields[number * leaves : (number + 1) * leaves], heads):
            page.place(each.id, page.row, column)
    page.row += 1


def _headers(page: _Cover, table: Table, heads: int) -> None:
    page.row += max(depth(table.columns) - 1, 0)
    page.label(0, table.corner, Role.LIST_HEAD, columns=heads)
    leaves = [way[-1].label for header in table.columns for way in header.leaves()]
    for column, text in enumerate(leaves, heads):
        page.label(column, text, Role.LIST_HEAD)
    if table.answers:
        page.label(heads + len(leaves), ECHO, Role.LIST_HEAD, columns=_SPAN - heads - len(leaves))
