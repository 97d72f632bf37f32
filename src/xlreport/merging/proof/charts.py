"""The charts of 图表 against the form: from which cells each series takes its labels and figures. Draws none."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xlreport.cells import Area
from xlreport.findings import Finding, Where, found_by
from xlreport.merging.book.places import CHARTS_SHEET, ChartPlace, Places
from xlreport.merging.proof.reader import Loaded
from xlreport.rules import rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a chart shows: its title, and by the name of each series where its labels and its figures stand."""

    title: str
    series: tuple[tuple[str, str, str], ...]

    def __str__(self) -> str:
        return f"{self.title}：" + "；".join(f"{name} {values}（{labels}）" for name, labels, values in self.series)


def changed_charts(book: Loaded, at: Places) -> Iterator[Finding]:
    """Tell each chart that is not there as the form declares it, and each that the form knows nothing of."""
    found = [(sheet.title, _found(chart)) for sheet in book.formulas.worksheets for chart in sheet._charts]  # noqa: SLF001
    for place in at.charts:
        expected = _declared(place)
        if (CHARTS_SHEET, expected) in found:
            found.remove((CHARTS_SHEET, expected))
            continue
        instead = next((each for each in found if each[1].title == expected.title), None)
        if instead:
            found.remove(instead)
        where = Where(sheet=CHARTS_SHEET, cell=str(place.corner), label=expected.title)
        yield found_by(rule("V35"), where, found=str(instead[1]) if instead else "（空）", expected=str(expected))
    for sheet, picture in found:
        yield found_by(rule("V35", "more"), Where(sheet=sheet), found=str(picture))


def _declared(place: ChartPlace) -> Picture:
    labels = Area(place.label(0), place.label(place.bars + place.rest - 1))
    named = enumerate(place.series)
    series = tuple((name, _plain(str(labels)), _plain(str(place.column(number)))) for number, name in named)
    return Picture(title=place.chart.title, series=series)


def _found(chart: Any) -> Picture:
    return Picture(title=_title(chart), series=tuple(_series(each) for each in chart.series))


def _series(each: Any) -> tuple[str, str, str]:
    name = each.tx and (each.tx.v or (each.tx.strRef and each.tx.strRef.f.strip('"')))
    labels = each.cat and (each.cat.strRef or each.cat.numRef)
    return str(name or ""), _plain(labels.f if labels else ""), _plain(each.val.numRef.f if each.val else "")


def _title(chart: Any) -> str:
    text = chart.title and chart.title.tx and chart.title.tx.rich
    return "".join(run.t for part in text.p for run in part.r or ()) if text else ""


def _plain(area: str) -> str:
    """Give an area without what programs write differently; one of another sheet keeps the sheet's name."""
    return area.replace("'", "").replace("$", "").removeprefix(f"{CHARTS_SHEET}!")
