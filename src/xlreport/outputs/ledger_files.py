"""A ledger written as files that other programs read, all of them or none; a former export of the form is replaced."""

from collections.abc import Mapping
from pathlib import Path

from xlreport.layout import Layout
from xlreport.outputs.ledger_data import COLUMNS, ExportLine, figures_of, ledger_csv, ledger_json
from xlreport.outputs.ledger_parquet import is_ledger_parquet, ledger_parquet
from xlreport.outputs.ledger_sqlite import is_ledger_sqlite, ledger_sqlite
from xlreport.storage import Guard, Purpose, csv_of, json_of

_WRITERS = {"csv": ledger_csv, "json": ledger_json, "parquet": ledger_parquet, "sqlite": ledger_sqlite}


def write_ledger(
    lines: tuple[ExportLine, ...], layout: Layout, about: Mapping[str, str], wanted: Mapping[str, Path], guard: Guard
) -> tuple[Path, ...]:
    """Write each wanted format to its place, `about` saying what holds for every line; gives the files written."""
    purposes = _purposes(layout)
    targets = [(kind, guard.file(path, purposes[kind])) for kind, path in wanted.items()]
    contents = [(target, _WRITERS[kind](lines, layout, about)) for kind, target in targets]
    for target, content in contents:
        target.write(content)
    return tuple(target.path for target, _ in contents)


def _purposes(layout: Layout) -> dict[str, Purpose]:
    """What each format is written for, as a former export of the same form is recognised."""
    fields = [field.id for field in figures_of(layout.form)]
    keys = ("form", "edition", "year", "region", "draft", "units")
    known = {
        "csv": csv_of([*COLUMNS, *fields]),
        "json": json_of(keys, indent=1),
        "parquet": is_ledger_parquet,
        "sqlite": is_ledger_sqlite,
    }
    return {kind: Purpose(name=f"export.{kind}", ending=f".{kind}", recognises=test) for kind, test in known.items()}
