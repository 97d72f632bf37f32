"""A sentence ready to be understood: its words by kind, its levels (其中, brackets), whom and which year it speaks of."""

import re
from bisect import bisect_left
from dataclasses import field
from operator import attrgetter

from xlreport.disclosure.sentences.lexicon import lexicon
from xlreport.disclosure.sentences.numerals import BEGINS, Numeral, numerals_in
from xlreport.disclosure.sentences.plain import Plain, plain
from xlreport.disclosure.sentences.scopes import WHOLE, scope_of
from xlreport.disclosure.sentences.subjects import Mark, marks_in
from xlreport.disclosure.sentences.tokens import BORDERS, LETTERS, NUMBERS, Token, letters, tokens_in
from xlreport.disclosure.sentences.years import Dates
from xlreport.lazy import regex
from xlreport.plain_records import dataclass

LONGEST, MOST = 6_000, 300
"""Characters and numbers of one part of a report that are read; the form asks for a thousand characters in all."""
LINES_KEPT = 512
"""Sentences whose reading is kept: what reads a line asks again what others read of it."""
_END = regex(r"[。!?\n][。!?\n]*")
_DIGIT = regex(r"[0-9]")
"""what stands in every sentence that has a date, or a number of any kind"""
_PAUSE = regex(r"[,;、]")
_LONGEST_SENTENCE = 480
"""Characters after which a sentence is taken to end at its next pause; no time is lost over a text without full stops."""
_REQUESTS = "on_request"
_KIND, _START = attrgetter("kind"), attrgetter("start")
_PAPERS = regex(r"不公开类|主动公开(?:类)?(?:的)?\d|公开属性|属性[^,;。]{0,8}(?:认定|审核|审查|核定)|公文")
_NOT_OURS = regex(
    r"(?:不|未)(?:在|计入|纳入|列入|属于?)[^,。;]{0,10}(?:统计|之列|范围|报告)|不计入(?=[,。;]|$)|与(?:政府)?信息公开(?:工作)?无关|不涉及(?:政府)?信息公开"
)
_BORDER = b"|"
_BORDERS = bytes.maketrans(_kinds := letters(BORDERS | NUMBERS).encode("latin-1"), _BORDER * len(_kinds))
_DISPUTE = letters(("dispute",))
_OTHER_CASES = ("other_kind", "handle", "judge", "all_kinds", "area")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known of the report when one of its parts is read. `part` is the field."""

    part: str = ""
    year: int | None = None
    unit: str = ""
    others: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    """what the unit is called in short, by the roster"""
    form: str = "gkbg-2021"
    """whose lexicon the text is read by"""
    scope: str = ""
    """what the text says of this scope of the area (全县, 本级) is what the tables have"""
    area: bool = False
    """the tables add up a whole area, of which the unit's own figures are a part"""


@dataclass(kw_only=True, eq=False, slots=True)
class Line:
    """One sentence of a plain text, with its words; `start` and `end` are its places there.

    `before` is the one that it goes on from, in the same paragraph or not. Most sentences of a report tell nothing of
    figures: they are made, and their words looked for, when the sentence behind them asks.
    """

    plain: Plain
    setting: Setting
    start: int
    end: int
    numerals: tuple[Numeral, ...] = ()
    previous: "Line | None" = None
    """the last one before it that was made: nobody has asked for those between the two"""
    text: str = field(init=False)
    marks: tuple[Mark, ...] = field(default=(), init=False)
    """whom it names, in order; not looked for where nobody goes on from that"""
    tokens: tuple[Token, ...] = field(default=(), init=False)
    letters: str = field(init=False)
    """a letter for each of its words, by its kind"""
    kinds: frozenset[str] = field(init=False)
    """of its words"""
    about_requests: bool = field(init=False)
    """it stands in the part on requests, or names them in full"""
    dates: Dates = field(init=False)
    """the years and spans of years that it names"""
    foreign: bool = field(init=False)
    """it goes on from a sentence, in its paragraph, that ends with counting for others"""
    _scope_before: str = field(init=False)
    """the scope of an area that those words count"""
    _borders: bytes = field(init=False)
    """its letters, those of numbers and marks as one: a clause lies between them"""

    def __post_init__(self) -> None:
        """Look at what it goes on from, which knows whom it counts for by now."""
        self.text, previous = self.plain.text[self.start : self.end], self.previous
        self.foreign = previous is not None and self._goes_on_from_others(previous)
        self._scope_before = previous.scope_named(len(previous.text)) if previous and self.foreign else ""

    def read(self) -> None:
        """Look for its words, and once at their kinds."""
        setting, words = self.setting, lexicon(self.setting.form)
        self.tokens = tokens_in(self.text, self.numerals, words, setting.year, setting.unit)
        kinds = [*map(_KIND, self.tokens)]
        self.letters, self.kinds = letters(kinds), frozenset(kinds)
        self.dates = Dates.of(self.text, self.setting.year)
        self._borders = self.letters.encode("latin-1").translate(_BORDERS)
        self.about_requests = self.in_requests or "request" in self.kinds

    @property
    def before(self) -> "Line | None":
        """Give the sentence that it goes on from, its words looked for."""
        place = self.previous.end if self.previous else 0
        while place < self.start:
            start, place = place, _end(self.plain.text, place)
            self.previous = Line(plain=self.plain, setting=self.setting, start=start, end=place, previous=self.previous)
        if self.previous and not self.previous.tokens:
            self.previous.read()
        return self.previous

    @property
    def numbered(self) -> "Line | None":
        """Give the sentence that it goes on from, where that has numbers."""
        previous = self.previous
        return self.before if previous and previous.numerals and previous.end == self.start else None

    @property
    def in_requests(self) -> bool:
        """Tell whether it stands in the part on requests."""
        return self.setting.part.endswith(_REQUESTS)

    @property
    def about_disclosure(self) -> bool:
        """Tell whether its disputes may be those that the form counts; 行政诉讼 N 件 goes on from what was told before."""
        line: Line | None = self
        while line is not None and not line.not_ours:
            supervised = line.setting.part.endswith("supervision") and line.kinds.isdisjoint(_OTHER_CASES)
            if line.about_requests or "信息公开" in line.text or supervised:
                return True
            goes_on = line.letters.startswith(_DISPUTE) and line.plain.text[line.start - 1] != "\n"
            line = line.before if goes_on else None
        return False

    @property
    def not_ours(self) -> bool:
        """Tell whether it says itself that its disputes are none that the form counts."""
        return bool(_NOT_OURS.search(self.text))

    @property
    def of_papers(self) -> bool:
        """Tell whether it sorts papers by how they may be published, which are no outcomes of requests."""
        return bool(_PAPERS.search(self.text))

    def first(self, number: int) -> int:
        """Give the first word of the clause of a word: behind the number or the mark before it."""
        return self._borders.rfind(_BORDER, 0, number) + 1

    def last(self, number: int) -> int:
        """Give the end of the clause of a word: the number or mark behind it."""
        end = self._borders.find(_BORDER, number + 1)
        return end if end >= 0 else len(self.tokens)

    def ahead(self, number: int) -> tuple[Token, ...]:
        """Give the words of a word's clause before it."""
        return self.tokens[self.first(number) : number]

    def behind(self, number: int) -> tuple[Token, ...]:
        """Give the words of a word's clause behind it."""
        return self.tokens[number + 1 : self.last(number)]

    def kinds_ahead(self, number: int) -> str:
        """Give the letters of the words of a word's clause before it."""
        return self.letters[self.first(number) : number]

    def kinds_behind(self, number: int) -> str:
        """Give the letters of the words of a word's clause behind it."""
        return self.letters[number + 1 : self.last(number)]

    def unit(self, number: int) -> str:
        """Give the unit of a number, by its number among the words."""
        numeral = self.tokens[number].numeral
        return numeral.unit if numeral else ""

    def ends_in_number(self, number: int) -> bool:
        """Tell whether the words behind a number go on to another one, which they then belong to."""
        end = self.last(number)
        return end < len(self.tokens) and self.tokens[end].kind in NUMBERS

    def is_change(self, number: int) -> bool:
        """Tell whether a number is a difference: 增加 N 件."""
        return "direction" in self.kinds and self.kinds_ahead(number).rstrip(LETTERS["fill"]).endswith(
            LETTERS["direction"]
        )

    def index(self, place: int) -> int:
        """Give the number of the first word that begins at a place or behind it."""
        return bisect_left(self.tokens, place, key=_START)

    def part(self, number: int) -> tuple[Token, ...]:
        """Give the words before one, back to the last semicolon, the nearest first."""
        return self.tokens[self.letters.rfind(LETTERS["semicolon"], 0, number) + 1 : number][::-1]

    def quote(self, start: int, end: int) -> tuple[str, int]:
        """Give the source's words between two places of the sentence, and where they begin in the source."""
        return self.plain.quote(self.start + start, self.start + end)

    def own(self, place: int) -> bool:
        """Tell whether the words at a place speak of this unit, as far as the sentence says."""
        before = bisect_left(self.marks, (place,))
        own = self.marks[before - 1][1] if before else not self.foreign
        return own or bool(self.setting.scope and self.scope_named(place) == self.setting.scope)

    def scope_named(self, place: int) -> str:
        """Give the scope of an area that the words at a place count, or those that they go on from."""
        named = scope_of(self.text, place, self.setting.unit)
        return named or ("" if bisect_left(self.marks, (place,)) else self._scope_before)

    def _goes_on_from_others(self, previous: "Line") -> bool:
        if self.plain.text[self.start - 1] == "\n" or self.setting.scope == WHOLE:
            return False
        if not previous.marks:
            return previous.foreign
        whole, among, parts = previous.text.partition("其中")  # 网站公开48120条，其中各部门19376条
        told = whole if among and ";" not in parts else previous.text
        return not previous.own(len(told)) and any(each.isdigit() for each in previous.text)


def lines_in(source: str, setting: Setting) -> tuple[Line, ...]:
    """Give the sentences of a text that tell anything of figures or times, with their words, in order."""
    words, whole = lexicon(setting.form), plain(source)
    named: dict[str, tuple[str, ...]] = {**words.shorts, **dict.fromkeys(setting.short, (setting.unit,))}
    own = (setting.unit, *setting.short) if setting.unit else ()
    names = dict.fromkeys(setting.others, False) | dict.fromkeys(own, True)
    lines: list[Line] = []
    previous: Line | None = None
    end = numbers = 0
    while (start := end) < len(whole.text) and start <= LONGEST:
        end = _end(whole.text, start)
        text = whole.text[start:end]
        numerals = numerals_in(text)
        numbers += len(numerals)
        if numbers > MOST:
            break
        tells = numerals or words.telling.search(text) or _DIGIT.search(text)
        if not tells and (previous is None or not (previous.marks or previous.foreign)):
            end = _next_to_tell(whole.text, end, words.telling)
            continue
        previous = Line(plain=whole, setting=setting, start=start, end=end, numerals=numerals, previous=previous)
        if tells or previous.foreign:  # of others goes on only from what has numbers, or goes on itself
            previous.marks = marks_in(text, setting.unit, names, named, area=setting.area)
        if tells:
            previous.read()
            lines.append(previous)
    return tuple(lines)


def _next_to_tell(text: str, start: int, telling: re.Pattern[str]) -> int:
    """Give where the next sentence begins that may tell anything, from one's beginning on."""
    number = BEGINS.search(text, start, LONGEST + 2 * _LONGEST_SENTENCE)  # no sentence that is read ends behind it
    place = number.start() if number else len(text)
    word = telling.search(text, start, place)
    place = word.start() if word else place
    start = max(start, text.rfind("。", start, place) + 1)
    while start < len(text) and start <= LONGEST and (end := _end(text, start)) <= place:
        start = end
    return start


def _end(text: str, start: int) -> int:
    """Give where a sentence ends that begins at a place."""
    found = _END.search(text, start)
    end, longest = found.end() if found else len(text), start + 2 * _LONGEST_SENTENCE
    if end <= longest:
        return end
    pause = _PAUSE.search(text, start + _LONGEST_SENTENCE, longest)
    return pause.end() if pause else longest
