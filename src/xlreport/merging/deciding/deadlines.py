"""Which units handed in late, by the day on the return: against the law, then the round. Missing is not late."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date

from xlreport.findings import Finding, Rule, found_by
from xlreport.forms import UnitKind, Units
from xlreport.merging.records import Decision, FileLine, UnitLine
from xlreport.rounds import Settings
from xlreport.rules import rule
from xlreport.submissions import is_plausible

_HANDED_IN = {Decision.COUNTED, Decision.SUPERSEDED, Decision.REJECTED, Decision.UNDECIDED}


def late(
    units: Iterable[UnitLine], files: Iterable[FileLine], year: str, settings: Settings | None, known: Units
) -> list[Finding]:
    """P01, P02, P03: one finding a unit, the law's before the round's; of several returns the first day counts.

    `known` are the form's units, with the days that a law sets them.
    """
    days, found = first_days(files, year), []
    for unit in units:
        if day := days.get(unit.code):
            passed = [(rule, limit) for rule, limit in _limits(known.kind(unit.kind), year, settings) if day > limit]
            for rule, limit in passed[:1]:
                finding = found_by(rule, name=unit.name, code=unit.code, expected=str(limit), day=str(day))
                found.append(replace(finding, file=unit.file))
    return found


def due(kind: UnitKind, year: str, settings: Settings | None) -> date | None:
    """Give the day after which a kind of unit is late: the earlier of the law's and the round's; None for no day."""
    return min((limit for _, limit in _limits(kind, year, settings)), default=None)


def first_days(files: Iterable[FileLine], year: str) -> Mapping[str, date]:
    """Give by unit code the first day on which it handed in a return of this year, as the returns plausibly say."""
    days: dict[str, date] = {}
    for line in files:
        if line.decision in _HANDED_IN and (day := day_of(line.submitted_on)) and _is_possible(day, year):
            days[line.code] = min(day, days.get(line.code, day))
    return days


def _is_possible(day: date, year: str) -> bool:
    return not year.isdecimal() or is_plausible(day.isoformat(), int(year))


def day_of(text: str) -> date | None:
    """Give the day that a return says, None when it says none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _limits(kind: UnitKind, year: str, settings: Settings | None) -> Iterator[tuple[Rule, date]]:
    """Give the days set for a kind of unit, the weightier first, each with the rule about it."""
    by_law = kind.due(int(year)) if year.isdigit() and MINYEAR <= int(year) < MAXYEAR else None
    if by_law:
        yield rule(kind.rule), by_law
    if asked := settings.due(kind.id) if settings else None:
        yield rule("P03"), asked
