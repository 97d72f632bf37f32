"""Writes the lists of days off and make-up workdays anew from the package chinesecalendar: see `make workdays`.

What is shipped is the list; the package is needed here alone, and by the test that compares the two.
"""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar  # type: ignore[import-untyped]  # ships no type information

TARGET = Path(__file__).resolve().parents[2] / "templates" / "workdays.toml"
FIRST_YEAR, LAST_YEAR = 2018, 2026
SATURDAY = 5

HEAD = """\
# 法定节假日调休：各年工作日中放假的日子（off）和周末中上班的日子（on）。
# 依据：国务院办公厅当年关于节假日安排的通知，以 chinesecalendar 所载为准，由 make workdays 写出。
# 没有列出的年份日历未定，不推算。
"""


def exceptions(year: int) -> tuple[list[date], list[date]]:
    """The weekdays off and the weekend days worked of a year."""
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    days = [day for day in days if day.year == year]
    off = [day for day in days if day.weekday() < SATURDAY and not chinese_calendar.is_workday(day)]
    on = [day for day in days if day.weekday() >= SATURDAY and chinese_calendar.is_workday(day)]
    return off, on


def page() -> str:
    """The whole file."""
    parts = [HEAD]
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        off, on = exceptions(year)
        parts.append(f"\n[{year}]\noff = [{_dates(off)}]\non = [{_dates(on)}]\n")
    return "".join(parts)


def _dates(days: list[date]) -> str:
    rows = [", ".join(map(str, days[start : start + 8])) for start in range(0, len(days), 8)]
    return "\n  " + ",\n  ".join(rows) + ",\n" if rows else ""


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
