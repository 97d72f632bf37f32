"""Which units handed in late, by the day on the return: against the law, then the round. Missing is not late."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from xlreport.findings import Finding, Rule, found_by
from xlreport.merging.deadline_rules import P01, P02, P03
from xlreport.merging.records import Decision, FileLine, UnitLine, UnitState
from xlreport.rounds import Settings

_LAW = {"department": (P01, 1, 31), "government": (P02, 3, 31)}
"""By kind of unit: the rule, and month and day of the year after the one reported on."""
_THERE = {UnitState.IN, UnitState.REJECTED}
_HANDED_IN = {Decision.COUNTED, Decision.SUPERSEDED, Decision.REJECTED, Decision.UNDECIDED}


def late(units: Iterable[UnitLine], files: Iterable[FileLine], year: str, settings: Settings | None) -> list[Finding]:
    """P01, P02, P03: one finding a unit, the law's before the round's; of several returns the first day counts."""
    days, found = _first_days(files), []
    for unit in units:
        if unit.state in _THERE and unit.code in days and year.isdigit():
            day = days[unit.code]
            for rule, limit in _passed(unit.kind, day, int(year), settings):
                finding = found_by(rule, name=unit.name, code=unit.code, expected=str(limit), day=str(day))
                found.append(replace(finding, file=unit.file))
    return found


def _first_days(files: Iterable[FileLine]) -> Mapping[str, date]:
    days: dict[str, date] = {}
    for line in files:
        if line.decision in _HANDED_IN and (day := _day(line.submitted_on)):
            days[line.code] = min(day, days.get(line.code, day))
    return days


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _passed(kind: str, day: date, year: int, settings: Settings | None) -> Iterator[tuple[Rule, date]]:
    """Give the one limit that was passed and weighs most."""
    if kind in _LAW:
        rule, month, last = _LAW[kind]
        if day > (limit := date(year + 1, month, last)):
            yield rule, limit
            return
    asked = settings.due(kind) if settings else None
    if asked and day > asked:
        yield P03, asked
