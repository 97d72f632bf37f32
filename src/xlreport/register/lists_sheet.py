"""Draws the lists behind the drop-downs of a register, each under a defined name; the sheet itself is hidden."""

from xlreport.cells import Area, Cell, address
from xlreport.register.declared import Column, ColumnKind, RegisterForm
from xlreport.register.register_canvas import RegisterCanvas
from xlreport.register.register_plan import LISTS_SHEET

CHOICES_HEAD = "选择"
"""Over the column that keeps which ways were chosen where no text decides."""
_NAMES = {"applicant": "list_applicants", "outcome": "list_outcomes"}


def list_name(column: Column, *, dispute: bool = False) -> str:
    """The defined name of a column's list."""
    return _NAMES.get(column.id, f"list_{'dispute_' if dispute else ''}{column.id}")


def draw_lists(canvas: RegisterCanvas) -> None:
    """A column for each list: its header, its options below."""
    drawn = canvas.sheets[LISTS_SHEET]
    head, plain = canvas.styles.list_head(), canvas.styles.listed()
    for number, (column, name) in enumerate(_lists(canvas.declared)):
        drawn.set_column(number, number, max(column.width, 16))
        drawn.write_string(0, number, column.label, head)
        for row, option in enumerate(column.options, 1):
            drawn.write_string(row, number, option.label, plain)
        area = Area.of(Cell(1, number), len(column.options))
        canvas.book.define_name(name, f"={address(LISTS_SHEET, area)}")
    drawn.write_string(0, number + 1, CHOICES_HEAD, head)
    for row, (choice, way) in enumerate(canvas.declared.chosen.items(), 1):
        drawn.write_string(row, number + 1, f"{choice}={way}", plain)
    drawn.protect("")
    drawn.hide()


def _lists(declared: RegisterForm) -> list[tuple[Column, str]]:
    both = ((declared.columns, False), (declared.disputes.columns, True))
    return [
        (column, list_name(column, dispute=dispute))
        for columns, dispute in both
        for column in columns
        if column.kind is ColumnKind.CHOICE
    ]
