"""Lays out what is not the form's but helps with it: the guide, 校验, and the progress on 封面."""

from collections.abc import Iterator
from dataclasses import replace

from xlreport.cells import Area, Cell
from xlreport.forms import Form
from xlreport.layout.records import (
    CHECKS_SHEET,
    FIRST_LINE,
    GUIDE_SHEET,
    CheckLine,
    Label,
    ProgressLine,
    Role,
    Sheet,
)

CHECK_HEADERS = ("规则", "内容", "对象", "左边", "右边", "差额", "结果", "定位", "说明（有特殊情况请写明）")
PROGRESS_HEADERS = ("填报进度", "已填", "应填", "不相符")
_CHECK_WIDTHS = (7, 34, 26, 13, 13, 11, 7, 12, 36)
_GUIDE_WIDTHS = (4, 86)


def with_progress(cover: Sheet, form: Form) -> tuple[Sheet, tuple[ProgressLine, ...], Cell]:
    """Add to 封面 a line of progress per section, their sum, and the overall state; gives lines and state's cell."""
    top = cover.last.row + 2
    labels = [
        Label(area=Area.of(Cell(top, column)), text=text, role=Role.HEADER)
        for column, text in enumerate(PROGRESS_HEADERS)
    ]
    sections = [section for section in form.sections if section.due(form)]
    lines = [
        ProgressLine(section=section, row=row, due=section.due(form)) for row, section in enumerate(sections, top + 1)
    ]
    lines.append(ProgressLine(section=None, row=top + 1 + len(lines), due=sum(line.due for line in lines)))
    for line in lines:
        heading, link = (line.section.heading, line.section.sheet) if line.section else ("合计", "")
        labels.append(Label(area=Area.of(Cell(line.row, 0)), text=heading, role=Role.ROW, link=link))
        labels.append(Label(area=Area.of(Cell(line.row, 2)), text=str(line.due), role=Role.HEADER))
    state = Cell(lines[-1].row + 2, 1)
    labels.append(Label(area=Area.of(Cell(state.row, 0)), text="校验结果", role=Role.PROMPT, link=CHECKS_SHEET))
    return replace(cover, labels=(*cover.labels, *labels)), tuple(lines), state


def guide_sheet(form: Form) -> Sheet:
    """Lay 填报说明 out: the form's guide, then each section's, its heading a link to its sheet."""
    labels = [Label(area=Area.of(Cell(0, 0), 1, 2), text=GUIDE_SHEET, role=Role.TITLE)]
    for row, (text, link) in enumerate(_guide_lines(form), 2):
        if link is None:
            labels.append(Label(area=Area.of(Cell(row, 1)), text=text, role=Role.NOTE))
        else:
            labels.append(Label(area=Area.of(Cell(row, 0), 1, 2), text=text, role=Role.PART, link=link))
    return Sheet(name=GUIDE_SHEET, labels=tuple(labels), widths=_GUIDE_WIDTHS)


def _guide_lines(form: Form) -> Iterator[tuple[str, str | None]]:
    """Give the guide's lines: headings with the sheet they link to, notes with None."""
    yield f"{form.title}（表样：{form.source.zh}）", ""
    for text in form.guide:
        yield text, None
    for section in form.sections:
        yield section.heading if section is not form.sections[0] else section.sheet, section.sheet
        for text in section.guide:
            yield text, None


def checks_sheet(form: Form) -> Sheet:
    """Lay 校验 out: a line per statement."""
    span = len(CHECK_HEADERS)
    labels = [
        Label(area=Area.of(Cell(0, 0), 1, span), text="校验", role=Role.TITLE),
        Label(
            area=Area.of(Cell(2, 0), 1, span),
            role=Role.NOTE,
            text="√ 相符　× 不相符，请按“定位”核对　— 相关单元格尚未填齐　不适用 没有上年数字，或不属于本类单位",
        ),
    ]
    labels += [
        Label(area=Area.of(Cell(FIRST_LINE - 1, column)), text=text, role=Role.HEADER)
        for column, text in enumerate(CHECK_HEADERS)
    ]
    for line in check_lines(form):
        about = line.statement.about or form.fields[line.statement.left[0].field].label
        texts = (line.relation.code, line.relation.rule.title.zh, about)
        labels += [
            Label(area=Area.of(Cell(line.row, column)), text=text, role=Role.ROW) for column, text in enumerate(texts)
        ]
    return Sheet(
        name=CHECKS_SHEET,
        labels=tuple(labels),
        widths=_CHECK_WIDTHS,
        frozen=Cell(FIRST_LINE, 0),
        landscape=True,
    )


def check_lines(form: Form) -> tuple[CheckLine, ...]:
    """Give the lines of 校验, section by section, within each in the order of the relations."""
    order = [section.id for section in form.sections]
    pairs = [(relation, statement) for relation in form.relations for statement in relation.statements]
    pairs.sort(key=lambda pair: order.index(form.fields[pair[1].left[0].field].section))
    return tuple(
        CheckLine(relation=relation, statement=statement, row=FIRST_LINE + number)
        for number, (relation, statement) in enumerate(pairs)
    )
