"""The working days of China: weekdays less holidays, plus weekend days worked instead. Knows announced years alone.

A day outside them has no answer: the notice for a year comes out in the autumn before, and nothing here guesses it.
"""

import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from xlreport.errors import FormError
from xlreport.language import either
from xlreport.plain_records import dataclass
from xlreport.resources import templates_folder

_SATURDAY = 5
_FILE = "workdays.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workdays:
    """A stretch of announced days: `running[n]` counts the working days from `first` to the day n days later."""

    first: date
    running: tuple[int, ...]
    off: frozenset[date]
    """weekdays that are holidays, local ones among them"""
    on: frozenset[date]
    """weekend days worked instead"""

    @property
    def last(self) -> date:
        """The last announced day."""
        return self.first + timedelta(days=len(self.running) - 1)

    def covers(self, day: date) -> bool:
        """Tell whether the day lies in an announced year."""
        return self.first <= day <= self.last

    def is_working(self, day: date) -> bool:
        """Tell whether an announced day is a working day."""
        return day in self.on or (day.weekday() < _SATURDAY and day not in self.off)

    def between(self, start: date, end: date) -> int | None:
        """Count the working days after `start` up to and including `end`; None where one is not announced."""
        if not (self.covers(start) and self.covers(end)):
            return None
        return self._running(end) - self._running(start)

    def after(self, start: date, days: int) -> date | None:
        """The day on which that many working days after `start` have passed; None where it is not announced."""
        if not self.covers(start):
            return None
        place = bisect_left(self.running, self._running(start) + days)
        return self.first + timedelta(days=place) if place < len(self.running) else None

    def _running(self, day: date) -> int:
        return self.running[(day - self.first).days]


def workdays_of(first: date, last: date, off: Iterable[date], on: Iterable[date]) -> Workdays:
    """Make the working days from `first` to `last` out of the exceptions from Monday to Friday."""
    free, worked = frozenset(off), frozenset(on)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    empty = Workdays(first=first, running=(), off=free, on=worked)
    return replace(empty, running=tuple(accumulate(int(empty.is_working(day)) for day in days)))


def announced_workdays(local: Iterable[date] = ()) -> Workdays:
    """The working days of every announced year that ships with xlreport, less an office's own local holidays."""
    return _announced(templates_folder() / _FILE, frozenset(local))


@lru_cache(maxsize=8)
def _announced(path: Path, local: frozenset[date]) -> Workdays:
    years = tomllib.loads(path.read_text(encoding="utf-8"))
    numbers = sorted(map(int, years))
    if numbers != list(range(numbers[0], numbers[-1] + 1)):
        raise FormError(f"{path.name}: {either('年份不连续', 'the years have gaps')}: {', '.join(map(str, numbers))}")
    off, on = (_days(years, key) for key in ("off", "on"))
    return workdays_of(date(numbers[0], 1, 1), date(numbers[-1], 12, 31), off | local, on)


def _days(years: Mapping[str, Any], key: str) -> frozenset[date]:
    return frozenset(day for year in years.values() for day in year[key])
