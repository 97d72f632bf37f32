"""Rates: 办结率, 答复率. One that is not of requests, and one that is only aimed at, is left unread."""

import re
from dataclasses import dataclass

from xlreport.disclosure.phrases.numerals import Numeral
from xlreport.disclosure.phrases.sentences import Sentence
from xlreport.disclosure.phrases.wording import OTHER_KIND

_RATE = re.compile(
    r"(?P<key>(?P<on_time>按时|按期|及时|如期|依法|法定期限内?|限时)?(?:依申请公开)?(?:申请)?(?:件)?"
    r"(?P<again>按时|按期|及时|如期)?(?P<what>办结|答复|办理|回复|办复)(?:率|比例|比率))"
    r"(?:均|都|为|达|达到|达到了|到|保持|实现|在|继续|始终|:)*$"
)
_ANSWERED = {"答复", "回复"}
_AIM = re.compile(r"力争|争取|目标|下一步|努力(?:实现|做到|达到)|(?:确保|保证|要求)[^,]*$")
_REQUESTS = re.compile(r"申请|信息公开")
_OTHERS = re.compile(rf"(?:{OTHER_KIND.pattern}|任务|整改|要点|督办|平台交办)(?:[^,;。]{{0,4}}申请)?")
_OVERALL = re.compile(r"(?:^|[,、;:(。])(?:政府信息公开|依申请公开|信息公开|申请|全年|本年度?|年度|总体|综合|件|的)*$")
_HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Where a rate's words begin, whether it is of what was done in time, and whether it is of all requests."""

    start: int
    on_time: bool
    overall: bool


def rate_before(sentence: Sentence, numeral: Numeral) -> Rate | None:
    """Give the rate that a percentage is said to be; above 100 % any rate is read, for none can be so."""
    before = sentence.text[: numeral.start]
    lead = re.split(r"[;。\n]", before)[-1]
    found = _RATE.search(lead)
    if not found or _AIM.search(lead):
        return None
    if numeral.number <= _HUNDRED and not _of_requests(sentence, before[: len(before) - len(lead) + found.end("key")]):
        return None
    return Rate(
        start=numeral.start - len(lead) + found.start("key"),
        on_time=bool(found["on_time"] or found["again"]) or found["what"] in _ANSWERED,
        overall=found["what"] == "办结" and bool(_OVERALL.search(lead[: found.start("key")])),
    )


def _of_requests(sentence: Sentence, before: str) -> bool:
    """Tell whether requests were named last, or nothing else in the part on requests."""
    requests = max((each.start() for each in _REQUESTS.finditer(before)), default=-1)
    others = max((each.end() for each in _OTHERS.finditer(before)), default=-1)
    if requests < 0 and others < 0:
        return sentence.setting.part.endswith("on_request")
    return requests > others
