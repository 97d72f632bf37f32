"""Parts that stand one after another: numbers of one unit and one sort. What is in a bracket belongs to the item before."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from xlreport.disclosure.phrases.claims import Claim, claims_of
from xlreport.disclosure.phrases.numerals import COUNTED, Numeral, numerals_in
from xlreport.disclosure.phrases.sentences import Sentence
from xlreport.disclosure.phrases.topics import OUTCOMES, RESULTS
from xlreport.disclosure.phrases.wording import DIFFERENCE

YUAN = "元"
_STOP = re.compile(r"其中|另|此外|还|同时|同比|占|累计|比上年|较上年|平均|比例|每|结转|办结|收到|新收|(?<!尚)未|来自")
_HARD = re.compile(r"[;。\n]")
_SUM = re.compile(r"合计|总计|[,、]共(?:计|有)?[^,、]{0,6}$")
_PASSED = re.compile(r"\([^()]*\)|[,、]?占比?[^,;。、\d]{0,12}\d+(?:\.\d+)?%")
"""A bracket, or the share of the item before: neither ends a list."""
_BESIDE = re.compile(r",?(?:参加|参训|参与|受训|覆盖|惠及|涉及)?")
_MOST, _FARTHEST = 60, 200
"""No list has more parts, and none stand further apart."""
_INTAKE = {"received", "received_new", "carried_in", "carried"}
_LEFT = {"carried_out", "carried"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """One sentence with its numbers and claims, read once for all its lists."""

    sentence: Sentence
    numerals: tuple[Numeral, ...]
    claims: dict[int, Claim]

    def index(self, place: int) -> int:
        """Give how many numbers stand before a place."""
        return bisect_left(self.numerals, place, key=lambda each: each.start)

    def depth(self, start: int, end: int) -> int:
        """Give how many brackets more are open at the end of a stretch than at its start."""
        return self.sentence.text.count("(", start, end) - self.sentence.text.count(")", start, end)

    def between(self, start: int, end: int) -> str:
        """Give the words of a stretch without its brackets and shares."""
        return _PASSED.sub("", self.sentence.text[start:end])

    def kind(self, numeral: Numeral) -> str:
        """Give what sort of part a number is: parts of different sorts are not added up."""
        claim = self.claims.get(numeral.start)
        if claim is None:
            return ""
        topic = claim.topics[0]
        if topic in OUTCOMES:
            return "outcome"
        if topic.startswith("applicant."):
            return "applicant"
        return "result" if topic.rpartition(".")[2] in RESULTS and not topic.endswith(".total") else topic

    def from_place(self, place: int) -> Iterator[tuple[Numeral, Numeral | None, Numeral | None]]:
        """Give each number from a place on, with those before and after it; nested ones are passed over."""
        nested, first = 0, self.index(place)
        for n in range(first, len(self.numerals)):
            numeral = self.numerals[n]
            nested += self.depth(place, numeral.start)
            place = numeral.start
            if nested < 0:
                return
            if not nested:
                before = self.numerals[n - 1] if n > first else None
                yield numeral, before, self.numerals[n + 1] if n + 1 < len(self.numerals) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The parts of one list. `leads` are the words before each; `cut`: more of the unit follows, of another sort."""

    parts: tuple[Numeral, ...] = ()
    leads: tuple[str, ...] = ()
    cut: bool = False
    rest: Numeral | None = None
    """what is carried to next year, told right behind the outcomes: with it they make up all requests"""


def numbers_of(sentence: Sentence) -> Numbers:
    """Read a sentence's numbers and claims."""
    claims = {claim.numeral.start: claim for claim in claims_of(sentence) if claim.numeral}
    return Numbers(sentence=sentence, numerals=numerals_in(sentence.text), claims=claims)


def parts_after(numbers: Numbers, start: int, unit: str | None = None) -> Run:
    """Give the numbers of one unit, the first one's if none is named, that are listed from a place on."""
    parts: list[Numeral] = []
    leads: list[str] = []
    end = start
    for numeral, before, after in numbers.from_place(start):
        if unit is None and numeral.unit in {*COUNTED, ""}:
            unit = numeral.unit
        if len(parts) == _MOST or numeral.start - end > _FARTHEST:
            break
        lead = numbers.between(end, numeral.start)
        if numeral.unit != unit:
            if not _foreign(numbers, numeral, before, after, unit) or (unit == YUAN and _ends(lead)):
                break
            end = numeral.end if unit == YUAN else end
            continue
        if _ends(lead) or (parts and numbers.kind(numeral) != numbers.kind(parts[0])):
            return _stopped(numbers, parts, leads, numeral, lead)
        end = numeral.end
        parts.append(numeral)
        leads.append(lead)
    return Run(parts=tuple(parts), leads=tuple(leads))


def _foreign(
    numbers: Numbers, numeral: Numeral, before: Numeral | None, after: Numeral | None, unit: str | None
) -> bool:
    """Tell whether a number of another unit only stands beside one of the list's: 2期180人次, or any beside money."""
    if numeral.unit not in {*COUNTED, ""} or unit == YUAN:
        return True
    text = numbers.sentence.text
    return bool(
        (before and _BESIDE.fullmatch(text, before.end, numeral.start))
        or (after and after.unit == unit and _BESIDE.fullmatch(text, numeral.end, after.start))
    )


def _stopped(numbers: Numbers, parts: list[Numeral], leads: list[str], numeral: Numeral, lead: str) -> Run:
    claim = numbers.claims.get(numeral.start)
    left = bool(parts) and numbers.kind(parts[0]) == "outcome" and claim is not None and claim.topics[0] in _LEFT
    return Run(
        parts=tuple(parts),
        leads=tuple(leads),
        cut=not left and not _HARD.search(lead) and not _SUM.search(lead),
        rest=numeral if left else None,
    )


def parts_before(numbers: Numbers, total: Numeral) -> Run:
    """Give the numbers of a total's unit that stand right before it, without a gap; cut if others stand there too."""
    parts: list[Numeral] = []
    place = numbers.numerals.index(total)
    for later, earlier in pairwise(reversed(numbers.numerals[: place + 1])):
        lead = numbers.between(earlier.end, later.start)
        if _HARD.search(lead):
            break
        if earlier.unit != total.unit or (parts and not _goes_on(numbers, earlier, later, lead)):
            return Run(parts=tuple(reversed(parts)), cut=True)
        parts.append(earlier)
    return Run(parts=tuple(reversed(parts)))


def _goes_on(numbers: Numbers, earlier: Numeral, later: Numeral, lead: str) -> bool:
    kinds = {numbers.kind(earlier), numbers.kind(later)}
    if kinds <= _INTAKE:
        return True
    return len(kinds) == 1 and bool(re.fullmatch(r"[,、和][^,、]*", lead)) and not _ends(lead)


def _ends(lead: str) -> bool:
    return bool(_HARD.search(lead) or _SUM.search(lead) or _STOP.search(lead) or DIFFERENCE.search(lead))
