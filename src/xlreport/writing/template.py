"""Draws a form's workbook: sheets, labels, inputs, totals, 校验, manifest. Values come in, none are made up."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from xlreport.cells import address, quoted
from xlreport.drawing import Styles, locked_by, printed, property_text, written
from xlreport.drawing.tokens import SOFT
from xlreport.figures import Figures
from xlreport.findings import Finding
from xlreport.forms import Kind
from xlreport.formulas import FormulaCell, Result, formula_cells, state_of
from xlreport.layout import CHECKS_SHEET, CODE_CELL, CODE_NAME, MANIFEST_SHEET, Layout, Sheet
from xlreport.manifest import code, rows
from xlreport.numbers import Number
from xlreport.submissions import Identity, Value
from xlreport.writing.canvas import Canvas, put
from xlreport.writing.checks_sheet import draw_check_lines
from xlreport.writing.findings_sheet import draw_findings
from xlreport.writing.heights import heights
from xlreport.writing.inputs import draw_inputs

_PROTECTION = {
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
_A4 = 9


def write_workbook(  # noqa: PLR0913
    layout: Layout,
    identity: Identity,
    values: Mapping[str, Value],
    *,
    password: str = "",
    reasons: Mapping[int, str] | None = None,
    findings: Iterable[Finding] = (),
) -> bytes:
    """Give a workbook's bytes: blank when `values` is empty, else with them and true results in every formula.

    `values` maps field ids to int, Decimal, str, bool as in the answers; they must have been checked before.
    A total among them stands typed over its formula, as a clerk may have left it. `reasons` are the 说明 of
    the lines of 校验 by number; `findings` make an annotated copy: a note at each cell and a list of all.
    With a `password` (XlreportError when it is too long) the protection can be taken off by those who know it.
    """
    issued = issued_values(layout, identity)

    def draw(book: Any) -> None:
        canvas = Canvas(
            book=book,
            sheets={sheet.name: book.add_worksheet(sheet.name) for sheet in layout.sheets},
            styles=Styles(book),
            layout=layout,
            identity=identity,
            values={**issued, **values},
            issued=frozenset(issued),
            reasons=reasons or {},
        )
        _draw(canvas)
        draw_findings(canvas, findings)
        _manifest(canvas)
        _properties(canvas)

    return written(draw, lock=locked_by(password, identity.issue) if password else None)


def _draw(canvas: Canvas) -> None:
    for sheet in canvas.layout.sheets:
        _page(canvas, sheet)
        _labels(canvas, sheet)
        draw_inputs(canvas, sheet)
    _formulas(canvas)
    draw_check_lines(canvas)


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
    drawn.set_paper(_A4)
    drawn.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    drawn.fit_to_pages(1, 1 if sheet.landscape and sheet.name != CHECKS_SHEET else 0)
    if sheet.landscape:
        drawn.set_landscape()
    drawn.center_horizontally()
    who = printed(canvas.identity.unit_name, f"　{canvas.identity.year}")
    drawn.set_header(f"&L{who}&R{printed(canvas.layout.form.title)}")
    drawn.set_footer('&C&"宋体,Regular"&9第 &P 页　共 &N 页')
    for column, width in enumerate(sheet.widths):
        drawn.set_column(column, column, width)
    if sheet.frozen:
        drawn.freeze_panes(sheet.frozen.row, sheet.frozen.column)
    drawn.protect("", _PROTECTION)


def _labels(canvas: Canvas, sheet: Sheet) -> None:
    drawn = canvas.sheets[sheet.name]
    for label in sheet.labels:
        style, first, last = canvas.styles.role(label.role), label.area.first, label.area.last
        if first == last:
            drawn.write_string(first.row, first.column, label.text, style)
        else:
            drawn.merge_range(first.row, first.column, last.row, last.column, label.text, style)
        if label.link:
            target = f"internal:{quoted(label.link)}!A1"
            drawn.write_url(first.row, first.column, target, canvas.styles.link(label.role), string=label.text)
    for row, height in heights(sheet).items():
        drawn.set_row(row, height)
    if sheet.section:
        small = canvas.styles.format(font_size=8, font_color=SOFT, text_wrap=False)
        drawn.write_string(CODE_CELL.row, CODE_CELL.column, code(canvas.identity), small)
        name = f"'{sheet.name}'!{CODE_NAME}"
        canvas.book.define_name(name, "=" + address(sheet.name, CODE_CELL))


def _formulas(canvas: Canvas) -> None:
    figures = figures_of(canvas.layout, canvas.values)
    lengths = {
        field.id: len(str(canvas.values.get(field.id) or "").replace("\n", ""))
        for field in canvas.layout.form.fields.values()
        if field.kind is Kind.TEXT
    }
    state = state_of(canvas.layout, figures, lengths)
    for each in formula_cells(canvas.layout):
        sheet, style, result = canvas.sheets[each.sheet], _formula_style(canvas, each), each.result(state)
        if each.field in canvas.values:
            put(sheet, each.cell, canvas.values[each.field], style)
        else:
            sheet.write_formula(each.cell.row, each.cell.column, each.formula, style, _cached(result))


def _formula_style(canvas: Canvas, each: FormulaCell) -> Any:
    if each.field:
        return canvas.styles.field(canvas.layout.form.fields[each.field], computed=True, locked=True)
    if each.sheet == canvas.layout.cover.name and each.cell == canvas.layout.status:
        return canvas.styles.shown(bold=True, indent=1)
    if each.sheet in {CHECKS_SHEET, canvas.layout.cover.name}:
        return canvas.styles.shown(align="center")
    return canvas.styles.format(font_color=SOFT, align="right")


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
