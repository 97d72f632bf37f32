"""Changes from last year: 同比增长 p%, 较上年减少 n 件, 与上年持平. One from another year is left unread."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from xlreport.disclosure.sentences.clauses import Claim, governing, has
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.numerals import Numeral
from xlreport.disclosure.sentences.shares import Kind, Share
from xlreport.disclosure.sentences.tokens import CLOSE, COMMA, NUMBERS, OPEN, PERCENT, TIME, UNKNOWN, Token
from xlreport.numbers import Number, whole

HUNDRED = 100
_LONGEST_QUOTE = 40
_TIMES = re.compile(
    r"(?:是|为|达到?|相当于)(?:上年度?|去年|上一年度?|(?P<year>(?:19|20)\d\d)年度?)(?:同期)?的(?P<times>\d+(?:\.(?P<digits>\d+))?)倍",
    re.ASCII,
)
_COMPARING = frozenset(
    ("compare", "direction", TIME, COMMA, OPEN, CLOSE, "fill", "join", "asked", "request", "total", "belong")
)


def made(line: Line, number: int, kind: Kind, start: int, numeral: Numeral | None = None, **given: Any) -> Share:
    """Give a percentage with its quote: from the words it rests on, or from its own clause where they are far."""
    token = line.tokens[number]
    numeral = numeral or token.numeral or Numeral(number=0, unit="", start=token.start, end=token.end)
    near = start if token.end - start <= _LONGEST_QUOTE else line.tokens[line.first(number)].start
    quote, at = line.quote(min(near, token.start), max(token.end, numeral.end))
    of_a_year = kind in {Kind.SHARE, Kind.RATE, Kind.ON_TIME}
    years = line.dates.years_from(start) if of_a_year else 0
    return Share(kind=kind, numeral=numeral, quote=quote, at=at, own=line.own(token.start), years=years, **given)


def change(line: Line, number: int, claims: Sequence[Claim]) -> Share | None:
    """同比增长 p%, 较上年减少 n 件, 比上年（n件）下降 p%: from last year's figure of what stands before it."""
    words = [each for each in line.ahead(number) if each.kind not in {"fill", "join"}]
    if not words or words[-1].kind != "direction" or words[-1].value == "same":
        return None
    if any(each.kind not in {"compare", "direction", "dispute", "total", TIME} for each in words):
        return None
    kind = Kind.CHANGE if line.tokens[number].kind == PERCENT else Kind.DIFFERENCE
    return _changed(line, number, kind, claims, falling=words[-1].value == "down")


def level(line: Line, number: int, claims: Sequence[Claim]) -> Share | None:
    """与上年持平: a change by nothing."""
    roughly = line.tokens[number].text.startswith("基本")
    return None if roughly else _changed(line, number, Kind.DIFFERENCE, claims)


def times(line: Line, claims: Sequence[Claim]) -> Iterator[Share]:
    """是上年的 n 倍: a change by n - 1 hundred percent."""
    for found in _TIMES.finditer(line.text) if "times" in line.kinds else ():
        if found["year"] and line.setting.year and int(found["year"]) + 1 != line.setting.year:
            continue
        percent = (Decimal(found["times"]) - 1) * HUNDRED
        step = Decimal(50).scaleb(-len(found["digits"] or ""))  # printed to a whole number it may be half of one off
        numeral = Numeral(number=whole(percent), unit="%", step=step, start=found.start(), end=found.end())
        if share := _changed(line, line.index(found.start("times")), Kind.CHANGE, claims, numeral=numeral):
            yield share


def _changed(  # noqa: PLR0913  # a change has these parts
    line: Line,
    number: int,
    kind: Kind,
    claims: Sequence[Claim],
    *,
    falling: bool = False,
    numeral: Numeral | None = None,
) -> Share | None:
    subject, then = _subject_of_change(line, number, claims)
    if subject is None and (topic := _subject_named(line, number)):
        start = line.tokens[line.first(number)].start
        return made(line, number, kind, start, numeral, part=(topic,), falling=falling)
    if subject is None or subject.numeral is None or subject.years or subject.at_most:
        return None
    if not _compared_with_last(line.tokens[line.index(subject.end) : number]):
        return None
    stated = subject.numeral.number
    return made(
        line, number, kind, subject.start, numeral, part=subject.topics, stated=stated, then=then, falling=falling
    )


def _subject_of_change(line: Line, number: int, claims: Sequence[Claim]) -> tuple[Claim | None, Number | None]:
    """Give the claim that a change is of: nothing but the comparison stands between; and last year's, if told."""
    then, end = None, number
    for claim in governing(line, claims, line.tokens[number].start):
        if claim.end > (line.tokens[end].start if end < number else claim.end):
            continue
        depth = 0
        for token in line.tokens[line.index(claim.end) : end]:
            depth += (token.kind == OPEN) - (token.kind == CLOSE and depth > 0)
            if depth:
                continue
            change_too = token.kind in NUMBERS and has(line.tokens[max(0, token.place - 1) : token.place], "direction")
            if token.kind not in _COMPARING and not change_too:
                return None, None
        if claim.years == 0:
            return claim, then
        then = claim.numeral.number if claim.numeral and claim.years == -1 else None
        end = line.index(claim.start)
    return None, None


def _subject_named(line: Line, number: int) -> str:
    """Give the topic that a clause names without a number: 复议案件较上年增加 n 件."""
    words = line.ahead(number)
    named = [each for each in words if each.kind in {"dispute", "total"}]
    compared = any(each.text == "同比" or (each.kind == TIME and each.value == "-1") for each in words)
    if len(named) != 1 or not compared or has(words, UNKNOWN, "part") or named[0].value == "both":
        return ""
    if has(words[: named[0].place - line.first(number)], "compare", TIME):
        return ""
    return f"{named[0].value}.total" if named[0].kind == "dispute" else "received"


def _compared_with_last(between: tuple[Token, ...]) -> bool:
    """Tell whether the comparison is with the year before: 同比, 较上年, 比2024年; 较2023年 is not."""
    if times := [each.value for each in between if each.kind == TIME and each.value]:
        return all(each == "-1" for each in times)
    alone = all(each.kind in {COMMA, "direction", "fill"} for each in between)
    return alone or any(each.text == "同比" for each in between)
