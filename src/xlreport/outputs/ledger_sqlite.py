"""A ledger as one SQLite file: the ledger, what its columns mean, and what holds for all of it. Rounds nothing.

Counts are integers; an amount is the text of its exact digits, which SQLite adds up as a number where it is asked to.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import Any

from xlreport.forms import Field, Kind
from xlreport.layout import Layout
from xlreport.numbers import Number, shown
from xlreport.outputs.ledger_data import COLUMNS, ExportLine, figures_of

LEDGER, LABELS, ABOUT = "ledger", "labels", "about"
_MAGIC = b"SQLite format 3\0"
_APPLICATION = 0x786C7270
"""The number by which the file says whose it is: "xlrp"."""
_LARGEST = 2**63 - 1


def ledger_sqlite(lines: Iterable[ExportLine], layout: Layout, about: Mapping[str, str]) -> bytes:
    """Give the ledger as the bytes of a SQLite database with the tables ledger, labels and about."""
    fields = figures_of(layout.form)
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute(f"PRAGMA application_id = {_APPLICATION}")
        _table(base, LEDGER, [*map(_head, COLUMNS), *((field.id, _kind(field)) for field in fields)])
        _fill(base, LEDGER, ([*line.head().values(), *(_cell(line.figure(each)) for each in fields)] for line in lines))
        _table(base, LABELS, [(name, "TEXT") for name in ("id", "label", "sheet", "cell", "kind", "computed")])
        _fill(base, LABELS, (_label(field, layout) for field in fields))
        _table(base, ABOUT, [("key", "TEXT"), ("value", "TEXT")])
        _fill(base, ABOUT, about.items())
        _fill(base, ABOUT, [("digest", _digest(base))])
        base.commit()
        return base.serialize()


def is_ledger_sqlite(content: bytes) -> bool:
    """Tell whether a file is such a database and nobody changed its rows since."""
    if not content.startswith(_MAGIC):
        return False
    with closing(sqlite3.connect(":memory:")) as base:
        try:
            base.deserialize(content)
            names = {name for (name,) in base.execute("SELECT name FROM sqlite_schema")}
            if names != {LEDGER, LABELS, ABOUT}:
                return False
            kept = base.execute(f"SELECT value FROM {ABOUT} WHERE key = 'digest'").fetchone()  # noqa: S608  # a name of this module
            return bool(kept == (_digest(base),))
        except sqlite3.Error:
            return False


def _head(name: str) -> tuple[str, str]:
    return name, "INTEGER" if name in {"include", "findings"} else "TEXT"


def _kind(field: Field) -> str:
    return "INTEGER" if field.kind is Kind.COUNT else "TEXT"


def _table(base: sqlite3.Connection, name: str, columns: Iterable[tuple[str, str]]) -> None:
    described = ", ".join(f'"{column}" {kind}' for column, kind in columns)
    base.execute(f"CREATE TABLE {name} ({described}) STRICT")


def _fill(base: sqlite3.Connection, name: str, rows: Iterable[Iterable[Any]]) -> None:
    for row in rows:
        values = tuple(row)
        base.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608  # a name of this module


def _cell(number: Number | None) -> int | str | None:
    return number if number is None or isinstance(number, int) else shown(number)


def _label(field: Field, layout: Layout) -> tuple[str, ...]:
    place = layout.places[field.id]
    computed = "yes" if field.id in layout.form.computed else "no"
    return field.id, field.label, place.sheet, str(place.cell), field.kind.value, computed


def _digest(base: sqlite3.Connection) -> str:
    """Work out the digest over every row but the one that holds it."""
    rows = [base.execute(f"SELECT * FROM {name}").fetchall() for name in (LEDGER, LABELS, ABOUT)]  # noqa: S608  # as above
    rows[-1] = [row for row in rows[-1] if row[0] != "digest"]
    return hashlib.sha256(repr(rows).encode()).hexdigest()
