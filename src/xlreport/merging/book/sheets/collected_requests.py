"""Draws what is collected of the units' registers: their requests, and per unit how they were dealt with."""

from decimal import Decimal
from typing import Any

from xlreport.cells import quoted
from xlreport.drawing.look import SONG, THIS_YEAR
from xlreport.escapes import visible_line
from xlreport.layout import Role
from xlreport.merging.book.book_canvas import BookCanvas
from xlreport.merging.book.book_places import (
    IN_TIME,
    REGISTER_SHEET,
    REQUESTS_KEYS,
    REQUESTS_TOP,
    ROW_PIXELS,
    Requests,
)
from xlreport.submissions import Reported

_SHORT = 6
_ROOM = 1.15
"""Where the axis of shares ends: what is written beside a whole bar stands inside the frame."""
_FORMATS = ("@", "@", '"登记 "0" 件"', '"已办结 "0" 件"', '"按时 "0" 件"', "0.0%", "@", '"延期 "0" 件"')
"""Each figure says what it counts: on a second page the heads of the sheet's other columns are printed above it."""


def draw_dealt_with(canvas: BookCanvas, drawn: Any, known: Requests) -> None:
    """The chart of the units that were least in time, and each unit's line; many begin on a page of their own."""
    if known.are_many:
        drawn.set_h_pagebreaks([known.top])
    styles = tuple(canvas.styles.listed(num_format=each, align="left") for each in _FORMATS)
    units = [(row, row.requests) for row in canvas.ledger.registered if row.requests]
    units.sort(key=lambda unit: _least_first(unit[1]))
    for at, (row, said) in enumerate(units, known.said().first.row):
        values = (row.code, visible_line(row.name), *_said(said))
        canvas.line(drawn, at, values, styles)
    drawn.insert_chart(known.corner.row, known.corner.column, _in_time(canvas, known), {"object_position": 1})


def _said(said: Reported) -> tuple[str | int | Decimal | None, ...]:
    """Requests, answered, in time, the share of those, the median of the days, extensions."""
    median = f"{said.median} 个工作日" if said.median else "—"
    return (len(said.rows), said.answered, said.in_time, _share(said), median, said.extended)


def _share(said: Reported) -> Decimal | None:
    """The share of a unit's requests that were answered in time; None where none can be judged."""
    return round(Decimal(said.in_time) / said.judged, 4) if said.judged else None


def _least_first(said: Reported) -> tuple[bool, Decimal]:
    share = _share(said)
    return share is None, share or Decimal()


def _in_time(canvas: BookCanvas, known: Requests) -> Any:
    chart = canvas.book.add_chart({"type": "bar"})
    font = {"name": SONG, "size": 9}
    names, rates = (f"={quoted(REGISTER_SHEET)}!{known.charted(column).absolute}" for column in (1, IN_TIME))
    labels = {"value": True, "font": font, "num_format": "0.0%"}
    series = {"name": known.chart_title, "categories": names, "values": rates, "data_labels": labels, "gap": 60}
    chart.add_series({**series, "fill": {"color": THIS_YEAR}})
    chart.set_title({"name": known.chart_title, "name_font": {"name": SONG, "size": 12}})
    chart.set_y_axis({"num_font": font, "major_gridlines": {"visible": False}, "reverse": True, "interval_unit": 1})
    chart.set_x_axis({"visible": False, "min": 0, "max": _ROOM, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 760, "height": known.chart_rows * ROW_PIXELS})
    return chart


def draw_requests(canvas: BookCanvas) -> None:
    """Draw the collected registers: one request a row, in the columns that leave a unit."""
    known = canvas.at.requests
    if known is None:
        return
    widths = (14, 24, *(14 if len(name) < _SHORT else 18 for name in known.columns))
    drawn = canvas.page(known.sheet, widths, landscape=True)
    canvas.title(drawn, f"{known.sheet}（{known.units} 个单位、{known.rows} 件）", len(widths))
    canvas.row(drawn, REQUESTS_TOP - 1, known.head, canvas.styles.role(Role.HEADER))
    style = canvas.styles.shown(align="left", num_format="@", text_wrap=False)
    requests = ((row, request) for row in canvas.ledger.registered if row.requests for request in row.requests.rows)
    for at, (row, request) in enumerate(requests, REQUESTS_TOP):
        said = (row.code, visible_line(row.name), *map(visible_line, request))
        canvas.line(drawn, at, said, (style,) * len(said))
    drawn.autofilter(REQUESTS_TOP - 1, 0, REQUESTS_TOP + max(known.rows, 1) - 1, len(widths) - 1)
    drawn.freeze_panes(REQUESTS_TOP, len(REQUESTS_KEYS))
    drawn.repeat_rows(REQUESTS_TOP - 1)
    drawn.repeat_columns(0, len(REQUESTS_KEYS) - 1)
    drawn.fit_to_pages(2, 0)
