"""Where the lines of 汇总校验 sit and what is printed of each: relations, requests, columns of 明细."""

from collections.abc import Iterator

from xlreport.cells import Area, Cell
from xlreport.layout import CheckLine
from xlreport.merging.book.book_places import CONTROL_FIRST, CONTROL_MARK, Places
from xlreport.plain_records import dataclass
from xlreport.rounds import WHOLE

FIRST_LINES = 5
"""How many lines stand on top of the sheet because they want to be looked at."""
PLACE = CONTROL_MARK + 1
"""The column that finds them; its figures are not shown."""
NOTHING = {1: "没有要看的", CONTROL_MARK: "√"}
"""What the first of them says, by its column, where every line holds."""
SIGNS = {"=": "=", "<=": "≤", ">=": "≥"}
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlLine:
    """One line: what is printed in its first columns and between its sides, and the keys of what is worked out."""

    row: int
    said: tuple[str, str, str]
    sign: str
    left: Key
    right: Key
    apart: Key
    mark: Key

    @property
    def keys(self) -> tuple[Key, ...]:
        """Give the keys of its sides, their difference and the mark."""
        return self.left, self.right, self.apart, self.mark


def control_lines(at: Places) -> tuple[ControlLine, ...]:
    """Give all lines with a mark of their own, in the order of the sheet."""
    return (*_related(at, "relation", at.lines), *_related(at, "carried", at.carried), *_requests(at), *_fields(at))


def marks(at: Places) -> Area:
    """Give the column of marks over all lines, the headings between them too."""
    lines = control_lines(at)
    return Area(Cell(lines[0].row, CONTROL_MARK), Cell(lines[-1].row, CONTROL_MARK))


def first_row(place: int) -> int:
    """Give the row of a line on top, 0-based."""
    return CONTROL_FIRST + place


def _related(at: Places, kind: str, lines: tuple[CheckLine, ...]) -> Iterator[ControlLine]:
    for number, line in enumerate(lines):
        about = line.statement.about or at.layout.form.fields[line.statement.left[0].field].label
        left, right, apart, mark = ((f"{kind} {what}", str(number)) for what in ("left", "right", "difference", "mark"))
        said = (line.relation.code, line.relation.holds.zh, about)
        sign = SIGNS[line.statement.operator]
        yield ControlLine(row=line.row, said=said, sign=sign, left=left, right=right, apart=apart, mark=mark)


def _requests(at: Places) -> Iterator[ControlLine]:
    known = at.requests
    for number, field in enumerate(known.counts if known else ()):
        label = at.layout.form.fields[field].label
        yield ControlLine(
            row=known.control + number if known else 0,
            said=(at.totals[WHOLE, field].sheet, label, known.sheet if known else ""),
            sign="=",
            left=("requests", field),
            right=("requests of units", field),
            apart=("requests difference", field),
            mark=("requests mark", field),
        )


def _fields(at: Places) -> Iterator[ControlLine]:
    for row, field in enumerate(at.layout.form.numbers, at.fields_row):
        place = at.totals[WHOLE, field.id]
        yield ControlLine(
            row=row,
            said=(place.sheet, field.label, f"{place.sheet}!{place.cell}"),
            sign="=",
            left=("ledger", WHOLE, field.id),
            right=("total", WHOLE, field.id),
            apart=("difference", field.id),
            mark=("mark", field.id),
        )
