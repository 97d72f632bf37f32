"""Changes from last year: 同比增长 p%, 较上年减少 n 件, 与上年持平. One from another year is left unread."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlreport.disclosure.sentences.claims import claims_of
from xlreport.disclosure.sentences.clauses import Claim
from xlreport.disclosure.sentences.comparisons import COMPARING, NAMED, compared_figure, compared_with_last, named_in
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.names import row_of
from xlreport.disclosure.sentences.numerals import Numeral
from xlreport.disclosure.sentences.shares import Share, ShareKind
from xlreport.disclosure.sentences.tokens import LETTERS, NUMBER, Token, has, kinds, letters, only, pattern, says, those
from xlreport.disclosure.sentences.topics import RESULTS
from xlreport.lazy import regex
from xlreport.numbers import Number, whole

_JOINING, _DIRECTION = letters(("fill", "join")), LETTERS["direction"]
Given = tuple[int, Mapping[str, Any]]
"""where the words begin that tell what a change is of, and what they tell"""
HUNDRED = 100
_LONGEST_QUOTE = 40
_OF_A_YEAR = frozenset((ShareKind.SHARE, ShareKind.RATE, ShareKind.ON_TIME))
_TIMES = regex(
    r"(?:是|为|达到?|相当于)(?:上年度?|去年|上一年度?|(?P<year>(?:19|20)\d\d)年度?)(?:同期)?的(?P<times>\d+(?:\.(?P<digits>\d+))?)倍",
    re.ASCII,
)


def made(line: Line, number: int, kind: ShareKind, start: int, numeral: Numeral | None = None, **given: Any) -> Share:
    """Give a percentage with its quote: from the words it rests on, or from its own clause where they are far."""
    token = line.tokens[number]
    numeral = numeral or token.numeral or Numeral(number=0, unit="", start=token.start, end=token.end)
    near = start if token.end - start <= _LONGEST_QUOTE else line.tokens[line.first(number)].start
    quote, at = line.quote(min(near, token.start), max(token.end, numeral.end))
    if kind in _OF_A_YEAR:
        given = {"years": line.dates.years_from(start), **given}
    return Share(kind=kind, numeral=numeral, quote=quote, at=at, own=line.own(token.start), **given)


def change(line: Line, number: int, claims: Sequence[Claim], last: Share | None = None) -> Share | None:
    """同比增长 p%, 较上年减少 n 件, 比上年（n件）下降 p%, 与上年持平: from last year's figure of what stands before it."""
    token = line.tokens[number]
    if token.kind == "direction":
        unchanged = token.value == "same" and not token.text.startswith("基本")
        return _changed(line, number, ShareKind.DIFFERENCE, claims) if unchanged else None
    if (said := line.kinds_ahead(number).rstrip(_JOINING)) and not said.endswith(_DIRECTION):
        return None
    words = [each for each in line.ahead(number) if each.kind not in {"fill", "join"}] if said else []
    if not words and number in (row := in_turn(line, number)[1]):
        words = those(line.tokens[row[0] - 1 : number], "direction")[-1:]
    if not words or words[-1].kind != "direction" or words[-1].value == "same" or not only(words, _SAID_IN_CHANGE):
        return None
    kind = ShareKind.CHANGE if token.kind == "percent" else ShareKind.DIFFERENCE
    falling = words[-1].value == "down"
    told = _changed(line, number, kind, claims, falling=falling)
    near = line.tokens[max(0, line.first(number) - 2)]
    if told is None and last and near.numeral == last.numeral:  # 申请量减少2件，下降 p%
        given = {name: getattr(last, name) for name in ("part", "whole", "some", "stated")}
        told = made(line, number, kind, near.start, falling=falling, **given)
    return told


def times(line: Line, claims: Sequence[Claim]) -> Iterator[Share]:
    """是上年的 n 倍: a change by n - 1 hundred percent."""
    for found in _TIMES.finditer(line.text) if "times" in line.kinds else ():
        if found["year"] and line.setting.year and int(found["year"]) + 1 != line.setting.year:
            continue
        percent = (Decimal(found["times"]) - 1) * HUNDRED
        step = Decimal(50).scaleb(-len(found["digits"] or ""))  # printed to a whole number it may be half of one off
        numeral = Numeral(number=whole(percent), unit="%", step=step, start=found.start(), end=found.end())
        if share := _changed(line, line.index(found.start("times")), ShareKind.CHANGE, claims, numeral=numeral):
            yield share


def _changed(line: Line, number: int, kind: ShareKind, claims: Sequence[Claim], **how: Any) -> Share | None:
    told = _of_what(line, number, claims)
    return made(line, number, kind, told[0], **told[1], **how) if told else None


def _of_what(line: Line, number: int, claims: Sequence[Claim]) -> Given | None:
    """Give what a change is of: a figure told before it, a name, what the sentence before told, or two figures."""
    then: Number | None = None
    subject, compared = _meant(line, number, claims)
    if subject is None and not has(line.ahead(number), *NAMED):
        subject, then = compared_figure(line, number, claims)
        compared = line.tokens[line.index(subject.end) : number] if subject else ()
    if subject is None and (named := named_in(line, number)):
        return named[0], {"part": named[1]}
    if subject and not subject.years and subject.own and compared_with_last(compared):
        given = {"part": subject.topics, "stated": subject.numeral.number if subject.numeral else 0, "then": then}
        return subject.start, given | {"whole": _whole(subject, claims), "some": subject.at_most}
    return _told_first(line, number) or _both_told(line, number)


def _told_first(line: Line, number: int) -> Given | None:
    """Give what a sentence of nothing but a comparison may be of: what the one before told first, or else last."""
    before, words = line.numbered, line.tokens[:number]
    if before is None or before.end != line.start or not (only(words, COMPARING) and compared_with_last(words)):
        return None
    told = [each for each in claims_of(before) if each.numeral and not each.years]
    if not told or told[0].at_most or not all(each.own for each in told):
        return None
    stated = told[0].numeral and told[0].numeral.number
    return line.tokens[0].start, {"part": told[0].topics, "stated": stated, "whole": told[-1].topics}


def _whole(part: Claim, claims: Sequence[Claim]) -> tuple[str, ...]:
    """Give the total of which a result before a change is told as a part; () for another figure, or without a total."""
    stem, _, result = part.topics[0].rpartition(".")
    total = (f"{stem}.total",)
    told = (each.topics for each in claims if each.line is part.line and each.end <= part.start)
    return total if result in RESULTS and total != part.topics and total in told else ()


def _meant(line: Line, number: int, claims: Sequence[Claim]) -> tuple[Claim | None, tuple[Token, ...]]:
    """Give whose change it is where a word says so, and what it is compared by.

    同比分别增长 p、下降 q; 前两项分别增加 n、减少 m; 后者增加 n.
    """
    pointer = next((each for each in line.ahead(number) if each.kind == "pointer"), None)
    middle, row = in_turn(line, number)
    if pointer is None and number not in row:
        return None, ()
    end = line.tokens[middle if pointer is None else number].start
    told = [each for each in claims if each.numeral and not each.years and each.end <= end]
    if pointer:
        return pointed(told, pointer.value), line.ahead(number)[1:]
    if not 1 < len(row) <= len(told):
        return None, ()
    in_front = re.search(r"前[两二三四]项", line.text[: line.tokens[middle].start])
    return told[row.index(number) - (0 if in_front else len(row))], line.tokens[line.index(told[-1].end) : row[0]]


_IN_ROW = "direction join comma compare time fill"
_ROW = pattern(f"respectively[{_IN_ROW}]*(?<=direction){NUMBER}(?:[{_IN_ROW}]*(?<=[direction join]){NUMBER})*")


def pointed(told: Sequence[Claim], which: str) -> Claim | None:
    """Give which of the two figures told last 前者 or 后者 is; their sum behind them is none of the two."""
    apart = [each for each in told if len(each.topics) == 1]
    return apart[-1 - (which == "former")] if len(apart) > 1 else None


def in_turn(line: Line, number: int) -> tuple[int, list[int]]:
    """Give where 分别 stands before a number, and the changes that it tells in turn: 分别增加 n、m, 分别增长 p、下降 q."""
    middle, row = row_of(line, number, _ROW) if "respectively" in line.kinds else (number, [])
    ahead = line.kinds_ahead(middle) if row else ""
    return (number, []) if ahead.strip(_PASSED) else (middle, row)  # 阅读量分别增长: of something else


_PASSED = letters(_IN_ROW.split())
_LOOKED_AT = 24
FROM = ("由", "从")


_FIGURE = "(?<!direction)([number money figure])"
_BETWEEN = f"(?:[{' '.join(COMPARING)} becomes percent]|(?<=direction)[number money figure])*"
_BOTH = pattern(f"{_FIGURE}{_BETWEEN}{_FIGURE}{_BETWEEN}$")


def _both_told(line: Line, number: int) -> Given | None:
    """Give both figures where the text has them: 421条，比上年的398条多23条; 由61条增长到98条，增幅 p%; 由120条增长 p%."""
    found = _BOTH.search(line.letters, max(0, number - _LOOKED_AT), number)
    first, last = found.span(1)[0] if found else 0, found.span(2)[0] if found else 0
    earlier, later, between = line.tokens[first].numeral, line.tokens[last].numeral, line.tokens[first + 1 : last]
    became, compared = has(between, "becomes"), has(between, "compare") or says(between, *FROM)
    if earlier is None or later is None or later.unit != earlier.unit or became == compared:
        return None
    now, then = (later, earlier) if became else (earlier, later)
    return earlier.start, {"stated": now.number, "then": then.number}


_SAID_IN_CHANGE = NAMED | kinds(
    "compare direction paper asked request time information publish pointer respectively happen"
)
