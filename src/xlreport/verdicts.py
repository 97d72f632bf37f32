"""What a return is after its checks, in one place: the word in data and the words for people."""

from collections.abc import Iterable

from xlreport.findings import Finding, Severity
from xlreport.language import Text

ACCEPTED, WITH_WARNINGS, REJECTED, UNREADABLE = "accepted", "accepted_with_warnings", "rejected", "unreadable"
VERDICT_NAMES = {
    ACCEPTED: Text("通过", "accepted"),
    WITH_WARNINGS: Text("通过，待说明", "accepted, to explain"),
    REJECTED: Text("退回", "returned for correction"),
    UNREADABLE: Text("无法读取", "unreadable"),
}
_TO_EXPLAIN = Text("通过，待说明 {count} 项", "accepted, {count} to explain")


def verdict(findings: Iterable[Finding]) -> str:
    """Give what becomes of a return that could be read: an error sends it back, a warning nobody answered is told."""
    severities = {finding.severity for finding in findings if finding.open}
    if Severity.ERROR in severities:
        return REJECTED
    return WITH_WARNINGS if Severity.WARNING in severities else ACCEPTED


def verdict_name(state: str, findings: Iterable[Finding]) -> Text:
    """Name what becomes of a return, with how many warnings wait for an explanation."""
    if state != WITH_WARNINGS:
        return VERDICT_NAMES[state]
    waiting = sum(1 for each in findings if each.open and each.severity is Severity.WARNING)
    return _TO_EXPLAIN.filled(count=waiting)
