"""图表: native charts over the totals, each beside the live figures it is drawn from."""

from typing import Any

from xlreport.cells import Area, Cell, quoted
from xlreport.drawing.look import SOFT, SONG
from xlreport.forms import MOST_SERIES, Over
from xlreport.layout import Label, Role
from xlreport.merging.book.book_canvas import BookCanvas, printed_scale, put
from xlreport.merging.book.book_places import CHARTS_SHEET, ChartPlace
from xlreport.merging.book.results import charted_units

_LABEL, _FIGURE, _CODE, _PICTURE = 28, 9, 14, 70
_WIDTHS = (_LABEL, *([_FIGURE] * MOST_SERIES), _CODE, _PICTURE)
_COLOURS = ("#1864AB", "#E8590C", "#868E96", "#2B8A3E")
_ROW_PIXELS = 20
_PICTURE_PIXELS = 495
_REST = "其余单位"
_ON_A_PAGE = 46
"""Rows."""


def draw(canvas: BookCanvas) -> None:
    """Draw the sheet."""
    drawn = canvas.page(CHARTS_SHEET, _WIDTHS, landscape=True)
    canvas.title(drawn, CHARTS_SHEET, len(_WIDTHS))
    for place in canvas.at.charts:
        _table(canvas, drawn, place)
        drawn.insert_chart(place.corner.row, place.corner.column, _chart(canvas, place), {"object_position": 1})
    for formula in canvas.formulas.get(CHARTS_SHEET, ()):
        canvas.formula(drawn, formula, canvas.styles.shown(align="right", num_format="0.####", text_wrap=False))
    drawn.set_h_pagebreaks(list(_breaks(canvas)))
    drawn.set_print_scale(printed_scale(_WIDTHS, landscape=True))


def _breaks(canvas: BookCanvas) -> list[int]:
    """Give the rows at which a page begins: no chart is cut in two."""
    breaks, first = [], 0
    for place in canvas.at.charts:
        if place.end - first > _ON_A_PAGE and place.top > first:
            breaks.append(place.top)
            first = place.top
    return breaks


def _table(canvas: BookCanvas, drawn: Any, place: ChartPlace) -> None:
    """Write the title and the labels; the figures are formulas."""
    title = Label(area=Area.of(Cell(place.top, 0), 1, len(_WIDTHS)), text=place.chart.title, role=Role.PART)
    canvas.labels(drawn, [title])
    header = canvas.styles.role(Role.HEADER)
    put(drawn, place.label(-1), None, header)
    for series, name in enumerate(place.series):
        put(drawn, place.value(-1, series), name, header)
    small = canvas.styles.format(font_size=8, font_color=SOFT, align="left", num_format="@")
    for bar, (label, code) in enumerate(_bars(canvas, place)):
        put(
            drawn,
            place.label(bar),
            label,
            canvas.styles.shown(align="left", num_format="@", shrink=True, text_wrap=False),
        )
        if code:
            put(drawn, place.code(bar), code, small)
    for row in range(place.top + 1, place.end):
        drawn.set_row_pixels(row, _ROW_PIXELS)


def _bars(canvas: BookCanvas, place: ChartPlace) -> list[tuple[str, str]]:
    """Give each bar's label and, where it stands for a unit, the unit's code."""
    if place.chart.over is not Over.UNITS:
        return [(bar.label, "") for bar in place.chart.bars]
    units = [(row.name, row.code) for row in charted_units(canvas.ledger.rows, place.chart.field)]
    return [*units, (_REST, "")] if place.rest else units


def _chart(canvas: BookCanvas, place: ChartPlace) -> Any:
    """Make the chart: lying bars for units, standing ones else, those of several series side by side.

    On top of each other they would be too thin for their figures as soon as one of them is large.
    """
    kind = "bar" if place.chart.over is Over.UNITS else "column"
    chart = canvas.book.add_chart({"type": kind})
    font = {"name": SONG, "size": 9}
    for series, name in enumerate(place.series):
        chart.add_series(
            {
                "name": name,
                "categories": _reference(place.label(0), place.label(place.bars + place.rest - 1)),
                "values": _reference(place.column(series).first, place.column(series).last),
                "fill": {"color": _COLOURS[series]},
                "gap": 60,
                "data_labels": {"value": True, "font": font, "num_format": '#,##0;-#,##0;""'},
            }
        )
    chart.set_title({"name": place.chart.title, "name_font": {"name": SONG, "size": 12}})
    plain = {"num_font": font, "major_gridlines": {"visible": False}}
    if kind == "bar":
        # The axes of lying bars have changed places, and the first unit stands on top.
        chart.set_y_axis({**plain, "reverse": True})
        chart.set_x_axis({**plain, "visible": False})
    else:
        chart.set_x_axis(plain)
        chart.set_y_axis({**plain, "visible": False})
    chart.set_legend({"none": True} if len(place.series) == 1 else {"position": "bottom", "font": font})
    chart.set_size({"width": _PICTURE_PIXELS, "height": _ROW_PIXELS * (place.end - place.top - 2)})
    return chart


def _reference(first: Cell, last: Cell) -> str:
    return f"={quoted(CHARTS_SHEET)}!{Area(first, last).absolute}"
