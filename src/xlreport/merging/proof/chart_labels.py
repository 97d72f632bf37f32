"""What stands in a chart beside its cells: typed labels, numbers of its own, formats, shapes. Draws none."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree.ElementTree import Element

from xlreport.cells import Area
from xlreport.findings import Finding, Where, found_by
from xlreport.merging.proof.both import Both
from xlreport.merging.proof.displayed import GENERAL, shown
from xlreport.merging.proof.package import Package
from xlreport.merging.proof.reader import Loaded, as_text
from xlreport.merging.proof.sums import same
from xlreport.rules import rule

_SAMPLES = (Decimal(1), Decimal(12), Decimal(1234))


def changed_labels(both: Both) -> Iterator[Finding]:
    """V43: tell each chart that shows something its cells do not say."""
    for name, _, _ in both.sheets:
        texts = {text for part in charts_of(both.anew, name) for text in _texts(both.anew, part)}
        limits = any(_limits(both.anew.tree(part)) for part in charts_of(both.anew, name))
        for part in charts_of(both.found.package, name):
            yield from _of_chart(name, part, both, texts, limited=limits)


def charts_of(package: Package, sheet: str) -> Iterator[str]:
    """Give the parts of a sheet's charts."""
    part = package.sheets.get(sheet)
    for drawing in package.leads_to(part, "drawing") if part else ():
        yield from package.leads_to(drawing, "chart")


def _of_chart(sheet: str, part: str, both: Both, texts: set[str], *, limited: bool) -> Iterator[Finding]:
    package = both.found.package
    chart = package.tree(part)
    title = "".join(each.text or "" for each in chart.findall("chart/title//t"))
    where = Where(sheet=sheet, label=title)
    for text in _texts(package, part):
        if text not in texts:
            yield found_by(rule("V43"), where, sheet=sheet, label=title, found=text)
    for shapes in package.leads_to(part, "chartUserShapes"):
        said = "".join(each.text or "" for each in package.tree(shapes).iter("t"))
        yield found_by(rule("V43"), where, sheet=sheet, label=title, found=said or shapes)
    for code in _formats(chart):
        if any(not shown(code, each).is_of(each) for each in _SAMPLES):
            yield found_by(rule("V43", "format"), where, sheet=sheet, label=title, found=code)
    for found, expected, cell in _kept_otherwise(chart, both.found):
        yield found_by(rule("V43", "kept"), where, sheet=sheet, label=title, found=found, expected=expected, place=cell)
    if not limited and (limit := _limits(chart)):
        yield found_by(rule("V43", "axis"), where, sheet=sheet, label=title, found=limit)


def _texts(package: Package, part: str) -> Iterator[str]:
    """Give every typed text of a chart, a paragraph at a time."""
    for paragraph in package.tree(part).iter("p"):
        if text := "".join(each.text or "" for each in paragraph.iter("t")).strip():
            yield text


def _formats(chart: Element) -> Iterator[str]:
    """Give the number formats of labels and axes that are not the cells' own."""
    for holder in chart.iter():
        form = holder.find("numFmt") if holder.tag in {"dLbls", "dLbl", "valAx"} else None
        if form is not None and form.get("sourceLinked", "0") not in {"1", "true"}:
            code = form.get("formatCode", "")
            if code.casefold() not in GENERAL:
                yield code


def _limits(chart: Element) -> str:
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
