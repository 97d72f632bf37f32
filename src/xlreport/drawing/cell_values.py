"""One value into one cell, by what it is. Judges none."""

from datetime import date
from decimal import Decimal
from typing import Any

from xlreport.cells import Cell


def put(drawn: Any, cell: Cell, value: object, style: Any) -> None:
    """Write one value; text is always written as text."""
    match value:
        case None:
            drawn.write_blank(cell.row, cell.column, None, style)
        case date():
            drawn.write_datetime(cell.row, cell.column, value, style)
        case int() | Decimal():
            drawn.write_number(cell.row, cell.column, value, style)
        case _:
            drawn.write_string(cell.row, cell.column, str(value), style)
