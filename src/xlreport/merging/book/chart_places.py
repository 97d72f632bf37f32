"""Where the charts of 图表 and the figures that they are drawn from sit, and how many bars they have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from xlreport.cells import Area, Cell
from xlreport.forms import MOST_SERIES, Chart, Over
from xlreport.numbers import Number
from xlreport.plain_records import dataclass

MOST_UNITS, LARGEST = 20, 15
"""Units that a chart draws all of; how many it draws where there are more: the others are said in words."""
CLASSES = (
    ("0", "0", ""),
    ("1—9", ">0", "<10"),
    ("10—49", ">=10", "<50"),
    ("50—99", ">=50", "<100"),
    ("100 以上", ">=100", ""),
)
"""Sizes by which all units are counted then: what they are called, and what COUNTIFS asks for."""
LAST_YEAR, THIS_YEAR, COUNTED_UNITS = "上年", "本年", "单位数"
CHART_COLUMNS, CHART_TOP = 12, 2
"""Columns of 图表 with pictures, its figures behind them; the first row with either."""
_HEAD, _TWO_HIGH, _THREE_HIGH = 2, 15, 13
"""Rows over a chart's figures; those that a picture takes where two, and where three, stand side by side."""
FEW, TABLE_HEAD = 10, 4
"""Cases below which their parts are said in a table; rows of its title and headers."""
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPlace:
    """One chart: the table it is drawn from, and where its picture stands."""

    chart: Chart
    title: str
    top: int
    bars: int
    series: tuple[str, ...]
    corner: Cell
    beside: int = 2
    """pictures side by side in its row"""
    rest: bool = False
    """whether there are more units than bars"""
    classes: bool = False
    """whether it counts the units by size"""
    tabled: bool = False
    """whether its figures stand in a table instead of a picture: the parts of so few cases are no picture"""

    @property
    def end(self) -> int:
        """Give the first row below its table."""
        return self.top + _HEAD + self.bars + self.rest + 1

    def label(self, bar: int) -> Cell:
        """Give the cell of a bar's label, 0-based."""
        return Cell(self.top + _HEAD + bar, CHART_COLUMNS + 1)

    def value(self, bar: int, series: int = 0) -> Cell:
        """Give the cell of a bar's figure."""
        return self.label(bar).shifted(columns=1 + series)

    def code(self, bar: int) -> Cell:
        """Give the cell of the code of the unit that a bar is of."""
        return self.label(bar).shifted(columns=1 + MOST_SERIES)

    def labels(self, most: int = MOST_UNITS) -> Area:
        """Give the labels of the bars, the first ones where only so many are drawn."""
        return Area(self.label(0), self.label(min(self.bars, most) - 1))

    def column(self, series: int = 0, most: int = MOST_UNITS) -> Area:
        """Give the figures of a series."""
        return Area(self.value(0, series), self.value(min(self.bars, most) - 1, series))

    @property
    def columns(self) -> int:
        """Give the columns that its picture takes."""
        return CHART_COLUMNS // self.beside

    def shown(self, bar: int, series: int) -> Cell:
        """Give the cell of a figure in the table instead of its picture: a column for each bar, a row for each part."""
        return self.corner.shifted(rows=TABLE_HEAD + series, columns=1 + bar)

    @property
    def others(self) -> Cell:
        """Give the cell with what the units come to that are not drawn."""
        return self.value(self.bars)

    @property
    def rows(self) -> int:
        """Give the rows that its picture takes."""
        return _TWO_HIGH if self.beside == 2 else _THREE_HIGH  # noqa: PLR2004


def chart_places(charts: Iterable[Chart], rows: int, *, compared: bool) -> tuple[ChartPlace, ...]:
    """Place the charts; what has nothing to show is left out, units by size are counted where not all are drawn."""
    made: list[ChartPlace] = []
    for chart in charts:
        top, title = made[-1].end if made else CHART_TOP, f"{_CIRCLED[len(made) % len(_CIRCLED)]} {chart.title}"
        place = ChartPlace(
            chart=chart,
            title=title,
            top=top,
            bars=len(chart.bars),
            series=_series(chart, compared=compared),
            corner=Cell(top, 0),
        )
        if chart.over is Over.UNITS:
            many = rows > MOST_UNITS
            place = replace(place, bars=LARGEST if many else rows, rest=many)
        if place.bars and (compared or chart.over is not Over.YEARS):
            made.append(place)
        if place.rest:
            named = f"{_CIRCLED[len(made) % len(_CIRCLED)]} 多少单位多，多少单位少？　按大小分的单位数"
            sizes = replace(place, title=named, top=place.end, bars=len(CLASSES), series=(COUNTED_UNITS,))
            made.append(replace(sizes, rest=False, classes=True))
    return tuple(_pictured(made))


def with_tables(places: Iterable[ChartPlace], totals: Mapping[str, Number]) -> tuple[ChartPlace, ...]:
    """Give the places of charts, a table where the parts of fewer than ten cases would be drawn."""
    return tuple(replace(place, tabled=_few(place, totals)) for place in places)


def _few(place: ChartPlace, totals: Mapping[str, Number]) -> bool:
    cases = sum(totals[field] for bar in place.chart.bars for fields in bar.sums for field in fields)
    return bool(place.chart.series) and place.bars < place.columns and cases < FEW


def _series(chart: Chart, *, compared: bool) -> tuple[str, ...]:
    """Give the headers of a chart's columns of figures."""
    if chart.over is Over.YEARS:
        return (LAST_YEAR, THIS_YEAR)
    return chart.series or ((THIS_YEAR, LAST_YEAR) if chart.beside and compared else (THIS_YEAR,))


def _pictured(places: Sequence[ChartPlace]) -> Iterator[ChartPlace]:
    """Put two pictures side by side, three in the rows below the first where that leaves no gap."""
    beside = 3 if (len(places) - 2) % 3 == 0 else 2
    row, left = CHART_TOP, list(places)
    while left:
        width = 2 if row == CHART_TOP else beside
        for number, place in enumerate(left[:width]):
            yield replace(place, corner=Cell(row, number * CHART_COLUMNS // width), beside=width)
        row += _TWO_HIGH if width == 2 else _THREE_HIGH  # noqa: PLR2004
        left = left[width:]
