"""汉字数字 to exact numbers, the unusual ones by cn2an. Refuses what is no plain numeral; no float is ever made."""

import re
from decimal import Decimal

from xlreport.lazy import regex
from xlreport.numbers import Number, whole

DIGITS = "〇零一二三四五六七八九两"
NUMERAL = rf"[{DIGITS}十百千万亿]*[{DIGITS}十][{DIGITS}十百千万亿]*(?:点[{DIGITS}]+)?"
"""What may be such a numeral: at least one digit or 十; 百 or 万 alone are words."""
_NUMERAL = regex(NUMERAL)
_YEAR_LENGTH = 4
_LONGEST = 30
"""characters of a numeral; what has more is none"""
_DIGIT = "[一二三四五六七八九两]"
_PLACES = regex(
    rf"(?:({_DIGIT})千(?:(?={_DIGIT}百)|$))?(?:({_DIGIT})百(?:(?={_DIGIT}十)|零(?={_DIGIT}$)|$))?"
    rf"(?:({_DIGIT})十)?({_DIGIT})?"
)
_UNITS = (1000, 100, 10, 1)
_VALUES = {digit: str(place) for place, digit in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2"}


def chinese_number(text: str) -> Number | None:
    """Give the number a 汉字 numeral says, such as 两百零五 or 九十八点五; None when it says none."""
    if len(text) > _LONGEST or not _NUMERAL.fullmatch(text):
        return None
    before, _, after = text.partition("点")
    number = _usual(before)
    if number is None:
        number = _unusual(before)
    if number is None or not after:
        return number
    return whole(Decimal(f"{number}.{''.join(_VALUES[digit] for digit in after)}"))


def _usual(text: str) -> int | None:
    """Give what a numeral says that leaves no place between its highest and its lowest out, or is digits alone."""
    if all(sign in _VALUES for sign in text):
        return int("".join(map(_VALUES.__getitem__, text)))
    places = _PLACES.fullmatch(f"一{text}" if text.startswith("十") else text)
    if places is None:
        return None
    return sum(unit * int(_VALUES[digit]) for unit, digit in zip(_UNITS, places.groups("零"), strict=True))


def _unusual(text: str) -> int | None:
    # cn2an takes longer to load than all else here, and few texts need it.
    import cn2an  # noqa: PLC0415

    try:
        return int(cn2an.cn2an(text, "normal"))
    except (ValueError, LookupError):  # 十一十二 is a KeyError to it
        return None


_DATED = regex(rf"[{DIGITS}十](?:(?<=[{DIGITS}])[{DIGITS}]{{3}}(?=年)|(?<=[年月至到\d].)[{DIGITS}十]{{0,2}}(?=[月日]))")


def in_digits(text: str) -> str:
    """Give a text of the same length in which the numerals of a date are digits, padded with 0: 二〇二四年一月."""
    return _DATED.sub(_dated, text)


def _dated(found: re.Match[str]) -> str:
    if len(found[0]) == _YEAR_LENGTH:
        return "".join(_VALUES[digit] for digit in found[0])
    number = chinese_number(found[0])
    return found[0] if number is None else str(number).rjust(len(found[0]), "0")
