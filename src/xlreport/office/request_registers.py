"""A bureau's request register, without a terminal: made blank, read back, judged, carried over into the next year.

A register comes as a workbook or, for programs, as data. What is private in it is read only to be carried over.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlreport.cells import Area, Cell
from xlreport.checks import refused
from xlreport.errors import AnswersError, Refusal, XlreportError
from xlreport.findings import Finding, Rule, Where, found_by
from xlreport.forms import Field, Kind, Option
from xlreport.layout import MANIFEST_SHEET
from xlreport.reading.book import Book
from xlreport.reading.container import open_container
from xlreport.reading.ooxml import read_book
from xlreport.reading.values import entry
from xlreport.register import (
    JudgedRegister,
    RegisterForm,
    RegisterRows,
    RowFault,
    announced_workdays,
    judged,
    rows_of,
)
from xlreport.register.declared import Column, ColumnKind
from xlreport.register.register_book import MANIFEST_KEYS, REGISTER_KIND
from xlreport.register.register_canvas import RegisterIdentity
from xlreport.register.register_plan import FIRST_ROW, LABEL_ROW, RowsPlan, register_plan
from xlreport.register.workdays import Workdays, workdays_of
from xlreport.rules import rule

_KINDS = {
    ColumnKind.LINE: Kind.LINE,
    ColumnKind.DATE: Kind.DATE,
    ColumnKind.CHOICE: Kind.CHOICE,
    ColumnKind.DAYS: Kind.COUNT,
    ColumnKind.AMOUNT: Kind.AMOUNT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRegister:
    """A register as it was read: whose it is, its rows, and what is private in them by line."""

    file: str
    identity: RegisterIdentity
    rows: RegisterRows
    private: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    calendar: Workdays | None = None
    """one that came with the rows; else the announced one holds"""
    as_of: date | None = None
    soon_days: int | None = None


def read_register_file(path: Path, declared: RegisterForm) -> ReadRegister:
    """Read a register, a workbook or data; raises XlreportError when it is neither."""
    with path.open("rb") as file:
        is_workbook = file.read(2) == b"PK"
    return _from_workbook(path, declared) if is_workbook else _from_data(path, declared)


def judged_register(read: ReadRegister, declared: RegisterForm, as_of: date) -> JudgedRegister:
    """Count and judge a register as it stands on a day, by the calendar that came with it or the announced one."""
    calendar = read.calendar or announced_workdays()
    return judged(read.rows, declared, as_of=as_of, calendar=calendar, soon_days=read.soon_days)


def register_findings(read: ReadRegister, result: JudgedRegister, declared: RegisterForm) -> tuple[Finding, ...]:
    """The faults of the rows as findings, each at its cell."""
    plan = register_plan(declared)
    return tuple(
        _finding(read, fault, plan.disputes if _is_dispute(fault) else plan.requests) for fault in result.faults
    )


def _is_dispute(fault: RowFault) -> bool:
    return fault.slug.startswith("dispute_") or fault.slug == "direct_suit_without_review"


def _finding(read: ReadRegister, fault: RowFault, plan: RowsPlan) -> Finding:
    label = next((each.label for each in plan.columns if each.id == fault.column), "")
    cell = str(plan.cell(fault.column or "number", fault.line)) if fault.line else ""
    where = Where(sheet=plan.sheet, cell=cell, label=label or fault.number, field=fault.number)
    words = {key: text for key, text in fault.says.items() if key not in {"found", "expected"}}
    said: dict[str, Any] = {"number": fault.number, "line": str(fault.line), **words}
    found, expected = fault.says.get("found", ""), fault.says.get("expected", "")
    made = found_by(rule_of_fault(fault.slug), where, found=found, expected=expected, **said)
    return made.within(read.file)


def rule_of_fault(slug: str) -> Rule:
    """The rule that words a fault, in the case of its slug."""
    code = _RULES[slug]
    return rule(code, slug) if slug != "cannot_be_counted" else rule(code)


_CODES = ("R02", "R03", "R04", "R05", "R06", "R07", "R11", "R12", "R13", "R14", "R15", "R16", "R17", "R18", "R21")


class _Rules(dict[str, str]):
    """The code that words each slug, read from the rules when first asked for."""

    def __missing__(self, slug: str) -> str:
        self.update({case: code for code in _CODES for case in rule(code).cases})
        return self.setdefault(slug, "R01")


_RULES = _Rules()


def _from_data(path: Path, declared: RegisterForm) -> ReadRegister:
    try:
        table = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
        year, requests = table["year"], table["requests"]
        disputes, last_year = table.get("disputes", []), table.get("last_year_carried_out")
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, RecursionError) as error:
        raise AnswersError(
            f'{path.name}: 不是台账数据，应有 "year" 和 "requests" (no register as data): {error!r:.80}'
        ) from error
    _refuse_unknown(path, requests, declared)
    rows = RegisterRows(
        year=int(year),
        requests=rows_of(declared.columns, enumerate(requests, 1)),
        disputes=rows_of(declared.disputes.columns, enumerate(disputes, 1)),
        last_year=last_year,
    )
    return ReadRegister(
        file=path.name,
        identity=RegisterIdentity(year=rows.year),
        rows=rows,
        calendar=_calendar(path, table.get("calendar")),
        as_of=date.fromisoformat(table["as_of"]) if table.get("as_of") else None,
        soon_days=table.get("soon_days"),
    )


def _refuse_unknown(path: Path, requests: list[dict[str, Any]], declared: RegisterForm) -> None:
    known = {each.id for each in (*declared.columns, *declared.private)}
    unknown = sorted({key for row in requests for key in row} - known)
    if unknown:
        raise AnswersError(
            f"{path.name}: 台账没有这些栏 (unknown columns): {', '.join(unknown)}; {'、'.join(sorted(known))}"
        )


def _calendar(path: Path, name: str | None) -> Workdays | None:
    """A calendar that lies beside the data: its first and last day, weekdays off, weekend days worked."""
    beside = path.parent / name if name else None
    if beside is None or not beside.is_file():
        return None
    table = json.loads(beside.read_text(encoding="utf-8"))
    first, last = (date.fromisoformat(table[key]) for key in ("first", "last"))
    off, on = ([date.fromisoformat(day) for day in table[key]] for key in ("weekday_off", "weekend_on"))
    return workdays_of(first, last, off, on)


def _from_workbook(path: Path, declared: RegisterForm) -> ReadRegister:
    try:
        book = read_book(open_container(path))
    except Refusal as refusal:
        finding = refused(refusal)
        raise XlreportError(f"{path}: {finding.message.zh} ({finding.message.en})") from refusal
    says = _manifest(book)
    if says.get("kind") != REGISTER_KIND:
        raise XlreportError(f"{path.name}: 不是申请台账 (no request register)")
    identity = RegisterIdentity(
        year=int(says["year"]), unit_code=says.get("unit_code", ""), unit_name=says.get("unit_name", "")
    )
    plan = register_plan(declared)
    requests = tuple(_cells_of(book, plan.requests, (*declared.columns, *declared.private)))
    rows = RegisterRows(
        year=identity.year,
        requests=rows_of(declared.columns, requests),
        disputes=rows_of(declared.disputes.columns, _cells_of(book, plan.disputes, declared.disputes.columns)),
    )
    private = {each.id for each in declared.private}
    kept = {line: {key: str(text) for key, text in cells.items() if key in private} for line, cells in requests}
    return ReadRegister(
        file=path.name, identity=identity, rows=rows, private={line: row for line, row in kept.items() if row}
    )


def _manifest(book: Book) -> dict[str, str]:
    cells = (
        (book.cell(MANIFEST_SHEET, f"A{row}"), book.cell(MANIFEST_SHEET, f"B{row}"))
        for row in range(1, len(MANIFEST_KEYS) + 1)
    )
    return {key.raw or "": value.raw or "" for key, value in cells if key and value}


def _cells_of(book: Book, plan: RowsPlan, columns: tuple[Column, ...]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The filled cells of a sheet of rows, by column id, line by line; columns are found by their printed labels."""
    cells = book.cells.get(plan.sheet)
    if cells is None:
        raise XlreportError(f"缺少工作表“{plan.sheet}” (the sheet “{plan.sheet}” is missing)")
    fields = {each.id: _field(each) for each in columns}
    places = {plan.places[each.id]: each for each in columns if each.id in plan.places}
    _refuse_moved(book, plan, places)
    rows: dict[int, dict[str, Any]] = {}
    for ref in cells.filled:
        place = Cell.parse(ref)
        column = places.get(place.column)
        if column is None or not place.row >= FIRST_ROW:
            continue
        said = entry(
            fields[column.id], plan.sheet, Area.of(place), [book.cell(plan.sheet, ref)], date1904=book.date1904
        )
        if said.raw is not None:
            rows.setdefault(place.row - FIRST_ROW + 1, {})[column.id] = said.raw if said.value is None else said.value
    yield from sorted(rows.items())


def _refuse_moved(book: Book, plan: RowsPlan, places: Mapping[int, Column]) -> None:
    for number, column in places.items():
        cell = book.cell(plan.sheet, str(Cell(LABEL_ROW, number)))
        if (cell.raw if cell else None) != column.label:
            found = (cell.raw if cell else None) or ""
            raise XlreportError(
                f"{plan.sheet}!{Cell(LABEL_ROW, number)}: 应为“{column.label}”，却是“{found}”；请不要移动、增删列 "
                "(a column was moved or renamed)"
            )


def _field(column: Column) -> Field:
    options = tuple(Option(each.id, each.label) for each in column.options)
    kind = _KINDS[column.kind]
    return Field(id=column.id, section="", path=(column.label,), kind=kind, decimals=2, options=options)


def is_register(path: Path) -> bool:
    """Tell whether a file is a register: a workbook of one, or rows as data."""
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            return _holds_rows(path)
    try:
        return _manifest(read_book(open_container(path), {MANIFEST_SHEET})).get("kind") == REGISTER_KIND
    except Refusal:
        return False


def _holds_rows(path: Path) -> bool:
    try:
        table = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(table, dict) and isinstance(table.get("requests"), list)
