"""The formulas of 核对: where the cells read went, the relations on the totals, each total added up another way."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from xlreport.cells import Area, Cell, address
from xlreport.forms import Field, Kind
from xlreport.layout import CheckLine, Layout, Place
from xlreport.merging.book.live import Formula, Key, factors, ledger_column, rounded_formula
from xlreport.merging.book.places import (
    COMPARED_SHEET,
    CONTROL_SHEET,
    EXCLUDED,
    INCLUDED,
    LEDGER_SHEET,
    Places,
)
from xlreport.relations import Mark, difference_formula, left_formula, mark_formula, right_formula
from xlreport.rounds import SCOPES, WHOLE


def control_formulas(at: Places) -> Iterator[Formula]:
    """Give every formula of the sheet."""
    yield from _cells(at)
    whole = _whole_layout(at)
    yield from _relations("relation", at.lines, whole)
    for number, field in enumerate(at.layout.form.numbers):
        yield from _field(at, field, at.fields_row + number)
    if at.compared:
        yield from _relations("carried", at.carried, whole)
        marks = Area(at.carried[0].mark, at.carried[-1].mark)
        fails = f'COUNTIF({marks},"{Mark.FAILS}")'
        text = f'=IF({fails}=0,"√ 全部衔接","× 有 "&{fails}&" 项不衔接")'
        yield _formula(at.carried_state, text, ("carried state",))


def _cells(at: Places) -> Iterator[Formula]:
    """Read = placed + excluded: the constants stand beside, in the same column."""
    read, placed, excluded, rest, mark = (Cell(at.cells_row + offset, 3) for offset in range(5))
    yield _formula(placed, f"=COUNT({address(LEDGER_SHEET, at.numbers)})", ("placed",))
    yield _formula(rest, f"={read}-{placed}-{excluded}", ("rest of cells",))
    yield _formula(mark, f'=IF({rest}=0,"{Mark.HOLDS}","{Mark.FAILS}")', ("cells mark",))
    last = at.fields_row + len(at.layout.form.numbers) - 1
    first = at.lines[0].row if at.lines else at.fields_row
    marks = Area(Cell(first, 6), Cell(last, 6))
    fails = "+".join(f'COUNTIF({area},"{Mark.FAILS}")' for area in (marks, mark))
    told = f'IF({fails}=0,"√ 全部相符","× 有 "&({fails})&" 项不符")'
    flags = ledger_column(at, "include")
    none = f'COUNTIF({flags},"{INCLUDED}")=0'
    out = f'COUNTIF({flags},"{EXCLUDED}")'
    text = f'=IF({none},"× 没有计入任何单位",{told})&IF({out}=0,"","（“明细”中有 "&{out}&" 个单位改为不计入）")'
    yield _formula(at.state, text, ("state",))


def _relations(kind: str, lines: Iterable[CheckLine], whole: Layout) -> Iterator[Formula]:
    for number, line in enumerate(lines):
        key = str(number)
        yield _formula(line.left, left_formula(line, whole), (f"{kind} left", key))
        yield _formula(line.right, right_formula(line, whole), (f"{kind} right", key))
        yield _formula(line.difference, difference_formula(line), (f"{kind} difference", key))
        yield _formula(line.mark, mark_formula(line, whole), (f"{kind} mark", key))


def _whole_layout(at: Places) -> Layout:
    """Give the layout in which each field sits at its total, last year's on 同比; blank answers at a heading."""
    form = at.layout.form
    whole = {field.id: at.totals[WHOLE, field.id] for field in form.numbers}
    for field in form.fields.values():
        if field.last_of:
            whole[field.id] = Place(field=field.id, sheet=COMPARED_SHEET, area=Area.of(at.last(field.last_of)))
    for sheet in at.sheets:
        if flag := sheet.section.blank_is_zero:
            whole[flag.id] = Place(field=flag.id, sheet=sheet.name, area=Area.of(Cell(0, 0)))
    return replace(at.layout, places={**at.layout.places, **whole}, lines=at.lines)


def _field(at: Places, field: Field, row: int) -> Iterator[Formula]:
    """Put the ledger, added up another way, beside the total of each scope, and beside its sum at the merge."""
    pairs = []
    for scope, (summed, total) in zip(SCOPES, at.field_cells(row), strict=True):
        product = f"SUMPRODUCT({factors(at, scope)}*{ledger_column(at, field.id)})"
        yield _formula(summed, f"={rounded_formula(product, field)}", ("ledger", scope, field.id), field.id)
        place = at.totals[scope, field.id]
        yield _formula(total, f"={address(place.sheet, place.cell)}", ("total", scope, field.id), field.id)
        pairs.append((summed, total))
    merged, now = at.merged_cells(row)
    every = rounded_formula(f"SUM({ledger_column(at, field.id)})", field)
    yield _formula(now, f"={every}", ("every", field.id), field.id)
    apart = "+".join(f"ABS({one}-{other})" for one, other in [*pairs, (merged, now)])
    whole, *tiers = (total for _, total in pairs)
    between = f"ABS({'-'.join(map(str, (whole, *tiers)))})"
    # Each total of an amount is rounded to 4 decimals by itself: the last of them need not add up.
    apart += f"+ROUND({between},3)" if field.kind is Kind.AMOUNT else f"+{between}"
    difference, mark = Cell(row, 5), Cell(row, 6)
    yield _formula(difference, f"=ROUND({apart},6)", ("difference", field.id), field.id)
    text = f'=IF({difference}=0,"{Mark.HOLDS}","{Mark.FAILS}")'
    yield _formula(mark, text, ("mark", field.id), field.id)


def _formula(cell: Cell, text: str, key: Key, field: str = "") -> Formula:
    return Formula(sheet=CONTROL_SHEET, cell=cell, text=text, key=key, field=field)
