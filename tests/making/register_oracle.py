"""What a request register comes to, worked out a second time: from the law's articles and the stated choices.

Nothing of the package is asked: the days are those of chinesecalendar, walked one by one, and the figures are counted
in a plain loop. Where no text decides what is right, the answer is `UNDECIDED`, and any is.
"""

from collections import Counter
from datetime import date, timedelta
from functools import cache
from typing import Any

import chinese_calendar  # type: ignore[import-untyped]  # ships no type information

UNDECIDED = "undecided"
DAY = timedelta(days=1)
TERM = MOST_EXTENSION = 20
REVIEWER = "reviewer"
USUAL = {"withdrawn": "closed.other", "split": "rows", "again": "same", "answered": "document", "disputes": "pending"}
"""What holds where no text decides and nobody chose otherwise."""
_CLOSED_BY = {"document": "answered", "sent": "sent", "served": "served"}
"""By the day that counts as the answer: where it is written."""

Row = dict[str, Any]


@cache
def is_workday(day: date) -> bool | None:
    """Whether the bureau works on a day; nothing for a day of a year that is not announced."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def days_between(after: date, last: date) -> int | None:
    """The working days after a day, up to and including another."""
    worked = [is_workday(after + DAY * step) for step in range(1, (last - after).days + 1)]
    return None if None in worked else sum(map(bool, worked))


def nth_day(after: date, count: int) -> date | None:
    """The working day that is the count-th after a day."""
    day = after
    while count:
        day += DAY
        worked = is_workday(day)
        if worked is None:
            return None
        count -= worked
    return day


def day_of(row: Row, column: str) -> date | None:
    """The date of a column, when it is one."""
    try:
        return date.fromisoformat(str(row.get(column)))
    except ValueError:
        return None


def spoilt(row: Row, *columns: str) -> bool:
    """Whether something stands there that is no date."""
    return any(row.get(column) is not None and day_of(row, column) is None for column in columns)


def name_of(row: Row, column: str) -> str:
    """A number of a request as it is compared: capital letters are no other number."""
    return str(row.get(column) or "").casefold()


class RegisterOracle:
    """One register: its figures, and each request as it stands on a day."""

    def __init__(self, register: Row, kinds: list[str], outcomes: list[str]) -> None:
        self.year = int(register["year"])
        self.as_of = date.fromisoformat(register["as_of"])
        self.soon = int(register["soon_days"])
        self.rows: list[Row] = [row for row in register["requests"] if row]
        self.cases: list[Row] = [row for row in register["disputes"] if row]
        self.kinds, self.outcomes = kinds, outcomes
        self.first, self.last = date(self.year, 1, 1), date(self.year, 12, 31)
        self.choices = USUAL | register.get("choices", {})
        self.closing = _CLOSED_BY[self.choices["answered"]]
        self.letters = {name_of(row, "number") for row in self.rows if not name_of(row, "part_of")}

    def figures(self) -> dict[str, int]:
        """Every figure of tables three and four that is not nought, and the fees of section six."""
        counted: Counter[str] = Counter()
        for row in self.rows:
            place, kind = self.counted_as(row), row.get("applicant")
            if place:
                origin = "received" if self.origin(row) == "received" else "carried_in"
                for line in (origin, place, *(["concluded"] if place in self.outcomes else [])):
                    counted[f"requests.{line}.{kind}"] += 1
                    counted[f"requests.{line}.total"] += 1
            paid = day_of(row, "fee_paid")
            if paid and self.first <= paid <= self.last:
                counted["matters.fee_cases"] += 1
                counted["matters.fee_yuan"] += row.get("fee_yuan") or 0
        for case in self.cases:
            place = self.case_counted_as(case)
            if place:
                counted[f"disputes.{case['kind']}.{place}"] += 1
                counted[f"disputes.{case['kind']}.total"] += 1
        return {field: number for field, number in counted.items() if number}

    def origin(self, row: Row) -> str | None:
        """Where a request comes from: this year, last year's open ones, next year, a year that is closed."""
        received, answered = day_of(row, "received"), day_of(row, self.closing)
        if received is None:
            return None
        if self.goes_with_another(row):
            return "joined"
        if received > self.last:
            return "later_year"
        if received >= self.first:
            return "received"
        return "earlier_year" if answered and received <= answered < self.first else "carried_in"

    def goes_with_another(self, row: Row) -> bool:
        """Whether a row is a part of a letter that counts once, or an answer given anew that changes no figure."""
        own, letter, quashed = (name_of(row, column) for column in ("number", "part_of", "again_of"))
        if self.choices["again"] == "same" and quashed and quashed != own:
            return True
        if self.choices["split"] == "rows" or not letter or letter == own:
            return False
        received = day_of(row, "received")
        return letter in self.letters or bool(received and received < self.first)

    def counted_as(self, row: Row) -> str | None:
        """The row of table three that a request adds to; none when a half is missing or wrong."""
        received, answered, outcome = day_of(row, "received"), day_of(row, self.closing), row.get("outcome")
        if (
            received is None
            or received > self.last
            or row.get("applicant") not in self.kinds
            or spoilt(row, self.closing)
            or self.goes_with_another(row)
        ):
            return None
        if answered is None:
            return "carried_out" if outcome is None else None
        if answered > self.last:
            return "carried_out"
        if answered < max(received, self.first):
            return None
        if outcome == "withdrawn":
            return str(self.choices["withdrawn"])
        return str(outcome) if outcome in self.outcomes else None

    def case_counted_as(self, case: Row) -> str | None:
        """The column of table four that a review or a suit adds to."""
        filed, decided, result = day_of(case, "filed"), day_of(case, "decided"), case.get("result")
        if filed is None or filed > self.last or case.get("kind") is None or case.get("role") == REVIEWER:
            return None
        if self.choices["disputes"] == "filed" and filed < self.first:
            return None
        if decided is None:
            return "pending" if result is None else None
        if decided > self.last:
            return "pending"
        return str(result) if decided >= max(filed, self.first) and result else None

    # ---------------------------------------------------------------------------------- days and states
    def request(self, row: Row) -> Row:
        """One request as the worked cases write it, but for its number."""
        places = {"origin": self.origin(row), "counted_as": self.counted_as(row)}
        if self._half(row):
            return places | dict.fromkeys(_FOLLOWS, UNDECIDED) | {"late": None, "state": "unclear"}
        return places | (self._judged(row) if self._whole(row) else dict.fromkeys(_FOLLOWS, UNDECIDED))

    def _half(self, row: Row) -> bool:
        """Whether a day or an outcome of the answer is missing or is none."""
        outcome = row.get("outcome")
        return (day_of(row, self.closing) is None) != (outcome is None) or outcome not in {
            None,
            "withdrawn",
            *self.outcomes,
        }

    def _whole(self, row: Row) -> bool:
        """Whether the steps are in such an order that a text says what follows."""
        steps = [name for name in row if name in {*_DATES, self.closing}]
        received, closed = day_of(row, "received"), day_of(row, self.closing)
        if received is None or spoilt(row, *steps):
            return False
        if any((day_of(row, name) or received) < received for name in steps):
            return False
        end = closed or self.as_of
        pairs = (
            ("correction_notice", "correction_received"),
            ("consult_sent", "consult_answered"),
            ("fee_notice", "fee_paid"),
        )
        for first, second in pairs:
            begun, ended = day_of(row, first), day_of(row, second)
            if ended and (not begun or begun > ended):
                return False
            if begun and closed and not ended:  # closed while a step is open: no text says which days were taken
                return False
        known = [day_of(row, name) for name in steps if name not in {"correction_due", "postponed_to"}]
        return isinstance(row.get("extension_days", 0), int) and all(day <= end for day in known if day)

    def _judged(self, row: Row) -> Row:
        if day_of(row, "correction_notice") and not day_of(row, "correction_received"):
            promised = day_of(row, "correction_due")
            state = "correction_expired" if promised and promised < self.as_of else "correction"
            return dict.fromkeys(_FOLLOWS) | {"state": state}
        start = day_of(row, "correction_received") or day_of(row, "received")
        assert start
        if day_of(row, "consult_sent") and not day_of(row, "consult_answered"):
            state = UNDECIDED if row.get("fee_notice") and not row.get("fee_paid") else "consulting"
            return dict.fromkeys(_FOLLOWS) | {"start": start, "state": state}
        return self._running(row, start)

    def _running(self, row: Row, start: date) -> Row:
        paused, closed = self._paused(row, start), day_of(row, self.closing)
        base = nth_day(start, TERM + paused)
        ends, later = self._ends(row, base, start, paused), day_of(row, "postponed_to")
        if later and None not in ends:
            if later < max(ends):  # art. 35 puts the end later; what an earlier day means is not written
                return dict.fromkeys(_FOLLOWS, UNDECIDED)
            ends = [later]
        worked = days_between(start, closed) if closed else None
        judged = {
            "start": start,
            "base_due": base,
            "due": ends[0] if len(set(ends)) == 1 else None,
            "due_any_of": sorted(set(ends)) if len(set(ends)) > 1 else None,
            "paused_days": paused,
            "used_days": None if worked is None else worked - paused,
        }
        if row.get("fee_paid"):
            open_ = dict.fromkeys(("base_due", "due", "due_any_of", "state"), UNDECIDED)
            return judged | open_ | {"late": None}
        if row.get("fee_notice"):
            return judged | {"base_due": UNDECIDED, "due": None, "due_any_of": None, "late": None, "state": "fee"}
        return judged | self._lateness(ends, closed)

    @staticmethod
    def _paused(row: Row, start: date) -> int:
        sent, back = day_of(row, "consult_sent"), day_of(row, "consult_answered")
        if not sent or not back:
            return 0
        return days_between(max(sent, start), back) or 0

    @staticmethod
    def _ends(row: Row, base: date | None, start: date, paused: int) -> list[Any]:
        """The days that may be the last one: one, or two where no text decides."""
        days, notice = row.get("extension_days"), day_of(row, "extension_notice")
        ends = [base]
        if days:
            extended = nth_day(start, TERM + paused + min(days, MOST_EXTENSION))
            told_in_time = notice and base and notice <= base
            ends = [extended] if told_in_time else [base, extended]
        return [None] if None in ends else ends

    def _lateness(self, ends: list[Any], closed: date | None) -> Row:
        day = closed or self.as_of
        if None in ends:
            return {"late": UNDECIDED if closed else None, "state": UNDECIDED if closed else "no_calendar"}
        verdicts = {day > end for end in ends}
        if len(verdicts) > 1:
            return {"late": None, "state": None}
        late = verdicts.pop()
        if closed:
            return {"late": late, "state": "answered_late" if late else "answered"}
        if late:
            return {"late": True, "state": "overdue"}
        if len(set(ends)) > 1:
            return {"late": False, "state": UNDECIDED}
        left = days_between(day, ends[0]) or 0
        return {"late": False, "state": "due_soon" if left <= self.soon else "open"}


_FOLLOWS = ("start", "base_due", "due", "due_any_of", "paused_days", "used_days", "late", "state")
_DATES = {
    "received",
    "correction_notice",
    "correction_due",
    "correction_received",
    "consult_sent",
    "consult_answered",
    "extension_notice",
    "postponed_to",
    "fee_notice",
    "fee_paid",
}
