"""Denials: 未收到申请, 没有行政复议, 信息处理费为零. One that is limited (未发生败诉案件) is left unread.

From the word that denies, the words of the sentence are gone through one by one: words that may stand between are passed,
what is denied is collected, and any other word before it makes the denial one of a part.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from xlreport.disclosure.sentences.denied import denied, disputes, zeroed
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.tokens import BORDERS, NUMBER, TIME, UNKNOWN, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """The topics that a phrase says there were none of, and its place in the sentence."""

    topics: tuple[str, ...]
    start: int
    end: int


_PASSED = frozenset(
    (
        "fill",
        "happen",
        "any",
        "self",
        "public",
        "belong",
        "information",
        "receive",
        "handle",
        "collect",
        "join",
        "answer",
        "colon",
        "new",
    )
)
_THINGS = frozenset(
    (
        "dispute",
        "request",
        "asked",
        "total",
        "ask_for",
        "fee",
        "state",
        "paper",
        "decision",
        "carried_in",
        "carried_out",
        "carry",
        "outcome",
    )
)
_LIMITING = re.compile(r"[后败率权机职]|导致败|被(?:撤|纠)|制定权")
_SMALL = ("一", "1", "任何")
_AIM = re.compile(r"目标|力求|力争|争取|努力|避免|防止|杜绝|确保")
_PERIOD = re.compile(
    r"(?P<part>上半年|下半年|[前后第]?[一二三四1-4]个?季度|\d+月份?(?!\d))|全年|本年|今年|年度|年内|\d{4}年"
)
_SOME = re.compile(r"部分|多数|大多|少数|其余|有的|个别|个(?:乡镇|镇|乡|街道|部门|单位|科室|县|区)?$")
_ENDS = frozenset((*BORDERS, "join"))


def denials_in(line: Line) -> Iterator[Denial]:
    """Give what a sentence denies, in order."""
    end = 0
    for number, token in enumerate(line.tokens):
        if token.kind not in _READERS or number < end:
            continue
        found = next((said for read in _READERS[token.kind] if (said := read(line, number))), None)
        if found is None:
            continue
        denial, reached = found
        end = max(end, reached)
        if not _of_a_part(line, denial.start):
            yield denial


def _of_a_part(line: Line, place: int) -> bool:
    """Tell whether only a part of the year or some of several bodies had none: 上半年未收到, 部分乡镇未收到."""
    before = re.split(r"[;。\n]", line.text[max(0, place - 60) : place])[-1]
    periods = list(_PERIOD.finditer(before))
    return bool(periods and periods[-1]["part"]) or bool(_SOME.search(re.split(r"[,:]", before)[-1]))


def _forward(line: Line, number: int) -> tuple[Denial, int] | None:
    """Read what follows 未, 没有, 无."""
    things: list[Token] = []
    verbs: list[Token] = []
    place = number + 1
    while place < len(line.tokens):
        token = line.tokens[place]
        if token.kind in _THINGS:
            things.append(token)
        elif (token.kind == "none" and things and _goes_on(line, place, things)) or (
            token.kind == "comma" and things and _denied_again(line, place)
        ):
            pass
        elif token.kind in {"item", "applicant"} and not things:
            return None
        elif token.kind == NUMBER and not things and token.text.startswith(_SMALL):
            pass
        elif token.kind in _PASSED or (token.kind == TIME and not things and token.value in {"0", ""}):
            verbs += [token] if not things else []
        else:
            break
        place += 1
    while place > number + 1 and line.tokens[place - 1].kind in {"comma", "join", "none"}:
        place -= 1
    if not things or _limited(line, place, things):
        return None
    start = line.tokens[number].start
    topics = denied(line, things, verbs, start)
    last = max(each.end for each in things)
    return (Denial(topics=topics, start=start, end=last), place) if topics else None


def _goes_on(line: Line, place: int, things: list[Token]) -> bool:
    """Tell whether a second 没有 goes on with the same kind of thing: 没有复议，也没有诉讼."""
    following = next((each for each in line.tokens[place + 1 : place + 8] if each.kind not in _PASSED), None)
    return following is not None and following.kind == things[0].kind == "dispute"


def _denied_again(line: Line, comma: int) -> bool:
    following = line.tokens[comma + 1] if comma + 1 < len(line.tokens) else None
    return following is not None and following.kind == "none" and _goes_on(line, comma + 1, [_THING])


_THING = Token("dispute", "", 0, 0)


def _limited(line: Line, place: int, things: list[Token]) -> bool:
    """Tell whether the words right behind say that only some were denied: 未发生复议后起诉, 无诉讼败诉."""
    if place >= len(line.tokens):
        return False
    token = line.tokens[place]
    if token.kind in BORDERS or token.kind in {"zero", "semicolon"}:
        return False
    if token.kind == UNKNOWN:
        return bool(_LIMITING.match(token.text)) or things[-1].kind in {
            "asked",
            "carry",
            "outcome",
            "paper",
            "fee",
            "request",
        }
    return token.kind in {"result", "some_result", "part", "late", "other_kind", "plan", "item", "state", "belong"}


def _zero(line: Line, number: int) -> tuple[Denial, int] | None:
    """Read 零申请, 零复议、零诉讼."""
    things: list[Token] = []
    place = number
    while place + 1 < len(line.tokens) and line.tokens[place].kind == "zero_of":
        token = line.tokens[place + 1]
        if token.kind not in {"dispute", "request", "asked"}:
            return None
        things.append(token)
        place += 2
        if place < len(line.tokens) and line.tokens[place].kind in {"join", "comma"}:
            place += 1
    behind = line.tokens[place] if place < len(line.tokens) else None
    if not things or (behind and behind.kind in {UNKNOWN, "other_kind"}) or not _plain(line, number):
        return None
    start = line.tokens[number].start
    cases = [each for each in things if each.kind == "dispute"]
    topics = disputes(line, cases, []) if cases else (("received",) if line.about_requests else ())
    return (Denial(topics=topics, start=start, end=things[-1].end), place) if topics else None


def _plain(line: Line, number: int) -> bool:
    """Tell whether nothing before a short denial in its clause says whose or of what kind, or that it is an aim."""
    if _AIM.search(line.text):
        return False
    words = line.ahead(number)
    return not any(each.kind in {"applicant", "other_kind", "item"} for each in words)


def _backward(line: Line, number: int) -> tuple[Denial, int] | None:
    """Read 行政复议、行政诉讼均为零, 申请数为0, 信息处理费：无."""
    zero = line.tokens[number]
    behind = line.tokens[number + 1] if number + 1 < len(line.tokens) else None
    if zero.kind == "none" and (behind is None or behind.kind not in BORDERS or zero.text != "无"):
        return None
    if behind and behind.kind not in BORDERS and behind.text not in {"件", "起", "宗", "条", "元"}:
        return None
    if _AIM.search(line.text):
        return None
    things: list[Token] = []
    first = number
    for place in range(number - 1, -1, -1):
        token = line.tokens[place]
        if (token.kind in _THINGS and token.kind not in {"state", "carry", "outcome"}) or (
            token.kind == "state" and any(each.kind == "paper" for each in things)
        ):
            things.insert(0, token)
            first = place
        elif token.kind not in {"fill", "join", "self", "happen", "colon", "collect", "any"}:
            if token.kind in {"other_kind", UNKNOWN} and not any(each.kind in {"dispute", "fee"} for each in things):
                return None
            break
    topics = zeroed(line, things, zero)
    if not topics:
        return None
    return Denial(topics=topics, start=line.tokens[first].start, end=zero.end), number + 1


_READERS: Mapping[str, tuple[Callable[[Line, int], tuple[Denial, int] | None], ...]] = {
    "none": (_backward, _forward),
    "zero_of": (_zero,),
    "zero": (_backward, _forward),
}
DENYING = frozenset(_READERS)
"""kinds of words that deny"""
