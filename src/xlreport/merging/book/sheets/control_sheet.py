"""核对: cells read against cells placed, the relations on the totals, each total against the ledger added up again."""

from collections.abc import Sequence
from typing import Any

from xlreport.cells import Area, Cell, areas_of
from xlreport.drawing import BAD, BAD_FILL, GOOD
from xlreport.drawing.look import SOFT, WARN, WARN_FILL
from xlreport.forms import Field
from xlreport.layout import CheckLine, Label, Role
from xlreport.merging.book.book_canvas import LINK, BookCanvas, internal, put
from xlreport.merging.book.book_places import (
    CONTROL_APART,
    CONTROL_FIRST,
    CONTROL_LEFT,
    CONTROL_MARK,
    CONTROL_SHEET,
    CONTROL_SIGN,
)
from xlreport.merging.book.control_places import FIRST_LINES, PLACE, control_lines, first_row
from xlreport.merging.book.formula_parts import Formula
from xlreport.merging.book.results import cells_excluded, cells_read
from xlreport.merging.book.sheets.figure_sheets import number_format
from xlreport.merging.ledgers import DECISION_NAMES, Decision, UnitState
from xlreport.merging.scope_totals import totals
from xlreport.relations import Mark
from xlreport.rounds import SCOPES, WHOLE

_PRINTED = (8, 34, 30, 11, 7, 11, 10, 8)
_ROOM = (*(width + 4 for width in _PRINTED[:3]), *_PRINTED[3:])
"""Characters that make a row higher: letters are set a little smaller than a column's width counts."""
_WIDTHS = (*_PRINTED, *([11] * (2 * len(SCOPES))))
_RELATIONS = ("规则", "内容", "对象", "表中数", "关系", "计算数", "差额", "结果")
_SIDES = "等式两边都是和的，关系符号前为表中数、后为计算数"
_FIRST_HEIGHT, _COUNTED = 20, "#,##0"
_STATES = {"state", "carried state", "held"}
_FIELDS = ("表", "栏目", "汇总单元格")


def draw(canvas: BookCanvas) -> None:
    """Draw the sheet: on paper the conclusions and the relations, on the screen each column of 明细 too."""
    at = canvas.at
    drawn = canvas.page(CONTROL_SHEET, _WIDTHS)
    put(drawn, Cell(0, 0), canvas.marked(CONTROL_SHEET), canvas.styles.heading())
    canvas.back(drawn)
    part = map("{}、{{}}".format, "一二三四五六")
    _first(canvas, drawn, next(part))
    _heading(canvas, drawn, at.cells_row - 1, next(part).format("读到的数字都有去向"))
    _cells(canvas, drawn)
    _relations(canvas, drawn, at.lines, next(part).format(f"汇总数（{at.word(WHOLE)}）再次符合表内勾稽关系"))
    if at.compared:
        _relations(canvas, drawn, at.carried, next(part).format("与上年合计衔接（只作提示）"))
    if at.requests:
        _requests(canvas, drawn, next(part).format(f"{at.requests.sheet}逐件计数等于各单位所报（有台账的单位）"))
    whole, own, below = map(at.word, SCOPES)
    title = f"逐栏复核：明细之和等于汇总，{whole}等于{own}加{below}（逐栏只在屏幕上）"
    _heading(canvas, drawn, at.fields_row - 2, next(part).format(title))
    _fields(canvas, drawn)
    for formula in canvas.formulas[CONTROL_SHEET]:
        canvas.formula(drawn, formula, _style(canvas, formula))
    _colour(canvas, drawn)
    drawn.freeze_panes(2, 0)
    drawn.repeat_rows(0)
    # Each column of 明细 is for the screen: on paper how many of them hold.
    drawn.print_area(0, 0, at.fields_row - 2, len(_PRINTED) - 1)
    drawn.fit_to_pages(1, 0)


def _heading(canvas: BookCanvas, drawn: Any, row: int, text: str) -> None:
    canvas.labels(drawn, [Label(area=Area.of(Cell(row, 0), 1, 3), text=text, role=Role.PART)])
    drawn.set_row(row, 24)


def _first(canvas: BookCanvas, drawn: Any, heading: str) -> None:
    """Leave room on top for what is to be looked at; what finds it is not seen."""
    _heading(canvas, drawn, CONTROL_FIRST - 2, heading.format("要看的：× 不符在前，！ 待说明在后"))
    small = canvas.styles.format(font_size=9, font_color=SOFT, text_wrap=False, align="left")
    put(drawn, Cell(CONTROL_FIRST - 2, CONTROL_LEFT), _SIDES, small)
    canvas.row(drawn, CONTROL_FIRST - 1, _RELATIONS, canvas.styles.list_head())
    for place in range(FIRST_LINES):
        drawn.set_row(first_row(place), _FIRST_HEIGHT)


def _cells(canvas: BookCanvas, drawn: Any) -> None:
    ledger, row = canvas.ledger, canvas.at.cells_row
    label, shown = canvas.styles.listed(), canvas.styles.listed(align="center", indent=0, num_format=_COUNTED)
    excluded = [
        (DECISION_NAMES[each].zh, sum(line.read for line in ledger.files if line.decision is each))
        for each in Decision
        if each is not Decision.COUNTED
    ]
    why = "，".join(f"{name} {count}" for name, count in excluded if count)
    names = ("收到的文件中有数字的单元格", "计入明细", f"未计入{f'（{why}）' if why else ''}", "差额", "结果")
    for offset, name in enumerate(names):
        area = Area.of(Cell(row + offset, 0), 1, 3)
        drawn.merge_range(area.first.row, 0, area.last.row, 2, name, label)
    put(drawn, Cell(row, CONTROL_LEFT), cells_read(ledger), shown)
    put(drawn, Cell(row + 2, CONTROL_LEFT), cells_excluded(ledger), shown)
    _coverage(canvas, drawn, row + 5)


def _coverage(canvas: BookCanvas, drawn: Any, row: int) -> None:
    units = canvas.ledger.units
    due = [unit for unit in units if unit.state is not UnitState.OUT_OF_SCOPE]
    inside = sum(1 for unit in due if unit.state is UnitState.IN)
    missing = "、".join(unit.name for unit in due if unit.state is not UnitState.IN)
    text = f"汇总范围：应纳入 {len(due)} 个单位，已计入 {inside} 个" + (f"；未计入：{missing}" if missing else "")
    style = canvas.styles.format(align="left", text_wrap=True)
    drawn.merge_range(row, 0, row, len(_PRINTED) - 1, text[:1000], style)
    drawn.set_row(row, canvas.height([(text[:1000], sum(_PRINTED))]))


def _relations(canvas: BookCanvas, drawn: Any, lines: Sequence[CheckLine], heading: str) -> None:
    if not lines:
        return
    _heading(canvas, drawn, lines[0].row - 2, heading)
    canvas.row(drawn, lines[0].row - 1, _RELATIONS, canvas.styles.list_head())
    _said(canvas, drawn, lines[0].row, lines[-1].row)


def _said(canvas: BookCanvas, drawn: Any, first: int, last: int) -> None:
    """Write what is printed of the lines of a part: of what they speak, and how their sides relate."""
    style, sign = canvas.styles.listed(), canvas.styles.listed(align="center", indent=0)
    for line in control_lines(canvas.at):
        if first <= line.row <= last:
            canvas.wrapped(drawn, line.row, line.said, style, _ROOM)
            put(drawn, Cell(line.row, CONTROL_SIGN), line.sign, sign)


def _requests(canvas: BookCanvas, drawn: Any, heading: str) -> None:
    """Name the figures that are held against the collected requests."""
    known = canvas.at.requests
    if known is None:
        return
    _heading(canvas, drawn, known.control - 2, heading)
    header = ("表", "栏目", "工作表", f"{known.sheet}件数", "关系", "明细合计", "差额", "结果")
    canvas.row(drawn, known.control - 1, header, canvas.styles.list_head())
    _said(canvas, drawn, known.control, known.control + len(known.counts) - 1)


def _fields(canvas: BookCanvas, drawn: Any) -> None:
    at, link = canvas.at, canvas.styles.listed(**LINK)
    _field_headers(canvas, drawn, at.fields_row - 1)
    merged = totals(canvas.ledger.rows, at.layout.form)[WHOLE]
    _said(canvas, drawn, at.fields_row, at.fields_row + len(at.layout.form.numbers) - 1)
    for row, field in enumerate(at.layout.form.numbers, at.fields_row):
        place = at.totals[WHOLE, field.id]
        drawn.write_url(row, 2, internal(place.sheet, place.cell), link, string=f"{place.sheet}!{place.cell}")
        put(drawn, at.merged_cells(row)[0], merged[field.id], _number(canvas, field))


def _field_headers(canvas: BookCanvas, drawn: Any, row: int) -> None:
    header = canvas.styles.list_head()
    canvas.row(drawn, row, _FIELDS, header)
    for scope, cells in zip(SCOPES, canvas.at.field_cells(row), strict=True):
        for cell, what in zip(cells, ("明细合计", "汇总"), strict=True):
            put(drawn, cell, f"{canvas.at.word(scope)}{what}", header)
    for cell, text in zip(canvas.at.merged_cells(row), ("汇总时明细各行之和", "现在明细各行之和"), strict=True):
        put(drawn, cell, text, header)
    for column, text in ((CONTROL_SIGN, "关系"), (CONTROL_APART, "差额"), (CONTROL_MARK, "结果")):
        put(drawn, Cell(row, column), text, header)
    drawn.set_row(row, 34)


def _style(canvas: BookCanvas, formula: Formula) -> Any:
    if formula.key[0] in _STATES:
        return canvas.styles.heading(font_size=12)
    if formula.key[0] == "first":
        return _first_style(canvas, formula.cell.column)
    if formula.field and formula.key[0] in {"ledger", "total", "every", "requests", "requests of units"}:
        return _number(canvas, canvas.at.layout.form.fields[formula.field])
    if formula.key[0] in {"placed", "rest of cells"}:
        return canvas.styles.listed(align="center", indent=0, num_format=_COUNTED)
    if formula.key[0].endswith("difference"):
        return canvas.styles.listed(align="center", indent=0, num_format=_APART, text_wrap=False)
    return canvas.styles.listed(align="center", indent=0, text_wrap=False)


def _first_style(canvas: BookCanvas, column: int) -> Any:
    if column == PLACE:
        return canvas.styles.format(num_format=";;;")
    if column == CONTROL_APART:
        return canvas.styles.listed(align="center", indent=0, num_format=_APART, text_wrap=False)
    look = {"shrink": True} if column < CONTROL_LEFT else {"align": "center", "indent": 0}
    return canvas.styles.listed(text_wrap=False, **look)


_APART = '+General;-General;""'
"""A difference of nothing is not shown."""


def _number(canvas: BookCanvas, field: Field) -> Any:
    return canvas.styles.listed(align="center", indent=0, num_format=number_format(field), text_wrap=False)


def _colour(canvas: BookCanvas, drawn: Any) -> None:
    cells = [
        formula.cell
        for formula in canvas.formulas[CONTROL_SHEET]
        if formula.key[0].endswith("mark")
        or formula.key[0] in _STATES
        or (formula.key[0] == "first" and formula.cell.column == CONTROL_MARK)
    ]
    good = canvas.book.add_format({"font_color": GOOD, "bold": True})
    bad = canvas.book.add_format({"font_color": BAD, "bold": True, "bg_color": BAD_FILL})
    warned = canvas.book.add_format({"font_color": WARN, "bold": True, "bg_color": WARN_FILL})
    for mark, style in ((Mark.HOLDS, good), (Mark.FAILS, bad), ("！", warned)):
        for area in areas_of(cells):
            drawn.conditional_format(
                area.first.row,
                area.first.column,
                area.last.row,
                area.last.column,
                {
                    "type": "formula",
                    "criteria": f'=LEFT({area.first},1)="{mark}"',
                    "format": style,
                },
            )
