"""汇总: each table of the form in the official layout, once per scope, each number a live formula over 明细."""

from typing import Any

from xlreport.drawing.styles import COMPUTED, ISSUED
from xlreport.forms import Field, Kind
from xlreport.merging.canvas import Canvas, printed_scale
from xlreport.merging.places import TotalsSheet

AMOUNT_FORMAT = "0.00##"


def draw(canvas: Canvas) -> None:
    """Draw the sheets."""
    for sheet in canvas.at.sheets:
        _draw_sheet(canvas, sheet)


def _draw_sheet(canvas: Canvas, sheet: TotalsSheet) -> None:
    drawn = canvas.page(sheet.name, sheet.widths)
    for block in sheet.blocks:
        canvas.labels(drawn, (block.heading, *block.labels))
        drawn.set_row(block.heading.area.first.row, 30)
    form = canvas.at.layout.form
    for formula in canvas.formulas[sheet.name]:
        canvas.formula(drawn, formula, _style(canvas, form.fields[formula.field]))
    # Excel passes over page breaks when it fits a sheet to pages, so the scale is worked out instead.
    drawn.set_h_pagebreaks([block.heading.area.first.row for block in sheet.blocks[1:]])
    drawn.set_print_scale(printed_scale(sheet.widths))


def _style(canvas: Canvas, field: Field) -> Any:  # noqa: ANN401
    colour = COMPUTED if field.id in canvas.at.layout.form.computed else ISSUED
    return canvas.styles.shown(align="center", bg_color=colour, num_format=number_format(field), text_wrap=False)


def number_format(field: Field) -> str:
    """Give the number format of a figure."""
    return AMOUNT_FORMAT if field.kind is Kind.AMOUNT else "0"
