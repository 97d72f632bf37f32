"""Every formula of a form's workbook, each with what it comes to: one list for writer, reader and tests."""

from functools import lru_cache

from xlreport.formulas.beside import beside_formulas, margin_area
from xlreport.formulas.checking import brief, checking_formulas
from xlreport.formulas.progress import progress_formulas
from xlreport.formulas.states import FormulaCell, Result, Sign, WorkbookState, state_of
from xlreport.layout import Layout

__all__ = ["FormulaCell", "Result", "Sign", "WorkbookState", "brief", "formula_cells", "margin_area", "state_of"]


@lru_cache(maxsize=4)
def formula_cells(layout: Layout) -> tuple[FormulaCell, ...]:
    """Give every formula of the workbook, sheet by sheet."""
    return (*progress_formulas(layout), *beside_formulas(layout), *checking_formulas(layout))
