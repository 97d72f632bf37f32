"""The second arithmetic: what every formula of a consolidated workbook must come to, from cells as they were found."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from xlreport.forms import Field, Form, KeyFigure, Kind, Over, Statement
from xlreport.merging.book.book_places import Places
from xlreport.merging.book.chart_places import ChartPlace
from xlreport.merging.book.control_places import FIRST_LINES, control_lines
from xlreport.merging.book.formula_parts import Key
from xlreport.numbers import WIDE, Number
from xlreport.plain_records import dataclass

Value = Number | str
Found = dict[Key, Value]
_SCOPES = (("whole", (True, False)), ("own", (True,)), ("below", (False,)))
"""Each scope by its key, and whether it has rows of the own level, and others."""
_ALL = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """A row of 明细 as found: code, flag, tier, and a number per field, None where there is none."""

    code: str
    included: bool
    tier: str
    numbers: Mapping[str, Number | None]
    filled: int
    """number cells that hold a number"""
    visible: bool = True
    """whether the row is in sight"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constants:
    """What the formulas rest on beside 明细: the counts of 核对, sums at the merge, last year, units of charts."""

    read: Number
    excluded: Number
    merged: Mapping[str, Number]
    """by field, what the ledger came to at the merge"""
    last: Mapping[str, Number]
    """by field, last year's total"""
    charted: Mapping[str, Sequence[str]]
    """by field of a chart over units, the codes of its bars"""
    requests: Sequence[tuple[str, tuple[str, ...]]] = ()
    """the collected requests, each with its unit's code"""


def worked_out(lines: Iterable[LedgerLine], at: Places, constants: Constants) -> Found:
    """Work out every key of the workbook's formulas."""
    known = list(lines)
    found: Found = {}
    for scope, own in _SCOPES:
        chosen = [line for line in known if line.included and (line.tier == at.layout.form.units.own) in own]
        found["counted", scope] = len(chosen)
        for field in at.layout.form.numbers:
            found["total", scope, field.id] = found["ledger", scope, field.id] = added_up(chosen, field)
    for field in at.layout.form.numbers:
        found |= _field(known, field, found, constants)
    for kind, each in (("relation", at.lines), ("carried", at.carried)):
        for number, line in enumerate(each):
            found |= _relation(kind, str(number), line.statement, _figures(found, at.layout.form, constants))
    placed = sum(line.filled for line in known)
    rest = constants.read - placed - constants.excluded
    found |= {("placed",): placed, ("rest of cells",): rest, ("cells mark",): "×" if rest else "√"}
    for part, of in (("relation", "relation mark"), ("field", "mark")):
        signs = [value for key, value in found.items() if key[0] == of]
        wrong = signs.count("×")
        found["held", part] = f"{signs.count('√')} 项成立" + (f"，{wrong} 项不成立" if wrong else "")
    found |= _requests(known, at, constants)
    fails = _fails(found, {"relation mark", "mark", "cells mark", "requests mark"})
    said = f"× 有 {fails} 项不符" if fails else "√ 全部相符"
    out = sum(1 for line in known if not line.included)
    said = said if len(known) > out else "× 没有计入任何单位"
    found["state",] = said + (f"（“明细”中有 {out} 个单位改为不计入）" if out else "")
    broken = sum(1 for key, value in found.items() if key[0] == "carried mark" and value == "！")
    found["carried state",] = f"！ {broken} 项不衔接，待说明" if broken else "√ 全部衔接"
    found["coverage",] = f"{found['counted', _ALL]} / {at.due} 个单位"
    return found | _on_top(at, found) | _charted(known, at, found, constants)


def _on_top(at: Places, found: Found) -> Found:
    """Give the first lines of 汇总校验: × before ！, each as the sheet has them from top to bottom."""
    lines = control_lines(at)
    wanted = sorted(
        (line for line in lines if found[line.mark] in {"×", "！"}), key=lambda line: found[line.mark] != "×"
    )
    shown: Found = {}
    for place in range(FIRST_LINES):
        cells: list[Value] = ["", "没有要看的", "", "", "", "", "", "√"] if place == 0 else [""] * 8
        if wanted[place:]:
            line = wanted[place]
            left, right, apart, mark = (found[key] for key in line.keys)
            cells = [*line.said, left, line.sign, right, apart, mark]
        shown["first", str(place), "place"] = wanted[place].row - lines[0].row + 1 if wanted[place:] else ""
        shown |= {("first", str(place), str(column)): cell for column, cell in enumerate(cells)}
    return shown


def added_up(lines: Iterable[LedgerLine], field: Field) -> Decimal:
    """Add a field up over some rows, amounts to 4 decimals."""
    total = Decimal(sum(line.numbers.get(field.id) or 0 for line in lines))
    return total.quantize(Decimal("0.0001"), ROUND_HALF_UP, WIDE) if field.kind is Kind.AMOUNT else total


def _field(lines: list[LedgerLine], field: Field, found: Found, constants: Constants) -> Found:
    """Work out a field's row of 核对 and its row of 同比."""
    whole, *tiers = (Decimal(found["total", scope, field.id]) for scope, _ in _SCOPES)
    every = added_up(lines, field)
    visible = added_up((line for line in lines if line.visible), field)
    between = abs(whole - sum(tiers, Decimal(0)))
    if field.kind is Kind.AMOUNT:
        between = between.quantize(Decimal("0.001"), ROUND_HALF_UP, WIDE)
    apart = between + abs(every - Decimal(constants.merged[field.id]))
    before = Decimal(constants.last.get(field.id, 0))
    return {
        ("every", field.id): every,
        ("visible", field.id): visible,
        ("difference", field.id): apart,
        ("mark", field.id): "×" if apart else "√",
        ("change", field.id): whole - before,
        ("growth", field.id): (whole - before) / before if before else "",
    }


def _requests(lines: list[LedgerLine], at: Places, constants: Constants) -> Found:
    """Count the requests of each figure one by one, and add the figure up over the units they are from."""
    found: Found = {}
    codes = {code.casefold() for code, _ in constants.requests}
    for field, tests in (at.requests.counts if at.requests else {}).items():
        count = Decimal(0)
        for _, cells in constants.requests:
            wanted = [(cells[column], word) for column, word in tests]
            count += (all(cell if word == "?*" else cell == word for cell, word in wanted) and 1) or 0
        own = (line for line in lines if line.code.casefold() in codes)
        reported = sum((Decimal(line.numbers.get(field) or 0) for line in own), Decimal(0))
        found["requests", field], found["requests of units", field] = count, reported
        found["requests difference", field] = count - reported
        found["requests mark", field] = "×" if count != reported else "√"
    return found


def _fails(found: Found, kinds: set[str]) -> int:
    return sum(1 for key, value in found.items() if key[0] in kinds and value == "×")


def _figures(found: Found, form: Form, constants: Constants) -> dict[str, Decimal]:
    """Give every total by field, last year's by the field that shows it."""
    figures = {field.id: Decimal(found["total", _ALL, field.id]) for field in form.numbers}
    for field in form.fields.values():
        if field.last_of:
            figures[field.id] = Decimal(constants.last.get(field.last_of, 0))
    return figures


def _relation(kind: str, number: str, statement: Statement, figures: Mapping[str, Decimal]) -> Found:
    left = Decimal(statement.left_constant)
    right = Decimal(statement.right_constant)
    for term in statement.left:
        left += term.sign * figures[term.field]
    for term in statement.right:
        right += term.sign * figures[term.field]
    apart = (left - right).quantize(Decimal("0.000001"), ROUND_HALF_UP, WIDE)
    holds = {"=": apart == 0, "<=": apart <= 0, ">=": apart >= 0}[statement.operator]
    return {
        (f"{kind} left", number): left,
        (f"{kind} right", number): right,
        (f"{kind} difference", number): "" if holds else apart,
        (f"{kind} mark", number): "√" if holds else "！" if kind == "carried" else "×",
    }


def _charted(lines: list[LedgerLine], at: Places, found: Found, constants: Constants) -> Found:
    now: Found = {}
    this = {field.id: Decimal(found["total", _ALL, field.id]) for field in at.layout.form.numbers}
    for place in at.charts:
        for fields in (fields for bar in place.chart.bars for fields in bar.sums):
            now["sum", *fields] = _over(this, fields)
            now["last sum", *fields] = _over(constants.last, fields)
        if place.chart.over is Over.UNITS:
            counted = [line for line in lines if line.included]
            now |= _sizes(counted, place.chart.field) if place.classes else _bars(counted, place, this, constants)
    for field in at.layout.form.compared:
        now |= _bar(field, this[field], Decimal(constants.last.get(field, 0)))
    for figure, _ in at.key_figures:
        now |= _key_figure(figure, this, constants.last)
    return now


def _bar(field: str, now: Decimal, before: Decimal) -> Found:
    """Draw a change in squares, one for each fortieth of last year's figure: to the left where it is less."""
    pieces = (40 * (now - before) / before).quantize(Decimal(1), ROUND_HALF_UP, WIDE) if before else Decimal(0)
    square = "█" * int(min(abs(pieces), Decimal(10)))
    left, right = (square, "") if pieces < 0 else ("", square)
    return {("less", field): left, ("more", field): right, ("last sum", field): before}


def _over(figures: Mapping[str, Number], fields: Iterable[str]) -> Decimal:
    return sum((Decimal(figures.get(field, 0)) for field in fields), Decimal(0))


def _bars(lines: list[LedgerLine], place: ChartPlace, this: Mapping[str, Decimal], constants: Constants) -> Found:
    """Add up the bars of a chart over units, and say what is left."""
    field, now = place.chart.field, dict[Key, Value]()
    rest = total = this[field]
    for bar, code in enumerate(constants.charted[field]):
        own = (Decimal(line.numbers.get(field) or 0) for line in lines if line.code == code)
        height = sum(own, Decimal(0))
        now["unit", field, str(bar)] = height
        rest -= height
    share = (100 * rest / total).quantize(Decimal("0.1"), ROUND_HALF_UP, WIDE) if total else Decimal(0)
    zeros = sum(1 for line in lines if line.numbers.get(field) == 0)
    now["other units", field] = rest
    now["others said", field] = (
        f"图中是数字最大的 {place.bars} 个单位；其余单位合计 {_digits(rest)}，占 {_digits(share)}%；"
        f"计入的 {len(lines)} 个单位中 {zeros} 个为 0。"
    )
    return now


def _digits(number: Decimal) -> str:
    """Write a number as a program joins it to a text."""
    return f"{number.normalize():f}"


_SIZES = ((0, 0), (0, 10), (10, 50), (50, 100), (100, None))
"""From where a class of units goes, and below what; the first are those that have none."""


def _sizes(lines: list[LedgerLine], field: str) -> Found:
    now: Found = {}
    known = [Decimal(number) for line in lines if (number := line.numbers.get(field)) is not None]
    for number, (first, below) in enumerate(_SIZES):
        if number == 0:
            inside = [each for each in known if each == 0]
        else:
            inside = [each for each in known if each > 0 and each >= first and (below is None or each < below)]
        now["class", field, str(number)] = len(inside)
    return now


def _key_figure(figure: KeyFigure, this: Mapping[str, Number], last: Mapping[str, Number]) -> Found:
    """Work out a key figure for both years, and how far they are apart."""
    key, now = (*figure.fields, "/", *figure.of), dict[Key, Value]()
    values: list[Value] = []
    for name, year in (("figure", this), ("last figure", last)):
        value: Value = _over(year, figure.fields)
        if figure.of:
            of = _over(year, figure.of)
            value = Decimal(value) / of if of else ""
        now[name, *key] = value
        values.append(value)
    points = Decimal(100 if figure.of else 1)
    now["figure change", *key] = "" if "" in values else points * (Decimal(values[0]) - Decimal(values[1]))
    return now


def same(shown: object, expected: Value) -> bool:
    """Tell whether a stored result is this value, as near as a spreadsheet program's numbers come."""
    if expected == "":
        return shown in {None, ""}
    if isinstance(expected, str):
        return shown == expected
    if isinstance(shown, bool) or not isinstance(shown, int | float):
        return False
    return float(expected) == shown or abs(Decimal(repr(shown)) - Decimal(expected)) < Decimal("0.00001")
