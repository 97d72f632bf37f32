"""Sentences of a text, and of each place in them whether it speaks of this unit and of which year."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from xlreport.disclosure.sentences.plain import Plain
from xlreport.disclosure.sentences.scopes import scope_of
from xlreport.disclosure.sentences.subjects import Mark, marks_in
from xlreport.disclosure.sentences.years import years_from
from xlreport.rounds import WHOLE

_END = re.compile(r"[。!?\n]")
_PAUSE = re.compile(r"[,;、]")
_LONGEST = 480
"""Characters after which a sentence is taken to end at its next pause; no time is lost over a text without full stops."""


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
    whole: bool = False
    """what the text says of its whole area (全县) is what the tables have"""
    area: bool = False
    """the tables add up a whole area, of which the unit's own figures are a part"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a plain text, which it keeps whole; `start` and `end` are its places there."""

    whole: Plain
    setting: Setting
    start: int
    end: int
    marks: tuple[Mark, ...]
    """whom it names, in order"""
    foreign: bool = False
    """it follows a sentence that counts for others"""

    @property
    def text(self) -> str:
        """Give the sentence's own words."""
        return self.whole.text[self.start : self.end]

    def quote(self, start: int, end: int) -> tuple[str, int]:
        """Give the source's words between two places of the sentence, and where they begin in the source."""
        return self.whole.quote(self.start + start, self.start + end)

    def own(self, place: int) -> bool:
        """Tell whether the words at a place speak of this unit, as far as the sentence says."""
        before = bisect_left(self.marks, (place,))
        own = self.marks[before - 1][1] if before else not self.foreign
        return own or (self.setting.whole and scope_of(self.text, place, self.setting.unit) == WHOLE)

    def scope(self, place: int) -> str:
        """Give the scope of a whole area that the words at a place count, "" where they name none."""
        return "" if self.own(place) else scope_of(self.text, place, self.setting.unit)

    def counts_for_others(self) -> bool:
        """Tell whether the sentence ends speaking of others and holds numbers: the next goes on with that."""
        if not self.marks:
            return self.foreign
        return not self.marks[-1][1] and bool(re.search(r"\d", self.text))

    def years_from(self, place: int) -> int:
        """Give how many years from the report's own the words at a place speak of; -1 is last year, 0 this one."""
        return years_from(self.text, place, self.setting.year)


def sentences_in(whole: Plain, setting: Setting, shorts: Mapping[str, tuple[str, ...]]) -> tuple[Sentence, ...]:
    """Give the sentences of a plain text in order; `shorts` are the short names that units go by."""
    ends = _ends(whole.text)
    named = {**shorts, **dict.fromkeys(setting.short, (setting.unit,))}
    sentences: list[Sentence] = []
    for start, end in pairwise(ends):
        if start < end:
            broken = start and whole.text[start - 1] == "\n"
            foreign = bool(sentences) and not broken and not setting.whole and sentences[-1].counts_for_others()
            marks = marks_in(whole.text[start:end], setting.unit, setting.others, named, area=setting.area)
            sentences.append(Sentence(whole=whole, setting=setting, start=start, end=end, marks=marks, foreign=foreign))
    return tuple(sentences)


def _ends(text: str) -> list[int]:
    """Give where sentences begin and end."""
    ends = [0]
    for end in (*(found.end() for found in _END.finditer(text)), len(text)):
        while end - ends[-1] > 2 * _LONGEST:
            pause = _PAUSE.search(text, ends[-1] + _LONGEST, ends[-1] + 2 * _LONGEST)
            ends.append(pause.end() if pause else ends[-1] + 2 * _LONGEST)
        ends.append(end)
    return ends
