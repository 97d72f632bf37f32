"""What a register adds up to: each row counted once as it came and once as it went, or nowhere. Guesses nothing.

By construction what came equals what went in each column: a row that cannot be counted on both sides is on neither.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from xlreport.forms import Form
from xlreport.numbers import Number, whole
from xlreport.plain_records import dataclass
from xlreport.register.declared import WITHDRAWN, RegisterForm
from xlreport.register.requests import RegisterRow

RECEIVED, CARRIED_IN, LATER_YEAR, EARLIER_YEAR = "received", "carried_in", "later_year", "earlier_year"
JOINED = "joined"
"""Where a row comes from that is counted with another one: part of a letter, or an answer given anew."""
CARRIED_OUT = "carried_out"
PENDING = "pending"
_NOT_OURS = "reviewer"
"""The role in which a body is a party of no case of its own: 国办公开办函〔2016〕201号."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRequest:
    """How one request counts: `origin` says where it came from, `counted_as` an outcome, carried_out, or nothing."""

    origin: str | None
    counted_as: str | None


def counted_requests(
    declared: RegisterForm, rows: Iterable[RegisterRow], year: int
) -> tuple[tuple[RegisterRow, CountedRequest], ...]:
    """Say of each request how it counts in a year's report, by the choices that hold."""
    every = tuple(rows)
    first = first_numbers(every)
    return tuple((row, _counted_request(declared, row, year, first)) for row in every)


def first_numbers(rows: Iterable[RegisterRow]) -> frozenset[str]:
    """The numbers of the rows that are no part of another one's letter."""
    return frozenset(row.number.casefold() for row in rows if not row.has("part_of"))


def _counted_request(declared: RegisterForm, row: RegisterRow, year: int, first: frozenset[str]) -> CountedRequest:
    received, answered = row.day("received"), row.day(declared.closing)
    if received is None:
        return CountedRequest(origin=None, counted_as=None)
    if _is_joined(declared, row, received.year < year, first):
        return CountedRequest(origin=JOINED, counted_as=None)
    if received.year > year:
        return CountedRequest(origin=LATER_YEAR, counted_as=None)
    if answered and answered.year < year and received <= answered:
        return CountedRequest(origin=EARLIER_YEAR, counted_as=None)
    origin = RECEIVED if received.year == year else CARRIED_IN
    return CountedRequest(origin=origin, counted_as=_counted_as(declared, row, received, year))


def _is_joined(
    declared: RegisterForm,
    row: RegisterRow,
    carried: bool,  # noqa: FBT001  # a fact of the row, not a switch
    first: frozenset[str],
) -> bool:
    """Tell whether a row is counted with the one it names; the first of a letter may have ended last year."""
    part, again = (row.text(column).casefold() for column in ("part_of", "again_of"))
    own = row.number.casefold()
    in_letter = part not in {"", own} and (part in first or carried)
    return (declared.choice("split") == "one" and in_letter) or (
        declared.choice("again") == "same" and again not in {"", own}
    )


def _counted_as(declared: RegisterForm, row: RegisterRow, received: date, year: int) -> str | None:
    answered, outcome = row.day(declared.closing), row.text("outcome")
    if not row.text("applicant") or declared.closing in row.strange:
        return None
    if outcome == WITHDRAWN:
        outcome = declared.choice("withdrawn")
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
    typed = Counter(field for _, fields in fields_of_requests(declared, rows, year) for field in fields)
    typed.update(field for row in disputes if (field := field_of_dispute(declared, row, year)))
    totals = {field: _total(declared.form, field, typed) for field in declared.form.computed}
    fees = dict(zip((declared.counted.fee_cases, declared.counted.fee_sum), fees_paid(rows, year), strict=True))
    return {field: value for field, value in {**typed, **totals, **fees}.items() if value}


def fields_of_requests(
    declared: RegisterForm, rows: Iterable[RegisterRow], year: int
) -> Iterator[tuple[RegisterRow, tuple[str, ...]]]:
    """Each request with the two figures that it adds to, none where it counts nowhere."""
    for row, how in counted_requests(declared, rows, year):
        yield row, _fields(declared, row, how)


def _fields(declared: RegisterForm, row: RegisterRow, how: CountedRequest) -> tuple[str, ...]:
    counted, kind = declared.counted, row.text("applicant")
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


def fees_paid(rows: Iterable[RegisterRow], year: int) -> tuple[int, Number]:
    """The requests for which a fee was paid in a year, and what was paid."""
    paid = [row for row in rows if (day := row.day("fee_paid")) and day.year == year]
    return len(paid), whole(sum((Decimal(row.amount("fee_yuan") or 0) for row in paid), start=Decimal(0)))
