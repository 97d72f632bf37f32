"""The register within a return, drawn into its workbook: blank, with rows carried over, or as it was handed in.

There is no column for a name in it: what does not exist cannot travel.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from xlreport.errors import XlreportError
from xlreport.language import either
from xlreport.layout import Layout
from xlreport.numbers import Number
from xlreport.office.registers.request_registers import ReadRegister
from xlreport.office.registers.returned_registers import counted_fields, formulas_of
from xlreport.register import (
    RegisterForm,
    RegisterRow,
    RegisterRows,
    announced_workdays,
    judged,
    register_of,
    rows_of,
)
from xlreport.register.register_canvas import RegisterCanvas, RegisterIdentity
from xlreport.register.register_plan import embedded_plan
from xlreport.submissions import Annexed, Identity

if TYPE_CHECKING:
    from xlreport.writing import Attached


def attached_register(
    layout: Layout,
    identity: Identity,
    read: ReadRegister | None = None,
    *,
    rows: int | None = None,
    soon_days: int | None = None,
) -> "Attached":
    """The register as a return's workbook gets it, with rows or without; raises XlreportError without a year."""
    declared = register_of(layout.form)
    if declared is None or not identity.year:
        raise XlreportError(
            either("带申请台账的表须写明年度，表样须有台账", "a register needs a year, and a form that has one")
        )
    given = read or ReadRegister(file="", identity=RegisterIdentity(year=int(identity.year)), rows=_no_rows(identity))
    chosen = declared.choosing(given.choices, soon_days)
    return _attached(chosen, identity, replace(given, rows=replace(given.rows, last_year=None)), rows)


def carried_register(layout: Layout, annexed: Annexed | None, year: int, choices: Mapping[str, str]) -> ReadRegister:
    """The register with which a unit begins a year: empty, or with what the one of last year's return left open."""
    from xlreport.office.registers.register_making import carried_over, count_carried  # noqa: PLC0415  # brings xlsxwriter

    rows, carried, declared = RegisterRows(year=year, requests=(), disputes=()), None, register_of(layout.form)
    if annexed and declared:
        declared = declared.choosing(choices)
        last = rows_carried(annexed, declared, year - 1)
        rows, carried = carried_over(last, declared), count_carried(last, declared)
        rows = replace(rows, requests=without_unreported(rows.requests, declared))
    own = RegisterIdentity(year=year)
    return ReadRegister(file="", identity=own, rows=rows, choices=choices, carried=carried)


def _no_rows(identity: Identity) -> RegisterRows:
    return RegisterRows(year=int(identity.year), requests=(), disputes=())


def _attached(declared: RegisterForm, identity: Identity, read: ReadRegister, offered: int | None) -> "Attached":
    rows = read.rows
    last = max((row.line for row in rows.requests), default=0)
    plan_ = embedded_plan(declared, offered or max(declared.rows, last))
    end, calendar = date(rows.year, 12, 31), announced_workdays(read.local)
    canvas = RegisterCanvas(
        plan=plan_,
        identity=RegisterIdentity(year=rows.year, unit_code=identity.unit_code, unit_name=identity.unit_name),
        requests=judged(rows, declared, as_of=end, calendar=calendar).requests,
        disputes=rows.disputes,
        private={},
        calendar=calendar,
        as_of=end,
        soon_days=declared.soon_days,
        local=read.local,
        carried=read.carried,
    )

    from xlreport.register.register_book import draw_register  # noqa: PLC0415  # brings xlsxwriter
    from xlreport.writing import Attached  # noqa: PLC0415

    def draw(book: Any, styles: Any, sheets: Mapping[str, Any]) -> None:
        draw_register(replace(canvas, book=book, styles=styles, sheets=dict(sheets)))

    return Attached(
        sheets=plan_.sheets, draw=draw, formulas=formulas_of(declared), counted=_counted(declared, rows, end)
    )


def _counted(declared: RegisterForm, rows: RegisterRows, day: date) -> dict[str, Number]:
    values = judged(rows, declared, as_of=day, calendar=announced_workdays()).values
    return {field: values.get(field, 0) for field in counted_fields(declared)}


def rows_carried(annexed: Annexed, declared: RegisterForm, year: int) -> ReadRegister:
    """The rows of a return's register, to be drawn anew or carried over into the next year."""
    requests, disputes = (annexed.rows.get(sheet, ()) for sheet in (declared.sheet, declared.disputes.sheet))
    rows = RegisterRows(
        year=year,
        requests=rows_of(declared.columns, requests),
        disputes=rows_of(declared.disputes.columns, disputes),
    )
    return ReadRegister(
        file="",
        identity=RegisterIdentity(year=year),
        rows=rows,
        local=tuple(map(date.fromisoformat, annexed.local)),
        choices=annexed.choices,
    )


def attached_again(layout: Layout, identity: Identity, annexed: Annexed | None) -> "Attached | None":
    """The register of a return that is written anew, with its rows; None for one that carries none."""
    declared = register_of(layout.form)
    if annexed is None or declared is None or not identity.year.isdecimal():
        return None
    read = rows_carried(annexed, declared, int(identity.year))
    return attached_register(layout, identity, read, rows=annexed.offered or None)


def without_unreported(rows: tuple[RegisterRow, ...], declared: RegisterForm) -> tuple[RegisterRow, ...]:
    """The rows of a bureau's own register as they may leave it: no code of an applicant, no remark."""
    kept = {each.id for each in declared.columns if each.reported}
    return tuple(
        replace(
            row,
            values={key: value for key, value in row.values.items() if key in kept},
            strange={key: text for key, text in row.strange.items() if key in kept},
        )
        for row in rows
    )
