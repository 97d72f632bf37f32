"""A bureau's request register as it was read. Judges nothing.

A register comes as a workbook or, for programs, as data. What is private in it is read only to be carried over.
"""

import json
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlreport.checks import refused
from xlreport.errors import AnswersError, Refusal, XlreportError
from xlreport.language import either
from xlreport.layout import MANIFEST_SHEET
from xlreport.manifest import parse
from xlreport.office.registers.register_sheets import calendar_differences, cells_of, choices_of, drawn_by, local_days
from xlreport.plain_records import dataclass
from xlreport.reading.book import Book
from xlreport.reading.container import open_container
from xlreport.reading.ooxml import read_book
from xlreport.reading.reader import manifest_rows
from xlreport.register import (
    RegisterForm,
    RegisterRows,
    announced_workdays,
    rows_of,
)
from xlreport.register.register_canvas import RegisterIdentity
from xlreport.register.register_plan import MANIFEST_KEYS, REGISTER_KIND, embedded_plan, register_plan
from xlreport.register.workdays import Workdays, workdays_of


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
    local: tuple[date, ...] = ()
    """the office's own holidays, as its calendar sheet has them"""
    odd_days: tuple[date, ...] = ()
    """days that its calendar sheet lists otherwise than they were announced"""
    choices: Mapping[str, str] = field(default_factory=dict)
    """which ways were chosen where no text decides; the usual ones hold where nothing is said"""
    drawn: RegisterForm | None = None
    """the declaration by whose columns the workbook was drawn, where it is known"""
    carried: int | None = None
    """how many requests came over from last year's, where it was made from one that counted alike"""


def read_register_file(path: Path, declared: RegisterForm) -> ReadRegister:
    """Read a register, a workbook or data; raises XlreportError when it is neither."""
    with path.open("rb") as file:
        is_workbook = file.read(2) == b"PK"
    return _from_workbook(path, declared) if is_workbook else _from_data(path, declared)


def _from_data(path: Path, declared: RegisterForm) -> ReadRegister:
    try:
        table = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
        year, requests = table["year"], table["requests"]
        disputes, last_year = table.get("disputes", []), table.get("last_year_carried_out")
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, RecursionError) as error:
        raise AnswersError(
            f"{path.name}: "
            + either('不是台账数据，应有 "year" 和 "requests"', 'no register as data, which has "year" and "requests"')
            + f": {error!r:.80}"
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
        choices=_choices(path, table.get("choices", {}), declared),
    )


def _choices(path: Path, chosen: Any, declared: RegisterForm) -> dict[str, str]:
    unknown = [f"{name} = {way}" for name, way in dict(chosen).items() if not declared.knows(name, way)]
    if unknown:
        raise AnswersError(f"{path.name}: {either('没有这样的选择', 'no such choice')}: {'、'.join(unknown)}")
    return dict(chosen)


def _refuse_unknown(path: Path, requests: list[dict[str, Any]], declared: RegisterForm) -> None:
    known = {each.id for each in (*declared.columns, *declared.private)}
    unknown = sorted({key for row in requests for key in row} - known)
    if unknown:
        raise AnswersError(
            f"{path.name}: "
            + either("台账没有这些栏", "unknown columns")
            + f": {', '.join(unknown)}; {'、'.join(sorted(known))}"
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
        raise XlreportError(f"{path}: {either(finding.message.zh, finding.message.en)}") from refusal
    says = _manifest(book)
    within = says.get("kind") != REGISTER_KIND
    if within:
        says = _of_return(path, book, declared)
    identity = RegisterIdentity(
        year=int(says["year"]), unit_code=says.get("unit_code", ""), unit_name=says.get("unit_name", "")
    )
    drawn = drawn_by(book, declared)
    plan = embedded_plan(drawn) if within else register_plan(drawn)
    requests = tuple(cells_of(book, plan.requests, (*drawn.columns, *declared.private)))
    rows = RegisterRows(
        year=identity.year,
        requests=rows_of(declared.columns, requests),
        disputes=rows_of(declared.disputes.columns, cells_of(book, plan.disputes, declared.disputes.columns)),
    )
    private = {each.id for each in declared.private}
    kept = {line: {key: str(text) for key, text in cells.items() if key in private} for line, cells in requests}
    return ReadRegister(
        file=path.name,
        identity=identity,
        rows=rows,
        private={line: row for line, row in kept.items() if row},
        local=local_days(book),
        odd_days=calendar_differences(book, announced_workdays()),
        choices={name: way for name, way in choices_of(book).items() if drawn.knows(name, way)},
        drawn=drawn,
    )


def _of_return(path: Path, book: Book, declared: RegisterForm) -> dict[str, str]:
    """Whose a return is that carries a register; raises XlreportError for a workbook that is neither."""
    manifest = parse(manifest_rows(book)) if declared.sheet in book.cells else None
    if manifest is None or not manifest.identity.year.isdecimal():
        said = either("不是申请台账，也没有带申请台账", "no request register, and carries none")
        raise XlreportError(f"{path.name}: {said}")
    return {each: getattr(manifest.identity, each) for each in ("year", "unit_code", "unit_name")}


def _manifest(book: Book) -> dict[str, str]:
    cells = (
        (book.cell(MANIFEST_SHEET, f"A{row}"), book.cell(MANIFEST_SHEET, f"B{row}"))
        for row in range(1, len(MANIFEST_KEYS) + 1)
    )
    return {key.raw or "": value.raw or "" for key, value in cells if key and value}


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
