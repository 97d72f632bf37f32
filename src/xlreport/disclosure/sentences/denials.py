"""Denials: 未收到申请, 没有行政复议, 信息处理费为零. One that is limited (未发生败诉案件) is left unread.

A denial is a pattern over the kinds of words from the one that denies: what may stand between, then what is denied; any
other word before that makes it the denial of a part.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product

from xlreport.disclosure.sentences.case_frames import dispute_named, limiting
from xlreport.disclosure.sentences.clauses import subject_before
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.names import totals_of
from xlreport.disclosure.sentences.tokens import BORDERS, Token, has, letters, only, pattern, says, those
from xlreport.disclosure.sentences.topics import OUTCOMES
from xlreport.lazy import regex
from xlreport.plain_records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """The topics that a phrase says there were none of, its place in the sentence, and the word it is read to."""

    topics: tuple[str, ...]
    start: int
    end: int
    reached: int


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
_BACKWARD_OF_ITEMS = letters(["outcome", "item", "fill", "belong", "join"])
_DENIED, _NOUGHT = (
    frozenset((*_THINGS.split(), "result")),
    frozenset((*_ZEROED.split(), "conclude", "answer", "receive")),
)
_LIMITS = frozenset(("result", "some_result", "part", "late", "other_kind", "plan", "item", "state", "belong"))
_LIMITED_BY_UNKNOWN = frozenset(("asked", "carry", "outcome", "paper", "fee", "request"))
_LIMITING = regex(r"[后败率权机职]|导致败|被(?:撤|纠)|制定权")
_POWERS, _POWER = ("paper", "state", "decision"), regex(r"(?:法定)?(?:职|制定)?权")
"""who has no power to make them has made none"""
_SMALL, _AS = ("一", "1", "任何"), ("按", "按照", "以", "作为")
_AIM = regex(r"目标|力求|力争|争取|努力|避免|防止|杜绝|确保")
_PERIOD = regex(
    r"(?P<part>上半年|下半年|[前后第]?[一二三四1-4]个?季度|\d+月份?(?!\d))|全年|本年|今年|年度|年内|\d{4}年"
)
_SOME = regex(r"部分|多数|大多|少数|其余|有的|个别|个(?:乡镇|镇|乡|街道|部门|单位|科室|县|区)?$")
_HAPPENED = ("发生", "产生")
_SENTENCE_ENDS, _CLAUSE_ENDS = regex(r"[;。\n]"), regex(r"[,:]")


def denials_in(line: Line) -> Iterator[Denial]:
    """Give what a sentence denies, in order."""
    end = 0
    for found in _DENYING.finditer(line.letters):
        token = line.tokens[found.start()]
        readers = _READERS[token.kind] if token.place >= end else ()
        denial = next(filter(None, (read(line, token) for read in readers)), None)
        if denial is not None:
            end = max(end, denial.reached)
            if not _of_a_part(line, denial.start):
                yield denial


def _of_a_part(line: Line, place: int) -> bool:
    """Tell whether only a part of the year or some of several bodies had none: 上半年未收到, 部分乡镇未收到."""
    before = _SENTENCE_ENDS.split(line.text[max(0, place - 60) : place])[-1]
    periods = list(_PERIOD.finditer(before))
    return bool(periods and periods[-1]["part"]) or bool(_SOME.search(_CLAUSE_ENDS.split(before)[-1]))


def _forward(line: Line, denying: Token) -> Denial | None:
    """Read what follows 未, 没有, 无."""
    if "item" in line.kinds and (denial := _of_items(line, denying)):
        return denial
    found = _FORWARD.match(line.letters, denying.place + 1)
    if found is None:
        return None
    verbs, words = line.tokens[found.start() : found.end(1)], line.tokens[found.end(1) : found.end()]
    things = those(words, *_DENIED)
    reached = found.end() - (words[-1].kind == "join")
    if not _passes(verbs):
        return None
    if _limited(line, reached, things[-1]):
        ended = line.tokens[reached]
        if things[-1].kind != "dispute" or ended.kind != "result" or not line.about_disclosure:
            return None
        things, reached = [*things, ended], reached + 1  # 未发生诉讼败诉
    topics = _topics(line, things, verbs, denying)
    end = max(each.end for each in things)
    return Denial(topics=topics, start=denying.start, end=end, reached=reached) if topics else None


def _of_items(line: Line, denying: Token) -> Denial | None:
    """Read 没有一件以国家秘密为由不予公开, 未出现重复申请: of a row of table 3, where words say that requests are meant."""
    found = _ITEMS.match(line.letters, denying.place + 1)
    if found is None or not line.about_requests:
        return None
    words, following = line.tokens[denying.place + 1 : found.end()], line.tokens[found.end() : found.end() + 3]
    outcome = has(following, "outcome") or says(following[:1], "的") or denying.text.endswith(("存在", "一件", "一"))
    items = those(words, "item")
    topics = _values(items) if outcome or has(words, "number") or says(words, "出现", "发生", "存在") else ()
    return Denial(topics=topics, start=denying.start, end=items[-1].end, reached=found.end()) if topics else None


def _passes(verbs: Sequence[Token]) -> bool:
    """Tell whether words may stand between a denial and what it denies: 未产生、未收取, 没有一起, 本年度; 未按 is of some."""
    for number, token in enumerate(verbs):
        many = token.kind == "number" and (not token.text.startswith(_SMALL) or has(verbs[:number], "answer"))
        if many or token.text in _AS:
            return False
    return True


def _limited(line: Line, place: int, last: Token) -> bool:
    """Tell whether the words right behind say that only some were denied: 未发生复议后起诉, 无诉讼败诉."""
    token = next(iter(line.tokens[place : place + 1]), None)
    if token is None or (last.kind in _POWERS and _POWER.match(token.text)):
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
    things = those(line.tokens[found.start() : found.end()], *_NOUGHT)
    topics = _zeroed(line, things, denying)
    return Denial(topics=topics, start=denying.start, end=things[-1].end, reached=found.end()) if topics else None


def _backward(line: Line, zero: Token) -> Denial | None:
    """Read 行政复议、行政诉讼均为零, 申请数为0, 信息处理费：无."""
    behind = line.tokens[zero.place + 1 : zero.place + 2]
    ends = not behind or has(behind, *BORDERS) or says(behind, "”")
    if not ends or (zero.kind == "none" and not (behind and zero.text.endswith(_ALONE))) or _AIM.search(line.text):
        return None
    first = len(line.letters[: zero.place].rstrip(_BACKWARD))
    things = those(line.tokens[first : zero.place], *_NOUGHT)
    some = has(line.tokens[first - 1 : first], "other_kind", "late", "part", "unknown")
    topics = () if some and not has(things, "dispute", "fee") else _zeroed(line, things, zero)
    return Denial(topics=topics, start=things[0].start, end=zero.end, reached=zero.place + 1) if topics else None


_ALONE = ("无", "没有", "不存在", "未有", "不涉及")


def _items_before(line: Line, none: Token) -> Denial | None:
    """Read 以国家秘密为由不予公开的没有."""
    first = len(line.letters[: none.place].rstrip(_BACKWARD_OF_ITEMS))
    words = line.tokens[first : none.place]
    named = those(words, "item") or those(words, "outcome")
    ends = says(words[-1:], "的") and none.text.endswith(_ALONE) and has(line.tokens[none.place + 1 :][:1], *BORDERS)
    topics = _values(named) if line.about_requests and ends and not _AIM.search(line.text) else ()
    told = topics and topics != ("granted",)
    return Denial(topics=topics, start=named[0].start, end=none.end, reached=none.place + 1) if told else None


def _unopened(line: Line, none: Token) -> Denial | None:
    """Read 政务新媒体未开通: who has none published nothing by it."""
    channel, behind = line.tokens[none.place - 1], line.tokens[none.place + 1 : none.place + 3]
    opened = says(behind[:1], *_OPENED) and (len(behind) == 1 or behind[1].kind in BORDERS)
    if not none.place or channel.kind != "channel" or not opened:
        return None
    return Denial(topics=_channels((channel,)), start=channel.start, end=behind[0].end, reached=none.place + 2)


_REST, _KINDS = ("其余", "其他", "其它"), frozenset(("fill", "others", "various", "handle", "conclude", "outcome"))


def _rest(line: Line, zero: Token) -> Denial | None:
    """Read 其余办理结果均为零: every outcome that the sentence has not named."""
    words = line.ahead(zero.place)
    if not (line.about_requests and says(words[:1], *_REST) and only(words, _KINDS)):
        return None
    told = {each.value.partition(".")[0] for each in line.tokens[: words[0].place] if each.kind in {"outcome", "item"}}
    topics = tuple(each for each in OUTCOMES if each not in told) if told else ()
    return Denial(topics=topics, start=words[0].start, end=zero.end, reached=zero.place + 1) if topics else None


Reader = Callable[[Line, Token], Denial | None]
_READERS: Mapping[str, tuple[Reader, ...]] = {
    "none": (_items_before, _unopened, _backward, _forward),
    "zero_of": (_zero,),
    "zero": (_rest, _backward, _forward),
}
DENYING = frozenset(_READERS)
"""kinds of words that deny"""
_DENYING = pattern(f"[{' '.join(_READERS)}]")
_OPENED = ("开设", "开通")
_RECEIVING = ("提出", "提交", "收到", "接到", "受理")


def _topics(line: Line, things: Sequence[Token], verbs: Sequence[Token], denying: Token) -> tuple[str, ...]:
    """Give the topics that `things` name; `verbs` are the words between them and the denial."""
    kinds = {each.kind for each in things}
    if "dispute" in kinds and says(verbs[:1], "办理", "受理"):
        return ()
    if "dispute" not in kinds and kinds & _CARRIED and kinds <= _CARRIED | _ASKED:
        return _carried(line, things, denying.place)
    if kinds == {"channel"} and says(verbs, *_OPENED):
        return _channels(things)
    if kinds == {"result"}:
        return _results(line, things, denying.start)
    if "outcome" in kinds and not kinds & {"dispute", "fee", "state", "paper"}:
        outcomes = _values(things, "outcome")
        open_too = "granted" in outcomes and (len(outcomes) == 1 or says(verbs, "应"))
        return outcomes if line.about_requests and not open_too else ()
    if kinds & {"dispute", "fee", "state", "paper"} or kinds <= {"decision", "result"} or denying.text.endswith("零"):
        return () if "fee" in kinds and has(verbs, "receive") else _zeroed(line, things, denying)
    explicit, people = has(things, "request"), has(verbs, "public")
    received = has(verbs, "receive", "handle") or any(each.text.startswith(_RECEIVING) for each in verbs)
    asked = (explicit or line.about_requests) and (people or "ask_for" not in kinds)
    return ("received",) if asked and (received or people or explicit) else ()


def _zeroed(line: Line, things: Sequence[Token], zero: Token) -> tuple[str, ...]:
    """Give the topics that are said to be nought: 行政复议、行政诉讼均为零."""
    kinds = {each.kind for each in things}
    happened = zero.kind == "zero" and zero.text.endswith(_HAPPENED)
    if "dispute" in kinds:
        asked = things[0].kind in _ASKED and line.about_requests and "zero_of" in line.kinds
        return (*(("received",) if asked else ()), *_disputes(line, things))
    if kinds == {"channel"}:
        return _channels(things)
    if kinds & {"fee", "decision"}:
        return (*_values(things, "decision"), *(_fees(line, things) if "fee" in kinds else ()))
    if kinds & {"carried_in", "carried_out"}:
        counted = (each.kind.replace("receive", "received") for each in those(things, *_CARRIED, "receive"))
        return tuple(dict.fromkeys(counted))
    if kinds & {"paper", "state"} and not happened:
        return _papers(line, things)
    if kinds and kinds <= {"conclude", "answer"}:
        return ("concluded",) if line.about_requests else ()
    return ("received",) if kinds & {*_ASKED, "total"} and line.about_requests and not happened else ()


def _values(things: Iterable[Token], *kinds: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.value for each in things if not kinds or each.kind in kinds))


def _channels(things: Iterable[Token]) -> tuple[str, ...]:
    named = _values(things, "channel")
    return ("website", "new_media") if "both" in named else named


def _disputes(line: Line, things: Sequence[Token]) -> tuple[str, ...]:
    """Give the disputes that are denied: who had none at all had none over disclosure, unless an unknown word limits it."""
    if has(things, "result"):
        return _ended(_values(things, "dispute"), things)
    behind = line.tokens[things[-1].place + 1 :]
    at_all = not line.not_ours and not has(behind[:1], "unknown")
    return totals_of(*_values(_but_nouns(line, things), "dispute")) if line.about_disclosure or at_all else ()


def _results(line: Line, things: Sequence[Token], start: int) -> tuple[str, ...]:
    """Give the results of the disputes that were named before."""
    kind = dispute_named(line, line.index(start), "".join(each.text for each in things))
    several = {"dispute": ("review", "suit"), "any_suit": ("suit",)}.get(kind, (kind,))
    return _ended(several, things) if kind and line.about_disclosure else ()


def _ended(kinds: Iterable[str], things: Sequence[Token]) -> tuple[str, ...]:
    return tuple(f"{kind}.{result}" for kind, result in product(kinds, _values(things, "result")))


def _but_nouns(line: Line, things: Sequence[Token]) -> list[Token]:
    """Give the things without the noun behind what limits it: 复议后起诉的行政诉讼 are not all suits."""
    return [each for each in things if limiting(line, each.place) == each.place]


def _carried(line: Line, things: Sequence[Token], place: int) -> tuple[str, ...]:
    subject, part = subject_before(line, place), line.part(place)
    denied_too = subject == "dispute" and has(part, *_READERS) and not has(part, "number")
    if not (denied_too or subject in {"", "request"}) or any("资金" in each.text for each in line.ahead(place)):
        return ()
    if both := tuple(dict.fromkeys(each.kind for each in those(things, "carried_in", "carried_out"))):
        return both
    if any(each.kind == "time" and each.value == "-1" for each in line.ahead(those(things, "carry")[0].place)):
        return ("carried_in",)
    done = has(line.tokens[:place], "conclude", "answer") or _CARRIED_IN.search(line.plain.text)
    return ("carried_out",) if done else ("carried_in", "carried_out")


_CARRIED_IN = regex(r"(?:[上去前往]一?年度?|20\d\d年度?|年初)[^,;。]{0,8}(?:结转|转入|接转|顺延|转来|遗留|未办)|含结转")
_PROCESSING = ("fee_yuan", "fee_cases")


def _fees(line: Line, things: Sequence[Token]) -> tuple[str, ...]:
    fee = next(each for each in things if each.kind == "fee")
    if fee.value == "some":
        return ()
    if fee.value != "any":
        return _PROCESSING if fee.value == "fee" else ("fees",)
    if has(things, "decision") or _of_decisions(line):
        return ("fees",)
    if "信息公开" in line.text or "依申请" in line.text or (line.in_requests and fee.text == "收费"):
        return _PROCESSING
    return ("any_fee",) if line.setting.part.startswith("matters") or line.about_requests else ()


def _of_decisions(line: Line) -> bool:
    """Tell whether a sentence, or the one before, tells of decisions in the part on what was published."""
    told = (*line.kinds, *(line.before.kinds if line.before else ()))
    return line.setting.part.endswith(("active", "management")) and "decision" in told


def _papers(line: Line, things: Sequence[Token]) -> tuple[str, ...]:
    papers = [each.value for each in things if each.kind == "paper"] or _papers_before(line, things[0].place)
    states = [each.value for each in things if each.kind == "state"] or ["made"]
    return tuple(dict.fromkeys(f"{paper}.{state}" for paper, state in product(papers, states)))


def _papers_before(line: Line, place: int) -> list[str]:
    """Give the documents that were named last before a word, all that are named together: 规范性文件、规章：均未制定."""
    papers: list[str] = []
    for token in reversed(line.tokens[:place]):
        if token.kind == "paper":
            papers.insert(0, token.value)
        elif papers and token.kind != "join":
            break
    return papers or [each.value for each in line.tokens[place:] if each.kind == "paper"][:1]
