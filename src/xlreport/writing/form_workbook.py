"""Draws a form's workbook: sheets, labels, inputs, totals, 校验, manifest. Values come in, none are made up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, fields
from itertools import pairwise
from typing import Any

from xlreport.cells import Cell, address
from xlreport.drawing import Styles, locked_by, parts_written, printed, property_text
from xlreport.drawing.look import A4, NAVY, TAB_AND_PAGES, TAB_INPUT
from xlreport.drawing.measures import printed_scale
from xlreport.drawing.pieces import pieced
from xlreport.findings import Finding
from xlreport.forms import Kind
from xlreport.layout import (
    BAND,
    CHECK_HEADERS,
    CHECKS_SHEET,
    CODE_NAME,
    GUIDE_SHEET,
    MANIFEST_SHEET,
    TOP_LINE,
    TOP_LINES,
    Layout,
    Sheet,
    first_input,
)
from xlreport.manifest import code, rows
from xlreport.plain_records import dataclass
from xlreport.submissions import Identity, Value
from xlreport.writing.canvas import Attached, Canvas
from xlreport.writing.checks_sheet import draw_check_lines
from xlreport.writing.findings_sheet import draw_findings
from xlreport.writing.heights import heights
from xlreport.writing.inputs import draw_inputs
from xlreport.writing.labels import draw_labels, frames_of
from xlreport.writing.own_texts import apart_of
from xlreport.writing.result_cells import LENGTH, draw_results
from xlreport.writing.shown_states import draw_states

_PROTECTION = {
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def _draw_nothing(_book: Any, _styles: Styles, _sheets: Mapping[str, Any]) -> None:
    """Draw no sheet besides the form's."""


_NOTHING = Attached(sheets=(), draw=_draw_nothing, formulas={}, counted={})


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookContent:
    """All that a workbook is drawn from, as `write_workbook` takes it."""

    layout: Layout
    identity: Identity
    values: Mapping[str, Value]
    password: str = ""
    reasons: Mapping[int, str] = field(default_factory=dict)
    findings: Iterable[Finding] = ()
    attached: Attached = _NOTHING
    notice: str = ""


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
    content = WorkbookContent(
        layout=layout,
        identity=identity,
        values=values,
        password=password,
        reasons=reasons or {},
        findings=findings,
        attached=attached or _NOTHING,
        notice=notice,
    )
    return pieced(workbook_parts(content), apart_of(layout, identity))


def workbook_parts(content: WorkbookContent) -> Mapping[str, bytes]:
    """Give the parts of the workbook that `write_workbook` gives, by their names and not packed."""

    def draw(book: Any) -> None:
        canvas = _canvas(book, content)
        _draw(canvas)
        content.attached.draw(book, canvas.styles, canvas.sheets)
        _notice(canvas, content.notice)
        draw_findings(canvas, content.findings)
        _manifest(canvas)
        _properties(canvas)

    return parts_written(draw, locked_by(content.password, content.identity.issue) if content.password else None)


def _canvas(book: Any, content: WorkbookContent) -> Canvas:
    """Give an empty book its sheets, and all that is drawn on them."""
    layout, attached = content.layout, content.attached
    issued = issued_values(layout, content.identity)
    names = (*(sheet.name for sheet in layout.sheets), *attached.sheets)
    return Canvas(
        book=book,
        sheets={name: book.add_worksheet(name) for name in names},
        styles=Styles(book),
        layout=layout,
        identity=content.identity,
        values={**issued, **attached.counted, **content.values},
        frames=frames_of(layout),
        issued=frozenset(issued),
        reasons=content.reasons,
        following={field: formula for field, formula in attached.formulas.items() if field not in content.values},
    )


_LINES_OF_A_PAGE = 34
"""Paragraphs and names of parts that an upright page takes while the paragraphs are short."""


def _draw(canvas: Canvas) -> None:
    for sheet in canvas.layout.sheets:
        _page(canvas, sheet)
        _rows(canvas, sheet)
        draw_labels(canvas, sheet)
        draw_inputs(canvas, sheet)
    draw_results(canvas)
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
    if sheet.landscape:
        drawn.set_landscape()
    _paged(drawn, sheet)
    drawn.center_horizontally()
    who = printed(canvas.identity.unit_name, f"　{canvas.identity.year}")
    drawn.set_header(f"&L{who}&R{printed(canvas.layout.form.title)}")
    drawn.set_footer(TAB_AND_PAGES)
    for column, width in enumerate(sheet.widths):
        drawn.set_column(column, column, width, None, {"hidden": True} if column in sheet.hidden else {})
    _printed(canvas, sheet)
    if sheet.frozen:
        drawn.freeze_panes(sheet.frozen.row, sheet.frozen.column)
    start = _START.get(sheet.name) or first_input(sheet, canvas.layout.form)
    drawn.set_selection(start.row, start.column, start.row, start.column)
    drawn.set_tab_color(_TABS.get(sheet.name, TAB_INPUT) if sheet is not canvas.layout.cover else NAVY)
    drawn.protect("", _PROTECTION)


def _paged(drawn: Any, sheet: Sheet) -> None:
    """Fit a sheet to the width of a page; where parts begin a page by a scale, as Excel fits without page breaks."""
    if parts := list(_parts_on_a_new_page(sheet)):
        drawn.set_h_pagebreaks(parts)
        drawn.set_print_scale(printed_scale(sheet.widths[: sheet.printed.last.column + 1], landscape=sheet.landscape))
    else:
        drawn.fit_to_pages(1, 1 if sheet.one_page else 0)


def _parts_on_a_new_page(sheet: Sheet) -> Iterator[int]:
    """Give the row of each part of a narrative that begins a page, so that no part's name stands alone at a foot."""
    first = 0
    for part, following in pairwise([*(count.row for count in sheet.counts.values()), sheet.printed.last.row]):
        if following - first > _LINES_OF_A_PAGE:
            yield part
            first = part


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
        yield sheet.length, len(sheet.widths), LENGTH


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
