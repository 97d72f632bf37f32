"""Whether a sentence speaks of what the form counts: requests for government information, and what came of them.

Refuses other requests (许可, 补贴), petitions, and cases that the unit decides about others.
"""

import re
from collections.abc import Callable

from xlreport.checks.phrases.numerals import Numeral
from xlreport.checks.phrases.sentences import Sentence
from xlreport.checks.phrases.wording import DISCLOSURE, EXPLICIT, OTHER_KIND, WHICH_DISPUTE, Wording

_Way = tuple[tuple[str, ...], Callable[[], bool]]
"""The units a number may have, and whether the sentence speaks of such things."""
_NO_WAY: _Way = ((), lambda: False)
_CASE_UNITS = ("件", "起", "宗", "例", "次", "个", "件次")
_REQUEST_UNITS = (*_CASE_UNITS, "条", "份", "封", "人次", "项")
_PAPER_UNITS = ("件", "份", "个", "部", "项")
_DECIDES = re.compile(r"(?:办理|审理|受理|审结|承办|代理|出庭|应对|收到|接到|办结|化解|调解)[^,。;]{0,10}$")
_FEE = re.compile(r"信息(?:公开)?处理费")
_OTHER_FEE = re.compile(
    r"报名费|工本费|学费|住宿费|手续费|诉讼费|登记费|事业性收费|减免|免收|应收|标准|每件|每页|复印|邮寄"
)
_OUTCOME = re.compile(r"予以公开|部分公开|不予公开|无法提供|不予处理|其他处理")
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
_FILED = re.compile(r"备案")


def suits(sentence: Sentence, wording: Wording, numeral: Numeral, words: re.Match[str], beside: str) -> bool:
    """Tell whether a wording may be read at this number; `beside` is what stands on the number's other side."""
    clause = _clause(sentence.text, numeral.start)
    ways: dict[str, _Way] = {
        "carried": (_REQUEST_UNITS, lambda: about_requests(sentence) and not _of_disputes(clause)),
        "requests": (_REQUEST_UNITS, lambda: _is_request(sentence, words.group(), beside, wording)),
        "noun": (_REQUEST_UNITS, lambda: _is_request(sentence, words.group(), beside, wording)),
        "outcomes": (_REQUEST_UNITS, lambda: about_requests(sentence) and not OTHER_KIND.search(clause)),
        "applicants": (_REQUEST_UNITS, lambda: about_requests(sentence) and _counts_requests(sentence, numeral)),
        "disputes": (_CASE_UNITS, lambda: _is_dispute(sentence, wording, numeral, words, beside)),
        "documents": (_PAPER_UNITS, lambda: document_of(sentence, numeral.start, beside) != ""),
        "yuan": (("元",), lambda: _is_fee(sentence, numeral)),
        "cases": (_CASE_UNITS, lambda: _is_fee(sentence, numeral)),
    }
    units, fits = ways.get(wording.needs, _NO_WAY)
    return numeral.unit in units and fits()


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


def _is_request(sentence: Sentence, words: str, beside: str, wording: Wording) -> bool:
    named = words + beside
    if _of_disputes(named):
        return False
    if EXPLICIT.search(named):
        return True
    if OTHER_KIND.search(named) or not about_requests(sentence):
        return False
    if "申请" in named:
        return True
    clear = wording.topic in {"received_new", "concluded", "answered"}
    return clear and not (OTHER_KIND.search(sentence.text) and "申请" not in sentence.text)


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


def _is_fee(sentence: Sentence, numeral: Numeral) -> bool:
    fees = list(_FEE.finditer(sentence.text, 0, numeral.start))
    return bool(fees) and not _OTHER_FEE.search(sentence.text, fees[-1].end(), numeral.end)
