"""Family T, table four: reviews and lawsuits that want a second look."""

from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.findings import Finding, found_by
from xlreport.lazy import regex
from xlreport.numbers import shown
from xlreport.rules import rule

TOTALS = ("disputes.review.total", "disputes.direct_suit.total", "disputes.suit_after_review.total")
CORRECTED = ("disputes.review.corrected", "disputes.direct_suit.corrected", "disputes.suit_after_review.corrected")
_PROBLEMS = ("problems.issues", "problems.improvements")
_CAME = ("requests.received.total", "requests.carried_in.total")
_REFUSED = regex(r"requests\.refused\.\w+\.total")
_REVIEW_FIRST = 2024
"""From this report year on a refusal under articles 14 to 16 goes to review before a suit."""


def check_disputes(seen: Examined) -> Iterator[Finding]:
    """T404 to T407: what table four says of the unit."""
    totals = [seen.known(field) for field in TOTALS]
    cases = sum(number for number in totals if number is not None)
    if cases and all(seen.known(field) == 0 and seen.last(field) == 0 for field in _CAME):
        yield found_by(rule("T404"), seen.where(TOTALS[0]), found=shown(cases))
    _, direct, after = totals
    if after and not seen.background.merged and seen.submission.says("unit_kind") == "government":
        yield found_by(rule("T405"), seen.where(TOTALS[2]), found=shown(after))
    if direct and seen.year >= _REVIEW_FIRST and not seen.mentions("直接起诉"):
        refused = sum((seen.known(field) or 0 for field in seen.layout.form.fields if _REFUSED.fullmatch(field)), 0)
        if refused:
            yield found_by(rule("T408"), seen.where(TOTALS[1]), found=shown(direct), expected=shown(refused))
        else:
            yield found_by(rule("T406"), seen.where(TOTALS[1]), found=shown(direct))
    for field in CORRECTED if seen.asks("T407") and not seen.mentions("纠正", *_PROBLEMS) else ():
        if number := seen.known(field):
            yield found_by(rule("T407"), seen.where(field), found=shown(number))
