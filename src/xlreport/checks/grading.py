"""One word for how whole a file is, from the program that saved it and what was found. Judges no figure."""

import re
from collections.abc import Iterable
from enum import StrEnum

from xlreport.findings import Finding, Severity
from xlreport.language import Text
from xlreport.lazy import regex
from xlreport.submissions import Submission


class Integrity(StrEnum):
    """From whole to unreadable; the worst that fits is given."""

    INTACT = "intact"
    RESAVED = "resaved"
    STRUCTURE = "structure changed"
    ALTERED = "labels or formulas changed"
    FOREIGN = "other form or unit"
    UNREADABLE = "unreadable"


NAMES = {
    Integrity.INTACT: Text("完好", "intact"),
    Integrity.RESAVED: Text("由其他程序保存过", "saved by another program"),
    Integrity.STRUCTURE: Text("结构有变动", "structure changed"),
    Integrity.ALTERED: Text("标签或公式有改动", "labels or formulas changed"),
    Integrity.FOREIGN: Text("不是本单位的这份表", "another form or unit"),
    Integrity.UNREADABLE: Text("无法读取", "unreadable"),
}
_CODES = {
    Integrity.FOREIGN: {"I11", "I12", "I13", "I16", "I17"},
    Integrity.ALTERED: {"I31", "I32", "I34", "I37"},
    Integrity.STRUCTURE: {"F02", "I20", "I25", "I26", "I38", "I39"},
}
_EXCEL = regex(r"Microsoft (Macintosh )?Excel.*", re.IGNORECASE)


def integrity(submission: Submission | None, findings: Iterable[Finding]) -> Integrity:
    """Grade a file; another unit's identity counts as foreign where it is an error."""
    told = [finding for finding in findings if finding.severity is not Severity.SKIPPED]
    codes = {finding.code for finding in told}
    foreign = any(finding.code == "I14" and finding.severity is Severity.ERROR for finding in told)
    if foreign or codes & _CODES[Integrity.FOREIGN]:
        return Integrity.FOREIGN
    if submission is None:
        return Integrity.UNREADABLE
    weighty = {finding.code for finding in told if finding.severity is not Severity.NOTE}
    has_other_labels = any(finding.code == "F02" and finding.cell for finding in told)
    if has_other_labels or weighty & _CODES[Integrity.ALTERED]:
        return Integrity.ALTERED
    if weighty & _CODES[Integrity.STRUCTURE]:
        return Integrity.STRUCTURE
    if "I36" in codes or not _EXCEL.fullmatch(submission.program):
        return Integrity.RESAVED
    return Integrity.INTACT
