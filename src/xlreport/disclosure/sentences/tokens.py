"""A sentence as typed words: numbers, times, punctuation, and what the lexicon knows. Each place is read once.

What is not known stays a word of the kind `unknown`; nothing is guessed from its neighbours here.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from xlreport.disclosure.sentences.lexicon import Lexicon, Word
from xlreport.disclosure.sentences.numerals import COUNTED, YUAN, Numeral

NUMBER, MONEY, PERCENT, OTHER_NUMBER, TIME, UNKNOWN = "number", "money", "percent", "figure", "time", "unknown"
COMMA, COLON, SEMICOLON, OPEN, CLOSE = "comma", "colon", "semicolon", "open", "close"
NUMBERS = frozenset((NUMBER, MONEY, PERCENT, OTHER_NUMBER))
BORDERS = frozenset((COMMA, SEMICOLON, OPEN, CLOSE))
_MARKS = {",": COMMA, ":": COLON, "(": OPEN, ")": CLOSE, **dict.fromkeys(";。\n!", SEMICOLON)}
_TIME = re.compile(
    r"(?P<year>(?:19|20)\d\d)年度?(?!\d*月)(?:全年|同期|末|底)?|(?P<last>(?:上一?年度?|去年|前一年)(?:度)?(?:同期|末|底)?)|"
    r"(?:(?:19|20)\d\d年)?\d{1,2}月(?:份|\d{1,2}日)?(?:底|末|前)?|(?P<next>(?:下一?年度?|次年度?|明年)(?:初)?)"
)
_DAYS = 20
"""within so many working days a request is to be answered"""
_LIMIT = re.compile(r"(?:个?工作)?[日天](?:期限|时限)?(?:之?内)")
_TIME_BEGINS = frozenset("0123456789上去前下次明")
_OF_SOMETHING = re.compile(r"(?!$|的|申请|政府信息|信息公开|依申请|案|行政|复议|诉讼|规范|规章|[,;。、)])")
"""个 is of cases only where nothing else follows: 1个工作日, 3个部门."""
_MARKED = _TIME_BEGINS | _MARKS.keys()
_DIGIT_ENDS = frozenset("0123456789.%")


class Token(NamedTuple):
    """One word with its kind and its number among the words; `value` says which of its kind, `numeral` what number."""

    kind: str
    text: str
    start: int
    end: int
    place: int = 0
    value: str = ""
    numeral: Numeral | None = None


def tokens_in(
    text: str, numerals: Sequence[Numeral], words: Lexicon, year: int | None, unit: str = ""
) -> tuple[Token, ...]:
    """Give the words of a plain text, in order; what is unknown in one piece, the unit's own if its name has it."""
    starting = {each.start: each for each in numerals}
    tokens: list[Token] = []
    place = known = 0
    while place < len(text):
        word, numeral, number = words.at(text, place), starting.get(place), len(tokens) + (known < place)
        if word is None and numeral is None and text[place] not in _MARKED:
            place += 1
            continue
        token = _token(text, place, number, numeral, word, year)
        if token is None:
            place += 1
            continue
        if known < place:
            piece = text[known:place]
            kind = "self" if len(piece) > 1 and piece in unit else UNKNOWN  # 税务行政许可 of a 税务局
            tokens.append(Token(kind, piece, known, place, number - 1))
        tokens.append(token)
        place = known = token.end
    if known < place:
        tokens.append(Token(UNKNOWN, text[known:], known, place, len(tokens)))
    return tuple(tokens)


def _token(  # noqa: PLR0913, PLR0917  # what may stand at a place
    text: str, place: int, number: int, numeral: Numeral | None, word: Word | None, year: int | None
) -> Token | None:
    first, end = text[place], place + len(word.text) if word else place
    if first in _TIME_BEGINS and (found := _TIME.match(text, place)) and end <= found.end():
        return Token(TIME, found[0], place, found.end(), number, _away(found, year))
    if numeral and numeral.number == _DAYS and (limit := _LIMIT.match(text, numeral.end - (numeral.unit == "个"))):
        return Token("timely", text[place : limit.end()], place, limit.end(), number)
    if word and word.text[-1] in _DIGIT_ENDS and text[end : end + 1] in _DIGIT_ENDS:
        word = None
    if numeral and (word is None or end < numeral.end + (word.kind != "fill")):
        return Token(_kind_of(numeral, text), text[place : numeral.end], place, numeral.end, number, "", numeral)
    if first in _MARKS and (word is None or end == place + 1):
        return Token(_MARKS[first], first, place, place + 1, number)
    return Token(word.kind, word.text, place, end, number, word.value) if word else None


def _kind_of(numeral: Numeral, text: str) -> str:
    if numeral.unit in _BY_UNIT:
        return _BY_UNIT[numeral.unit]
    counts = numeral.unit in COUNTED and not (numeral.unit == "个" and _OF_SOMETHING.match(text, numeral.end))
    return NUMBER if counts else OTHER_NUMBER


_BY_UNIT = {YUAN: MONEY, "%": PERCENT}


def _away(found: re.Match[str], year: int | None) -> str:
    """Give how many years from the report's own a time is, "" where that is no year."""
    if found["year"]:
        return str(int(found["year"]) - year) if year else "0"
    if found["last"]:
        return "-1"
    return "1" if found["next"] else ""
