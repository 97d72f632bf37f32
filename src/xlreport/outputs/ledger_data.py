"""A ledger as data for people who count further: one row a unit, one column a field id, as CSV or JSON. Rounds nothing.

CSV is opened by double click, so text that a spreadsheet program would run or remake (=1+1, 007, 3-1) has an
apostrophe before it, and so has text that begins with one: taking one apostrophe off gives every text back.
"""

import csv
import io
import json
import re
from collections.abc import Container, Iterable, Mapping
from decimal import Decimal
from typing import Any

from xlreport.forms import Field, Form, Kind
from xlreport.layout import Layout
from xlreport.lazy import regex
from xlreport.merging import Ledger, Row
from xlreport.numbers import Number, shown
from xlreport.outputs.data import VERSION
from xlreport.plain_records import dataclass

COLUMNS = ("code", "name", "kind", "tier", "include", "file", "sha256", "submitted_on", "state", "findings")
"""The columns before the figures, in order: texts, but for `include`, which is yes or no, and `findings`, a count."""
GUARD = "'"
_RUN = regex(r"\s*[=+\-@＝＋－＠]")
_LIKE_NUMBERS = r"[\s\d.,:/%+\-e年月日¥￥$()]*"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_REMADE = regex(
    rf"{_LIKE_NUMBERS}\d{_LIKE_NUMBERS}|true|false|\d{{0,4}}[-/. ]?(?:{_MONTHS})[a-z]*[-/. ]?\d{{0,4}}", re.IGNORECASE
)
_UNHARMED = regex(r"0|[1-9]\d{0,14}|\d{4}-\d\d-\d\d", re.ASCII)
"""Numbers that a spreadsheet program shows as they stand, and ISO days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportLine:
    """A row of a ledger, and whether it counts in the totals."""

    row: Row
    included: bool

    def head(self) -> dict[str, Any]:
        """Give the columns before the figures."""
        return {name: self.included if name == "include" else getattr(self.row, name) for name in COLUMNS}

    def figure(self, field: Field) -> Number | None:
        """Give a figure; None where the unit gave none."""
        numbers = self.row.numbers
        return numbers[field.id] if field.id in numbers else self.row.singles.get(field.id)


def export_lines(ledger: Ledger, excluded: Container[str] = ()) -> tuple[ExportLine, ...]:
    """Give the rows of a ledger to be written; `excluded` has the codes of the units that do not count."""
    return tuple(ExportLine(row=row, included=row.code not in excluded) for row in ledger.rows)


def figures_of(form: Form) -> tuple[Field, ...]:
    """Give the fields whose figures are written: those of the tables, then those outside them."""
    return (*form.numbers, *form.singles)


def ledger_csv(lines: Iterable[ExportLine], layout: Layout, _about: Mapping[str, str]) -> bytes:
    """Give the ledger as CSV: UTF-8 with BOM, one header row of column ids, numbers in plain digits, nothing else."""
    fields = figures_of(layout.form)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*COLUMNS, *(field.id for field in fields)])
    for line in lines:
        words = [_word(value) for value in line.head().values()]
        writer.writerow([*words, *(_digits(line.figure(field)) for field in fields)])
    return out.getvalue().encode("utf-8-sig")


def _word(value: str | int) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case str():
            return guarded(value)


def _digits(number: Number | None) -> str:
    return "" if number is None else shown(number)


def guarded(text: str) -> str:
    """Give a text as it may stand in a CSV file: with one apostrophe more where it would be run, remade or misread."""
    remade = _REMADE.fullmatch(text.strip()) and not _UNHARMED.fullmatch(text)
    return GUARD + text if text.startswith(GUARD) or _RUN.match(text) or remade else text


def ledger_json(lines: Iterable[ExportLine], layout: Layout, about: Mapping[str, str]) -> bytes:
    """Give the ledger as JSON: `about` first, then `units`; amounts are strings, a cell without a figure is null."""
    fields = figures_of(layout.form)
    units = [
        {**line.head(), "numbers": {field.id: _plain(field, line.figure(field)) for field in fields}} for line in lines
    ]
    return (json.dumps({"version": VERSION, **about, "units": units}, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(field: Field, number: Number | None) -> int | str | None:
    if number is None or (field.kind is Kind.COUNT and not isinstance(number, Decimal)):
        return number
    return shown(number)
