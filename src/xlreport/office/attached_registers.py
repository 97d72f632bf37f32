"""The register within a return: drawn into its workbook, read back with it, its tables recounted from the rows.

There is no column for a name in it: what does not exist cannot travel.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from xlreport.errors import XlreportError
from xlreport.findings import Where, found_by
from xlreport.forms import Form
from xlreport.language import Text, either
from xlreport.layout import Annex, Layout, plan
from xlreport.numbers import Number
from xlreport.office.register_sheets import (
    calendar_differences,
    cells_of,
    choices_of,
    drawn_by,
    local_days,
    offered_rows,
    outside,
)
from xlreport.office.reported_requests import counting_columns, reported_requests
from xlreport.office.request_registers import ReadRegister, judged_register, register_findings
from xlreport.reading.book import Book
from xlreport.register import (
    JudgedRegister,
    RegisterForm,
    RegisterRow,
    RegisterRows,
    RowFault,
    announced_workdays,
    judged,
    register_of,
    rows_of,
)
from xlreport.register.counting import fees_paid, field_of_dispute, fields_of_requests
from xlreport.register.register_canvas import RegisterCanvas, RegisterIdentity
from xlreport.register.register_plan import RegisterPlan, embedded_plan
from xlreport.register.row_formulas import count_formula
from xlreport.rules import rule
from xlreport.submissions import Annexed, Identity

if TYPE_CHECKING:
    from xlreport.writing import Attached

_FUTURE = "_in_future"
_REPORT_DUE = (3, 31)
"""Until this day of the next year a register may be kept on before it is handed in: no day up to it is a mistake."""


def layout_of(form: Form) -> Layout:
    """Lay a form out, together with the register that its returns may carry."""
    declared = register_of(form)
    if declared is None:
        return plan(form)
    front, *rows = embedded_plan(declared).sheets
    reads = partial(read_annexed, declared)
    return replace(plan(form), annex=Annex(sheets=(*rows, front), reads=reads, counts=counting_columns(declared)))


# ------------------------------------------------------------------------------------------------ drawn
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
    from xlreport.office.register_making import carried_over, count_carried  # noqa: PLC0415  # brings xlsxwriter

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


def formulas_of(declared: RegisterForm) -> dict[str, str]:
    """The live count of every figure that is typed where there is no register: of the two tables, and the fees."""
    return {field: count_formula(declared, field) for field in _counted_fields(declared)}


def _counted_fields(declared: RegisterForm) -> Iterator[str]:
    form, tables = declared.form, {declared.counted.table, declared.disputes.table}
    fees = (declared.counted.fee_cases, declared.counted.fee_sum)
    typed = (each.id for each in form.numbers if each.section in tables and each.id not in form.computed)
    return chain(typed, fees)


def _counted(declared: RegisterForm, rows: RegisterRows, day: date) -> dict[str, Number]:
    values = judged(rows, declared, as_of=day, calendar=announced_workdays()).values
    return {field: values.get(field, 0) for field in _counted_fields(declared)}


# ------------------------------------------------------------------------------------------------ read
def read_annexed(declared: RegisterForm, book: Book, identity: Identity, day: str) -> Annexed | None:
    """The register that a return's workbook carries, `day` being that of its cover; None where it says no year."""
    if not identity.year.isdecimal():
        return None
    today, declared = declared, drawn_by(book, declared)
    declared = declared.choosing({name: way for name, way in choices_of(book).items() if declared.knows(name, way)})
    plan_ = embedded_plan(declared)
    offered = offered_rows(book, plan_.requests)
    formulas = formulas_of(declared)
    try:
        requests = tuple(cells_of(book, plan_.requests, declared.columns))
        disputes = tuple(cells_of(book, plan_.disputes, declared.disputes.columns))
    except XlreportError as error:
        return _unreadable(plan_, formulas, Text(error.said("zh"), error.said("en")))
    rows = RegisterRows(
        year=int(identity.year),
        requests=rows_of(declared.columns, requests),
        disputes=rows_of(declared.disputes.columns, disputes),
    )
    as_of = max(date(rows.year, 12, 31), *filter(None, map(_day, (day, book.core.get("modified", "")))))
    read = ReadRegister(
        file="",
        identity=RegisterIdentity(year=rows.year),
        rows=rows,
        local=local_days(book),
        odd_days=calendar_differences(book, announced_workdays()),
        choices=declared.chosen,
    )
    result = judged_register(read, declared, as_of)
    beyond = {plan_.requests.sheet: outside(book, plan_.requests, offered), plan_.disputes.sheet: ""}
    return Annexed(
        sheet=plan_.requests.sheet,
        offered=offered,
        rows={plan_.requests.sheet: requests, plan_.disputes.sheet: disputes},
        formulas=formulas,
        counted={field: result.values.get(field, 0) for field in formulas},
        behind=_behind(declared, plan_, rows),
        findings=register_findings(read, _told(result, rows.year), declared),
        extra={sheet: areas for sheet, areas in beyond.items() if areas},
        choices=declared.chosen,
        sentences={each.id: each.said for each in declared.choices},
        local=tuple(map(str, read.local)),
        reported=reported_requests(result.requests, _in_words_of(today, declared)),
    )


def _in_words_of(today: RegisterForm, drawn: RegisterForm) -> RegisterForm:
    """The columns that a workbook has, in today's words: what is gathered of many returns is told alike."""
    return replace(drawn, columns=tuple(today.column(each.id) for each in drawn.columns))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _told(result: JudgedRegister, year: int) -> Iterator[RowFault]:
    """The faults, but for days that are in the future only because nobody has said when the return was handed in."""
    last = str(date(year + 1, *_REPORT_DUE))
    return (each for each in result.faults if not (each.slug.endswith(_FUTURE) and each.says["found"] <= last))


def _unreadable(plan_: RegisterPlan, formulas: Mapping[str, str], why: Text) -> Annexed:
    sheet = plan_.requests.sheet
    finding = found_by(rule("R20"), Where(sheet=sheet), problem=why, sheet=sheet)
    return Annexed(sheet=sheet, offered=0, rows={}, formulas=formulas, counted={}, behind={}, findings=(finding,))


def _behind(declared: RegisterForm, plan_: RegisterPlan, rows: RegisterRows) -> dict[str, tuple[str, ...]]:
    cells: dict[str, list[str]] = {}
    for row, fields in fields_of_requests(declared, rows.requests, rows.year):
        for field in fields:
            cells.setdefault(field, []).append(str(plan_.requests.cell("number", row.line)))
    for row in rows.requests:
        if fees_paid([row], rows.year)[0]:
            for field in (declared.counted.fee_cases, declared.counted.fee_sum):
                cells.setdefault(field, []).append(str(plan_.requests.cell("fee_paid", row.line)))
    for row in rows.disputes:
        if field := field_of_dispute(declared, row, rows.year):
            cells.setdefault(field, []).append(str(plan_.disputes.cell("number", row.line)))
    return {field: tuple(places) for field, places in cells.items()}


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
