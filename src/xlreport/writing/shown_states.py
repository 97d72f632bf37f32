"""Conditional formats: how a cell shows that something is wrong with it, wants a reason, or is not there yet.

What is asked of another sheet is asked by its defined name: Excel repairs a file that does otherwise.
"""

from collections.abc import Iterable
from typing import Any

from xlreport.cells import Area, Cell, areas_of
from xlreport.drawing.look import (
    BAD,
    BAD_FILL,
    BAR,
    GOOD,
    GOOD_FILL,
    SOFT,
    THIS_YEAR,
    TINT1,
    TINT2,
    WARN,
    WARN_FILL,
)
from xlreport.findings import Severity
from xlreport.forms import YES_NO, Kind
from xlreport.formulas import Sign, margin_area
from xlreport.layout import BAND, CHECK_HEADERS, CHECKS_SHEET, TOP_LINE, TOP_LINES, CheckLine, Sheet
from xlreport.writing.canvas import Canvas
from xlreport.writing.checks_sheet import mark_name

_LONG_SUM = 6
_WRONG = {"font_color": BAD, "bg_color": BAD_FILL, "bold": True}
_WANTING = {"font_color": WARN, "bg_color": WARN_FILL, "bold": True}
_SIGNS: dict[str, dict[str, Any]] = {
    "×": {"font_color": BAD, "bg_color": BAD_FILL},
    "！": {"font_color": WARN, "bg_color": WARN_FILL},
    "√": {"font_color": GOOD},
    "已": {"font_color": GOOD},
    "填": {"font_color": WARN},
    "○": {"font_color": WARN},
    "—": {"font_color": SOFT},
}
_BAND = {
    "×": {"font_color": BAD, "bg_color": BAD_FILL},
    "！": {"font_color": WARN, "bg_color": WARN_FILL},
    "√": {"font_color": GOOD, "bg_color": GOOD_FILL},
    "○": {"font_color": THIS_YEAR, "bg_color": TINT1},
    "—": {"font_color": SOFT, "bg_color": TINT1},
}


def draw_states(canvas: Canvas) -> None:
    """Draw every conditional format of a return."""
    for sheet in canvas.layout.sheets:
        _numbers(canvas, sheet)
        _texts(canvas, sheet)
        _empty_totals(canvas, sheet)
        if sheet.state:
            plain = {sign: {"font_color": look["font_color"]} for sign, look in _SIGNS.items()}
            _by_sign(canvas, sheet.name, Area.of(sheet.state), plain)
        if sheet.notes:
            told = {sign: {**_SIGNS[sign], "bold": True} for sign in ("×", "！")}
            _by_sign(canvas, sheet.name, margin_area(sheet), told)
    for number, line in enumerate(canvas.layout.lines):
        _failing(canvas, number, line)
    _cover(canvas)
    _checks(canvas)


def _lay(canvas: Canvas, sheet: str, areas: Iterable[Area], test: str, **look: Any) -> None:
    """Lay a look over areas wherever a test holds, said of the first cell."""
    every = list(areas)
    first = every[0].first
    canvas.sheets[sheet].conditional_format(
        first.row,
        first.column,
        first.row,
        first.column,
        {
            "type": "formula",
            "criteria": f"={test}",
            "format": canvas.styles.state(**look),
            "multi_range": " ".join(map(str, every)),
        },
    )


def _by_sign(canvas: Canvas, sheet: str, area: Area, looks: dict[str, dict[str, Any]], of: str = "") -> None:
    """Colour by the sign that a text begins with, the cell's own or that of another one."""
    for sign, look in looks.items():
        _lay(canvas, sheet, [area], f'LEFT({of or area.first},1)="{sign}"', **look)


def _numbers(canvas: Canvas, sheet: Sheet) -> None:
    """Mark what is no number in a number cell."""
    form = canvas.layout.form
    fields = ((place, form.fields[place.field]) for place in sheet.places)
    cells = [place.cell for place, field in fields if field.kind.numeric and field.id not in form.computed]
    if cells:
        first = min(cells)
        _lay(canvas, sheet.name, areas_of(cells), f"(1-ISBLANK({first}))*(1-ISNUMBER({first}))=1", **_WRONG)


def _texts(canvas: Canvas, sheet: Sheet) -> None:
    """Mark words of a template, a part that is not written as others are, and a text that is too long."""
    form = canvas.layout.form
    areas = [place.area for place in sheet.places if form.fields[place.field].kind is Kind.TEXT]
    if not areas:
        return
    if form.left_over:
        words = ",".join(f'ISNUMBER(FIND("{word}",{areas[0].first}))' for word in form.left_over)
        _lay(canvas, sheet.name, areas, f"OR({words})", font_color=WARN, bg_color=WARN_FILL)
    counts = list(sheet.counts.values())
    whole = f"SUM({','.join(cell.absolute for cell in counts)})"
    _lay(
        canvas,
        sheet.name,
        [Area.of(cell) for cell in counts],
        f"AND({counts[0]}=0,{whole}>0)",
        font_color=WARN,
        bg_color=WARN_FILL,
    )
    if sheet.length:
        limit = next(section.limit for section in form.sections if section.id == sheet.section)
        area = Area.of(sheet.length, 1, len(sheet.widths))
        _lay(canvas, sheet.name, [area], f"{whole}>{limit}", font_color=WARN, bg_color=WARN_FILL)


def _empty_totals(canvas: Canvas, sheet: Sheet) -> None:
    """Show no total as long as nothing is filled in."""
    form = canvas.layout.form
    own = [place for place in sheet.places if form.fields[place.field].kind.numeric]
    totals = [place.cell for place in own if place.field in form.computed]
    typed = [p.cell for p in own if p.field not in form.computed and not form.fields[p.field].last_of]
    flag = next((s.blank_is_zero for s in form.sections if s.id == sheet.section and s.blank_is_zero), None)
    if totals and typed:
        areas = ",".join(area.absolute for area in areas_of(typed))
        test = f"COUNT({areas})=0"
        if flag:
            test = f'AND({test},{canvas.layout.places[flag.id].cell.absolute}<>"{YES_NO[0].label}")'
        _lay(canvas, sheet.name, areas_of(totals), test, font_color=TINT2)


def _failing(canvas: Canvas, number: int, line: CheckLine) -> None:
    """Mark the cells of a line that does not hold, as its rule takes it."""
    sign, look = (Sign.FAILS, _WRONG) if line.severity is Severity.ERROR else (Sign.WANTS, _WANTING)
    by_sheet: dict[str, list[Cell]] = {}
    for field in _suspects(line):
        by_sheet.setdefault(canvas.layout.places[field].sheet, []).append(canvas.layout.places[field].cell)
    for sheet, cells in by_sheet.items():
        _lay(canvas, sheet, map(Area.of, cells), f'{mark_name(number)}="{sign}"', **look)


def _suspects(line: CheckLine) -> tuple[str, ...]:
    """Give the fields to colour: all that take part, but of a long sum only the total."""
    statement = line.statement
    fields = statement.fields if len(statement.right) <= _LONG_SUM else [term.field for term in statement.left]
    return tuple(fields)


def _cover(canvas: Canvas) -> None:
    layout, name = canvas.layout, canvas.layout.cover.name
    status = Area.of(layout.status, 1, 5)
    _by_sign(canvas, name, status, _BAND, of=layout.status.absolute)
    if layout.progress:
        first, last = layout.progress[0], layout.progress[-1]
        _by_sign(canvas, name, Area(first.sign, last.sign), _SIGNS)
        canvas.sheets[name].conditional_format(
            first.share.row,
            first.share.column,
            last.share.row,
            last.share.column,
            {
                "type": "data_bar",
                "data_bar_2010": True,
                "bar_solid": True,
                "bar_color": BAR,
                "bar_no_border": True,
                "min_type": "num",
                "max_type": "num",
                "min_value": 0,
                "max_value": 1.0,
            },
        )


def _checks(canvas: Canvas) -> None:
    marks = canvas.layout.marks
    _by_sign(canvas, CHECKS_SHEET, marks, _SIGNS)
    top = Area.of(Cell(TOP_LINE, 0), TOP_LINES, len(CHECK_HEADERS))
    for sign in ("×", "！"):
        _lay(canvas, CHECKS_SHEET, [top], f'$A{TOP_LINE + 1}="{sign}"', bg_color=_SIGNS[sign]["bg_color"])
    _lay(canvas, CHECKS_SHEET, [Area.of(Cell(TOP_LINE, 0), 1, 2)], f'$A${TOP_LINE + 1}="√"', font_color=GOOD)
    band = Area.of(BAND, 1, len(CHECK_HEADERS))
    fails, wants, still_open = (f'COUNTIF({marks.absolute},"{sign}")' for sign in ("×", "！", "—"))
    _lay(canvas, CHECKS_SHEET, [band], f"{fails}>0", **_BAND["×"])
    _lay(canvas, CHECKS_SHEET, [band], f"AND({fails}=0,{wants}>0)", **_BAND["！"])
    _lay(canvas, CHECKS_SHEET, [band], f"{fails}+{wants}+{still_open}=0", **_BAND["√"])
