"""A finding: what one rule saw at one place, and what to do about it. A rule: its words, said once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from enum import StrEnum

from xlreport.cells import Area, ranges
from xlreport.language import Text
from xlreport.plain_records import dataclass

NOTHING = Text("", "")


class Severity(StrEnum):
    """How much a finding weighs: an error blocks, a warning wants a reason, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    SKIPPED = "skipped"

    @property
    def rank(self) -> int:
        """Order from the heaviest to the lightest."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}
SEVERITY_NAMES = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.NOTE: Text("提示", "note"),
    Severity.SKIPPED: Text("未检查", "skipped"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule in both languages: its code, weight, evidence level (A-E), source, and its words.

    `message` and `advice` hold `{name}` places that the finding fills. The office may weigh a rule otherwise in its
    round, or switch it off, unless it is `fixed`. `cases` are the rule as it speaks where it has other words or weight.
    """

    code: str
    severity: Severity
    level: str
    source: Text
    title: Text
    meaning: Text
    message: Text
    advice: Text
    why: Text = NOTHING
    """why it matters"""
    office: Text = NOTHING
    """what the coordinating office can do, where that is another thing than the unit's"""
    when: Text = NOTHING
    """of a case: where the rule speaks so"""
    off: bool = False
    """silent until a round turns it on"""
    fixed: bool = False
    aside: bool = False
    """as long as it is a note, told only to who asks for everything: nobody has anything to do"""
    stage: str = "return"
    """where it speaks: of one return, of a round's waivers, in a merge, in its proof, of a bundle, at issue, a page"""
    cases: Mapping[str, "Rule"] = field(default_factory=dict, repr=False, hash=False)


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
    office: Text = NOTHING
    """what the coordinating office can do, where that is another thing than the unit's"""
    unasked: bool = True
    """whether it is told to who does not ask for everything"""
    quote: str = ""
    """the phrase of a running text it speaks of, as it stands in the cell"""
    at: int | None = None
    """where the quote begins in the field's text, its paragraphs joined by line breaks"""
    notes: tuple[Text, ...] = ()
    """what may have happened: hints, never certain"""
    follows: tuple[str, ...] = ()
    """the codes of what it stands for too, told in its notes or its message"""
    reason: str = ""
    """why the unit or the office lets it stand"""
    answered_by: str = ""
    """who gave the reason: unit, waiver, or nobody"""

    @property
    def open(self) -> bool:
        """Tell whether nobody has answered it."""
        return not self.answered_by

    @property
    def told(self) -> bool:
        """Tell whether it is told to who does not ask for everything; one that an office weighs is."""
        return self.unasked or self.severity is not Severity.NOTE

    @property
    def place(self) -> str:
        """Give `sheet!cell`, whichever of the two there is."""
        return "!".join(part for part in (self.sheet, self.cell) if part)

    def within(self, file: str) -> "Finding":
        """Give the same finding with its file named."""
        return replace(self, file=file)


class Fate(StrEnum):
    """What became of a number of a running text."""

    READ = "read"
    FOREIGN = "foreign"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberInText:
    """One number of a running text: its words from `at` on, and what became of it.

    `why` is its meaning where it was read, the reason where it is foreign.
    """

    field: str
    place: str
    words: str
    at: int
    fate: str
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The place a finding speaks of, as the workbook prints it."""

    sheet: str = ""
    cell: str = ""
    label: str = ""
    field: str = ""


def found_by(  # noqa: PLR0913  # a finding has these parts, most of them seldom
    rule: Rule,
    where: Where | None = None,
    *,
    found: str = "",
    expected: str = "",
    severity: Severity | None = None,
    quote: str = "",
    at: int | None = None,
    notes: tuple[Text, ...] = (),
    follows: tuple[str, ...] = (),
    **values: str | Text | int,
) -> Finding:
    """Word a rule's finding at a place; `found`, `expected` and `quote` fill their places in the message too."""
    where = where or Where()
    words = {"found": found, "expected": expected, "quote": quote, "label": where.label, "cell": where.cell, **values}
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
        office=rule.office,
        unasked=not rule.aside,
        quote=quote,
        at=at,
        notes=notes,
        follows=follows,
    )


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put errors first, then warnings, notes and what was skipped; the order of the checks within each."""
    return tuple(sorted(findings, key=lambda finding: finding.severity.rank))


def calmed(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Make one finding, with ranges, of those that say the same about four or more cells of a sheet; none comes twice.

    The words are those of the first; what differs but in place (another figure, another phrase) stays apart.
    """
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(_each_once(findings)):
        alone = finding.quote or not finding.cell or "," in finding.cell
        same = (finding.file, finding.code, finding.severity, finding.sheet, finding.found, finding.expected)
        words = (finding.advice, finding.answered_by, finding.reason, finding.notes)
        groups.setdefault(number if alone else (*same, *words), []).append(finding)
    return tuple(each for group in groups.values() for each in ([_together(group)] if len(group) >= _MANY else group))


_MANY = 4


def _each_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Give the findings without those that were given before; only what could be equal is compared."""
    before: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        alike = before.setdefault((finding.code, finding.sheet, finding.cell, finding.found, finding.message.zh), [])
        if finding not in alike:
            alike.append(finding)
            yield finding


def _together(group: list[Finding]) -> Finding:
    first, rest = group[0], len(group) - 1
    cells = (cell for finding in group for cell in Area.parse(finding.cell))
    message = Text(
        f"{first.message.zh.rstrip('。')}；同样的还有 {rest} 个单元格。",
        f"{first.message.en.rstrip('.')}; {rest} more cells alike.",
    )
    return replace(first, cell=ranges(cells), field="", message=message)


def blocking(findings: Iterable[Finding]) -> bool:
    """Tell whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
