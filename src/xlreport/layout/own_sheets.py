"""Lays out what is not the form's but helps with it: 填报说明 and 校验."""

from collections.abc import Iterator

from xlreport.cells import Area, Cell
from xlreport.forms import Form
from xlreport.layout.check_lines import FIRST_LINE, RANK, ROW_KEY, RULE_CODE, TARGET, TOP_LINE, CheckLine, OwnLine
from xlreport.layout.layouts import CHECKS_SHEET, GUIDE_SHEET, Label, Role, Sheet
from xlreport.layout.section_sheets import BACK

_REASON = "说明（有特殊情况请写明原因）"
CHECK_HEADERS = (
    "结果",
    "内容",
    "对象",
    "表中数",
    "关系",
    "计算数",
    "差额",
    "到该单元格",
    _REASON,
    "规则",
)
SIGNS = {"=": "＝", "<=": "≤", ">=": "≥"}
"""How a relation's operator is printed."""
_CHECK_WIDTHS = (7, 30, 27, 8, 6, 8, 8, 11, 24, 7, 4, 4, 4)
_GUIDE_WIDTHS = (12, 72)
_TOP_HEADING = "一、要处理的，请先看这里（改好或写明原因后自动消失）"
_TOP_REASON = "说明（写在下表同一行）"
_WHOSE = "本说明由主管部门编写，供填表参考；{source}对各项的说明以原文为准。"
_SAMPLES = (
    ("填写", "要填的单元格：浅黄底、点线框"),
    ("自动合计", "自动合计：灰蓝底、黑体，不能改"),
    ("〔上年〕", "上年报告的数字：方括号，只用于核对"),
    ("× 16", "不符：红底、粗体，原因写在该行右边；数字单元格里填了别的也这样显示"),
    ("！ 16", "待说明：黄底、粗体，原因写在该行右边"),
)
_SIGNS = (
    ("√", "相符"),
    ("×", "不符：必须更正，否则会被退回"),
    ("！", "待说明：请核对；情况属实的写明原因，可以报送"),
    ("已说明", "在“校验”表的说明栏，或在封面的“警告说明”里写了原因"),
    ("—", "相关单元格尚未填齐"),
    ("不适用", "没有上年数字可比，或不属于本类单位"),
)
_SIDES = (
    "“校验”表的“表中数”是表里的数，“计算数”是由别的数算出的；等式两边都是和的，关系符号前为表中数、后为计算数；"
    "数个数、字数的项，计算数为应有的数或上限"
)
_LEVELS = "怎么填一栏末尾的字母：A 国家规定，B 有的地方规定，C 通常做法，D 由数字或逻辑推出"


def guide_sheet(form: Form) -> Sheet:
    """Lay 填报说明 out on one page: the steps, what cells and signs look like, a line per section."""
    labels = [
        Label(area=Area.of(Cell(0, 0), 1, 2), text=GUIDE_SHEET, role=Role.TITLE),
        Label(area=Area.of(Cell(1, 0)), text=BACK, role=Role.BACK, link=form.sections[0].sheet),
        Label(area=Area.of(Cell(1, 1)), text=f"{form.title}（表样：{form.source.zh}）", role=Role.REMARK),
        Label(area=Area.of(Cell(2, 1)), text=_WHOSE.format(source=form.source.zh), role=Role.REMARK),
    ]
    for row, (left, right, role, link) in enumerate(_guide_lines(form), 3):
        if left:
            labels.append(Label(area=Area.of(Cell(row, 0)), text=left, role=role, link=link))
        if right:
            labels.append(Label(area=Area.of(Cell(row, 1)), text=right, role=Role.NOTE))
    return Sheet(name=GUIDE_SHEET, labels=tuple(labels), widths=_GUIDE_WIDTHS, one_page=True)


def _guide_lines(form: Form) -> Iterator[tuple[str, str, Role, str]]:
    """Give the guide's lines: what stands left, what stands right, the role and the link of the left."""
    yield "几步完成", "", Role.BLOCK, ""
    for number, text in enumerate(form.guide, 1):
        yield str(number), text, Role.STEP, ""
    yield "", "", Role.NOTE, ""
    yield "单元格的样子", "", Role.BLOCK, ""
    for text, meaning in _SAMPLES:
        yield text, meaning, Role.SAMPLE, ""
    for sign, meaning in _SIGNS:
        yield sign, meaning, Role.SIGN, ""
    yield "", _SIDES, Role.NOTE, ""
    yield "", _LEVELS, Role.NOTE, ""
    yield "", "", Role.NOTE, ""
    yield "各部分怎么填", "", Role.BLOCK, ""
    for section in form.sections:
        yield section.sheet, "".join(section.guide), Role.LISTED, section.sheet


def checks_sheet(form: Form, own: tuple[OwnLine, ...], lines: tuple[CheckLine, ...]) -> Sheet:
    """Lay 校验 out: what is to be done first, then a line per statement."""
    span = len(CHECK_HEADERS)
    labels = [
        Label(area=Area.of(Cell(0, 0), 1, span), text=CHECKS_SHEET, role=Role.TITLE),
        Label(area=Area.of(Cell(1, 0)), text=BACK, role=Role.BACK, link=form.sections[0].sheet),
        Label(area=Area.of(Cell(TOP_LINE - 2, 0)), text=_TOP_HEADING, role=Role.BLOCK),
        *_headers(TOP_LINE - 1, _TOP_REASON),
        Label(area=Area.of(Cell(FIRST_LINE - 2, 0)), text=f"二、全部 {len(own) + len(lines)} 项", role=Role.BLOCK),
        *_headers(FIRST_LINE - 1, _REASON),
    ]
    for each in own:
        labels.extend(_line(each.row, each.title, each.about, each.operator, each.code))
    for line in lines:
        about = line.statement.about or form.fields[line.statement.left[0].field].label
        labels.extend(_line(line.row, line.relation.holds.zh, about, line.statement.operator, line.code))
    return Sheet(
        name=CHECKS_SHEET,
        labels=tuple(labels),
        widths=_CHECK_WIDTHS,
        hidden=(RANK, TARGET, ROW_KEY),
        frozen=Cell(3, 0),
        landscape=True,
        repeat=FIRST_LINE - 1,
    )


def _headers(row: int, reason: str) -> Iterator[Label]:
    for column, text in enumerate(CHECK_HEADERS):
        said = reason if text == _REASON else text
        yield Label(area=Area.of(Cell(row, column)), text=said, role=Role.LIST_HEAD)


def _line(row: int, title: str, about: str, operator: str, code: str) -> Iterator[Label]:
    """Print what is fixed in a line: what it says, of what, how the sides relate, the rule."""
    told = {1: title, 2: about, 4: SIGNS[operator], RULE_CODE: code}
    for column, text in told.items():
        yield Label(area=Area.of(Cell(row, column)), text=text, role=Role.LISTED)
