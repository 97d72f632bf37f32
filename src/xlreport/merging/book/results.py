"""What each formula of a consolidated workbook comes to, exactly: the writer's calculator. Rounds nothing."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from xlreport.forms import Form, KeyFigure, Over
from xlreport.formulas import Sign
from xlreport.merging.book.book_places import CONTROL_MARK, LONGEST_BAR, SQUARE, SQUARES, Places
from xlreport.merging.book.chart_places import CLASSES, ChartPlace
from xlreport.merging.book.control_places import FIRST_LINES, NOTHING, control_lines
from xlreport.merging.book.formula_parts import Key
from xlreport.merging.ledgers import Decision, Ledger, Row
from xlreport.merging.scope_totals import belongs, last_totals, scope_figures, totals
from xlreport.numbers import WIDE, Number, shown, whole
from xlreport.relations import Mark, Outcome, evaluate
from xlreport.rounds import SCOPES, WHOLE

Result = Number | str
_NOBODY = "× 没有计入任何单位"


def results(ledger: Ledger, at: Places) -> dict[Key, Result]:
    """Give the result of every formula by its key."""
    form = at.layout.form
    sums, last = totals(ledger.rows, form), last_totals(ledger.comparable, form)
    found: dict[Key, Result] = {("counted", scope): _counted(ledger, scope, at.layout.form) for scope in SCOPES}
    for scope, by_field in sums.items():
        for field, total in by_field.items():
            found["total", scope, field] = found["ledger", scope, field] = total
    for field, total in sums[WHOLE].items():
        found["every", field] = found["visible", field] = total
        found["difference", field], found["mark", field] = 0, Mark.HOLDS.value
    figures = scope_figures(sums, form, last=last if at.compared else None)
    for kind, lines in (("relation", at.lines), ("carried", at.carried)):
        for number, line in enumerate(lines):
            found |= _relation(kind, str(number), evaluate(line, figures))
    found |= {("held", part): held_text(found, *kinds) for part, kinds in _HELD.items()}
    found |= _cells(ledger)
    found |= _requests(ledger, at)
    fails = _fails(found, "relation mark", "mark", "cells mark", "requests mark")
    found["coverage",] = f"{len(ledger.rows)} / {at.due} 个单位"
    found["state",] = state_text(fails) if ledger.rows else _NOBODY
    found["carried state",] = carried_text(_marked(found, Sign.WANTS, "carried mark"))
    found |= _first(found, at)
    return found | _compared(sums[WHOLE], last, form) | _charted(ledger.rows, at, sums[WHOLE], last)


def _requests(ledger: Ledger, at: Places) -> Mapping[Key, Result]:
    """Count the collected requests, and add up what their units reported."""
    found: dict[Key, Result] = {}
    rows = [row for row in ledger.registered if row.requests and row.requests.rows]
    for field, tests in (at.requests.counts if at.requests else {}).items():
        requests = [request for row in rows for request in (row.requests.rows if row.requests else ())]
        count = sum(all(_says(request[column], word) for column, word in tests) for request in requests)
        reported = sum((row.numbers[field] or 0 for row in rows), 0)
        apart = count - reported
        found["requests", field], found["requests of units", field] = count, reported
        found["requests difference", field] = apart
        found["requests mark", field] = (Mark.FAILS if apart else Mark.HOLDS).value
    return found


def _says(said: str, word: str) -> bool:
    """Tell whether a cell says a word as COUNTIFS takes it; of "?*" anything."""
    return bool(said) if word == "?*" else said.casefold() == word.casefold()


_HELD = {"relation": ("relation mark",), "field": ("mark",)}
"""The parts of 汇总校验 with the keys of their lines."""


def held_text(found: Mapping[Key, Result], *kinds: str) -> str:
    """Say how many lines of a part hold, and how many do not."""
    fails = _fails(found, *kinds)
    held = sum(1 for key, result in found.items() if key[0] in kinds and result == Mark.HOLDS)
    return f"{held} 项成立" + (f"，{fails} 项不成立" if fails else "")


def state_text(fails: int) -> str:
    """Say what 核对 comes to with so many lines that fail."""
    return f"× 有 {fails} 项不符" if fails else "√ 全部相符"


def carried_text(fails: int) -> str:
    """Say how this year follows on the last, with so many lines that fail."""
    return f"！ {fails} 项不衔接，待说明" if fails else "√ 全部衔接"


def _fails(found: Mapping[Key, Result], *kinds: str) -> int:
    return _marked(found, Sign.FAILS, *kinds)


def _marked(found: Mapping[Key, Result], sign: Sign, *kinds: str) -> int:
    return sum(1 for key, result in found.items() if key[0] in kinds and result == sign)


def _first(found: Mapping[Key, Result], at: Places) -> Mapping[Key, Result]:
    """Show on top of 汇总校验 the lines that do not agree, then those to be explained."""
    lines, result = control_lines(at), dict[Key, Result]()
    signs = (Sign.FAILS, Sign.WANTS)
    first = [line for sign in signs for line in lines if found[line.mark] == sign]
    for place in range(FIRST_LINES):
        shown_there: list[Result] = [
            NOTHING.get(column, "") if place == 0 else "" for column in range(CONTROL_MARK + 1)
        ]
        where: Result = ""
        if place < len(first):
            line = first[place]
            left, right, apart, mark = (found[key] for key in line.keys)
            shown_there, where = [*line.said, left, line.sign, right, apart, mark], line.row - lines[0].row + 1
        result |= {("first", str(place), str(column)): each for column, each in enumerate(shown_there)}
        result["first", str(place), "place"] = where
    return result


def _counted(ledger: Ledger, scope: str, form: Form) -> int:
    return sum(1 for row in ledger.rows if belongs(row.tier, scope, form))


def _relation(kind: str, number: str, outcome: Outcome) -> Mapping[Key, Result]:
    open_, fails = outcome.mark in {Mark.OPEN, Mark.NOT_APPLICABLE}, outcome.mark is Mark.FAILS
    return {
        (f"{kind} left", number): "" if open_ else outcome.left,
        (f"{kind} right", number): "" if open_ else outcome.right,
        (f"{kind} difference", number): outcome.difference if fails else "",
        (f"{kind} mark", number): Sign.WANTS.value if fails and kind == "carried" else outcome.mark.value,
    }


def _cells(ledger: Ledger) -> Mapping[Key, Result]:
    placed = sum(1 for row in ledger.rows for value in row.numbers.values() if value is not None)
    rest = cells_read(ledger) - placed - cells_excluded(ledger)
    mark = Mark.FAILS if rest else Mark.HOLDS
    return {("placed",): placed, ("rest of cells",): rest, ("cells mark",): mark.value}


def cells_read(ledger: Ledger) -> int:
    """Count the number cells with a figure in all files of the inbox."""
    return sum(line.read for line in ledger.files)


def cells_excluded(ledger: Ledger) -> int:
    """Count those of files that are not counted, each with its reason in 上报情况."""
    return sum(line.read for line in ledger.files if line.decision is not Decision.COUNTED)


def _compared(now: Mapping[str, Number], last: Mapping[str, Number], form: Form) -> dict[Key, Result]:
    found: dict[Key, Result] = {}
    for field, before in last.items():
        change = now[field] - before
        found["change", field] = change
        found["growth", field] = Decimal(change) / Decimal(before) if before else ""
    for field in form.compared:
        growth = found.get(("growth", field), "")
        squares = Decimal(0) if isinstance(growth, str) else SQUARES * Decimal(growth)
        length = int(squares.quantize(Decimal(1), ROUND_HALF_UP, WIDE))
        found["less", field] = SQUARE * min(LONGEST_BAR, max(0, -length))
        found["more", field] = SQUARE * min(LONGEST_BAR, max(0, length))
        found["last sum", field] = last[field]
    return found


def _charted(
    rows: Sequence[Row], at: Places, now: Mapping[str, Number], last: Mapping[str, Number]
) -> dict[Key, Result]:
    found: dict[Key, Result] = {}
    for place in at.charts:
        chart = place.chart
        if chart.over is Over.UNITS:
            found |= _sizes(rows, chart.field) if place.classes else _bars(rows, place, now[chart.field])
        for fields in (fields for bar in chart.bars for fields in bar.sums):
            found["sum", *fields] = sum((now[field] for field in fields), 0)
            found["last sum", *fields] = sum((last[field] for field in fields), 0)
    for figure, _ in at.key_figures:
        found |= _key_figure(figure, now, last)
    return found


def _bars(rows: Sequence[Row], place: ChartPlace, total: Number) -> dict[Key, Result]:
    """Give the bars of a chart over units, and what is said of the units that it does not draw."""
    field, drawn = place.chart.field, charted_units(rows, place)
    found: dict[Key, Result] = {("unit", field, str(bar)): row.numbers[field] or 0 for bar, row in enumerate(drawn)}
    rest = total - sum(row.numbers[field] or 0 for row in drawn)
    zeros = sum(row.numbers[field] == 0 for row in rows)
    share = (Decimal(100) * rest / total).quantize(Decimal("0.1"), ROUND_HALF_UP, WIDE) if total else 0
    found["other units", field] = rest
    found["others said", field] = (
        f"图中是数字最大的 {place.bars} 个单位；其余单位合计 {shown(rest)}，占 {shown(whole(Decimal(share)))}%；"
        f"计入的 {len(rows)} 个单位中 {zeros} 个为 0。"
    )
    return found


def _sizes(rows: Sequence[Row], field: str) -> dict[Key, Result]:
    """Count the units by size; one below 0, which only a trial adds up, is of none."""
    numbers = [number for row in rows if (number := row.numbers[field]) is not None]
    limits = (10, 50, 100)
    sizes = [0 if not number else 1 + sum(number >= limit for limit in limits) for number in numbers if number >= 0]
    return {("class", field, str(size)): sizes.count(size) for size in range(len(CLASSES))}


def _key_figure(figure: KeyFigure, now: Mapping[str, Number], last: Mapping[str, Number]) -> dict[Key, Result]:
    key = (*figure.fields, "/", *figure.of)
    this, before = _figure(figure, now), _figure(figure, last)
    change: Result = ""
    if not isinstance(this, str) and not isinstance(before, str):
        change = (100 if figure.of else 1) * (this - before)
    return {("figure", *key): this, ("last figure", *key): before, ("figure change", *key): change}


def _figure(figure: KeyFigure, totals: Mapping[str, Number]) -> Result:
    """Add a key figure up, in parts of the other sum where it has one; nothing in parts of none."""
    total = sum((totals[field] for field in figure.fields), 0)
    if not figure.of:
        return total
    of = sum((totals[field] for field in figure.of), 0)
    return Decimal(total) / Decimal(of) if of else ""


def charted_units(rows: Sequence[Row], place: ChartPlace) -> tuple[Row, ...]:
    """Give the rows that a chart over units draws: those with the largest figures, of equal ones the first."""
    return tuple(sorted(rows, key=lambda row: -(row.numbers[place.chart.field] or 0))[: place.bars])
