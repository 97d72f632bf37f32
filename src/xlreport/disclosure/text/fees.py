"""S10 of a government's own report: the fees it fills in, against what its units filled in."""

from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.disclosure.sentences import known_topics
from xlreport.findings import Finding, found_by
from xlreport.numbers import shown
from xlreport.rules import rule


def check_merged_fees(seen: Examined) -> Iterator[Finding]:
    """S10, cell by cell, where a consolidated workbook was given; a blank cell is not told."""
    merged = seen.background.merged
    for field in sorted(_fields()) if merged else ():
        found, sum_ = seen.known(field), merged.own.get(field, 0) if merged else 0
        if found is not None and found != sum_:
            yield found_by(rule("S10", "merged"), seen.where(field), found=shown(found), expected=shown(sum_))


def _fields() -> frozenset[str]:
    """Give the cells whose figures the topics of this rule are read against."""
    readings = (reading for topic in known_topics().values() if topic.code == "S10" for reading in topic.named)
    return frozenset(field for reading in readings for field in reading.fields)
