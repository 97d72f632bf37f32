"""Lays a form out on sheets, deterministically. Decides places; never looks at values or at a workbook."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from xlreport.cells import Area, Cell
from xlreport.errors import FormError
from xlreport.forms import Block, Form, Items, Section, Table, Texts
from xlreport.layout.grid import depth, drawn, width
from xlreport.layout.records import (
    CHECKS_SHEET,
    GUIDE_SHEET,
    MANIFEST_SHEET,
    CheckLine,
    Label,
    Layout,
    Place,
    Role,
    Sheet,
)

CHECK_HEADERS = ("规则", "内容", "对象", "左边", "右边", "差额", "结果", "定位", "说明（有特殊情况请写明）")
_CHECK_WIDTHS = (7, 34, 26, 13, 13, 11, 7, 12, 36)
_FIRST_LINE = 4
_FIRST_BLOCK = 3
_TEXT_WIDTHS = (88, 15)
_COVER_WIDTHS = (20, 34, 16, 26)
_ROW_HEADER_WIDTHS = {1: (26,), 3: (9, 13, 40)}
_NUMBER_WIDTH = 10.5
_FLAG_SPAN = 2
_GUIDE_WIDTHS = (4, 86)


def plan(form: Form) -> Layout:
    """Lay a form out; raises FormError when two things would share a cell or a sheet's name."""
    sections = [_section_sheet(section) for section in form.sections]
    status_row = sections[0].last.row + 2
    cover = _with_status(sections[0], status_row)
    sheets = (cover, _guide_sheet(form), *sections[1:], _checks_sheet(form))
    places = {place.field: place for sheet in sheets for place in sheet.places}
    layout = Layout(form=form, sheets=sheets, places=places, lines=_lines(form), status=Cell(status_row, 1))
    _refuse_overlaps(layout)
    return layout


def _refuse_overlaps(layout: Layout) -> None:
    names = [sheet.name for sheet in layout.sheets] + [MANIFEST_SHEET]
    if len({name.casefold() for name in names}) < len(names):
        raise FormError(f"{layout.form.id}: 位置重叠 (overlapping places): 工作表名重复 {names}")
    for sheet in layout.sheets:
        taken: dict[Cell, str] = {}
        boxes = [(label.text or "·", label.area) for label in sheet.labels]
        boxes += [(place.field, place.area) for place in sheet.places]
        for name, area in boxes:
            for cell in area:
                if cell in taken:
                    place = f"{layout.form.id}: {sheet.name}!{cell}"
                    raise FormError(f"{place}: 位置重叠 (overlapping places): {taken[cell]}, {name}")
                taken[cell] = name


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


def _section_sheet(section: Section) -> Sheet:
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
    return Sheet(
        name=section.sheet,
        section=section.id,
        labels=tuple(page.labels),
        places=tuple(page.places),
        counts=page.counts,
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


def _with_status(cover: Sheet, row: int) -> Sheet:
    label = Label(area=Area.of(Cell(row, 0)), text="校验结果", role=Role.PROMPT)
    return Sheet(
        name=cover.name,
        section=cover.section,
        labels=(*cover.labels, label),
        places=cover.places,
        widths=cover.widths,
        landscape=cover.landscape,
    )


def _guide_sheet(form: Form) -> Sheet:
    labels = [Label(area=Area.of(Cell(0, 0), 1, 2), text=GUIDE_SHEET, role=Role.TITLE)]
    for row, (text, role) in enumerate(_guide_lines(form), 2):
        area = Area.of(Cell(row, 1)) if role is Role.NOTE else Area.of(Cell(row, 0), 1, 2)
        labels.append(Label(area=area, text=text, role=role))
    return Sheet(name=GUIDE_SHEET, labels=tuple(labels), widths=_GUIDE_WIDTHS)


def _guide_lines(form: Form) -> Iterator[tuple[str, Role]]:
    yield f"{form.title}（表样：{form.source.zh}）", Role.PART
    for text in form.guide:
        yield text, Role.NOTE
    for section in form.sections:
        yield section.heading if section is not form.sections[0] else section.sheet, Role.PART
        for text in section.guide:
            yield text, Role.NOTE


def _checks_sheet(form: Form) -> Sheet:
    span = len(CHECK_HEADERS)
    labels = [
        Label(area=Area.of(Cell(0, 0), 1, span), text="校验", role=Role.TITLE),
        Label(
            area=Area.of(Cell(2, 0), 1, span),
            role=Role.NOTE,
            text="√ 相符　× 不相符，请按“定位”核对　— 相关单元格尚未填齐，或本单位不适用",
        ),
    ]
    labels += [
        Label(area=Area.of(Cell(_FIRST_LINE - 1, column)), text=text, role=Role.HEADER)
        for column, text in enumerate(CHECK_HEADERS)
    ]
    for line in _lines(form):
        about = line.statement.about or form.fields[line.statement.left[0].field].label
        texts = (line.relation.code, line.relation.title.zh, about)
        labels += [
            Label(area=Area.of(Cell(line.row, column)), text=text, role=Role.ROW) for column, text in enumerate(texts)
        ]
    return Sheet(
        name=CHECKS_SHEET,
        labels=tuple(labels),
        widths=_CHECK_WIDTHS,
        frozen=Cell(_FIRST_LINE, 0),
        landscape=True,
    )


def _lines(form: Form) -> tuple[CheckLine, ...]:
    pairs = [(relation, statement) for relation in form.relations for statement in relation.statements]
    return tuple(
        CheckLine(relation=relation, statement=statement, row=_FIRST_LINE + number)
        for number, (relation, statement) in enumerate(pairs)
    )
