"""The second arithmetic: what every formula of a consolidated workbook must come to, from cells as they were found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from xlreport.forms import Kind, Statement
from xlreport.merging.formulas import Key
from xlreport.merging.places import EXCLUDED, INCLUDED, Places
from xlreport.numbers import Number

Value = Number | str
_SCOPES = (("全县", (True, False)), ("本级", (True,)), ("乡镇街道", (False,)))
"""Each scope by its key, and whether it has rows of the own level, and others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of 明细 as found: its flag, its tier, and a number per field, 0 where there is none."""

    included: bool
    tier: str
    numbers: Mapping[str, Number]
    filled: int
    """number cells that hold a number"""


def worked_out(lines: Iterable[Line], at: Places, read: Number, excluded: Number) -> dict[Key, Value]:
    """Work out every key of the workbook's formulas; `read` and `excluded` are the constants 核对 shows."""
    known = list(lines)
    found: dict[Key, Value] = {}
    for scope, own in _SCOPES:
        chosen = [line for line in known if line.included and (line.tier == "本级") in own]
        found["counted", scope] = len(chosen)
        for field in at.layout.form.numbers:
            total = sum((Decimal(line.numbers.get(field.id, 0)) for line in chosen), Decimal(0))
            if field.kind is Kind.AMOUNT:
                total = total.quantize(Decimal("0.0001"), ROUND_HALF_UP)
            found["total", scope, field.id] = found["ledger", scope, field.id] = total
    for field in at.layout.form.numbers:
        whole, *tiers = (Decimal(found["total", scope, field.id]) for scope, _ in _SCOPES)
        apart = abs(whole - sum(tiers, Decimal(0)))
        found["difference", field.id] = apart
        found["mark", field.id] = "×" if apart else "√"
    for number, line in enumerate(at.lines):
        found |= _relation(str(number), line.statement, found)
    placed = sum(line.filled for line in known)
    rest = read - placed - excluded
    found |= {("placed",): placed, ("rest",): rest, ("rest mark",): "×" if rest else "√"}
    fails = sum(1 for key, value in found.items() if key[0].endswith("mark") and value == "×")
    found["state",] = f"× 有 {fails} 项不相符" if fails else "√ 全部相符"
    return found


def _relation(number: str, statement: Statement, found: Mapping[Key, Value]) -> dict[Key, Value]:
    left = Decimal(statement.left_constant)
    right = Decimal(statement.right_constant)
    for term in statement.left:
        left += term.sign * Decimal(found["total", "全县", term.field])
    for term in statement.right:
        right += term.sign * Decimal(found["total", "全县", term.field])
    apart = (left - right).quantize(Decimal("0.000001"), ROUND_HALF_UP)
    holds = {"=": apart == 0, "<=": apart <= 0, ">=": apart >= 0}[statement.operator]
    return {
        ("left", number): left,
        ("right", number): right,
        ("relation difference", number): apart,
        ("relation mark", number): "√" if holds else "×",
    }


def same(shown: object, expected: Value) -> bool:
    """Tell whether a stored result is this value, as near as a spreadsheet program's numbers come."""
    if isinstance(expected, str):
        return shown == expected
    if isinstance(shown, bool) or not isinstance(shown, int | float):
        return False
    return float(expected) == shown or abs(Decimal(repr(shown)) - Decimal(expected)) < Decimal("0.00001")


__all__ = ["EXCLUDED", "INCLUDED", "Line", "Value", "same", "worked_out"]
