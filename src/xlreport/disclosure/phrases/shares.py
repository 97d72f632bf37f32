"""Percentages: a share of the requests, a change from last year, a rate. One whose base is not clear is left unread."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from xlreport.disclosure.phrases.bases import base_of
from xlreport.disclosure.phrases.claims import Claim, claims_of
from xlreport.disclosure.phrases.numerals import COUNTED, Bound, Numeral, numerals_in
from xlreport.disclosure.phrases.plain import plain
from xlreport.disclosure.phrases.rates import rate_before
from xlreport.disclosure.phrases.sentences import Sentence, Setting, sentences_in
from xlreport.disclosure.phrases.topics import APPLICANTS, OUTCOMES
from xlreport.disclosure.phrases.wording import APPLIED, GRANTS, JOINED
from xlreport.numbers import Number, size, whole


class Kind(StrEnum):
    """What a percentage is of."""

    SHARE = "share"
    CHANGE = "change"
    DIFFERENCE = "difference"
    """a change told as a number: 同比增加 12 件"""
    RATE = "rate"
    ON_TIME = "on_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One percentage (or difference). `part` are topics, `stated` what the text gives for them, `of` the base's topics.

    A `falling` change is a decrease. `bases` are the totals that the same sentence states.
    """

    kind: Kind
    numeral: Numeral
    part: tuple[str, ...] = ()
    stated: Number | None = None
    of: tuple[str, ...] = ()
    bases: tuple[Number, ...] = ()
    falling: bool = False
    quote: str
    at: int
    own: bool = True
    years: int = 0

    def fits(self, percent: Number) -> bool:
        """Tell whether a percentage that was worked out may be printed so, rounded or cut at its last digit."""
        numeral, digit = self.numeral, self.numeral.step or 1
        match numeral.bound:
            case Bound.EXACT:
                return size(percent - numeral.number) < digit
            case Bound.ABOUT:
                return size(percent - numeral.number) <= _ABOUT_POINTS
            case Bound.AT_LEAST:
                return numeral.number - digit < percent < numeral.number + 2 * _ABOUT_POINTS
            case Bound.ABOVE:
                return percent > numeral.number - digit
            case Bound.BELOW:
                return percent < numeral.number + digit


_ABOUT_POINTS = 5
_LONGEST_QUOTE = 40
_OF = re.compile(r"(?P<share>占)(?P<base>[^,;。、\d]{0,24})$|(?P<bracket>\()$")
_LAST = r"(?:上年度?|去年|上一年度?|(?P<year>(?:19|20)\d\d)年度?)(?:同期)?"
_CHANGE = re.compile(
    rf"(?P<key>(?:同比|(?:比|较|与){_LAST}(?:相比)?,?)(?:大幅|略有|小幅|明显|总体)?"
    r"(?P<way>增长|上升|增加|提高|增幅|下降|减少|降低|降幅|多|少)(?:了|为|达)?)$"
)
_LEVEL = re.compile(rf"(?:与|和|同|较|比){_LAST}(?:相比)?持平")
_TIMES = re.compile(rf"(?:是|为|达到?|相当于){_LAST}的(?P<times>\d+(?:\.(?P<digits>\d+))?)倍", re.ASCII)
_FALLING = ("下降", "减少", "降低", "降幅", "少")
_IN_TURN = re.compile(r"分别占(?:比|(?P<base>[^,;。、\d]{0,24}))(?:为)?")
_BETWEEN = re.compile(r"[,(、]*(?:合计|共)?")
_PARTS = tuple(
    (
        wording.topic,
        re.compile(rf"(?:{wording.words})(?:的|申请|案件|两类|二者|两项|件|数量|数|合计|共|共计|总计|提出的)*+,?$"),
    )
    for wording in (*GRANTS, *APPLIED)
    if wording.topic in OUTCOMES or wording.topic.removeprefix("applicant.") in APPLICANTS
)


def shares_in(source: str, setting: Setting) -> tuple[Share, ...]:
    """Read the percentages of a text, in order."""
    return tuple(share for each in sentences_in(plain(source), setting) for share in _shares_of(each))


def _shares_of(sentence: Sentence) -> Iterator[Share]:
    claims = [claim for claim in claims_of(sentence) if claim.numeral]
    numerals = numerals_in(sentence.text)
    for numeral in numerals:
        if numeral.unit == "%":
            share = _rate(sentence, numeral) or _change(sentence, numeral, claims) or _share(sentence, numeral, claims)
        elif numeral.unit in COUNTED:
            share = _change(sentence, numeral, claims)
        else:
            continue
        if share:
            yield share
    yield from _compared(sentence, claims)
    yield from _in_turn(sentence, numerals)


def _rate(sentence: Sentence, numeral: Numeral) -> Share | None:
    found = rate_before(sentence, numeral)
    if not found:
        return None
    kind = Kind.ON_TIME if found.on_time else Kind.RATE
    return _made(sentence, numeral, kind, found.start, part=("concluded",) if found.overall else ())


def _change(sentence: Sentence, numeral: Numeral, claims: list[Claim]) -> Share | None:
    found = _CHANGE.search(sentence.text[: numeral.start])
    if not found:
        return None
    kind = Kind.CHANGE if numeral.unit == "%" else Kind.DIFFERENCE
    return _changed(sentence, numeral, kind, claims, found, falling=found["way"] in _FALLING)


def _compared(sentence: Sentence, claims: list[Claim]) -> Iterator[Share]:
    """Give what is told without a difference: 与上年持平, 是上年的 2 倍."""
    for found in _LEVEL.finditer(sentence.text):
        same = Numeral(number=0, unit="", start=found.start(), end=found.end())
        if share := _changed(sentence, same, Kind.DIFFERENCE, claims, found):
            yield share
    for found in _TIMES.finditer(sentence.text):
        percent = (Decimal(found["times"]) - 1) * 100
        # Printed to a whole number it may be half of one off.
        step = Decimal(50).scaleb(-len(found["digits"] or ""))
        times = Numeral(number=whole(percent), unit="%", step=step, start=found.start(), end=found.end())
        if share := _changed(sentence, times, Kind.CHANGE, claims, found):
            yield share


def _changed(  # noqa: PLR0913  # a percentage has these parts
    sentence: Sentence,
    numeral: Numeral,
    kind: Kind,
    claims: list[Claim],
    found: re.Match[str],
    *,
    falling: bool = False,
) -> Share | None:
    """Give a change from last year of what stands right before it; one from another year is left unread."""
    subject = _subject(sentence, claims, found.start())
    if subject is None or subject.numeral is None or subject.years or subject.at_most:
        return None
    if found["year"] and int(found["year"]) + 1 != sentence.setting.year:
        return None
    stated = subject.numeral.number
    return _made(sentence, numeral, kind, subject.start, part=subject.topics, stated=stated, falling=falling)


def _share(sentence: Sentence, numeral: Numeral, claims: list[Claim]) -> Share | None:
    found = _OF.search(sentence.text, 0, numeral.start)
    base = base_of(found["base"] or "") if found else None
    if not found or base is None:
        return None
    bases = tuple(claim.numeral.number for claim in claims if claim.numeral and claim.topics[0] in _TOTALS)
    subject = _subject(sentence, claims, found.start())
    if found["bracket"] and not (
        subject and subject.topics[0] in OUTCOMES and sentence.text.startswith(")", numeral.end)
    ):
        return None
    if subject and subject.numeral:
        part, stated, start = subject.topics, subject.numeral.number, subject.start
    else:
        part, start = _named(sentence.text[: found.start()])
        stated = None
    if not part:
        return None
    return _made(sentence, numeral, Kind.SHARE, start, part=part, stated=stated, of=base, bases=bases)


def _in_turn(sentence: Sentence, numerals: tuple[Numeral, ...]) -> Iterator[Share]:
    """Give shares told in the order of their names: 予以公开、部分公开分别占35.7%、16.1%."""
    for found in _IN_TURN.finditer(sentence.text):
        topics, start = _named(sentence.text[: found.start()])
        base = base_of(found["base"] or "")
        first = bisect_left(numerals, found.end(), key=lambda each: each.start)
        following = numerals[first : first + len(topics)]
        row = r"[,、和]".join(re.escape(sentence.text[each.start : each.end]) for each in following)
        if base is None or len(following) < len(topics) or not re.match(row, sentence.text[found.end() :]):
            continue
        for topic, numeral in zip(topics, following, strict=True):
            if numeral.unit == "%" and len(topics) > 1:
                yield _made(sentence, numeral, Kind.SHARE, start, part=(topic,), of=base)


_TOTALS = ("received", "received_new", "received_all", "requests", "concluded", "answered")


def _subject(sentence: Sentence, claims: list[Claim], place: int) -> Claim | None:
    """Give the claim that stands right before a place, with nothing but a comma or a bracket between."""
    before = [claim for claim in claims if claim.end <= place]
    if not before:
        return None
    last = max(before, key=lambda claim: claim.end)
    return last if _BETWEEN.fullmatch(sentence.text[last.end : place]) else None


def _named(before: str) -> tuple[tuple[str, ...], int]:
    """Give the topics that the words before a place name, joined ones together, and where they begin."""
    topics: list[str] = []
    start = len(before)
    while found := [(topic, match) for topic, pattern in _PARTS if (match := pattern.search(before))]:
        topic, match = max(found, key=lambda each: each[1].start())
        topics.insert(0, topic)
        start = match.start()
        joined = JOINED.search(before[:start])
        if not joined:
            break
        before = before[: joined.start()]
    return tuple(topics), start


def _made(  # noqa: PLR0913  # a percentage has these parts, most of them seldom
    sentence: Sentence,
    numeral: Numeral,
    kind: Kind,
    start: int,
    *,
    part: tuple[str, ...] = (),
    stated: Number | None = None,
    of: tuple[str, ...] = (),
    bases: tuple[Number, ...] = (),
    falling: bool = False,
) -> Share:
    quote, at = sentence.quote(max(start, numeral.end - _LONGEST_QUOTE), numeral.end)
    return Share(
        kind=kind,
        numeral=numeral,
        part=part,
        stated=stated,
        of=of,
        bases=bases,
        falling=falling,
        quote=quote,
        at=at,
        own=sentence.own(numeral.start),
        years=0 if kind in {Kind.CHANGE, Kind.DIFFERENCE} else sentence.years_from(start),
    )
