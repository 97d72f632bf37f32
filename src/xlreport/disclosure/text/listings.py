"""Family S: totals in the text against the parts listed after them. Says nothing of lists that may be examples."""

from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.disclosure.sentences import Listing, listings_in
from xlreport.disclosure.text.quoted import Told, narratives
from xlreport.findings import Severity, found_by
from xlreport.numbers import shown
from xlreport.rules import rule

_SLIGHT_PERCENT = 10


def listings_told(seen: Examined) -> Iterator[Told]:
    """S09, and S10 for fees: the parts of a list against its total."""
    for field, text, setting in narratives(seen):
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
    if listing.total > largest:
        return Severity.WARNING if listing.even else Severity.NOTE
    missing = listing.heads[0].number - listing.total
    slight = missing * 100 <= listing.heads[0].number * _SLIGHT_PERCENT
    return Severity.NOTE if listing.said_total and slight else None
