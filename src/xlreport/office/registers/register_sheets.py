"""The sheets of a register read back: filled cells by column and line, columns held against their printed labels."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from xlreport.cells import Area, Cell, ranges
from xlreport.errors import XlreportError
from xlreport.forms import Field, Kind
from xlreport.language import either
from xlreport.reading.book import Book
from xlreport.reading.values import entry
from xlreport.register.calendar_sheet import FIRST_DAY_ROW, CalendarColumn
from xlreport.register.declared import Column, ColumnKind, RegisterForm
from xlreport.register.lists_sheet import CHOICES_HEAD
from xlreport.register.register_plan import CALENDAR_SHEET, FIRST_ROW, LABEL_ROW, LISTS_SHEET, RowsPlan
from xlreport.register.workdays import Workdays

_KINDS = {
    ColumnKind.LINE: Kind.LINE,
    ColumnKind.DATE: Kind.DATE,
    ColumnKind.CHOICE: Kind.CHOICE,
    ColumnKind.DAYS: Kind.COUNT,
    ColumnKind.AMOUNT: Kind.AMOUNT,
}


def cells_of(book: Book, plan: RowsPlan, columns: tuple[Column, ...]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The filled cells of a sheet of rows, by column id, line by line; columns are found by their printed labels."""
    cells = book.cells.get(plan.sheet)
    if cells is None:
        raise XlreportError(either(f"缺少工作表“{plan.sheet}”", f"the sheet “{plan.sheet}” is missing"))
    fields = {each.id: _field(each) for each in columns}
    places = {plan.places[each.id]: each for each in columns if each.id in plan.places}
    _refuse_moved(book, plan, places)
    rows: dict[int, dict[str, Any]] = {}
    for ref in cells.filled:
        place = Cell.parse(ref)
        column = places.get(place.column)
        if column is None or not place.row >= FIRST_ROW:
            continue
        said = entry(
            fields[column.id], plan.sheet, Area.of(place), [book.cell(plan.sheet, ref)], date1904=book.date1904
        )
        if said.raw is not None:
            rows.setdefault(place.row - FIRST_ROW + 1, {})[column.id] = said.raw if said.value is None else said.value
    yield from sorted(rows.items())


def drawn_by(book: Book, declared: RegisterForm) -> RegisterForm:
    """The declaration by which a workbook was drawn: today's, or one with fewer columns, or with other words."""
    added = {each.label for each in declared.columns if each.added}
    cells = book.cells.get(declared.sheet)
    heads = {cell.raw for ref, cell in cells.filled.items() if Cell.parse(ref).row == LABEL_ROW} if cells else added
    drawn, lists = declared if added & heads else declared.earlier, book.cells.get(LISTS_SHEET)
    listed, plain = {cell.raw for cell in lists.filled.values()} if lists else set(), drawn.ungrouped
    return plain if {each.label for each in plain.outcomes} <= listed else drawn


def _refuse_moved(book: Book, plan: RowsPlan, places: Mapping[int, Column]) -> None:
    for number, column in places.items():
        cell = book.cell(plan.sheet, str(Cell(LABEL_ROW, number)))
        if (cell.raw if cell else None) != column.label:
            found = (cell.raw if cell else None) or ""
            raise XlreportError(
                f"{plan.sheet}!{Cell(LABEL_ROW, number)}: "
                + either(
                    f"应为“{column.label}”，却是“{found}”；请不要移动、增删列",
                    f"expected “{column.label}”, found “{found}”; a column was moved or renamed",
                )
            )


def _field(column: Column) -> Field:
    options = (*column.options, *column.former)
    kind = _KINDS[column.kind]
    return Field(id=column.id, section="", path=(column.label,), kind=kind, decimals=2, options=options)


def choices_of(book: Book) -> dict[str, str]:
    """Which ways were chosen where no text decides, as the workbook keeps them; none where it keeps none."""
    cells = book.cells.get(LISTS_SHEET)
    heads = [Cell.parse(ref) for ref, cell in cells.filled.items() if cell.raw == CHOICES_HEAD] if cells else []
    if cells is None or not heads:
        return {}
    said = (cells.filled[ref].raw or "" for ref in cells.filled if _is_below(Cell.parse(ref), heads[0]))
    return {name: way for name, equals, way in (each.partition("=") for each in said) if equals}


def _is_below(cell: Cell, head: Cell) -> bool:
    return cell.column == head.column and cell.row > head.row


def offered_rows(book: Book, plan: RowsPlan) -> int:
    """How many lines a sheet of rows was drawn with: those that have a formula in its last automatic column."""
    column = max(place for name, place in plan.places.items() if name == "counted_as")
    cells = book.cells.get(plan.sheet)
    held = cells.filled.items() if cells else ()
    return sum(1 for ref, cell in held if cell.formula is not None and Cell.parse(ref).column == column)


def outside(book: Book, plan: RowsPlan, offered: int) -> str:
    """The filled cells of a sheet of rows that are in no column or below the last line, as few ranges."""
    cells = book.cells.get(plan.sheet)
    filled = (Cell.parse(ref) for ref, cell in (cells.filled.items() if cells else ()) if cell.raw)
    width, depth = len(plan.columns), FIRST_ROW + offered
    return ranges(cell for cell in filled if cell.column >= width or (offered and cell.row >= depth))


def local_days(book: Book) -> tuple[date, ...]:
    """The local holidays typed on the calendar sheet; what is no day is passed over."""
    return tuple(_days(book, CalendarColumn.LOCAL))


def calendar_differences(book: Book, announced: Workdays) -> tuple[date, ...]:
    """The days that the calendar sheet lists otherwise than they were announced, earliest first."""
    shown = sorted(_days(book, CalendarColumn.DAY))
    if not shown:
        return ()
    own = set(_days(book, CalendarColumn.OFF)), set(_days(book, CalendarColumn.ON))
    ours = ({day for day in listed if shown[0] <= day <= shown[-1]} for listed in (announced.off, announced.on))
    return tuple(sorted(set().union(*(theirs ^ mine for theirs, mine in zip(own, ours, strict=True)))))


def _days(book: Book, column: CalendarColumn) -> Iterator[date]:
    field, cells = Field(id="day", section="", path=("",), kind=Kind.DATE), book.cells.get(CALENDAR_SHEET)
    for ref in cells.filled if cells else ():
        place = Cell.parse(ref)
        if place.column == column and place.row >= FIRST_DAY_ROW:
            said = entry(
                field, CALENDAR_SHEET, Area.of(place), [book.cell(CALENDAR_SHEET, ref)], date1904=book.date1904
            )
            if isinstance(said.value, str):
                yield date.fromisoformat(said.value)
