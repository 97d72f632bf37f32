"""The register's workbook: every formula says in a spreadsheet program what the Python side worked out."""

import io
import os
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl

from random_registers import random_choices, random_register
from register_oracle import RegisterOracle
from registered_returns import dispute, registered_return, request, rows
from workbook_lint import complaints
from xlreport.forms import load_form
from xlreport.office.registers.examined_registers import judged_register
from xlreport.office.registers.register_making import register_workbook
from xlreport.office.registers.request_registers import read_register_file
from xlreport.register import RegisterForm, RegisterRows, announced_workdays, judged, register_of, rows_of
from xlreport.register.mirrored_tables import row_label
from xlreport.register.register_book import write_register
from xlreport.register.register_canvas import RegisterCanvas, RegisterIdentity
from xlreport.register.register_plan import register_plan

_OLD_ENOUGH = re.compile(r"function (TODAY|SMALL|YEAR|WEEKDAY|N)$")
"""Functions of Excel 2007 that the forms themselves do not use."""
Recalculate = Callable[[Sequence[Path], Path], list[Path]]
REGISTERS = int(os.environ.get("XLREPORT_REGISTERS", "8"))
"""How many registers are recalculated."""


def register_bytes(case: dict[str, Any], rows: int = 60) -> bytes:
    """The workbook of a register given as data."""
    usual = register_of(load_form())
    assert usual
    declared = usual.choosing(case.get("choices", {}))
    calendar, as_of = announced_workdays(), date.fromisoformat(case["as_of"])
    read = RegisterRows(
        year=case["year"],
        requests=rows_of(declared.columns, enumerate(case["requests"], 1)),
        disputes=rows_of(declared.disputes.columns, enumerate(case["disputes"], 1)),
    )
    result = judged(read, declared, as_of=as_of, calendar=calendar, soon_days=case["soon_days"])
    canvas = RegisterCanvas(
        plan=register_plan(declared, rows),
        identity=RegisterIdentity(year=case["year"], unit_name="双河市档案局"),
        requests=result.requests,
        disputes=read.disputes,
        private={},
        calendar=calendar,
        as_of=as_of,
        soon_days=case["soon_days"],
    )
    return write_register(canvas)


def on_that_day(content: bytes) -> bytes:
    """The workbook with its day typed over TODAY(), as a clerk may do."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<f>TODAY()</f>", b""))
    return out.getvalue()


def register_of_seed(declared: RegisterForm, seed: int) -> dict[str, Any]:
    """A register at random, every third by the usual choices, the others by any."""
    choices = random_choices(declared, seed) if seed % 3 else {}
    return random_register(declared, seed) | {"choices": choices}


def test_every_formula_says_what_python_worked_out(tmp_path: Path, recalculate: Recalculate) -> None:
    """Random registers, sound and unsound rows mixed: states, days, counts and hints are the same in LibreOffice."""
    declared = register_of(load_form())
    assert declared
    paths = []
    for seed in range(1, REGISTERS + 1):
        paths.append(tmp_path / f"{seed}.xlsx")
        paths[-1].write_bytes(on_that_day(register_bytes(register_of_seed(declared, seed))))
    for seed, path, again in zip(count(1), paths, recalculate(paths, tmp_path / "again"), strict=False):
        assert differences(path, again) == []
        assert counted_in(again) == expected_of(declared, seed)


def counted_in(path: Path) -> dict[str, int]:
    """The figures of the two tables that a recalculated register shows, those that are not nought."""
    shown, form = openpyxl.load_workbook(path, data_only=True), load_form()
    found: dict[str, int] = {}
    for section in (each for each in form.sections if each.id in {"requests", "disputes"}):
        sheet = shown[section.sheet]
        rows_ = {sheet.cell(row, 1).value: row for row in range(5, 40)}
        columns = {sheet.cell(4, column).value: column for column in range(2, 30)}
        for field in section.numbers:
            if value := sheet.cell(rows_[row_label(section, field)], columns[field.path[-1]]).value:
                found[field.id] = value
    return found


def expected_of(declared: RegisterForm, seed: int) -> dict[str, int]:
    """What the oracle, which knows nothing of the package, counts for the same rows."""
    kinds, outcomes = ([option.id for option in side] for side in (declared.applicants, declared.outcomes))
    figures = RegisterOracle(register_of_seed(declared, seed), kinds, outcomes).figures()
    return {field: number for field, number in figures.items() if not field.startswith("matters.")}


def differences(before: Path, after: Path) -> list[str]:
    """The formula cells whose cached result is not what the spreadsheet program shows."""
    formulas, cached = openpyxl.load_workbook(before), openpyxl.load_workbook(before, data_only=True)
    shown = openpyxl.load_workbook(after, data_only=True)
    told = []
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            ours, theirs = (book[sheet.title][cell.coordinate].value for book in (cached, shown))
            if (ours or "") != (theirs or ""):
                told.append(f"{sheet.title}!{cell.coordinate}: {ours!r} {theirs!r}")
    return told


def test_every_formula_keeps_to_what_programs_share() -> None:
    """Brackets match, names resolve, nothing is longer or deeper than Excel 2010 takes, no list is too long."""
    declared = register_of(load_form())
    assert declared
    for content in (register_bytes(random_register(declared, 3)), registered_return([request(1)], [dispute(1)])):
        assert [each for each in complaints(content) if not _OLD_ENOUGH.search(each)] == []


def test_local_holidays_are_read_back_and_hold(tmp_path: Path) -> None:
    """A day typed on the calendar sheet puts the term off by one day for the check too; a changed list is told."""
    declared = register_of(load_form())
    assert declared
    given = replace(rows([request(1)]), local=(date(2025, 5, 12),))
    path = tmp_path / "台账.xlsx"
    path.write_bytes(register_workbook(declared, given, rows=200))
    read = read_register_file(path, declared)
    assert (read.local, read.odd_days) == (given.local, ())
    due = (
        judged_register(each, declared, date(2025, 6, 1)).requests[0].terms.due for each in (read, rows([request(1)]))
    )
    assert list(due) == [date(2025, 6, 5), date(2025, 6, 4)]


def test_the_same_register_gives_the_same_bytes() -> None:
    """Nothing of the clock or of chance is in the file."""
    declared = register_of(load_form())
    assert declared
    case = random_register(declared, 7)
    assert register_bytes(case) == register_bytes(case)
