"""Denials: 未收到申请, 没有行政复议, 信息处理费为零. A denial that is limited (未发生败诉案件) is left unread."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xlreport.disclosure.phrases import negation_words as words
from xlreport.disclosure.phrases.contexts import about_requests
from xlreport.disclosure.phrases.sentences import Sentence
from xlreport.disclosure.phrases.topics import OUTCOMES
from xlreport.disclosure.phrases.wording import DISCLOSURE, OTHER_KIND


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """The topics that a phrase says there were none of, and its place in the sentence."""

    topics: tuple[str, ...]
    start: int
    end: int


_LIMITED = re.compile(
    r"逾期|超期|不当|败诉|纠正|纠错|违法|重大|不予|积压|投诉|撤销|不满|维持|延期|书面|线下|线上|网络|其他(?!(?:社会)?组织)|群体|恶意|大量|"
    r"重复|错误|责任|费用异议|权$|职能|职责|机构|机关$|后顾"
)
_OF_SOME_KIND = re.compile(
    r"通过|邮寄|信函|当面|现场|渠道|传真|邮件|商业秘密|个人隐私|除|需|企业|科研|公益|律师|法律服务|自然人(?!.{0,4}法人)|(?<![人民])(?<![人民][、和及])法人|"
    r"(?:关于|有关|涉及|针对)(?!(?:政府)?信息公开|依申请公开|的|申请)"
)
_AFTER_DISPUTES = re.compile(r"后|败|被|纠|撤|维持|结果")
_OTHER_REQUEST = re.compile(r"复议|诉讼|许可|补贴")
_CONDITION = re.compile(r"达到?.{0,8}条件|需要|标准|依据|目录|异议|困难|减免")
_AFTER_FEES = re.compile(r"目录|项目|标准|依据|通知|行为|问题|事项的")
_FEE_TOPICS = {"信息处理费": "fee_yuan", "信息公开处理费": "fee_yuan", "行政事业性收费": "fees"}
_PERIOD = re.compile(
    r"(?P<part>上半年|下半年|[前后第]?[一二三四1-4]个?季度|\d+月份?(?!\d))|全年|本年|今年|年度|年内|\d{4}年"
)
_SOME = re.compile(r"部分|多数|大多|少数|其余|有的|个别|个(?:乡镇|镇|乡|街道|部门|单位|科室|县|区)?$")
_BARE = re.compile(r"(?:^|年度?|年内|公开|申请|均|也|且|并|为|实现|保持|[我本][^,;。]{1,3})$")
_AIM = re.compile(r"目标|力求|力争|争取|确保|努力|避免|防止|杜绝")


def denials_in(sentence: Sentence) -> Iterator[Denial]:
    """Give what a sentence denies, each once, in no order."""
    given: list[Denial] = []
    for read in _READERS:
        for denial in read(sentence):
            again = any(one.start < denial.end and denial.start < one.end for one in given)
            if not again and not _of_a_part(sentence, denial.start):
                given.append(denial)
                yield denial


def _of_a_part(sentence: Sentence, place: int) -> bool:
    """Tell whether only a part of the year or some of several bodies had none: 上半年未收到, 部分乡镇未收到."""
    before = re.split(r"[;。\n]", sentence.text[:place])[-1]
    periods = list(_PERIOD.finditer(before))
    return bool(periods and periods[-1]["part"]) or bool(_SOME.search(re.split(r"[,:]", before)[-1]))


def _bare(sentence: Sentence, place: int) -> bool:
    """Tell whether nothing before a short denial in its clause says whose or of what kind, or that it is an aim."""
    clause = re.split(r"[,;。:、\n]", sentence.text[:place])[-1]
    return bool(_BARE.search(clause)) and not _AIM.search(sentence.text)


def _denial(found: re.Match[str], *topics: str) -> Denial:
    return Denial(topics=topics, start=found.start(), end=found.end())


def _disputes(sentence: Sentence) -> Iterator[Denial]:
    if not (sentence.setting.part.endswith("on_request") or DISCLOSURE.search(sentence.text)):
        return
    for pattern in (words.NO_DISPUTES, words.DISPUTES_NONE):
        for found in pattern.finditer(sentence.text):
            wished = pattern is words.DISPUTES_NONE and _AIM.search(sentence.text)
            if not (wished or _limited(sentence, found)):
                yield _denial(found, *_kinds(found["what"]))
    for found in words.ZERO_DISPUTES.finditer(sentence.text):
        if _bare(sentence, found.start()):
            yield _denial(found, *_kinds(found["what"]))


def _kinds(named: str) -> tuple[str, ...]:
    review, suit = ("复议" in named), ("诉讼" in named or "应诉" in named)
    return tuple(topic for topic, said in (("review.total", review), ("suit.total", suit)) if said)


def _limited(sentence: Sentence, found: re.Match[str]) -> bool:
    after = sentence.text[found.end() : found.end() + 4]
    return bool(_LIMITED.search(found.group()) or _LIMITED.match(after) or _AFTER_DISPUTES.match(after))


def _requests(sentence: Sentence) -> Iterator[Denial]:
    for pattern in (words.NO_REQUESTS, words.REQUESTS_NONE, words.SOMEBODY_ASKED):
        for found in pattern.finditer(sentence.text):
            phrase = found.group()
            if not DISCLOSURE.search(phrase) and (not about_requests(sentence) or OTHER_KIND.search(phrase)):
                continue
            if not any(each.search(phrase) for each in (_LIMITED, _OF_SOME_KIND, _OTHER_REQUEST)):
                yield _denial(found, "received")
    for found in words.NO_REQUEST_AT_ALL.finditer(sentence.text):
        if about_requests(sentence) and _bare(sentence, found.start()):
            yield _denial(found, "received")


def _carried(sentence: Sentence) -> Iterator[Denial]:
    for found in words.NOT_CARRIED.finditer(sentence.text):
        before = sentence.text[: found.start()]
        other = OTHER_KIND.search(before) or _OTHER_REQUEST.search(re.split(r"[,;。]", before)[-1])
        if about_requests(sentence) and _bare(sentence, found.start()) and not other:
            into, out = found["before"] or found["last"], found["next"]
            yield _denial(found, "carried_out" if out else "carried_in" if into else "carried")


def _outcomes(sentence: Sentence) -> Iterator[Denial]:
    for found in words.NO_OUTCOME.finditer(sentence.text):
        if about_requests(sentence):
            yield _denial(found, *(key for key, (label, _, _) in OUTCOMES.items() if label in found["what"]))


def _fees(sentence: Sentence) -> Iterator[Denial]:
    for pattern in (words.NO_FEE, words.FEE_NONE):
        for found in pattern.finditer(sentence.text):
            after = sentence.text[found.end() : found.end() + 6]
            if _CONDITION.search(found.group()) or _CONDITION.match(after) or _AFTER_FEES.match(after):
                continue
            topic = _FEE_TOPICS.get(found["what"], "any_fee")
            if topic != "any_fee" or about_requests(sentence) or sentence.setting.part.startswith("matters"):
                yield _denial(found, topic)


def _papers(sentence: Sentence) -> Iterator[Denial]:
    for found in words.NO_PAPER.finditer(sentence.text):
        repealed = "废止" in {found["verb"], found["made"]}
        yield _denial(found, "normative.repealed" if repealed else "normative.made")


_READERS: tuple[Callable[[Sentence], Iterator[Denial]], ...] = (
    _disputes,
    _requests,
    _carried,
    _outcomes,
    _fees,
    _papers,
)
