"""What is known about a return before it is opened: whom it is from, last year's report, the round's own rules."""

from collections.abc import Mapping
from dataclasses import field

from xlreport.numbers import Number
from xlreport.plain_records import dataclass
from xlreport.rounds import Policies, Roster, Unit, Waiver
from xlreport.submissions import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class LastYear:
    """A unit's report of the year before, by this year's field ids, as far as it is known."""

    numbers: Mapping[str, Number] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a consolidated workbook adds up to, for a government's own report to be held against.

    `sums` has, by scope (全县 for the whole area, 本级, the tiers below), the sum of each field that any unit gave a
    figure for, totals left to be worked out; `names` what each scope is called there; `scope` is the report's own.
    """

    scope: str
    names: Mapping[str, str]
    sums: Mapping[str, Mapping[str, Number]]
    units: Mapping[str, Mapping[str, Number]]
    """the figures of each unit that counts, by its name"""
    whole: bool
    """whether nothing was left out of it"""

    @property
    def own(self) -> Mapping[str, Number]:
        """Give the sums of the report's own scope."""
        return self.sums[self.scope]


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """Everything but the return itself. What nobody said is empty, and what rests on it is not checked."""

    expected: Identity | None = None
    """the unit and year asked for"""
    key: bytes = b""
    """the round's, which signed its workbooks; empty where it has none"""
    unit: Unit | None = None
    """the unit's line in the roster"""
    others: tuple[str, ...] = ()
    """the names of the roster's other units, those in short too"""
    last: LastYear | None = None
    merged: Merged | None = None
    """the consolidated workbook whose sums a government's own report should have"""
    tiers: frozenset[str] = frozenset()
    """those on which the roster's units stand"""
    policies: Policies = field(default_factory=Policies)
    counting: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """how the round counts requests where no text decides: by choice its way, and the sentence that says it"""
    waivers: tuple[Waiver, ...] = ()
    """the round's, of all units"""


NOTHING_KNOWN = Background()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundBackground:
    """What a round knows about all its units; a return says itself which of them it is from."""

    expected: Identity | None = None
    key: bytes = b""
    roster: Roster | None = None
    last: Mapping[str, LastYear] = field(default_factory=dict)
    """by unit code"""
    merged: Merged | None = None
    policies: Policies = field(default_factory=Policies)
    counting: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()

    def of(self, code: str) -> Background:
        """Give what is known about the unit of a code."""
        units = self.roster.units if self.roster else ()
        return Background(
            expected=self.expected,
            key=self.key,
            unit=next((unit for unit in units if unit.code == code), None),
            others=tuple(name for unit in units if unit.code != code for name in (unit.name, *unit.short)),
            last=self.last.get(code),
            merged=self.merged,
            tiers=frozenset(unit.tier for unit in units),
            policies=self.policies,
            counting=self.counting,
            waivers=self.waivers,
        )
