"""What the formulas of a workbook work on, worked out once: figures, texts, and every line of 校验 with its sign."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from xlreport.cells import Cell
from xlreport.figures import Figures
from xlreport.findings import Severity
from xlreport.forms import Form, Kind
from xlreport.layout import CheckLine, Concern, Layout, OwnLine
from xlreport.numbers import Number
from xlreport.plain_records import dataclass
from xlreport.relations import Mark, Outcome, evaluate
from xlreport.submissions import Value


class Sign(StrEnum):
    """How a line of 校验 stands, as it is printed."""

    HOLDS = "√"
    FAILS = "×"
    """must be corrected"""
    WANTS = "！"
    """must be corrected or explained"""
    ANSWERED = "已说明"
    OPEN = "—"
    NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """What a line of 校验 that is no relation comes to; `first` is the first cell that it is about."""

    count: int
    sign: Sign
    first: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookState:
    """What the formulas work on; what is said of lines of 校验 is said by their rows."""

    figures: Figures
    values: Mapping[str, Value]
    reasons: Mapping[int, str]
    outcomes: tuple[Outcome, ...]
    """of the relations, line by line"""
    signs: Mapping[int, Sign]
    sides: Mapping[int, tuple[Number, Number]]
    firsts: Mapping[int, Cell]
    """the first cell that a line which is no relation is about"""
    ranked: tuple[CheckLine | OwnLine, ...]
    """the lines that ask for something, errors first"""
    ranks: Mapping[int, int]

    def text(self, field: str) -> str:
        """Give a field's text, empty when there is none."""
        value = self.values.get(field)
        return "" if value is None else str(value)

    def length(self, field: str) -> int:
        """Count the characters of a narrative part."""
        return len(self.text(field).replace("\n", ""))


def state_of(
    layout: Layout, figures: Figures, values: Mapping[str, Value], reasons: Mapping[int, str] | None = None
) -> WorkbookState:
    """Work out all check lines once, for the formulas that rest on them; `values` are texts and cover, as answers."""
    given = {layout.lines[number].row: text for number, text in (reasons or {}).items()}
    answered = answered_rules(layout.form, values)
    outcomes = tuple(evaluate(line, figures) for line in layout.lines)
    signs: dict[int, Sign] = {}
    sides: dict[int, tuple[Number, Number]] = {}
    firsts: dict[int, Cell] = {}
    for own in layout.own_lines:
        counted = _counted(own, layout, figures, values, answered)
        signs[own.row], sides[own.row] = counted.sign, (counted.count, own.bound)
        if counted.first:
            firsts[own.row] = counted.first
    for line, outcome in zip(layout.lines, outcomes, strict=True):
        told = bool(given.get(line.row, "").strip()) or line.code.casefold() in answered
        signs[line.row], sides[line.row] = _sign(line, outcome, answered=told), (outcome.left, outcome.right)
    ranked = _ranked(layout, signs)
    return WorkbookState(
        figures=figures,
        values=values,
        reasons=given,
        outcomes=outcomes,
        signs=signs,
        sides=sides,
        firsts=firsts,
        ranked=ranked,
        ranks={line.row: number for number, line in enumerate(ranked, 1)},
    )


def answered_rules(form: Form, values: Mapping[str, Value]) -> frozenset[str]:
    """Give the codes of the rules that 封面 gives a reason for."""
    pairs = ((values.get(code.id), values.get(reason.id)) for code, reason in form.answers)
    return frozenset(str(code).casefold() for code, reason in pairs if code and reason)


def _sign(line: CheckLine, outcome: Outcome, *, answered: bool) -> Sign:
    if outcome.mark is not Mark.FAILS:
        return Sign(outcome.mark.value)
    return _failing(line.severity, answered=answered)


def _failing(severity: Severity, *, answered: bool) -> Sign:
    if severity is Severity.ERROR:
        return Sign.FAILS
    return Sign.ANSWERED if answered else Sign.WANTS


def _ranked(layout: Layout, signs: Mapping[int, Sign]) -> tuple[CheckLine | OwnLine, ...]:
    order = {Sign.FAILS: 0, Sign.WANTS: 1}
    asking = (line for line in layout.every_line if signs[line.row] in order)
    return tuple(sorted(asking, key=lambda line: (order[signs[line.row]], line.row)))


def _counted(
    line: OwnLine, layout: Layout, figures: Figures, values: Mapping[str, Value], answered: frozenset[str]
) -> _Counts:
    cells = _cells(line, layout, figures, values)
    match line.concern:
        case Concern.NOT_NUMBERS:
            found = sorted(cells)
        case Concern.LEFT_OVER | Concern.MENTION:
            found = sorted(cell for cell, text in cells.items() for word in line.words if word in text)
        case Concern.LENGTH:
            count = sum(len(text.replace("\n", "")) for text in cells.values())
            return _Counts(count=count, sign=_held(line, count, answered))
    if line.concern is Concern.MENTION and not cells:
        return _Counts(count=0, sign=Sign.OPEN)
    return _Counts(count=len(found), sign=_held(line, len(found), answered), first=found[0] if found else None)


def _held(line: OwnLine, count: int, answered: frozenset[str]) -> Sign:
    held = {"=": count == line.bound, "<=": count <= line.bound, ">=": count >= line.bound}[line.operator]
    return Sign.HOLDS if held else _failing(line.severity, answered=line.code.casefold() in answered)


def _cells(line: OwnLine, layout: Layout, figures: Figures, values: Mapping[str, Value]) -> dict[Cell, str]:
    """Give the cells that a line looks at: those that hold no number, or the paragraphs."""
    form = layout.form
    if line.concern is Concern.NOT_NUMBERS:
        own = (form.fields[field] for field in figures.unusable)
        typed = (each for each in own if each.section == line.section.id and each.id not in form.computed)
        return {layout.places[each.id].cell: "" for each in typed if not each.last_of}
    return {
        cell: text
        for field in line.section.texts
        if field.kind is Kind.TEXT
        for cell, text in zip(
            layout.places[field.id].area, field.cells_of(str(values.get(field.id) or "")), strict=False
        )
    }


Result = Number | str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaCell:
    """A locked cell with a formula; `field` is the total it computes, if it is one."""

    sheet: str
    cell: Cell
    formula: str
    field: str = ""
    result: Callable[[WorkbookState], Result]
