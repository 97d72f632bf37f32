"""Denials: 未收到申请, 没有行政复议, 信息处理费为零. One that is limited (未发生败诉案件) is left unread.

A denial is a pattern over the kinds of words from the one that denies: what may stand between, then what is denied; any
other word before that makes it the denial of a part. A new thing to deny is one line of `_TOPICS`, a new way one of `_READERS`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from xlreport.disclosure.sentences.case_frames import dispute_named, limiting
from xlreport.disclosure.sentences.clauses import subject_before
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.names import CHANNELS, papers_before, totals_of
from xlreport.disclosure.sentences.tokens import BORDERS, Token, has, letters, only, pattern, says, those
from xlreport.disclosure.sentences.topics import OUTCOMES
from xlreport.lazy import regex


class Denial(NamedTuple):
    """The topics that a phrase says there were none of, and its place in the sentence."""

    topics: tuple[str, ...]
    start: int
    end: int


class _Denied(NamedTuple):
    """What a word denies: the things, and the words between it and them where it stands before them."""

    line: Line
    things: Sequence[Token]
    denying: Token
    verbs: Sequence[Token] = ()

    @property
    def behind(self) -> bool:
        """Tell whether the things stand behind the word that denies them."""
        return self.denying.start < self.things[0].start and not self.denying.text.endswith("零")

    def values(self, *kinds: str) -> tuple[str, ...]:
        """Give what the things of some kinds are."""
        return tuple(dict.fromkeys(each.value for each in those(self.things, *kinds)))

    def read(self) -> Denial | None:
        """Read the things as the first of their kinds is read, where the words say of which figures there are none."""
        kinds = {each.kind for each in self.things}
        happened = self.denying.kind == "zero" and self.denying.text.endswith(_HAPPENED)
        if happened and kinds <= _NO_EVENTS:
            return None
        topics = next((read(self) for kind, read in _TOPICS.items() if kind in kinds), ())
        words = (*self.things, self.denying)
        return Denial(topics, min(each.start for each in words), max(each.end for each in words)) if topics else None


_PASSED = "fill happen any self public belong information receive handle collect join answer colon document"
_CARRIED, _ASKED = frozenset(("carried_in", "carried_out", "carry")), frozenset(("request", "asked"))
_ZEROED = "carried_in carried_out request asked dispute total ask_for fee state paper decision channel"
_GROUNDS = "[fill happen any number belong]*item(?:[fill join]*item)*(?=[fill belong outcome asked request]*(?:[comma semicolon]|$))"
_THINGS = f"{_ZEROED} carry outcome"
_FORWARD = pattern(
    rf"([{_PASSED} zero none time number]{{0,25}})"
    rf"(?:(?:other_kind+join)*dispute(?:[{_THINGS} {_PASSED}]|comma?none(?=[{_PASSED}]{{0,6}}dispute))*"
    rf"|result[result {_THINGS} {_PASSED}]*|(?:late[fill]*join)?[{_THINGS}][{_THINGS} {_PASSED}]*)"
)
"""没有一起行政复议，也没有行政诉讼: what may stand between, and what is denied; a second 没有 goes on with disputes alone"""
_ZERO_OF = pattern(r"(?:zero_of[dispute asked request fee decision][join comma]?+)+(?![unknown other_kind])")
"""零复议、零诉讼"""
_ITEMS = pattern(_GROUNDS)
"""没有一件以国家秘密为由不予公开"""
_BACKWARD = letters(f"{_ZEROED} conclude answer fill join self happen colon collect any receive information".split())
_OF_ITEMS = letters(["outcome", "item", "fill", "belong", "join"])
_DENIED, _NOUGHT = (*_THINGS.split(), "result"), (*_THINGS.split(), "item", "conclude", "answer", "receive")
_LIMITS = frozenset(("result", "some_result", "part", "late", "other_kind", "plan", "item", "state", "belong"))
_LIMITED_BY_UNKNOWN = frozenset(("asked", "carry", "outcome", "paper", "fee", "request"))
_LIMITING = regex(r"[后败率权机职]|导致败|被(?:撤|纠)|制定权")
_POWERS, _POWER = ("paper", "state", "decision"), regex(r"(?:法定)?(?:职|制定)?权")
"""who has no power to make them has made none"""
_SMALL, _AS = ("一", "1", "任何"), ("按", "按照", "以", "作为")
_HAPPENED, _NO_EVENTS = ("发生", "产生"), {"request", "asked", "total", "ask_for", "paper", "state"}
"""零发生 is said of disputes"""
_AIM = regex(r"目标|力求|力争|争取|努力|避免|防止|杜绝|确保")
_PERIOD = regex(
    r"(?P<part>上半年|下半年|[前后第]?[一二三四1-4]个?季度|\d+月份?(?!\d))|全年|本年|今年|年度|年内|\d{4}年"
)
_SOME = regex(r"部分|多数|大多|少数|其余|有的|个别|个(?:乡镇|镇|乡|街道|部门|单位|科室|县|区)?$")
_SENTENCE_ENDS, _CLAUSE_ENDS = regex(r"[;。\n]"), regex(r"[,:]")


def denials_in(line: Line) -> Iterator[Denial]:
    """Give what a sentence denies, in order."""
    if DENYING.isdisjoint(line.kinds):
        return
    end = 0
    for found in _DENYING.finditer(line.letters):
        token = line.tokens[found.start()]
        readers = _READERS[token.kind] if token.start >= end else ()
        for read in readers:
            if denial := read(line, token):
                end = denial.end
                if not _of_a_part(line, denial.start):
                    yield denial
                break


def _of_a_part(line: Line, place: int) -> bool:
    """Tell whether only a part of the year or some of several bodies had none: 上半年未收到, 部分乡镇未收到."""
    before = _SENTENCE_ENDS.split(line.text[max(0, place - 60) : place])[-1]
    periods = list(_PERIOD.finditer(before))
    return bool(periods and periods[-1]["part"]) or bool(_SOME.search(_CLAUSE_ENDS.split(before)[-1]))


def _forward(line: Line, denying: Token) -> Denial | None:
    """Read what follows 未, 没有, 无."""
    found = _FORWARD.match(line.letters, denying.place + 1)
    if found is None:
        return None
    verbs, words = line.tokens[found.start() : found.end(1)], line.tokens[found.end(1) : found.end()]
    things = those(words, *_DENIED)
    ended = line.tokens[found.end() - (words[-1].kind == "join") :][:1]
    if not _passes(verbs):
        return None
    if ended and _limits(ended[0], things[-1]):
        if things[-1].kind != "dispute" or ended[0].kind != "result" or not line.about_disclosure:
            return None
        things += ended  # 未发生诉讼败诉
    return _Denied(line, things, denying, verbs).read()


def _of_items(line: Line, denying: Token) -> Denial | None:
    """Read 没有一件以国家秘密为由不予公开, 未出现重复申请: of a row of table 3."""
    found = _ITEMS.match(line.letters, denying.place + 1)
    if found is None:
        return None
    words, following = line.tokens[denying.place + 1 : found.end()], line.tokens[found.end() : found.end() + 3]
    outcome = has(following, "outcome") or says(following[:1], "的") or denying.text.endswith(("存在", "一件", "一"))
    told = outcome or has(words, "number") or says(words, "出现", "发生", "存在")
    return _Denied(line, those(words, "item"), denying).read() if told else None


def _passes(verbs: Sequence[Token]) -> bool:
    """Tell whether words may stand between a denial and what it denies: 未产生、未收取, 没有一起, 本年度; 未按 is of some."""
    counted = [number for number, each in enumerate(verbs) if each.kind == "number"]
    few = all(verbs[each].text.startswith(_SMALL) and not has(verbs[:each], "answer") for each in counted)
    return few and not says(verbs, *_AS)


def _limits(token: Token, last: Token) -> bool:
    """Tell whether the word right behind what is denied says that only some were: 未发生复议后起诉, 无诉讼败诉."""
    if last.kind in _POWERS and _POWER.match(token.text):
        return False
    if token.kind == "unknown":
        return bool(_LIMITING.match(token.text)) or last.kind in _LIMITED_BY_UNKNOWN
    return token.kind in _LIMITS


def _zero(line: Line, denying: Token) -> Denial | None:
    """Read 零申请, 零复议、零诉讼."""
    found = _ZERO_OF.match(line.letters, denying.place)
    whose = has(line.ahead(denying.place), "applicant", "other_kind", "item")
    if found is None or whose or _AIM.search(line.text):
        return None
    return _Denied(line, those(line.tokens[found.start() : found.end()], *_NOUGHT), denying).read()


def _backward(line: Line, zero: Token) -> Denial | None:
    """Read 行政复议、行政诉讼均为零, 申请数为0, 信息处理费：无, 以国家秘密为由不予公开的没有."""
    alone = zero.kind == "zero" or zero.text.endswith(_ALONE)
    if not alone or not _ends(line, zero.place + 1, at_all=zero.kind == "zero") or _AIM.search(line.text):
        return None
    of_items = line.tokens[zero.place - 1].text == "的"
    first = len(line.letters[: zero.place].rstrip(_OF_ITEMS if of_items else _BACKWARD))
    things = those(line.tokens[first : zero.place], *_NOUGHT)
    some = not of_items and has(line.tokens[first - 1 : first], "other_kind", "late", "part", "unknown")
    told = things and (not some or has(things, "dispute", "fee"))
    return _Denied(line, things, zero).read() if told else None


_ALONE = ("无", "没有", "不存在", "未有", "不涉及")


def _ends(line: Line, place: int, *, at_all: bool = True) -> bool:
    """Tell whether nothing more is said from a place on, or something apart."""
    behind = line.tokens[place : place + 1]
    return has(behind, *BORDERS) or says(behind, "”") or (at_all and not behind)


def _unopened(line: Line, none: Token) -> Denial | None:
    """Read 政务新媒体未开通: who has none published nothing by it."""
    beside = line.tokens[none.place - 1], *line.tokens[none.place + 1 : none.place + 2]
    opened = says(beside[1:], *_OPENED) and _ends(line, none.place + 2)
    return _Denied(line, beside, none).read() if opened and beside[0].kind == "channel" else None


_REST, _KINDS = ("其余", "其他", "其它"), frozenset(("fill", "others", "various", "handle", "conclude", "outcome"))


def _rest(line: Line, zero: Token) -> Denial | None:
    """Read 其余办理结果均为零: every outcome that the sentence has not named."""
    words = line.ahead(zero.place)
    if not (line.about_requests and says(words[:1], *_REST) and only(words, _KINDS)):
        return None
    told = {each.value.partition(".")[0] for each in line.tokens[: words[0].place] if each.kind in {"outcome", "item"}}
    topics = tuple(each for each in OUTCOMES if each not in told) if told else ()
    return Denial(topics, words[0].start, zero.end) if topics else None


Reader = Callable[[Line, Token], Denial | None]
_READERS: Mapping[str, tuple[Reader, ...]] = {
    "none": (_unopened, _backward, _of_items, _forward),
    "zero_of": (_zero,),
    "zero": (_rest, _backward, _of_items, _forward),
}
DENYING = frozenset(_READERS)
"""kinds of words that deny"""
_DENYING = pattern(f"[{' '.join(_READERS)}]")
_OPENED = ("开设", "开通")
_UNPUBLISHED = pattern("channel(?:[publish outcome]information?|information)(?=[comma semicolon]|$)")
_RECEIVING = ("提出", "提交", "收到", "接到", "受理")


def _received(denied: _Denied) -> tuple[str, ...]:
    line, verbs = denied.line, denied.verbs
    if not denied.behind:
        asked = not only(denied.things, {"conclude", "answer"})
        return (("received" if asked else "concluded"),) if line.about_requests else ()
    explicit, people = has(denied.things, "request"), has(verbs, "public")
    received = has(verbs, "receive", "handle") or any(each.text.startswith(_RECEIVING) for each in verbs)
    asked = (explicit or line.about_requests) and (people or not has(denied.things, "ask_for"))
    return ("received",) if asked and (received or people or explicit) else ()


def _outcomes(denied: _Denied) -> tuple[str, ...]:
    outcomes = denied.values("item") or denied.values("outcome")
    open_too = "granted" in outcomes and (len(outcomes) == 1 or says(denied.verbs, "应"))
    return outcomes if denied.line.about_requests and not open_too else ()


def _published(denied: _Denied) -> tuple[str, ...]:
    named = denied.values("channel")
    unpublished = _UNPUBLISHED.match(denied.line.letters, denied.things[-1].place)
    opened = unpublished or not denied.behind or says(denied.verbs, *_OPENED)
    return (CHANNELS if "both" in named else named) if opened else ()


def _disputes(denied: _Denied) -> tuple[str, ...]:
    """Give the disputes that are denied: who had none at all had none over disclosure, unless an unknown word limits it."""
    line, things = denied.line, denied.things
    if says(denied.verbs[:1], "办理", "受理"):
        return ()
    if has(things, "result"):
        return _results(denied)
    asked = not denied.behind and things[0].kind in _ASKED and line.about_requests and "zero_of" in line.kinds
    at_all = not has(line.tokens[things[-1].place + 1 :][:1], "unknown")
    named = [each.value for each in those(things, "dispute") if limiting(line, each.place) == each.place]
    counted = named and (not line.not_ours if at_all else line.about_disclosure)
    return (*(("received",) if asked else ()), *(totals_of(*named) if counted else ()))


def _results(denied: _Denied) -> tuple[str, ...]:
    """Give the results of the disputes that are named with them or were before."""
    line, said = denied.line, "".join(each.text for each in denied.things)
    kind = dispute_named(line, denied.denying.place, said) if line.about_disclosure else ""
    several = {"": (), "dispute": ("review", "suit"), "any_suit": ("suit",)}.get(kind, (kind,))
    kinds = denied.values("dispute") or several
    return tuple(f"{kind}.{result}" for kind, result in product(kinds, denied.values("result")))


def _carried(denied: _Denied) -> tuple[str, ...]:
    line, place = denied.line, denied.denying.place
    named = tuple(dict.fromkeys(each.kind for each in those(denied.things, "carried_in", "carried_out")))
    if not denied.behind:
        return (*(("received",) if has(denied.things, "receive") else ()), *named)
    subject, part = subject_before(line, place), line.part(place)
    denied_too = subject == "dispute" and has(part, *_READERS) and not has(part, "number")
    if not (denied_too or subject in {"", "request"}) or any("资金" in each.text for each in line.ahead(place)):
        return ()
    if named:
        return named
    if any(each.kind == "time" and each.value == "-1" for each in line.ahead(denied.things[0].place)):
        return ("carried_in",)
    done = has(line.tokens[:place], "conclude", "answer") or _CARRIED_IN.search(line.plain.text)
    return ("carried_out",) if done else ("carried_in", "carried_out")


_CARRIED_IN = regex(r"(?:[上去前往]一?年度?|20\d\d年度?|年初)[^,;。]{0,8}(?:结转|转入|接转|顺延|转来|遗留|未办)|含结转")
_PROCESSING = ("fee_yuan", "fee_cases")


def _of_decisions(denied: _Denied) -> tuple[str, ...]:
    fees = _fees(denied) if has(denied.things, "fee") else ()
    return () if has(denied.verbs, "receive") else (*denied.values("decision"), *fees)


def _fees(denied: _Denied) -> tuple[str, ...]:
    line, fee = denied.line, next(each for each in denied.things if each.kind == "fee")
    if fee.value == "some":
        return ()
    if fee.value != "any":
        return _PROCESSING if fee.value == "fee" else ("fees",)
    told = (*line.kinds, *(line.before.kinds if line.before else ()))
    named = any(each.value == "fees" for each in those(line.part(fee.place), "fee")) or has(denied.things, "decision")
    if named or (line.setting.part.endswith(("active", "management")) and "decision" in told):
        return ("fees",)
    if "信息公开" in line.text or "依申请" in line.text or line.in_requests:
        return _PROCESSING
    return ("any_fee",) if line.setting.part.startswith("matters") or line.about_requests else ()


def _papers(denied: _Denied) -> tuple[str, ...]:
    """Give the states of documents, of those that were named last before: 规范性文件、规章：均未制定."""
    line, place = denied.line, denied.things[0].place
    named = papers_before(line, place) or tuple(each.value for each in those(line.tokens[place:], "paper")[:1])
    papers, states = denied.values("paper") or named, denied.values("state") or ("made",)
    return tuple(f"{paper}.{state}" for paper, state in product(papers, states))


_TOPICS: Mapping[str, Callable[[_Denied], tuple[str, ...]]] = {
    "dispute": _disputes,
    "fee": _of_decisions,
    **dict.fromkeys(("paper", "state"), _papers),
    **dict.fromkeys(("outcome", "item"), _outcomes),
    "decision": _of_decisions,
    **dict.fromkeys(("carried_in", "carried_out", "carry"), _carried),
    **dict.fromkeys(("request", "asked", "total", "ask_for"), _received),
    "channel": _published,
    "result": _results,
    **dict.fromkeys(("conclude", "answer"), _received),
}
"""by the kinds of the things that are denied; the first that is there counts"""
