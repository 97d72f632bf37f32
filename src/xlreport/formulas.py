"""Every formula of a form's workbook, each with what it comes to: one list for writer, reader and tests."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from xlreport.cells import Cell, address
from xlreport.figures import Figures
from xlreport.layout import CHECKS_SHEET, CheckLine, Layout
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
    for sheet in layout.sheets:
        for field, cell in sheet.counts.items():
            area = layout.places[field].area
            yield FormulaCell(
                sheet=sheet.name, cell=cell, formula=f'=SUMPRODUCT(LEN({area}))&" 字"', result=_length(field)
            )
    for field in layout.form.computed:
        place = layout.places[field]
        formula = total_formula(field, layout)
        yield FormulaCell(sheet=place.sheet, cell=place.cell, formula=formula, field=field, result=_total(field))
    for number, line in enumerate(layout.lines):
        yield from _check(number, line, layout)


def _length(field: str) -> Callable[[State], Result]:
    return lambda state: f"{state.lengths.get(field, 0)} 字"


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
        formula=mark_formula(line),
        result=lambda state: state.outcomes[number].mark.value,
    )


def _unless_open(number: int, shown: Callable[[Outcome], Number]) -> Callable[[State], Result]:
    def result(state: State) -> Result:
        outcome = state.outcomes[number]
        return "" if outcome.mark is Mark.OPEN else shown(outcome)

    return result


def _status(layout: Layout) -> FormulaCell:
    marks = address(CHECKS_SHEET, layout.marks)
    fails, still_open = (f'COUNTIF({marks},"{mark}")' for mark in (Mark.FAILS, Mark.OPEN))
    formula = (
        f'=IF({fails}>0,"× 有 "&{fails}&" 项不相符，请看“校验”表",'
        f'IF({still_open}>0,"— 尚有 "&{still_open}&" 项未核（未填齐或不适用）","√ 全部相符"))'
    )
    return FormulaCell(sheet=layout.cover.name, cell=layout.status, formula=formula, result=_status_text)


def _status_text(state: State) -> str:
    marks = [outcome.mark for outcome in state.outcomes]
    if fails := marks.count(Mark.FAILS):
        return f"× 有 {fails} 项不相符，请看“校验”表"
    if still_open := marks.count(Mark.OPEN):
        return f"— 尚有 {still_open} 项未核（未填齐或不适用）"
    return "√ 全部相符"
