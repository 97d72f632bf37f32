"""汇总: what the units come to, each table in the official layout, its labels shared by the scopes.

Each number is a live formula over 明细 and leads there.
"""

from typing import Any

from xlreport.cells import Cell
from xlreport.drawing import lines_needed
from xlreport.drawing.look import HEI, NAVY, TINT1, TINT2
from xlreport.drawing.measures import printed_scale
from xlreport.forms import Field, Kind
from xlreport.merging.book.book_canvas import UNDER, BookCanvas, internal, merged
from xlreport.merging.book.book_places import LEDGER_LINKS, LEDGER_SHEET
from xlreport.merging.book.sums_places import TotalsSheet

AMOUNT_FORMAT = "0.00##"
_SUM_TIP = "到“明细”的这一列"
_LEAST_SCALE = 60
"""Per cent at which the figures of all scopes are still read when they go on one page."""


def draw_sums(canvas: BookCanvas) -> None:
    """Draw the sheets."""
    for sheet in canvas.at.sheets:
        _draw_sheet(canvas, sheet)


def _draw_sheet(canvas: BookCanvas, sheet: TotalsSheet) -> None:
    drawn = canvas.page(sheet.name, sheet.columns, landscape=True)
    title = canvas.marked(sheet.title.text)
    merged(drawn, sheet.title.area, title, canvas.styles.heading(text_wrap=True, valign="vcenter"))
    name = canvas.styles.role(sheet.blocks[0].heading.role, **(_OVER if sheet.beside else _AT_THE_LEFT))
    for block in sheet.blocks:
        merged(drawn, block.heading.area, block.heading.text, name)
        canvas.labels(drawn, block.labels)
    canvas.back(drawn)
    _sum_heights(drawn, sheet)
    form = canvas.at.layout.form
    areas = {place.cell: place.merged for block in sheet.blocks for place in block.places}
    for formula in canvas.formulas[sheet.name]:
        target = internal(LEDGER_SHEET, Cell(LEDGER_LINKS, canvas.at.columns[formula.field]))
        style = _sum_style(canvas, form.fields[formula.field])
        merged(drawn, areas[formula.cell], "", style)
        drawn.write_url(formula.cell.row, formula.cell.column, target, string=UNDER, tip=_SUM_TIP)
        canvas.formula(drawn, formula, style)
    _pages(drawn, sheet)


_OVER = {"font_size": 14, "font_color": NAVY}
_AT_THE_LEFT = {"font_name": HEI}
"""How the name of a scope looks."""


def _pages(drawn: Any, sheet: TotalsSheet) -> None:
    """Put all scopes on one page where they can be read there, else each on a page with the shared labels."""
    drawn.freeze_panes(sheet.top, sheet.across)
    drawn.set_selection(sheet.top, sheet.across, sheet.top, sheet.across)
    if not sheet.beside or printed_scale(sheet.columns, landscape=True) >= _LEAST_SCALE:
        drawn.fit_to_pages(1, 1)
        return
    # Excel passes over page breaks when it fits a sheet to pages, so the scale is worked out instead.
    second = sheet.blocks[1].heading.area.first.column
    drawn.repeat_columns(0, sheet.across - 1)
    drawn.set_v_pagebreaks([block.heading.area.first.column for block in sheet.blocks[1:]])
    drawn.set_print_scale(printed_scale(sheet.columns[: second - 1], landscape=True))


def _sum_heights(drawn: Any, sheet: TotalsSheet) -> None:
    """Make each row as high as its longest label needs; merged cells never grow by themselves."""
    needed: dict[int, int] = {}
    for label in (label for block in sheet.blocks for label in block.labels):
        area = label.area
        across = sum(sheet.columns[area.first.column : area.last.column + 1])
        lines = -(-lines_needed(label.text, across) // area.rows)
        for row in range(area.first.row, area.last.row + 1):
            needed[row] = max(needed.get(row, 1), lines)
    for row, lines in needed.items():
        drawn.set_row(row, 15 * lines + 4)
    drawn.set_row(0, 30)


def _sum_style(canvas: BookCanvas, field: Field) -> Any:
    colour = TINT2 if field.id in canvas.at.layout.form.computed else TINT1
    return canvas.styles.shown(align="center", bg_color=colour, num_format=number_format(field), text_wrap=False)


def number_format(field: Field) -> str:
    """Give the number format of a figure."""
    return AMOUNT_FORMAT if field.kind is Kind.AMOUNT else "0"
