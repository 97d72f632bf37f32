"""A sentence as typed words: numbers, times, punctuation, and what the lexicon knows. Each place is read once.

What is not known stays a word of the kind `unknown`; nothing is guessed from its neighbours here.
"""

import re
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from xlreport.disclosure.sentences.lexicon import MARKS, TIME_BEGINS, Lexicon, Word
from xlreport.disclosure.sentences.numerals import COUNTED, YUAN, Numeral
from xlreport.disclosure.sentences.years import years_away
from xlreport.lazy import regex

NUMBERS = frozenset(("number", "money", "percent", "figure"))
BORDERS = frozenset(("comma", "semicolon", "open", "close"))
_TIME = regex(
    r"(?P<year>(?:19|20)\d\d)年度?(?!\d*月)(?:全年|同期|末|底)?|(?P<last>(?:上一?年度?|去年|前一年)(?:度)?(?:同期|末|底)?)|"
    r"(?:(?:19|20)\d\d年)?\d{1,2}月(?:份|\d{1,2}日)?(?:底|末|前)?|(?P<next>(?:下一?年度?|次年度?|明年)(?:初)?)"
)
_DAYS = 20
"""within so many working days a request is to be answered"""
_LIMIT = regex(r"(?:个?工作)?[日天](?:期限|时限)?(?:之?内)")
_OF_SOMETHING = regex(r"(?!$|的|申请|政府信息|信息公开|依申请|案|行政|复议|诉讼|规范|规章|[,;。、)])")
"""个 is of cases only where nothing else follows: 1个工作日, 3个部门."""
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


_quick = tuple.__new__
"""makes a word without asking which of its parts were left out: there are hundreds in a text"""


class _Letters(dict[str, str]):
    """One letter for each kind of word, in the order in which they are asked for: a sentence's words are a string of them."""

    def __missing__(self, kind: str) -> str:
        """Give a new kind the next letter; those of Latin-1 that mean nothing in a pattern are twice as many as the kinds."""
        return self.setdefault(kind, chr(_FIRST_LETTER + len(self)))


_FIRST_LETTER, _ALPHABET = 0x80, "".join(map(chr, range(0x80, 0x100)))
LETTERS = _Letters()
NUMBER, WORDS = "[number money percent figure]", "[^comma semicolon open close number money percent figure]*"
"""in a pattern: a number, and what stands in one clause without any"""
_NAMES = regex(r"\[(\^?)([a-z_ ]+)\]|[a-z_]+")


def kinds(names: str) -> frozenset[str]:
    """Give the kinds of words that are named, with blanks between."""
    return frozenset(names.split())


def letters(kinds: Iterable[str]) -> str:
    """Give the letters of kinds of words."""
    return "".join(map(LETTERS.__getitem__, kinds))


def letters_but(kinds: Iterable[str]) -> str:
    """Give the letters of all other kinds: what may be stripped from words up to one of these."""
    return _ALPHABET.translate(dict.fromkeys(map(ord, letters(kinds))))


def pattern(kinds: str) -> re.Pattern[str]:
    """Give a pattern over the letters of words: a name is a word of that kind, [names] is one of any of them."""
    return regex(_NAMES.sub(_in_letters, kinds).replace(" ", ""))


def _in_letters(found: re.Match[str]) -> str:
    return f"[{found[1]}{letters(found[2].split())}]" if found[2] else LETTERS[found[0]]


def has(words: Iterable[Token], *kinds: str) -> bool:
    """Tell whether one of the words is of such a kind."""
    for each in words:  # noqa: SIM110  # asked for every number, and any() takes three times as long
        if each.kind in kinds:
            return True
    return False


def those(words: Iterable[Token], *kinds: str) -> list[Token]:
    """Give the words of such kinds."""
    return [each for each in words if each.kind in kinds]


def says(words: Iterable[Token], *texts: str) -> bool:
    """Tell whether one of these stands among the words."""
    for each in words:  # noqa: SIM110  # as above
        if each.text in texts:
            return True
    return False


def only(words: Iterable[Token], kinds: Container[str]) -> bool:
    """Tell whether all words are of such kinds."""
    return all(each.kind in kinds for each in words)


def tokens_in(  # noqa: C901, PLR0912  # every character of a report comes by here, a call for each would be dear
    text: str, numerals: Sequence[Numeral], words: Lexicon, year: int | None, unit: str = ""
) -> tuple[Token, ...]:
    """Give the words of a plain text, in order; what is unknown in one piece, the unit's own if its name has it."""
    starting = {each.start: each for each in numerals}
    begun, single, word_of = words.begun.get, words.singles.get, words.words.get
    tokens: list[Token] = []
    known, signs = 0, [*text, "", ""]
    for place, first in enumerate(signs):
        if place < known or ((seconds := begun(first)) is None and place not in starting):
            continue
        special = first in TIME_BEGINS or place in starting
        if seconds and (begins := seconds.get(signs[place + 1])):
            word, longer, unusual = begins
            for length in longer.get(signs[place + 2], ()):
                if found := word_of(text[place : place + length]):
                    word = found
                    break
            if unusual:
                word, special = words.shaped(text, place, word), True
        else:
            word = single(first)
        if special:
            token = _token(text, place, len(tokens) + (known < place), starting.get(place), word, year)
            if token is None:
                continue
            if token.kind == "figure" and known == place and tokens and tokens[-1].kind in _COUNTED_BARE:
                token = _bare(text, token)
        elif word is None:
            continue
        else:
            said, kind, value = word
            token = _quick(Token, (kind, said, place, place + len(said), len(tokens) + (known < place), value, None))
        if known < place:
            tokens.append(_unknown(text[known:place], known, len(tokens), unit))
        tokens.append(token)
        known = token.end
    if known < len(text):
        tokens.append(_unknown(text[known:], known, len(tokens)))
    return tuple(tokens)


def _unknown(piece: str, start: int, number: int, unit: str = "") -> Token:
    kind = "self" if len(piece) > 1 and piece in unit else "unknown"  # 税务行政许可 of a 税务局
    return _quick(Token, (kind, piece, start, start + len(piece), number, "", None))


def _token(  # noqa: PLR0913, PLR0917  # what may stand at a place
    text: str, place: int, number: int, numeral: Numeral | None, word: Word | None, year: int | None
) -> Token | None:
    end = place + len(word.text) if word else place
    unit = numeral.unit if numeral else ""
    if not unit and text[place] in TIME_BEGINS and (found := _TIME.match(text, place)) and end <= found.end():
        away = years_away(found, year)
        return _quick(Token, ("time", found[0], place, found.end(), number, "" if away is None else str(away), None))
    if word and word.text[-1] in _DIGIT_ENDS and text[end : end + 1] in _DIGIT_ENDS:
        word, end = MARKS.get(text[place]), place + 1
    if numeral:
        if numeral.number == _DAYS and (limit := _LIMIT.match(text, numeral.end - (unit == "个"))):
            return Token("timely", text[place : limit.end()], place, limit.end(), number)
        if word is None or end < numeral.end + (word.kind != "fill"):
            kind = "figure" if unit == "个" and _OF_SOMETHING.match(text, numeral.end) else _BY_UNIT[unit]
            return _quick(Token, (kind, text[place : numeral.end], place, numeral.end, number, "", numeral))
    return Token(word.kind, word.text, place, end, number, word.value) if word else None


_BARE = "outcome item dispute result some_result applicant carried_in carried_out decision some_decision none"
_COUNTED_BARE = frozenset(_BARE.split())
_LISTED = regex(r"[,;。、)]|$")
_MOST = 1000


def _bare(text: str, token: Token) -> Token:
    """Give a number without a unit right behind what it counts as one of cases: 公开5、部分公开1；不存在2."""
    numeral = token.numeral
    if numeral is None or numeral.unit or numeral.number >= _MOST or not _LISTED.match(text, token.end):
        return token
    return token._replace(kind="number", numeral=numeral._replace(unit="件"))


_BY_UNIT = {"": "figure", "个百分点": "figure", **dict.fromkeys(COUNTED, "number"), YUAN: "money", "%": "percent"}
