"""The formulas beside what is filled in: totals, counts of characters, and what is wrong in a row of a table."""

from collections.abc import Callable, Iterator

from xlreport.cells import Area, Cell
from xlreport.formulas.checking import about, column, key_of, row_key, shown
from xlreport.formulas.states import FormulaCell, Result, WorkbookState
from xlreport.layout import ROW_KEY, CheckLine, Layout, OwnLine, Sheet
from xlreport.numbers import shown as printed
from xlreport.relations import PLACES, total_formula

BAR = 20
"""The boxes of the bar that shows a text's length."""


def beside_formulas(layout: Layout) -> Iterator[FormulaCell]:
    """Give the formulas of the form's own sheets, but for their state."""
    for sheet in layout.sheets:
        yield from _lengths(sheet, layout)
        yield from _margin(sheet, layout)
    for field in layout.form.computed:
        place = layout.places[field]
        formula = total_formula(field, layout)
        yield FormulaCell(sheet=place.sheet, cell=place.cell, formula=formula, field=field, result=_total(field))


def _total(field: str) -> Callable[[WorkbookState], Result]:
    return lambda state: state.figures.value(field)


def _lengths(sheet: Sheet, layout: Layout) -> Iterator[FormulaCell]:
    """Count the characters of each narrative part, and of all together where the section has a limit."""
    for field, cell in sheet.counts.items():
        area = layout.places[field].area
        formula = f'=SUMPRODUCT(LEN(SUBSTITUTE({area},CHAR(10),"")))'
        yield FormulaCell(sheet=sheet.name, cell=cell, formula=formula, result=_length((field,)))
    if sheet.length:
        limit = next(section.limit for section in layout.form.sections if section.id == sheet.section)
        whole = f"SUM({','.join(map(str, sheet.counts.values()))})"
        full = f"MIN({BAR},INT({whole}*{BAR}/{limit}))"
        told = f'"　全文 "&{whole}&" 字 / 不超过 {limit} 字（原则）"'
        formula = f'=REPT("■",{full})&REPT("□",{BAR}-{full})&{told}'
        yield FormulaCell(sheet=sheet.name, cell=sheet.length, formula=formula, result=_bar(tuple(sheet.counts), limit))


def _length(fields: tuple[str, ...]) -> Callable[[WorkbookState], int]:
    return lambda state: sum(state.length(field) for field in fields)


def _bar(fields: tuple[str, ...], limit: int) -> Callable[[WorkbookState], Result]:
    def result(state: WorkbookState) -> Result:
        whole = _length(fields)(state)
        full = min(BAR, whole * BAR // limit)
        return f"{'■' * full}{'□' * (BAR - full)}　全文 {whole} 字 / 不超过 {limit} 字（原则）"

    return result


def _margin(sheet: Sheet, layout: Layout) -> Iterator[FormulaCell]:
    """Say at the right of a row what is wrong in it; as long as nothing is, what to know of it."""
    keys = column(layout, ROW_KEY)
    for row, note in sheet.notes.items():
        key = row_key(sheet.name, row)
        at = f'MATCH("{key}",{keys},0)'
        mark, what, left, sign, right = (f"INDEX({column(layout, n)},{at})" for n in (0, 2, 3, 4, 5))
        more = f'IF(COUNTIF({keys},"{key}")>1,"（等 "&COUNTIF({keys},"{key}")&" 项）","")'
        said = f'{mark}&" "&{what}&"："&ROUND({left},{PLACES})&" "&{sign}&" "&ROUND({right},{PLACES})&{more}'
        yield FormulaCell(
            sheet=sheet.name,
            cell=Cell(row, sheet.margin),
            formula=f'=IFERROR({said},"{note}")',
            result=_told(key, note, layout),
        )


def _told(key: str, note: str, layout: Layout) -> Callable[[WorkbookState], Result]:
    def result(state: WorkbookState) -> Result:
        lines = sorted((line for line in state.ranked if key_of(line, state, layout) == key), key=lambda line: line.row)
        return _words(lines, state, layout) if lines else note

    return result


def _words(lines: list[CheckLine | OwnLine], state: WorkbookState, layout: Layout) -> str:
    first = lines[0]
    mark, left, sign, right = (shown(first, number, state, layout) for number in (0, 3, 4, 5))
    more = f"（等 {len(lines)} 项）" if len(lines) > 1 else ""
    sides = [printed(side) if not isinstance(side, str) else side for side in (left, right)]
    return f"{mark} {about(first, layout)}：{sides[0]} {sign} {sides[1]}{more}"


def margin_area(sheet: Sheet) -> Area:
    """Give the margin of a sheet, from its first note to its last."""
    return Area(Cell(min(sheet.notes), sheet.margin), Cell(max(sheet.notes), sheet.margin))
