"""Sentences of a text, and of each place in them whether it speaks of this unit and of which year."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from xlreport.checks.phrases.plain import Plain
from xlreport.checks.phrases.scopes import scope_of
from xlreport.checks.phrases.subjects import Mark, marks_in

_END = re.compile(r"[。!?\n]")
_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d)年度?|(?P<last>上年度?|去年|上一年度?|前一年)|(?P<this>本年度?|今年|当年|年内|全年)"
)
_CARRIED = re.compile(r"[^,;。、()]{0,3}(?:结转|转入|顺延|接转|遗留|延续|转结|未办结)")
_CARRIED_BEFORE = re.compile(r"(?:结转|转入|顺延|接转|延至|转至)(?:到|至|自|入)?$")
_COMPARED = re.compile(r"(?:比|较|与|同|相比|和)$")


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
        offset = 0
        for mention in _YEAR.finditer(self.text, 0, place):
            if not self._is_carried(mention) and self._reaches(mention, place):
                offset = self._offset(mention)
        return offset

    def _is_carried(self, mention: re.Match[str]) -> bool:
        before = self.text[max(0, mention.start() - 4) : mention.start()]
        return bool(_CARRIED.match(self.text, mention.end()) or _CARRIED_BEFORE.search(before))

    def _reaches(self, mention: re.Match[str], place: int) -> bool:
        between = self.text[mention.end() : place]
        before = self.text[: mention.start()]
        if _COMPARED.search(before):
            return not re.search(r"[,;]", between)
        if before.count("(") > before.count(")"):
            return ")" not in between
        return True

    def _offset(self, mention: re.Match[str]) -> int:
        if mention["last"]:
            return -1
        if mention["this"] or self.setting.year is None:
            return 0
        return int(mention["year"]) - self.setting.year


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
