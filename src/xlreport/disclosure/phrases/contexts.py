"""Whether a sentence speaks of what the form counts: requests for government information, and what came of them.

Refuses other requests (许可, 补贴), petitions, and cases that the unit decides about others.
"""

import re
from collections.abc import Callable

from xlreport.disclosure.phrases.fees import is_collected_fee
from xlreport.disclosure.phrases.numerals import Numeral
from xlreport.disclosure.phrases.objects import counts_others, goes_on_with_others
from xlreport.disclosure.phrases.sentences import Sentence
from xlreport.disclosure.phrases.wording import DISCLOSURE, EXPLICIT, OTHER_KIND, WHICH_DISPUTE, Wording

_Way = tuple[tuple[str, ...], Callable[[], bool]]
"""The units a number may have, and whether the sentence speaks of such things."""
_NO_WAY: _Way = ((), lambda: False)
_CASE_UNITS = ("件", "起", "宗", "例", "次", "个", "件次")
_REQUEST_UNITS = (*_CASE_UNITS, "条", "份", "封", "人次", "项")
_MEASURE = re.compile(r"个(?!$|的|申请|政府信息|信息公开|依申请|案|行政|复议|诉讼|规范|规章)")
"""个 is of cases only where nothing else follows: 1个工作日, 3个部门."""
_PAPER_UNITS = ("件", "份", "个", "部", "项")
_DECIDES = re.compile(r"(?:办理|审理|受理|审结|承办|代理|出庭|应对|收到|接到|办结|化解|调解)[^,。;]{0,10}$")
_OUTCOME = re.compile(r"予以公开|部分公开|不予公开|无法提供|不予处理|其他处理")
_BY_PROPERTY = re.compile(r"主动公开(?:类)?(?:的)?\d|公开属性|属性[^,;。]{0,8}(?:认定|审核|审查)")
"""公文, 主动公开35件、依申请公开52件、不予公开45件: what papers are, not what came of requests."""
_PAPERS_OPEN = re.compile(r"主动公开|不公开|可公开|公文|文件|属性|目录|事项|信息(?!公开)")
_REQUESTS_ALONE = re.compile(r"(?:政府信息公开|信息公开|依申请公开)?的?申请")
_THIRD_PARTY = re.compile(r"第三方|权利人|征求|意见")
_PAPER = re.compile(r"规范性文件|规章(?!制度)")
_PAPERS_TOGETHER = re.compile(
    r"规章(?:和|及|与|、|以及)(?:行政)?规范性文件|规范性文件(?:和|及|与|、|以及)规章|党[内委组][^,。;]{0,4}规范性"
)
_TOGETHER = re.compile(r"(?:复议|诉讼)(?:案件)?(?:、|和|及|与|或者?|以及)?$")
_SUITS = ("direct_suit", "suit_after_review")
_AMONG = re.compile(r"其中|\(")
_DECIDED_HERE = re.compile(r"作为(?:行政)?复议机关|复议机构(?:共|全年|依法|本年度?)*(?:受理|收到|办理|审理|审结)")
_ALL_KINDS = re.compile(r"各类|非(?:政府)?信息公开|全局|全系统|所有类")
_THEREOF = re.compile(r"^案?件?[,;(]其中:?[^,;。]{0,8}信息公开[^,;。\d]{0,6}\d")
_ENDED = re.compile(r"(?:案件)?(?:被|结果)?(?:维持|纠正|(?:尚未|未)?审结|撤回|撤销|驳回|败诉|胜诉)(?=[,;。、)]|$)")
"""a number before such a word is of that result"""
_NEAR = 200
"""Characters before a verb without an object in which an earlier clause names it."""
_FILED = re.compile(r"备案")


def suits(sentence: Sentence, wording: Wording, numeral: Numeral, words: re.Match[str], beside: str) -> bool:
    """Tell whether a wording may be read at this number; `beside` is what stands on the number's other side."""
    clause = _clause(sentence.text, numeral.start)
    ways: dict[str, _Way] = {
        "carried": (_REQUEST_UNITS, lambda: about_requests(sentence) and not _of_disputes(clause)),
        "requests": (_REQUEST_UNITS, lambda: _is_request(sentence, numeral, words, beside, wording)),
        "number": (("件",), lambda: _is_number_of_requests(sentence, numeral)),
        "all": (_REQUEST_UNITS, lambda: about_requests(sentence) and bool(_REQUESTS_ALONE.fullmatch(beside))),
        "noun": (_REQUEST_UNITS, lambda: _is_request(sentence, numeral, words, beside, wording)),
        "outcomes": (_REQUEST_UNITS, lambda: _is_outcome(sentence, numeral, clause)),
        "applicants": (_REQUEST_UNITS, lambda: about_requests(sentence) and _counts_requests(sentence, numeral)),
        "disputes": (_CASE_UNITS, lambda: _is_dispute(sentence, wording, numeral, words, beside)),
        "documents": (_PAPER_UNITS, lambda: document_of(sentence, numeral.start, words.group() + beside) != ""),
        "yuan": (("元",), lambda: is_collected_fee(sentence.text, numeral.start, numeral.end)),
        "cases": (_CASE_UNITS, lambda: is_collected_fee(sentence.text, numeral.start, numeral.end)),
    }
    units, fits = ways.get(wording.needs, _NO_WAY)
    return numeral.unit in units and not _MEASURE.match(numeral.unit + beside) and fits()


def about_requests(sentence: Sentence) -> bool:
    """Tell whether the sentence stands in the part on requests, or names them in full."""
    return sentence.setting.part.endswith("on_request") or bool(EXPLICIT.search(sentence.text))


def filed(sentence: Sentence) -> bool:
    """Tell whether cases are counted that were put on file (备案), which are other cases than the form counts."""
    return bool(_FILED.search(sentence.text))


def dispute_of(sentence: Sentence, place: int) -> str:
    """Give the kind of dispute last named before a place: the topic's first step.

    "dispute" when none is, or two together (复议、诉讼10件); "any_suit" where suits of one kind end a list of both.
    """
    named = [
        (found.start(), -found.end(), key)
        for key, pattern in WHICH_DISPUTE.items()
        for found in pattern.finditer(sentence.text, 0, place)
    ]
    if not named:
        return "dispute"
    start, end, kind = max(named)
    if _TOGETHER.search(sentence.text, 0, start):
        return "dispute"
    kinds = {key for _, _, key in named}
    if kind in _SUITS and len(kinds & {"suit", *_SUITS}) > 1 and not _AMONG.search(sentence.text, -end, place):
        return "any_suit"
    return kind


def document_of(sentence: Sentence, place: int, beside: str) -> str:
    """Give the kind of document last named before a place, or beside it: the topic's first step, "" when unclear."""
    if _PAPERS_TOGETHER.search(sentence.text):
        return ""
    named = _PAPER.findall(sentence.text[:place]) or _PAPER.findall(beside)
    if not named:
        return ""
    return "normative" if named[-1] == "规范性文件" else "regulations"


def _clause(text: str, place: int) -> str:
    return re.split(r"[,;。\n]", text[:place])[-1]


def _of_disputes(text: str) -> bool:
    return bool(re.search(r"复议|诉讼|起诉", text))


def _is_request(sentence: Sentence, numeral: Numeral, words: re.Match[str], beside: str, wording: Wording) -> bool:
    named = words.group() + beside
    if _of_disputes(named) or counts_others(words, beside):
        return False
    if EXPLICIT.search(named):
        return True
    if OTHER_KIND.search(named) or not about_requests(sentence):
        return False
    if "申请" in named:
        return True
    clear = wording.topic in {"received_new", "concluded", "answered"}
    if not clear or (OTHER_KIND.search(sentence.text) and "申请" not in sentence.text):
        return False
    return not goes_on_with_others(sentence.text[: numeral.start].removesuffix(words.group())[-_NEAR:])


def _is_outcome(sentence: Sentence, numeral: Numeral, clause: str) -> bool:
    """Refuse the outcomes of others' requests, and documents by how they may be published."""
    if not about_requests(sentence) or OTHER_KIND.search(clause):
        return False
    text = sentence.text
    return not _BY_PROPERTY.search(text, 0, numeral.start) and not (
        "同意公开" in clause and _THIRD_PARTY.search(text, 0, numeral.start)
    )


def _is_number_of_requests(sentence: Sentence, numeral: Numeral) -> bool:
    """Tell whether 依申请公开 before a number stands for the requests, not for papers that are open to them."""
    before = sentence.text[: numeral.start]
    return sentence.setting.part.endswith("on_request") and not _PAPERS_OPEN.search(before)


def _counts_requests(sentence: Sentence, numeral: Numeral) -> bool:
    """Refuse 自然人 as a part of one outcome or of disputes: its figure is another one."""
    part = re.split(r"[;。\n]", sentence.text[: numeral.start])[-1]
    return not (_OUTCOME.search(part) or _of_disputes(part))


def _is_dispute(sentence: Sentence, wording: Wording, numeral: Numeral, words: re.Match[str], beside: str) -> bool:
    text = sentence.text
    if not (sentence.setting.part.endswith("on_request") or DISCLOSURE.search(text)):
        return False
    if not _of_disputes(text[: numeral.start] + beside + words.group()):
        return False
    before = text[: numeral.start]
    if _DECIDED_HERE.search(before) or _of_all_kinds(text, numeral):
        return False
    if wording.topic.endswith(".total") and _ENDED.match(text[numeral.end :]):
        return False
    key = words.group()
    return not _DECIDES.search(before[: before.rfind(key)] if key in before else before) or bool(
        DISCLOSURE.search(text)
    )


def _of_all_kinds(text: str, numeral: Numeral) -> bool:
    """Tell whether all disputes are counted, of which those about disclosure are only a part, or the others alone."""
    return bool(_ALL_KINDS.search(_clause(text, numeral.start)) or _THEREOF.match(text[numeral.end :]))
