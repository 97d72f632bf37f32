"""What a cell looks like: its colours as they are on the screen, its size, its number format. Judges nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl.styles.colors import COLOR_INDEX

from xlreport.merging.proof.package import Package

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
class Look:
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

    def look(self, cell: Any) -> Look:
        """Give the look of an openpyxl cell."""
        font, align = cell.font, cell.alignment
        name = (font.name or "").casefold()
        return Look(
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
