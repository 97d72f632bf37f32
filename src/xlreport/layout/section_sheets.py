"""Lays the form's own sections out, one sheet each. Decides places; never looks at values."""

from collections.abc import Iterator
from dataclasses import field, replace

from xlreport.cells import Area, Cell, areas_of
from xlreport.forms import Block, Field, Form, Items, Relation, Section, Table, Texts
from xlreport.layout.grid import Grid, depth, drawn, widened, width
from xlreport.layout.layouts import Label, Place, Role, Sheet
from xlreport.plain_records import dataclass

BACK = "← 封面"
MARGIN_HEAD = "怎么填"
_FIRST_BLOCK = 3
_TEXT_WIDTHS = (4, 71, 9)
_ROW_HEADER_WIDTHS = {1: (28,), 3: (4, 12.5, 34)}
_NUMBER_WIDTH, _BARE_WIDTH, _FEW_WIDTH = 9.6, 7.8, 18.0
"""Of a column of figures: beside row headers, without any, and where they are few."""
_MARGIN = (1.5, 30.0)
"""The gap between a table and its margin, and the margin."""
_FLAG_SPAN = 3
_LENGTH = Cell(2, 0)
_LAST_YEAR = "上年报告的数字（下发时预填，只用于核对，不必填写）"
_FLAG_HINT = "多数为 0 时选“是”，只填非 0 的单元格"
_SAMPLES = ("填写", "自动合计", "〔上年〕")
_PORTRAIT = 6


@dataclass(slots=True)
class _Page:
    """A sheet being laid out, filled block by block from the top."""

    section: Section
    span: int
    row: int = _FIRST_BLOCK
    labels: list[Label] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    counts: dict[str, Cell] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)

    def label(self, area: Area, text: str, role: Role, hint: str = "") -> None:
        self.labels.append(Label(area=area, text=text + hint, role=role, hint=hint))

    def beside(self, cell: Cell, text: str, role: Role) -> None:
        """Print a label that stays on the screen."""
        self.labels.append(Label(area=Area.of(cell), text=text, role=role, printed=False))

    def place(self, identifier: str, area: Area) -> None:
        self.places.append(Place(field=identifier, sheet=self.section.sheet, area=area))


def section_sheet(section: Section, form: Form) -> Sheet:
    """Lay one section out: its heading, its blocks, last year's figures below, notes in the margin of its tables."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    has_texts = any(isinstance(block, Texts) for block in section.blocks)
    span = len(_TEXT_WIDTHS) if has_texts else max([width(table) for table in tables], default=len(_TEXT_WIDTHS))
    page = _Page(section=section, span=span)
    page.label(Area.of(Cell(0, 0), 1, span), section.heading, Role.TITLE)
    page.labels.append(Label(area=Area.of(Cell(1, 0)), text=BACK, role=Role.BACK))
    if section.blank_is_zero:
        _flag(page, section.blank_is_zero, max(depth(table.rows) for table in tables))
    bodies = [_block(page, block, gap=1 if has_texts else 0) for block in section.blocks]
    if section.last:
        _last_year(page, section, max(depth(table.rows) for table in tables), form.relations)
    pasting, heads = _pasting(page, form), max((depth(table.rows) for table in tables), default=0)
    if tables and not heads:
        _guide(page, pasting)
    elif pasting:
        page.beside(Cell(1, max(heads - 1, 1)), pasting, Role.REMARK)
    sheet = Sheet(
        name=section.sheet,
        section=section.id,
        labels=tuple(page.labels),
        places=tuple(page.places),
        counts=page.counts,
        length=_LENGTH if section.limit else None,
        state=Cell(1, span - 1),
        notes=page.notes,
        margin=span + 1,
        widths=_widths(tables, span, has_texts=has_texts),
        frozen=Cell(_FIRST_BLOCK, 0) if has_texts else bodies[0] if len(bodies) == 1 else None,
        landscape=span > _PORTRAIT,
        one_page=not has_texts,
    )
    return replace(sheet, code=Cell(sheet.printed.last.row + 1, 0))


def _flag(page: _Page, flag: Field, heads: int) -> None:
    """Ask whether blanks are zero, and show what each kind of cell looks like where there is room."""
    span = heads or _FLAG_SPAN
    page.label(Area.of(Cell(2, 0), 1, span), flag.label, Role.PROMPT)
    page.place(flag.id, Area.of(Cell(2, span)))
    room = page.span - span - 2
    if room > len(_SAMPLES):
        for number, text in enumerate(_SAMPLES):
            page.label(Area.of(Cell(2, span + 2 + number)), text, Role.SAMPLE)
        page.beside(Cell(2, page.span + 1), _FLAG_HINT, Role.REMARK)
    else:
        page.label(Area.of(Cell(2, span + 1)), _FLAG_HINT, Role.REMARK)


def _block(page: _Page, block: Block, *, gap: int) -> Cell | None:
    """Lay one block out below the last; gives a table's first number cell."""
    match block:
        case Items():
            _items(page, block)
        case Texts():
            _texts(page, block)
        case Table():
            grid = widened(drawn(block, page.section.sheet, page.row, page.span))
            page.labels.extend(grid.labels)
            page.places.extend(grid.places)
            _margin(page, block, grid)
            page.row = grid.end + gap
            return grid.body
    return None


def _margin(page: _Page, table: Table, grid: Grid) -> None:
    """Put beside each row of a table what to know of it."""
    if not any(field.kind.numeric for field in table.fields):
        return
    if MARGIN_HEAD not in {label.text for label in page.labels}:
        page.beside(Cell(grid.body.row - 1, page.span + 1), MARGIN_HEAD, Role.REMARK)
    remarks = [way[-1].remark for header in table.rows for way in header.leaves()] or [""]
    page.notes.update(enumerate(remarks, grid.body.row))


def _pasting(page: _Page, form: Form) -> str:
    """Say how figures with totals among them are pasted, empty without totals: a locked cell takes no paste."""
    fields = [(place.cell, form.fields[place.field]) for place in page.places]
    typed = [cell for cell, each in fields if each.kind.numeric and not each.last_of and each.id not in form.computed]
    if len(typed) == len([each for _, each in fields if each.kind.numeric and not each.last_of]):
        return ""
    areas = areas_of(typed)
    return f"从 Word 粘贴：不选总计，分 {len(areas)} 次粘到 {'、'.join(map(str, areas))}。"


def _guide(page: _Page, pasting: str) -> None:
    """Put below a table without rows, which leaves room, how it is filled in."""
    page.row += 2
    page.labels.append(
        Label(area=Area.of(Cell(page.row, 0)), text=MARGIN_HEAD, role=Role.BLOCK, printed=False),
    )
    for row, text in enumerate(filter(None, (*page.section.guide, pasting)), page.row + 1):
        area = Area.of(Cell(row, 0), 1, page.span)
        page.labels.append(Label(area=area, text=text, role=Role.NOTE, printed=False))


def _widths(tables: list[Table], span: int, *, has_texts: bool) -> tuple[float, ...]:
    if has_texts or not tables:
        return _TEXT_WIDTHS
    headers = max(depth(table.rows) for table in tables)
    heads = _ROW_HEADER_WIDTHS.get(headers, (20,) * headers)
    figures = _FEW_WIDTH if span <= _PORTRAIT else _NUMBER_WIDTH if headers else _BARE_WIDTH
    return heads + (figures,) * (span - headers) + _MARGIN


def _items(page: _Page, block: Items) -> None:
    last = page.span - 1
    if block.caption:
        page.label(Area.of(Cell(page.row, 0)), block.caption, Role.BLOCK)
        page.row += 1
    for each in block.fields:
        page.label(Area.of(Cell(page.row, 0), 1, last), each.path[0], Role.PROMPT)
        page.place(each.id, Area.of(Cell(page.row, last)))
        page.row += 1
    page.row += 1


def _texts(page: _Page, block: Texts) -> None:
    """Put each part under its name, a paragraph a row, with the number of the paragraph in a gutter."""
    for each in block.fields:
        hint = f"　{each.hint}" if each.hint else ""
        page.label(Area.of(Cell(page.row, 0), 1, 2), each.path[0], Role.PART, hint)
        page.counts[each.id] = Cell(page.row, 2)
        page.place(each.id, Area.of(Cell(page.row + 1, 1), each.paragraphs))
        for number in range(each.paragraphs):
            page.label(Area.of(Cell(page.row + 1 + number, 0)), str(number + 1), Role.GUTTER)
        page.row += each.paragraphs + 1
    page.row += 1


def _last_year(page: _Page, section: Section, heads: int, relations: tuple[Relation, ...]) -> None:
    """Put last year's figures below the tables, each under the column of this year's."""
    columns = {place.field: place.cell.column for place in page.places}
    page.row += 1
    page.label(Area.of(Cell(page.row, 0)), _LAST_YEAR, Role.BLOCK)
    rows: dict[tuple[str, ...], list[Field]] = {}
    for each in section.last:
        rows.setdefault(each.row, []).append(each)
    for group in rows.values():
        page.row += 1
        page.label(Area.of(Cell(page.row, 0), 1, heads), group[0].path[0], Role.PROMPT)
        taken = {columns[each.last_of]: each.id for each in group}
        for column in range(heads, page.span):
            if column in taken:
                page.place(taken[column], Area.of(Cell(page.row, column)))
            else:
                page.label(Area.of(Cell(page.row, column)), "", Role.FILLER)
        for title in _about(group[0].id, relations):
            page.beside(Cell(page.row, page.span + 1), title, Role.REMARK)


def _about(identifier: str, relations: tuple[Relation, ...]) -> Iterator[str]:
    """Give what the first relation on one of last year's figures says."""
    for relation in relations:
        if any(identifier in statement.fields for statement in relation.statements):
            yield relation.holds.zh
            return
