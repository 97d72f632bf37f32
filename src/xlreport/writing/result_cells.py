"""Draws the live formulas of a return: each in the look of its place, with its true result already in it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xlreport.cells import Cell
from xlreport.drawing.cell_values import put
from xlreport.drawing.look import HEI, LINE, NAVY, SOFT
from xlreport.drawing.look import LINK as LINK_COLOUR
from xlreport.figures import Figures
from xlreport.formulas import FormulaCell, Result, formula_cells, state_of
from xlreport.layout import BAND, CHECKS_SHEET, LINK, RANK, Layout
from xlreport.numbers import Number
from xlreport.submissions import Value
from xlreport.writing.canvas import Canvas
from xlreport.writing.inputs import field_style

STATUS = {"font_size": 14, "align": "center", "indent": 0, "bottom": 2, "bottom_color": NAVY}
WHOM = {"font_size": 12, "font_color": SOFT, "align": "center", "indent": 0, "bg_color": "#FFFFFF", "top": 0}
LENGTH = {"font_size": 10, "font_color": NAVY, "text_wrap": False}


def draw_results(canvas: Canvas) -> None:
    """Draw every formula of a return with its result; a value that was typed over one stands in its place."""
    figures = figures_shown(canvas.layout, canvas.values)
    state = state_of(canvas.layout, figures, canvas.values, canvas.reasons)
    for each in formula_cells(canvas.layout):
        sheet, style, result = canvas.sheets[each.sheet], _formula_style(canvas, each), each.result(state)
        if span := _span(canvas.layout, each):
            sheet.merge_range(each.cell.row, each.cell.column, each.cell.row, each.cell.column + span - 1, None, style)
        if each.field in canvas.values:
            put(sheet, each.cell, canvas.values[each.field], style)
        else:
            sheet.write_formula(each.cell.row, each.cell.column, each.formula, style, _cached(result))


def _span(layout: Layout, each: FormulaCell) -> int:
    """Give over how many columns of 封面 a line or an echo reaches."""
    if each.sheet != layout.cover.name:
        return 0
    if each.cell in {layout.status, layout.whom}:
        return _COVER_COLUMNS
    return 0 if each.cell.row in {line.row for line in layout.progress} else _COVER_COLUMNS - each.cell.column


_COVER_COLUMNS = 5


def _formula_style(canvas: Canvas, each: FormulaCell) -> Any:
    layout, styles = canvas.layout, canvas.styles
    if each.field:
        place = layout.places[each.field]
        return field_style(canvas, layout.sheet(each.sheet), place, computed=True, locked=True)
    if each.sheet == CHECKS_SHEET:
        return _check_style(canvas, each.cell)
    sheet = layout.sheet(each.sheet)
    if sheet is layout.cover:
        return _cover_style(canvas, each.cell)
    if each.cell == sheet.state:
        return styles.format(font_name=HEI, font_size=10, align="right", text_wrap=False)
    if each.cell == sheet.length:
        return styles.band(**LENGTH)
    if each.cell in sheet.counts.values():
        return styles.small(align="right", num_format='0" 字";;"○ 0 字"')
    return styles.small(text_wrap=False)


def _cover_style(canvas: Canvas, cell: Cell) -> Any:
    layout, styles = canvas.layout, canvas.styles
    if cell == layout.status:
        return styles.band(**STATUS)
    if cell == layout.whom:
        return styles.band(**WHOM)
    columns = {line.row for line in layout.progress}
    if cell.row not in columns:
        return styles.small(valign="top", border=1, border_color=LINE)
    looks: dict[int, dict[str, Any]] = {
        2: {"num_format": "0%", "font_size": 9, "font_color": SOFT, "align": "right"},
        3: {"align": "center", "indent": 0},
        4: {"align": "center", "indent": 0, "font_name": HEI},
    }
    return styles.listed(**looks.get(cell.column, {"font_size": 8, "font_color": SOFT}))


def _check_style(canvas: Canvas, cell: Cell) -> Any:
    """Give the format of a result on 校验: words left, figures and signs centred."""
    styles = canvas.styles
    if cell == BAND:
        return styles.band(text_wrap=False)
    if cell.column >= RANK:
        return styles.small()
    if cell.column in {1, 2, 8}:
        return styles.listed(**({"font_color": SOFT} if cell.column == 8 else {}))  # noqa: PLR2004  # 说明
    looks: dict[int, dict[str, Any]] = {
        0: {"font_name": HEI},
        6: {"font_name": HEI, "num_format": "+General;-General;0"},
        LINK: {"font_color": LINK_COLOUR, "underline": 1, "font_size": 9, "text_wrap": False},
    }
    return styles.listed(align="center", indent=0, **looks.get(cell.column, {}))


def figures_shown(layout: Layout, values: Mapping[str, Value]) -> Figures:
    """Give the figures that a workbook with these values shows; text in a number cell is no figure."""
    form = layout.form
    numeric = {field: value for field, value in values.items() if form.fields[field].kind.numeric}
    numbers = {field: value for field, value in numeric.items() if isinstance(value, Number)}
    flags = {section.id: section.blank_is_zero for section in form.sections if section.blank_is_zero}
    zeroed = frozenset(section for section, flag in flags.items() if values.get(flag.id) is True)
    kind = values.get(form.roles.field("unit_kind"), "")
    unusable = frozenset(numeric.keys() - numbers.keys())
    return Figures(form=form, numbers=numbers, unusable=unusable, zeroed=zeroed, unit_kind=str(kind))


def _cached(result: Result) -> int | float | str:
    return float(result) if isinstance(result, Decimal) else result
