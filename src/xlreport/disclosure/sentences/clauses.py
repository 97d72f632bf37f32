"""The words before a number as a frame sees them: its head, the objects, what stands in between. Binds nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from functools import cache
from typing import NamedTuple

from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.numerals import Numeral
from xlreport.disclosure.sentences.tokens import (
    LETTERS,
    NUMBER,
    NUMBERS,
    WORDS,
    Token,
    has,
    letters,
    letters_but,
    pattern,
    says,
    those,
)
from xlreport.plain_records import dataclass


class Said(NamedTuple):
    """What a frame makes of a number: its topics (their sum), and the words it rests on, by their numbers.

    `part`: some of it only; `apiece`: each of the topics has the number; `years` from the report's own where words say so.
    """

    topics: tuple[str, ...]
    first: int
    last: int
    part: bool = False
    apiece: bool = False
    years: int | None = None


@dataclass(slots=True, kw_only=True)
class Claim:
    """One phrase that gives a figure, or denies there is any (`numeral` is None).

    `topics` are ids of topics, several when the number is said to be their sum. `own`: it speaks of this unit; `scope`:
    if not, the scope of its area it speaks of, as a round names it, "" where that is none or not clear;
    `years` from the report's own; `at_most`: of a part only (“不予公开的一件”); `filed`: of cases put on file (备案).
    """

    line: Line = field(repr=False)
    topics: tuple[str, ...]
    numeral: Numeral | None
    start: int
    end: int
    own: bool = True
    scope: str = ""
    years: int = 0
    at_most: bool = False
    filed: bool = False

    @property
    def quote(self) -> str:
        """Give the words of the source."""
        return self.line.quote(self.start, self.end)[0]

    @property
    def at(self) -> int:
        """Give where they begin in the source."""
        return self.line.quote(self.start, self.end)[1]


CASES = ("件", "起", "宗", "例", "次", "个", "件次")
REQUESTS = (*CASES, "条", "份", "封", "人次", "项", "家", "家次", "位", "名")
PAPERS = ("件", "份", "个", "部", "项")
ITEMS = ("条", "篇", "件", "则", "期", "次", "条次", "篇次", "件次", "个")
_SEEN = "fill self area public any colon close belong respectively happen among join timely"
SEEN_THROUGH = frozenset((*_SEEN.split(), "time"))
OBJECTS = ("request", "asked", "total")
VERBS = ("receive", "handle", "conclude", "answer")
MORE = ("part", "other_kind", "plan", "late", "various", "unknown")
_OTHER_HEADS = """carried_in carried_out carry outcome item some_item applicant dispute result some_result state paper
    document decision some_decision none channel publish information fee collect"""
HEADS = frozenset((*VERBS, *_OTHER_HEADS.split()))
"""kinds of words that say what a number counts"""


class Clause(NamedTuple):
    """The words before or behind a number as a frame sees them, from `first` on; `head` says what it counts."""

    line: Line
    number: int
    first: int
    head: int
    objects: tuple[Token, ...] = ()
    unclear: frozenset[str] = frozenset()
    """kinds of words between head and number that say more than the head"""

    @property
    def token(self) -> Token:
        """Give the head."""
        return self.line.tokens[self.head]

    @property
    def unit(self) -> str:
        """Give the number's unit."""
        numeral = self.line.tokens[self.number].numeral
        return numeral.unit if numeral else ""

    @property
    def follows(self) -> bool:
        """Tell whether its words stand behind the number."""
        return self.first > self.number

    @property
    def words(self) -> tuple[Token, ...]:
        """Give the words of the clause, to its number or to its head."""
        return self.line.tokens[self.first : self.head + 1 if self.follows else self.number]

    @property
    def prefix(self) -> tuple[Token, ...]:
        """Give the words of the clause before its head."""
        return self.line.tokens[self.first : self.head]

    @property
    def behind(self) -> tuple[Token, ...]:
        """Give the words behind the number."""
        return self.line.behind(self.number)

    def prefixed(self, *kinds: str) -> bool:
        """Tell whether a word of such a kind stands before the head in its clause."""
        return not self.line.kinds.isdisjoint(kinds) and has(self.prefix, *kinds)

    def said(self, *topics: str, part: bool = False, first: int | None = None) -> Said:
        """Give the topics as said from the head, or from an earlier word, to the number; each its own where it says so."""
        head, number = self.head, self.number
        apiece = len(topics) > 1 and (
            says(self.line.tokens[head + 1 : number], "各", "均", "均为", "各为") or has(self.words, "respectively")
        )
        return Said(topics, min(number, head if first is None else first), max(head, number), part, apiece)

    def chained(self, *kinds: str) -> tuple[tuple[str, ...], int]:
        """Give the topics of names that share a number, and where they begin: 予以公开和部分公开."""
        found = _chain(kinds).search(self.line.letters, 0, self.head)
        first = found.start() if found else self.head
        names = (*those(self.line.tokens[first : self.head], *kinds), self.token)
        return tuple(dict.fromkeys(each.value for each in names)), first


@cache
def _chain(kinds: tuple[str, ...]) -> re.Pattern[str]:
    """Give a pattern of the names before one that it goes on from: 予以公开、部分公开; 公开类（含部分公开）."""
    return pattern(rf"(?:[{' '.join(kinds)}](?:join|fill?open among))+$")


def clauses_of(line: Line, number: int, used: int) -> Iterator[Clause | None]:
    """Give the words that may say what a number counts, the likeliest first; `used` words have said it of another."""
    before, ahead = line.tokens[number - 1].text if number else "", line.first(number)
    first = number if before in {"中", "、"} else max(ahead, used)  # 20件办结申请中N件, 4件公开、N件
    clause = _before(line, number, first) if first < number else None
    if clause and before != ":" and clause.token.kind in HEADS:
        yield clause
        yield _behind(line, number, first)
    else:
        yield _behind(line, number, first)
        yield clause
    if line.tokens[number].kind == "money":
        yield next((Clause(line, number, first, each.place) for each in line.part(number) if each.kind == "fee"), None)
    if not line.letters[ahead:number].strip(_BARE) and not says(line.tokens[ahead:number], "其余", "剩余", "余下"):
        yield from _earlier(line, number)
    if not _TOLD_BEYOND.isdisjoint(line.kinds):
        yield _beyond(line, number)


def _before(line: Line, number: int, first: int) -> Clause | None:
    """Give the words before a number with the head that is nearest to it, else the object, else 其中."""
    kinds = line.letters[first:number]
    head = len(kinds.rstrip(_NO_HEADS))
    if head and first + head == number:
        return Clause(line, number, first, number - 1)
    if not head and _INSTEAD.isdisjoint(kinds):
        return None
    between = line.tokens[first + head : number]
    named = not _OBJECTS.isdisjoint(kinds[head:])
    objects = tuple(each for each in reversed(between) if each.kind in OBJECTS) if named else ()
    place = first + head - 1 if head else objects[-1].place if objects else line.letters.rfind(_AMONG, first, number)
    unclear = _unclear(between) if kinds[head:].strip(_CLEAR) else frozenset[str]()
    return Clause(line, number, first, place, objects, unclear)


_NO_HEADS, _AMONG, _COLON = letters_but(HEADS), LETTERS["among"], LETTERS["colon"]
_PASSED = SEEN_THROUGH.union(OBJECTS)
_CLEAR, _OBJECTS = letters(_PASSED), frozenset(letters(OBJECTS))
_INSTEAD = _OBJECTS | {_AMONG}
_BARE = letters(("fill", "among", "self", "area", "collect", "belong", "time", "colon", "happen"))
_NAME = 8
"""characters that an unknown name before a number may have, of which words behind the number tell"""
_BEFORE = _PASSED | {"dispute", "unknown"}
_BETWEEN = f"[{_SEEN} time asked request part late collect]*"
_SINGLE = f"{' '.join(VERBS)} some_item carried_in carried_out carry applicant result some_result channel fee"
_OUTCOMES = "(?:some_item[belong fill]*)?[outcome item](?:[join fill belong]*[outcome item])*"
_BEHIND = pattern(
    rf"{_BETWEEN}(?:{_OUTCOMES}|belong.*?{_OUTCOMES}|dispute(?:[join fill]*dispute)*|[{_SINGLE}])"
    r"|[fill]*paper[fill]*state$|[fill]*[asked request](?=[fill]*$)"
)
"""what stands behind 因 or 按 is the ground, whatever it is, up to what became of it: 因第三方不同意而不予公开"""
_TELLING = frozenset(letters(f"outcome item dispute paper asked request {_SINGLE}".split()))
_BEYOND = pattern(
    rf"open(channel)close|{WORDS}(decision)(?=[comma semicolon]|$)|(?:{WORDS}comma)?(?:{WORDS}(carried_out|carry)|fill{WORDS}(channel))(?!{WORDS}{NUMBER})"
)


_TOLD_BEYOND = frozenset(("carried_out", "carry", "channel", "decision"))


def _behind(line: Line, number: int, first: int) -> Clause | None:
    """Give the words behind a number with their head: N件予以公开, N件申请结转下年. What goes on to the next number is its own."""
    end = line.last(number)
    if _TELLING.isdisjoint(line.letters[number + 1 : end]):
        return None
    colon = line.letters.find(_COLON, number + 1, end)
    if colon >= 0:
        end = colon
    elif line.tokens[end - 1].text == "、" and line.ends_in_number(number):
        end -= 1
    if not (found := _BEHIND.match(line.letters, number + 1, end)):
        return None
    before = line.tokens[max(first, line.letters.rfind(_COLON, first, number) + 1) : number]
    if any(each.kind not in _BEFORE or len(each.text) > _NAME for each in before):
        return None
    head = line.tokens[found.end() - 1]
    last = line.tokens[end - 1 - has(line.tokens[end - 1 : end], "fill") : end]
    goes_on = has(line.tokens[end : end + 1], *NUMBERS) and not says(last, "中")  # N件予以公开的申请中，其中m件
    if (goes_on and head.kind != "fee") or says(line.tokens[number : head.place + 2], "等"):
        return None
    return Clause(line, number, number + 1, head.place)


def _earlier(line: Line, number: int) -> Iterator[Clause | None]:
    """Give the clauses before one that says nothing, up to one that has a number of its own."""
    first = line.first(number)
    if first and line.tokens[first - 1].kind == "close":  # 责令重新答复（结果纠正）1件
        opening = next((each.place for each in reversed(line.tokens[:first]) if each.kind == "open"), 0)
        if not any(each.numeral for each in line.tokens[opening + 1 : first]):
            among = line.tokens[opening + 1].kind == "among"  # 公开类（含部分公开）31件
            yield _before(line, number, line.first(opening) if among else opening + 1)
        return
    borders = {"comma", "colon"}
    if first == number and has(line.tokens[number + 1 : number + 2], "close"):  # 属于行政执法案卷（14件）
        borders.add("open")
    while first > 1 and line.tokens[first - 1].kind in borders:
        of_share = line.tokens[first - 2].kind == "percent" and has(line.ahead(first - 2), "of")  # 网站占 p%，计 N 条
        if line.tokens[first - 2].kind in {*NUMBERS, "close", "open"} and not of_share:
            return
        first = line.first(first - 2 if of_share else first - 1)
        yield _before(line, number, first)


def _beyond(line: Line, number: int) -> Clause | None:
    """Give what stands behind a comma without a number, or in brackets: N 件未到答复期限，结转下年度; 信息N条（网站）."""
    found = _BEYOND.match(line.letters, number + 1)
    return Clause(line, number, number + 1, found.end(found.lastindex or 0) - 1) if found else None


def _unclear(between: Sequence[Token]) -> frozenset[str]:
    """Give the kinds of words that say more than the head; `inside` an object that follows them."""
    unclear: set[str] = set()
    comma_ends, named = between[-1].text == ",", False
    for token in reversed(between):
        kind = token.kind
        named = named or kind == "request"
        if kind in MORE:
            unclear.add(f"{kind} inside" if named else kind)
        elif comma_ends and kind in {"of", "percent"}:  # 个人占八成，120件
            continue
        elif kind not in _PASSED and (kind not in {"comma", "open"} or (comma_ends and token.text == ",")):
            unclear.add("unknown")
    return frozenset(unclear)


_OF_OTHERS = frozenset(("unknown", "other_kind", "various", "dispute", "decision"))


def subject_before(line: Line, number: int) -> str:
    """Give what the sentence counted last before a word: requests, or other things; "" where it named neither."""
    for token in line.part(number):
        if token.kind in {"request", "asked", "total", "carried_in", "carried_out", "carry"}:
            other = token.place and line.tokens[token.place - 1].kind in _OF_OTHERS
            return "other" if other and token.kind == "asked" else "request"
        if token.kind in {"other_kind", "dispute", "judge", "decision"}:
            return token.kind
    return ""
