"""Draws the calendar of a register: a row a day with a running count of working days, and the lists it rests on.

Announced days alone: the year after the last notice has no rows, and a term that reaches there says so.
"""

from datetime import date, timedelta
from enum import IntEnum
from itertools import accumulate
from typing import Any

from xlreport.cells import Area, Cell, address
from xlreport.drawing.look import A4, CENTRED, INPUT
from xlreport.register.register_canvas import RegisterCanvas
from xlreport.register.register_plan import CALENDAR_SHEET
from xlreport.register.row_formulas import DAYS, FIRST_DAY, RUNNING

FIRST_DAY_ROW, _YEARS_BEFORE, _LOCAL_ROWS = 2, 2, 60


class CalendarColumn(IntEnum):
    """The columns of the sheet: every day with whether it is worked, and the lists it rests on."""

    DAY = 0
    OFF = 4
    ON = 5
    LOCAL = 6


_WIDTHS = ((0, 13), (1, 9), (2, 9), (3, 3), (4, 13), (5, 13), (6, 15))
_HEADERS = (
    (CalendarColumn.DAY, "日期"),
    (1, "上班"),
    (2, "累计"),
    (CalendarColumn.OFF, "放假"),
    (CalendarColumn.ON, "调休上班"),
    (CalendarColumn.LOCAL, "本地放假（可填）"),
)


def draw_calendar(canvas: RegisterCanvas) -> None:
    """The days from two years before the report's to the last announced one after it."""
    drawn, styles, calendar = canvas.sheets[CALENDAR_SHEET], canvas.styles, canvas.calendar
    first = max(calendar.first, date(canvas.identity.year - _YEARS_BEFORE, 1, 1))
    last = min(calendar.last, date(canvas.identity.year + 1, 12, 31))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    note = "工作日 = 周一至周五，减法定节假日，加调休上班日。没有公布的年份不列出，期限落在其中的显示“日历未定”。"
    drawn.write_string(0, 0, note, styles.small(text_wrap=False))
    for column, width in _WIDTHS:
        drawn.set_column(column, column, width)
    for column, label in _HEADERS:
        drawn.write_string(1, column, label, styles.list_head())
    _lists(canvas, drawn, days)
    _days(canvas, drawn, days)
    drawn.freeze_panes(FIRST_DAY_ROW, 0)
    drawn.set_paper(A4)
    rows = max(_LOCAL_ROWS, sum(1 for each in calendar.off if first <= each <= last))
    drawn.print_area(1, CalendarColumn.OFF, FIRST_DAY_ROW + rows - 1, CalendarColumn.LOCAL)
    drawn.fit_to_pages(1, 1)
    drawn.lock_columns(styles.format(locked=True))
    drawn.protect("", {"format_columns": True})


def _lists(canvas: RegisterCanvas, drawn: Any, days: list[date]) -> None:
    day = canvas.styles.listed(num_format="yyyy-mm-dd")
    typed = canvas.styles.listed(num_format="yyyy-mm-dd", locked=False, bg_color=INPUT)
    official = canvas.calendar.off - set(canvas.local)
    for column, listed in ((CalendarColumn.OFF, official), (CalendarColumn.ON, canvas.calendar.on)):
        shown = sorted(each for each in listed if days[0] <= each <= days[-1])
        for row, each in enumerate(shown, FIRST_DAY_ROW):
            drawn.write_datetime(row, column, each, day)
        canvas.book.define_name(_LIST_NAMES[column], f"={_column(column, max(len(shown), 1))}")
    local = dict(enumerate(sorted(canvas.local), FIRST_DAY_ROW))
    for row in range(FIRST_DAY_ROW, FIRST_DAY_ROW + _LOCAL_ROWS):
        if row in local:
            drawn.write_datetime(row, CalendarColumn.LOCAL, local[row], typed)
        else:
            drawn.write_blank(row, CalendarColumn.LOCAL, None, typed)
    canvas.book.define_name(_LIST_NAMES[CalendarColumn.LOCAL], f"={_column(CalendarColumn.LOCAL, _LOCAL_ROWS)}")


_LIST_NAMES = {CalendarColumn.OFF: "cal_off", CalendarColumn.ON: "cal_on", CalendarColumn.LOCAL: "cal_local"}


def _column(column: int, rows: int) -> str:
    return address(CALENDAR_SHEET, Area.of(Cell(FIRST_DAY_ROW, column), rows))


def _days(canvas: RegisterCanvas, drawn: Any, days: list[date]) -> None:
    calendar, styles = canvas.calendar, canvas.styles
    day, plain = styles.listed(num_format="yyyy-mm-dd"), styles.listed(**CENTRED)
    working = [int(calendar.is_working(each)) for each in days]
    running = list(accumulate(working))
    for row, each in enumerate(days, FIRST_DAY_ROW):
        drawn.write_datetime(row, 0, each, day)
    at = Cell(FIRST_DAY_ROW, 0)
    weekday = f"IF(OR(WEEKDAY({at},2)>5,COUNTIF(cal_off,{at})>0,COUNTIF(cal_local,{at})>0),0,1)"
    drawn.write_shared(Cell(FIRST_DAY_ROW, 1), f"IF(COUNTIF(cal_on,{at})>0,1,{weekday})", plain, working)
    above = Cell(FIRST_DAY_ROW - 1, 2)
    drawn.write_shared(Cell(FIRST_DAY_ROW, 2), f"N({above})+{Cell(FIRST_DAY_ROW, 1)}", plain, running)
    for name, column in ((DAYS, 0), (RUNNING, 2)):
        canvas.book.define_name(name, f"={_column(column, len(days))}")
    canvas.book.define_name(FIRST_DAY, f"={address(CALENDAR_SHEET, at)}")
