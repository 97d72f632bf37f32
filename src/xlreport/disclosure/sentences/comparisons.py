"""What a comparison with last year is of: the figure before it, with nothing but comparing words between, or its name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xlreport.disclosure.sentences.clauses import Claim, Said
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.names import papers_before, topics_of
from xlreport.disclosure.sentences.tokens import NUMBERS, Token, has, kinds, only, pattern, says, those
from xlreport.lazy import regex
from xlreport.numbers import Number

COMPARING = kinds("compare direction time comma open close fill join asked request total belong")
_DESCRIBING = frozenset(("of", "applicant", "public", "self", "handle", "conclude", "answer", "timely", "outcome"))
"""of a clause without a number between a figure and its change: 4件，均为自然人申请，比上年减少2件"""
_PASSED = COMPARING | _DESCRIBING
_COMPARED = frozenset(("fill", "compare", "time", "belong", "join"))


def last_years(line: Line, number: int, told: Sequence[Claim]) -> Said | None:
    """比上年（N件）, 较上年的N件, 上年为N件: last year's figure of what stands before it."""
    first, words = line.first(number), line.ahead(number)
    bracket = has(line.tokens[first - 1 : first], "open")
    near = (*line.tokens[max(0, first - 2) : first - 1], *words) if bracket else words
    time = next((each for each in reversed(near) if each.kind == "time"), None)
    if time is None or time.value != "-1":
        return None
    figure: Claim | None = None
    if only(words, _COMPARED):
        beside = says(words, "与", "和", "同") and has(line.behind(number), "compare")  # 与上年的25件相比
        beside = beside or says(words, "只", "仅", "才") or has(line.tokens[number + 1 : number + 4], "direction")
        if not (beside or bracket or has(words, "compare", "belong") or words[-1].text.endswith("同期")):
            return None  # 新制发2件，上年10件：of what, nobody can tell
        figure, _ = compared_figure(line, number, told)
    if figure:
        other = figure.years or figure.at_most or (figure.numeral and figure.numeral.unit != line.unit(number))
        return None if other else Said(figure.topics, first, number, years=-1)
    start = line.first(first - 2) if bracket else first  # 申请量比上年（N件）
    topic = topic_named(line, start, number)
    return Said((topic,), first, number, years=-1) if topic else None


def compared_figure(line: Line, number: int, claims: Sequence[Claim]) -> tuple[Claim | None, Number | None]:
    """Give the claim that a comparison is of: nothing but comparing words stand between; and last year's, if told."""
    then, end = None, number
    topics: tuple[str, ...] = ()
    for claim in governing(line, claims, line.tokens[number].start):
        first = line.index(claim.end)
        if not _only_compares(line, first, end, claim.numeral.unit if claim.numeral else ""):
            break
        if claim.years == 0:
            return (claim, then) if topics in ((), claim.topics) else (None, None)  # 强制5件，处罚较上年的52件下降
        topics, end = claim.topics, line.index(claim.start)
        then = claim.numeral.number if claim.numeral and claim.years == -1 else None
    return None, None


def _only_compares(line: Line, first: int, end: int, unit: str) -> bool:
    """Tell whether words outside brackets do no more than compare: what counts in another unit is told beside."""
    depth = 0
    for token in line.tokens[first:end]:
        depth += (token.kind == "open") - (token.kind == "close" and depth > 0)
        if not (depth or token.kind in _PASSED or _is_beside(line, token, end, unit)):
            return False
    return True


def _is_beside(line: Line, token: Token, end: int, unit: str) -> bool:
    """Tell whether a word counts in another unit, or is a number told of a comparison: 254篇，阅读量12.6万次."""
    ends = line.tokens[token.place if token.numeral else min(line.last(token.place), end)]
    if unit and ends.kind == "number" and ends.numeral and ends.numeral.unit != unit:
        return True
    return token.kind in NUMBERS and has(line.tokens[token.place - 1 : token.place], "direction", "of")


def named_in(line: Line, number: int) -> tuple[int, tuple[str, ...]] | None:
    """Give where the clause of a change begins, before last year's figure if it has that, and the topic it names.

    现行有效件数较上年（228件）下降 p%.
    """
    first = line.first(number)
    found = _LAST_YEARS.search(line.letters, max(0, first - _LOOKED_AT), first)
    first = line.first(found.start()) if found else first
    topic = topic_named(line, first, number)
    return (line.tokens[first].start, (topic,)) if topic else None


_LOOKED_AT = 24
_LAST_YEARS = pattern("compare[^comma semicolon close number money percent figure]*number close?$")


def governing(line: Line, claims: Sequence[Claim], place: int) -> Iterator[Claim]:
    """Give the claims before a place, the nearest first, without those in a bracket that is closed before it."""
    before = sorted((each for each in claims if each.end <= place), key=lambda each: each.end, reverse=True)
    this_year = [each for each in before if not each.years]
    whole = _whole_of(this_year)
    for one in before:
        for claim in (whole, one) if whole and one is this_year[0] else (one,):
            between = line.text[claim.end : place]
            if ")" not in between or ")" not in _BRACKETED.sub("", between):
                yield claim


def _whole_of(before: Sequence[Claim]) -> Claim | None:
    """Give the figure that the claims right before a place, the nearest first, are all parts of: what follows is of it."""
    numbers = [each.numeral.number if each.numeral else 0 for each in before]
    for several, whole in enumerate(before[2:], 2):
        if sum(numbers[:several]) != numbers[several]:
            continue
        stems = {each.topics[0].rpartition(".")[0] for each in before[:several]}
        stem, _, last = whole.topics[0].rpartition(".")
        apart = len(stems) == 1 and "" not in stems and (stem not in stems or last == "total")
        if apart:
            return replace(whole, end=before[0].end)
    return None


_BRACKETED = regex(r"\([^()]*\)")


NAMED = frozenset(("dispute", "total", "applicant", "state", "channel", "decision"))
"""what a comparison may name without a number of this year"""


def topic_named(line: Line, first: int, number: int) -> str:
    """Give the topic that a clause names without a number: 复议案件较上年增加 n 件."""
    words = line.tokens[first:number]
    named = those(words, *NAMED)
    compared = any(each.text == "同比" or (each.kind == "time" and each.value == "-1") for each in words)
    if not named and says(words[:2], "收到的", "受理的", "接到的") and has(words[:3], "asked", "request"):
        return "received" if compared and line.about_requests else ""  # 收到的申请较上年多 n 件
    if len(named) != 1 or named[0].value == "both" or not (compared or _compared_before(line, first)):
        return ""
    if says(words, "金额") or has(words, "unknown", "part") or has(words[: named[0].place - first], "compare", "time"):
        return ""
    if named[0].kind == "state":
        return "".join(f"{paper}.{named[0].value}" for paper in papers_before(line, number)[-1:])
    if named[0].kind == "applicant" and not has(words, "asked", "request"):
        return ""
    return "received" if named[0].kind == "total" else topics_of(named[0])[0]


def _compared_before(line: Line, first: int) -> bool:
    """Tell whether changes are told one after another behind 与上年相比，."""
    ends = (each for each in reversed(line.tokens[:first]) if each.kind == "semicolon" or each.value == "-1")
    time = next(ends, None)
    return time is not None and time.kind == "time" and has(line.tokens[time.place - 1 : time.place + 2], "compare")


def compared_with_last(between: tuple[Token, ...]) -> bool:
    """Tell whether the comparison is with the year before: 同比, 较上年, 比2024年; 较2023年 is not."""
    if times := [each.value for each in between if each.kind == "time" and each.value]:
        return all(each == "-1" for each in times)
    return only(between, {"comma", "direction", "fill"}) or says(between, "同比")
