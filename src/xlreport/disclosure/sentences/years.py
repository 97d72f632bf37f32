"""Of which year the words at a place speak, and whether they count one year at all: 近五年, 月均 and 预计 do not."""

import re
from typing import NamedTuple

from xlreport.disclosure.sentences.subjects import BODY
from xlreport.lazy import regex

_YEAR = regex(
    r"[12上去前本今当年全](?:(?P<year>(?:(?<=1)9|(?<=2)0)\d\d)年度?|(?P<last>(?<=上)一?年度?|(?<=去)年|(?<=前)一年)|"
    r"(?P<this>(?<=本)年度?|(?<=[今当])年|(?<=年)内|(?<=全)(?<![年度]全)年))"
)
"""a year, or 上年, 上一年度, 去年, 前一年; 本年, 今年, 当年, 年内, 全年: what begins none of them is passed over at once"""
_CARRIED = regex(r"[^,;。、()]{0,3}(?:结转|转[入来]|顺延|接转|遗留|延续|转结|未办结|跨年)")
_CARRIED_BEFORE = regex(r"(?:结转|转入|顺延|接转|延至|转至)(?:到|至|自|入)?$")
_COMPARED = regex(r"(?:比|较|与|同|相比|和|由|从|是|相当于)$")
_BREAK = regex(r"[,;:]")
_CLAUSE_BREAK = regex(r"[,;:。、(]")
_HEAD = regex(rf"(?:[,;:(]|其中|而|但|另|{BODY})$")
_TIME_ALONE = regex(r"(?:同期|全年|期间|底|末|间|里|(?:\d{1,2}月)?(?:\d{1,2}日|底|末)?)$")
_BARE_FIGURE = regex(r"[的为是则共只仅有]{0,3}\d[\d.]*[件起宗份个部项条次元]$")
_COUNT = regex(r"\d[件起宗份个部项条次封例元万]")
_NO_TIME = regex(
    r"(?:\d{1,2}月|起|以[来后前]|之[后前]|工作|报告|年报|要点|考核|反馈|问题|评估|整改|存在|指出|[^,;:]*的)"
)
_SPAN = regex(
    r"(?P<since>(?:19|20)\d\d(?=年)|今年|本年度?|当年|一年|年初)?[年度\d月日]{0,8}(?:以来|至今)|(?<!报告)(?<!统计)(?<!日)期间|"
    r"(?:近|过去|最近|前)[\d一二三四五六七八九十两几]{1,3}年|"
    r"(?:19|20)\d\d年?(?:至|到|[-—–―~])(?:19|20)\d\d年"
)
_NEAR = 120
"""Characters before a number in which its time is looked for."""
_RATE = regex(
    r"平均|[人户件]均|历年[^,;。]{0,10}累计|(?<![上下本去今当全])[月日年季周]均|每个?[月日周天年季]|单[日月周]|最[多少高低]|预计|预期|力争|计划"
)


_SIGNS = regex(
    "平均|历年|人均|户均|件均|月均|日均|年均|季均|周均|每|单日|单月|单周|最|预计|预期|力争|计划|近|过去|前|以来|至今|期间|年至|年到|年[—–―~-]"
    rf"|{'|'.join(f'{to}(?<=[0-9].)' for to in '至到—–―~-')}"
)
"""what stands in all of these: each way begins with a character of its own, so that most sentences are soon passed over"""
_GOES_ON = regex(r"[^,;:]*$|,[^;]*$")
"""what may stand between a span of years and a number that is of it"""


class Dates(NamedTuple):
    """What a sentence says of time: the years it names, and whether it has words of several years or of averages."""

    text: str
    year: int | None
    """the report's own"""
    mentions: tuple[re.Match[str], ...]
    apart: bool
    """it has words of several years, of averages or of plans"""

    @classmethod
    def of(cls, text: str, year: int | None) -> "Dates":
        """Look for times once in a sentence."""
        mentions = tuple(_YEAR.finditer(text)) if "年" in text else ()
        apart = bool(_SIGNS.search(text) and (_RATE.search(text) or _SPAN.search(text)))
        return cls(text, year, mentions, apart)

    def years_from(self, place: int) -> int:
        """Give how many years from the report's own the words at a place speak of; -1 is last year, 0 this one."""
        for mention in reversed(self.mentions):
            if mention.end() <= place:
                away = years_away(mention, self.year) or 0
                carried = _CARRIED_BEFORE.search(self.text, max(0, mention.start() - 4), mention.start())
                carried = carried or _CARRIED.match(self.text, mention.end())
                if not carried and _reaches(self.text, mention, place, away):
                    return away
        return 0

    def one_year(self, place: int) -> bool:
        """Tell whether a number at a place can be a year's: no span of years, no average, no plan stands before it."""
        if not self.apart:
            return True
        before = self.text[max(0, place - _NEAR) : place]
        if _RATE.search(_CLAUSE_BREAK.split(before)[-1]):
            return False
        last = max((found.end() for found in _YEAR.finditer(before)), default=0)
        spans = (found for found in _SPAN.finditer(before) if last <= found.end() and not self._is_this_year(found))
        return not any(_GOES_ON.match(before, found.end()) for found in spans)

    def _is_this_year(self, span: re.Match[str]) -> bool:
        since = span["since"]
        return bool(since) and (not since.isdigit() or self.year in {None, int(since)})


_AWAY = {"last": -1, "this": 0, "next": 1}


def years_away(found: re.Match[str], own: int | None) -> int | None:
    """Give how many years from the report's own a time is that was found, None where that is no year."""
    if found.lastgroup == "year":
        return int(found[0][:4]) - own if own else 0
    return _AWAY.get(found.lastgroup or "")


def _reaches(text: str, mention: re.Match[str], place: int, away: int) -> bool:
    """Tell whether a year still holds at a place; one in a title, or compared with, or in passing does not."""
    between, before = text[mention.end() : place], text[: mention.start()]
    if "《" in before and before.rfind("《") > before.rfind("》"):
        return False
    if _COMPARED.search(before[-6:]):
        return not _BREAK.search(between)
    if before.count("(") > before.count(")"):
        return ")" not in between
    return not away or _is_told_of(before, between)


def _is_told_of(before: str, between: str) -> bool:
    """Tell whether a year of old is what its clause is about, so that what follows the comma is too."""
    ends = _BREAK.search(between)
    clause = between[: ends.start()] if ends else ""
    if not ends or _TIME_ALONE.match(clause):
        return True
    if _COUNT.search(clause):
        return not _BARE_FIGURE.match(clause)
    return (not before or bool(_HEAD.search(before[-6:]))) and not _NO_TIME.match(clause)
