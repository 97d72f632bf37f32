"""The request register (申请台账): rows in; figures of tables three and four, statutory days and faults out.

Counts and judges rows; opens no workbook and writes none. Facts and choices: docs/register.md.
"""

from collections.abc import Mapping
from datetime import date

from xlreport.numbers import Number
from xlreport.plain_records import dataclass
from xlreport.register.counting import CARRIED_OUT, counted_requests, figures_of_rows
from xlreport.register.declared import RegisterForm, RowState
from xlreport.register.declaring import read_register, register_of
from xlreport.register.dispute_faults import dispute_faults
from xlreport.register.requests import RegisterRow, rows_of
from xlreport.register.row_faults import (
    JudgedRow,
    RowFault,
    carried_in_faults,
    judged_request,
    request_faults,
)
from xlreport.register.terms_of_answer import Circumstances
from xlreport.register.workdays import Workdays, announced_workdays, workdays_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRows:
    """A register as it was read: its year and its rows, blank ones left out."""

    year: int
    requests: tuple[RegisterRow, ...]
    disputes: tuple[RegisterRow, ...] = ()
    last_year: Mapping[str, int] | None = None
    """by kind of applicant, how many requests last year's report carried out; None where it is not known"""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRegister:
    """What follows from a register on a day: the form's figures, each request's days, the faults of the rows."""

    values: Mapping[str, Number]
    requests: tuple[JudgedRow, ...]
    faults: tuple[RowFault, ...]


def judged(
    rows: RegisterRows, declared: RegisterForm, *, as_of: date, calendar: Workdays, soon_days: int | None = None
) -> JudgedRegister:
    """Count and judge a register as it stands on `as_of`; the figures are always those of 31 December of its year."""
    soon = declared.soon_days if soon_days is None else soon_days
    about = Circumstances(declared=declared, year=rows.year, as_of=as_of, calendar=calendar, soon_days=soon)
    counted = counted_requests(declared, rows.requests, rows.year)
    requests = tuple(judged_request(row, how, about) for row, how in counted)
    faults = [*request_faults(requests, about), *dispute_faults(rows.disputes, rows.requests, about)]
    if rows.last_year is not None:
        faults += carried_in_faults(requests, rows.last_year, declared)
    return JudgedRegister(
        values=figures_of_rows(declared, rows.requests, rows.disputes, rows.year),
        requests=requests,
        faults=tuple(faults),
    )


__all__ = [
    "CARRIED_OUT",
    "JudgedRegister",
    "JudgedRow",
    "RegisterForm",
    "RegisterRow",
    "RegisterRows",
    "RowFault",
    "RowState",
    "Workdays",
    "announced_workdays",
    "judged",
    "read_register",
    "register_of",
    "rows_of",
    "workdays_of",
]
