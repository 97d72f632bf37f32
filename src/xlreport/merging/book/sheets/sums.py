"""汇总: each table in the official layout, the scopes side by side, each number a live formula over 明细."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from xlreport.cells import Cell
from xlreport.drawing import lines_needed
from xlreport.drawing.tokens import TINT1, TINT2
from xlreport.forms import Field, Kind
from xlreport.merging.book.canvas import UNDER, Canvas, internal, printed_scale
from xlreport.merging.book.places import LEDGER_SHEET, LEDGER_TOP, Block, TotalsSheet

AMOUNT_FORMAT = "0.00##"
_TIP = "到“明细”的这一列"


def draw(canvas: Canvas) -> None:
    """Draw the sheets."""
    for sheet in canvas.at.sheets:
        _draw_sheet(canvas, sheet)


def _draw_sheet(canvas: Canvas, sheet: TotalsSheet) -> None:
    landscape = canvas.at.layout.sheet(sheet.section.sheet).landscape
    drawn = canvas.page(sheet.name, sheet.columns, landscape=landscape)
    for block in sheet.blocks:
        canvas.labels(drawn, (replace(block.heading, text=canvas.marked(block.heading.text)), *block.labels))
    _heights(drawn, sheet.blocks[0], sheet.widths)
    form = canvas.at.layout.form
    for formula in canvas.formulas[sheet.name]:
        drawn.write_url(formula.cell.row, formula.cell.column, _source(canvas, formula.field), string=UNDER, tip=_TIP)
        canvas.formula(drawn, formula, _style(canvas, form.fields[formula.field]))
    # Excel passes over page breaks when it fits a sheet to pages, so the scale is worked out instead.
    drawn.set_v_pagebreaks([block.heading.area.first.column for block in sheet.blocks[1:]])
    drawn.set_print_scale(printed_scale(sheet.widths, landscape=landscape))


def _source(canvas: Canvas, field: str) -> str:
    """Give the link from a total to its column of 明细, on whose header stands the cell of the returns."""
    return internal(LEDGER_SHEET, Cell(LEDGER_TOP - 1, canvas.at.columns[field]))


def _heights(drawn: Any, block: Block, widths: Sequence[float]) -> None:
    """Make each row as high as its longest label needs; merged cells never grow by themselves."""
    needed: dict[int, int] = {}
    for label in block.labels:
        area = label.area
        across = sum(widths[area.first.column : area.last.column + 1])
        lines = -(-lines_needed(label.text, across) // area.rows)
        for row in range(area.first.row, area.last.row + 1):
            needed[row] = max(needed.get(row, 1), lines)
    for row, lines in needed.items():
        drawn.set_row(row, 15 * lines + 4)
    drawn.set_row(block.heading.area.first.row, 30)


def _style(canvas: Canvas, field: Field) -> Any:
    colour = TINT2 if field.id in canvas.at.layout.form.computed else TINT1
    return canvas.styles.shown(align="center", bg_color=colour, num_format=number_format(field), text_wrap=False)


def number_format(field: Field) -> str:
    """Give the number format of a figure."""
    return AMOUNT_FORMAT if field.kind is Kind.AMOUNT else "0"
