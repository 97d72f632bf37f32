"""What a register adds up to: each row counted once as it came and once as it went, or nowhere. Guesses nothing.

By construction what came equals what went in each column: a row that cannot be counted on both sides is on neither.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xlreport.forms import Form
from xlreport.numbers import Number, whole
from xlreport.register.declared import RegisterForm
from xlreport.register.requests import RegisterRow

RECEIVED, CARRIED_IN, LATER_YEAR, EARLIER_YEAR = "received", "carried_in", "later_year", "earlier_year"
CARRIED_OUT = "carried_out"
PENDING = "pending"
_NOT_OURS = "reviewer"
"""The role in which a body is a party of no case of its own: 国办公开办函〔2016〕201号."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRequest:
    """How one request counts: `origin` says where it came from, `counted_as` an outcome, carried_out, or nothing."""

    origin: str | None
    counted_as: str | None


def counted_request(row: RegisterRow, year: int) -> CountedRequest:
    """Say how a request counts in a year's report."""
    received, answered = row.day("received"), row.day("answered")
    if received is None:
        return CountedRequest(origin=None, counted_as=None)
    if received.year > year:
        return CountedRequest(origin=LATER_YEAR, counted_as=None)
    if answered and answered.year < year and received <= answered:
        return CountedRequest(origin=EARLIER_YEAR, counted_as=None)
    origin = RECEIVED if received.year == year else CARRIED_IN
    return CountedRequest(origin=origin, counted_as=_counted_as(row, received, year))


def _counted_as(row: RegisterRow, received: date, year: int) -> str | None:
    answered, outcome = row.day("answered"), row.text("outcome")
    if not row.text("applicant") or "answered" in row.strange:
        return None
    if answered and answered.year > year:
        return CARRIED_OUT
    if answered is None:
        return None if row.has("outcome") else CARRIED_OUT
    return outcome if outcome and received <= answered else None


def counted_dispute(row: RegisterRow, year: int, counted: str) -> str | None:
    """Say as which result a review or suit counts in a year's report; None where it does not count."""
    filed, decided, result = row.day("filed"), row.day("decided"), row.text("result")
    if filed is None or not row.text("kind") or row.text("role") == _NOT_OURS or filed.year > year:
        return None
    if (counted == "filed" and filed.year < year) or "decided" in row.strange:
        return None
    if decided is None:
        return None if row.has("result") else PENDING
    if decided.year > year:
        return PENDING
    return result if result and filed <= decided and decided.year == year else None


def figures_of_rows(
    declared: RegisterForm, requests: Iterable[RegisterRow], disputes: Iterable[RegisterRow], year: int
) -> dict[str, Number]:
    """The figures of the form that follow from the rows: every one that is not 0, totals worked out, fees too."""
    rows = tuple(requests)
    typed = Counter(field for row in rows for field in fields_of_request(declared, row, year))
    typed.update(field for row in disputes if (field := field_of_dispute(declared, row, year)))
    totals = {field: _total(declared.form, field, typed) for field in declared.form.computed}
    return {field: value for field, value in {**typed, **totals, **_fees(declared, rows, year)}.items() if value}


def fields_of_request(declared: RegisterForm, row: RegisterRow, year: int) -> tuple[str, ...]:
    """The two figures that a request adds to, none where it counts nowhere."""
    counted, how, kind = declared.counted, counted_request(row, year), row.text("applicant")
    if how.counted_as is None:
        return ()
    came = counted.received if how.origin == RECEIVED else counted.carried_in
    went = counted.carried_out if how.counted_as == CARRIED_OUT else how.counted_as
    return f"{counted.table}.{came}.{kind}", f"{counted.table}.{went}.{kind}"


def field_of_dispute(declared: RegisterForm, row: RegisterRow, year: int) -> str:
    """The figure that a review or suit adds to, empty where it counts nowhere."""
    result = counted_dispute(row, year, declared.choice("disputes"))
    return f"{declared.disputes.table}.{row.text('kind')}.{result}" if result else ""


def _total(form: Form, field: str, typed: Mapping[str, int]) -> int:
    statement = form.computed.get(field)
    if statement is None:
        return typed.get(field, 0)
    return statement.right_constant + sum(term.sign * _total(form, term.field, typed) for term in statement.right)


def _fees(declared: RegisterForm, rows: Iterable[RegisterRow], year: int) -> dict[str, Number]:
    paid = [row for row in rows if (day := row.day("fee_paid")) and day.year == year]
    money = sum((Decimal(row.amount("fee_yuan") or 0) for row in paid), start=Decimal(0))
    return {declared.counted.fee_cases: len(paid), declared.counted.fee_sum: whole(money)}
