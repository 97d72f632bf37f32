"""What a number format makes of a number: the text that a cell shows. Says nothing where it cannot be sure.

Fractions, exponents, dates and Chinese numerals are left alone: what they show is the number in another writing.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from itertools import pairwise

from xlreport.lazy import regex
from xlreport.numbers import Number

_KEPT = 1_024
_TOKEN = regex(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<blank>.)|\*(?P<filler>.)|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<placeholder>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<exponent>E[+-])|(?P<slash>/)"
    r"|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_PLAIN = regex(r"(General|G/通用格式|@|#,##0|0+)(\.0+)?_?", re.IGNORECASE)
_CONDITION = regex(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_UNSEEN = frozenset({"white", "白色", "color2", "颜色2"})
_CURRENCY = regex(r"\$([^-]*)(-.*)?")
_COMPARED = {
    "<": Decimal.__lt__,
    ">": Decimal.__gt__,
    "=": Decimal.__eq__,
    "<=": Decimal.__le__,
    ">=": Decimal.__ge__,
    "<>": Decimal.__ne__,
}
_MOST_SECTIONS = 3
_LONGEST, _ROOM = 255, Context(prec=640)
"""The characters that a format may have, and the digits of the largest number with so many decimals."""
Token = tuple[str, str]
Section = tuple[Token, ...]


def misleading(code: str, number: Number) -> str | None:
    """Give what a format shows for a number where that is another number, or nothing: ""; None where it is no other.

    Rounded to the decimals that are shown it is the same; so is a zero that shows as a dash or as nothing.
    """
    if _PLAIN.fullmatch(code) or len(code) > _LONGEST:
        return None
    value = Decimal(number)
    section, signed = _section(_sections(code), value)
    shown = _shown(section, value.copy_abs() if signed else value)
    if shown is None:
        return None
    if any(kind == "bracket" and word.casefold() in _UNSEEN for kind, word in section):
        return ""
    return None if _says(shown, value) else shown.strip()


def _says(shown: str, value: Decimal) -> bool:
    """Tell whether a text names a number, as far as its decimals go; brackets mean minus, words and blanks nothing."""
    digits = re.sub(r"[^\d.+\-()]", "", shown.replace("−", "-"))
    if value == 0 and not re.search(r"\d", shown):
        return True
    match = re.fullmatch(r"([-(+]*)(\d+(?:\.\d*)?|\.\d+)\)?", digits)
    if match is None or any(word in shown for word in "十百千万亿"):
        return False
    named = Decimal(match[2])
    named = named.copy_negate() if "-" in match[1] or "(" in match[1] else named
    return named == value.quantize(Decimal(1).scaleb(-len(match[2].partition(".")[2])), ROUND_HALF_UP, _ROOM)


@lru_cache(maxsize=_KEPT)
def _sections(code: str) -> tuple[Section, ...]:
    sections: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "other"
        if kind == "end":
            sections.append([])
        else:
            sections[-1].append((kind, match[kind]))
    return tuple(map(tuple, sections))


def _section(sections: tuple[Section, ...], value: Decimal) -> tuple[Section, bool]:
    """Give the section that a number is shown by, and whether that section writes the sign itself."""
    conditions = [_condition(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _COMPARED[condition[0]](value, condition[1]):
                return section, False
        return (), False
    numeric = sections[:_MOST_SECTIONS]
    if value < 0 and len(numeric) > 1:
        return numeric[1], True
    if value == 0 and len(numeric) == _MOST_SECTIONS:
        return numeric[2], False
    return numeric[0], False


def _condition(section: Section) -> tuple[str, Decimal] | None:
    matches = (_CONDITION.fullmatch(word.strip()) for kind, word in section if kind == "bracket")
    return next(((match[1], Decimal(match[2])) for match in matches if match), None)


def _shown(section: Section, value: Decimal) -> str | None:
    """Write a number by a section; None where the section writes numbers another way."""
    kinds = {kind for kind, _ in section}
    brackets = [word.casefold() for kind, word in section if kind == "bracket"]
    if kinds & {"exponent", "slash", "percent"} or any(word.startswith("dbnum") for word in brackets):
        return None
    if any(kind == "other" and word.isalpha() and word.isascii() for kind, word in section):
        return None
    if any(kind == "other" and word == "@" for kind, word in section):
        return None
    if "general" in kinds:
        return "".join(f"{value:f}" if kind == "general" else _literal(kind, word) for kind, word in section)
    return _digits(section, value)


def _digits(section: Section, value: Decimal) -> str:
    point = next((n for n, (kind, _) in enumerate(section) if kind == "point"), len(section))
    places = [n for n, (kind, _) in enumerate(section) if kind == "placeholder"]
    if not places:
        return "".join(_literal(*token) for token in section)
    after = [n for n in places if n > point]
    thousands = _scale(section)
    scaled = (value / 1000**thousands).quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP, _ROOM)
    whole, _, fraction = f"{scaled.copy_abs():f}".partition(".")
    written = dict(_whole(section, [n for n in places if n < point], "" if whole == "0" else whole))
    written |= dict(_fraction(section, after, fraction))
    sign = "-" if scaled < 0 else ""
    return sign + "".join(written.get(n, _literal(*token)) for n, token in enumerate(section))


def _scale(section: Section) -> int:
    """Count the commas that follow the last digit of the whole or of the fraction: each divides by a thousand."""
    seen = [kind for kind, _ in section if kind in {"placeholder", "comma", "point"}]
    commas, run = 0, 0
    for kind, following in pairwise([*seen, "point"]):
        run = run + 1 if kind == "comma" else 0
        commas += run if kind == "comma" and following == "point" else 0
    return commas


def _whole(section: Section, places: list[int], digits: str) -> Iterator[tuple[int, str]]:
    """Give each place of the whole its digits, from the right; the first takes all that are left."""
    left = digits
    for place in reversed(places):
        own, left = (left, "") if place == places[0] else (left[-1:], left[:-1])
        yield place, own or {"0": "0", "?": " "}.get(section[place][1], "")


def _fraction(section: Section, places: list[int], digits: str) -> Iterator[tuple[int, str]]:
    trimmed = digits.rstrip("0")
    for number, place in enumerate(places):
        needed = section[place][1] == "0" or number < len(trimmed)
        yield place, digits[number] if needed else ""


def _literal(kind: str, word: str) -> str:
    match kind:
        case "quoted" | "escaped" | "other" | "point":
            return word
        case "blank":
            return " "
        case "bracket" if match := _CURRENCY.fullmatch(word):
            return match[1]
        case _:
            return ""
