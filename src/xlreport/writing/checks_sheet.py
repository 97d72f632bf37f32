"""Draws what makes 校验 alive: links, the unlocked 说明 cells, and names for the marks that other sheets look at."""

from xlreport.cells import Cell, address, quoted
from xlreport.drawing.cell_values import put
from xlreport.drawing.look import LINK as LINK_COLOUR
from xlreport.drawing.look import SOFT
from xlreport.formulas import brief
from xlreport.layout import CHECK_HEADERS, CHECKS_SHEET, LINK, RANK, ROW_KEY, TARGET, CheckLine
from xlreport.writing.canvas import Canvas


def mark_name(number: int) -> str:
    """Give the defined name of a line's mark: conditional formats name another sheet in no other way."""
    return f"mark.{number + 1}"


def draw_check_lines(canvas: Canvas) -> None:
    """Draw the links, targets and 说明 cells of the lines on 校验."""
    drawn = canvas.sheets[CHECKS_SHEET]
    layout = canvas.layout
    for number, line in enumerate(layout.lines):
        canvas.book.define_name(mark_name(number), "=" + address(CHECKS_SHEET, line.mark))
        _links(canvas, line)
        style = canvas.styles.open_line()
        put(drawn, line.reason, canvas.reasons.get(number), style)
    for own in layout.own_lines:
        drawn.write_blank(own.row, RETURN_REASON, None, canvas.styles.listed())
    last = layout.marks.last.row
    drawn.autofilter(layout.marks.first.row - 1, 0, last, len(CHECK_HEADERS) - 1)
    drawn.set_column(RANK, ROW_KEY, 4, None, {"hidden": True})


RETURN_REASON = 8


def _links(canvas: Canvas, line: CheckLine) -> None:
    place = canvas.layout.places[line.statement.left[0].field]
    there = f"{quoted(place.sheet)}!{place.cell}"
    link = canvas.styles.listed(
        font_color=LINK_COLOUR, underline=1, align="center", indent=0, font_size=9, text_wrap=False
    )
    drawn = canvas.sheets[CHECKS_SHEET]
    drawn.write_url(line.row, LINK, f"internal:{there}", link, string=f"{brief(place.sheet)}!{place.cell}")
    put(drawn, Cell(line.row, TARGET), there, canvas.styles.small(font_color=SOFT))
