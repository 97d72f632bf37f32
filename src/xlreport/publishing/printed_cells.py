"""What one printed cell says: a figure exactly as printed, nothing, or something that is no figure. Never a guess."""

import re
import unicodedata
from enum import StrEnum

from xlreport.forms import Field, Kind
from xlreport.lazy import regex
from xlreport.numbers import Number, read
from xlreport.plain_records import dataclass
from xlreport.publishing.spelling import plain

_DASH = regex(r"^[/\\—–―_-]{1,4}$|^[无空]$")
_NOTE = regex(r"^([-+]?[\d,]+(?:\.\d+)?)\(([^()]*)\)$")
_UNIT = regex(r"^([-+]?[\d,]+(?:\.\d+)?)(万元|元|件|个|项|份|次|宗|起)$")
_COUNTED = ("件", "个", "项", "份", "次", "宗", "起")
_TORN = regex(r"[\d.,+-]\s+[\d.,]")
"""Digits with a blank or a line break between them: two figures, or one torn apart."""
_UNITS = {Kind.AMOUNT: ("万元",), Kind.COUNT: _COUNTED}


class Says(StrEnum):
    """What a cell says."""

    FIGURE = "figure"
    DRESSED = "dressed"
    """a figure with a unit or a note in brackets beside it"""
    BLANK = "blank"
    """nothing, or the dash that stands for it"""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedReading:
    """What a cell says, and the number where it says one."""

    says: Says
    number: Number | None = None


def is_blank(text: str) -> bool:
    """Tell whether a cell holds nothing, or a dash for nothing."""
    return not plain(text) or bool(_DASH.match(plain(text)))


def read_cell(text: str, field: Field, *, signed: bool = False) -> PrintedReading:
    """Read a cell of a field; a count is a whole number, and negative only where the form says so."""
    if is_blank(text):
        return PrintedReading(says=Says.BLANK)
    if _TORN.search(unicodedata.normalize("NFKC", text)):
        return PrintedReading(says=Says.OTHER)
    word = plain(text)
    if (number := _fitting(word, field, signed=signed)) is not None:
        return PrintedReading(says=Says.FIGURE, number=number)
    beside = _NOTE.match(word)
    is_note = beside is not None and not re.fullmatch(r"[\d,.]*", beside[2])
    if beside and is_note and (number := _fitting(beside[1], field, signed=signed)) is not None:
        return PrintedReading(says=Says.DRESSED, number=number)
    unit = _UNIT.match(word)
    fits = unit and unit[2] in _UNITS.get(field.kind, ())
    if unit and fits and (number := _fitting(unit[1], field, signed=signed)) is not None:
        return PrintedReading(says=Says.DRESSED, number=number)
    return PrintedReading(says=Says.OTHER)


def _fitting(word: str, field: Field, *, signed: bool) -> Number | None:
    found = read(word)
    if found is None or (found.number < 0 and not signed):
        return None
    if field.kind is Kind.COUNT and not isinstance(found.number, int):
        return None
    return found.number
