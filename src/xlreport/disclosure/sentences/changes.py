"""Changes from last year: 同比增长 p%, 较上年减少 n 件, 与上年持平. One from another year is left unread."""

import re
from collections.abc import Iterator
from decimal import Decimal

from xlreport.disclosure.sentences.clauses import Claim
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.numerals import Numeral
from xlreport.disclosure.sentences.shares import HUNDRED, Kind, Share, made
from xlreport.disclosure.sentences.tokens import (
    CLOSE,
    COMMA,
    NUMBERS,
    OPEN,
    PERCENT,
    TIME,
    UNKNOWN,
    Token,
)
from xlreport.numbers import Number, whole

_TIMES = re.compile(
    r"(?:是|为|达到?|相当于)(?:上年度?|去年|上一年度?|(?P<year>(?:19|20)\d\d)年度?)(?:同期)?的(?P<times>\d+(?:\.(?P<digits>\d+))?)倍",
    re.ASCII,
)


def change(line: Line, number: int, claims: tuple[Claim, ...]) -> Share | None:
    """同比增长 p%, 较上年减少 n 件, 比上年（n件）下降 p%: from last year's figure of what stands before."""
    first = line.first(number)
    words = [each for each in line.tokens[first:number] if each.kind not in {"fill", "join"}]
    if not words or words[-1].kind != "direction" or words[-1].value == "same":
        return None
    if any(each.kind not in {"compare", "direction", "dispute", "total", TIME} for each in words):
        return None
    kind = Kind.CHANGE if line.tokens[number].kind == PERCENT else Kind.DIFFERENCE
    return _changed(line, number, kind, claims, words[-1].value == "down")


def _changed(line: Line, number: int, kind: Kind, claims: tuple[Claim, ...], falling: bool) -> Share | None:  # noqa: FBT001
    subject, then = _subject_of_change(line, number, claims)
    if subject is None and (topic := _subject_named(line, number)):
        return made(line, number, kind, line.tokens[line.first(number)].start, part=(topic,), falling=falling)
    if subject is None or subject.numeral is None or subject.years or subject.at_most:
        return None
    if not _compared_with_last(line, subject, number):
        return None
    return made(
        line,
        number,
        kind,
        subject.start,
        part=subject.topics,
        stated=subject.numeral.number,
        then=then,
        falling=falling,
    )


def _subject_of_change(line: Line, number: int, claims: tuple[Claim, ...]) -> tuple[Claim | None, Number | None]:
    """Give the claim that a change is of: nothing but the comparison stands between; and last year's, if told."""
    place = line.tokens[number].start
    before = [claim for claim in claims if claim.end <= place]
    then = None
    while before:
        claim = max(before, key=lambda each: each.end)
        between = line.tokens[line.index(claim.end) : number]
        if any(
            each.kind not in _COMPARING and not (each.kind in NUMBERS and _is_change_too(line, each))
            for each in between
        ):
            return None, None
        if claim.years == 0:
            return claim, then
        then = claim.numeral.number if claim.numeral and claim.years == -1 else None
        before.remove(claim)
        place = claim.start
        number = line.index(claim.start)
    return None, None


def _subject_named(line: Line, number: int) -> str:
    """Give the topic that a clause names without a number: 复议案件较上年增加 n 件."""
    words = line.ahead(number)
    named = [each for each in words if each.kind in {"dispute", "total"} or each.kind in {"compare", TIME}]
    if not named or named[0].kind not in {"dispute", "total"} or any(each.kind in {UNKNOWN, "part"} for each in words):
        return ""
    if not any(each.text == "同比" or (each.kind == TIME and each.value == "-1") for each in named):
        return ""
    if sum(each.kind in {"dispute", "total"} for each in named) > 1 or named[0].value == "both":
        return ""
    return f"{named[0].value}.total" if named[0].kind == "dispute" else "received"


_COMPARING = frozenset(
    ("compare", "direction", TIME, COMMA, OPEN, CLOSE, "fill", "join", "asked", "request", "total", "belong")
)


def _is_change_too(line: Line, token: Token) -> bool:
    place = line.index(token.start)
    return bool(place) and line.tokens[place - 1].kind == "direction"


def _compared_with_last(line: Line, subject: Claim, number: int) -> bool:
    """Tell whether the comparison is with the year before: 同比, 较上年, 比2024年; 较2023年 is not."""
    between = line.tokens[line.index(subject.end) : number]
    times = [each.value for each in between if each.kind == TIME and each.value]
    if times:
        return all(each == "-1" for each in times)
    alone = all(each.kind in {COMMA, "direction", "fill"} for each in between)
    return alone or any(each.text == "同比" for each in between)


def level(line: Line, number: int, claims: tuple[Claim, ...]) -> Share | None:
    """与上年持平."""
    if line.tokens[number].text.startswith("基本"):
        return None
    token = line.tokens[number]
    same = Numeral(number=0, unit="", start=token.start, end=token.end)
    return _changed_to(line, number, Kind.DIFFERENCE, claims, same)


def _changed_to(line: Line, number: int, kind: Kind, claims: tuple[Claim, ...], numeral: Numeral) -> Share | None:
    share = _changed(line, number, kind, claims, falling=False)
    if share is None:
        return None
    start = share.at
    quote, at = line.quote(_place(line, start), max(numeral.end, line.tokens[number].end))
    return Share(
        kind=kind,
        numeral=numeral,
        part=share.part,
        stated=share.stated,
        quote=quote,
        at=at,
        own=share.own,
        years=share.years,
    )


def _place(line: Line, at: int) -> int:
    """Give the place in the sentence of a place in the source."""
    return next(each for each in range(line.end - line.start) if line.quote(each, each + 1)[1] >= at)


def times(line: Line, claims: tuple[Claim, ...]) -> Iterator[Share]:
    """是上年的 n 倍."""
    if "times" not in line.kinds:
        return
    for found in _TIMES.finditer(line.text):
        if found["year"] and line.setting.year and int(found["year"]) + 1 != line.setting.year:
            continue
        percent = (Decimal(found["times"]) - 1) * HUNDRED
        step = Decimal(50).scaleb(-len(found["digits"] or ""))  # printed to a whole number it may be half of one off
        numeral = Numeral(number=whole(percent), unit="%", step=step, start=found.start(), end=found.end())
        number = line.index(found.start("times"))
        if share := _changed_to(line, number, Kind.CHANGE, claims, numeral):
            yield share
