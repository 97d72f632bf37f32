"""图表: native charts over the totals, each a question, on one page; the live figures stand behind them.

Where there are too many units to draw, the largest are bars, and the others are said in words, never a bar.
"""

from typing import Any

from xlreport.cells import Area, Cell, column_name, quoted
from xlreport.drawing.look import (
    HEI,
    INK,
    LAST_YEAR,
    LINE,
    NAVY,
    NOTABLE,
    OTHER,
    SOFT,
    SONG,
    THIS_YEAR,
    TINT1,
    WHITE,
)
from xlreport.forms import MOST_SERIES, Over
from xlreport.merging.book.book_canvas import BookCanvas, merged, put
from xlreport.merging.book.book_places import CHARTS_SHEET
from xlreport.merging.book.chart_places import CHART_COLUMNS, CLASSES, FEW, MOST_UNITS, ChartPlace
from xlreport.merging.book.chart_places import LAST_YEAR as LAST_YEAR_SERIES
from xlreport.merging.book.results import charted_units

_LABEL, _FIGURE, _CODE = 28, 9, 14
_WIDTHS = (*([10.5] * CHART_COLUMNS), 2, _LABEL, *([_FIGURE] * MOST_SERIES), _CODE)
_ROW, _ROW_PIXELS = 18, 24
_SIZES = {2: (532, 348), 3: (354, 300)}
"""Pixels of a picture, by how many stand side by side: a little less than their columns, or print cuts the frame."""
_OUTCOMES = ((THIS_YEAR, WHITE), (NOTABLE, WHITE), (OTHER, INK), (LAST_YEAR, INK))
"""The colours of parts of a bar, each with that of the figure in it."""
_HINT = f"图由右边 {column_name(CHART_COLUMNS + 1)} 列起的数字画出，数字与“汇总”相连，随“明细”变化"
_PARTS_HINT = "；分几段的条都一样长，各段是所占的比重，件数写在段里"


def draw(canvas: BookCanvas) -> None:
    """Draw the sheet."""
    drawn = canvas.page(CHARTS_SHEET, _WIDTHS, landscape=True)
    put(drawn, Cell(0, 0), canvas.marked(CHARTS_SHEET), canvas.styles.heading())
    parted = any(place.chart.series and not place.tabled for place in canvas.at.charts)
    canvas.back(drawn, _HINT + _PARTS_HINT * parted)
    figure = canvas.styles.listed(align="right", num_format="General", text_wrap=False)
    said = canvas.styles.format(bg_color=TINT1, align="left", indent=1)
    foot = canvas.at.chart_foot
    for row in range(2, foot.row):
        drawn.set_row(row, _ROW)
    for place in canvas.at.charts:
        _table(canvas, drawn, place)
        if place.tabled:
            _instead(canvas, drawn, place)
            continue
        picture = chart_of(canvas, place, _SIZES[place.beside])
        drawn.insert_chart(place.corner.row, place.corner.column, picture, {"object_position": 3})
    for formula in canvas.formulas.get(CHARTS_SHEET, ()):
        if formula.cell == foot:
            merged(drawn, Area.of(foot, 1, CHART_COLUMNS), "", said)
        canvas.formula(drawn, formula, said if formula.cell == foot else figure)
    drawn.set_row(foot.row, 24)
    drawn.print_area(0, 0, foot.row, CHART_COLUMNS - 1)
    drawn.fit_to_pages(1, 1)


def _table(canvas: BookCanvas, drawn: Any, place: ChartPlace) -> None:
    """Write the title and the labels; the figures are formulas."""
    put(drawn, Cell(place.top, CHART_COLUMNS + 1), place.title, canvas.styles.heading(font_size=10.5))
    head = canvas.styles.list_head()
    put(drawn, place.label(-1), None, head)
    for series, name in enumerate(place.series):
        put(drawn, place.value(-1, series), name, canvas.styles.list_head(align="right"))
    small = canvas.styles.format(font_size=8, font_color=SOFT, align="left", num_format="@")
    label = canvas.styles.listed(num_format="@", shrink=True, text_wrap=False)
    for bar, (name, code) in enumerate(_bars(canvas, place)):
        put(drawn, place.label(bar), name, label)
        if code:
            put(drawn, place.code(bar), code, small)
    if place.rest:
        put(drawn, place.label(place.bars), "其余单位合计（不画）", label)


def _instead(canvas: BookCanvas, drawn: Any, place: ChartPlace) -> None:
    """Write the headers of a table where the parts of too few cases would be drawn; its figures are formulas."""
    corner, wide = place.corner, place.columns
    merged(drawn, Area.of(corner, 1, wide), place.title, canvas.styles.heading(font_size=11))
    note = canvas.styles.format(font_size=9, font_color=SOFT, align="left", indent=1)
    merged(drawn, Area.of(corner.shifted(rows=1), 1, wide), f"合计不足 {FEW} 件，以表代图", note)
    head = canvas.styles.list_head(align="center", indent=0, text_wrap=True)
    for bar in range(-1, place.bars):
        label = place.chart.bars[bar].label if bar >= 0 else ""
        merged(drawn, Area.of(place.shown(bar, 0).shifted(rows=-2), 2, 1), label, head)
    for series, name in enumerate(place.series):
        put(drawn, place.shown(-1, series), name, canvas.styles.listed(num_format="@", text_wrap=False))


def _bars(canvas: BookCanvas, place: ChartPlace) -> list[tuple[str, str]]:
    """Give each bar's label and, where it stands for a unit, the unit's code: short where all begin with the region."""
    if place.classes:
        return [(name, "") for name, *_ in CLASSES]
    if place.chart.over is not Over.UNITS:
        return [(bar.label, "") for bar in place.chart.bars]
    region = canvas.ledger.region
    rows = charted_units(canvas.ledger.rows, place)
    return [(row.name.removeprefix(region) or row.name, row.code) for row in rows]


def chart_of(canvas: BookCanvas, place: ChartPlace, size: tuple[int, int], most: int | None = None) -> Any:
    """Make a chart: standing bars for two years, lying ones else, parts of one bar where it has several series.

    Such bars are all of one length: the figures of one case beside another would touch in a bar that is short.

    With `most` only so many bars of this year, under the title without its number.
    """
    columns = place.chart.over is Over.YEARS
    stacked = bool(place.chart.series)
    kind = {"type": "column" if columns else "bar"}
    chart = canvas.book.add_chart({**kind, "subtype": "percent_stacked"} if stacked else kind)
    series = place.series[:1] if most else place.series
    for number, name in enumerate(series):
        chart.add_series(_series(place, number, name, most or MOST_UNITS))
    title = {"name": HEI, "size": 11, "bold": False, "color": NAVY}
    name = place.chart.title if most else place.title
    chart.set_title({"name": name, "name_font": title, "layout": {"x": 0.02, "y": 0.02}})
    shown = {"num_font": _FONT, "line": {"color": LINE}, "major_gridlines": _NONE, "major_tick_mark": "none"}
    hidden = {"visible": False, "major_gridlines": _NONE, "min": 0}
    # The axes of lying bars have changed places, and the first bar stands on top.
    chart.set_y_axis(hidden if columns else {**shown, "reverse": True})
    chart.set_x_axis(shown if columns else hidden)
    legend = {"position": "bottom" if stacked else "top", "font": _FONT}
    chart.set_legend({"none": True} if len(series) == 1 else legend)
    chart.set_chartarea({"border": {"color": LINE}, "fill": {"color": WHITE}})
    chart.set_size({"width": size[0], "height": size[1]})
    return chart


_FONT, _NONE = {"name": SONG, "size": 9, "color": INK}, {"visible": False}


def _series(place: ChartPlace, number: int, name: str, most: int) -> dict[str, Any]:
    """Describe a series: last year's pale and edged, the parts of a bar each in its colour, zeros of them unsaid."""
    stacked = bool(place.chart.series)
    colour, ink = _OUTCOMES[number] if stacked else (THIS_YEAR, INK)
    if name == LAST_YEAR_SERIES and not stacked:
        colour, ink = LAST_YEAR, SOFT
    edge = {"color": WHITE, "width": 1} if stacked else {"color": OTHER, "width": 0.75}
    plain = not stacked and name != LAST_YEAR_SERIES
    return {
        "name": name,
        "categories": _reference(place.labels(most)),
        "values": _reference(place.column(number, most)),
        "fill": {"color": colour},
        "border": {"none": True} if plain else edge,
        "gap": 50,
        **({"overlap": 100} if stacked else {}),
        "data_labels": {
            "value": True,
            "font": {**_FONT, "color": ink},
            "num_format": '#,##0;-#,##0;""' if stacked else "#,##0;-#,##0;0",
        },
    }


def _reference(area: Area) -> str:
    return f"={quoted(CHARTS_SHEET)}!{area.absolute}"
