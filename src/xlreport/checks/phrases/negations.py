"""Denials: 未收到申请, 没有行政复议, 信息处理费为零. A denial that is limited (未发生败诉案件) is left unread."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlreport.checks.phrases.contexts import about_requests
from xlreport.checks.phrases.sentences import Sentence
from xlreport.checks.phrases.wording import DISCLOSURE, OTHER_KIND


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """The topics that a phrase says there were none of, and its place in the sentence."""

    topics: tuple[str, ...]
    start: int
    end: int


_NO = r"(?:未曾?|没有|并未|从未|尚未|均未|均无|暂无|无)"
_HAPPENED = (
    r"(?:再|有|新|人|收到过?|接到过?|受理过?|接收|发生过?|引起过?|引发过?|产生过?|出现过?|涉及|存在|被|因|由此|由|此|提起过?|申请|"
    r"任何|一起|一件|导致|形成|关于|相关|有关|公民、?法人(?:和|或|或者)?其他组织|公民|群众|社会公众|申请人|对|我局|本机关|向|的)*"
)
_LIMITED = re.compile(
    r"逾期|超期|不当|败诉|纠正|纠错|违法|重大|不予|积压|投诉|撤销|不满|维持|延期|书面|线下|线上|网络|其他|群体|恶意|大量|"
    r"重复|错误|责任|费用异议|权$|职能|职责|机构|机关$|后顾"
)
_ABOUT = r"(?:因?(?:政府)?信息公开(?:工作|申请|答复|类)*(?:而|所)?(?:引起|引发|产生|导致|提起|被提起|涉及|被申请)*的?|依申请公开(?:工作)?(?:引起|引发|产生)*的?)?"
_DISPUTED = r"(?:行政复议|行政诉讼|复议|诉讼|行政应诉)"
_DISPUTES = rf"{_DISPUTED}(?:案件|申请|事项|情况)?(?:(?:、|和|及|与|或者?|以及|,也没有|,也无|,无|,未发生|,没有)*{_ABOUT}(?:被)?(?:提起|申请)?{_DISPUTED}(?:案件|申请|事项|情况)?)*"
_NO_DISPUTES = re.compile(rf"{_NO}{_HAPPENED}{_ABOUT}{_HAPPENED}(?P<what>{_DISPUTES})(?![权机职])")
_DISPUTES_NONE = re.compile(rf"(?P<what>{_DISPUTES})(?:数量|件数)?(?:均|都|全部)?(?:未发生|没有发生|为零|为无)")
_REQUESTED = r"(?:政府信息公开的?申请|信息公开申请|依申请公开(?:政府信息)?(?:的)?(?:申请|件|事项)|依申请公开|申请)"
_NO_REQUESTS = re.compile(
    rf"{_NO}(?:收到过?|接到过?|受理过?|接收到?|新收){_HAPPENED}(?P<gap>[^,;。、]{{0,14}}?)(?P<what>{_REQUESTED})(?![^,;。]{{0,3}}(?:人|表|书|行政))"
)
_REQUESTS_NONE = re.compile(
    r"(?P<gap>)(?P<what>(?:政府信息公开|信息公开|依申请公开)申请(?:数量|件数|量)?)(?:为零|为无)"
)
_FEE = r"(?P<what>信息(?:公开)?处理费|行政事业性收费|任何费用|费用|收费)(?:收入)?"
_NO_FEE = re.compile(
    rf"{_NO}(?:收取|产生|发生|征收|收|涉及|存在|向申请人|任何|过|政府信息公开|依申请公开|政府|信息公开|的)*{_FEE}"
)
_FEE_NONE = re.compile(rf"{_FEE}(?:收取)?(?:金额)?(?:均|都)?(?:未发生|没有发生|未收取|没有收取|未产生|为零|为无)")
_NO_PAPER = re.compile(
    r"(?:未|没有|无)(?:新)?(?P<verb>制发|制定|出台|印发|新增|废止)(?:过|任何|新的?)*(?:行政)?规范性文件(?!方面)"
)
_FEE_TOPICS = {"信息处理费": "fee_yuan", "信息公开处理费": "fee_yuan", "行政事业性收费": "fees"}
_CONDITION = re.compile(r"达到?.{0,8}条件|需要|标准|依据|目录|异议|困难|减免")


def denials_in(sentence: Sentence) -> Iterator[Denial]:
    """Give what a sentence denies, in no order."""
    yield from _disputes(sentence)
    yield from _requests(sentence)
    yield from _fees(sentence)
    for found in _NO_PAPER.finditer(sentence.text):
        topic = "normative.repealed" if found["verb"] == "废止" else "normative.made"
        yield Denial(topics=(topic,), start=found.start(), end=found.end())


def _disputes(sentence: Sentence) -> Iterator[Denial]:
    if not (sentence.setting.part.endswith("on_request") or DISCLOSURE.search(sentence.text)):
        return
    for pattern in (_NO_DISPUTES, _DISPUTES_NONE):
        for found in pattern.finditer(sentence.text):
            if not _limited(sentence, found):
                yield Denial(topics=_kinds(found["what"]), start=found.start(), end=found.end())


def _kinds(words: str) -> tuple[str, ...]:
    review, suit = ("复议" in words), ("诉讼" in words or "应诉" in words)
    return tuple(topic for topic, named in (("review.total", review), ("suit.total", suit)) if named)


def _limited(sentence: Sentence, found: re.Match[str]) -> bool:
    after = sentence.text[found.end() : found.end() + 4]
    return bool(_LIMITED.search(found.group()) or _LIMITED.match(after) or re.match(r"后|败|被|纠|撤|维持|结果", after))


def _requests(sentence: Sentence) -> Iterator[Denial]:
    for pattern in (_NO_REQUESTS, _REQUESTS_NONE):
        for found in pattern.finditer(sentence.text):
            words = found.group()
            explicit = DISCLOSURE.search(found["what"]) or "依申请公开" in found["what"]
            if not explicit and (not about_requests(sentence) or OTHER_KIND.search(words)):
                continue
            if not (_LIMITED.search(words) or re.search(r"复议|诉讼|许可|补贴", words)):
                yield Denial(topics=("received",), start=found.start(), end=found.end())


def _fees(sentence: Sentence) -> Iterator[Denial]:
    for pattern in (_NO_FEE, _FEE_NONE):
        for found in pattern.finditer(sentence.text):
            after = sentence.text[found.end() : found.end() + 6]
            if (
                _CONDITION.search(found.group())
                or _CONDITION.match(after)
                or re.match(r"目录|项目|标准|依据|通知|行为|问题|事项的", after)
            ):
                continue
            topic = _FEE_TOPICS.get(found["what"], "any_fee")
            if topic != "any_fee" or about_requests(sentence) or sentence.setting.part.startswith("matters"):
                yield Denial(topics=(topic,), start=found.start(), end=found.end())
