"""The charts and key figures of a form: what is added up and drawn of many units. Decides no look."""

from collections.abc import Mapping
from enum import StrEnum

from xlreport.forms.fields import Field, matching
from xlreport.keys import Keys
from xlreport.language import either
from xlreport.plain_records import dataclass

MOST_SERIES = 4
"""Series that a chart may have: more cannot be told apart in print."""


class Over(StrEnum):
    """What the bars of a chart stand for."""

    FIGURES = "figures"
    """one bar a sum of figures"""
    UNITS = "units"
    """one bar a unit"""
    YEARS = "years"
    """one bar a sum of figures, for last year and for this"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its label, and per series of the chart the fields that are added up."""

    label: str
    sums: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart of a form's figures. One over units has one bar without a label, whose one field each unit has."""

    title: str
    over: Over
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    beside: bool = False
    """whether last year's figures stand beside this year's, where they are known"""

    @property
    def field(self) -> str:
        """Give the field of a chart over units."""
        return self.bars[0].sums[0][0]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One figure of the consolidated workbook's cover: a sum of fields, or what part it is of another sum."""

    label: str
    fields: tuple[str, ...]
    of: tuple[str, ...] = ()


def compared_of(keys: Keys, fields: Mapping[str, Field]) -> tuple[str, ...]:
    """Read the figures by which units and years are compared."""
    return tuple(field for pattern in keys.strings("compared") for field in matching(pattern, fields, keys, "compared"))


def chart_of(keys: Keys, fields: Mapping[str, Field]) -> Chart:
    """Read one chart: over units, over years, or over figures."""
    title, series = keys.take("title", str), keys.strings("series")
    if "units" in keys:
        pattern = keys.take("units", str)
        bar = Bar(label="", sums=(tuple(matching(pattern, fields, keys, "units")),))
        chart = Chart(title=title, over=Over.UNITS, series=series, bars=(bar,))
    else:
        over = Over.YEARS if keys.take("years", bool, default=False) else Over.FIGURES
        beside = keys.take("last_year", bool, default=False)
        bars = tuple(_bar(each, fields) for each in keys.tables("bars"))
        chart = Chart(title=title, over=over, series=series, bars=bars, beside=beside)
    _refuse_misfits(chart, keys)
    keys.done()
    return chart


def key_figure_of(keys: Keys, fields: Mapping[str, Field]) -> KeyFigure:
    """Read one figure of the consolidated workbook's cover."""
    over = keys.take("of", str, default="")
    figure = KeyFigure(
        label=keys.take("label", str),
        fields=_added(keys.take("sum", str), fields, keys),
        of=_added(over, fields, keys) if over else (),
    )
    keys.done()
    return figure


def _bar(keys: Keys, fields: Mapping[str, Field]) -> Bar:
    bar = Bar(label=keys.take("label", str), sums=tuple(_added(text, fields, keys) for text in keys.strings("sums")))
    keys.done()
    return bar


def _added(text: str, fields: Mapping[str, Field], keys: Keys) -> tuple[str, ...]:
    return tuple(field for pattern in text.split("+") for field in matching(pattern.strip(), fields, keys, "sums"))


def _refuse_misfits(chart: Chart, keys: Keys) -> None:
    """Refuse a chart over units of several fields, and bars that have not one sum a series."""
    if chart.over is Over.UNITS and len(chart.bars[0].sums[0]) != 1:
        keys.fail(either("应正好是一个数字栏", "exactly one number field"), key="units")
    if len(chart.series) > MOST_SERIES:
        keys.fail(either(f"最多 {MOST_SERIES} 个", f"at most {MOST_SERIES}"), key="series")
    if chart.beside and (chart.series or chart.over is not Over.FIGURES):
        keys.fail(either("只用于单一数列", "only for bars of one series"), key="last_year")
    if not chart.bars:
        keys.fail(either("缺少此项", "missing"), key="bars")
    wanted = 1 if chart.over is Over.YEARS else max(len(chart.series), 1)
    if any(len(bar.sums) != wanted for bar in chart.bars):
        keys.fail(either(f"每项应有 {wanted} 个 sums", f"each needs {wanted}: one a series"), key="bars")
