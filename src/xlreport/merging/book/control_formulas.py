"""The formulas of 汇总校验: what was read, relations on the totals, totals against the ledger, what fails first."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from xlreport.cells import Area, Cell, address
from xlreport.forms import Field, Kind
from xlreport.formulas import Sign
from xlreport.layout import CheckLine, Layout, Place
from xlreport.merging.book.book_places import (
    COMPARED_SHEET,
    CONTROL_APART,
    CONTROL_LEFT,
    CONTROL_MARK,
    CONTROL_RIGHT,
    CONTROL_SHEET,
    EXCLUDED,
    INCLUDED,
    LEDGER_SHEET,
    REQUESTS_KEYS,
    Places,
)
from xlreport.merging.book.control_places import FIRST_LINES, NOTHING, PLACE, first_row, marks
from xlreport.merging.book.formula_parts import Formula, Key, factors, ledger_column, rounded_formula
from xlreport.relations import Mark, difference_formula, left_formula, right_formula, sign_formula
from xlreport.rounds import SCOPES, WHOLE


def control_formulas(at: Places) -> Iterator[Formula]:
    """Give every formula of the sheet."""
    yield from _first(at)
    yield from _cells(at)
    whole = _whole_layout(at)
    yield from _relations("relation", at.lines, whole)
    for number, field in enumerate(at.layout.form.numbers):
        yield from _field(at, field, at.fields_row + number)
    if at.compared:
        yield from _relations("carried", at.carried, whole)
        signs = Area(at.carried[0].mark, at.carried[-1].mark)
        fails = f'COUNTIF({signs},"{Sign.WANTS}")'
        text = f'=IF({fails}=0,"√ 全部衔接","！ "&{fails}&" 项不衔接，待说明")'
        yield _on_control(at.carried_state, text, ("carried state",))
    for part, (cell, signs) in at.held.items():
        held, fails = (f'COUNTIF({signs},"{mark}")' for mark in (Mark.HOLDS, Mark.FAILS))
        text = f'={held}&" 项成立"&IF({fails}=0,"","，"&{fails}&" 项不成立")'
        yield _on_control(cell, text, ("held", part))
    yield from _requests(at)


def _first(at: Places) -> Iterator[Formula]:
    """Bring to the top what does not agree, then what is to be explained: where each stands, and its line."""
    area = marks(at)
    for place in range(FIRST_LINES):
        found = Cell(first_row(place), PLACE)
        yield _on_control(found, f"={_place(place, area)}", ("first", str(place), "place"))
        for column in range(CONTROL_MARK + 1):
            listed = Area(Cell(area.first.row, column), Cell(area.last.row, column)).absolute
            nothing = NOTHING.get(column, "") if place == 0 else ""
            text = f'=IF({found}="","{nothing}",INDEX({listed},{found}))'
            yield _on_control(Cell(found.row, column), text, ("first", str(place), str(column)))


def _place(place: int, area: Area) -> str:
    """Give which line of the marks comes at a place: the next × below the one before, after the last × the next ！."""
    before = str(Cell(first_row(place - 1), PLACE)) if place else "0"
    fails, wants = (f'COUNTIF({area.absolute},"{mark}")' for mark in (Sign.FAILS, Sign.WANTS))
    from_top = f"IF({place}<={fails},0,{before})"
    return (
        f"IF({place + 1}<={fails},{_next(Sign.FAILS, before, area)},"
        f'IF({place + 1}<={fails}+{wants},{_next(Sign.WANTS, from_top, area)},""))'
    )


def _next(mark: Sign, before: str, area: Area) -> str:
    """Find a mark below the one at a place before."""
    return f'{before}+MATCH("{mark}",INDEX({area.absolute},{before}+1):{area.last.absolute},0)'


_SIDES = (CONTROL_LEFT, CONTROL_RIGHT, CONTROL_APART, CONTROL_MARK)


def _requests(at: Places) -> Iterator[Formula]:
    """Hold each figure of the table of requests against the collected requests, for the units that have any."""
    known = at.requests
    if known is None:
        return
    skipped = len(REQUESTS_KEYS)
    units = f"ISNUMBER(MATCH({ledger_column(at, 'code')},{known.column(0)},0))"
    for number, (field, tests) in enumerate(known.counts.items()):
        chosen = ",".join(f'{known.column(skipped + column)},"{word}"' for column, word in tests)
        left, right, apart, mark = (known.line(number, column) for column in _SIDES)
        yield _on_control(left, f"=COUNTIFS({chosen})", ("requests", field), field)
        text = f"=SUMPRODUCT({units}*{ledger_column(at, field)})"
        yield _on_control(right, text, ("requests of units", field), field)
        yield _on_control(apart, f"={left}-{right}", ("requests difference", field), field)
        text = f'=IF({apart}=0,"{Mark.HOLDS}","{Mark.FAILS}")'
        yield _on_control(mark, text, ("requests mark", field), field)


def _cells(at: Places) -> Iterator[Formula]:
    """Read = placed + excluded: the constants stand beside, in the same column."""
    read, placed, excluded, rest, mark = (Cell(at.cells_row + offset, CONTROL_LEFT) for offset in range(5))
    yield _on_control(placed, f"=COUNT({address(LEDGER_SHEET, at.numbers)})", ("placed",))
    yield _on_control(rest, f"={read}-{placed}-{excluded}", ("rest of cells",))
    yield _on_control(mark, f'=IF({rest}=0,"{Mark.HOLDS}","{Mark.FAILS}")', ("cells mark",))
    known, areas = at.requests, [*(signs for _, signs in at.held.values()), Area.of(mark)]
    if known and known.counts:
        areas.append(Area(known.line(0, CONTROL_MARK), known.line(len(known.counts) - 1, CONTROL_MARK)))
    fails = "+".join(f'COUNTIF({area},"{Mark.FAILS}")' for area in areas)
    told = f'IF({fails}=0,"√ 全部相符","× 有 "&({fails})&" 项不符")'
    flags = ledger_column(at, "include")
    none = f'COUNTIF({flags},"{INCLUDED}")=0'
    out = f'COUNTIF({flags},"{EXCLUDED}")'
    text = f'=IF({none},"× 没有计入任何单位",{told})&IF({out}=0,"","（“明细”中有 "&{out}&" 个单位改为不计入）")'
    yield _on_control(at.state, text, ("state",))


def _relations(kind: str, lines: Iterable[CheckLine], whole: Layout) -> Iterator[Formula]:
    failing = Sign.WANTS.value if kind == "carried" else Mark.FAILS.value
    for number, line in enumerate(lines):
        key = str(number)
        yield _on_control(line.left, left_formula(line, whole), (f"{kind} left", key))
        yield _on_control(line.right, right_formula(line, whole), (f"{kind} right", key))
        yield _on_control(line.difference, difference_formula(line), (f"{kind} difference", key))
        yield _on_control(line.mark, sign_formula(line, whole, f'"{failing}"'), (f"{kind} mark", key))


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
        yield _on_control(summed, f"={rounded_formula(product, field)}", ("ledger", scope, field.id), field.id)
        place = at.totals[scope, field.id]
        yield _on_control(total, f"={address(place.sheet, place.cell)}", ("total", scope, field.id), field.id)
        pairs.append((summed, total))
    merged, now = at.merged_cells(row)
    every = rounded_formula(f"SUM({ledger_column(at, field.id)})", field)
    yield _on_control(now, f"={every}", ("every", field.id), field.id)
    apart = "+".join(f"ABS({one}-{other})" for one, other in [*pairs, (merged, now)])
    whole, *tiers = (total for _, total in pairs)
    between = f"ABS({'-'.join(map(str, (whole, *tiers)))})"
    # Each total of an amount is rounded to 4 decimals by itself: the last of them need not add up.
    apart += f"+ROUND({between},3)" if field.kind is Kind.AMOUNT else f"+{between}"
    difference, mark = Cell(row, CONTROL_APART), Cell(row, CONTROL_MARK)
    yield _on_control(difference, f"=ROUND({apart},6)", ("difference", field.id), field.id)
    text = f'=IF({difference}=0,"{Mark.HOLDS}","{Mark.FAILS}")'
    yield _on_control(mark, text, ("mark", field.id), field.id)


def _on_control(cell: Cell, text: str, key: Key, field: str = "") -> Formula:
    return Formula(sheet=CONTROL_SHEET, cell=cell, text=text, key=key, field=field)
