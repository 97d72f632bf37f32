"""Percentages: a share of figures, a change from last year, a rate. One whose base is not clear is left unread."""

import re
from collections.abc import Iterator
from functools import lru_cache

from xlreport.disclosure.sentences.changes import change, level, times
from xlreport.disclosure.sentences.claims import claims_of_line
from xlreport.disclosure.sentences.clauses import Claim
from xlreport.disclosure.sentences.lines import LINES_KEPT, Line
from xlreport.disclosure.sentences.shares import HUNDRED, Kind, Share, made
from xlreport.disclosure.sentences.tokens import (
    CLOSE,
    COMMA,
    NUMBER,
    NUMBERS,
    OPEN,
    PERCENT,
    TIME,
    UNKNOWN,
    Token,
)
from xlreport.disclosure.sentences.topics import TOPICS

_TOTALS = ("received", "received_new", "received_all", "requests", "concluded", "answered")
_AIM = re.compile(r"力争|争取|目标|下一步|努力(?:实现|做到|达到)|(?:确保|保证|要求)[^,]*$")
_NAMED = ("outcome", "applicant")


@lru_cache(maxsize=LINES_KEPT)
def shares_of(line: Line) -> tuple[Share, ...]:
    """Read the percentages of one sentence, in order."""
    return tuple(_shares(line)) if line.kinds & _SAYS else ()


_SAYS = frozenset((*NUMBERS, "direction", "times"))


def _shares(line: Line) -> Iterator[Share]:
    claims = tuple(claim for claim in claims_of_line(line) if claim.numeral)
    for number, token in enumerate(line.tokens):
        share = None
        if token.kind == PERCENT:
            share = _rate(line, number) or change(line, number, claims) or _share(line, number, claims)
        elif token.kind == NUMBER:
            share = change(line, number, claims)
        elif token.kind == "direction" and token.value == "same":
            share = level(line, number, claims)
        if share:
            yield share
    yield from times(line, claims)


def _rate(line: Line, number: int) -> Share | None:
    """办结率 p%: of requests, and not one that is only aimed at."""
    numeral, words = line.tokens[number].numeral, line.ahead(number)
    place = next(
        (each for each in range(number - 1, line.first(number) - 1, -1) if line.tokens[each].kind == "rate"), None
    )
    if (
        numeral is None
        or place is None
        or any(each.kind not in {"fill", "belong", "direction", TIME} for each in line.tokens[place + 1 : number])
    ):
        return None
    lead = re.split(r"[;。\n]", line.text[: line.tokens[number].start])[-1]
    if _AIM.search(lead[-60:]) or (numeral.number <= HUNDRED and not _of_requests(line, place)):
        return None
    token = line.tokens[place]
    timely = token.value == "on_time" or any(each.kind == "timely" for each in words)
    prefix = line.tokens[line.first(number) : place]
    overall = not any(
        each.kind not in {"fill", "self", "request", "asked", "total", TIME, "colon", "information"} for each in prefix
    )
    kind = Kind.ON_TIME if timely else Kind.RATE
    part = ("concluded",) if overall and token.text.startswith("办结") else ()
    return made(line, number, kind, token.start, part=part)


def _of_requests(line: Line, place: int) -> bool:
    """Tell whether requests were named last, or nothing else in the part on requests."""
    for each in range(place - 1, -1, -1):
        kind = line.tokens[each].kind
        if kind in {"request", "asked", "total"} or "信息公开" in line.tokens[each].text:
            return not (each and line.tokens[each - 1].kind == "other_kind") or kind == "request"
        if kind in {"other_kind", "decision"}:
            return False
    return line.setting.part.endswith("on_request")


def _share(line: Line, number: int, claims: tuple[Claim, ...]) -> Share | None:
    """N 件，占[办结总数的] p%; n 件（p%）; A、B 分别占 p、q."""
    first = line.first(number)
    in_turn = _in_turn(line, number, claims)
    if in_turn is not None:
        return in_turn
    words = line.tokens[first:number]
    of = next((place for place in range(number - 1, first - 1, -1) if line.tokens[place].kind == "of"), None)
    bracket = of is None and not words and first and line.tokens[first - 1].kind == OPEN
    if of is None and not bracket:
        return None
    base = _base(line.tokens[of + 1 : number]) if of is not None else ()
    place = line.tokens[of if of is not None else first - 1].start
    if base is None:
        return None
    if together := _together(line, claims, place):
        return made(
            line, number, Kind.SHARE, together[0].start, part=tuple(each.topics[0] for each in together), of=base
        )
    subject = _subject(line, claims, place)
    if bracket and not (subject and subject.topics[0].split(".")[0] in _OUTCOMES and _closed(line, number)):
        return None
    bases = tuple(each.numeral.number for each in claims if each.numeral and each.topics[0] in _TOTALS)
    if subject and subject.numeral:
        return made(
            line,
            number,
            Kind.SHARE,
            subject.start,
            part=subject.topics,
            stated=subject.numeral.number,
            of=base,
            bases=bases,
        )
    topics, start = _named(line, line.index(place))
    if topics:
        return made(line, number, Kind.SHARE, start, part=topics, of=base, bases=bases)
    return _share_in_text(line, number, place, base)


_OUTCOMES = ("granted", "partly_granted", "refused", "unavailable", "not_processed", "closed")


def _closed(line: Line, number: int) -> bool:
    return number + 1 < len(line.tokens) and line.tokens[number + 1].kind == CLOSE


def _base(words: tuple[Token, ...]) -> tuple[str, ...] | None:
    """Give the topics that the words between 占 and a percentage name, () for the usual base, None for another one."""
    if any(
        each.kind in {UNKNOWN, "other_kind", "part", "all_kinds", "area", TIME} and each.value != "0" for each in words
    ):
        return None
    if any(each.text in {"全市", "全县", "全区"} for each in words):
        return None
    named = [each for each in words if each.kind in _NAMED or each.kind == "item"]
    return tuple(each.value if each.kind != "applicant" else f"applicant.{each.value}" for each in named)


def _together(line: Line, claims: tuple[Claim, ...], place: int) -> tuple[Claim, ...]:
    """Give the claims that 两项合计 or 三项合计 before a place add up."""
    end = max((each.end for each in claims if each.end <= place), default=0)
    between = line.tokens[line.index(end) : line.index(place)]
    words = "".join(each.text for each in between)
    if any(each.kind not in {COMMA, NUMBER, "fill", "join"} for each in between):
        return ()
    several = next((many for word, many in (("三", 3), ("两", 2), ("二者", 2), ("合计", 2)) if word in words), 0)
    before = [each for each in claims if each.end <= place][-several:] if several else []
    return tuple(before) if len(before) == several and all(each.topics[0] in TOPICS for each in before) else ()


def _subject(line: Line, claims: tuple[Claim, ...], place: int) -> Claim | None:
    """Give the claim that stands right before a place, with nothing but a comma or a bracket between."""
    before = [claim for claim in claims if claim.end <= place]
    if not before:
        return None
    last = max(before, key=lambda claim: claim.end)
    between = line.tokens[line.index(last.end) : line.index(place)]
    return last if all(each.kind in {COMMA, OPEN, "fill", "join"} for each in between) and not last.at_most else None


def _named(line: Line, number: int) -> tuple[tuple[str, ...], int]:
    """Give the topics that the words before one name, joined ones together, and where they begin."""
    topics: list[str] = []
    start = line.tokens[number - 1].end if number else 0
    for place in range(number - 1, max(-1, number - 20), -1):
        token = line.tokens[place]
        if token.kind in _NAMED:
            topics.insert(0, token.value if token.kind == "outcome" else f"applicant.{token.value}")
            start = token.start
        elif token.kind not in {"join", "fill", "asked", "request"} or (token.kind != "join" and topics):
            break
    return tuple(topics), start


def _share_in_text(line: Line, number: int, place: int, base: tuple[str, ...]) -> Share | None:
    """N 件中的 n 件，占 p%: of figures that the text alone gives."""
    numbers = [each for each in range(line.index(place)) if line.tokens[each].kind == NUMBER]
    if not numbers or base:
        return None
    part, before = line.tokens[numbers[-1]], [line.tokens[each] for each in numbers[:-1]]
    between = line.tokens[numbers[-1] + 1 : line.index(place)]
    if part.numeral is None or any(each.kind not in {COMMA, OPEN, "fill", "asked"} for each in between):
        return None
    bases = [each.numeral for each in before if each.numeral and each.numeral.unit == part.numeral.unit]
    if line.before:
        bases += [
            each.numeral for each in line.before.tokens if each.numeral and each.numeral.unit == part.numeral.unit
        ]
    if not bases:
        return None
    return made(
        line,
        number,
        Kind.SHARE,
        part.start,
        stated=part.numeral.number,
        bases=tuple(each.number for each in bases),
    )


def _in_turn(line: Line, number: int, claims: tuple[Claim, ...]) -> Share | None:
    """Give a share told in the order of its names: 予以公开、部分公开分别占 p、q; 占比依次为 p、q、r."""
    if "respectively" not in line.kinds:
        return None
    middle = next(
        (
            each
            for each in range(number - 1, max(-1, number - _LONGEST_ROW), -1)
            if line.tokens[each].kind == "respectively"
        ),
        None,
    )
    if middle is None:
        return None
    row, place = [], middle + 1
    while place < len(line.tokens) and (line.tokens[place].kind == PERCENT or line.tokens[place].kind in _ROW):
        if line.tokens[place].kind == PERCENT:
            row.append(place)
        place += 1
    words = line.tokens[middle - 2 if middle > 1 else 0 : row[0]] if row else ()
    if number not in row or not any(each.kind == "of" for each in words) or len(row) == 1:
        return None
    base = _base(tuple(each for each in line.tokens[middle + 1 : row[0]] if each.kind != "of"))
    if base is None:
        return None
    return _of_row(line, number, row, base, claims, middle)


_LONGEST_ROW = 40
_ROW = frozenset(
    ("join", COMMA, "of", "fill", "conclude", "request", "asked", "total", "outcome", "applicant", "information")
)


def _of_row(  # noqa: PLR0913, PLR0917  # a row of percentages has these parts
    line: Line, number: int, row: list[int], base: tuple[str, ...], claims: tuple[Claim, ...], middle: int
) -> Share | None:
    order = row.index(number)
    place = line.tokens[middle].start
    told = [claim for claim in claims if claim.end <= place][-len(row) :]
    kinds = {claim.topics[0].partition(".")[0] for claim in told}
    if len(told) == len(row) and (kinds <= set(_OUTCOMES) or kinds == {"applicant"}):
        claim = told[order]
        stated = claim.numeral.number if claim.numeral else None
        return made(line, number, Kind.SHARE, told[0].start, part=claim.topics, stated=stated, of=base)
    end = middle - 1 if middle and line.tokens[middle - 1].kind == "of" else middle
    topics, start = _named(line, end)
    if len(topics) != len(row):
        return None
    return made(line, number, Kind.SHARE, start, part=(topics[order],), of=base)
