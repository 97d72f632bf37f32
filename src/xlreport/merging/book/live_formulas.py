"""Every formula of a consolidated workbook, each with a key for what it comes to. Works nothing out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from xlreport.cells import Area, Cell, address, areas_of
from xlreport.forms import Field, Kind, Over
from xlreport.layout import CheckLine, Layout, Place
from xlreport.merging.book.book_places import (
    CHARTS_SHEET,
    COMPARED_SHEET,
    CONTROL_SHEET,
    COVER_SHEET,
    EXCLUDED,
    INCLUDED,
    LEDGER_SHEET,
    REQUESTS_KEYS,
    ChartPlace,
    Places,
)
from xlreport.relations import Mark, difference_formula, left_formula, mark_formula, right_formula
from xlreport.rounds import OWN, SCOPES, WHOLE

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """One formula; `key` names what it works out, so that two calculators can say it apart."""

    sheet: str
    cell: Cell
    text: str
    key: Key
    field: str = ""


def ledger_column(at: Places, identifier: str) -> str:
    """Give the address of a column of 明细 over all rows."""
    return address(LEDGER_SHEET, at.column(identifier))


def conditions(at: Places, scope: str) -> str:
    """Give the pairs of column and word by which SUMIFS and COUNTIFS choose the rows of a scope."""
    chosen = f'{ledger_column(at, "include")},"{INCLUDED}"'
    return chosen if scope == WHOLE else f'{chosen},{ledger_column(at, "tier")},"{_sign(scope)}{at.level.own}"'


def factors(at: Places, scope: str) -> str:
    """Give the product by which SUMPRODUCT chooses the rows of a scope."""
    chosen = f'({ledger_column(at, "include")}="{INCLUDED}")'
    return chosen if scope == WHOLE else f'{chosen}*({ledger_column(at, "tier")}{_sign(scope) or "="}"{at.level.own}")'


def _sign(scope: str) -> str:
    """Give the comparison with the own level's tier: what is below has other words at each level."""
    return "" if scope == OWN else "<>"


def rounded_formula(formula: str, field: Field) -> str:
    """Round the sum of an amount to 4 decimals: binary fractions leave a tail."""
    return f"ROUND({formula},4)" if field.kind is Kind.AMOUNT else formula


def formulas(at: Places) -> Iterator[Formula]:
    """Give every formula of a consolidated workbook: 封面, 汇总, 同比, 图表, 核对."""
    yield from _cover(at)
    yield from _totals(at)
    yield from compared_formulas(at)
    yield from chart_formulas(at)
    yield from control_formulas(at)


def _cover(at: Places) -> Iterator[Formula]:
    for scope in SCOPES:
        item = "counted" if scope == WHOLE else f"counted.{scope}"
        text = f"=COUNTIFS({conditions(at, scope)})"
        yield Formula(sheet=COVER_SHEET, cell=at.cover(item), text=text, key=("counted", scope))
    state = address(CONTROL_SHEET, at.state)
    yield Formula(sheet=COVER_SHEET, cell=at.cover("state"), text=f"={state}", key=("state",))
    if at.compared:
        text = f"={address(CONTROL_SHEET, at.carried_state)}"
        yield Formula(sheet=COVER_SHEET, cell=at.cover("carried"), text=text, key=("carried state",))


def _totals(at: Places) -> Iterator[Formula]:
    fields = {field.id: field for field in at.layout.form.numbers}
    for (scope, identifier), place in at.totals.items():
        summed = f"SUMIFS({ledger_column(at, identifier)},{conditions(at, scope)})"
        text = f"={rounded_formula(summed, fields[identifier])}"
        yield Formula(sheet=place.sheet, cell=place.cell, text=text, key=("total", scope, identifier), field=identifier)


def compared_formulas(at: Places) -> Iterator[Formula]:
    """Give for each figure this year's total, the change, and the change in parts of last year's."""
    for field in at.layout.form.numbers if at.compared else ():
        last = at.last(field.id)
        now, change, growth = (last.shifted(columns=columns) for columns in (1, 2, 3))
        place = at.totals[WHOLE, field.id]
        texts = {
            now: (f"={address(place.sheet, place.cell)}", ("total", WHOLE, field.id)),
            change: (f"={now}-{last}", ("change", field.id)),
            growth: (f'=IF({last}=0,"",{change}/{last})', ("growth", field.id)),
        }
        for cell, (text, key) in texts.items():
            yield Formula(sheet=COMPARED_SHEET, cell=cell, text=text, key=key, field=field.id)


def chart_formulas(at: Places) -> Iterator[Formula]:
    """Give the figures below every chart."""
    for place in at.charts:
        match place.chart.over:
            case Over.UNITS:
                yield from _units(place, at)
            case Over.YEARS:
                yield from _years(place, at)
            case Over.FIGURES:
                yield from _figures(place, at)


def _units(place: ChartPlace, at: Places) -> Iterator[Formula]:
    field = place.chart.field
    codes, figures = ledger_column(at, "code"), ledger_column(at, field)
    for bar in range(place.bars):
        chosen = f"EXACT({codes},{place.code(bar).absolute})*{factors(at, WHOLE)}"
        text = f"=SUMPRODUCT({chosen},{figures})"
        yield _formula(place.value(bar), text, ("unit", field, str(bar)))
    if place.rest:
        total = at.totals[WHOLE, field]
        drawn = f"{place.value(0)}:{place.value(place.bars - 1)}"
        text = f"={address(total.sheet, total.cell)}-SUM({drawn})"
        yield _formula(place.value(place.bars), text, ("other units", field))


def _figures(place: ChartPlace, at: Places) -> Iterator[Formula]:
    for number, bar in enumerate(place.chart.bars):
        for series, fields in enumerate(bar.sums):
            yield _formula(place.value(number, series), _sum_of_totals(fields, at), ("sum", *fields))


def _years(place: ChartPlace, at: Places) -> Iterator[Formula]:
    for number, bar in enumerate(place.chart.bars):
        (fields,) = bar.sums
        cells = _listed(COMPARED_SHEET, (at.last(field) for field in fields))
        yield _formula(place.value(number), f"=SUM({cells})", ("last sum", *fields))
        yield _formula(place.value(number, 1), _sum_of_totals(fields, at), ("sum", *fields))


def _sum_of_totals(fields: Iterable[str], at: Places) -> str:
    by_sheet: dict[str, list[Cell]] = {}
    for place in (at.totals[WHOLE, field] for field in fields):
        by_sheet.setdefault(place.sheet, []).append(place.cell)
    return f"=SUM({','.join(_listed(sheet, cells) for sheet, cells in by_sheet.items())})"


def _listed(sheet: str, cells: Iterable[Cell]) -> str:
    return ",".join(address(sheet, area) for area in areas_of(cells))


def _formula(cell: Cell, text: str, key: tuple[str, ...]) -> Formula:
    return Formula(sheet=CHARTS_SHEET, cell=cell, text=text, key=key)


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
        yield _on_control(at.carried_state, text, ("carried state",))
    yield from _requests(at)


def _requests(at: Places) -> Iterator[Formula]:
    """Hold each figure of the table of requests against the collected requests, for the units that have any."""
    known = at.requests
    if known is None:
        return
    skipped = len(REQUESTS_KEYS)
    units = f"ISNUMBER(MATCH({ledger_column(at, 'code')},{known.column(0)},0))"
    for number, (field, tests) in enumerate(known.counts.items()):
        chosen = ",".join(f'{known.column(skipped + column)},"{word}"' for column, word in tests)
        left, right, apart, mark = (known.line(number, column) for column in (3, 4, 5, 6))
        yield _on_control(left, f"=COUNTIFS({chosen})", ("requests", field), field)
        text = f"=SUMPRODUCT({units}*{ledger_column(at, field)})"
        yield _on_control(right, text, ("requests of units", field), field)
        yield _on_control(apart, f"={left}-{right}", ("requests difference", field), field)
        text = f'=IF({apart}=0,"{Mark.HOLDS}","{Mark.FAILS}")'
        yield _on_control(mark, text, ("requests mark", field), field)


def _cells(at: Places) -> Iterator[Formula]:
    """Read = placed + excluded: the constants stand beside, in the same column."""
    read, placed, excluded, rest, mark = (Cell(at.cells_row + offset, 3) for offset in range(5))
    yield _on_control(placed, f"=COUNT({address(LEDGER_SHEET, at.numbers)})", ("placed",))
    yield _on_control(rest, f"={read}-{placed}-{excluded}", ("rest of cells",))
    yield _on_control(mark, f'=IF({rest}=0,"{Mark.HOLDS}","{Mark.FAILS}")', ("cells mark",))
    last = at.fields_row + len(at.layout.form.numbers) - 1
    first = at.lines[0].row if at.lines else at.fields_row
    marks = Area(Cell(first, 6), Cell(last, 6))
    known, areas = at.requests, [marks, mark]
    if known and known.counts:
        areas.append(Area(known.line(0, 6), known.line(len(known.counts) - 1, 6)))
    fails = "+".join(f'COUNTIF({area},"{Mark.FAILS}")' for area in areas)
    told = f'IF({fails}=0,"√ 全部相符","× 有 "&({fails})&" 项不符")'
    flags = ledger_column(at, "include")
    none = f'COUNTIF({flags},"{INCLUDED}")=0'
    out = f'COUNTIF({flags},"{EXCLUDED}")'
    text = f'=IF({none},"× 没有计入任何单位",{told})&IF({out}=0,"","（“明细”中有 "&{out}&" 个单位改为不计入）")'
    yield _on_control(at.state, text, ("state",))


def _relations(kind: str, lines: Iterable[CheckLine], whole: Layout) -> Iterator[Formula]:
    for number, line in enumerate(lines):
        key = str(number)
        yield _on_control(line.left, left_formula(line, whole), (f"{kind} left", key))
        yield _on_control(line.right, right_formula(line, whole), (f"{kind} right", key))
        yield _on_control(line.difference, difference_formula(line), (f"{kind} difference", key))
        yield _on_control(line.mark, mark_formula(line, whole), (f"{kind} mark", key))


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
    difference, mark = Cell(row, 5), Cell(row, 6)
    yield _on_control(difference, f"=ROUND({apart},6)", ("difference", field.id), field.id)
    text = f'=IF({difference}=0,"{Mark.HOLDS}","{Mark.FAILS}")'
    yield _on_control(mark, text, ("mark", field.id), field.id)


def _on_control(cell: Cell, text: str, key: Key, field: str = "") -> Formula:
    return Formula(sheet=CONTROL_SHEET, cell=cell, text=text, key=key, field=field)
