"""One relation, twice: as the formula that a spreadsheet program works out and as the result in Python.

Judges nothing: a result is a mark with both sides; what it means for a return is the checks' business.
"""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from xlreport.cells import Cell, address, areas_of
from xlreport.figures import Figures
from xlreport.forms import YES_NO, Statement, Term
from xlreport.layout import CheckLine, Layout, Place
from xlreport.numbers import Number, whole
from xlreport.plain_records import dataclass

PLACES = 6
"""Decimals to which both the workbook and the checker compare: binary fractions differ beyond."""


class Mark(StrEnum):
    """The result of one statement, as 校验 prints it."""

    HOLDS = "√"
    FAILS = "×"
    OPEN = "—"
    """a cell it rests on is blank or holds no number"""
    NOT_APPLICABLE = "不适用"
    """another kind of unit, or last year's figures were not given"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One statement worked out. When open, `because` names the fields that are missing or hold no number."""

    mark: Mark
    left: Number = 0
    right: Number = 0
    because: tuple[str, ...] = ()

    @property
    def difference(self) -> Number:
        """Give left minus right."""
        return self.left - self.right


def evaluate(line: CheckLine, figures: Figures) -> Outcome:
    """Work a statement out, if it applies; open when a figure it rests on is missing or no number."""
    kinds, statement = line.relation.kinds, line.statement
    because = figures.open(*statement.fields)
    if (kinds or because) and not _applies(line, figures, because):
        return Outcome(mark=Mark.NOT_APPLICABLE)
    if kinds and not figures.unit_kind:
        return Outcome(mark=Mark.OPEN, because=(figures.form.roles.field("unit_kind"),))
    if because:
        return Outcome(mark=Mark.OPEN, because=because)
    left = _added(statement.left, statement.left_constant, figures)
    right = left if figures.works_out(statement) else _added(statement.right, statement.right_constant, figures)
    mark = Mark.HOLDS if _compare(left, statement.operator, right) else Mark.FAILS
    return Outcome(mark=mark, left=left, right=right)


def _applies(line: CheckLine, figures: Figures, because: tuple[str, ...]) -> bool:
    kinds = line.relation.kinds
    if kinds and figures.unit_kind and figures.unit_kind not in kinds:
        return False
    if not because:
        return True
    return not any(figures.open(field) for field in line.statement.fields if figures.form.fields[field].last_of)


def _added(terms: Iterable[Term], constant: int, figures: Figures) -> Number:
    total = constant + figures.added(terms)
    return whole(total) if isinstance(total, Decimal) else total


def _compare(left: Number, operator: str, right: Number) -> bool:
    difference = left - right
    if isinstance(difference, Decimal) and abs(difference) < 1:  # beyond it rounding changes no sign, whatever its size
        difference = difference.quantize(Decimal(10) ** -PLACES, ROUND_HALF_UP)
    match operator:
        case "=":
            return difference == 0
        case "<=":
            return difference <= 0
        case _:
            return difference >= 0


def total_formula(identifier: str, layout: Layout) -> str:
    """Give the formula of a total: the right side of the statement that computes it."""
    statement = layout.form.computed[identifier]
    sheet = layout.places[identifier].sheet
    return "=" + _sum(statement.right, statement.right_constant, layout, sheet)


def left_formula(line: CheckLine, layout: Layout) -> str:
    """Give the left side on 校验: empty as long as a figure is missing or the unit's kind differs."""
    ready = _ready(line, layout)
    return f'=IF({ready},{_sum(line.statement.left, line.statement.left_constant, layout)},"")'


def right_formula(line: CheckLine, layout: Layout) -> str:
    """Give the right side on 校验, empty when the left side is."""
    side = _sum(line.statement.right, line.statement.right_constant, layout)
    return f'=IF({line.left}="","",{side})'


def difference_formula(line: CheckLine) -> str:
    """Give left minus right where the statement does not hold."""
    apart = f"ROUND({line.left}-{line.right},{PLACES})"
    return f'=IF({line.left}="","",IF({apart}{line.statement.operator}0,"",{apart}))'


def sign_formula(line: CheckLine, layout: Layout, failing: str) -> str:
    """Give the sign of a line, where what `failing` gives stands for a statement that does not hold."""
    test = f"ROUND({line.left}-{line.right},{PLACES}){line.statement.operator}0"
    waiting = f'"{Mark.OPEN}"'
    if applies := _applies_formula(line, layout):
        waiting = f'IF({applies},"{Mark.OPEN}","{Mark.NOT_APPLICABLE}")'
    return f'=IF({line.left}="",{waiting},IF({test},"{Mark.HOLDS}",{failing}))'


def _applies_formula(line: CheckLine, layout: Layout) -> str:
    tests = []
    if line.relation.kinds:
        cell = layout.places[layout.form.roles.field("unit_kind")]
        tests.append(f'OR({_kinds(line.relation.kinds, layout)},{address(cell.sheet, cell.cell)}="")')
    fields = (layout.form.fields[field] for field in line.statement.fields)
    if last := [layout.places[field.id] for field in fields if field.last_of]:
        areas = ",".join(_references(last, ""))
        tests.append(f"COUNT({areas})={len(last)}")
    return tests[0] if len(tests) == 1 else f"AND({','.join(tests)})" if tests else ""


def _ready(line: CheckLine, layout: Layout) -> str:
    by_section: dict[str, list[Place]] = {}
    for field in _participants(line.statement, layout):
        known = layout.form.fields[field]
        by_section.setdefault("" if known.last_of else known.section, []).append(layout.places[field])
    tests = [_filled(places, layout) for places in by_section.values()]
    if line.relation.kinds:
        tests.insert(0, f"OR({_kinds(line.relation.kinds, layout)})")
    return tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"


def _filled(places: list[Place], layout: Layout) -> str:
    """Test that a section's cells all hold numbers, or are blank where the section declares blanks to be zero."""
    areas = ",".join(_references(places, ""))
    filled = f"COUNT({areas})={len(places)}"
    flag = layout.form.section_of(places[0].field).blank_is_zero
    if flag is None or layout.form.fields[places[0].field].last_of:
        return filled
    answer = layout.places[flag.id]
    yes = f'{address(answer.sheet, answer.cell)}="{YES_NO[0].label}"'
    return f"OR({filled},AND({yes},COUNT({areas})=COUNTA({areas})))"


def _kinds(kinds: Iterable[str], layout: Layout) -> str:
    cell = layout.places[layout.form.roles.field("unit_kind")]
    labels = {option.id: option.label for option in layout.form.fields[layout.form.roles.field("unit_kind")].options}
    return ",".join(f'{address(cell.sheet, cell.cell)}="{labels[kind]}"' for kind in kinds)


def _participants(statement: Statement, layout: Layout) -> tuple[str, ...]:
    """Give the fields a statement names and all they rest on, the totals on the way included."""
    figures = Figures(form=layout.form, numbers={})
    resting = (each for field in statement.fields for each in figures.form.resting[field])
    return tuple(dict.fromkeys((*statement.fields, *resting)))


def _sum(terms: Iterable[Term], constant: int, layout: Layout, own_sheet: str = "") -> str:
    """Give a sum; SUM passes over text, so a total never turns into #VALUE!."""
    signed = {sign: [term.field for term in terms if term.sign == sign] for sign in (1, -1)}
    parts = [str(constant)] if constant or not signed[1] else []
    for sign, fields in signed.items():
        if fields:
            areas = ",".join(_references((layout.places[field] for field in fields), own_sheet))
            parts.append(("-" if sign < 0 else "") + f"SUM({areas})")
    return "+".join(parts).replace("+-", "-")


def _references(places: Iterable[Place], own_sheet: str) -> Iterator[str]:
    """Cover places with areas: bare on their own sheet, absolute with the sheet's name elsewhere."""
    by_sheet: dict[str, list[Cell]] = {}
    for place in places:
        by_sheet.setdefault(place.sheet, []).append(place.cell)
    for sheet, cells in by_sheet.items():
        for area in areas_of(cells):
            yield str(area) if sheet == own_sheet else address(sheet, area)
