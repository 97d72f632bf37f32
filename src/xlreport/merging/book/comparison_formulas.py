"""The formulas of 同比 and 图表: both years' totals side by side, and the figures that charts are drawn from."""

from collections.abc import Iterable, Iterator

from xlreport.cells import Cell, address, areas_of
from xlreport.forms import Over
from xlreport.merging.book.chart_places import ChartPlace
from xlreport.merging.book.live import Formula, factors, ledger_column
from xlreport.merging.book.places import CHARTS_SHEET, COMPARED_SHEET, Places
from xlreport.rounds import WHOLE


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
