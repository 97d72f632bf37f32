"""Where each chart and the figures below it sit on 图表. Knows how many units there are, not which."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xlreport.cells import Area, Cell
from xlreport.forms import MOST_SERIES, Chart, Over

MOST_UNITS = 20
"""Bars of a chart over units; the other units are one bar more."""
LAST_YEAR, THIS_YEAR = "上年", "本年"
_HEIGHT, _HEAD = 18, 2
_TOP = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPlace:
    """One chart: its title's row, the table it is drawn from, and the room beside that."""

    chart: Chart
    top: int
    bars: int
    rest: bool = False
    """whether a last bar stands for the units that are not drawn"""

    @property
    def series(self) -> tuple[str, ...]:
        """Give the headers of the table's columns of figures."""
        if self.chart.over is Over.YEARS:
            return (LAST_YEAR, THIS_YEAR)
        return self.chart.series or (THIS_YEAR,)

    @property
    def end(self) -> int:
        """Give the first row below it."""
        return self.top + _HEAD + max(self.bars + self.rest, _HEIGHT) + 1

    def label(self, bar: int) -> Cell:
        """Give the cell of a bar's label, 0-based."""
        return Cell(self.top + _HEAD + bar, 0)

    def value(self, bar: int, series: int = 0) -> Cell:
        """Give the cell of a bar's figure."""
        return self.label(bar).shifted(columns=1 + series)

    def code(self, bar: int) -> Cell:
        """Give the cell of the code of the unit that a bar is of."""
        return self.label(bar).shifted(columns=1 + MOST_SERIES)

    def column(self, series: int = 0) -> Area:
        """Give the figures of a series, the last bar included."""
        return Area(self.value(0, series), self.value(self.bars + self.rest - 1, series))

    @property
    def corner(self) -> Cell:
        """Give the cell at which the picture begins."""
        return Cell(self.top + 1, 2 + MOST_SERIES)


def chart_places(charts: Iterable[Chart], rows: int, *, compared: bool) -> Iterator[ChartPlace]:
    """Place the charts below each other; what has nothing to show is left out."""
    top = _TOP
    for chart in charts:
        bars, rest = len(chart.bars), False
        if chart.over is Over.UNITS:
            bars, rest = min(rows, MOST_UNITS), rows > MOST_UNITS
        if bars and (compared or chart.over is not Over.YEARS):
            place = ChartPlace(chart=chart, top=top, bars=bars, rest=rest)
            top = place.end
            yield place
