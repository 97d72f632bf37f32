"""Totals with their parts: 共 N 条，其中 A a 条、B b 条. Parts that overlap or are only examples are not called wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from xlreport.disclosure.phrases.numerals import Bound, Numeral, numerals_in
from xlreport.disclosure.phrases.parts import YUAN, Numbers, Run, numbers_of, parts_after, parts_before
from xlreport.disclosure.phrases.plain import plain
from xlreport.disclosure.phrases.sentences import Sentence, Setting, sentences_in
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
    rest: Numeral | None = None
    """what is carried to next year, where it is told behind the outcomes"""
    whole: bool
    even: bool
    said_total: bool
    """the text calls the head a total: 共, 合计"""
    fee: bool
    quote: str
    at: int

    @property
    def total(self) -> Number:
        """Give what the parts add up to, with what is carried over where that comes nearer to the head."""
        alone = sum(part.number for part in self.parts)
        both = alone + (self.rest.number if self.rest else 0)
        return min(alone, both, key=lambda each: min(size(each - one) for one in self.sums))

    @property
    def adds_up(self) -> bool:
        """Tell whether the parts make up one of the heads."""
        return self.total in self.sums or any(head.fits(self.total) for head in self.heads)


_AMONG = re.compile(r"其中[:,]?|[,:]?分别(?:为|是):?|(?:[,(:]?(?:主要)?(?:包括|包含|含|分为)|[(:]):?")
_APART = "分别"
_LOOSE = "其中"
"""May stand some words behind its total; 包括, a colon and a bracket stand right behind it."""
_OTHER_YEAR = re.compile(r"上年|去年|前年|\d年|同期|较|比")
_TWICE = re.compile(r"同步|转载|转发|重复|交叉")
"""Parts that are said to overlap."""
_NAMELESS = re.compile(r"[,、;和及与]*")
_TOTAL_WORDS = re.compile(r"共|合计|总计|总量|累计|总数")
_SUMMED = re.compile(
    r"[,、:](?:以上|上述|两项|三项|两者|二者)*(?:合计|共计|总计|共)(?:为|是|有|达)?"
    r"(?P<done>发布|公开|应?办理?|处理|收取)?(?:各类|政府)?(?:信息处理费|信息|申请)?:?$"
)
_FEE = re.compile(r"信息(?:公开)?处理费")
_FARTHEST = 24
_SEVERAL = 3
_LOOKED_AT = 16
"""Numbers further before are no total of this list; a text of thousands takes no longer for it."""
_ALL_CONCLUDED = {"concluded", "answered"}


def listings_in(source: str, setting: Setting) -> tuple[Listing, ...]:
    """Read the lists of a text, in order."""
    sentences = sentences_in(plain(source), setting)
    before: tuple[Sentence | None, ...] = (None, *sentences)
    return tuple(one for last, each in zip(before, sentences, strict=False) for one in _listings_of(last, each))


def _listings_of(last: Sentence | None, sentence: Sentence) -> Iterator[Listing]:
    openings = list(_AMONG.finditer(sentence.text))
    if not (openings or _TOTAL_WORDS.search(sentence.text)):
        return
    numbers = numbers_of(sentence)
    for among in openings:
        for unit in _units(numbers, among.end()):
            run = parts_after(numbers, among.end(), unit)
            heads = _heads(last, numbers, among, run.parts)
            if heads and _exact(run.parts) and _is_list(among, run, heads):
                yield _listing(numbers, among.start(), heads, run)
    for numeral in numbers.numerals:
        said = _SUMMED.search(sentence.text, 0, numeral.start)
        run = parts_before(numbers, numeral) if said else Run()
        if said and len(run.parts) > 1 and not run.cut and _exact((*run.parts, numeral)):
            yield _summed(
                numbers, numeral, run, open_ended=said["done"] in {"发布", "公开"} and not numbers.kind(run.parts[0])
            )


def _units(numbers: Numbers, start: int) -> tuple[str | None, ...]:
    """Give the units in which a list is read: the first number's, the one beside it, and money."""
    first = numbers.index(start)
    near = numbers.numerals[first : first + 2]
    beside = [b.unit for a, b in pairwise(near) if a.end == b.start and b.unit not in {"%", YUAN}]
    return (None, *beside, YUAN)


def _exact(numerals: tuple[Numeral, ...]) -> bool:
    return all(numeral.bound is Bound.EXACT and not numeral.step for numeral in numerals)


def _is_list(among: re.Match[str], run: Run, heads: tuple[Numeral, ...]) -> bool:
    """Refuse a single part, unless it is more than its total, and parts that have no names of their own."""
    if any(_TWICE.search(lead) for lead in run.leads):
        return False
    if _LOOSE not in among[0] and any(_OTHER_YEAR.search(lead) for lead in run.leads):
        return False
    if _APART in among[0]:
        return len(run.parts) > 1 and not any(_NAMELESS.fullmatch(lead) for lead in run.leads)
    alone = _LOOSE in among[0] and not run.cut and run.parts[0].unit and run.parts[0].number > max(_sums(heads))
    return len(run.parts) > 1 or bool(alone)


def _heads(
    last: Sentence | None, numbers: Numbers, among: re.Match[str], parts: tuple[Numeral, ...]
) -> tuple[Numeral, ...]:
    """Give the numbers of the parts' unit before 其中, the nearest first; of the sentence before if there is none."""
    if not parts:
        return ()
    text, end = numbers.sentence.text, among.start()
    place = numbers.index(end)
    found = numbers.numerals[max(0, place - _LOOKED_AT) : place]
    if not end and last is not None and last.end == numbers.sentence.start:
        text, end = last.text, len(last.text)
        found = numerals_in(text)
    stop = max(text.rfind(mark, 0, end) for mark in ";\n") + 1
    fitting = [each for each in found if stop <= each.start < end and each.unit == parts[0].unit]
    fitting = [each for each in fitting if not _closed(text, each.end, end)] or fitting
    nearest = next((each for each in reversed(found) if each.end <= end), None)
    if not fitting or end - fitting[-1].end > _FARTHEST:
        return ()
    if _LOOSE not in among[0] and _APART not in among[0] and (nearest is not fitting[-1] or nearest.end != end):
        return ()
    return tuple(reversed(fitting))


def _closed(text: str, start: int, end: int) -> bool:
    """Tell whether a bracket that a number stands in is closed before a place: it belongs to the item before it."""
    return text.count(")", start, end) > text.count("(", start, end)


def _sums(heads: tuple[Numeral, ...]) -> tuple[Number, ...]:
    numbers = [head.number for head in heads]
    run = [sum(numbers[: length + 1]) for length in range(len(numbers))]
    return tuple(dict.fromkeys([*numbers, *run]))


def _listing(numbers: Numbers, among: int, heads: tuple[Numeral, ...], run: Run) -> Listing:
    sentence, inside = numbers.sentence, bool(among)
    start = heads[0].start if inside else among
    quote, at = sentence.quote(start, (run.rest or run.parts[-1]).end)
    return Listing(
        heads=heads,
        sums=_sums(heads),
        parts=run.parts,
        rest=run.rest,
        whole=not run.cut and _whole(numbers, heads, run),
        even=len({lead[:1] for lead in run.leads[1:] if run.parts[0].unit != YUAN}) <= 1,
        said_total=bool(_TOTAL_WORDS.search(sentence.text[: heads[0].start])) if inside else False,
        fee=bool(_FEE.search(sentence.text)),
        quote=quote,
        at=at,
    )


def _summed(numbers: Numbers, total: Numeral, run: Run, *, open_ended: bool) -> Listing:
    """Give the list whose total stands at its end: A a 条、B b 条，合计 N 条. 共发布 N 条 may have more than these."""
    quote, at = numbers.sentence.quote(run.parts[0].start, total.end)
    return Listing(
        heads=(total,),
        sums=(total.number,),
        parts=run.parts,
        whole=not (_partly(run.parts, total.number) or (open_ended and _more(run.parts, total.number))),
        even=False,
        said_total=False,
        fee=bool(_FEE.search(numbers.sentence.text)),
        quote=quote,
        at=at,
    )


def _more(parts: tuple[Numeral, ...], total: Number) -> bool:
    return sum(part.number for part in parts) < total


def _partly(parts: tuple[Numeral, ...], total: Number) -> bool:
    """Tell whether the last of several parts make up a total: what stands before them is another list."""
    numbers = [part.number for part in parts]
    return total in {*numbers, *(sum(numbers[first:]) for first in range(len(numbers)))}


def _whole(numbers: Numbers, heads: tuple[Numeral, ...], run: Run) -> bool:
    kinds = {numbers.kind(part) for part in run.parts}
    if kinds == {"outcome"} and not run.rest and sum(part.number for part in run.parts) < heads[0].number:
        # Of requests that were received some may be open, and so have no outcome.
        claim = numbers.claims.get(heads[0].start)
        return len(run.parts) > _SEVERAL and claim is not None and claim.topics[0] in _ALL_CONCLUDED
    if kinds in ({"outcome"}, {"result"}):
        return len(run.parts) >= _SEVERAL
    topics = {claim.topics[0] for part in run.parts if (claim := numbers.claims.get(part.start))}
    return topics >= {"applicant.natural", "applicant.organisations"}
