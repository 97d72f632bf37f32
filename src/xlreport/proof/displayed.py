"""What a cell's number format makes of a number: the text that a person reads, worked out a second time.

Shares no line with what reads returns. A date, a fraction or Chinese numerals are not worked out: named as unknown.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from xlreport.lazy import regex
from xlreport.numbers import WIDE, Number
from xlreport.plain_records import dataclass

GENERAL = frozenset({"", "general", "@", "standard"})
_TOKEN = regex(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<blank>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General)|(?P<scientific>[Ee][+-]0+)|(?P<digit>[0#?])|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = regex(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_DATE = regex(r"[ymdhsbgeaYMDHSBGEA]")
_UNTOLD = regex(r"DBNum|[hms]+$", re.IGNORECASE)
_COLOURS = frozenset({"black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"})
_FIGURE = regex(r"(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:[Ee][+-]?\d+)?")
_MAGNITUDE = regex(r"[\d〇零一二三四五六七八九十百千万萬亿億兆kKmM‰]")
_BELOW_ROUNDING = 2
"""Decimals that a rounded figure must keep to be the same one, rounded."""
_WITH_ZERO, _WITH_TEXTS = 3, 4
"""Sections of a format that speaks of zero, and of texts too."""
_PLACES = 15
"""Digits that a spreadsheet program shows of a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A number as it is displayed; `colour` is the format's own, `figure` None where no one number can be read."""

    text: str
    figure: Decimal | None
    colour: str = ""
    rounded_to: int | None = None
    """decimals, where the format cuts"""
    unknown: bool = False
    """whether it is a date or the like, which is not worked out here"""

    def is_of(self, number: Number) -> bool:
        """Tell whether a person reads this very number."""
        return self.figure is not None and self.figure == Decimal(number)

    def is_rounded(self, number: Number) -> bool:
        """Tell whether a person reads this number, rounded, with some decimals left."""
        if self.figure is None or self.rounded_to is None or self.rounded_to < _BELOW_ROUNDING:
            return False
        return abs(self.figure - Decimal(number)) <= Decimal(5).scaleb(-self.rounded_to - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    kind: str
    text: str


def shown(code: str, number: Number) -> Shown:
    """Give what a number format shows of a number."""
    if code.strip().casefold() in GENERAL:
        text = _plain(Decimal(number))
        return Shown(text=text, figure=Decimal(text))
    parts, signed = _section([list(_parts(each)) for each in _sections(code)], Decimal(number))
    return _drawn(parts, Decimal(number) if signed else abs(Decimal(number)))


def shown_text(code: str, text: str) -> str:
    """Give what a number format shows of a text: only a last section with an @, or a fourth one, speaks of texts."""
    sections = [list(_parts(each)) for each in _sections(code)]
    last = sections[-1]
    speaks = any(part.kind == "other" and part.text == "@" for part in last)
    if not speaks and len(sections) < _WITH_TEXTS:
        return text
    return "".join(text if part.kind == "other" and part.text == "@" else _literal(part) for part in last)


def _plain(number: Decimal) -> str:
    """Give a number as the plain format shows it: as many digits as a program has."""
    whole = number.normalize()
    digits = len(whole.as_tuple().digits)
    if digits > _PLACES:
        whole = Decimal(f"{whole:.{_PLACES - 1}e}").normalize()
    return f"{whole:f}"


def _sections(code: str) -> list[str]:
    """Divide a format at its semicolons, but not at those in quotes."""
    found = [""]
    for match in _TOKEN.finditer(code):
        if match["other"] == ";":
            found.append("")
        else:
            found[-1] += match[0]
    return found


def _parts(section: str) -> Iterator[_Part]:
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup or "other"
        text = match[kind]
        match kind:
            case "quoted" | "escaped":
                yield _Part(kind="literal", text=text)
            case "blank":
                yield _Part(kind="literal", text=" ")
            case "fill":
                continue
            case "bracket" if text.startswith("$"):
                yield _Part(kind="literal", text=text[1:].partition("-")[0])
            case _:
                yield _Part(kind=kind, text=text)


def _section(sections: list[list[_Part]], number: Decimal) -> tuple[list[_Part], bool]:
    """Choose the section for a number; the second value tells whether the sign is still to be written."""
    conditions = [_condition(parts) for parts in sections]
    if any(conditions):
        for parts, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(number, condition):
                return parts, True
        return [_Part(kind="literal", text="####")], True
    if number < 0 and len(sections) > 1:
        return sections[1], False
    if number == 0 and len(sections) >= _WITH_ZERO:
        return sections[2], True
    return sections[0], True


def _condition(parts: list[_Part]) -> tuple[str, Decimal] | None:
    matches = (_CONDITION.fullmatch(part.text) for part in parts if part.kind == "bracket")
    found = next(filter(None, matches), None)
    return (found[1], Decimal(found[2])) if found else None


def _holds(number: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, limit = condition
    below, same = number < limit, number == limit
    return {
        "<": below,
        "<=": below or same,
        "=": same,
        "<>": not same,
        ">": not (below or same),
        ">=": not below,
    }[sign]


def _drawn(parts: list[_Part], number: Decimal) -> Shown:
    colour = next((part.text for part in parts if part.kind == "bracket" and _is_colour(part.text)), "")
    if _cannot_be_told(parts):
        return Shown(text="", figure=None, colour=colour, unknown=True)
    if any(part.kind == "general" for part in parts):
        text = "".join(_plain(number) if part.kind == "general" else _literal(part) for part in parts)
        return _read(text, colour, None)
    if not any(part.kind == "digit" for part in parts):
        return _read("".join(map(_literal, parts)), colour, None)
    return _digits(parts, number, colour)


def _is_colour(text: str) -> bool:
    return text.casefold() in _COLOURS or text.casefold().startswith("color")


def _cannot_be_told(parts: list[_Part]) -> bool:
    """Tell whether a section shows a date, a time, a fraction, Chinese numerals or a text."""
    others = "".join(part.text for part in parts if part.kind == "other")
    brackets = (part.text for part in parts if part.kind == "bracket")
    return bool(_DATE.search(others)) or "/" in others or any(map(_UNTOLD.match, brackets))


def _literal(part: _Part) -> str:
    return part.text if part.kind in {"literal", "other"} else ""


def _digits(parts: list[_Part], number: Decimal, colour: str) -> Shown:
    """Fill the placeholders of a section from the right, literals between them left where they stand."""
    point = next((n for n, part in enumerate(parts) if part.kind == "other" and part.text == "."), None)
    decimals = sum(part.kind == "digit" for part in parts[point:]) if point is not None else 0
    scale = _commas(parts[:point]) + (_commas(parts[point:]) if point is not None else 0)
    percents = sum(part.text == "%" and part.kind == "other" for part in parts)
    value = number.scaleb(2 * percents - 3 * scale)
    if any(part.kind == "scientific" for part in parts):
        text = "".join(_literal(part) if part.kind == "literal" else "" for part in parts)
        return _read(f"{value:.{decimals}E}{text}", colour, None)
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, WIDE)
    text = _filled(parts, rounded, point, decimals)
    cut = decimals if rounded != value else None
    return _read(text, colour, cut)


def _commas(parts: list[_Part]) -> int:
    """Count the commas right behind the last digit: each divides by a thousand."""
    digits = [number for number, part in enumerate(parts) if part.kind == "digit"]
    behind = "".join(part.text if part.kind == "other" else "x" for part in parts[digits[-1] + 1 :]) if digits else ""
    return len(behind) - len(behind.lstrip(","))


def _filled(parts: list[_Part], rounded: Decimal, point: int | None, decimals: int) -> str:
    sign = "-" if rounded < 0 else ""
    digits, _, rest = f"{abs(rounded):.{decimals}f}".partition(".")
    digits = "" if digits == "0" else digits
    whole = [n for n, part in enumerate(parts) if part.kind == "digit" and (point is None or n < point)]
    told, left = [], digits
    for n in range(len(parts) - 1 if point is None else point - 1, -1, -1):
        part = parts[n]
        if part.kind != "digit":
            told.append("" if part.kind == "other" and part.text == "," else _literal(part))
        elif n == whole[0]:
            told.append(left or ("0" if part.text == "0" else ""))
        else:
            told.append(left[-1:] or ("0" if part.text == "0" else ""))
            left = left[:-1]
    behind = [] if point is None else _behind(parts[point:], rest)
    return sign + "".join(reversed(told)) + "".join(behind)


def _behind(parts: list[_Part], digits: str) -> Iterator[str]:
    """Give what stands from the point on."""
    left = digits
    for part in parts:
        if part.kind == "digit":
            yield left[:1]
            left = left[1:]
        elif part.text != "," or part.kind == "literal":
            yield _literal(part)


def _read(text: str, colour: str, rounded_to: int | None) -> Shown:
    """Read a displayed text as a person would: one figure, and words that say nothing of its size."""
    plain = text.replace("−", "-").strip()
    found = _FIGURE.findall(plain)
    around = _FIGURE.sub("", plain)
    if len(found) != 1 or _MAGNITUDE.search(around):
        return Shown(text=text.strip(), figure=None, colour=colour, rounded_to=rounded_to)
    figure = Decimal(found[0].replace(",", ""))
    if "%" in around:
        figure = figure.scaleb(-2 * around.count("%"))
    negative = "-" in around or ("(" in around and ")" in around)
    return Shown(text=plain, figure=-figure if negative else figure, colour=colour, rounded_to=rounded_to)
