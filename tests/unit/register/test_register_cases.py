"""Registers worked out by hand: figures, statutory days, states and faults, each case a file of rows and results."""

import json
from datetime import date
from pathlib import Path

import chinese_calendar  # type: ignore[import-untyped]  # ships no type information
import pytest

from judged_registers import CASES, judge
from xlreport.outputs.register_data import judged_request
from xlreport.register import announced_workdays


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_register_worked_out_by_hand(path: Path) -> None:
    """Figures, days, states and faults are those of the case."""
    case = json.loads(path.read_text(encoding="utf-8"))
    result, expected = judge(case), case["expected"]
    assert dict(result.values) == expected["values"]
    assert [judged_request(each) for each in result.requests] == expected["requests"]
    assert sorted([fault.slug, fault.number] for fault in result.faults) == sorted(expected["findings"])


def test_the_shipped_days_are_those_of_the_package() -> None:
    """Every announced day is a working day exactly where chinesecalendar says so."""
    calendar = announced_workdays()
    days = [date.fromordinal(number) for number in range(calendar.first.toordinal() + 1, calendar.last.toordinal() + 1)]
    ours = [calendar.between(date.fromordinal(day.toordinal() - 1), day) == 1 for day in days]
    assert ours == [chinese_calendar.is_workday(day) for day in days]


def test_a_year_that_was_not_announced_has_no_days() -> None:
    """A term that reaches past the last announced day has no end: nothing is guessed."""
    calendar = announced_workdays()
    assert calendar.after(calendar.last, 1) is None
    assert calendar.between(calendar.last, date(calendar.last.year + 1, 1, 4)) is None


def test_local_holidays_are_days_off() -> None:
    """A local holiday puts the term off by one day."""
    plain_days, local = announced_workdays(), announced_workdays([date(2025, 4, 10)])
    assert plain_days.after(date(2025, 4, 9), 1) == date(2025, 4, 10)
    assert local.after(date(2025, 4, 9), 1) == date(2025, 4, 11)
