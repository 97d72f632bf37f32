"""The rows of 明细 as found, each with the sealed row it answers to. Compares nothing."""

from dataclasses import dataclass
from typing import Any

from xlreport.merging.book.places import LEDGER_HEAD, LEDGER_SHEET, LEDGER_TOP, Places
from xlreport.merging.book.seal import Seal, SealedRow
from xlreport.merging.proof.reader import Loaded, as_text

_CODE = [identifier for identifier, _, _ in LEDGER_HEAD].index("code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A row of 明细 as found, and the sealed row it answers to."""

    row: int
    values: tuple[Any, ...]
    sealed: SealedRow | None

    def text(self, column: int) -> str:
        """Give a cell as text."""
        return as_text(self.values[column])


def ledger_rows(book: Loaded, seal: Seal, at: Places) -> list[Found]:
    """Give the rows of 明细, each with its sealed row: by place and code, then by code, then by place alone."""
    given = list(book.rows(LEDGER_SHEET, LEDGER_TOP, len(at.columns)))
    open_rows = dict(enumerate(seal.rows))
    answered: dict[int, SealedRow] = {}
    for row, values in given:
        sealed = open_rows.get(row - LEDGER_TOP)
        if sealed and as_text(values[_CODE]) == sealed.said["code"]:
            answered[row] = open_rows.pop(row - LEDGER_TOP)
    for row, values in given:
        wanted = (n for n, sealed in open_rows.items() if sealed.said["code"] == as_text(values[_CODE]))
        if row not in answered and (number := next(wanted, None)) is not None:
            answered[row] = open_rows.pop(number)
    for row, _ in given:
        if row not in answered and row - LEDGER_TOP in open_rows:
            answered[row] = open_rows.pop(row - LEDGER_TOP)
    return [Found(row=row, values=values, sealed=answered.get(row)) for row, values in given]


def unit_of(sealed: SealedRow) -> str:
    """Name a row's unit."""
    return f"{sealed.said['name']}（{sealed.said['code']}）"
