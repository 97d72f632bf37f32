"""同比: both years' totals, the largest changes, what does not follow on last year, each unit in both years."""

from collections.abc import Iterable, Sequence
from typing import Any

from xlreport.cells import Area, Cell
from xlreport.forms import Field
from xlreport.layout import Label, Role
from xlreport.merging.book.canvas import Canvas, put
from xlreport.merging.book.comparisons import Pair, breaks, largest, one_sided, pairs
from xlreport.merging.book.places import COMPARED_SHEET, COMPARED_TOP
from xlreport.merging.book.sheets.sums import number_format
from xlreport.merging.totals import last_totals

_WIDTHS = (18, 48, 13, 13, 13, 10, 44, 11)
_TOTALS = ("表", "栏目", "上年", "本年", "增减", "增减比例", "其中：只有一年有的单位")
_UNITS = ("单位代码", "单位名称", "上年", "本年", "增减", "增减比例", "栏目", "两年情况")
_BREAKS = ("规则", "单位", "实为", "应为")
_UNKNOWN = "没有上年数字。可用 xlreport merge --previous 指明上年的汇总工作簿或报送，也可写在 xlreport.toml 中。"
_FIRST_FIGURE, _LAST = 2, len(_WIDTHS) - 1


def draw(canvas: Canvas) -> None:
    """Draw the sheet."""
    drawn = canvas.page(COMPARED_SHEET, _WIDTHS, landscape=True)
    canvas.title(drawn, COMPARED_SHEET, len(_WIDTHS))
    drawn.fit_to_pages(1, 0)
    if not canvas.at.compared:
        canvas.labels(drawn, [Label(area=Area.of(Cell(1, 0), 1, len(_WIDTHS)), text=_UNKNOWN, role=Role.NOTE)])
        return
    fields, every = canvas.at.layout.form.compared, pairs(canvas.ledger)
    row = _totals(canvas, drawn, every)
    row = _pairs(canvas, drawn, row + 1, "二、变化最大的单位（每项数字前三个）", largest(every, fields))
    row = _breaks(canvas, drawn, row + 1)
    listed = ((field, pair) for field in fields for pair in every)
    end = _pairs(canvas, drawn, row + 1, "四、各单位（可按栏目或单位筛选）", listed)
    drawn.autofilter(row + 2, 0, end - 1, _LAST)


def _heading(canvas: Canvas, drawn: Any, row: int, text: str, headers: Iterable[str]) -> int:
    """Write a part's heading and its headers; give the row below them."""
    canvas.labels(drawn, [Label(area=Area.of(Cell(row, 0), 1, len(_WIDTHS)), text=text, role=Role.PART)])
    canvas.row(drawn, row + 1, headers, canvas.styles.role(Role.HEADER))
    return row + 2


def _totals(canvas: Canvas, drawn: Any, every: Sequence[Pair]) -> int:
    """Write last year's totals, and what of a change units of one year alone make; the rest are formulas."""
    at, form, ledger = canvas.at, canvas.at.layout.form, canvas.ledger
    title = f"一、合计：上年 {len(ledger.comparable)} 个单位，本年 {len(ledger.rows)} 个单位"
    if apart := len(ledger.before) - len(ledger.comparable):
        title += f"（本年应纳入而尚未计入的 {apart} 个单位，上年的数也不比）"
    _heading(canvas, drawn, COMPARED_TOP - 2, title, _TOTALS)
    last = last_totals(ledger.comparable, form)
    compared = {each.code for each in ledger.comparable}
    awaited = {each.code for each in ledger.before} - compared
    for field in form.numbers:
        cell = at.last(field.id)
        words = (form.section_of(field.id).sheet, field.label)
        canvas.wrapped(drawn, cell.row, words, canvas.styles.role(Role.ROW), _WIDTHS)
        put(drawn, cell, last[field.id], _figure(canvas, field))
        said = one_sided(every, awaited, field.id)
        put(drawn, cell.shifted(columns=4), said, canvas.styles.role(Role.ROW))
    for formula in canvas.formulas[COMPARED_SHEET]:
        growth = formula.key[0] == "growth"
        canvas.formula(drawn, formula, _share(canvas) if growth else _figure(canvas, form.fields[formula.field]))
    return COMPARED_TOP + len(form.numbers)


def _figure(canvas: Canvas, field: Field) -> Any:
    return canvas.styles.shown(align="right", num_format=number_format(field), text_wrap=False)


def _share(canvas: Canvas) -> Any:
    return canvas.styles.shown(align="right", num_format="0.00%", text_wrap=False)


def _pairs(canvas: Canvas, drawn: Any, row: int, title: str, listed: Iterable[tuple[str, Pair]]) -> int:
    """Write one row a figure and unit; give the row below the last."""
    words = canvas.styles.shown(align="left", num_format="@", text_wrap=False)
    row = first = _heading(canvas, drawn, row, title, _UNITS)
    for row, (identifier, pair) in enumerate(listed, first):  # the last one is asked for below
        field = canvas.at.layout.form.fields[identifier]
        last, now, change = *pair.figures(identifier), pair.change(identifier)
        canvas.row(drawn, row, (pair.code, pair.name), words)
        for column, figure in enumerate((last, now, change), _FIRST_FIGURE):
            put(drawn, Cell(row, column), figure, _figure(canvas, field))
        put(drawn, Cell(row, _FIRST_FIGURE + 3), pair.growth(identifier), _share(canvas))
        for column, text in enumerate((field.label, pair.standing), _FIRST_FIGURE + 4):
            put(drawn, Cell(row, column), text, words)
    return row + 1


def _breaks(canvas: Canvas, drawn: Any, row: int) -> int:
    """Write what does not follow on last year's figures, with the reason where one was given."""
    words = canvas.styles.shown(align="left", valign="top", num_format="@")
    row = first = _heading(canvas, drawn, row, "三、与上年不衔接的数字（有说明的一并列出）", _BREAKS)
    canvas.labels(drawn, [_problem(row - 1, "问题", Role.HEADER)])
    for row, (unit, finding) in enumerate(breaks(canvas.ledger, canvas.at.layout), first):
        canvas.row(drawn, row, (finding.code, unit, finding.found, finding.expected), words)
        reason = f"（说明：{finding.reason}）" if finding.reason else ""
        canvas.labels(drawn, [_problem(row, f"{finding.message.zh}{reason}", Role.ROW)])
        drawn.set_row(row, 34)
    return row + 1


def _problem(row: int, text: str, role: Role) -> Label:
    return Label(area=Area(Cell(row, len(_BREAKS)), Cell(row, _LAST)), text=text, role=role)
