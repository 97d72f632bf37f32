"""The register's workbook: every formula says in a spreadsheet program what the Python side worked out."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from random_registers import random_register
from xlreport.forms import load_form
from xlreport.register import RegisterRows, announced_workdays, judged, register_of, rows_of
from xlreport.register.register_book import write_register
from xlreport.register.register_canvas import RegisterCanvas, RegisterIdentity
from xlreport.register.register_plan import register_plan

Recalculate = Callable[[Sequence[Path], Path], list[Path]]


def register_bytes(case: dict[str, Any], rows: int = 60) -> bytes:
    """The workbook of a register given as data."""
    declared = register_of(load_form())
    assert declared
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


def test_every_formula_says_what_python_worked_out(tmp_path: Path, recalculate: Recalculate) -> None:
    """Random registers, sound and unsound rows mixed: states, days, counts and hints are the same in LibreOffice."""
    declared = register_of(load_form())
    assert declared
    paths = []
    for seed in range(1, 7):
        paths.append(tmp_path / f"{seed}.xlsx")
        paths[-1].write_bytes(on_that_day(register_bytes(random_register(declared, seed))))
    for path, again in zip(paths, recalculate(paths, tmp_path / "again"), strict=True):
        assert differences(path, again) == []


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


def test_the_same_register_gives_the_same_bytes() -> None:
    """Nothing of the clock or of chance is in the file."""
    declared = register_of(load_form())
    assert declared
    case = random_register(declared, 7)
    assert register_bytes(case) == register_bytes(case)
