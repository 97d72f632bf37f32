"""Every formula of a form's workbook, each with what it comes to: one list for writer, reader and tests."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from xlreport.cells import Area, Cell, address, areas_of
from xlreport.figures import Figures
from xlreport.forms import YES_NO, Section
from xlreport.layout import CHECKS_SHEET, CheckLine, Layout, ProgressLine, Sheet
from xlreport.numbers import Number
from xlreport.relations import (
    Mark,
    Outcome,
    difference_formula,
    evaluate,
    left_formula,
    mark_formula,
    right_formula,
    total_formula,
)

Result = Number | str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the formulas work on: the figures, the length of each narrative field, the check lines worked out."""

    figures: Figures
    lengths: Mapping[str, int]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaCell:
    """A locked cell with a formula; `field` is the total it computes, if it is one."""

    sheet: str
    cell: Cell
    formula: str
    field: str = ""
    result: Callable[[State], Result]


def state_of(layout: Layout, figures: Figures, lengths: Mapping[str, int]) -> State:
    """Work out all check lines once, for the formulas that rest on them."""
    outcomes = tuple(evaluate(line, figures) for line in layout.lines)
    return State(figures=figures, lengths=lengths, outcomes=outcomes)


@lru_cache(maxsize=4)
def formula_cells(layout: Layout) -> tuple[FormulaCell, ...]:
    """Give every formula of the workbook, sheet by sheet."""
    return tuple(_formula_cells(layout))


def _formula_cells(layout: Layout) -> Iterator[FormulaCell]:
    yield _status(layout)
    yield from _progress(layout)
    for sheet in layout.sheets:
        yield from _lengths(sheet, layout)
    for field in layout.form.computed:
        place = layout.places[field]
        formula = total_formula(field, layout)
        yield FormulaCell(sheet=place.sheet, cell=place.cell, formula=formula, field=field, result=_total(field))
    for number, line in enumerate(layout.lines):
        yield from _check(number, line, layout)


def _lengths(sheet: Sheet, layout: Layout) -> Iterator[FormulaCell]:
    """Count the characters of each narrative part, and of all together where the section has a limit."""
    parts = {field: f"SUMPRODUCT(LEN({layout.places[field].area}))" for field in sheet.counts}
    for field, cell in sheet.counts.items():
        yield FormulaCell(
            sheet=sheet.name, cell=cell, formula=f'={parts[field]}&" 字"', result=_length((field,), " 字")
        )
    if sheet.length:
        limit = next(section.limit for section in layout.form.sections if section.id == sheet.section)
        unit, total = f" / {limit} 字", "+".join(parts.values())
        yield FormulaCell(
            sheet=sheet.name, cell=sheet.length, formula=f'={total}&"{unit}"', result=_length(tuple(parts), unit)
        )


def _length(fields: tuple[str, ...], unit: str) -> Callable[[State], Result]:
    return lambda state: f"{sum(state.lengths.get(field, 0) for field in fields)}{unit}"


def _total(field: str) -> Callable[[State], Result]:
    return lambda state: state.figures.value(field)


def _check(number: int, line: CheckLine, layout: Layout) -> Iterator[FormulaCell]:
    for cell, formula, shown in (
        (line.left, left_formula(line, layout), lambda outcome: outcome.left),
        (line.right, right_formula(line, layout), lambda outcome: outcome.right),
        (line.difference, difference_formula(line), lambda outcome: outcome.difference),
    ):
        yield FormulaCell(sheet=CHECKS_SHEET, cell=cell, formula=formula, result=_unless_open(number, shown))
    yield FormulaCell(
        sheet=CHECKS_SHEET,
        cell=line.mark,
        formula=mark_formula(line, layout),
        result=lambda state: state.outcomes[number].mark.value,
    )


def _unless_open(number: int, shown: Callable[[Outcome], Number]) -> Callable[[State], Result]:
    def result(state: State) -> Result:
        outcome = state.outcomes[number]
        return shown(outcome) if outcome.mark in {Mark.HOLDS, Mark.FAILS} else ""

    return result


def _progress(layout: Layout) -> Iterator[FormulaCell]:
    """Count per section, and for all together, what is filled in and which check lines fail."""
    *lines, whole = layout.progress
    for counted, cell in ((_done, whole.done), (_failing, whole.failing)):
        cells = [counted(line, layout) for line in lines]
        yield from cells
        area = Area(cells[0].cell, cells[-1].cell)
        results = [each.result for each in cells]
        yield FormulaCell(sheet=layout.cover.name, cell=cell, formula=f"=SUM({area})", result=_added(results))


def _added(results: list[Callable[[State], Result]]) -> Callable[[State], Result]:
    return lambda state: sum(int(result(state)) for result in results)


def _done(line: ProgressLine, layout: Layout) -> FormulaCell:
    """Count a section's filled inputs: numbers, all of them where blanks are declared zero, and written parts."""
    section, form = _section(line), layout.form
    typed = [field.id for field in section.numbers if field.id not in form.computed]
    texts = [field.id for field in section.texts]
    counts = [f"(COUNTA({layout.places[text].address})>0)" for text in texts]
    if typed:
        cells = (layout.places[field] for field in typed)
        areas = ",".join(address(layout.places[typed[0]].sheet, area) for area in areas_of(each.cell for each in cells))
        count = f"COUNT({areas})"
        if section.blank_is_zero:
            flag = layout.places[section.blank_is_zero.id].address
            count = f'IF({flag}="{YES_NO[0].label}",{len(typed)},{count})'
        counts.insert(0, count)

    def result(state: State) -> Result:
        known = state.figures.numbers
        numbers = len(typed) if section.id in state.figures.zeroed else sum(field in known for field in typed)
        return numbers + sum(1 for text in texts if state.lengths.get(text))

    return FormulaCell(sheet=layout.cover.name, cell=line.done, formula=f"={'+'.join(['0', *counts])}", result=result)


def _failing(line: ProgressLine, layout: Layout) -> FormulaCell:
    section, fields = _section(line), layout.form.fields
    own = [n for n, each in enumerate(layout.lines) if fields[each.statement.left[0].field].section == section.id]
    formula = "=0"
    if own:
        marks = Area(layout.lines[own[0]].mark, layout.lines[own[-1]].mark)
        formula = f'=COUNTIF({address(CHECKS_SHEET, marks)},"{Mark.FAILS}")'
    return FormulaCell(
        sheet=layout.cover.name,
        cell=line.failing,
        formula=formula,
        result=lambda state: sum(1 for number in own if state.outcomes[number].mark is Mark.FAILS),
    )


def _section(line: ProgressLine) -> Section:
    if line.section is None:
        raise ValueError("the line of all sections has no section of its own")
    return line.section


def _status(layout: Layout) -> FormulaCell:
    marks = address(CHECKS_SHEET, layout.marks)
    fails, still_open = (f'COUNTIF({marks},"{mark}")' for mark in (Mark.FAILS, Mark.OPEN))
    formula = (
        f'=IF({fails}>0,"× 有 "&{fails}&" 项不符，请看“校验”表",'
        f'IF({still_open}>0,"— 尚有 "&{still_open}&" 项未检查，请填齐","√ 全部相符"))'
    )
    return FormulaCell(sheet=layout.cover.name, cell=layout.status, formula=formula, result=_status_text)


def _status_text(state: State) -> str:
    marks = [outcome.mark for outcome in state.outcomes]
    if fails := marks.count(Mark.FAILS):
        return f"× 有 {fails} 项不符，请看“校验”表"
    if still_open := marks.count(Mark.OPEN):
        return f"— 尚有 {still_open} 项未检查，请填齐"
    return "√ 全部相符"
