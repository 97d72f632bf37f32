"""What the formulas of a consolidated workbook are made of: the record of one, columns of 明细, who is in a scope."""

from xlreport.cells import Cell, address
from xlreport.forms import Field, Kind
from xlreport.merging.book.book_places import INCLUDED, LEDGER_SHEET, Places
from xlreport.plain_records import dataclass
from xlreport.rounds import OWN, WHOLE

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """One formula; `key` names what it works out, so that two calculators can say it apart."""

    sheet: str
    cell: Cell
    text: str
    key: Key
    field: str = ""


def ledger_column(at: Places, identifier: str) -> str:
    """Give the address of a column of 明细 over all rows."""
    return address(LEDGER_SHEET, at.column(identifier))


def conditions(at: Places, scope: str) -> str:
    """Give the pairs of column and word by which SUMIFS and COUNTIFS choose the rows of a scope."""
    chosen = f'{ledger_column(at, "include")},"{INCLUDED}"'
    return chosen if scope == WHOLE else f'{chosen},{ledger_column(at, "tier")},"{_sign(scope)}{at.level.own}"'


def factors(at: Places, scope: str) -> str:
    """Give the product by which SUMPRODUCT chooses the rows of a scope."""
    chosen = f'({ledger_column(at, "include")}="{INCLUDED}")'
    return chosen if scope == WHOLE else f'{chosen}*({ledger_column(at, "tier")}{_sign(scope) or "="}"{at.level.own}")'


def _sign(scope: str) -> str:
    """Give the comparison with the own level's tier: what is below has other words at each level."""
    return "" if scope == OWN else "<>"


def rounded_formula(formula: str, field: Field) -> str:
    """Round the sum of an amount to 4 decimals: binary fractions leave a tail."""
    return f"ROUND({formula},4)" if field.kind is Kind.AMOUNT else formula
