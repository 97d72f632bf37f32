"""What a text says of the figures: each number with its topic, the year and the unit. What is unclear is left unread."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from xlreport.disclosure.sentences import dispute_frames, frames, paper_frames, trailing
from xlreport.disclosure.sentences.clauses import Claim, Said
from xlreport.disclosure.sentences.denials import DENYING, Denial, denials_in
from xlreport.disclosure.sentences.lines import LINES_KEPT, Line
from xlreport.disclosure.sentences.numerals import Numeral
from xlreport.disclosure.sentences.pairing import bracketed_year, paired, row_of
from xlreport.disclosure.sentences.tokens import (
    CLOSE,
    COLON,
    COMMA,
    MONEY,
    NUMBER,
    NUMBERS,
    OPEN,
    TIME,
    Token,
)
from xlreport.disclosure.sentences.topics import TOPICS


@dataclass(slots=True)
class _Level:
    """Where a list inside the sentence began, and what number it is a list of."""

    opened_by: str
    head: Claim | None
    bare: bool = False
    """its head is a number that means nothing the form asks"""


@dataclass(slots=True)
class _Reader:
    """Goes through one sentence; keeps what was said, and the levels it is in."""

    line: Line
    denials: tuple[Denial, ...]
    claims: list[Claim] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=list)
    last: int = -1
    """the number read last, by its place among the words"""
    bound: bool = False
    """that number is a claim"""
    used: int = 0
    """the first word that no claim rests on yet"""


_SAYS = NUMBERS | DENYING
"""kinds of words without which a sentence says nothing of figures"""


def claims_of(line: Line) -> tuple[Claim, ...]:
    """Read one sentence; places are those of the sentence."""
    if not line.kinds & _SAYS:
        return ()
    reader = _Reader(line=line, denials=tuple(denials_in(line)))
    for number, token in enumerate(line.tokens):
        if token.kind in NUMBERS:
            _number(reader, number)
        else:
            _mark(reader, token)
    denied = (_denied(line, each) for each in reader.denials)
    return tuple(sorted((*reader.claims, *denied), key=lambda claim: claim.start))


def _denied(line: Line, denial: Denial) -> Claim:

    quote, at = line.quote(denial.start, denial.end)
    return Claim(
        topics=denial.topics,
        numeral=None,
        quote=quote,
        at=at,
        start=denial.start,
        end=denial.end,
        own=line.own(denial.end),
        scope=line.scope(denial.end),
        years=line.dates.years_from(denial.start),
    )


def _mark(reader: _Reader, token: Token) -> None:
    """Open a level at 其中 or a bracket, close it at the bracket's end or a semicolon."""
    match token.kind:
        case "open":
            reader.levels.append(_Level(OPEN, *_head(reader)))
        case "close":
            while reader.levels and reader.levels.pop().opened_by != OPEN:
                pass
        case "among":
            if not reader.levels or reader.levels[-1].opened_by != OPEN or _several(reader):
                reader.levels.append(_Level("among", *_head(reader)))
        case "semicolon":
            while reader.levels and reader.levels[-1].opened_by != OPEN:
                reader.levels.pop()


def _several(reader: _Reader) -> bool:
    return bool(reader.claims) and reader.claims[-1] is not reader.levels[-1].head


def _head(reader: _Reader) -> tuple[Claim | None, bool]:
    """Give what a level that opens here is a list of: the number before it; whether that one is foreign."""
    if reader.last < 0:
        before = reader.line.before
        claims = [each for each in claims_of_line(before) if each.numeral] if before else []
        return (claims[-1] if claims else None), False
    return (reader.claims[-1] if reader.bound else None), not reader.bound


@lru_cache(maxsize=LINES_KEPT)
def claims_of_line(line: Line) -> tuple[Claim, ...]:
    """Give the claims of a sentence, read once: the next sentence, its lists and shares ask again."""
    return claims_of(line)


def _number(reader: _Reader, number: int) -> None:
    token, line = reader.line.tokens[number], reader.line
    reader.bound = False
    reader.last = number
    numeral = token.numeral
    if numeral is None or token.kind not in {NUMBER, MONEY} or _is_none(reader, token):
        return
    if not line.dates.one_year(token.start):
        return
    if _is_change(line, number):
        return
    row = row_of(line, number)
    if row:
        said = paired(line, number, *row)
    else:
        said = (
            bracketed_year(line, number, reader.claims) or _said(line, number, reader.used) or _other_of(reader, number)
        )
    if said is None:
        return
    claims = _claims(reader, numeral, said, number)
    reader.claims += claims
    reader.used = max(said.last, number) + 1
    reader.bound = bool(claims)


def _said(line: Line, number: int, used: int) -> Said | None:
    """Try the frames: words before, words behind, nouns alone, and the clause before that has no number."""
    first = max(line.first(number), used)
    ways = [lambda: frames.before(line, number, first), lambda: trailing.after(line, number, first)]
    if number == first or line.tokens[number - 1].kind == COLON:
        ways.reverse()
    said = ways[0]() or ways[1]() or frames.noun(line, number)
    said = said or (
        paper_frames.money(line, number) if line.tokens[number].kind == MONEY else dispute_frames.thereof(line, number)
    )
    said = paper_frames.charged(line, number) or said
    if said is not None or not _nothing_before(line, number):
        return said
    first = line.first(number)
    while first and line.tokens[first - 1].kind in {COMMA, COLON} and first > 1:
        if line.tokens[first - 2].kind in {*NUMBERS, CLOSE, OPEN}:
            return None
        first = line.first(first - 1)
        if said := frames.before(line, number, first):
            return said
    return None


def _nothing_before(line: Line, number: int) -> bool:
    words = line.ahead(number)
    return all(each.kind in {"fill", "among", "self", "area", "collect", TIME, COLON} for each in words)


def _is_none(reader: _Reader, token: Token) -> bool:
    """Tell whether a number only says that there is not even one: 没有一起, 未发生1件."""
    return any(denial.start <= token.start < denial.end for denial in reader.denials)


def _is_change(line: Line, number: int) -> bool:
    """Tell whether the number is a difference, or what there was before a change: 增加 N 件, 由 N 件增至."""
    words = line.ahead(number)
    if [each.kind for each in words if each.kind != "fill"][-1:] == ["direction"]:
        return True
    text = "".join(each.text for each in words[-3:])
    return bool(re.search(r"(?:由|从)(?:上年度?|去年|上一年度?|(?:19|20)\d\d年度?)?的?$", text))


_OTHERS = {"closed": "closed.other", "applicant": "applicant.other_org"}


def _other_of(reader: _Reader, number: int) -> Said | None:
    """其他 N 件 at the end of a list: the other of its kind."""
    line = reader.line
    first = line.first(number)
    words = [each for each in line.tokens[first:number] if each.kind not in {"fill", "join"}]
    if [each.kind for each in words] != ["others"] or not reader.claims:
        return None
    level = reader.levels[-1].head if reader.levels else None
    named = [reader.claims[-1].topics[0], *([level.topics[0]] if level else [])]
    topic = next((_OTHERS[each.partition(".")[0]] for each in named if each.partition(".")[0] in _OTHERS), None)
    if topic is None and named[0].endswith((".upheld", ".corrected", ".pending")):
        topic = f"{named[0].rpartition('.')[0]}.other"
    return Said(topics=(topic,), first=words[0].place, last=number) if topic else None


_TOTALS = ("received", "received_new", "received_all", "requests", "concluded", "answered", "carried_in")
_WITH = re.compile(r"^[(,]?(?:其中(?:含|包括|包含)?|含|包括|包含)(?:上年|上一年|去年|往年|\d{4}年|结转)")
_WITHOUT = re.compile(r"^\(?(?:不含|不包括|未含)(?:上年|上一年|去年|\d{4}年|结转)")
_OF_SOME = re.compile(r"(?:新收|收到|受理|结转|转来|接转|顺延)[^,;。]{0,12}?\d[件起宗份个条项例][^,;。]{0,10}(?<!其)中")
"""新收的57件申请中: not of all that were concluded."""
_NEAR = 120


def _claims(reader: _Reader, numeral: Numeral, said: Said, number: int) -> list[Claim]:
    line = reader.line
    start = min(line.tokens[said.first].start, numeral.start)
    end = max(line.tokens[said.last].end, numeral.end)
    quote, at = line.quote(start, end)
    topics = _with_carried(line.text, said.topics, numeral.end)
    years = _years(line, said, number, start)
    part = said.part or (not years and _is_part(reader, topics[0], start))
    return [
        Claim(
            topics=each,
            numeral=numeral,
            quote=quote,
            at=at,
            start=start,
            end=end,
            own=line.own(numeral.start),
            scope=line.scope(numeral.start),
            years=years,
            at_most=part,
            filed="备案" in line.text and TOPICS[said.topics[0]].code == "S06",
        )
        for each in ([(one,) for one in topics] if said.apiece else [topics])
    ]


def _years(line: Line, said: Said, number: int, start: int) -> int:
    """Give the year of a claim; that of a bracket (上年 N 件) is the one before."""
    if said.topics[0] in {"carried_in", "carried_out"} and line.tokens[said.first].kind != TIME:
        before = line.tokens[max(0, said.first - 1) : said.first]
        if before and before[0].kind == TIME:
            return 0
    first = line.first(number)
    if first and line.tokens[first - 1].kind == OPEN:
        words = line.tokens[max(0, first - 2) : number]
        if said.first == first and any(each.kind == TIME and each.value == "-1" for each in words):
            return -1
    return line.dates.years_from(start)


def _with_carried(text: str, topics: tuple[str, ...], end: int) -> tuple[str, ...]:
    """Let the brackets behind a number say whether it has last year's requests in it."""
    if topics[0] in {"received", "received_new", "requests"}:
        if _WITH.search(text[end : end + 20]):
            return ("received_all",)
        if _WITHOUT.search(text[end : end + 20]):
            return ("received_new",)
    return topics


def _is_part(reader: _Reader, topic: str, start: int) -> bool:
    """Tell whether the level makes it a part: of a part, of those of one channel, of what was newly received."""
    code = TOPICS[topic].code
    if code == "S03" and _OF_SOME.search(re.split(r"[;。\n]", reader.line.text[max(0, start - _NEAR) : start])[-1]):
        return True
    level = reader.levels[-1] if reader.levels else None
    if level is None:
        return False
    if level.head is None:
        return level.bare and code == "S03"
    head = level.head.topics[0]
    if code == "S03":
        inner = topic.startswith(f"{head}.")
        return head not in _TOTALS and not inner and TOPICS[head].code in {"S01", "S02", "S03"}
    if topic in {"received", "received_new", "requests", "concluded", "answered"}:
        return head in {"received", "received_new", "received_all", "requests"} or (
            head in {"concluded", "answered"} and topic in {"concluded", "answered"}
        )
    return code in {"S08", "S10"} and head == topic
