"""Every formula of a consolidated workbook, each with a key for what it comes to. Works nothing out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xlreport.cells import Area, Cell, address
from xlreport.forms import Field, Kind
from xlreport.layout import Layout, Place
from xlreport.merging.places import CONTROL_SHEET, COVER_SHEET, INCLUDED, LEDGER_SHEET, Places
from xlreport.merging.totals import SCOPES, WHOLE
from xlreport.relations import Mark, difference_formula, left_formula, mark_formula, right_formula
from xlreport.rounds import OWN_TIER

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """One formula; `key` names what it works out, so that two calculators can say it apart."""

    sheet: str
    cell: Cell
    text: str
    key: Key
    field: str = ""


def formulas(at: Places) -> Iterator[Formula]:
    """Give every formula of a consolidated workbook: 封面, 汇总, 核对."""
    yield from _counts(at)
    fields = {field.id: field for field in at.layout.form.numbers}
    for (scope, identifier), place in at.totals.items():
        text = f"={_rounded(_sumifs(at, scope, identifier), fields[identifier])}"
        key = ("total", scope, identifier)
        yield Formula(sheet=place.sheet, cell=place.cell, text=text, key=key, field=identifier)
    yield from _cell_control(at)
    yield from _relation_control(at)
    for number, field in enumerate(at.layout.form.numbers):
        yield from _field_control(at, field, at.fields_row + number)


def _ledger(at: Places, identifier: str) -> str:
    return address(LEDGER_SHEET, at.column(identifier))


def _sumifs(at: Places, scope: str, identifier: str) -> str:
    conditions = f'{_ledger(at, "include")},"{INCLUDED}"'
    if scope != WHOLE:
        conditions += f',{_ledger(at, "tier")},"{_sign(scope)}{OWN_TIER}"'
    return f"SUMIFS({_ledger(at, identifier)},{conditions})"


def _sign(scope: str) -> str:
    """Give the comparison with the own level's tier: what is below has other words at each level."""
    return "" if scope == OWN_TIER else "<>"


def _rounded(formula: str, field: Field) -> str:
    return f"ROUND({formula},4)" if field.kind is Kind.AMOUNT else formula


def _counts(at: Places) -> Iterator[Formula]:
    included = f'{_ledger(at, "include")},"{INCLUDED}"'
    for scope in SCOPES:
        item = "counted" if scope == WHOLE else f"counted.{scope}"
        tier = "" if scope == WHOLE else f',{_ledger(at, "tier")},"{_sign(scope)}{OWN_TIER}"'
        text = f"=COUNTIFS({included}{tier})"
        yield Formula(sheet=COVER_SHEET, cell=at.cover(item), text=text, key=("counted", scope))
    state = address(CONTROL_SHEET, at.state)
    yield Formula(sheet=COVER_SHEET, cell=at.cover("state"), text=f"={state}", key=("state",))


def _cell_control(at: Places) -> Iterator[Formula]:
    """Read = placed + excluded: the constants stand beside, in the same column."""
    row = at.cells_row
    read, placed, excluded, rest, mark = (Cell(row + offset, 3) for offset in range(5))
    numbers = address(LEDGER_SHEET, at.numbers)
    yield _control(placed, f"=COUNT({numbers})", ("placed",))
    yield _control(rest, f"={read}-{placed}-{excluded}", ("rest",))
    yield _control(mark, f'=IF({rest}=0,"{Mark.HOLDS}","{Mark.FAILS}")', ("rest mark",))
    last = at.fields_row + len(at.layout.form.numbers) - 1
    marks = Area(Cell(at.lines[0].row, 6), Cell(last, 6))
    fails = "+".join(f'COUNTIF({area},"{Mark.FAILS}")' for area in (marks, mark))
    text = f'=IF({fails}=0,"√ 全部相符","× 有 "&({fails})&" 项不相符")'
    yield _control(at.state, text, ("state",))


def _relation_control(at: Places) -> Iterator[Formula]:
    county = _county_layout(at)
    for number, line in enumerate(at.lines):
        yield _control(line.left, left_formula(line, county), ("left", str(number)))
        yield _control(line.right, right_formula(line, county), ("right", str(number)))
        yield _control(line.difference, difference_formula(line), ("relation difference", str(number)))
        yield _control(line.mark, mark_formula(line, county), ("relation mark", str(number)))


def _county_layout(at: Places) -> Layout:
    """Give the layout in which each field sits at its total; blank answers at a heading."""
    county = {field.id: at.totals[WHOLE, field.id] for field in at.layout.form.numbers}
    for sheet in at.sheets:
        if flag := sheet.section.blank_is_zero:
            county[flag.id] = Place(field=flag.id, sheet=sheet.name, area=Area.of(Cell(0, 0)))
    return replace(at.layout, places={**at.layout.places, **county}, lines=at.lines)


def _field_control(at: Places, field: Field, row: int) -> Iterator[Formula]:
    """Put the sum of the ledger, added up in another way, beside the total of each scope."""
    pairs = []
    for scope, column in zip(SCOPES, (3, 7, 9), strict=True):
        ledger, total = Cell(row, column), Cell(row, column + 1)
        chosen = f'({_ledger(at, "include")}="{INCLUDED}")'
        if scope != WHOLE:
            chosen += f'*({_ledger(at, "tier")}{_sign(scope) or "="}"{OWN_TIER}")'
        product = f"SUMPRODUCT({chosen}*{_ledger(at, field.id)})"
        yield _control(ledger, f"={_rounded(product, field)}", ("ledger", scope, field.id), field.id)
        place = at.totals[scope, field.id]
        yield _control(total, f"={address(place.sheet, place.cell)}", ("total", scope, field.id), field.id)
        pairs.append((ledger, total))
    apart = "+".join(f"ABS({ledger}-{total})" for ledger, total in pairs)
    whole, *tiers = (total for _, total in pairs)
    apart += f"+ABS({'-'.join(map(str, (whole, *tiers)))})"
    difference, mark = Cell(row, 5), Cell(row, 6)
    yield _control(difference, f"=ROUND({apart},6)", ("difference", field.id), field.id)
    text = f'=IF({difference}=0,"{Mark.HOLDS}","{Mark.FAILS}")'
    yield _control(mark, text, ("mark", field.id), field.id)


def _control(cell: Cell, text: str, key: Key, field: str = "") -> Formula:
    return Formula(sheet=CONTROL_SHEET, cell=cell, text=text, key=key, field=field)
