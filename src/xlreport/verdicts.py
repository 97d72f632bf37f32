"""What a return is after its checks, in one place: the word in data and the words for people."""

from collections.abc import Iterable

from xlreport.findings import Finding, Severity
from xlreport.language import Text

ACCEPTED, WITH_WARNINGS, REJECTED, UNREADABLE = "accepted", "accepted_with_warnings", "rejected", "unreadable"
VERDICT_NAMES = {
    ACCEPTED: Text("通过", "accepted"),
    WITH_WARNINGS: Text("通过，有警告待说明", "accepted with warnings"),
    REJECTED: Text("退回", "rejected"),
    UNREADABLE: Text("无法读取", "unreadable"),
}


def verdict(findings: Iterable[Finding]) -> str:
    """Give what becomes of a return that could be read: an error sends it back, a warning nobody answered is told."""
    severities = {finding.severity for finding in findings if finding.open}
    if Severity.ERROR in severities:
        return REJECTED
    return WITH_WARNINGS if Severity.WARNING in severities else ACCEPTED
