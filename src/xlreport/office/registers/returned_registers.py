"""The register that a return carries, read back with it: its tables recounted from the rows, and what may be handed on.

No code of an applicant, no remark, no telephone in a number is handed on.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain

from xlreport.errors import XlreportError
from xlreport.findings import Where, found_by
from xlreport.forms import Form
from xlreport.language import Text
from xlreport.layout import Annex, Layout, plan
from xlreport.office.registers.examined_registers import judged_register, register_findings
from xlreport.office.registers.register_sheets import (
    calendar_differences,
    cells_of,
    choices_of,
    drawn_by,
    local_days,
    offered_rows,
    outside,
)
from xlreport.office.registers.request_registers import ReadRegister
from xlreport.reading.book import Book
from xlreport.register import (
    CARRIED_OUT,
    JudgedRegister,
    JudgedRow,
    RegisterForm,
    RegisterRows,
    RowFault,
    announced_workdays,
    register_of,
    rows_of,
)
from xlreport.register.counting import CARRIED_IN, RECEIVED, fees_paid, field_of_dispute, fields_of_requests
from xlreport.register.declared import Column
from xlreport.register.register_canvas import RegisterIdentity
from xlreport.register.register_plan import RegisterPlan, embedded_plan
from xlreport.register.row_faults import is_personal
from xlreport.register.row_formulas import count_formula
from xlreport.rules import rule
from xlreport.submissions import Annexed, Identity, Reported

_FUTURE = "_in_future"
_REPORT_DUE = (3, 31)
"""Until this day of the next year a register may be kept on before it is handed in: no day up to it is a mistake."""
_KIND, _ORIGIN, _COUNTED = range(3)
_KEYS = ("申请人类型", "归属", "计入")
_FOLLOWS = ("应答复日期", "用时（工作日）", "逾期")
_LATE = {True: "是", False: "否", None: ""}
ANYTHING = "?*"


def layout_of(form: Form) -> Layout:
    """Lay a form out, together with the register that its returns may carry."""
    declared = register_of(form)
    if declared is None:
        return plan(form)
    front, *rows = embedded_plan(declared).sheets
    reads = partial(read_annexed, declared)
    return replace(plan(form), annex=Annex(sheets=(*rows, front), reads=reads, counts=counting_columns(declared)))


def formulas_of(declared: RegisterForm) -> dict[str, str]:
    """The live count of every figure that is typed where there is no register: of the two tables, and the fees."""
    return {field: count_formula(declared, field) for field in counted_fields(declared)}


def counted_fields(declared: RegisterForm) -> Iterator[str]:
    """The figures that are counted from the rows: of the two tables, and the fees."""
    form, tables = declared.form, {declared.counted.table, declared.disputes.table}
    fees = (declared.counted.fee_cases, declared.counted.fee_sum)
    typed = (each.id for each in form.numbers if each.section in tables and each.id not in form.computed)
    return chain(typed, fees)


def read_annexed(declared: RegisterForm, book: Book, identity: Identity, day: str) -> Annexed | None:
    """The register that a return's workbook carries, `day` being that of its cover; None where it says no year."""
    if not identity.year.isdecimal():
        return None
    drawn = drawn_by(book, declared)
    drawn = drawn.choosing({name: way for name, way in choices_of(book).items() if drawn.knows(name, way)})
    plan_ = embedded_plan(drawn)
    try:
        requests = tuple(cells_of(book, plan_.requests, drawn.columns))
        disputes = tuple(cells_of(book, plan_.disputes, drawn.disputes.columns))
    except XlreportError as error:
        return _unreadable(plan_, formulas_of(drawn), Text(error.said("zh"), error.said("en")))
    year = int(identity.year)
    read = ReadRegister(
        file="",
        identity=RegisterIdentity(year=year),
        rows=RegisterRows(
            year=year,
            requests=rows_of(drawn.columns, requests),
            disputes=rows_of(drawn.disputes.columns, disputes),
        ),
        local=local_days(book),
        odd_days=calendar_differences(book, announced_workdays()),
        choices=drawn.chosen,
    )
    as_of = max(date(year, 12, 31), *filter(None, map(_day, (day, book.core.get("modified", "")))))
    offered = offered_rows(book, plan_.requests)
    beyond = outside(book, plan_.requests, offered)
    annexed = Annexed(
        sheet=plan_.requests.sheet,
        offered=offered,
        rows={plan_.requests.sheet: requests, plan_.disputes.sheet: disputes},
        formulas=formulas_of(drawn),
        counted={},
        behind=_behind(drawn, plan_, read.rows),
        findings=(),
        extra={plan_.requests.sheet: beyond} if beyond else {},
        choices=drawn.chosen,
        sentences={each.id: each.said for each in drawn.choices},
        local=tuple(map(str, read.local)),
    )
    return _recounted(annexed, judged_register(read, drawn, as_of), read, declared, drawn)


def _recounted(
    annexed: Annexed, result: JudgedRegister, read: ReadRegister, today: RegisterForm, drawn: RegisterForm
) -> Annexed:
    """A register with what its rows come to, what is wrong with them, and what of them may be handed on."""
    return replace(
        annexed,
        counted={field: result.values.get(field, 0) for field in annexed.formulas},
        findings=register_findings(read, _told(result, read.rows.year), drawn),
        reported=reported_requests(result.requests, _in_words_of(today, drawn)),
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


def reported_requests(judged: Iterable[JudgedRow], declared: RegisterForm) -> Reported:
    """What a county may see of a register: no code of an applicant, no remark, no telephone in a number."""
    rows = tuple(judged)
    answered = [each for each in rows if each.counted_as not in {None, CARRIED_OUT}]
    days = sorted(each.terms.used_days for each in answered if each.terms.used_days is not None)
    return Reported(
        columns=(*_KEYS, *(each.label for each in _shown(declared)), *_FOLLOWS),
        rows=tuple(tuple(_cells(each, declared)) for each in rows),
        answered=len(answered),
        judged=sum(each.terms.late is not None for each in answered),
        in_time=sum(each.terms.late is False for each in answered),
        median=_median(days) if days else "",
        extended=sum(1 for each in rows if each.row.amount("extension_days") and each.row.day("extension_notice")),
    )


def _median(days: Iterable[int]) -> str:
    from statistics import median  # noqa: PLC0415  # few returns carry a register

    return f"{median(days):g}"


def counting_columns(declared: RegisterForm) -> dict[str, tuple[tuple[int, str], ...]]:
    """By figure of the table of requests, which columns of a row that is handed on say what where it is counted."""
    counted, kinds = declared.counted, declared.applicants
    origins = {counted.received: RECEIVED, counted.carried_in: CARRIED_IN}
    went = {counted.carried_out: counted.carried_out_word, **{each.id: each.label for each in declared.outcomes}}
    came = {row: declared.origins[origin] for row, origin in origins.items()}
    conditions = {
        **{row: ((_ORIGIN, word), (_COUNTED, ANYTHING)) for row, word in came.items()},
        **{row: ((_COUNTED, word),) for row, word in went.items()},
    }
    return {
        f"{counted.table}.{row}.{kind.id}": ((_KIND, kind.label), *tests)
        for row, tests in conditions.items()
        for kind in kinds
    }


def _shown(declared: RegisterForm) -> Iterator[Column]:
    keys = {"applicant", "outcome"}
    return (each for each in declared.columns if each.reported and each.id not in keys)


def _cells(each: JudgedRow, declared: RegisterForm) -> Iterator[str]:
    row, terms = each.row, each.terms
    yield declared.column("applicant").label_of(row.text("applicant"))
    yield declared.origins.get(each.origin or "", "")
    yield _counted(each, declared)
    for column in _shown(declared):
        said = row.values.get(column.id, "")
        text = column.label_of(said) if isinstance(said, str) else str(said)
        yield "" if is_personal(text) else text
    yield str(terms.due or "")
    yield "" if terms.used_days is None else str(terms.used_days)
    yield _LATE[terms.late]


def _counted(each: JudgedRow, declared: RegisterForm) -> str:
    if each.counted_as == CARRIED_OUT:
        return declared.counted.carried_out_word
    return declared.column("outcome").label_of(each.counted_as) if each.counted_as else ""
