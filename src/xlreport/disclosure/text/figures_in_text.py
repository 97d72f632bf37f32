"""Family S, the figures of the text taken together: what only follows from one of them is told with it, not again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xlreport.checks.examined import Examined
from xlreport.consequences import root_of
from xlreport.disclosure.text.claims import claims_told
from xlreport.disclosure.text.listings import listings_told
from xlreport.disclosure.text.quoted import Told
from xlreport.disclosure.text.shares import shares_told
from xlreport.findings import Finding
from xlreport.language import Text


def check_figures_in_text(seen: Examined) -> Iterator[Finding]:
    """S01 to S11: counts, lists and percentages of the text; a sum after its wrong part is not told again."""
    claims, lists, shares = tuple(claims_told(seen)), tuple(listings_told(seen)), tuple(shares_told(seen))
    above: dict[int, int] = {}
    told = (*claims, *lists, *shares)
    for number, one in enumerate(told):
        if number < len(claims):
            cause = _part(number, claims)
        elif number < len(claims) + len(lists):
            cause = _quoted(one, claims)
        else:
            cause = _rested_on(one, claims)
        if cause is not None:
            above[number] = cause
    for number, one in enumerate(told):
        if number not in above:
            yield replace(one.finding, notes=(*one.finding.notes, *_also(number, above, told)))


def _part(number: int, claims: Sequence[Told]) -> int | None:
    """Give the first of the wrong figures that this one adds up, where they account for all it is off by."""
    whole = claims[number]
    within = [place for place, each in enumerate(claims) if each.rests and each.rests < whole.rests]
    largest = [place for place in within if not any(claims[place].rests < claims[other].rests for other in within)]
    first = {claims[place].rests: place for place in reversed(largest)}
    gaps = [claims[place].gap for place in first.values()]
    accounted = bool(gaps) and whole.gap == sum(gap for gap in gaps if gap is not None)
    return min(first.values()) if accounted else None


def _quoted(listing: Told, claims: Sequence[Told]) -> int | None:
    """Give a wrong figure that stands within a list."""
    return next((place for place, each in enumerate(claims) if _stands_in(each.finding, listing.finding)), None)


def _stands_in(one: Finding, other: Finding) -> bool:
    if one.at is None or other.at is None or one.field != other.field:
        return False
    return other.at < one.at + len(one.quote) and one.at < other.at + len(other.quote)


def _rested_on(share: Told, claims: Sequence[Told]) -> int | None:
    """Give a wrong figure that a percentage is worked out from."""
    return next((place for place, each in enumerate(claims) if each.rests and each.rests <= share.rests), None)


def _also(number: int, above: Mapping[int, int], told: Sequence[Told]) -> tuple[Text, ...]:
    quotes = [told[other].finding.quote for other in above if root_of(other, above) == number]
    if not quotes:
        return ()
    zh, en = ("、".join(f"“{quote}”" for quote in quotes), ", ".join(f"“{quote}”" for quote in quotes))
    return (Text(f"同一原因不符的还有：{zh}。", f"For the same cause: {en}."),)
