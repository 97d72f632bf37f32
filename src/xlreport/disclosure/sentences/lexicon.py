"""The words that reports count with, as data: a form's lexicon.toml. Knows what a word may do, never what it means here."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, reduce
from itertools import chain, product
from math import prod
from typing import NamedTuple

from xlreport.disclosure.sentences.plain import plain
from xlreport.forms import Form, Header, Table, load_form
from xlreport.lazy import regex
from xlreport.resources import templates_folder

FILE = "lexicon.toml"
_LABELS = "labels"
"""the section that says which of the form's rows and columns are ways to say a kind: item = "{}", result = "review.{}" """
_KEY = 2
_MOST_FORMS = 200
_SHORT = "short"
_SPELLED = "spell"
"""the section of words that stand for several in other words, as {结转}"""
_NUMBERED = regex(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)|[（、].*$")
"""what a label has beside its name: its number, and what is told of it"""
_SPELLING = regex(r"\{([^}]*)\}")
_JOINED = frozenset("[({")
_TELLING, _SAME = frozenset(("none", "zero", "zero_of", "times")), "same"
"""kinds of words that tell of figures without a number, and the value of a direction that does: 持平"""
_PIECE = regex(r"\[([^\]]*)\]|\(([^)]*\|[^)]*)\)|([^\[(]+|\()")
"""what may be left out, what is either, and what is said as it stands"""


class Word(NamedTuple):
    """One way to say something: what such a word does in a sentence, and which of its kind it is."""

    text: str
    kind: str
    value: str


_SIGNS = {",": "comma", ":": "colon", "(": "open", ")": "close", **dict.fromkeys(";。\n!", "semicolon")}
MARKS = {sign: Word(sign, kind, "") for sign, kind in _SIGNS.items()}
"""what stands for one, unless a longer word begins with it"""
TIME_BEGINS = frozenset("0123456789上去前下次明")
Shapes = dict[str, list[tuple[re.Pattern[str], str, str]]]
Begun = dict[str, tuple[Word | None, dict[str, dict[int, None]], bool]]
"""By the second character: the word of two that stands there, else of one; by the third how long the longer words are,
the longest first; and whether a pattern begins so, or a word that ends in a digit."""


class Lexicon(NamedTuple):
    """All words, and by their first character what longer ones begin with.

    What has more forms than can be listed is a pattern, under the characters that it may begin with.
    """

    words: Mapping[str, Word]
    begun: Mapping[str, Begun]
    """by each character that words, marks and times begin with"""
    shapes: Shapes
    singles: Mapping[str, Word]
    """words of one character, and marks"""
    shorts: Mapping[str, tuple[str, ...]]
    """what units are called in short, with what it stands for: 人社"""
    telling: re.Pattern[str]
    """what stands in every text that tells of figures without a number: 未, 持平"""

    def shaped(self, text: str, place: int, best: Word | None) -> Word | None:
        """Give what a pattern finds at a place, where that is longer than the best of the words."""
        for pattern, kind, value in self.shapes.get(text[place : place + _KEY], ()):
            if (found := pattern.match(text, place)) and (not best or len(found[0]) > len(best.text)):
                best = Word(found[0], kind, value)
        return best


@lru_cache(maxsize=8)
def lexicon(form: str) -> Lexicon:
    """Read the lexicon of a form, by the name of its folder."""
    return parsed((templates_folder() / form / FILE).read_text(encoding="utf-8"), names_of(load_form(form)))


def parsed(text: str, names: Mapping[str, str]) -> Lexicon:
    """Read a lexicon, and the form's own names; of a word that stands there twice the first meaning counts."""
    sections = tomllib.loads(text)
    labels = sections.pop(_LABELS, {})
    spelled = {name: "|".join(ways) for name, ways in sections.pop(_SPELLED, {}).items()}
    shorts: dict[str, tuple[str, ...]] = {}
    for full, several in sections.pop(_SHORT, {}).items():
        shorts |= {short: (*shorts.get(short, ()), full) for short in several}
    words: dict[str, Word] = {}
    shapes: Shapes = {}
    ways = ((kind, value, way) for kind in sections for value, several in sections[kind].items() for way in several)
    for kind, value, way in ways:
        choices = [[way]] if _JOINED.isdisjoint(way) else choices_of(way, spelled)
        if prod(map(len, choices)) <= _MOST_FORMS:
            for said in map("".join, product(*choices)):
                if said not in words:
                    words[said] = Word(said, kind, value)
            continue
        shape = (regex("".join(map(_either, choices))), kind, value)
        for key in reduce(_keys, choices, {""}):
            shapes.setdefault(key, []).append(shape)
    for kind, key in labels.items():
        for value in sections[kind]:
            said = plain(names.get(key.format(value), "")).text
            words.setdefault(said, Word(said, kind, value))
    words.pop("", None)
    return _by_beginnings(words, shapes, shorts)


def _by_beginnings(words: dict[str, Word], shapes: Shapes, shorts: Mapping[str, tuple[str, ...]]) -> Lexicon:
    singles = {said: word for said, word in words.items() if len(said) == 1} | MARKS
    begun: dict[str, Begun] = {first: {} for first in (*TIME_BEGINS, *singles)}
    unusual = shapes.keys() | {said[:_KEY] for said in words if said[-1].isdigit()}
    for said in (*shapes, *sorted(words, key=len, reverse=True)):
        first, key = said[0], said[:_KEY]
        seconds = begun.setdefault(first, {})
        if len(said) > 1 and said[1] not in seconds:
            seconds[said[1]] = words.get(key) or singles.get(first), {}, key in unusual
        if len(said) > _KEY:
            seconds[said[1]][1].setdefault(said[_KEY], {})[len(said)] = None
    return Lexicon(words, begun, shapes, singles, shorts, _telling(words, shapes))


def _telling(words: Mapping[str, Word], shapes: Shapes) -> re.Pattern[str]:
    """Give a pattern of the shortest words that tell of figures: with 没 there is no need of 没有."""
    shortest: list[str] = []
    said = (each.text for each in words.values() if each.kind in _TELLING or each.value == _SAME)
    for each in sorted(said, key=len):
        if not any(short in each for short in shortest):
            shortest.append(each)
    meant = chain.from_iterable(shapes.values())
    shaped = {shape.pattern for shape, kind, value in meant if kind in _TELLING or value == _SAME}
    return regex("|".join([*map(re.escape, shortest), *sorted(shaped)]) or "(?!)")


def _either(ways: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, ways), key=len, reverse=True))})"


def _keys(begun: set[str], ways: Iterable[str]) -> set[str]:
    return {(key + way)[:_KEY] for key in begun for way in ways}


def names_of(form: Form) -> dict[str, str]:
    """Give what a form calls the rows and columns of its tables, by their ids: refused.third_party, review.upheld."""
    names: dict[str, str] = {}
    for table in (block for section in form.sections for block in section.blocks if isinstance(block, Table)):
        for key, name in (*_names(table.rows), *_names(table.columns)):
            names.setdefault(key, name)
    return names


def _names(headers: Iterable[Header], above: str = "", group: str = "") -> Iterator[tuple[str, str]]:
    for header in headers:
        key, name = f"{above}.{header.id}".strip("."), _NUMBERED.sub("", header.label)
        if header.id:
            yield key, f"{group}·{name}" if name == "其他" else name
        yield from _names(header.children, key, name)


def choices_of(way: str, spelled: Mapping[str, str]) -> list[list[str]]:
    """Give what may stand in turn in `[甲|乙]丙(丁|戊){结转}`."""
    pieces = _PIECE.findall(_SPELLING.sub(lambda found: f"({spelled[found[1]]})", way))
    return [
        f"|{optional}".split("|") if optional else either.split("|") if either else [text]
        for optional, either, text in pieces
    ]
