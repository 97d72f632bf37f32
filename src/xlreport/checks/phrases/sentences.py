"""Sentences of a text, and of each place in them whether it speaks of this unit and of which year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from xlreport.checks.phrases.plain import Plain
from xlreport.checks.phrases.scopes import governs, scope_of
from xlreport.checks.phrases.years import years_from
from xlreport.rounds import OWN_TIER

_END = re.compile(r"[。!?\n]")
_SUBJECT = r"(?:局|委|委员会|办|办公室|镇|乡|街道|办事处|县|区|市|州|中心|政府|部门|单位|机关|系统|院|站|所|公司)"
_DOES = r"(?:共|累计|全年|本年度?|新|依法|已|合计)*(?:收到|受理|接收|接到|新收|办结|答复|办理|制发|制定|发生|提供|收取)"
_OWN = re.compile(r"(?:我|本)(?:局|办|镇|乡|街道|县|区|市|州|旗|委|院|站|所|厅|校|单位|部门|机关|中心|级|行政机关)")
_OTHER = re.compile(
    r"(?<![居列占])全(?:市|县|区|州|省|国|镇|乡|旗|盟|系统|街道|辖区)(?!首位|第|前列|排名|通报|委|局)"
    r"|各(?:级|地|部门|单位|镇|乡|街道|县|区|市|科室|站所|村|有关|相关|直属|派出)"
    r"|(?:市|县|区|州|省)(?:级|直|属)(?:各)?(?:部门|机关|单位)|所属|下属|下辖|下级|(?:乡镇|镇街)(?:街道)?(?=[^，,]{0,4}\d)"
    rf"|(?<=[、,;])部门(?={_DOES})"
)
_DOER = re.compile(rf"([\u4e00-\u9fff]{{1,24}}?{_SUBJECT})(?={_DOES})")
_FULL_NAMES = (("人民政府", "政府"), ("办公室", "办"), ("委员会", "委"))
_ALIKE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known of the report when one of its parts is read. `part` is the field."""

    part: str = ""
    year: int | None = None
    unit: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a plain text, which it keeps whole; `start` and `end` are its places there."""

    whole: Plain
    setting: Setting
    start: int
    end: int
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
        marks = [mark for mark in self._marks() if mark[0] < place]
        return max(marks)[1] if marks else not self.foreign

    def scope(self, place: int) -> str:
        """Give the scope of a whole area that the words at a place count, "" where they name none."""
        return "" if self.own(place) else scope_of(self.text, place, self.setting.unit)

    def counts_for_others(self) -> bool:
        """Tell whether the sentence ends speaking of others and holds numbers: the next goes on with that."""
        marks = list(self._marks())
        if not marks:
            return self.foreign
        return not max(marks)[1] and bool(re.search(r"\d", self.text))

    def years_from(self, place: int) -> int:
        """Give how many years from the report's own the words at a place speak of; -1 is last year, 0 this one."""
        return years_from(self.text, place, self.setting.year)

    def _marks(self) -> Iterator[tuple[int, bool]]:
        names = [(name, False) for name in self.setting.others] + [(self.setting.unit, True)]
        for name, own in names:
            yield from ((found.end(), own) for found in re.finditer(re.escape(name), self.text) if name)
        government = bool(governs(self.setting.unit))
        for found in _OWN.finditer(self.text):
            yield found.end(), not (government and found[0] == OWN_TIER)
        yield from ((found.end(), self._is_own_level(found[0])) for found in _OTHER.finditer(self.text))
        for found in _DOER.finditer(self.text):
            yield found.end(), self._is_own_name(found[1])

    def _is_own_level(self, scope: str) -> bool:
        """Tell whether 全镇 is said by a 镇 of itself; what 全县 is to a county's own office nobody can tell."""
        return scope in {"全镇", "全乡", "全街道"} and scope[1:] in self.setting.unit

    def _is_own_name(self, name: str) -> bool:
        if _OWN.search(name):
            return True
        mine, theirs = _short(self.setting.unit), _short(name)
        alike = next((n for n, (a, b) in enumerate(zip(mine[::-1], theirs[::-1], strict=False)) if a != b), len(theirs))
        return alike >= min(_ALIKE, len(mine) or _ALIKE)


def sentences_in(whole: Plain, setting: Setting) -> tuple[Sentence, ...]:
    """Give the sentences of a plain text in order."""
    ends = [0, *(found.end() for found in _END.finditer(whole.text)), len(whole.text)]
    sentences: list[Sentence] = []
    for start, end in pairwise(ends):
        if start < end:
            broken = start and whole.text[start - 1] == "\n"
            foreign = bool(sentences) and not broken and sentences[-1].counts_for_others()
            sentences.append(Sentence(whole=whole, setting=setting, start=start, end=end, foreign=foreign))
    return tuple(sentences)


def _short(name: str) -> str:
    for full, short in _FULL_NAMES:
        name = name.replace(full, short)
    return name
