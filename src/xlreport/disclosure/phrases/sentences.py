"""Sentences of a text, and of each place in them whether it speaks of this unit and of which year."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from xlreport.disclosure.phrases.plain import Plain
from xlreport.disclosure.phrases.scopes import scope_of
from xlreport.disclosure.phrases.subjects import Mark, marks_in
from xlreport.disclosure.phrases.years import years_from

_END = re.compile(r"[。!?\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known of the report when one of its parts is read. `part` is the field."""

    part: str = ""
    year: int | None = None
    unit: str = ""
    others: tuple[str, ...] = ()
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
        return self.marks[before - 1][1] if before else not self.foreign

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


def sentences_in(whole: Plain, setting: Setting) -> tuple[Sentence, ...]:
    """Give the sentences of a plain text in order."""
    ends = [0, *(found.end() for found in _END.finditer(whole.text)), len(whole.text)]
    sentences: list[Sentence] = []
    for start, end in pairwise(ends):
        if start < end:
            broken = start and whole.text[start - 1] == "\n"
            foreign = bool(sentences) and not broken and sentences[-1].counts_for_others()
            marks = marks_in(whole.text[start:end], setting.unit, setting.others, area=setting.area)
            sentences.append(Sentence(whole=whole, setting=setting, start=start, end=end, marks=marks, foreign=foreign))
    return tuple(sentences)
