"""A ledger as data for people who count further: one row a unit, one column a field id, as CSV or JSON. Rounds nothing.

CSV is opened by double click, so text that a spreadsheet program would run or remake (=1+1, 007, 3-1) has an
apostrophe before it, and so has text that begins with one: taking one apostrophe off gives every text back.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlreport.forms import Field, Kind
from xlreport.layout import Layout
from xlreport.merging import Ledger, Row
from xlreport.numbers import Number, shown

GUARD = "'"
_RUN = re.compile(r"\s*[=+\-@＝＋－＠]")
_PLAIN = re.compile(r"0|[1-9][0-9]{0,14}|\d{4}-\d\d-\d\d", re.ASCII)
_REMADE = re.compile(r"[\s\d.,:/%+\-eE年月日¥￥$()]*\d[\s\d.,:/%+\-eE年月日¥￥$()]*")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_NAMED = re.compile(rf"true|false|\d{{0,4}}[-/. ]?({_MONTHS})[a-z]*[-/. ]?\d{{0,4}}", re.ASCII | re.IGNORECASE)
"""What English versions take for a truth value or a day; a code such as MAR1 is remade."""
_TEXT_COLUMNS = ("code", "name", "kind", "tier")
_FILE_COLUMNS = ("file", "sha256", "submitted_on", "state")
COLUMNS = (*_TEXT_COLUMNS, "include", *_FILE_COLUMNS, "findings")
"""The columns before the numbers, in order; `include` is yes or no, `findings` counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a ledger, and whether it counts in the totals."""

    row: Row
    included: bool = True

    @property
    def words(self) -> dict[str, str]:
        """Give the text columns by name, in order."""
        return {name: getattr(self.row, name) for name in (*_TEXT_COLUMNS, *_FILE_COLUMNS)}


def lines_of(ledger: Ledger) -> tuple[Line, ...]:
    """Give the lines of a ledger as it was merged: all count."""
    return tuple(Line(row=row) for row in ledger.rows)


def ledger_csv(lines: Iterable[Line], layout: Layout) -> bytes:
    """Give the ledger as CSV: UTF-8 with BOM, one header row of column ids, numbers in plain digits."""
    fields = layout.form.numbers
    table = [[*COLUMNS, *(field.id for field in fields)]]
    table += [[*_head(line), *(_digits(line.row.numbers[field.id]) for field in fields)] for line in lines]
    text = "".join(",".join(row) + "\r\n" for row in table)
    return b"\xef\xbb\xbf" + text.encode()


def _head(line: Line) -> list[str]:
    words = {name: _quoted(guarded(text)) for name, text in line.words.items()}
    said = {**words, "include": "yes" if line.included else "no", "findings": str(line.row.findings)}
    return [said[column] for column in COLUMNS]


def _quoted(text: str) -> str:
    escaped = text.replace('"', '""')
    return f'"{escaped}"'


def _digits(number: Number | None) -> str:
    return "" if number is None else shown(number)


def guarded(text: str) -> str:
    """Give a text as it may stand in a CSV file; `unguarded` gives it back."""
    return GUARD + text if text.startswith(GUARD) or _RUN.match(text) or _is_remade(text) else text


def unguarded(text: str) -> str:
    """Give the text that `guarded` was given."""
    return text.removeprefix(GUARD)


def _is_remade(text: str) -> bool:
    """Tell whether a spreadsheet program would make another thing of it; a day stays a day, a whole number itself."""
    if _PLAIN.fullmatch(text):
        return False
    return bool(_REMADE.fullmatch(text) or _NAMED.fullmatch(text.strip()))


def ledger_json(lines: Iterable[Line], layout: Layout, about: Mapping[str, str] | None = None) -> bytes:
    """Give the ledger as JSON: `about` first, then `units`; amounts are strings, a cell without a figure is null."""
    units = [_unit(line, layout.form.numbers) for line in lines]
    return (json.dumps({**(about or {}), "units": units}, ensure_ascii=False, indent=1) + "\n").encode()


def _unit(line: Line, fields: Sequence[Field]) -> dict[str, Any]:
    said = {**line.words, "include": line.included, "findings": line.row.findings}
    numbers = {field.id: _plain(field, line.row.numbers[field.id]) for field in fields}
    return {**{column: said[column] for column in COLUMNS}, "numbers": numbers}


def _plain(field: Field, number: Number | None) -> int | str | None:
    if number is None or (field.kind is Kind.COUNT and not isinstance(number, Decimal)):
        return number
    return shown(number)
