"""When a request is due, how long it took, how it stands on a day. Counts by dates and the announced calendar alone.

What no text decides stays open: such a request has several possible due dates and is called late only if all say so.
"""

from datetime import date

from xlreport.plain_records import dataclass
from xlreport.register.declared import RegisterForm, RowState
from xlreport.register.requests import RegisterRow
from xlreport.register.workdays import Workdays


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What rows are judged by: the declaration, the year of the report, the day it is, the calendar."""

    declared: RegisterForm
    year: int
    as_of: date
    calendar: Workdays
    soon_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The days of one request; None where the rows, the law or the calendar do not give it.

    `base_due` is the term of the answer with consultation taken out, `due` with extension or postponement too;
    `due_any_of` the days of which any is right where no text decides. Days are working days.
    """

    start: date | None
    base_due: date | None
    due: date | None
    due_any_of: tuple[date, ...]
    paused_days: int | None
    used_days: int | None
    late: bool | None
    state: RowState | None


def terms_of(row: RegisterRow, about: Circumstances, *, sound: bool) -> Terms:
    """Work out a request's days; a row that is not `sound` is never called late."""
    start = _start(row)
    paused = _paused(row, start, about.calendar)
    answer = about.declared.days.answer
    base = None if start is None or paused is None else about.calendar.after(start, answer + paused)
    choices = _choices(row, start, paused, base, about)
    late = _late(row.day(about.declared.closing) or about.as_of, choices) if sound else None
    return Terms(
        start=start,
        base_due=base,
        due=choices[0] if len(choices) == 1 else None,
        due_any_of=choices if len(choices) > 1 else (),
        paused_days=paused,
        used_days=_used(row.day(about.declared.closing), start, paused, about.calendar),
        late=late,
        state=_state(row, late, choices, about) if sound else RowState.UNCLEAR,
    )


def _start(row: RegisterRow) -> date | None:
    """The day from which the term runs; None while a correction is awaited."""
    if corrected := row.day("correction_received"):
        return corrected
    return None if row.has("correction_notice") else row.day("received")


def _paused(row: RegisterRow, start: date | None, calendar: Workdays) -> int | None:
    """The working days of consultation that lie in the term; None while it goes on."""
    sent, answered = row.day("consult_sent"), row.day("consult_answered")
    if start is None:
        return None
    if sent is None:
        return 0
    if answered is None:
        return None
    return max(0, calendar.between(max(sent, start), answered) or 0) if answered > start else 0


def _choices(
    row: RegisterRow, start: date | None, paused: int | None, base: date | None, about: Circumstances
) -> tuple[date, ...]:
    """The due dates that the row allows: one as a rule, none while nothing runs, two where no text decides."""
    if start is None or base is None or paused is None or row.has("fee_notice"):
        return ()
    if postponed := row.day("postponed_to"):
        return (postponed,)
    notice, more = row.day("extension_notice"), row.amount("extension_days")
    if not more:
        return (base,)
    days = about.declared.days
    extended = about.calendar.after(start, days.answer + paused + min(int(more), days.extension))
    told_in_time = notice is not None and notice <= base
    if told_in_time:
        return (extended,) if extended else ()
    return (base, extended) if extended and extended != base else (base,)


def _used(answered: date | None, start: date | None, paused: int | None, calendar: Workdays) -> int | None:
    if answered is None or start is None or paused is None or answered < start:
        return None
    used = calendar.between(start, answered)
    return None if used is None else used - paused


def _late(day: date, choices: tuple[date, ...]) -> bool | None:
    verdicts = {day > due for due in choices}
    return verdicts.pop() if len(verdicts) == 1 else None


def _state(
    row: RegisterRow,
    late: bool | None,  # noqa: FBT001  # one of three answers, not a switch
    choices: tuple[date, ...],
    about: Circumstances,
) -> RowState | None:
    if row.has(about.declared.closing):
        return RowState.ANSWERED_LATE if late else None if len(choices) > 1 and late is None else RowState.ANSWERED
    if waiting := _waiting(row, about.as_of):
        return waiting
    if not choices:
        return RowState.OPEN if row.has("fee_paid") else RowState.NO_CALENDAR
    if late or late is None:
        return RowState.OVERDUE if late else None
    left = about.calendar.between(about.as_of, choices[0])
    return RowState.DUE_SOON if left is not None and left <= about.soon_days else RowState.OPEN


def _waiting(row: RegisterRow, as_of: date) -> RowState | None:
    """What the bureau waits for, if anything: then no term runs."""
    if row.has("correction_notice") and not row.has("correction_received"):
        term = row.day("correction_due")
        return RowState.CORRECTION_EXPIRED if term and term < as_of else RowState.CORRECTION
    if row.has("consult_sent") and not row.has("consult_answered"):
        return RowState.CONSULTING
    return RowState.FEE if row.has("fee_notice") and not row.has("fee_paid") else None
