"""The words before a number as a frame sees them: its head, the objects, what stands in between. Binds nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from typing import NamedTuple

from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.numerals import Numeral
from xlreport.disclosure.sentences.tokens import Token, has, letters, letters_but, says
from xlreport.lazy import regex
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
ITEMS = ("条", "篇", "件", "则", "期", "次", "条次", "篇次", "个")
_SEEN = "fill self area public any colon close belong respectively happen among join timely"
SEEN_THROUGH = frozenset((*_SEEN.split(), "time"))
OBJECTS = ("request", "asked", "total")
VERBS = ("receive", "handle", "conclude", "answer")
MORE = ("part", "other_kind", "plan", "late", "various", "unknown")
_OTHER_HEADS = """carried_in carried_out carry outcome item some_item applicant dispute result some_result state paper
    document decision none channel publish information fee collect"""
HEADS = frozenset((*VERBS, *_OTHER_HEADS.split()))
"""kinds of words that say what a number counts"""


class Clause(NamedTuple):
    """The words before a number as a frame sees them: from `first` to the number; `head` says what it counts."""

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
        return self.line.unit(self.number)

    @property
    def words(self) -> tuple[Token, ...]:
        """Give the words of the clause, to its number."""
        return self.line.tokens[self.first : self.number]

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
        return has(self.prefix, *kinds)

    def said(self, *topics: str, part: bool = False, first: int | None = None) -> Said:
        """Give the topics as said from the head, or from an earlier word, to the number; each its own where it says so."""
        between = self.line.tokens[self.head + 1 : self.number]
        each = len(topics) > 1 and (says(between, "各", "均", "均为", "各为") or self.prefixed("respectively"))
        return Said(topics, self.head if first is None else first, self.number, part=part, apiece=each)

    def chained(self, *kinds: str) -> tuple[tuple[str, ...], int]:
        """Give the topics of names that share a number, and where they begin: 予以公开和部分公开."""
        tokens, place = self.line.tokens, self.head
        topics = [self.token.value]
        while place and tokens[place - 1].kind in _LINKS and tokens[before := _linked(tokens, place)].kind in kinds:
            place = before
            topics.insert(0, tokens[place].value)
        return tuple(dict.fromkeys(topics)), place


def _linked(tokens: Sequence[Token], place: int) -> int:
    """Give the place of the name that one may go on from: 予以公开、部分公开, 公开类（含部分公开）; its own for none."""
    if tokens[place - 1].kind == "join":
        return max(place - 2, 0)
    if place > 2 and tokens[place - 2].kind == "open":  # noqa: PLR2004
        return max(place - 3 - (tokens[place - 3].text == "类"), 0)
    return place - 1


_LINKS = ("join", "among")


def clause_before(line: Line, number: int, first: int) -> Clause | None:
    """Give the words before a number with the head that is nearest to it; None without a head or an object."""
    kinds = line.letters[first:number]
    head = len(kinds.rstrip(_NO_HEADS))
    between = line.tokens[first + head : number]
    named = not _OBJECTS.isdisjoint(kinds[head:])
    objects = tuple(each for each in reversed(between) if each.kind in OBJECTS) if named else ()
    if not head and not objects:
        return None
    place = first + head - 1 if head else objects[-1].place
    unclear = _unclear(between) if kinds[head:].strip(_CLEAR) else frozenset[str]()
    return Clause(line, number, first, place, objects, unclear)


_NO_HEADS = letters_but(HEADS)
_PASSED = SEEN_THROUGH.union(OBJECTS)
_CLEAR, _OBJECTS = letters(_PASSED), frozenset(letters(OBJECTS))


def _unclear(between: Sequence[Token]) -> frozenset[str]:
    """Give the kinds of words that say more than the head; `inside` an object that follows them."""
    unclear: set[str] = set()
    comma_ends, named = between[-1].text == ",", False
    for token in reversed(between):
        kind = token.kind
        named = named or kind == "request"
        if kind in MORE:
            unclear.add(f"{kind} inside" if named else kind)
        elif kind not in _PASSED and (kind not in {"comma", "open"} or (comma_ends and token.text == ",")):
            unclear.add("unknown")
    return frozenset(unclear)


def explicit(words: Sequence[Token]) -> bool:
    """Tell whether a request for government information is named in full."""
    return any(each.kind == "request" or "信息公开" in each.text for each in words)


def governing(line: Line, claims: Sequence[Claim], place: int) -> Iterator[Claim]:
    """Give the claims before a place, the nearest first, without those in a bracket that is closed before it."""
    before = sorted((each for each in claims if each.end <= place), key=lambda each: each.end, reverse=True)
    this_year = [each for each in before if not each.years]
    whole = _whole_of(this_year)
    for one in before:
        for claim in (whole, one) if whole and one is this_year[0] else (one,):
            if ")" not in _BRACKETED.sub("", line.text[claim.end : place]):
                yield claim


def _whole_of(before: Sequence[Claim]) -> Claim | None:
    """Give the figure that the claims right before a place, the nearest first, are all parts of: what follows is of it."""
    numbers = [each.numeral.number if each.numeral else 0 for each in before]
    for several in range(2, len(before)):
        kinds = {each.topics[0].rpartition(".")[0] for each in before[:several]}
        if len(kinds) > 1 or "" in kinds or not numbers[several - 1]:
            return None
        topic = before[several].topics[0]
        part = topic.rpartition(".")[0] in kinds and not topic.endswith(".total")
        if not part and sum(numbers[:several]) == numbers[several]:
            return replace(before[several], end=before[0].end)
    return None


_BRACKETED = regex(r"\([^()]*\)")
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
