"""What a text says of the figures: each number with its topic, the year and the unit. What is unclear is left unread."""

from collections.abc import Sequence
from dataclasses import field, replace
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from xlreport.disclosure.sentences import frames
from xlreport.disclosure.sentences.clauses import CASES, Claim, Said
from xlreport.disclosure.sentences.comparisons import last_years
from xlreport.disclosure.sentences.denials import denials_in
from xlreport.disclosure.sentences.lines import LINES_KEPT, Line
from xlreport.disclosure.sentences.names import CHANNELS
from xlreport.disclosure.sentences.numerals import Numeral
from xlreport.disclosure.sentences.tokens import LETTERS, NUMBERS, Token, letters, pattern, says
from xlreport.disclosure.sentences.topics import OUTCOMES, known_topics
from xlreport.lazy import regex
from xlreport.plain_records import dataclass


class _Level(NamedTuple):
    """Where a list inside the sentence began, and what number it is a list of."""

    opened_by: str
    head: Claim | None
    bare: bool = False
    """its head is a number that means nothing the form asks"""


@dataclass(slots=True)
class _Reader:
    """Goes through one sentence; keeps what was said, and the levels it is in."""

    line: Line
    denied: tuple[Claim, ...]
    claims: list[Claim] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=list)
    last: int = -1
    """the number read last, by its place among the words"""
    used: int = 0
    """the first word that no claim rests on yet"""


_ACCOUNT, _WHOLE = regex(r"微信(?!视频号)|公众号|微博|抖音|视频号|头条|快手|小红书|新媒体|两微"), {"新媒体", "两微"}


def accounts_apart(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Take accounts that are told one by one (微博 n 条、公众号 m 条) for parts of what new media published, also together."""
    told: dict[str, Claim] = {}
    for claim in claims:
        if claim.topics == ("new_media",) and claim.numeral and claim.own and not (claim.years or claim.at_most):
            names = {name.replace("公众号", "微信") for name in _ACCOUNT.findall(claim.quote)}
            told |= {name: claim for name in names if len(names) == 1}
    apart = [claim for name, claim in told.items() if name not in _WHOLE]
    if len(told) < 2 or not apart:  # noqa: PLR2004
        return tuple(claims)
    parts = [replace(each, at_most=True) if any(each is one for one in apart) else each for each in claims]
    numerals = [each.numeral for each in apart if each.numeral]
    start = next(each.start for each in apart if each.line is apart[-1].line)
    total = numerals[-1]._replace(number=sum(each.number for each in numerals))
    together = replace(apart[-1], start=start, numeral=total, at_most=True)
    return (*parts, together) if len(apart) == len(told) else tuple(parts)


_START = attrgetter("start")


@lru_cache(maxsize=LINES_KEPT)
def claims_of(line: Line) -> tuple[Claim, ...]:
    """Read one sentence, once: the next sentence, its lists and shares ask again. Places are those of the sentence."""
    denied = [_claim(line, each.topics, None, each.start, each.end) for each in denials_in(line)]
    if line.kinds.isdisjoint(_COUNTED):
        return tuple(sorted(denied, key=_START))
    reader = _Reader(line, tuple(denied))
    for found in (_READ_WITH_COMMAS if "中," in line.text else _READ).finditer(line.letters):
        number, token = found.start(), line.tokens[found.start()]
        if token.numeral:
            reader.last = number
            if token.kind in _COUNTED:
                _number(reader, token, token.numeral)
        elif token.kind != "comma" or line.tokens[number - 1].text == "中":
            _mark(reader, token.kind)
    return tuple(sorted((*reader.claims, *denied), key=_START))


def _claim(line: Line, topics: tuple[str, ...], numeral: Numeral | None, start: int, end: int) -> Claim:
    place = numeral.start if numeral else end
    own = line.own(place)
    return Claim(
        line=line,
        topics=topics,
        numeral=numeral,
        start=start,
        end=end,
        own=own,
        scope="" if own else line.scope_named(place),
        years=line.dates.years_from(start),
        filed="备案" in line.text and numeral is not None and _code(topics[0]) == "S06",
    )


_READ = pattern("[number money percent figure open close among semicolon]")
_READ_WITH_COMMAS = pattern("[number money percent figure open close among semicolon comma]")
"""a comma opens a list behind 中 alone"""
_NUMBERS, _COUNTED = frozenset(letters(NUMBERS)), ("number", "money")


def _mark(reader: _Reader, kind: str) -> None:
    """Open a level at 其中, 12件申请中, or a bracket, close it at the bracket's end or a semicolon."""
    levels = reader.levels
    if kind == "close":
        while levels and levels.pop().opened_by != "open":
            pass
    elif kind == "semicolon":
        while levels and levels[-1].opened_by != "open":
            levels.pop()
    elif kind == "open" or not levels or levels[-1].opened_by != "open" or reader.claims:
        levels.append(_Level(kind, *_head(reader)))


def _head(reader: _Reader) -> tuple[Claim | None, bool]:
    """Give what a level that opens here is a list of: the number before it; whether that one is foreign."""
    if reader.last < 0:
        before = reader.line.numbered
        claims = [each for each in claims_of(before) if each.numeral] if before else []
        return (claims[-1] if claims else None), False
    last = reader.claims[-1] if reader.claims else None
    bound = last is not None and last.numeral is reader.line.tokens[reader.last].numeral
    return (last, False) if bound else (None, True)


def _number(reader: _Reader, token: Token, numeral: Numeral) -> None:
    line, number = reader.line, token.place
    if reader.denied and any(each.start <= token.start < each.end for each in reader.denied):  # 没有一起
        return
    if token.kind == "number" and not isinstance(numeral.number, int):  # 人均3.2件
        return
    before_change = line.text.endswith(_FROM, 0, token.start)  # 由 N 件增至
    if before_change or line.is_change(number) or not line.dates.one_year(token.start):
        return
    in_turn, said = frames.paired(line, number) if "respectively" in line.kinds else (False, None)
    if not in_turn:
        ahead = line.kinds_ahead(number)
        said = _of_told(reader, number, ahead) or frames.said_of(line, number, reader.used)
        if said is None and not _OTHER.isdisjoint(ahead):
            said = _other_of(reader, number)
    if said is not None and not (reader.levels and _is_asked_for(reader, said)):
        reader.claims += _claims(reader, numeral, said, number)
        reader.used = max(said.last, number) + 1


SUMS = ("合计", "共计", "总计", "共", "一共", "相加", "合起来", "加起来")
_SUMMED = letters(("fill", "self", "handle", "join", "publish", "time", "outcome"))
_OTHER = frozenset(letters(("others", "other_kind")))


def _of_told(reader: _Reader, number: int, ahead: str) -> Said | None:
    """Read a number that is told of what stands before it: last year's figure, what it became, the sum."""
    line = reader.line
    said = frames.became(line, number) if "becomes" in line.kinds else None
    if said is None and "time" in line.kinds and _TIME in line.letters[max(0, number - len(ahead) - 2) : number]:
        said = last_years(line, number, (*reader.claims, *reader.denied))
    if said is None and ahead and not ahead.strip(_SUMMED) and says(line.ahead(number), *SUMS):
        said = frames.summed(line, number, _told_before(reader))
    if said is None and "fee" in line.kinds and _is_of_fee(reader, number, ahead):
        said = Said(("fee_cases",), number - len(ahead), number)
    return said


_BRACKETS, _TIME = letters(("open", "close")), LETTERS["time"]
_OF_CASES = letters(("happen", "fill", "asked", "request"))


def _is_of_fee(reader: _Reader, number: int, ahead: str) -> bool:
    """Tell whether a fee stands right before and nothing but the cases behind it: 收取信息处理费340元，涉及申请2件."""
    fee = reader.claims and reader.claims[-1].topics == ("fee_yuan",) and not reader.claims[-1].at_most
    near = fee and reader.used + 1 == number - len(ahead) and not ahead.strip(_OF_CASES)
    beside = reader.line.letters[number - 1 : number + 2 : 2] == _BRACKETS or says(reader.line.ahead(number), "涉及")
    return bool(near) and beside and reader.line.unit(number) in CASES


_FROM = ("由", "从", "由的", "从的")


def _told_before(reader: _Reader) -> Sequence[Claim]:
    """Give what was said of this year before a number; where only one figure was, of the sentence before too."""
    told = [each for each in reader.claims if not each.years]
    first = _NUMBERS.isdisjoint(reader.line.letters[: reader.last])
    before = claims_of(reader.line.numbered) if reader.line.numbered and (first or len(told) == 1) else ()
    of_year = (each for each in before if each.numeral and not each.years)
    return (*(each for each in of_year if not first or each.topics[0] in CHANNELS), *told)


_OTHERS = {"closed": "closed.other", "applicant": "applicant.other_org"}
_RESULTS = (".upheld", ".corrected", ".pending")
_MOST_ROWS = 3


def _other_of(reader: _Reader, number: int) -> Said | None:
    """其他 N 件 at the end of a list: the other of its kind; 信访 N 件 among outcomes."""
    words = [each for each in reader.line.ahead(number) if each.kind not in {"fill", "join"}]
    last = reader.claims[-1].topics[0] if reader.claims and len(words) == 1 else ""
    if last and words[0].value in known_topics():
        return Said((words[0].value,), words[0].place, number) if _code(last) == "S03" else None
    if not last or words[0].kind != "others":
        return None
    head = reader.levels[-1].head if reader.levels else None
    groups = [each.partition(".")[0] for each in (last, *(head.topics[:1] if head else ()))]
    topic = next((_OTHERS[each] for each in groups if each in _OTHERS), None)
    rows = {each.topics[0] for each in reader.claims} & {*OUTCOMES}
    if last == "not_processed" and len(rows) > _MOST_ROWS:  # the last row but one
        topic = "closed"
    if topic is None and last.endswith(_RESULTS):
        topic = f"{last.rpartition('.')[0]}.other"
    return Said((topic,), words[0].place, number) if topic else None


_RECEIVED = ("received", "received_new", "received_all", "requests")
_DONE = ("concluded", "answered")
_WITH = regex(r"[(,]?(?:其中(?:含|包括|包含)?|含|包括|包含)(?:上年|上一年|去年|往年|\d{4}年|结转)")
_WITHOUT = regex(r"\(?(?:不含|不包括|未含)(?:上年|上一年|去年|\d{4}年|结转)")
_OF_SOME = regex(r"(?:新收|收到|受理|结转|转来|接转|顺延)[^,;。]{0,12}?\d[件起宗份个条项例][^,;。]{0,10}(?<!其)中")
"""新收的57件申请中: not of all that were concluded."""


def _claims(reader: _Reader, numeral: Numeral, said: Said, number: int) -> list[Claim]:
    line = reader.line
    start = min(line.tokens[said.first].start, numeral.start)
    end = max(line.tokens[said.last].end, numeral.end)
    claim = _claim(line, _with_carried(line.text, said.topics, numeral.end), numeral, start, end)
    claim.years = _years(line, said, number, claim.years)
    claim.at_most = said.part or (not claim.years and _is_part(reader, claim, numeral))
    return [replace(claim, topics=(each,)) for each in claim.topics] if said.apiece else [claim]


def _years(line: Line, said: Said, number: int, years: int) -> int:
    """Give the year of a claim: that of a frame, or of a time right behind 由 or 较, or else of its sentence."""
    if said.years is not None:
        return said.years
    for token in line.tokens[max(1, said.first) : number] if "time" in line.kinds else ():
        if token.kind == "time" and token.value and line.tokens[token.place - 1].text in {"由", "从", "较", "比"}:
            return int(token.value)
    return years


def _with_carried(text: str, topics: tuple[str, ...], end: int) -> tuple[str, ...]:
    """Let the brackets behind a number say whether it has last year's requests in it."""
    if topics[0] in {"received", "received_new", "requests"}:
        if _WITH.match(text, end, end + 20):
            return ("received_all",)
        if _WITHOUT.match(text, end, end + 20):
            return ("received_new",)
    return topics


def _is_asked_for(reader: _Reader, said: Said) -> bool:
    """Tell whether decisions are what requests were about: 申请内容涉及行政处罚 N 件."""
    head = reader.levels[-1].head if _code(said.topics[0]) == "S13" else None
    return head is not None and _code(head.topics[0]) in {*_INTAKE, "S03"}


def _code(topic: str) -> str:
    return known_topics()[topic].code


_INTAKE = ("S01", "S02")


def _is_part(reader: _Reader, claim: Claim, numeral: Numeral) -> bool:
    """Tell whether the level makes it a part: of a part, of those of one channel or applicant, of what was newly received."""
    topic = claim.topics[0]
    if topic.startswith("fee"):  # 收取信息处理费340元，一件180元，一件160元
        same = (claim.topics, 0, claim.own, claim.scope)
        return any((each.topics, each.years, each.own, each.scope) == same for each in reader.claims)
    code, level = _code(topic), reader.levels[-1] if reader.levels else None
    if code == "S03":
        opened = reader.line.text.rfind(";", 0, numeral.start) + 1
        if _OF_SOME.search(reader.line.text, opened, numeral.start):
            return True
        if level is None:  # 企业提出的3件申请，1件公开、1件无法提供
            told = [each.topics[0] for each in reader.claims if each.start >= opened]
            intake = [each for each in told if _code(each) in _INTAKE]
            return len(intake) == 1 and intake[0].startswith("applicant.")
    if level is None or level.head is None:
        return level is not None and level.bare and code == "S03"
    head = level.head.topics[0]
    if code == "S03":
        outside = head not in {*_RECEIVED, *_DONE, "carried_in"} and not topic.startswith(f"{head}.")
        return outside and _code(head) in {"S01", "S02", "S03"}
    if topic in {"received", "received_new", "requests", *_DONE}:
        of_all = head == "requests" and topic in _DONE  # 44件申请中，42件办结
        return not of_all and head in {*_RECEIVED, *_DONE}
    more = code == "S12" and level.head.numeral and level.head.numeral.number < numeral.number  # 其中微信和微博合计
    return code in {"S08", "S12"} and level.head.topics == (topic,) and not more
