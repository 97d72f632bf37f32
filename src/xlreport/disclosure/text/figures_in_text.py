"""Family S, the figures of the text taken together: what only follows from one of them is told with it, not again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xlreport.checks.examined import Examined
from xlreport.consequences import root_of
from xlreport.disclosure.sentences import Listing, listings_in
from xlreport.disclosure.text.checked_claims import claims_told
from xlreport.disclosure.text.checked_percentages import percentages_told
from xlreport.disclosure.text.text_facts import Told, parts_read
from xlreport.findings import Finding, Severity, found_by
from xlreport.language import Text
from xlreport.numbers import shown
from xlreport.rules import rule

_SEVERAL, _SLIGHT_PERCENT = 2, 10
"""By so many of a hundred a list may be short of its total and still be meant as a whole one."""


def check_figures_in_text(seen: Examined) -> Iterator[Finding]:
    """S01 to S11: counts, lists and percentages of the text; a sum after its wrong part is not told again."""
    claims, lists, shares = tuple(claims_told(seen)), tuple(_listings_told(seen)), tuple(percentages_told(seen))
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
            also = _also(number, above, told)
            yield replace(one.finding, notes=(*one.finding.notes, *also)) if also else one.finding


def _part(number: int, claims: Sequence[Told]) -> int | None:
    """Give the first of the wrong figures that this one adds up, where they account for all it is off by."""
    whole = claims[number]
    if len(whole.rests) < _SEVERAL:
        return None
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
    """Give a wrong figure that a percentage is worked out from; one that is only noted is none."""
    wrong = ((place, each) for place, each in enumerate(claims) if each.finding.severity is not Severity.NOTE)
    return next((place for place, each in wrong if each.rests and each.rests <= share.rests), None)


def _also(number: int, above: Mapping[int, int], told: Sequence[Told]) -> tuple[Text, ...]:
    quotes = [told[other].finding.quote for other in above if root_of(other, above) == number]
    if not quotes:
        return ()
    zh, en = ("、".join(f"“{quote}”" for quote in quotes), ", ".join(f"“{quote}”" for quote in quotes))
    return (Text(f"同一原因不符的还有：{zh}。", f"For the same cause: {en}."),)


def _listings_told(seen: Examined) -> Iterator[Told]:
    """S09, and S10 for fees: the parts of a list against its total."""
    for field, text, setting in parts_read(seen):
        for listing in listings_in(text, setting):
            if not listing.adds_up and (weight := _weight(listing)):
                short = weight is Severity.NOTE and listing.total < listing.heads[0].number
                code, plainly = ("S10", "parts") if listing.fee else ("S09", "")
                case = "cut_short" if short else "loose" if weight is Severity.NOTE else plainly
                finding = found_by(
                    rule(code, case),
                    seen.where(field.id),
                    found=shown(listing.total),
                    expected=shown(listing.heads[0].number),
                    quote=listing.quote,
                    at=listing.at,
                )
                yield Told(finding=finding)


def _weight(listing: Listing) -> Severity | None:
    """Warn where the parts cannot be right, note where they may be; a list of examples is silent."""
    largest = max(listing.sums)
    if any(head.bound != "exact" for head in listing.heads):
        return None
    if listing.whole or listing.fee or any(part.number > largest for part in listing.parts):
        return Severity.WARNING
    over = listing.total - listing.heads[0].number
    if listing.total > largest or (listing.even and 0 < over <= max(1, listing.heads[0].number / _SLIGHT_PERCENT)):
        return Severity.WARNING if listing.even else Severity.NOTE
    missing = listing.heads[0].number - listing.total
    slight = missing * 100 <= listing.heads[0].number * _SLIGHT_PERCENT
    return Severity.NOTE if listing.said_total and slight else None
