"""Every formula of a consolidated workbook, each with a key for what it comes to. Works nothing out."""

from collections.abc import Iterable, Iterator

from xlreport.cells import Cell, address, areas_of
from xlreport.forms import KeyFigure, Over
from xlreport.merging.book.book_places import (
    CHARTS_SHEET,
    COMPARED_SHEET,
    CONTROL_SHEET,
    COVER_SHEET,
    LEDGER_SHEET,
    LONGEST_BAR,
    SQUARE,
    SQUARES,
    Places,
)
from xlreport.merging.book.chart_places import CLASSES, LAST_YEAR, ChartPlace
from xlreport.merging.book.control_formulas import control_formulas
from xlreport.merging.book.formula_parts import Formula, conditions, factors, ledger_column, rounded_formula
from xlreport.rounds import SCOPES, WHOLE

_VISIBLE_SUM = 109
"""What SUBTOTAL calls a sum without hidden rows."""


def formulas(at: Places) -> Iterator[Formula]:
    """Give every formula of a consolidated workbook: 封面, 汇总, 明细, 同比, 图表, 汇总校验."""
    yield from _cover(at)
    yield from _totals(at)
    yield from _visible(at)
    yield from compared_formulas(at)
    yield from chart_formulas(at)
    yield from control_formulas(at)


def _cover(at: Places) -> Iterator[Formula]:
    for scope in SCOPES:
        item = "counted" if scope == WHOLE else f"counted.{scope}"
        text = f"=COUNTIFS({conditions(at, scope)})"
        yield Formula(sheet=COVER_SHEET, cell=at.cover(item), text=text, key=("counted", scope))
    said = f'=COUNTIFS({conditions(at, WHOLE)})&" / {at.due} 个单位"'
    yield Formula(sheet=COVER_SHEET, cell=at.cover("coverage"), text=said, key=("coverage",))
    state = address(CONTROL_SHEET, at.state)
    yield Formula(sheet=COVER_SHEET, cell=at.cover("state"), text=f"={state}", key=("state",))
    if at.compared:
        text = f"={address(CONTROL_SHEET, at.carried_state)}"
        yield Formula(sheet=COVER_SHEET, cell=at.cover("carried"), text=text, key=("carried state",))
    for figure, cell in at.key_figures:
        yield from _key_figure(figure, cell, at)


def _key_figure(figure: KeyFigure, cell: Cell, at: Places) -> Iterator[Formula]:
    """Give a key figure, last year's below it, and the change beside that, of a part in points of a hundred."""
    key = (*figure.fields, "/", *figure.of)
    last, change = cell.shifted(rows=1), cell.shifted(rows=2)
    now = _part(_sum_of_totals(figure.fields, at), _sum_of_totals(figure.of, at) if figure.of else "")
    yield Formula(sheet=COVER_SHEET, cell=cell, text=now, key=("figure", *key))
    if at.compared:
        before = _part(_sum_of_last(figure.fields, at), _sum_of_last(figure.of, at) if figure.of else "")
        yield Formula(sheet=COVER_SHEET, cell=last, text=before, key=("last figure", *key))
        points = f'=IF(COUNT({cell},{last})<2,"",100*({cell}-{last}))' if figure.of else f"=ROUND({cell}-{last},4)"
        yield Formula(sheet=COVER_SHEET, cell=change, text=points, key=("figure change", *key))


def _part(figure: str, of: str) -> str:
    """Divide one sum by another, nothing by none."""
    return f'=IF({of[1:]}=0,"",{figure[1:]}/{of[1:]})' if of else figure


def _totals(at: Places) -> Iterator[Formula]:
    fields = {field.id: field for field in at.layout.form.numbers}
    for (scope, identifier), place in at.totals.items():
        summed = f"SUMIFS({ledger_column(at, identifier)},{conditions(at, scope)})"
        text = f"={rounded_formula(summed, fields[identifier])}"
        yield Formula(sheet=place.sheet, cell=place.cell, text=text, key=("total", scope, identifier), field=identifier)


def _visible(at: Places) -> Iterator[Formula]:
    """Add up the rows of 明细 that a filter leaves in sight, whether they count or not."""
    for field in at.layout.form.numbers:
        text = f"={rounded_formula(f'SUBTOTAL({_VISIBLE_SUM},{at.column(field.id)})', field)}"
        yield Formula(
            sheet=LEDGER_SHEET, cell=at.visible(field.id), text=text, key=("visible", field.id), field=field.id
        )


def compared_formulas(at: Places) -> Iterator[Formula]:
    """Give for each figure this year's total, the change, and the change in parts of last year's."""
    for identifier in at.layout.form.compared if at.compared else ():
        yield from _main_line(identifier, at)
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


def _main_line(field: str, at: Places) -> Iterator[Formula]:
    """Give the line of a figure that units are compared by, with a bar as long as its change, to the left or right."""
    last, now, change, growth, less, more = (at.compared_cell(field, part) for part in range(6))
    total = at.totals[WHOLE, field]
    texts = {
        last: (f"={at.last(field)}", ("last sum", field)),
        now: (f"={address(total.sheet, total.cell)}", ("total", WHOLE, field)),
        change: (f"={now}-{last}", ("change", field)),
        growth: (f'=IF({last}=0,"",{change}/{last})', ("growth", field)),
        less: (_bar(growth, "<", "-"), ("less", field)),
        more: (_bar(growth, ">", ""), ("more", field)),
    }
    for cell, (text, key) in texts.items():
        yield Formula(sheet=COMPARED_SHEET, cell=cell, text=text, key=key, field=field)


def _bar(growth: Cell, sign: str, minus: str) -> str:
    """Draw a change in squares: one for each fortieth of last year's figure, ten at most."""
    length = f"MIN({LONGEST_BAR},ROUND({minus}{growth}*{SQUARES},0))"
    return f'=IF(ISNUMBER({growth}),IF({growth}{sign}0,REPT("{SQUARE}",{length}),""),"")'


def chart_formulas(at: Places) -> Iterator[Formula]:
    """Give the figures of every chart."""
    for place in at.charts:
        match place.chart.over:
            case Over.UNITS if place.classes:
                yield from _classes(place, at)
            case Over.UNITS:
                yield from _units(place, at)
            case _:
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
        text = f"={address(total.sheet, total.cell)}-SUM({place.column()})"
        yield _formula(place.others, text, ("other units", field))


def _classes(place: ChartPlace, at: Places) -> Iterator[Formula]:
    """Count the units by size, and say below the pictures what the units that are not drawn come to."""
    field = place.chart.field
    column, counted = ledger_column(at, field), conditions(at, WHOLE)
    for number, (_, *tests) in enumerate(CLASSES):
        asked = "".join(f',{column},"{test}"' for test in tests if test)
        yield _formula(place.value(number), f"=COUNTIFS({counted}{asked})", ("class", field, str(number)))
    (units,) = (each for each in at.charts if each.chart is place.chart and each.rest)
    total = address(at.totals[WHOLE, field].sheet, at.totals[WHOLE, field].cell)
    share = f"IF({total}=0,0,ROUND(100*{units.others}/{total},1))"
    text = (
        f'="图中是数字最大的 {units.bars} 个单位；其余单位合计 "&{units.others}&"，占 "&{share}&"%；计入的 "'
        f'&COUNTIFS({counted})&" 个单位中 "&{place.value(0)}&" 个为 0。"'
    )
    yield _formula(at.chart_foot, text, ("others said", field))


def _figures(place: ChartPlace, at: Places) -> Iterator[Formula]:
    """Give the sums of a chart's bars, in the columns of last year those of last year."""
    for number, bar in enumerate(place.chart.bars):
        sums = bar.sums * len(place.series) if len(bar.sums) == 1 else bar.sums
        for series, (name, fields) in enumerate(zip(place.series, sums, strict=True)):
            last = name == LAST_YEAR and not place.chart.series
            text = _sum_of_last(fields, at) if last else _sum_of_totals(fields, at)
            key = ("last sum" if last else "sum", *fields)
            yield _formula(place.value(number, series), text, key)
            if place.tabled:
                yield _formula(place.shown(number, series), f"={place.value(number, series)}", key)


def _sum_of_last(fields: Iterable[str], at: Places) -> str:
    return f"=SUM({_listed(COMPARED_SHEET, (at.last(field) for field in fields))})"


def _sum_of_totals(fields: Iterable[str], at: Places) -> str:
    by_sheet: dict[str, list[Cell]] = {}
    for place in (at.totals[WHOLE, field] for field in fields):
        by_sheet.setdefault(place.sheet, []).append(place.cell)
    return f"=SUM({','.join(_listed(sheet, cells) for sheet, cells in by_sheet.items())})"


def _listed(sheet: str, cells: Iterable[Cell]) -> str:
    return ",".join(address(sheet, area) for area in areas_of(cells))


def _formula(cell: Cell, text: str, key: tuple[str, ...]) -> Formula:
    return Formula(sheet=CHARTS_SHEET, cell=cell, text=text, key=key)
