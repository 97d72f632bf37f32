"""What a person sees of a consolidated workbook, against the same one written anew: covers, conditions, prints.

Looks at changed sheets only. A condition that could restate a number is told, whenever it would.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

from xlreport.cells import Area, Cell, ranges
from xlreport.findings import Finding, Where, found_by
from xlreport.language import Text
from xlreport.lazy import regex
from xlreport.plain_records import dataclass
from xlreport.proof.ambiguities import odd_cells, raw_sheet, shared_runs
from xlreport.proof.displayed import shown, shown_text
from xlreport.proof.drawn_charts import changed_labels
from xlreport.proof.looks import BLACK, CellLook, Palette, changed_looks, illegible
from xlreport.proof.package import Package
from xlreport.proof.rebuilt import Both, filled
from xlreport.proof.second_reader import as_number, as_text
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
        if hidden := list(_under_merges(theirs, ours, cells)):
            yield found_by(rule("V40"), Where(sheet=name, cell=ranges(hidden)), sheet=name, what=MERGE)
        yield from _objects(name, both, cells)


def _under_merges(theirs: Any, ours: Any, cells: Iterable[Cell]) -> Iterator[Cell]:
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
    over = _covered_by(anchor)
    for each in anchor.iter():
        if each.tag in _OBJECTS:
            text = "".join(piece.text or "" for piece in each.iter("t"))
            yield Drawn(kind=each.tag, text=text, over=over)


def _covered_by(anchor: Element) -> Area:
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


INSTEAD = Text("数据条或图标盖住数字", "bars or icons stand in the place of the numbers")
_WITHOUT_VALUES = ("dataBar", "iconSet")
_UNSET = "00000000"
"""What openpyxl gives for a colour that the file does not have."""
_EXTENDED = "conditionalFormattings"


def conditional(both: Both) -> Iterator[Finding]:
    """V41: tell each conditional format that is not the merge's and changes what is read."""
    now, then = Palette(both.found.package), Palette(both.anew)
    for name, theirs, ours in both.sheets:
        written = {_key(area, each, then) for area, each in _conditions(ours)}
        held = {cell: both.value(name, cell) for cell, _ in filled(ours)}
        looks = {cell: now.look(theirs.cell(cell.row + 1, cell.column + 1)) for cell in held}
        for area, each in _conditions(theirs):
            if _key(area, each, now) not in written:
                under = {cell: value for cell, value in held.items() if cell in area}
                yield from _effects(name, each, under, looks, now)
        yield from _extended(name, both)


def _conditions(sheet: Any) -> Iterator[tuple[Area, Any]]:
    for each in sheet.conditional_formatting:
        for area in each.sqref.ranges:
            for condition in each.rules:
                yield Area.parse(str(area)), condition


def _key(area: Area, condition: Any, palette: Palette) -> tuple[Any, ...]:
    """Give what makes two conditional formats one; programs word conditions in several ways."""
    style = condition.dxf
    ink = palette.colour(style.font.color) if style and style.font else ""
    code = style.numFmt.formatCode if style and style.numFmt else ""
    return (area, condition.type, ink, code)


def _effects(
    sheet: str, condition: Any, under: dict[Cell, Any], looks: dict[Cell, CellLook], palette: Palette
) -> Iterator[Finding]:
    style = condition.dxf
    if style is not None and style.numFmt is not None:
        yield from _restates(sheet, style.numFmt.formatCode, under)
    hidden: dict[Text, list[Cell]] = {}
    for cell in under:
        if why := _hides(condition, looks[cell], palette):
            hidden.setdefault(why, []).append(cell)
    for why, cells in hidden.items():
        yield found_by(rule("V41", "hides"), Where(sheet=sheet, cell=ranges(cells)), sheet=sheet, what=why)


def _restates(sheet: str, code: str, under: dict[Cell, Any]) -> Iterator[Finding]:
    for cell, value in under.items():
        number, held = as_number(value), as_text(value)
        if number is None:
            found, same = shown_text(code, held), shown_text(code, held) == held
        else:
            displayed = shown(code, number)
            found, same = displayed.text or code, displayed.is_of(number)
        if held and not same:
            where = Where(sheet=sheet, cell=str(cell))
            yield found_by(rule("V41"), where, sheet=sheet, found=found, expected=held, format=code)
            return


def _hides(condition: Any, look: CellLook, palette: Palette) -> Text | None:
    bar = condition.dataBar or condition.iconSet
    if bar is not None and bar.showValue is False:
        return INSTEAD
    if condition.colorScale is not None:
        papers = tuple(filter(None, map(palette.colour, condition.colorScale.color)))
        return next(filter(None, (illegible(replace(look, paper=(each,))) for each in papers)), None)
    style = condition.dxf
    if style is None:
        return None
    ink = palette.colour(style.font.color) if style.font else ""
    paper = _differential_paper(style.fill, palette)
    size = float(style.font.sz) if style.font and style.font.sz else look.size
    return illegible(replace(look, ink=ink or look.ink or BLACK, paper=paper or look.paper, size=size))


def _differential_paper(fill: Any, palette: Palette) -> tuple[str, ...]:
    """Give a differential fill's colour, which a solid one keeps as its background."""
    if fill is None or not hasattr(fill, "bgColor"):
        return ()
    colour = palette.colour(fill.bgColor) if fill.patternType in {None, "solid"} else palette.colour(fill.fgColor)
    unset = fill.patternType is None and fill.bgColor.type == "rgb" and fill.bgColor.rgb == _UNSET
    return () if unset or not colour else (colour,)


def _extended(sheet: str, both: Both) -> Iterator[Finding]:
    """Tell bars and icons of the newer kind that show no value; openpyxl passes over them."""
    package = both.found.package
    part = package.sheets[sheet]
    if _EXTENDED.encode() not in package.parts[part]:
        return
    for block in package.tree(part).iter("conditionalFormatting"):
        kinds = [each for kind in _WITHOUT_VALUES for each in block.iter(kind)]
        area = block.findtext("sqref", "A1").split(" ", maxsplit=1)[0]
        if any(each.get("showValue") in {"0", "false"} for each in kinds):
            yield found_by(rule("V41", "hides"), Where(sheet=sheet, cell=area), sheet=sheet, what=INSTEAD)
        for style in block.iter("dxf"):
            code = style.find("numFmt")
            if code is not None:
                under = {cell: both.value(sheet, cell) for cell in Area.parse(area)}
                yield from _restates(sheet, code.get("formatCode", ""), under)


_WORD_PLACES = ("left", "center", "right")
_WORD_KINDS = ("oddHeader", "oddFooter")
_SHEET = regex(r"(?:'(?:[^']|'')*'|[^',!]+)!")
_LEAST_SCALE = 0.5
"""Share of the scale that the merge set, below which a print is no longer read."""
_HUNDRED = 100


def printed(both: Both) -> Iterator[Finding]:
    """V42: tell print areas that cut, scales that nobody can read, and other words on the page."""
    for name, theirs, ours in both.sheets:
        if cut := list(_cut_off(theirs, ours)):
            where = Where(sheet=name, cell=ranges(cut))
            yield found_by(rule("V42"), where, sheet=name, found=_print_area(theirs), count=len(cut))
        scale, before = (_scale(sheet) for sheet in (theirs, ours))
        if scale < before * _LEAST_SCALE:
            yield found_by(
                rule("V42", "scale"), Where(sheet=name), sheet=name, found=f"{scale} %", expected=f"{before} %"
            )
        now, then = (_words(sheet) for sheet in (theirs, ours))
        if now != then:
            found, expected = (" ".join(words).strip() or "（空）" for words in (now, then))
            yield found_by(rule("V42", "words"), Where(sheet=name), sheet=name, found=found, expected=expected)


def _cut_off(theirs: Any, ours: Any) -> Iterator[Cell]:
    """Give the filled cells that a print area leaves out and that were printed before."""
    kept, before = _print_areas(theirs), _print_areas(ours)
    if kept:
        inside = ((cell, any(cell in area for area in kept)) for cell, _ in filled(ours))
        yield from (c for c, is_in in inside if not is_in and (not before or any(c in area for area in before)))


def _print_area(sheet: Any) -> str:
    return _SHEET.sub("", str(sheet.print_area or "")).replace("$", "")


def _print_areas(sheet: Any) -> list[Area]:
    return [Area.parse(each) for each in _print_area(sheet).split(",") if each]


def _scale(sheet: Any) -> int:
    return int(sheet.page_setup.scale or _HUNDRED)


def _words(sheet: Any) -> list[str]:
    """Give the texts at head and foot, without fonts and blanks, which programs write differently."""
    texts = (getattr(getattr(sheet, kind), part).text for kind in _WORD_KINDS for part in _WORD_PLACES)
    return ["".join((text or "").split()) for text in texts]


def seen_otherwise(both: Both) -> Iterator[Finding]:
    """Tell everything that makes a person see something else than the workbook holds, or not see it."""
    package = both.found.package
    shared = shared_runs(package)
    parts = {name: package.sheets[name] for name, _, _ in both.sheets if name in package.sheets}
    raw = {name: raw_sheet(package, part, shared) for name, part in parts.items()}
    for name, each in raw.items():
        yield from odd_cells(package, name, each)
    yield from changed_looks(both, raw)
    yield from covered(both)
    yield from conditional(both)
    yield from printed(both)
    yield from changed_labels(both)
    yield from _of_the_whole(package)


def _of_the_whole(package: Package) -> Iterator[Finding]:
    """V38, V39: tell settings of the whole workbook that show other numbers, or nothing."""
    workbook = package.tree(package.workbooks[0])
    for each in workbook.iter("calcPr"):
        if each.get("fullPrecision") in {"0", "false"}:
            yield found_by(rule("V38", "precision"), Where(), found="fullPrecision")
    for each in workbook.iter("workbookView"):
        hidden = each.get("visibility", "visible") != "visible"
        if hidden or each.get("showSheetTabs") in {"0", "false"}:
            yield found_by(rule("V39", "window"), Where(), found="visibility" if hidden else "showSheetTabs")
