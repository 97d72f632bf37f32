"""What lies over cells that say something: merges, text boxes, pictures, charts. Reads drawings as their parts say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from xlreport.cells import Area, Cell, ranges
from xlreport.findings import Finding, Where, found_by
from xlreport.language import Text
from xlreport.merging.proof.both import Both, filled
from xlreport.merging.proof.package import Package
from xlreport.rules import rule

_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
_OBJECTS = frozenset({"sp", "pic", "cxnSp", "graphicFrame", "contentPart"})
_COLUMN_WIDTH, _ROW_HEIGHT = 609_600, 190_500
"""English metric units that a column and a row take where nothing is said."""
MERGE = Text("合并单元格", "a merged cell")
_NAMES = {
    "sp": Text("文本框或图形", "a text box or shape"),
    "pic": Text("图片", "a picture"),
    "graphicFrame": Text("图表", "a chart"),
}
_OTHER = Text("图形", "a drawn object")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One object of a drawing: its kind, the text in it, and the cells that it lies over."""

    kind: str
    text: str
    over: Area


def covered(both: Both) -> Iterator[Finding]:
    """V40: tell what lies over cells of the changed sheets, and objects that stand beside them."""
    for name, theirs, ours in both.sheets:
        cells = [cell for cell, _ in filled(ours)]
        if hidden := list(_merged(theirs, ours, cells)):
            yield found_by(rule("V40"), Where(sheet=name, cell=ranges(hidden)), sheet=name, what=MERGE)
        yield from _objects(name, both, cells)


def _merged(theirs: Any, ours: Any, cells: Iterable[Cell]) -> Iterator[Cell]:
    before = {str(each) for each in ours.merged_cells.ranges}
    new = [Area.parse(str(each)) for each in theirs.merged_cells.ranges if str(each) not in before]
    yield from (cell for cell in cells if any(cell in area for area in new))


def _objects(sheet: str, both: Both, cells: list[Cell]) -> Iterator[Finding]:
    written = [each for each in drawn_on(both.anew, sheet) if each.kind == "graphicFrame"]
    allowed = {cell for each in written for cell in cells if cell in each.over}
    for each in drawn_on(both.found.package, sheet):
        under = [cell for cell in cells if cell in each.over and cell not in allowed]
        if each.kind == "graphicFrame" and not under:
            continue
        case = "" if under else "beside"
        if under and any(character.isdigit() for character in each.text):
            case = "figure"
        where = Where(sheet=sheet, cell=ranges(under) if under else str(each.over.first))
        what = _NAMES.get(each.kind, _OTHER)
        yield found_by(rule("V40", case), where, sheet=sheet, what=what, found=each.text or "（空）")


def drawn_on(package: Package, sheet: str) -> Iterator[Drawn]:
    """Give every object of a sheet's drawings."""
    part = package.sheets.get(sheet)
    for drawing in package.leads_to(part, "drawing") if part else ():
        for anchor in package.tree(drawing).iter():
            if anchor.tag in _ANCHORS:
                yield from _of_anchor(anchor)


def _of_anchor(anchor: Element) -> Iterator[Drawn]:
    over = _area(anchor)
    for each in anchor.iter():
        if each.tag in _OBJECTS:
            text = "".join(piece.text or "" for piece in each.iter("t"))
            yield Drawn(kind=each.tag, text=text, over=over)


def _area(anchor: Element) -> Area:
    first, last = _corner(anchor.find("from")), _corner(anchor.find("to"))
    if first is None:
        at = anchor.find("pos")
        first = Cell(_units(at, "y", _ROW_HEIGHT), _units(at, "x", _COLUMN_WIDTH))
    if last is None:
        size = anchor.find("ext")
        last = first.shifted(_units(size, "cy", _ROW_HEIGHT), _units(size, "cx", _COLUMN_WIDTH))
    return Area(first, Cell(max(first.row, last.row), max(first.column, last.column)))


def _corner(element: Element | None) -> Cell | None:
    if element is None:
        return None
    return Cell(int(element.findtext("row", "0")), int(element.findtext("col", "0")))


def _units(element: Element | None, name: str, size: int) -> int:
    return 0 if element is None else max(0, int(element.get(name, "0"))) // size
