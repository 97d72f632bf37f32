"""Draws a form's workbook: sheets, labels, inputs, totals, 校验, manifest. Values come in, none are made up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from xlreport.cells import Cell, address
from xlreport.drawing import Styles, locked_by, printed, property_text, written
from xlreport.drawing.look import A4, HEI, LINE, NAVY, SOFT, TAB_INPUT
from xlreport.drawing.look import LINK as LINK_COLOUR
from xlreport.drawing.pieces import in_pieces
from xlreport.figures import Figures
from xlreport.findings import Finding
from xlreport.forms import Kind
from xlreport.formulas import FormulaCell, Result, formula_cells, state_of
from xlreport.layout import (
    BAND,
    CHECK_HEADERS,
    CHECKS_SHEET,
    CODE_NAME,
    GUIDE_SHEET,
    LINK,
    MANIFEST_SHEET,
    RANK,
    TOP_LINE,
    TOP_LINES,
    Layout,
    Sheet,
    first_input,
)
from xlreport.manifest import code, rows
from xlreport.numbers import Number
from xlreport.submissions import Identity, Value
from xlreport.writing.canvas import Attached, Canvas, put
from xlreport.writing.checks_sheet import draw_check_lines
from xlreport.writing.findings_sheet import draw_findings
from xlreport.writing.heights import heights
from xlreport.writing.inputs import draw_inputs, field_style
from xlreport.writing.labels import draw_labels, frames_of
from xlreport.writing.shown_states import draw_states

_PROTECTION = {
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def write_workbook(  # noqa: PLR0913
    layout: Layout,
    identity: Identity,
    values: Mapping[str, Value],
    *,
    password: str = "",
    reasons: Mapping[int, str] | None = None,
    findings: Iterable[Finding] = (),
    attached: Attached | None = None,
    notice: str = "",
) -> bytes:
    """Give a workbook's bytes: blank when `values` is empty, else with them and true results in every formula.

    `values` maps field ids to int, Decimal, str, bool as in the answers; they must have been checked before.
    A total among them stands typed over its formula, as a clerk may have left it. `reasons` are the 说明 of
    the lines of 校验 by number; `findings` make an annotated copy: a note at each cell and a list of all.
    `notice` is a line on 封面: until when, whom to ask.
    What is `attached` stands on sheets of its own; a figure that follows from it and is among the values is typed over.
    With a `password` (XlreportError when it is too long) the protection can be taken off by those who know it.
    """
    issued = issued_values(layout, identity)
    more = attached or _NOTHING

    def draw(book: Any) -> None:
        canvas = Canvas(
            book=book,
            sheets={
                name: book.add_worksheet(name) for name in (*(sheet.name for sheet in layout.sheets), *more.sheets)
            },
            styles=Styles(book),
            layout=layout,
            identity=identity,
            values={**issued, **more.counted, **values},
            frames=frames_of(layout),
            issued=frozenset(issued),
            reasons=reasons or {},
            following={field: formula for field, formula in more.formulas.items() if field not in values},
        )
        _draw(canvas)
        more.draw(book, canvas.styles, canvas.sheets)
        _notice(canvas, notice)
        draw_findings(canvas, findings)
        _manifest(canvas)
        _properties(canvas)

    return in_pieces(written(draw, lock=locked_by(password, identity.issue) if password else None))


def _draw_nothing(_book: Any, _styles: Styles, _sheets: Mapping[str, Any]) -> None:
    """Draw no sheet besides the form's."""


_NOTHING = Attached(sheets=(), draw=_draw_nothing, formulas={}, counted={})


def _draw(canvas: Canvas) -> None:
    for sheet in canvas.layout.sheets:
        _page(canvas, sheet)
        _rows(canvas, sheet)
        draw_labels(canvas, sheet)
        draw_inputs(canvas, sheet)
    _formulas(canvas)
    draw_check_lines(canvas)
    draw_states(canvas)


def issued_values(layout: Layout, identity: Identity) -> dict[str, Value]:
    """Give the cover's values that the identity brings: unit, kind, region, year."""
    named = {layout.form.roles.field(each.name): getattr(identity, each.name) for each in fields(identity)}
    issued = (each for each in layout.form.fields.values() if each.issued)
    texts = {each.id: named.get(each.id, "") for each in issued}
    return {
        field: int(text) if layout.form.fields[field].kind is Kind.YEAR else text
        for field, text in texts.items()
        if text
    }


def _page(canvas: Canvas, sheet: Sheet) -> None:
    drawn = canvas.sheets[sheet.name]
    drawn.hide_gridlines(2)
    drawn.set_paper(A4)
    drawn.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.65)
    drawn.fit_to_pages(1, 1 if sheet.one_page else 0)
    if sheet.landscape:
        drawn.set_landscape()
    drawn.center_horizontally()
    who = printed(canvas.identity.unit_name, f"　{canvas.identity.year}")
    drawn.set_header(f"&L{who}&R{printed(canvas.layout.form.title)}")
    drawn.set_footer('&L&"宋体,Regular"&9&A&C&"宋体,Regular"&9第 &P 页　共 &N 页')
    for column, width in enumerate(sheet.widths):
        drawn.set_column(column, column, width, None, {"hidden": True} if column in sheet.hidden else {})
    _printed(canvas, sheet)
    if sheet.frozen:
        drawn.freeze_panes(sheet.frozen.row, sheet.frozen.column)
    start = _START.get(sheet.name) or first_input(sheet, canvas.layout.form)
    drawn.set_selection(start.row, start.column, start.row, start.column)
    drawn.set_tab_color(_TABS.get(sheet.name, TAB_INPUT) if sheet is not canvas.layout.cover else NAVY)
    drawn.protect("", _PROTECTION)


_START = {CHECKS_SHEET: Cell(TOP_LINE, 0), GUIDE_SHEET: Cell(4, 0)}
_TABS = {GUIDE_SHEET: "#8FA3B8", CHECKS_SHEET: "#A65F00"}


def _printed(canvas: Canvas, sheet: Sheet) -> None:
    """Print what is the form's, not what stands in the margin; official tables without their fills."""
    drawn, area = canvas.sheets[sheet.name], sheet.printed
    columns = min(area.last.column, len(CHECK_HEADERS) - 1) if sheet.hidden else area.last.column
    rows = canvas.layout.marks.last.row if sheet.name == CHECKS_SHEET else area.last.row
    drawn.print_area(0, 0, max(rows, sheet.code.row if sheet.code else 0), columns)
    if sheet.repeat is not None:
        drawn.repeat_rows(sheet.repeat)
    if sheet.notes:
        drawn.print_black_and_white()


def _rows(canvas: Canvas, sheet: Sheet) -> None:
    drawn = canvas.sheets[sheet.name]
    for row, height in heights(sheet).items():
        drawn.set_row(row, height)
    if sheet.name == CHECKS_SHEET:
        drawn.set_row(BAND.row, 26)
        for row in range(TOP_LINE, TOP_LINE + TOP_LINES):
            drawn.set_row(row, 20)
    if sheet is canvas.layout.cover:
        drawn.set_row(canvas.layout.status.row, 34)
        drawn.set_row(canvas.layout.whom.row, 22)
    if sheet.length:
        drawn.set_row(sheet.length.row, 22)
    if sheet.code:
        small = canvas.styles.small(font_size=8, text_wrap=False)
        drawn.write_string(sheet.code.row, sheet.code.column, code(canvas.identity), small)
        name = f"'{sheet.name}'!{CODE_NAME}"
        canvas.book.define_name(name, "=" + address(sheet.name, sheet.code))
    for cell, columns, look in _bands(sheet):
        for column in range(columns):
            drawn.write_blank(cell.row, cell.column + column, None, canvas.styles.band(**look))


def _notice(canvas: Canvas, notice: str) -> None:
    if notice:
        cell, cover = canvas.layout.notice, canvas.sheets[canvas.layout.cover.name]
        cover.set_row(cell.row, 20)
        cover.write_string(cell.row, cell.column, notice, canvas.styles.small(font_size=10, text_wrap=False))


def _bands(sheet: Sheet) -> Iterator[tuple[Cell, int, Mapping[str, Any]]]:
    """Give where a line across the sheet says how things stand, over how many columns, and its look."""
    if sheet.name == CHECKS_SHEET:
        yield BAND, len(CHECK_HEADERS), {"text_wrap": False}
    if sheet.length:
        yield sheet.length, len(sheet.widths), _LENGTH


_STATUS = {"font_size": 14, "align": "center", "indent": 0, "bottom": 2, "bottom_color": NAVY}
_WHOM = {"font_size": 12, "font_color": SOFT, "align": "center", "indent": 0, "bg_color": "#FFFFFF", "top": 0}
_LENGTH = {"font_size": 10, "font_color": NAVY, "text_wrap": False}


def _formulas(canvas: Canvas) -> None:
    figures = figures_of(canvas.layout, canvas.values)
    state = state_of(canvas.layout, figures, canvas.values, canvas.reasons)
    for each in formula_cells(canvas.layout):
        sheet, style, result = canvas.sheets[each.sheet], _formula_style(canvas, each), each.result(state)
        if span := _span(canvas.layout, each):
            sheet.merge_range(each.cell.row, each.cell.column, each.cell.row, each.cell.column + span - 1, None, style)
        if each.field in canvas.values:
            put(sheet, each.cell, canvas.values[each.field], style)
        else:
            sheet.write_formula(each.cell.row, each.cell.column, each.formula, style, _cached(result))


def _span(layout: Layout, each: FormulaCell) -> int:
    """Give over how many columns of 封面 a line or an echo reaches."""
    if each.sheet != layout.cover.name:
        return 0
    if each.cell in {layout.status, layout.whom}:
        return _COVER_COLUMNS
    return 0 if each.cell.row in {line.row for line in layout.progress} else _COVER_COLUMNS - each.cell.column


_COVER_COLUMNS = 5


def _formula_style(canvas: Canvas, each: FormulaCell) -> Any:
    layout, styles = canvas.layout, canvas.styles
    if each.field:
        place = layout.places[each.field]
        return field_style(canvas, layout.sheet(each.sheet), place, computed=True, locked=True)
    if each.sheet == CHECKS_SHEET:
        return _check_style(canvas, each.cell)
    sheet = layout.sheet(each.sheet)
    if sheet is layout.cover:
        return _cover_style(canvas, each.cell)
    if each.cell == sheet.state:
        return styles.format(font_name=HEI, font_size=10, align="right", text_wrap=False)
    if each.cell == sheet.length:
        return styles.band(**_LENGTH)
    if each.cell in sheet.counts.values():
        return styles.small(align="right", num_format='0" 字"')
    return styles.small(text_wrap=False)


def _cover_style(canvas: Canvas, cell: Cell) -> Any:
    layout, styles = canvas.layout, canvas.styles
    if cell == layout.status:
        return styles.band(**_STATUS)
    if cell == layout.whom:
        return styles.band(**_WHOM)
    columns = {line.row for line in layout.progress}
    if cell.row not in columns:
        return styles.small(valign="top", border=1, border_color=LINE)
    looks: dict[int, dict[str, Any]] = {
        2: {"num_format": "0%", "font_size": 9, "font_color": SOFT, "align": "right"},
        3: {"align": "center", "indent": 0},
        4: {"align": "center", "indent": 0, "font_name": HEI},
    }
    return styles.listed(**looks.get(cell.column, {"font_size": 8, "font_color": SOFT}))


def _check_style(canvas: Canvas, cell: Cell) -> Any:
    """Give the format of a result on 校验: words left, figures and signs centred."""
    styles = canvas.styles
    if cell == BAND:
        return styles.band(text_wrap=False)
    if cell.column >= RANK:
        return styles.small()
    if cell.column in {1, 2, 8}:
        return styles.listed(**({"font_color": SOFT} if cell.column == 8 else {}))  # noqa: PLR2004  # 说明
    looks: dict[int, dict[str, Any]] = {
        0: {"font_name": HEI},
        6: {"font_name": HEI, "num_format": "+General;-General;0"},
        LINK: {"font_color": LINK_COLOUR, "underline": 1, "font_size": 9, "text_wrap": False},
    }
    return styles.listed(align="center", indent=0, **looks.get(cell.column, {}))


def _manifest(canvas: Canvas) -> None:
    drawn = canvas.book.add_worksheet(MANIFEST_SHEET)
    for row, texts in enumerate(rows(canvas.identity, canvas.layout)):
        for column, text in enumerate(texts):
            drawn.write_string(row, column, text)
    drawn.protect("", _PROTECTION)
    drawn.very_hidden()
    canvas.sheets[canvas.layout.cover.name].activate()


def _properties(canvas: Canvas) -> None:
    for each in fields(canvas.identity):
        if text := getattr(canvas.identity, each.name):
            canvas.book.set_custom_property(f"xlreport.{each.name}", property_text(text), "text")


def figures_of(layout: Layout, values: Mapping[str, Value]) -> Figures:
    """Give the figures that a workbook with these values shows; text in a number cell is no figure."""
    form = layout.form
    numeric = {field: value for field, value in values.items() if form.fields[field].kind.numeric}
    numbers = {field: value for field, value in numeric.items() if isinstance(value, Number)}
    flags = {section.id: section.blank_is_zero for section in form.sections if section.blank_is_zero}
    zeroed = frozenset(section for section, flag in flags.items() if values.get(flag.id) is True)
    kind = values.get(form.roles.field("unit_kind"), "")
    unusable = frozenset(numeric.keys() - numbers.keys())
    return Figures(form=form, numbers=numbers, unusable=unusable, zeroed=zeroed, unit_kind=str(kind))


def _cached(result: Result) -> int | float | str:
    return float(result) if isinstance(result, Decimal) else result
