"""Totals with their parts: 共 N 条，其中 A a 条、B b 条. A list inside a list is a level of its own.

Parts that overlap or are only examples are not called wrong; of several ways to read a list one that adds up is enough.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from xlreport.disclosure.sentences.claims import claims_of_line
from xlreport.disclosure.sentences.clauses import Claim
from xlreport.disclosure.sentences.lines import LINES_KEPT, Line
from xlreport.disclosure.sentences.numerals import YUAN, Bound, Numeral
from xlreport.disclosure.sentences.parts import CHANGE, FARTHEST, LOOKED_AT, SEVERAL, STOP, Run, kind, parts_of
from xlreport.disclosure.sentences.tokens import CLOSE, COLON, NUMBERS, OPEN, PERCENT, SEMICOLON, Token
from xlreport.numbers import Number, size


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One total and its parts. `heads` are what the parts may add up to, what is meant most likely first.

    `whole`: all parts are there, by their names (the outcomes, 自然人 and 法人或其他组织); `even`: all are listed alike.
    """

    heads: tuple[Numeral, ...]
    sums: tuple[Number, ...]
    """the heads, and those that stand together added up"""
    parts: tuple[Numeral, ...]
    totals: tuple[Number, ...]
    """what the parts may add up to, by every way to read where the list ends"""
    whole: bool
    even: bool
    said_total: bool
    """the text calls the head a total: 共, 合计"""
    fee: bool
    quote: str
    at: int

    @property
    def total(self) -> Number:
        """Give what the parts add up to, by the way that comes nearest to a head."""
        return min(self.totals, key=lambda each: min(size(each - one) for one in self.sums))

    @property
    def adds_up(self) -> bool:
        """Tell whether the parts make up one of the heads."""
        return self.total in self.sums or any(head.fits(self.total) for head in self.heads)


_TWICE = re.compile(r"同步|转载|转发|重复|交叉")
"""Parts that are said to overlap."""
_OTHER_YEAR = re.compile(r"上年|去年|前年|\d年|同期|较|比")
_TOTAL_WORDS = re.compile(r"共|合计|总计|总量|累计|总数")
_SUMMED = re.compile(
    r"[,、:](?:以上|上述|两项|三项|两者|二者)*(?:合计|共计|总计|信息总[数量]|总[数量]|共)(?:为|是|有|达)?"
    r"(?P<done>发布|公开|应?办理?|处理|收取)?(?:各类|政府)?(?:信息处理费|信息|申请)?:?$"
)
_LEVELS = 16
"""No sentence has more lists; what has is no sentence."""
_INTAKE = {"received", "received_new", "carried_in", "carried"}


_OPENING = frozenset((OPEN, COLON, "among", "respectively"))


@lru_cache(maxsize=LINES_KEPT)
def listings_of(line: Line) -> tuple[Listing, ...]:
    """Read the lists of one sentence, in order."""
    return tuple(_listings(line)) if line.kinds & NUMBERS else ()


def _listings(line: Line) -> Iterator[Listing]:
    claims = {claim.numeral.start: claim for claim in claims_of_line(line) if claim.numeral}
    opened = 0
    for number, token in enumerate(line.tokens):
        if token.kind in _OPENING and _opens(line, number):
            opened += 1
            if opened > _LEVELS:
                return
            yield from _listed(line, number, claims)
        elif token.kind in NUMBERS and token.kind != PERCENT:
            yield from _summed(line, number, claims)


def _opens(line: Line, number: int) -> bool:
    token = line.tokens[number]
    behind = number and line.tokens[number - 1].kind in NUMBERS
    if token.kind in {OPEN, COLON}:
        following = line.tokens[number + 1] if number + 1 < len(line.tokens) else None
        return bool(behind) and (following is None or following.kind != "among")
    return token.kind in {"among", "respectively"}


def _listed(line: Line, opening: int, claims: dict[int, Claim]) -> Iterator[Listing]:
    first = next((each.numeral for each in line.tokens[opening + 1 : opening + 40] if each.numeral), None)
    if first is None:
        return
    beside = next((each.numeral for each in line.tokens[line.index(first.start) + 1 :][:1] if each.numeral), None)
    for unit in dict.fromkeys((first.unit, beside.unit if beside and beside.start == first.end else first.unit, YUAN)):
        run = parts_of(line, opening, unit, claims)
        heads = _heads(line, opening, run)
        exact = all(each.bound is Bound.EXACT and not each.step for each in run.parts)
        if heads and exact and _is_list(line.tokens[opening], run, heads):
            yield _listing(line, opening, heads, run, claims)


def _is_list(opening: Token, run: Run, heads: tuple[Numeral, ...]) -> bool:
    """Refuse a single part, unless it is more than its total, and parts that have no names of their own."""
    if any(_TWICE.search(lead) for lead in run.leads):
        return False
    loose = opening.text.startswith("其中")
    if not loose and any(_OTHER_YEAR.search(lead) for lead in run.leads):
        return False
    if opening.kind == "respectively":
        return len(run.parts) > 1 and not any(re.fullmatch(r"[,、;和及与]*", lead) for lead in run.leads)
    alone = loose and not run.cut and run.parts[0].unit and run.parts[0].number > max(_sums(heads))
    return len(run.parts) > 1 or bool(alone)


def _heads(line: Line, opening: int, run: Run) -> tuple[Numeral, ...]:
    """Give the numbers of the parts' unit before a list, the nearest first; of the sentence before if there is none."""
    if not run.parts:
        return ()
    token = line.tokens[opening]
    tokens, end = line.tokens[max(0, opening - LOOKED_AT * 4) : opening], token.start
    before = not any(each.kind not in {"fill", SEMICOLON} for each in tokens)
    if before and line.before and line.before.end == line.start:
        tokens, end = line.before.tokens[-LOOKED_AT * 4 :], len(line.before.text)
    found = _outermost(tokens)[-LOOKED_AT:]
    fitting = [each for each in found if each.unit == run.parts[0].unit]
    if not fitting or end - fitting[-1].end > FARTHEST:
        return ()
    strict = token.kind != "respectively" and not token.text.startswith("其中")
    if strict and (found[-1] is not fitting[-1] or end - found[-1].end > (1 if token.kind == "among" else 0)):
        return ()
    return tuple(reversed(fitting))


def _outermost(tokens: tuple[Token, ...]) -> list[Numeral]:
    """Give the numbers since the last semicolon that stand in no closed bracket, or all if there are none else."""
    all_of_them: list[Numeral] = []
    outside: list[Numeral] = []
    depth = 0
    for token in reversed(tokens):
        if token.kind == SEMICOLON and (all_of_them or token.text == ";"):
            break
        depth += (token.kind == CLOSE) - (token.kind == OPEN and depth > 0)
        if token.numeral and token.kind != PERCENT:
            all_of_them.insert(0, token.numeral)
            if not depth:
                outside.insert(0, token.numeral)
    return outside or all_of_them


def _sums(heads: tuple[Numeral, ...]) -> tuple[Number, ...]:
    numbers = [head.number for head in heads]
    run = [sum(numbers[: length + 1]) for length in range(len(numbers))]
    return tuple(dict.fromkeys([*numbers, *run]))


def _listing(line: Line, opening: int, heads: tuple[Numeral, ...], run: Run, claims: dict[int, Claim]) -> Listing:
    inside = any(each.numeral is heads[0] for each in line.tokens[:opening])
    back = 0 if inside or line.before is None else line.start - line.before.start
    start = heads[0].start - back
    quote, at = line.quote(start, (run.rest or run.parts[-1]).end)
    return Listing(
        heads=heads,
        sums=_sums(heads),
        parts=tuple(run.parts),
        totals=_totals(run),
        whole=not run.cut and _whole(heads, run, claims),
        even=len({lead[:1] for lead in run.leads[1:] if run.parts[0].unit != YUAN}) <= 1,
        said_total=bool(_TOTAL_WORDS.search(line.text[: heads[0].start])) if inside else False,
        fee="处理费" in line.text,
        quote=quote,
        at=at,
    )


def _totals(run: Run) -> tuple[Number, ...]:
    """Give what the parts may add up to: to each place where the list may end, with the rest, with what follows a list."""
    numbers = [part.number for part in run.parts]
    totals: dict[Number, None] = {sum(numbers): None}
    totals |= dict.fromkeys(sum(numbers[:end]) for end in run.ends if end > 1)
    if run.rest:
        totals[sum(numbers) + run.rest.number] = None
    totals |= dict.fromkeys(sum(numbers) + sum(run.loose[first:]) for first in range(1, len(run.loose)))
    return tuple(totals)


def _whole(heads: tuple[Numeral, ...], run: Run, claims: dict[int, Claim]) -> bool:
    kinds = {kind(part, claims) for part in run.parts}
    if kinds == {"outcome"} and not run.rest and sum(part.number for part in run.parts) < heads[0].number:
        # Of requests that were received some may be open, and so have no outcome.
        claim = claims.get(heads[0].start)
        return len(run.parts) > SEVERAL and claim is not None and claim.topics[0] in {"concluded", "answered"}
    if kinds in ({"outcome"}, {"result"}):
        return len(run.parts) >= SEVERAL
    topics = {claim.topics[0] for part in run.parts if (claim := claims.get(part.start))}
    return topics >= {"applicant.natural", "applicant.organisations"} or topics >= {"website", "new_media"}


def _summed(line: Line, number: int, claims: dict[int, Claim]) -> Iterator[Listing]:
    """Give the list whose total stands at its end: A a 条、B b 条，合计 N 条. 共发布 N 条 may have more than these."""
    total = line.tokens[number].numeral
    said = _SUMMED.search(line.text[max(0, line.tokens[number].start - 30) : line.tokens[number].start])
    if total is None or not said:
        return
    parts = _parts_before(line, number, claims)
    if len(parts) < 2 or not all(each.bound is Bound.EXACT and not each.step for each in (*parts, total)):  # noqa: PLR2004
        return
    quote, at = line.quote(parts[0].start, total.end)
    added = sum(part.number for part in parts)
    numbers = [part.number for part in parts]
    partly = total.number in {*numbers, *(sum(numbers[first:]) for first in range(len(numbers)))}
    more = said["done"] in {"发布", "公开"} and not kind(parts[0], claims) and added < total.number
    yield Listing(
        heads=(total,),
        sums=(total.number,),
        parts=parts,
        totals=(added,),
        whole=not (partly or more),
        even=False,
        said_total=False,
        fee="处理费" in line.text,
        quote=quote,
        at=at,
    )


def _parts_before(line: Line, number: int, claims: dict[int, Claim]) -> tuple[Numeral, ...]:
    """Give the numbers of a total's unit that stand right before it, without a gap; none if others stand there too."""
    total, later = line.tokens[number].numeral, line.tokens[number]
    parts: list[Numeral] = []
    depth = 0
    for token in reversed(line.tokens[:number]):
        depth += (token.kind == CLOSE) - (token.kind == OPEN)
        if depth or token.numeral is None or token.kind == PERCENT:
            if token.kind == SEMICOLON:
                break
            continue
        lead = re.sub(r"\([^()]*\)|[,、]?占比?[^,;。、\d]{0,12}\d+(?:\.\d+)?%", "", line.text[token.end : later.start])
        if (
            total is None
            or token.numeral.unit != total.unit
            or (parts and not _goes_on(token.numeral, parts[0], lead, claims))
        ):
            return ()
        parts.insert(0, token.numeral)
        later = token
    return tuple(parts)


def _goes_on(earlier: Numeral, later: Numeral, lead: str, claims: dict[int, Claim]) -> bool:
    kinds = {kind(earlier, claims), kind(later, claims)}
    if kinds <= _INTAKE:
        return True
    ends = STOP.search(lead) or CHANGE.search(lead) or "其中" in lead
    return len(kinds) == 1 and bool(re.fullmatch(r"[,、和][^,、]*", lead)) and not ends
