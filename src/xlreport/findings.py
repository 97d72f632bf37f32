"""A finding: what one rule saw at one place, and what to do about it. A rule: its words, said once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from xlreport.language import Text


class Severity(StrEnum):
    """How much a finding weighs: an error blocks, a warning wants a reason, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    SKIPPED = "skipped"

    @property
    def rank(self) -> int:
        """Order from the heaviest to the lightest."""
        return list(Severity).index(self)


SEVERITY_NAMES = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.NOTE: Text("提示", "note"),
    Severity.SKIPPED: Text("未核", "skipped"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule in both languages: its code, weight, evidence level (A-E), source, and its words.

    `message` and `advice` hold `{name}` places that the finding fills.
    """

    code: str
    severity: Severity
    level: str
    source: Text
    title: Text
    meaning: Text
    message: Text
    advice: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. `cell` is an A1 area, several joined by commas; empty where the whole file is meant."""

    code: str
    severity: Severity
    file: str = ""
    sheet: str = ""
    cell: str = ""
    label: str = ""
    field: str = ""
    found: str = ""
    expected: str = ""
    message: Text
    advice: Text
    source: Text

    @property
    def place(self) -> str:
        """Give `sheet!cell`, whichever of the two there is."""
        return "!".join(part for part in (self.sheet, self.cell) if part)

    def within(self, file: str) -> "Finding":
        """Give the same finding with its file named."""
        return replace(self, file=file)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The place a finding speaks of, as the workbook prints it."""

    sheet: str = ""
    cell: str = ""
    label: str = ""
    field: str = ""


def found_by(
    rule: Rule,
    where: Where | None = None,
    *,
    found: str = "",
    expected: str = "",
    severity: Severity | None = None,
    **values: str | Text | int,
) -> Finding:
    """Word a rule's finding at a place; `found` and `expected` fill their places in the message too."""
    where = where or Where()
    words = {"found": found, "expected": expected, "label": where.label, "cell": where.cell, **values}
    return Finding(
        code=rule.code,
        severity=severity or rule.severity,
        sheet=where.sheet,
        cell=where.cell,
        label=where.label,
        field=where.field,
        found=found,
        expected=expected,
        message=rule.message.filled(**words),
        advice=rule.advice.filled(**words),
        source=rule.source,
    )


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put errors first, then warnings, notes and what was skipped; the order of the checks within each."""
    return tuple(sorted(findings, key=lambda finding: finding.severity.rank))


def blocking(findings: Iterable[Finding]) -> bool:
    """Tell whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
