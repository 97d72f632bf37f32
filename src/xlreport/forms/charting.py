"""Charts and compared figures of a form file, their patterns spelled out into fields. Refuses what names no number."""

from collections.abc import Mapping

from xlreport.forms.charts import MOST_SERIES, Bar, Chart, Over
from xlreport.forms.fields import Field
from xlreport.forms.statements import matching
from xlreport.keys import Keys


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
        bars = tuple(_bar(each, fields) for each in keys.tables("bars"))
        chart = Chart(title=title, over=over, series=series, bars=bars)
    _refuse_misfits(chart, keys)
    keys.done()
    return chart


def _bar(keys: Keys, fields: Mapping[str, Field]) -> Bar:
    bar = Bar(label=keys.take("label", str), sums=tuple(_added(text, fields, keys) for text in keys.strings("sums")))
    keys.done()
    return bar


def _added(text: str, fields: Mapping[str, Field], keys: Keys) -> tuple[str, ...]:
    return tuple(field for pattern in text.split("+") for field in matching(pattern.strip(), fields, keys, "sums"))


def _refuse_misfits(chart: Chart, keys: Keys) -> None:
    """Refuse a chart over units of several fields, and bars that have not one sum a series."""
    if chart.over is Over.UNITS and len(chart.bars[0].sums[0]) != 1:
        keys.fail("应正好是一个数字栏 (exactly one number field)", key="units")
    if len(chart.series) > MOST_SERIES:
        keys.fail(f"最多 {MOST_SERIES} 个 (at most {MOST_SERIES})", key="series")
    if not chart.bars:
        keys.fail("缺少此项 (missing)", key="bars")
    wanted = 1 if chart.over is Over.YEARS else max(len(chart.series), 1)
    if any(len(bar.sums) != wanted for bar in chart.bars):
        keys.fail(f"每项应有 {wanted} 个 sums (each needs {wanted}: one a series)", key="bars")
