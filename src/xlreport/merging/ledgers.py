"""The records of a merge: what became of each file, of each unit, and the rows that count. Nothing here decides."""

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum

from xlreport.findings import Finding, blocking
from xlreport.forms import Level, Units
from xlreport.language import Text
from xlreport.numbers import Number
from xlreport.plain_records import dataclass
from xlreport.submissions import Reported
from xlreport.verdicts import ACCEPTED, REJECTED, UNREADABLE, VERDICT_NAMES, WITH_WARNINGS


class Decision(StrEnum):
    """What became of a file: exactly one word each."""

    COUNTED = "counted"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    UNDECIDED = "undecided"
    """two submissions of a unit, neither the later one: none counts"""
    UNKNOWN_UNIT = "unknown unit"
    SUBORDINATE = "within parent"
    """the unit's figures are in the return of the unit above it"""
    WITHIN_AREA = "within area"
    """the unit is counted in the consolidated workbook of an area that is given too"""
    OUT_OF_SCOPE = "out of scope"
    WRONG_YEAR = "wrong year"
    EXCLUDED = "excluded"
    """left out by the office, with its reason"""
    UNREADABLE = "unreadable"
    SKIPPED = "skipped"

    @property
    def leaves_out(self) -> bool:
        """Tell whether something that may belong into the totals is not in them."""
        return self not in _FINE


_FINE = {
    Decision.COUNTED,
    Decision.SUPERSEDED,
    Decision.DUPLICATE,
    Decision.SUBORDINATE,
    Decision.WITHIN_AREA,
    Decision.EXCLUDED,
    Decision.SKIPPED,
}
_REJECTED, _UNREADABLE = VERDICT_NAMES[REJECTED], VERDICT_NAMES[UNREADABLE]
DECISION_NAMES = {
    Decision.COUNTED: Text("已计入", "counted"),
    Decision.SUPERSEDED: Text("已被取代", "superseded"),
    Decision.DUPLICATE: Text("重复", "duplicate"),
    Decision.REJECTED: _REJECTED,
    Decision.UNDECIDED: Text("先后不明", "order unclear"),
    Decision.UNKNOWN_UNIT: Text("名册外单位", "unknown unit"),
    Decision.SUBORDINATE: Text("随上级计入", "within parent"),
    Decision.WITHIN_AREA: Text("已在下级汇总中", "within area"),
    Decision.OUT_OF_SCOPE: Text("不纳入", "out of scope"),
    Decision.WRONG_YEAR: Text("年度不符", "wrong year"),
    Decision.EXCLUDED: Text("人工排除", "excluded"),
    Decision.UNREADABLE: _UNREADABLE,
    Decision.SKIPPED: Text("略过", "skipped"),
}


class UnitState(StrEnum):
    """How a unit of the roster stands."""

    IN = "in"
    MISSING = "missing"
    REJECTED = "rejected"
    EXCLUDED = "excluded"
    """what it handed in was left out by the office"""
    WITHIN_AREA = "within area"
    """due itself, while an area's workbook has it too: nobody can tell yet which of the two is right"""
    OUT_OF_SCOPE = "out of scope"


STATE_NAMES = {
    UnitState.IN: Text("已计入", "counted"),
    UnitState.MISSING: Text("未报送", "not submitted"),
    UnitState.REJECTED: _REJECTED,
    UnitState.EXCLUDED: Text("人工排除", "excluded"),
    UnitState.WITHIN_AREA: Text("与下级汇总重复", "also in an area"),
    UnitState.OUT_OF_SCOPE: Text("不纳入", "out of scope"),
}
INCLUDED, IN_DRAFT = "included", "draft"
"""What a rejected return is that counts: by a decision of the office, or in a draft alone."""
ACCEPTANCE_NAMES = {
    **{state: VERDICT_NAMES[state].zh for state in (ACCEPTED, WITH_WARNINGS, REJECTED)},
    INCLUDED: f"{_REJECTED.zh}，人工计入",
    IN_DRAFT: f"{_REJECTED.zh}，仅计入试汇总",
}


_CHANGED = Text("{place} 由 {before} 变为 {after}", "{place} from {before} to {after}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that a superseded file says otherwise than the one that counts: where, and both in few words."""

    field: str
    sheet: str
    cell: str
    label: str
    before: str
    after: str

    @property
    def told(self) -> Text:
        """Say where it is and what became of what."""
        return _CHANGED.filled(place=f"{self.sheet}!{self.cell} {self.label}", before=self.before, after=self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One file of the inbox and what became of it; `read` counts the number cells it holds a figure for."""

    file: str
    sha256: str = ""
    decision: Decision
    reason: Text
    code: str = ""
    name: str = ""
    submitted_on: str = ""
    read: int = 0
    findings: tuple[Finding, ...] = ()
    suspicious: bool = False
    """skipped, though it may well be a return"""
    decided: str = ""
    """the office's own decision about it, with name and day; empty where the rules of the merge decided"""
    changes: tuple[Change, ...] = ()
    """of a superseded file: every field that it says otherwise"""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One unit and how it stands; `file` is the one that counts."""

    code: str
    name: str
    kind: str
    tier: str
    state: UnitState
    reason: str = ""
    file: str = ""
    files: int = 0
    parent: str = ""
    """the code of the unit in whose return it is counted"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """A unit that an area's own consolidated workbook counts: what file its figures are from."""

    code: str
    name: str
    file: str
    sha256: str
    of: str = ""
    """the areas between, where it is counted in one that is counted in this one"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What an area's consolidated workbook carries up beside its totals: how much of the area is in, and whom."""

    due: int
    inside: int
    missing: tuple[str, ...] = ()
    """the names of the units that are due and not in"""
    units: tuple[Within, ...] = ()
    has_roster: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the ledger. `numbers` has a figure per number field of the form, None where there is none."""

    code: str
    name: str
    kind: str
    tier: str
    file: str
    sha256: str
    submitted_on: str
    state: str
    """as intake gave it; of a rejected one that counts all the same `included` or `draft`"""
    findings: int
    numbers: Mapping[str, Number | None]
    texts: Mapping[str, str] = field(default_factory=dict)
    """the narrative fields that say something"""
    singles: Mapping[str, Number] = field(default_factory=dict)
    """the figures outside the tables that the unit gave"""
    decided: str = ""
    """the office's own decision to count it, with name and day"""
    area: Coverage | None = None
    """of a whole area of the level below, whose totals these are"""
    requests: Reported | None = None
    """its request register, where the round collects rows and its return carries one"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What a unit reported for the year before, as far as it is known; `name` is its code where nobody names it."""

    code: str
    name: str
    numbers: Mapping[str, Number | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """A merge: rows in the roster's order, else by code; files by name; `findings` are those of the merge itself."""

    year: str
    region: str
    rows: tuple[Row, ...]
    units: tuple[UnitLine, ...]
    files: tuple[FileLine, ...]
    findings: tuple[Finding, ...]
    has_roster: bool
    draft: bool = False
    """not to be relied on: returns with errors may be in it"""
    before: tuple[Before, ...] = ()
    """last year's reports, also of units that are gone; empty when last year is not known"""
    inbox: str = ""
    """where the files lie, seen from the workbook's folder, such as ../inbox/; empty when nobody can say"""
    basis: tuple[tuple[str, str], ...] = ()
    """the office's own files that the merge read, each by its part in it, with its SHA-256"""
    whole: str = ""
    """what the office calls the whole, such as 全区; empty where the region's name says it"""

    def level(self, units: Units) -> Level:
        """Give the level it adds up for, of those of a form's units, as its own units' tiers say."""
        level = units.level_of((unit.tier for unit in self.units), self.region)
        return replace(level, whole=Text(self.whole, level.whole.en)) if self.whole else level

    @property
    def comparable(self) -> tuple[Before, ...]:
        """Give last year's reports without those of units that are due this year and not in: like goes with like."""
        rows = {row.code for row in self.rows}
        open_ = {unit.code for unit in self.units if unit.state is not UnitState.OUT_OF_SCOPE} - rows
        return tuple(each for each in self.before if each.code not in open_)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Give the findings of the merge, then those of each file."""
        return self.findings + tuple(each for line in self.files for each in line.findings)

    @property
    def registered(self) -> tuple[Row, ...]:
        """Give the rows of the units whose request registers are collected."""
        return tuple(row for row in self.rows if row.requests is not None)

    @property
    def is_whole(self) -> bool:
        """Tell whether it is no draft, nothing was left out and nothing blocks."""
        left_out = any(line.decision.leaves_out or line.suspicious for line in self.files)
        without = any(unit.state is UnitState.EXCLUDED for unit in self.units)
        return not (self.draft or left_out or without or blocking(self.findings))
