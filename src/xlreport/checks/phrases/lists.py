"""Totals with their parts: 共 N 条，其中 A a 条、B b 条. Parts that overlap or are only examples are not called wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlreport.checks.phrases.claims import Claim, claims_of
from xlreport.checks.phrases.numerals import COUNTED, Bound, Numeral, numerals_in
from xlreport.checks.phrases.plain import plain
from xlreport.checks.phrases.sentences import Sentence, Setting, sentences_in
from xlreport.checks.phrases.topics import OUTCOMES, RESULTS
from xlreport.checks.phrases.wording import DIFFERENCE
from xlreport.numbers import Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One total and its parts. `heads` are what the parts may add up to, what is meant most likely first.

    `whole`: all parts are there, by their names (the outcomes, 自然人 and 法人或其他组织); `even`: all are listed alike.
    """

    heads: tuple[Numeral, ...]
    sums: tuple[Number, ...]
    """the heads, and those that stand together added up"""
    parts: tuple[Numeral, ...]
    whole: bool
    even: bool
    said_total: bool
    """the text calls the head a total: 共, 合计"""
    fee: bool
    quote: str
    at: int

    @property
    def total(self) -> Number:
        """Give what the parts add up to."""
        return sum(part.number for part in self.parts)

    @property
    def adds_up(self) -> bool:
        """Tell whether the parts make up one of the heads."""
        return self.total in self.sums or any(head.fits(self.total) for head in self.heads)


_AMONG = re.compile(r"其中[:,]?|[:,]?分别(?:为|是):?")
_STOP = re.compile(r"其中|另|此外|还|同时|同比|占|累计|比上年|较上年|平均|比例|每|结转|办结|收到|新收|(?<!尚)未|来自")
_TOTAL_WORDS = re.compile(r"共|合计|总计|总量|累计|总数")
_FEE = re.compile(r"信息(?:公开)?处理费")
_FARTHEST = 24
_SEVERAL = 3


def listings_in(source: str, setting: Setting) -> tuple[Listing, ...]:
    """Read the lists of a text, in order."""
    sentences = sentences_in(plain(source), setting)
    before: tuple[Sentence | None, ...] = (None, *sentences)
    return tuple(one for last, each in zip(before, sentences, strict=False) for one in _listings_of(last, each))


def _listings_of(last: Sentence | None, sentence: Sentence) -> Iterator[Listing]:
    claims = {claim.numeral.start: claim for claim in claims_of(sentence) if claim.numeral}
    for among in _AMONG.finditer(sentence.text):
        for unit in ("", "元"):
            parts = _parts(sentence, among.end(), claims, money=unit == "元")
            heads = _heads(last, sentence, among.start(), parts)
            if len(parts) > 1 and heads and _exact((*parts,)):
                yield _listing(sentence, among, heads, parts, claims)


def _exact(numerals: tuple[Numeral, ...]) -> bool:
    return all(numeral.bound is Bound.EXACT and not numeral.step for numeral in numerals)


def _parts(sentence: Sentence, start: int, claims: dict[int, Claim], *, money: bool) -> tuple[Numeral, ...]:
    """Give the numbers of one unit that are listed from a place on, as long as they are of one kind."""
    text, end = sentence.text, start
    parts: list[Numeral] = []
    kind: str | None = None
    for numeral in numerals_in(text):
        if numeral.start < start or numeral.unit not in ((*COUNTED, "元") if money else (*COUNTED, "")):
            continue
        lead = text[end : numeral.start]
        if _ends(lead) or (parts and text.count("(", start, numeral.start) > text.count(")", start, numeral.start)):
            break
        end = numeral.end
        if money != (numeral.unit == "元"):
            continue
        mine = _kind(claims.get(numeral.start))
        if parts and (numeral.unit != parts[0].unit or mine != kind):
            break
        kind = mine
        parts.append(numeral)
    return tuple(parts)


def _ends(lead: str) -> bool:
    return bool(re.search(r"[;。\n]", lead) or _STOP.search(lead) or DIFFERENCE.search(lead))


def _kind(claim: Claim | None) -> str:
    """Give what sort of part a number is: parts of different sorts are not added up."""
    if claim is None:
        return ""
    topic = claim.topics[0]
    if topic in OUTCOMES:
        return "outcome"
    if topic.startswith("applicant."):
        return "applicant"
    return "result" if topic.rpartition(".")[2] in RESULTS and not topic.endswith(".total") else topic


def _heads(last: Sentence | None, sentence: Sentence, among: int, parts: tuple[Numeral, ...]) -> tuple[Numeral, ...]:
    """Give the numbers of the parts' unit before 其中, the nearest first; of the sentence before if there is none."""
    if not parts:
        return ()
    text, end = sentence.text, among
    if not among and last is not None and last.end == sentence.start:
        text, end = last.text, len(last.text)
    stop = re.split(r"[;\n]", text[:end])[-1]
    found = [each for each in numerals_in(text) if end - len(stop) <= each.start < end and each.unit == parts[0].unit]
    if not found or end - found[-1].end > _FARTHEST:
        return ()
    return tuple(reversed(found))


def _listing(
    sentence: Sentence,
    among: re.Match[str],
    heads: tuple[Numeral, ...],
    parts: tuple[Numeral, ...],
    claims: dict[int, Claim],
) -> Listing:
    inside = bool(among.start())
    start = heads[0].start if inside else among.start()
    quote, at = sentence.quote(start, parts[-1].end)
    numbers = [head.number for head in heads]
    run = [sum(numbers[: length + 1]) for length in range(len(numbers))]
    separators = {sentence.text[one.end : one.end + 1] for one in parts[:-1] if one.unit != "元"}
    return Listing(
        heads=heads,
        sums=tuple(dict.fromkeys([*numbers, *run])),
        parts=parts,
        whole=_whole([claims.get(part.start) for part in parts]),
        even=len(separators) <= 1,
        said_total=bool(_TOTAL_WORDS.search(sentence.text[: heads[0].start])) if inside else False,
        fee=bool(_FEE.search(sentence.text)),
        quote=quote,
        at=at,
    )


def _whole(claims: list[Claim | None]) -> bool:
    kinds = {_kind(claim) for claim in claims}
    if kinds in ({"outcome"}, {"result"}):
        return len(claims) >= _SEVERAL
    topics = {claim.topics[0] for claim in claims if claim}
    return topics >= {"applicant.natural", "applicant.organisations"}
