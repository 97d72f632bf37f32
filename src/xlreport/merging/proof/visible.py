"""Whether each cell shows what it holds, in a way that can be read: number formats, colours, sizes. Draws nothing."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from xlreport.cells import Cell, ranges
from xlreport.findings import Finding, Where, found_by
from xlreport.language import Text
from xlreport.merging.proof.both import Both, filled
from xlreport.merging.proof.displayed import shown, shown_text
from xlreport.merging.proof.looks import Look, Palette, contrast, named_colour
from xlreport.merging.proof.raw_cells import RawSheet
from xlreport.merging.proof.reader import as_number, as_text
from xlreport.merging.proof.sizes import too_small
from xlreport.rules import rule

LEAST_CONTRAST = 1.5
"""Below it a text cannot be told from its ground."""
SMALLEST = 4.0
"""Points, below which nobody reads a font."""
_WIDEST_INDENT = 10
_REPEATING = "fill"
_MOST_SINGLY = 20
PALE = Text("字色与底色几乎相同", "the text has nearly the colour of its ground")
TINY = Text("字号过小", "the font is too small")
PICTURES = Text("字体把数字显示为图形", "the font shows pictures in the place of digits")
PUSHED = Text("缩进过大，内容被挤出单元格", "the indent pushes the content out of the cell")
NOTHING = Text("数字格式使内容不显示", "the number format shows nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A filled cell with its looks in both workbooks and what it holds."""

    cell: Cell
    value: Any
    now: Look
    then: Look


def changed_looks(both: Both, raw: dict[str, RawSheet]) -> Iterator[Finding]:
    """Tell each cell that shows something else than it holds (V38), and those that cannot be read (V39)."""
    now, then = Palette(both.found.package), Palette(both.anew)
    for name, theirs, ours in both.sheets:
        seen = list(_seen(both, name, now, then))
        altered = [each for each in seen if each.now != each.then]
        yield from _restated(name, altered)
        dim: dict[Text, list[Cell]] = defaultdict(list)
        for each in altered:
            if (why := _illegible(each)) and not _illegible(replace(each, now=each.then)):
                dim[why].append(each.cell)
        for cell, why in _pieces(raw.get(name), {each.cell: each for each in seen}, now):
            dim[why].append(cell)
        for cell, why in too_small(theirs, ours, {each.cell: partial(_text, each) for each in seen}):
            dim[why].append(cell)
        for why, cells in dim.items():
            yield found_by(rule("V39"), Where(sheet=name, cell=ranges(cells)), sheet=name, what=why, count=len(cells))


def _seen(both: Both, name: str, now: Palette, then: Palette) -> Iterator[Seen]:
    """Give the filled cells of a sheet with both their looks."""
    theirs = both.found.formulas[name]
    known: dict[bytes, Look] = {}
    before: dict[bytes, Look] = {}
    for cell, ours in filled(both.rebuilt[name]):
        other = theirs.cell(cell.row + 1, cell.column + 1)
        if not getattr(other, "_style", None):
            continue
        keys = other._style.tobytes(), ours._style.tobytes()  # noqa: SLF001  # openpyxl's own key of a style
        look = known.get(keys[0]) or known.setdefault(keys[0], now.look(other))
        written = before.get(keys[1]) or before.setdefault(keys[1], then.look(ours))
        yield Seen(cell=cell, value=both.value(name, cell), now=look, then=written)


def _text(each: Seen) -> str:
    number = as_number(each.value)
    return "" if number is None else shown(each.now.code, number).text


def _restated(sheet: str, seen: list[Seen]) -> Iterator[Finding]:
    """V38: what a number format or a repeating alignment makes of a value."""
    told = [finding for each in seen if (finding := _other_figure(sheet, each))]
    yield from told[:_MOST_SINGLY]
    if rest := told[_MOST_SINGLY:]:
        yield replace(rest[0], message=found_by(rule("V38", "many"), count=len(rest), sheet=sheet).message)


def _other_figure(sheet: str, each: Seen) -> Finding | None:
    where, held, code = Where(sheet=sheet, cell=str(each.cell)), as_text(each.value), each.now.code
    if held and each.now.align == _REPEATING != each.then.align:
        return found_by(rule("V38", "repeated"), where, found=f"{held}{held}…", expected=held, sheet=sheet)
    if code == each.then.code or not held:
        return None
    number = as_number(each.value)
    if number is None:
        said = shown_text(code, held)
        same = said == shown_text(each.then.code, held) or not said.strip()
        return None if same else _told(where, "", said, held, code)
    displayed, written = shown(code, number), shown(each.then.code, number)
    if displayed.unknown:
        return None if written.unknown else _told(where, "", code, held, code)
    same = displayed.is_of(number) or (displayed.figure is not None and displayed.figure == written.figure)
    if same or not displayed.text:
        return None
    return _told(where, "rounded" if displayed.is_rounded(number) else "", displayed.text, held, code)


def _told(where: Where, case: str, found: str, held: str, code: str) -> Finding:
    return found_by(rule("V38", case), where, found=found, expected=held, format=code, sheet=where.sheet)


def _shows_nothing(code: str, held: str, number: int | Decimal | None) -> bool:
    if number is None:
        return not shown_text(code, held).strip()
    displayed = shown(code, number)
    return not displayed.text and displayed.figure is None and not displayed.unknown


def _illegible(each: Seen) -> Text | None:
    """Say why a cell cannot be read; None when it can."""
    held, number = as_text(each.value), as_number(each.value)
    look = each.now
    if held and look.code != "General" and _shows_nothing(look.code, held, number):
        return NOTHING
    return illegible(look, "" if number is None else shown(look.code, number).colour)


def illegible(look: Look, colour: str = "") -> Text | None:
    """Say why what has this look cannot be read; `colour` is the one that its number format names."""
    ink = named_colour(colour) or look.ink
    if max(contrast(ink, paper) for paper in look.paper) < LEAST_CONTRAST:
        return PALE
    if look.size < SMALLEST:
        return TINY
    if look.symbols:
        return PICTURES
    return PUSHED if look.indent >= _WIDEST_INDENT else None


def _pieces(raw: RawSheet | None, seen: dict[Cell, Seen], palette: Palette) -> Iterator[tuple[Cell, Text]]:
    """Give the cells of which a piece of the text has a font that cannot be read."""
    for name, runs in (raw.rich if raw else {}).items():
        each = seen.get(Cell.parse(name))
        for run in runs:
            if each is None:
                break
            look = replace(each.now, ink=palette.of(run.colour) or each.now.ink, size=run.size or each.now.size)
            if run.text.strip() and (why := illegible(look)):
                yield each.cell, why
                break
