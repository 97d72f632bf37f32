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
    _listed: "list[_RosterUnits]" = field(default_factory=list, init=False, repr=False, compare=False)
    """the roster's units, once one was asked for"""

    def of(self, code: str) -> Background:
        """Give what is known about the unit of a code."""
        if not self._listed:
            self._listed.append(_listed(self.roster.units if self.roster else ()))
        listed = self._listed[0]
        unit, start, end = listed.by_code.get(code, (None, 0, 0))
        return Background(
            expected=self.expected,
            key=self.key,
            unit=unit,
            others=listed.names[:start] + listed.names[end:],
            last=self.last.get(code),
            merged=self.merged,
            tiers=listed.tiers,
            policies=self.policies,
            counting=self.counting,
            waivers=self.waivers,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _RosterUnits:
    """A roster's units by code, each with where its own names stand among all, and what is the same for every one."""

    by_code: Mapping[str, tuple[Unit, int, int]]
    names: tuple[str, ...]
    tiers: frozenset[str]


def _listed(units: tuple[Unit, ...]) -> _RosterUnits:
    by_code: dict[str, tuple[Unit, int, int]] = {}
    names: list[str] = []
    for unit in units:
        start = len(names)
        names += (unit.name, *unit.short)
        by_code.setdefault(unit.code, (unit, start, len(names)))
    return _RosterUnits(by_code=by_code, names=tuple(names), tiers=frozenset(unit.tier for unit in units))
