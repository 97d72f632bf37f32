"""What a cell looks like, and whether it shows what it holds in a way that can be read: number formats, colours, sizes.

Draws nothing; measures roughly.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from openpyxl.styles.colors import COLOR_INDEX

from xlreport.cells import Cell, ranges
from xlreport.findings import Finding, Where, found_by
from xlreport.language import Text
from xlreport.plain_records import dataclass
from xlreport.proof.ambiguities import RawSheet
from xlreport.proof.displayed import shown, shown_text
from xlreport.proof.package import Package
from xlreport.proof.rebuilt import Both, filled
from xlreport.proof.second_reader import as_number, as_text
from xlreport.rules import rule

BLACK, WHITE = "000000", "FFFFFF"
_ACCENTS = ("4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646", "0000FF", "800080")
_THEME = (WHITE, BLACK, "EEECE1", "1F497D", *_ACCENTS)
"""A program's own colours where the file has no theme."""
_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_NAMED = {"black": BLACK, "white": WHITE, "red": "FF0000", "green": "00FF00", "blue": "0000FF"}
_NAMED |= {"yellow": "FFFF00", "magenta": "FF00FF", "cyan": "00FFFF"}
_RGB = 6
_SYMBOLS = ("wingdings", "webdings", "symbol", "marlett", "zapf dingbats", "opensymbol", "bookshelf symbol")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLook:
    """How a cell is shown; colours as six hexadecimal digits."""

    ink: str = BLACK
    paper: tuple[str, ...] = (WHITE,)
    """the colours behind the text, several of a gradient"""
    size: float = 11.0
    code: str = "General"
    align: str = ""
    indent: float = 0
    symbols: bool = False
    """whether the font shows pictures in the place of digits"""


class Palette:
    """The colours of one workbook, those of its theme among them."""

    def __init__(self, package: Package) -> None:
        """Read the theme that the workbook refers to."""
        self.theme = _theme(package)

    def look(self, cell: Any) -> CellLook:
        """Give the look of an openpyxl cell."""
        font, align = cell.font, cell.alignment
        name = (font.name or "").casefold()
        return CellLook(
            ink=self.colour(font.color) or BLACK,
            paper=self.paper(cell.fill) or (WHITE,),
            size=float(font.sz or 11),
            code=cell.number_format or "General",
            align=align.horizontal or "",
            indent=float(align.indent or 0),
            symbols=name.startswith(_SYMBOLS),
        )

    def paper(self, fill: Any) -> tuple[str, ...]:
        """Give the colours of a fill; none where it has none."""
        if stops := getattr(fill, "stop", None):
            return tuple(filter(None, (self.colour(stop.color) for stop in stops)))
        pattern = getattr(fill, "patternType", None)
        if pattern in {None, "none"}:
            return ()
        colour = self.colour(fill.fgColor)
        return (colour,) if colour else ()

    def colour(self, colour: Any) -> str:
        """Give an openpyxl colour; nothing where it is the program's own."""
        if colour is None:
            return ""
        said = {colour.type: getattr(colour, colour.type), "tint": colour.tint}
        return self.of(said)

    def of(self, said: Mapping[str, Any]) -> str:
        """Give a colour by its attributes in the file."""
        found = ""
        if "rgb" in said:
            found = str(said["rgb"])[-_RGB:].upper()
        elif "theme" in said:
            number = int(said["theme"])
            found = self.theme[number] if 0 <= number < len(self.theme) else ""
        elif "indexed" in said:
            number = int(said["indexed"])
            found = str(COLOR_INDEX[number])[-_RGB:] if 0 <= number < len(COLOR_INDEX) else ""
        return tinted(found, float(said.get("tint") or 0)) if len(found) == _RGB else ""


def _theme(package: Package) -> tuple[str, ...]:
    parts = [part for main in package.workbooks[:1] for part in package.leads_to(main, "theme")]
    if not parts:
        return _THEME
    scheme = next(package.tree(parts[0]).iter("clrScheme"), None)
    if scheme is None:
        return _THEME
    named = {each.tag: next((child.get("lastClr") or child.get("val") or "" for child in each), "") for each in scheme}
    return tuple(named.get(name, "").upper() for name in _ORDER)


def tinted(colour: str, tint: float) -> str:
    """Give a colour lighter or darker by a share from -1 to 1."""
    parts = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    shaded = (part * (1 + tint) if tint < 0 else part + (255 - part) * tint for part in parts)
    return "".join(f"{round(min(255, max(0, part))):02X}" for part in shaded)


def named_colour(name: str) -> str:
    """Give the colour that a number format names, such as White or Color 2; nothing for an unknown one."""
    plain = name.casefold().replace(" ", "")
    if plain in _NAMED:
        return _NAMED[plain]
    number = plain.removeprefix("color")
    return str(COLOR_INDEX[int(number) + 7])[-_RGB:] if number.isdigit() and 0 < int(number) <= 56 else ""  # noqa: PLR2004


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 (the same) to 21 (black on white), as WCAG 2.1 works it out."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


_LOWEST, _USUAL_HEIGHT, _USUAL_WIDTH = 6.0, 15.0, 8.43
"""Points of a row below which nothing of a text is seen; what a program takes where nothing is said."""
_SMALLEST_ZOOM = 20
FLAT = Text("行高过小", "the row is too low")
NARROW = Text("列宽容不下数字，显示为 ###", "the column is too narrow for the number, which shows as ###")
NO_WIDTH = Text("列宽过小", "the column is too narrow")
NO_ZEROS = Text("视图设为不显示 0", "the view shows no zeros")
FORMULAS = Text("视图设为显示公式而不是结果", "the view shows formulas in the place of results")
OUT_OF_REACH = Text(
    "冻结窗格时已滚动，上方或左侧的内容滚不回来",
    "panes were frozen when scrolled: what is above or left is out of reach",
)
ZOOMED_OUT = Text("显示比例过小", "the view is zoomed out too far")


def too_small(theirs: Any, ours: Any, seen: Mapping[Cell, Callable[[], str]]) -> Iterator[tuple[Cell, Text]]:
    """Give the filled cells that a size or the view leaves unseen, as they were not in the sheet written anew.

    `seen` gives of each filled cell the number that it shows, or nothing.
    """
    columns = {cell.column for cell in seen}
    widths, before = (_widths(sheet, columns) for sheet in (theirs, ours))
    for cell, number in seen.items():
        if _height(theirs, cell.row) < _LOWEST <= _height(ours, cell.row):
            yield cell, FLAT
        width, then = widths[cell.column], before[cell.column]
        if width < 1 <= then:
            yield cell, NO_WIDTH
        elif width < then and width + 1 < len(number()) <= then + 1:
            yield cell, NARROW
    yield from _unseen_in_view(theirs, seen)


def _widths(sheet: Any, columns: Iterable[int]) -> dict[int, float]:
    usual = sheet.sheet_format.defaultColWidth
    usual = _USUAL_WIDTH if usual is None else float(usual)
    said = [(each.min or each.index, each.max, each.width) for each in sheet.column_dimensions.values()]
    found = dict.fromkeys(columns, usual)
    for first, last, width in said:
        for column in found:
            if isinstance(first, int) and first <= column + 1 <= (last or first) and width is not None:
                found[column] = float(width)
    return found


def _height(sheet: Any, row: int) -> float:
    said = sheet.row_dimensions[row + 1].height if row + 1 in sheet.row_dimensions else None
    if said is not None:
        return float(said)
    usual = sheet.sheet_format
    return 0.0 if usual.zeroHeight else float(usual.defaultRowHeight or _USUAL_HEIGHT)


def _unseen_in_view(sheet: Any, seen: Mapping[Cell, Callable[[], str]]) -> Iterator[tuple[Cell, Text]]:
    view = sheet.sheet_view
    first = min(seen, default=None)
    if first is None:
        return
    if view.showFormulas:
        yield first, FORMULAS
    if view.showZeros is False:
        yield from ((cell, NO_ZEROS) for cell, number in seen.items() if number() == "0")
    if view.pane is not None and view.pane.state in {"frozen", "frozenSplit"} and view.topLeftCell not in {None, "A1"}:
        yield first, OUT_OF_REACH
    if view.zoomScale and view.zoomScale < _SMALLEST_ZOOM:
        yield first, ZOOMED_OUT


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
    now: CellLook
    then: CellLook


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
    known: dict[bytes, CellLook] = {}
    before: dict[bytes, CellLook] = {}
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
    if same or displayed.text in {"", written.text}:
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


def illegible(look: CellLook, colour: str = "") -> Text | None:
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
