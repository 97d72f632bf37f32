"""What becomes of returns, proofs, signatures and migrated cells: the words in data, and those for people."""

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
PROVEN, DIFFERS = "proven", "differs"
PROOF_NAMES = {
    PROVEN: Text("复核一致", "verified"),
    DIFFERS: Text("复核不一致", "not verified"),
}
UNSIGNED, FITS, UNCHECKED, MISSING = "none", "fits", "unchecked", "missing"
SIGNATURE_NAMES = {
    UNSIGNED: Text("没有", "none"),
    FITS: Text("√ 相符", "√ fits"),
    DIFFERS: Text("× 不符", "× does not fit"),
    UNCHECKED: Text("未复核", "not checked"),
    MISSING: Text("× 没有", "× missing"),
}
CARRIED, RECOVERED, LEFT = "carried", "recovered", "not carried"
CELL_NAMES = {
    CARRIED: Text("已转入", "carried"),
    RECOVERED: Text("已找回", "recovered"),
    LEFT: Text("未转入", "not carried"),
}
"""What became of a cell of an older workbook."""
MIGRATED, CURRENT, UNDONE = "migrated", "current", "failed"
MIGRATED_NAMES = {
    MIGRATED: Text("已转", "migrated"),
    CURRENT: Text("不用转", "current"),
    UNDONE: Text("没能转", "failed"),
}
"""What became of an older workbook, where many are given."""
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
