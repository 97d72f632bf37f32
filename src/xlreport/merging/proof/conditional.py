"""Conditional formats that were not written by the merge: those that restate a number or make it unreadable.

What a rule's condition is does not matter here: a format that could restate is told, whenever it would.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from xlreport.cells import Area, Cell, ranges
from xlreport.findings import Finding, Where, found_by
from xlreport.language import Text
from xlreport.merging.proof.both import Both, filled
from xlreport.merging.proof.displayed import shown, shown_text
from xlreport.merging.proof.looks import BLACK, Look, Palette
from xlreport.merging.proof.reader import as_number, as_text
from xlreport.merging.proof.visible import illegible
from xlreport.rules import rule

INSTEAD = Text("数据条或图标盖住数字", "bars or icons stand in the place of the numbers")
_WITHOUT_VALUES = ("dataBar", "iconSet")
_UNSET = "00000000"
"""What openpyxl gives for a colour that the file does not have."""
_EXTENDED = "conditionalFormattings"


def conditional(both: Both) -> Iterator[Finding]:
    """V41: tell each conditional format that is not the merge's and changes what is read."""
    now, then = Palette(both.found.package), Palette(both.anew)
    for name, theirs, ours in both.sheets:
        written = {_key(area, each, then) for area, each in _rules(ours)}
        held = {cell: both.value(name, cell) for cell, _ in filled(ours)}
        looks = {cell: now.look(theirs.cell(cell.row + 1, cell.column + 1)) for cell in held}
        for area, each in _rules(theirs):
            if _key(area, each, now) not in written:
                under = {cell: value for cell, value in held.items() if cell in area}
                yield from _effects(name, each, under, looks, now)
        yield from _extended(name, both)


def _rules(sheet: Any) -> Iterator[tuple[Area, Any]]:
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
    sheet: str, condition: Any, under: dict[Cell, Any], looks: dict[Cell, Look], palette: Palette
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


def _hides(condition: Any, look: Look, palette: Palette) -> Text | None:
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
    paper = _paper(style.fill, palette)
    size = float(style.font.sz) if style.font and style.font.sz else look.size
    return illegible(replace(look, ink=ink or look.ink or BLACK, paper=paper or look.paper, size=size))


def _paper(fill: Any, palette: Palette) -> tuple[str, ...]:
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
