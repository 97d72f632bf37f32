"""The numbers of a text with their units, and how exactly each is meant. Refuses ordinals, dates and 数十."""

import re
from decimal import Decimal
from enum import StrEnum
from math import prod
from string import ascii_letters, whitespace
from typing import NamedTuple

from xlreport.disclosure.sentences.chinese import DIGITS, NUMERAL, chinese_number
from xlreport.lazy import regex
from xlreport.numbers import Number, whole

COUNTED = (
    *("条次", "篇次", "件次", "人次", "家次", "户次", "台次", "件", "部", "条", "份", "宗", "起", "例"),
    *("篇", "次", "个", "项", "期", "封", "家", "则", "位", "名", "张", "处"),
)
YUAN = "元"
MONEY = ("亿元", "万元", YUAN)
UNITS = ("个百分点", "%", *MONEY, *COUNTED)


class Bound(StrEnum):
    """How exactly a number is meant."""

    EXACT = "exact"
    ABOUT = "about"
    """约, 近, 左右"""
    AT_LEAST = "at_least"
    """余, 多: at least that, and not much more"""
    ABOVE = "above"
    """超过, 以上: at least that"""
    BELOW = "below"
    """不足, 以内: not more than that"""


class Numeral(NamedTuple):
    """One number of a text: `start` and `end` enclose it with its unit and what makes it approximate.

    `step` is the worth of its last printed digit where it was written in 万 or with decimals, otherwise 0.
    """

    number: Number
    unit: str
    start: int
    end: int
    bound: Bound = Bound.EXACT
    step: Number = 0
    chinese: bool = False

    def fits(self, figure: Number) -> bool:
        """Tell whether a figure may be what is meant, in the numeral's own unit of account."""
        if self.bound is Bound.EXACT and not self.step:
            return figure == self.number
        near = max(self.step, 1)
        below, above = {
            Bound.EXACT: (self.step * 50, self.step * 50),
            Bound.ABOUT: (max(self.number * _ABOUT_PERCENT, near * _PERCENT),) * 2,
            Bound.AT_LEAST: (near * _PERCENT, max(self.number, near) * _PERCENT),
            Bound.ABOVE: (0, _ANY),
            Bound.BELOW: (_ANY, 0),
        }[self.bound]
        return -below <= (figure - self.number) * _PERCENT <= above


_PERCENT, _ABOUT_PERCENT, _ANY = 100, 15, Decimal("Infinity")
_WORTH = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_BOUNDS = {
    **dict.fromkeys(("大约", "约", "近", "接近", "将近", "左右", "上下"), Bound.ABOUT),
    **dict.fromkeys(("超过", "超", "逾", "突破", "不少于", "至少", "以上"), Bound.ABOVE),
    **dict.fromkeys(("不足", "不到", "不超过", "以内"), Bound.BELOW),
    **dict.fromkeys(("余", "多"), Bound.AT_LEAST),
    "高达": Bound.EXACT,
}
"""by the words before a number or behind it"""
_BEFORE = regex(r"(?:大约|约|接近|将近|近|不超过|超过|超|逾|突破|不少于|至少|高达|不足|不到)$")
_LONGEST_BEFORE, _BEFORE_ENDS = 3, frozenset("约近过超逾破于少达足到")
_NO_PLACE = "(?!处[理罚置])"
"""不予3处理 counts no places"""
_NUMBER = regex(
    rf"(?:(?P<hundredths>百分之)?(?P<chinese>{NUMERAL}|(?<=百分之)百)|"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?))"
    r"(?P<after>[余多]?)(?P<worth>[十百千]?[万亿]?)(?P<more>[余多]?)"
    rf"(?P<unit>{_NO_PLACE}(?:{'|'.join(UNITS)}))?"
    r"(?P<around>左右|上下|以上|以内)?",
    re.ASCII,
)
_NO_NUMBER_BEFORE = regex(r"(第|几|[〔\[(第]\s*|[A-Za-z.\-/~\d])$", re.ASCII)
_DATE_AFTER = regex(r"[年月日号时点期届级类等]|至|[-~/]\d")


_UNIT = rf"(?>{_NO_PLACE}(?:{'|'.join((*COUNTED, '%', YUAN))}))(?!百分点|左右|上下|以上|以内)"
_GOES_ON = f"{DIGITS}十百千万亿点余多分成{''.join(sorted({each[0] for each in UNITS}))}"
BEGINS = regex(rf"[0-9{DIGITS}十百千万亿](?:(?<=\d)(?:\d{{0,14}}(\.\d{{1,9}})?({_UNIT}))?|(?=[{_GOES_ON}]))", re.ASCII)
"""what a number begins with, or all of a usual one, its decimals and its unit; 进一步 has none"""
_DOUBTFUL = frozenset(f"第几数〔.-/~0123456789{ascii_letters}{whitespace}")
"""right behind one of these a number with its unit may count nothing"""
_quick = tuple.__new__
"""makes a usual number without asking which of its parts were left out"""


def numerals_in(text: str) -> tuple[Numeral, ...]:
    """Give the numbers of a plain text that count something, in order; one without a unit has the unit ""."""
    numerals: list[Numeral] = []
    place = 0
    while begins := BEGINS.search(text, place):
        start = begins.start()
        last = text[start - 1 : start]
        before = _BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start) if last in _BEFORE_ENDS else None
        plainly = last not in _DOUBTFUL
        if plainly and not before and (unit := begins[2]):
            place, decimals = begins.end(), begins[1]
            digits = text[start : place - len(unit)]
            number = whole(Decimal(digits)) if decimals else int(digits)
            step = Decimal(1).scaleb(1 - len(decimals)) if decimals else 0
            numerals.append(_quick(Numeral, (number, unit, start, place, Bound.EXACT, step, False)))
            continue
        if text[start] in _PARTS and (told := _FRACTION.match(text, start)):
            place = told.end()
            numerals.append(_fraction(told, before))
            continue
        found = _NUMBER.match(text, start)
        place = found.end() if found else start + 1
        if found is None or (found["chinese"] and not (found["unit"] or found["hundredths"])):
            continue
        counts = (found["unit"] and plainly) or not _is_something_else(text, found, before)
        if counts and (numeral := _numeral(found, before)):
            numerals.append(numeral)
    return tuple(numerals)


_PARTS = "一二三四五六七八九十两"
_FRACTION = regex(
    rf"(?<!第)(?:(?P<of>[{_PARTS}])分之(?P<part>[{_PARTS}])|(?P<tenths>[{_PARTS}])成(?=[,。;、()的多余以左因由予属系是])|"
    rf"(?P<last>[{_PARTS}])成$)(?P<after>[多余]?)(?P<around>以上|左右)?"
)
"""三分之一, 近三成: told of by people who round"""


def _fraction(found: re.Match[str], before: re.Match[str] | None) -> Numeral:
    tenths = found["tenths"] or found["last"]
    part, of = (chinese_number(each or "十") for each in (found["part"] or tenths, found["of"]))
    return Numeral(
        number=whole((Decimal(part or 0) * 100 / Decimal(of or 1)).quantize(Decimal("0.1"))),
        unit="%",
        start=before.start() if before else found.start(),
        end=found.end(),
        bound=bound if (bound := _bound(found, before)) is not Bound.EXACT else Bound.ABOUT,
        chinese=True,
    )


def _is_something_else(text: str, found: re.Match[str], before: re.Match[str] | None) -> bool:
    first = found.start()
    last = text[first - 1 : first]
    if last == "数" and found["chinese"]:
        return True
    if not before and _NO_NUMBER_BEFORE.search(text[max(0, first - 2) : first]):
        return not (found["unit"] and last in "([")
    return not found["unit"] and bool(_DATE_AFTER.match(text, found.end()))


def _numeral(found: re.Match[str], before: re.Match[str] | None) -> Numeral | None:
    written, digits = found["chinese"], found["digits"]
    unit = found["unit"] or ("%" if found["hundredths"] else "")
    number = Decimal(digits.replace(",", "")) if digits else 100 if written == "百" else chinese_number(written)
    if number is None:
        return None
    decimals = len((digits or written).replace("点", ".").partition(".")[2])
    factor = prod(_WORTH.get(each, 1) for each in found["worth"] + (unit[:1] if unit in MONEY else ""))
    return Numeral(
        number=whole(Decimal(number * factor)),
        unit=YUAN if unit in MONEY else unit,
        bound=_bound(found, before, found["more"]),
        step=whole(Decimal(factor).scaleb(-decimals)) if decimals or factor > 1 else 0,
        start=before.start() if before else found.start(),
        end=found.end(),
        chinese=bool(written),
    )


def _bound(found: re.Match[str], before: re.Match[str] | None, more: str = "") -> Bound:
    told = before[0] if before else found["around"] or found["after"] or more
    return _BOUNDS[told] if told else Bound.EXACT
