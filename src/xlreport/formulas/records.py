"""A formula of a workbook with what it comes to."""

from collections.abc import Callable
from dataclasses import dataclass

from xlreport.cells import Cell
from xlreport.formulas.states import State
from xlreport.numbers import Number

Result = Number | str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaCell:
    """A locked cell with a formula; `field` is the total it computes, if it is one."""

    sheet: str
    cell: Cell
    formula: str
    field: str = ""
    result: Callable[[State], Result]
