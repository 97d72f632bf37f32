"""同比: both years' totals, each unit in both years, the largest changes, and what does not follow on last year."""

from typing import Any

from xlreport.cells import Area, Cell
from xlreport.forms import Field
from xlreport.layout import Label, Role
from xlreport.merging.canvas import Canvas, put
from xlreport.merging.compared import breaks, largest, pairs
from xlreport.merging.places import COMPARED_SHEET, COMPARED_TOP
from xlreport.merging.sheets.sums import number_format
from xlreport.merging.totals import last_totals

_TOTALS = (("表", 15), ("栏目", 34), ("上年", 14), ("本年", 14), ("增减", 14), ("增减比例", 11))
_UNITS = ("单位代码", "单位名称", "两年情况")
_CHANGES = ("单位代码", "单位名称", "上年", "本年", "增减", "", "栏目")
_BREAKS = ("规则", "单位", "所见", "应为", "", "", "问题")
_UNKNOWN = "没有上年数字。可用 xlreport merge --previous 指明上年的汇总工作簿或报送，也可写在 xlreport.toml 中。"
_WIDTH = 11


def draw(canvas: Canvas) -> None:
    """Draw the sheet."""
    compared = canvas.at.layout.form.compared
    columns = max(len(_TOTALS), len(_UNITS) + 3 * len(compared))
    widths = [*(width for _, width in _TOTALS), *([_WIDTH] * (columns - len(_TOTALS)))]
    drawn = canvas.page(COMPARED_SHEET, widths, landscape=True)
    canvas.title(drawn, COMPARED_SHEET, len(_TOTALS))
    if not canvas.at.compared:
        drawn.merge_range(1, 0, 1, len(_TOTALS) - 1, _UNKNOWN, canvas.styles.format(align="left"))
        drawn.set_row(1, 34)
        return
    row = _totals(canvas, drawn)
    row = _units(canvas, drawn, row + 1)
    row = _changes(canvas, drawn, row + 1)
    _breaks(canvas, drawn, row + 1)
    drawn.freeze_panes(0, 2)
    drawn.repeat_columns(0, 1)
    drawn.fit_to_pages(1, 0)


def _heading(canvas: Canvas, drawn: Any, row: int, text: str) -> None:
    canvas.labels(drawn, [Label(area=Area.of(Cell(row, 0), 1, len(_TOTALS)), text=text, role=Role.PART)])


def _totals(canvas: Canvas, drawn: Any) -> int:
    at, form, last = canvas.at, canvas.at.layout.form, last_totals(canvas.ledger.before, canvas.at.layout.form)
    known = len(canvas.ledger.before)
    _heading(canvas, drawn, COMPARED_TOP - 2, f"一、合计：上年 {known} 个单位，本年 {len(canvas.ledger.rows)} 个单位")
    canvas.row(drawn, COMPARED_TOP - 1, [header for header, _ in _TOTALS], canvas.styles.role(Role.HEADER))
    words = canvas.styles.role(Role.ROW)
    for field in form.numbers:
        cell = at.last(field.id)
        canvas.wrapped(
            drawn, cell.row, (form.section_of(field.id).sheet, field.label), words, [width for _, width in _TOTALS]
        )
        put(drawn, cell, last[field.id], _figure(canvas, field))
    for formula in canvas.formulas[COMPARED_SHEET]:
        style = _figure(canvas, form.fields[formula.field])
        if formula.key[0] == "growth":
            style = canvas.styles.shown(align="right", num_format="0.00%", text_wrap=False)
        canvas.formula(drawn, formula, style)
    return COMPARED_TOP + len(form.numbers)


def _figure(canvas: Canvas, field: Field) -> Any:
    return canvas.styles.shown(align="right", num_format=number_format(field), text_wrap=False)


def _units(canvas: Canvas, drawn: Any, row: int) -> int:
    """Give each unit a row: the compared figures of last year, of this year, and the change."""
    form, header = canvas.at.layout.form, canvas.styles.role(Role.HEADER)
    _heading(canvas, drawn, row, "二、各单位：上年、本年、增减")
    fields = [form.fields[field] for field in form.compared]
    canvas.row(drawn, row + 1, _UNITS, header)
    for number, field in enumerate(fields):
        left = len(_UNITS) + 3 * number
        canvas.labels(drawn, [Label(area=Area.of(Cell(row + 1, left), 1, 3), text=field.label, role=Role.HEADER)])
    drawn.set_row(row + 1, 48)
    words = canvas.styles.shown(align="left", num_format="@")
    units = pairs(canvas.ledger)
    for at, pair in enumerate(units, row + 2):
        canvas.row(drawn, at, (pair.code, pair.name, pair.standing), words)
        for number, field in enumerate(fields):
            figures = (*pair.figures(field.id), pair.change(field.id))
            for offset, figure in enumerate(figures):
                put(drawn, Cell(at, len(_UNITS) + 3 * number + offset), figure, _figure(canvas, field))
    return row + 2 + max(len(units), 1)


def _changes(canvas: Canvas, drawn: Any, row: int) -> int:
    form, words = canvas.at.layout.form, canvas.styles.shown(align="left", num_format="@")
    _heading(canvas, drawn, row, "三、变化最大的单位（每项数字前三个）")
    _headers(canvas, drawn, row + 1, _CHANGES)
    found = list(largest(canvas.ledger, form.compared))
    for at, (field, pair) in enumerate(found, row + 2):
        style = _figure(canvas, form.fields[field])
        canvas.row(drawn, at, (pair.code, pair.name), words)
        for column, figure in enumerate((*pair.figures(field), pair.change(field)), 2):
            put(drawn, Cell(at, column), figure, style)
        _wide(canvas, drawn, at, form.fields[field].label)
    return row + 2 + max(len(found), 1)


def _breaks(canvas: Canvas, drawn: Any, row: int) -> None:
    words = canvas.styles.shown(align="left", valign="top", num_format="@")
    _heading(canvas, drawn, row, "四、与上年衔接不上的数字（说明了原因的一并列出）")
    _headers(canvas, drawn, row + 1, _BREAKS)
    for at, (unit, finding) in enumerate(breaks(canvas.ledger, canvas.at.layout), row + 2):
        canvas.row(drawn, at, (finding.code, unit, finding.found, finding.expected), words)
        reason = f"（说明：{finding.reason}）" if finding.reason else ""
        _wide(canvas, drawn, at, f"{finding.message.zh}{reason}")


def _headers(canvas: Canvas, drawn: Any, row: int, headers: tuple[str, ...]) -> None:
    *narrow, wide = headers
    canvas.row(drawn, row, narrow, canvas.styles.role(Role.HEADER))
    _wide(canvas, drawn, row, wide, Role.HEADER)


def _wide(canvas: Canvas, drawn: Any, row: int, text: str, role: Role = Role.ROW) -> None:
    canvas.labels(drawn, [Label(area=Area.of(Cell(row, len(_TOTALS)), 1, 8), text=text, role=role)])
