"""A sentence as typed words: numbers, times, punctuation, and what the lexicon knows. Each place is read once.

What is not known stays a word of the kind `unknown`; nothing is guessed from its neighbours here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlreport.disclosure.sentences.lexicon import Lexicon
from xlreport.disclosure.sentences.numerals import COUNTED, YUAN, Numeral

NUMBER, MONEY, PERCENT, OTHER_NUMBER, TIME, UNKNOWN = "number", "money", "percent", "figure", "time", "unknown"
COMMA, COLON, SEMICOLON, OPEN, CLOSE, COMMA_LIKE = "comma", "colon", "semicolon", "open", "close", "pause"
NUMBERS = frozenset((NUMBER, MONEY, PERCENT, OTHER_NUMBER))
BORDERS = frozenset((COMMA, SEMICOLON, OPEN, CLOSE))
_MARKS = {
    ",": COMMA,
    ":": COLON,
    ";": SEMICOLON,
    "(": OPEN,
    ")": CLOSE,
    "。": SEMICOLON,
    "\n": SEMICOLON,
    "!": SEMICOLON,
}
_TIME = re.compile(
    r"(?P<year>(?:19|20)\d\d)年度?(?!\d*月)(?:全年)?|(?P<last>(?:上一?年度?|去年|前一年)(?:度)?(?:同期)?)|"
    r"(?:(?:19|20)\d\d年)?\d{1,2}月(?:份|\d{1,2}日)?(?:底|末|前)?|(?P<next>(?:下一?年度?|次年度?|明年)(?:初)?)"
)
_OF_SOMETHING = re.compile(r"(?!$|的|申请|政府信息|信息公开|依申请|案|行政|复议|诉讼|规范|规章|[,;。、)])")
"""个 is of cases only where nothing else follows: 1个工作日, 3个部门."""
_DIGIT_ENDS = re.compile(r"[\d.%]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word with its kind; `value` says which of its kind it is, `numeral` what number it holds."""

    kind: str
    text: str
    start: int
    end: int
    value: str = ""
    numeral: Numeral | None = None

    @property
    def is_number(self) -> bool:
        """Tell whether it is a number of any kind."""
        return self.numeral is not None


def tokens_in(text: str, numerals: Sequence[Numeral], words: Lexicon, year: int | None) -> tuple[Token, ...]:
    """Give the words of a plain text, in order; what is unknown in one piece."""
    return tuple(_joined(_split(text, numerals, words, year), text))


def _split(text: str, numerals: Sequence[Numeral], words: Lexicon, year: int | None) -> Iterator[Token]:
    place, coming = 0, iter((*numerals, None))
    numeral = next(coming)
    while place < len(text):
        while numeral is not None and numeral.start < place:
            numeral = next(coming)
        token = _token(text, place, numeral if numeral and numeral.start == place else None, words, year)
        yield token
        place = token.end


def _token(text: str, place: int, numeral: Numeral | None, words: Lexicon, year: int | None) -> Token:
    word = words.at(text, place)
    found = _TIME.match(text, place)
    if found and (word is None or place + len(word.text) <= found.end()):
        return Token(kind=TIME, text=found[0], start=place, end=found.end(), value=_away(found, year))
    if word and _DIGIT_ENDS.match(word.text[-1]) and _DIGIT_ENDS.match(text[place + len(word.text) :][:1]):
        word = None
    shorter = word is None or place + len(word.text) < numeral.end + (word.kind != "fill") if numeral else False
    if numeral and shorter:
        return Token(
            kind=_kind_of(numeral, text), text=text[place : numeral.end], start=place, end=numeral.end, numeral=numeral
        )
    if (mark := _MARKS.get(text[place])) and (word is None or len(word.text) == 1):
        return Token(kind=mark, text=text[place], start=place, end=place + 1)
    if word:
        return Token(kind=word.kind, text=word.text, start=place, end=place + len(word.text), value=word.value)
    return Token(kind=UNKNOWN, text=text[place], start=place, end=place + 1)


def _kind_of(numeral: Numeral, text: str) -> str:
    if numeral.unit == YUAN:
        return MONEY
    if numeral.unit == "%":
        return PERCENT
    counts = numeral.unit in COUNTED and not (numeral.unit == "个" and _OF_SOMETHING.match(text, numeral.end))
    return NUMBER if counts else OTHER_NUMBER


def _away(found: re.Match[str], year: int | None) -> str:
    """Give how many years from the report's own a time is, "" where that is no year."""
    if found["year"]:
        return str(int(found["year"]) - year) if year else "0"
    if found["last"]:
        return "-1"
    return "1" if found["next"] else ""


def _joined(tokens: Iterator[Token], text: str) -> Iterator[Token]:
    """Give unknown characters that stand together as one word."""
    start = None
    for token in tokens:
        if token.kind == UNKNOWN:
            start = token.start if start is None else start
            continue
        if start is not None:
            yield Token(kind=UNKNOWN, text=text[start : token.start], start=start, end=token.start)
            start = None
        yield token
    if start is not None:
        yield Token(kind=UNKNOWN, text=text[start:], start=start, end=len(text))
