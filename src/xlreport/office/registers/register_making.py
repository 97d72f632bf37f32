"""A request register made: blank, with rows, with what last year left open; and the tables that follow from one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from xlreport.errors import AnswersError, XlreportError
from xlreport.language import either
from xlreport.numbers import Number
from xlreport.office.registers.examined_registers import judged_register
from xlreport.office.registers.request_registers import ReadRegister, read_register_file
from xlreport.office.registers.returned_registers import counted_fields
from xlreport.plain_records import dataclass
from xlreport.register import (
    CARRIED_OUT,
    JudgedRow,
    RegisterForm,
    RegisterRow,
    RegisterRows,
    announced_workdays,
    judged,
)
from xlreport.register.counting import CARRIED_IN, JOINED, LATER_YEAR, RECEIVED
from xlreport.register.register_book import write_register
from xlreport.register.register_canvas import RegisterCanvas, RegisterIdentity
from xlreport.register.register_plan import register_plan
from xlreport.rounds import RegisterTerms, read_settings, refuse_words

_COUNTABLE = (RECEIVED, CARRIED_IN)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRegister:
    """A register that was made, and what came into it from last year's, where it was made from one."""

    content: bytes
    last: Path | None = None
    brought: int = 0
    """requests that came over"""
    lost: tuple[str, ...] = ()
    """what the rows are called that could not: they count nowhere, and nobody knows whether they end"""
    alike: bool = False
    """both years are counted alike, so that what is carried in equals what last year carried out"""


def new_register(  # what a register bears on its front page
    declared: RegisterForm,
    *,
    last: Path | None = None,
    round_folder: Path | None = None,
    year: int | None = None,
    unit_code: str = "",
    unit_name: str = "",
    rows: int | None = None,
) -> NewRegister:
    """Make a register for a year, by a round's settings where one is given, else as last year's was counted.

    Raises XlreportError where last year's is not of the year before.
    """
    refuse_words(year=year, unit_code=unit_code, unit_name=unit_name)
    before = read_register_file(last, declared) if last else None
    usual = RegisterTerms(choices=before.choices if before else {})
    terms = read_settings(round_folder).register if round_folder else usual
    declared = declared.choosing(terms.choices, terms.soon_days, terms.rows)
    who = before.identity if before else RegisterIdentity(year=year or datetime.now(UTC).astimezone().year)
    identity = RegisterIdentity(
        year=_following(before, year) if before else who.year,
        unit_code=unit_code or who.unit_code,
        unit_name=unit_name or who.unit_name,
    )
    content = blank_register(declared, identity, rows=rows, carried=before)
    if before is None:
        return NewRegister(content=content)
    return NewRegister(
        content=content,
        last=last,
        brought=sum(1 for _ in left_open(before, declared)),
        lost=not_carried(before, declared),
        alike=count_carried(before, declared) is not None,
    )


def _following(last: ReadRegister, year: int | None) -> int:
    following = last.rows.year + 1
    if year and year != following:
        raise XlreportError(
            f"{year}: " + either(f"上年的台账是 {last.rows.year} 年的", f"last year's register is of {last.rows.year}")
        )
    return following


def poured_into_register(blank: Path, rows: ReadRegister, declared: RegisterForm) -> bytes:
    """The rows in a blank register's workbook; raises XlreportError when it already has rows, or is of another year."""
    there = read_register_file(blank, declared)
    if there.rows.requests or there.rows.disputes:
        raise AnswersError(
            f"{blank.name}: {either('台账中已有登记，请用空白台账', 'it holds rows already; use a blank register')}"
        )
    if there.rows.year != rows.rows.year:
        raise AnswersError(
            f"{rows.file}: "
            + either(
                f"{rows.rows.year} 年的登记不能导入 {there.rows.year} 年的台账",
                f"rows of {rows.rows.year} do not go into the register of {there.rows.year}",
            )
        )
    return register_workbook(declared, replace(rows, identity=there.identity, choices=there.choices))


def table_values(read: ReadRegister, declared: RegisterForm) -> dict[str, Number]:
    """The typed figures of the tables that follow from a register: each of them, those that are 0 too.

    Raises AnswersError when a row counts nowhere: such figures would be too small, and nothing would show it.
    """
    result = judged_register(read, declared, date(read.rows.year, 12, 31))
    lost = [fault.number for fault in result.faults if fault.slug == "cannot_be_counted"]
    if lost:
        raise AnswersError(
            f"{read.file}: "
            + either(f"有 {len(lost)} 行未能计入", f"{len(lost)} rows count nowhere")
            + f": {'、'.join(lost[:10])}"
        )
    return {field: result.values.get(field, 0) for field in counted_fields(declared)}


def blank_register(
    declared: RegisterForm, identity: RegisterIdentity, *, rows: int | None = None, carried: ReadRegister | None = None
) -> bytes:
    """A register for a year, empty, or with the requests that last year's left open."""
    read, private = RegisterRows(year=identity.year, requests=(), disputes=()), {}
    if carried:
        read = carried_over(carried, declared)
        left = enumerate(left_open(carried, declared), 1)
        private = {line: carried.private.get(row.line, {}) for line, row in left}
    made = ReadRegister(
        file="",
        identity=identity,
        rows=read,
        private=private,
        choices=declared.chosen,
        carried=count_carried(carried, declared),
    )
    return register_workbook(declared, made, rows=rows)


def carried_over(carried: ReadRegister, declared: RegisterForm) -> RegisterRows:
    """The rows with which next year's register begins: what a register leaves open, from its first line on."""
    left = enumerate(left_open(carried, declared), 1)
    return RegisterRows(
        year=carried.rows.year + 1,
        requests=tuple(replace(row, line=line) for line, row in left),
        disputes=_open_disputes(carried),
    )


def count_carried(carried: ReadRegister | None, declared: RegisterForm) -> int | None:
    """How many requests come over, None where both years are not counted alike: then they need not agree."""
    if carried is None or declared.choosing(carried.choices).chosen != declared.chosen:
        return None
    return sum(1 for _ in left_open(carried, declared))


def left_open(carried: ReadRegister, declared: RegisterForm) -> Iterator[RegisterRow]:
    """The requests of next year's register: what is open at the year's end, and what was received after it."""
    for each in _at_the_end(carried, declared):
        row, closing = each.row, declared.choosing(carried.choices).closing
        is_open = (row.day(closing) or date.max).year > carried.rows.year
        if each.counted_as == CARRIED_OUT or each.origin == LATER_YEAR or (each.origin == JOINED and is_open):
            yield row


def not_carried(carried: ReadRegister, declared: RegisterForm) -> tuple[str, ...]:
    """What the rows are called that count nowhere, and so are neither concluded nor carried over."""
    rows = _at_the_end(carried, declared)
    return tuple(each.row.name for each in rows if each.counted_as is None and each.origin in {None, *_COUNTABLE})


def _at_the_end(read: ReadRegister, declared: RegisterForm) -> tuple[JudgedRow, ...]:
    return judged_register(read, declared, date(read.rows.year, 12, 31)).requests


def _open_disputes(carried: ReadRegister) -> tuple[RegisterRow, ...]:
    still = (row for row in carried.rows.disputes if (row.day("decided") or date.max).year > carried.rows.year)
    return tuple(replace(row, line=line) for line, row in enumerate(still, 1))


def register_workbook(
    declared: RegisterForm,
    read: ReadRegister,
    *,
    rows: int | None = None,
    as_of: date | None = None,
) -> bytes:
    """The workbook of a register with these rows; its cached states are those of the end of its year, or of `as_of`."""
    day = as_of or read.as_of or date(read.rows.year, 12, 31)
    declared = declared.choosing(read.choices)
    calendar = read.calendar or announced_workdays(read.local)
    soon = declared.soon_days if read.soon_days is None else read.soon_days
    result = judged(read.rows, declared, as_of=day, calendar=calendar, soon_days=soon)
    offered = rows or max(declared.rows, max((row.line for row in read.rows.requests), default=0))
    if not declared.fewest_rows <= offered <= declared.most_rows:
        raise XlreportError(
            either(
                f"行数应为 {declared.fewest_rows} 至 {declared.most_rows}，却是 {offered}",
                f"expected {declared.fewest_rows} to {declared.most_rows} rows, found {offered}",
            )
        )
    return write_register(
        RegisterCanvas(
            plan=register_plan(declared, offered),
            identity=read.identity,
            requests=result.requests,
            disputes=read.rows.disputes,
            private=read.private,
            calendar=calendar,
            as_of=day,
            soon_days=soon,
            local=read.local,
            carried=read.carried,
        )
    )
