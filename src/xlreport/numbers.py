"""Text of a cell to an exact number. Forgives form (full width, separators, blanks), never guesses content."""

import re
from decimal import Context, Decimal, InvalidOperation

from xlreport.lazy import regex
from xlreport.plain_records import dataclass

Number = int | Decimal

_PLAIN = regex(r"[+-]?(\d+\.?\d*|\.\d+)([Ee][+-]?\d{1,3})?", re.ASCII)
_THOUSANDS = regex(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x2212: "-"}
"""Full-width forms of ASCII, and the minus sign. Not ² or ②: a footnote mark is no digit."""

_DIGITS = 15
"""Significant digits of a cell's number."""
BEYOND = 10**20
"""What is as large is no figure of anything: beside it no sum in a cell would hold the others."""
WIDE = Context(prec=340)
"""The digits that rounding to decimals may take: a cell can hold a number of 308."""
_EXPONENTS = range(-324, 308)
"""Of what a cell can hold, which is a double: a larger number is infinite there, a smaller one 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNumber:
    """What a text says: the exact number, and whether its form had to be normalised to see it."""

    number: Number
    normalised: bool


def exact(text: str) -> Number | None:
    """Give the number that a file's own number text stores: `int` when whole, else `Decimal`; None if none.

    A number that no cell can hold is none.
    """
    if text.isdigit() and text.isascii() and len(text) <= _DIGITS:
        return int(text)
    if not is_written_as_one(text):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:  # an exponent beyond the decimal module's range
        return None
    return whole(number) if not number or number.adjusted() in _EXPONENTS else None


def is_written_as_one(text: str) -> bool:
    """Tell whether a text has the form of a number, be it one that a cell can hold or not."""
    return _PLAIN.fullmatch(text) is not None


def stored(text: str) -> Number | None:
    """Give the number in a file's `<v>`: as `exact`, but without the tail of a 17-digit binary fraction.

    Spreadsheet programs write 0.1+0.2 as 0.30000000000000004 and show 15 digits; 15 digits is what is read.
    """
    number = exact(text)
    return held(number) if isinstance(number, Decimal) else number


def held(number: Number) -> Number:
    """Give a number as a cell holds it for sure: to 15 digits. One that was typed as text may have more."""
    if isinstance(number, int) and abs(number) < 10**_DIGITS:
        return number
    plain = Decimal(number)
    return whole(Decimal(f"{plain:.{_DIGITS - 1}E}")) if len(plain.as_tuple().digits) > _DIGITS else number


def size(number: Number) -> Number:
    """Give a number without its sign."""
    return -number if number < 0 else number


def whole(number: Decimal) -> Number:
    """Give an `int` for a whole number of sensible size, else the normalised Decimal."""
    if number == number.to_integral_value() and number.adjusted() <= 30:  # noqa: PLR2004
        return int(number)
    return number.normalize()


def read(text: str) -> WrittenNumber | None:
    """Read a number that somebody typed as text; None if it is not purely a number.

    Full-width digits, thousands separators, surrounding and zero-width blanks are form; anything else is not.
    """
    plain = text.translate(_INVISIBLE).translate(_FULL_WIDTH).strip()
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if not re.fullmatch(r"[+-]?(\d+(\.\d+)?|\.\d+)", plain, re.ASCII):
        return None
    number = exact(plain)
    return None if number is None else WrittenNumber(number=number, normalised=plain != text)


def shown(number: Number) -> str:
    """Write a number for people and for data: plain digits, no exponent, no trailing zeros."""
    return f"{number:f}" if isinstance(number, Decimal) else str(number)
