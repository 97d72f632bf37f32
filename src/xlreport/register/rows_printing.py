"""How the two sheets of rows are printed: the lines that are filled, a line's pages side by side.

Excel takes a formula for a print area. LibreOffice passes over one, prints every cell that has a formula, and so every
line of the register: for it a link chooses the filled lines, which it then prints alone; the filter of a head does too.
"""

from xlreport.cells import Area, Cell, column_name, quoted
from xlreport.drawing.look import A4, PAGES
from xlreport.register.register_canvas import RegisterCanvas
from xlreport.register.register_plan import FIRST_ROW, GROUP_ROW, LABEL_ROW, RowsPlan
from xlreport.register.row_formulas import text

CHOOSES, CHOOSES_AT = "打印前点此：选中已登记的各行", 2
"""What the link says that chooses the filled lines, and the column it stands in."""
_ON_A_PAGE = 40
"""Lines that a page takes."""
_ONE_PAGE = 10
"""Typed columns that can be read on one page's width."""


def print_filled(canvas: RegisterCanvas, plan: RowsPlan) -> None:
    """Print as many lines as are filled, two thousand would be a hundred pages; with the number on every page."""
    drawn, sheet = canvas.sheets[plan.sheet], quoted(plan.sheet)
    edge = Area.of(Cell(0, _last_column(plan)), FIRST_ROW + plan.rows).absolute
    area = f"={sheet}!$A$1:INDEX({sheet}!{edge},{_last_row(plan)})"
    canvas.book.define_name(f"{sheet}!_xlnm.Print_Area", area)
    drawn.set_landscape()
    drawn.set_paper(A4)
    drawn.fit_to_pages(-(-len(plan.typed) // _ONE_PAGE), 0)
    drawn.print_across()
    drawn.repeat_columns(plan.places["number"], plan.places["number"])
    drawn.repeat_rows(GROUP_ROW, LABEL_ROW)
    drawn.set_footer(PAGES)


def chooses_filled(plan: RowsPlan) -> str:
    """A link that chooses the lines that are to be printed."""
    there = text(f"#{quoted(plan.sheet)}!A1:{column_name(_last_column(plan))}")
    return f"=HYPERLINK({there}&{_last_row(plan)},{text(CHOOSES)})"


def _last_column(plan: RowsPlan) -> int:
    return plan.places[plan.typed[-1].id]


def _last_row(plan: RowsPlan) -> str:
    """The sheet's row that is printed last: of the last line that is filled, or of a first page of blank ones."""
    numbers = f"{quoted(plan.sheet)}!{Area.of(plan.cell('number', 1), plan.rows).absolute}"
    return f'MAX({FIRST_ROW + _ON_A_PAGE},SUMPRODUCT(MAX(({numbers}<>"")*ROW({numbers}))))'
