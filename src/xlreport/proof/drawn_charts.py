"""The charts of 图表 against the form, and what stands in them beside their cells: typed labels, formats, shapes.

Draws none.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree.ElementTree import Element

from xlreport.cells import Area, Cell
from xlreport.findings import Finding, Where, found_by
from xlreport.merging.book.book_places import (
    CHARTS_SHEET,
    COVER_BARS,
    COVER_CHARTS,
    COVER_COLUMNS,
    COVER_SHEET,
    IN_TIME,
    REGISTER_SHEET,
    Places,
)
from xlreport.merging.book.chart_places import ChartPlace
from xlreport.plain_records import dataclass
from xlreport.proof.displayed import GENERAL, shown
from xlreport.proof.package import Package
from xlreport.proof.rebuilt import Both
from xlreport.proof.second_reader import Loaded, as_text
from xlreport.proof.second_sums import same
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
    found = [(sheet.title, _picture(chart)) for sheet in book.formulas.worksheets for chart in sheet._charts]  # noqa: SLF001
    for sheet, corner, expected in _expected(at):
        if (sheet, expected) in found:
            found.remove((sheet, expected))
            continue
        instead = next((each for each in found if each[1].title == expected.title), None)
        if instead:
            found.remove(instead)
        where = Where(sheet=sheet, cell=str(corner), label=expected.title)
        yield found_by(rule("V35"), where, found=str(instead[1]) if instead else "（空）", expected=str(expected))
    for sheet, picture in found:
        yield found_by(rule("V35", "more"), Where(sheet=sheet), found=str(picture))


def _expected(at: Places) -> Iterator[tuple[str, Cell, Picture]]:
    """Give each chart that there must be: its sheet, its corner, and what it shows."""
    yield from ((CHARTS_SHEET, place.corner, _declared(place)) for place in at.charts if not place.tabled)
    for number, place in enumerate(at.cover_charts):
        yield COVER_SHEET, Cell(COVER_CHARTS, number * COVER_COLUMNS // 2), _repeated(place)
    if at.requests:
        names, rates = (f"{REGISTER_SHEET}!{at.requests.charted(column)}" for column in (1, IN_TIME))
        title = at.requests.chart_title
        yield REGISTER_SHEET, at.requests.corner, Picture(title=title, series=((title, names, rates),))


def _declared(place: ChartPlace) -> Picture:
    labels, named = str(place.labels()), enumerate(place.series)
    return Picture(title=place.title, series=tuple((name, labels, str(place.column(number))) for number, name in named))


def _repeated(place: ChartPlace) -> Picture:
    """Give what 封面 shows of a chart: this year's first bars, under its title without the number."""
    labels, values = str(place.labels(COVER_BARS)), str(place.column(most=COVER_BARS))
    return Picture(title=place.chart.title, series=((place.series[0], labels, values),))


def _picture(chart: Any) -> Picture:
    return Picture(title=_title_of(chart), series=tuple(_series_of(each) for each in chart.series))


def _series_of(each: Any) -> tuple[str, str, str]:
    name = each.tx and (each.tx.v or (each.tx.strRef and each.tx.strRef.f.strip('"')))
    labels = each.cat and (each.cat.strRef or each.cat.numRef)
    return str(name or ""), _plain_area(labels.f if labels else ""), _plain_area(each.val.numRef.f if each.val else "")


def _title_of(chart: Any) -> str:
    text = chart.title and chart.title.tx and chart.title.tx.rich
    return "".join(run.t for part in text.p for run in part.r or ()) if text else ""


def _plain_area(area: str) -> str:
    """Give an area without what programs write differently; one of another sheet keeps the sheet's name."""
    return area.replace("'", "").replace("$", "").removeprefix(f"{CHARTS_SHEET}!")


_SAMPLES = (Decimal(1), Decimal(12), Decimal(1234))


def changed_labels(both: Both) -> Iterator[Finding]:
    """V43: tell each chart that shows something its cells do not say."""
    for name, _, _ in both.sheets:
        texts = {text for part in charts_of(both.anew, name) for text in _typed_texts(both.anew, part)}
        limits = any(_axis_limits(both.anew.tree(part)) for part in charts_of(both.anew, name))
        for part in charts_of(both.found.package, name):
            yield from _labels_of_chart(name, part, both, texts, limited=limits)


def charts_of(package: Package, sheet: str) -> Iterator[str]:
    """Give the parts of a sheet's charts."""
    part = package.sheets.get(sheet)
    for drawing in package.leads_to(part, "drawing") if part else ():
        yield from package.leads_to(drawing, "chart")


def _labels_of_chart(sheet: str, part: str, both: Both, texts: set[str], *, limited: bool) -> Iterator[Finding]:
    package = both.found.package
    chart = package.tree(part)
    title = "".join(each.text or "" for each in chart.findall("chart/title//t"))
    where = Where(sheet=sheet, label=title)
    for text in _typed_texts(package, part):
        if text not in texts:
            yield found_by(rule("V43"), where, sheet=sheet, label=title, found=text)
    for shapes in package.leads_to(part, "chartUserShapes"):
        said = "".join(each.text or "" for each in package.tree(shapes).iter("t"))
        yield found_by(rule("V43"), where, sheet=sheet, label=title, found=said or shapes)
    for code in _own_formats(chart):
        if any(not shown(code, each).is_of(each) for each in _SAMPLES):
            yield found_by(rule("V43", "format"), where, sheet=sheet, label=title, found=code)
    for found, expected, cell in _kept_otherwise(chart, both.found):
        yield found_by(rule("V43", "kept"), where, sheet=sheet, label=title, found=found, expected=expected, place=cell)
    if not limited and (limit := _axis_limits(chart)):
        yield found_by(rule("V43", "axis"), where, sheet=sheet, label=title, found=limit)


def _typed_texts(package: Package, part: str) -> Iterator[str]:
    """Give every typed text of a chart, a paragraph at a time."""
    for paragraph in package.tree(part).iter("p"):
        if text := "".join(each.text or "" for each in paragraph.iter("t")).strip():
            yield text


def _own_formats(chart: Element) -> Iterator[str]:
    """Give the number formats of labels and axes that are not the cells' own."""
    for holder in chart.iter():
        form = holder.find("numFmt") if holder.tag in {"dLbls", "dLbl", "valAx"} else None
        if form is not None and form.get("sourceLinked", "0") not in {"1", "true"}:
            code = form.get("formatCode", "")
            if code.casefold() not in GENERAL:
                yield code


def _axis_limits(chart: Element) -> str:
    """Give the limits that were typed for the axis of values: a bar that begins elsewhere than at 0 misleads."""
    found = [
        f"{limit.tag}={limit.get('val', '')}"
        for axis in chart.iter("valAx")
        for limit in axis.findall("scaling/*")
        if limit.tag in {"min", "max"} and not (limit.tag == "min" and float(limit.get("val", "0")) == 0)
    ]
    return " ".join(found)


def _kept_otherwise(chart: Element, book: Loaded) -> Iterator[tuple[str, str, str]]:
    """Give the first number or label that a chart keeps of a cell and that is not the cell's."""
    for holder in (*chart.iter("numRef"), *chart.iter("strRef")):
        sheet, _, area = holder.findtext("f", "").rpartition("!")
        name = sheet.strip("'").replace("''", "'")
        points = {int(each.get("idx", "0")): each.findtext("v", "") for each in holder.iter("pt")}
        if not points or not book.has(name) or "#REF" in area:
            continue
        for number, cell in enumerate(Area.parse(area.replace("$", ""))):
            held = book.result(name, cell)
            if number in points and held is not None and not _alike(points[number], held):
                yield points[number], as_text(held), f"{name}!{cell}"
                break


def _alike(kept: str, held: Any) -> bool:
    if isinstance(held, str):
        return kept.strip() == held.strip()
    try:
        return same(held, Decimal(kept))
    except InvalidOperation:
        return False
