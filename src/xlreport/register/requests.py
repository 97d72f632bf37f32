"""The rows of a register as records: a request, a dispute, each with what could not be read of it. Judges nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Any

from xlreport.forms import EARLIEST, LATEST
from xlreport.numbers import Number, exact
from xlreport.plain_records import dataclass
from xlreport.register.declared import Column, ColumnKind

Content = str | int | Decimal | date
"""What a cell of a register says: a text, a number, a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One row: its number on the sheet from 1, what each column says, and what is none of the column's kind.

    `values` has the id of an option, a date, a whole number, a sum or a text by column id; `strange` the raw text of
    a cell that holds something else. A blank cell is in neither.
    """

    line: int
    values: Mapping[str, Content]
    strange: Mapping[str, str] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The registration number, as it stands."""
        return str(self.values.get("number", "")) or self.strange.get("number", "")

    @property
    def name(self) -> str:
        """What the row is called in a finding: its number, else its place."""
        return self.number or f"row {self.line}"

    def text(self, column: str) -> str:
        """The text or the option's id of a column, empty where there is none."""
        value = self.values.get(column, "")
        return value if isinstance(value, str) else ""

    def day(self, column: str) -> date | None:
        """The day of a column, None where there is none."""
        value = self.values.get(column)
        return value if isinstance(value, date) else None

    def amount(self, column: str) -> Number | None:
        """The number of a column, None where there is none."""
        value = self.values.get(column)
        return value if isinstance(value, int | Decimal) else None

    def has(self, column: str) -> bool:
        """Tell whether the cell is filled, with whatever."""
        return column in self.values or column in self.strange


def rows_of(columns: tuple[Column, ...], rows: Iterable[tuple[int, Mapping[str, Any]]]) -> tuple[RegisterRow, ...]:
    """Make the records of filled rows, each with its line: cells by column id, as data or as a workbook has them.

    A blank row makes no record. An option is taken by its id or its printed label.
    """
    made = (_row(columns, line, cells) for line, cells in rows)
    return tuple(row for row in made if row.values or row.strange)


def _row(columns: tuple[Column, ...], line: int, cells: Mapping[str, Any]) -> RegisterRow:
    values: dict[str, Content] = {}
    strange: dict[str, str] = {}
    for column in columns:
        content = cells.get(column.id)
        if content is None or (isinstance(content, str) and not content.strip()):
            continue
        value = _READERS[column.kind](column, content)
        if value is None:
            strange[column.id] = str(content)
        else:
            values[column.id] = value
    return RegisterRow(line=line, values=values, strange=strange)


def _line(_column: Column, content: Any) -> str | None:
    return str(content).strip() if isinstance(content, str | int | Decimal) else None


def _day(_column: Column, content: Any) -> date | None:
    if isinstance(content, str):
        try:
            content = date.fromisoformat(content.strip())
        except ValueError:
            return None
    return content if isinstance(content, date) and EARLIEST <= content <= LATEST else None


def _choice(column: Column, content: Any) -> str | None:
    said = str(content).strip()
    return next((each.id for each in column.options if said in {each.id, each.label}), None)


def _days(_column: Column, content: Any) -> int | None:
    number = exact(content.strip()) if isinstance(content, str) else content
    if isinstance(number, bool) or not isinstance(number, int):
        return None
    return number if number >= 0 else None


def _amount(_column: Column, content: Any) -> Number | None:
    number = exact(content.strip()) if isinstance(content, str) else content
    if isinstance(number, bool) or not isinstance(number, int | Decimal) or number < 0:
        return None
    return number if round(Decimal(number), 2) == number else None


_READERS = {
    ColumnKind.LINE: _line,
    ColumnKind.DATE: _day,
    ColumnKind.CHOICE: _choice,
    ColumnKind.DAYS: _days,
    ColumnKind.AMOUNT: _amount,
}
