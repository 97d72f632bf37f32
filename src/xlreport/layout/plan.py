"""Lays a form out on sheets, deterministically. Decides places; never looks at values or at a workbook."""

from collections.abc import Iterator

from xlreport.cells import Area, Cell
from xlreport.errors import FormError
from xlreport.forms import Form, Items, Section, Table, Texts
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


def _section_sheet(section: Section) -> Sheet:
    tables = [block for block in section.blocks if isinstance(block, Table)]
    has_texts = any(isinstance(block, Texts) for block in section.blocks)
    has_items = any(isinstance(block, Items) for block in section.blocks)
    span = max([width(table) for table in tables] + [2 if has_texts or has_items else 1])
    labels = [Label(area=Area.of(Cell(0, 0), 1, span), text=section.heading, role=Role.TITLE)]
    places: list[Place] = []
    counts: dict[str, Cell] = {}
    if section.blank_is_zero:
        heads = max(depth(table.rows) for table in tables) or _FLAG_SPAN
        labels.append(
            Label(area=Area.of(Cell(2, 0), 1, heads), text=section.blank_is_zero.label, role=Role.PROMPT)
        )
        places.append(
            Place(field=section.blank_is_zero.id, sheet=section.sheet, area=Area.of(Cell(2, heads)))
        )
    row, frozen = _FIRST_BLOCK, None
    for block in section.blocks:
        match block:
            case Items():
                row = _items(block, section.sheet, row, labels, places)
            case Texts():
                row = _texts(block, section.sheet, row, labels, places, counts)
            case Table():
                grid = drawn(block, section.sheet, row, span)
                labels.extend(grid.labels)
                places.extend(grid.places)
                frozen = grid.body if len(tables) == 1 and not has_items else None
                row = grid.end + (1 if has_items else 0)
    return Sheet(
        name=section.sheet,
        section=section.id,
        labels=tuple(labels),
        places=tuple(places),
        counts=counts,
        widths=_widths(section, tables, span, has_texts=has_texts),
        frozen=frozen,
        landscape=span > _PORTRAIT,
    )


_PORTRAIT = 6


def _widths(section: Section, tables: list[Table], span: int, *, has_texts: bool) -> tuple[float, ...]:
    if has_texts:
        return _TEXT_WIDTHS
    if any(isinstance(block, Items) for block in section.blocks):
        return _COVER_WIDTHS
    headers = max(depth(table.rows) for table in tables)
    heads = _ROW_HEADER_WIDTHS.get(headers, (20,) * headers)
    return heads + (20.0 if span <= _PORTRAIT else _NUMBER_WIDTH,) * (span - headers)


def _prompt(cell: Cell, text: str) -> Label:
    return Label(area=Area.of(cell), text=text, role=Role.PROMPT)


def _items(block: Items, sheet: str, row: int, labels: list[Label], places: list[Place]) -> int:
    if block.caption:
        labels.append(Label(area=Area.of(Cell(row, 0), 1, 2), text=block.caption, role=Role.CAPTION))
        row += 1
    for row, field in enumerate(block.fields, row):  # noqa: B020, PLR1704
        labels.append(_prompt(Cell(row, 0), field.path[0]))
        places.append(Place(field=field.id, sheet=sheet, area=Area.of(Cell(row, 1))))
    return row + 2


def _texts(
    block: Texts, sheet: str, row: int, labels: list[Label], places: list[Place], counts: dict[str, Cell]
) -> int:
    for field in block.fields:
        labels.append(Label(area=Area.of(Cell(row, 0)), text=field.path[0], role=Role.PART))
        counts[field.id] = Cell(row, 1)
        places.append(Place(field=field.id, sheet=sheet, area=Area.of(Cell(row + 1, 0), field.paragraphs)))
        row += field.paragraphs + 1
    return row + 1


def _with_status(cover: Sheet, row: int) -> Sheet:
    label = _prompt(Cell(row, 0), "校验结果")
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
            Label(area=Area.of(Cell(line.row, column)), text=text, role=Role.ROW)
            for column, text in enumerate(texts)
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
