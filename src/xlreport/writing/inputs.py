"""Draws the inputs: each field at its place with its value, its name, its validation and its lock."""

from datetime import date
from typing import Any

from xlreport.cells import Area
from xlreport.drawing.look import FANG, RULE, THIN
from xlreport.forms import YES_NO, Field, Kind
from xlreport.layout import Place, Sheet
from xlreport.submissions import Value
from xlreport.writing.canvas import Canvas, put
from xlreport.writing.heights import height_for, paragraph_height
from xlreport.writing.labels import edges
from xlreport.writing.prompts import validation

_FOLLOWING = {"input_title": "由台账得出", "input_message": "请在“申请台账”“复议诉讼台账”中登记，这里自动计数。"}
_REASON_ROW = 32.0
_ALONE, _WIDE = 12, 14
"""Points of figures that stand in one row alone, and the width from which a line is written left."""


def draw_inputs(canvas: Canvas, sheet: Sheet) -> None:
    """Draw every input of a sheet; totals only get their name here."""
    alike: dict[tuple[Any, ...], list[tuple[Field, Area]]] = {}
    for place in sheet.places:
        field = canvas.layout.form.fields[place.field]
        canvas.book.define_name(field.id, "=" + place.address)
        if field.id in canvas.layout.form.computed:
            continue
        follows = field.id in canvas.following
        locked = field.id in canvas.issued or bool(field.last_of) or follows
        style = field_style(canvas, sheet, place, computed=False, locked=locked)
        if field.kind is Kind.TEXT:
            _paragraphs(canvas, sheet, field, place.area, style)
        else:
            _value(canvas, sheet, field, place, style)
        if follows or not locked:
            alike.setdefault((field.kind, field.decimals, field.options, follows), []).append((field, place.area))
    for group in alike.values():
        _validate(canvas, sheet, group[0][0], [area for _, area in group])
    _reasons(canvas, sheet)


def field_style(canvas: Canvas, sheet: Sheet, place: Place, *, computed: bool, locked: bool) -> Any:
    """Give a field's format at its place: heavy lines at the edge of its table, a line above each group of rows."""
    field, frame = canvas.layout.form.fields[place.field], canvas.frames.get(sheet.name)
    look: dict[str, Any] = {}
    if frame and place.merged.overlaps(frame.area):
        look |= {"top": THIN, "top_color": RULE} if place.cell.row in frame.groups else {}
        look |= edges(place.merged, frame.area)
        look |= {} if frame.groups else {"font_size": _ALONE}
        if place.span > 1 and field.kind is Kind.COUNT:
            look |= {"num_format": "#,##0"}
    elif field.kind is Kind.TEXT:
        look |= {"font_name": FANG, "font_size": 12}
    elif field.column and sheet.widths[place.cell.column] < _WIDE:
        look |= {"align": "center", "indent": 0}
    if place.field in {each.id for pair in canvas.layout.form.answers for each in pair}:
        look |= {"valign": "top"}
    return canvas.styles.field(field, computed=computed, locked=locked, **look)


def _validate(canvas: Canvas, sheet: Sheet, field: Field, areas: list[Area]) -> None:
    corners = [[a.first.row, a.first.column, a.last.row, a.last.column] for a in areas]
    options = validation(field, areas[0].first) | (_FOLLOWING if field.id in canvas.following else {})
    if len(corners) > 1:
        options["other_cells"] = corners[1:]
    canvas.sheets[sheet.name].data_validation(*corners[0], options)


def _value(canvas: Canvas, sheet: Sheet, field: Field, place: Place, style: Any) -> None:
    drawn, area = canvas.sheets[sheet.name], place.merged
    if place.span > 1:
        drawn.merge_range(area.first.row, area.first.column, area.last.row, area.last.column, None, style)
    value = _for_cell(field, canvas.values.get(field.id))
    if formula := canvas.following.get(field.id):
        drawn.write_formula(place.cell.row, place.cell.column, formula, style, value)
    else:
        put(drawn, place.cell, value, style)


def _paragraphs(canvas: Canvas, sheet: Sheet, field: Field, area: Area, style: Any) -> None:
    """Write a paragraph a row; each row opens at a height from which it grows."""
    drawn = canvas.sheets[sheet.name]
    texts = field.cells_of(str(canvas.values.get(field.id) or ""))
    for number, cell in enumerate(area):
        text = texts[number] if number < len(texts) else ""
        put(drawn, cell, text or None, style)
        height = paragraph_height(text, number, sheet.widths[cell.column], blank=not texts)
        drawn.soft_row(cell.row, height)


def _reasons(canvas: Canvas, sheet: Sheet) -> None:
    """Leave room for the reasons on 封面."""
    if sheet is canvas.layout.cover:
        for _, reason in canvas.layout.form.answers:
            cell = canvas.layout.places[reason.id].cell
            text = str(canvas.values.get(reason.id) or "")
            needed = height_for(text, sheet.widths[cell.column]) if text else 0
            canvas.sheets[sheet.name].soft_row(cell.row, max(_REASON_ROW, needed))


def _for_cell(field: Field, value: Value | None) -> Value | date | None:
    """Give what the cell holds for a value: labels for choices, a real date for a day; else the text as it is."""
    match field.kind, value:
        case _, None | "":
            return None
        case Kind.FLAG, bool():
            return YES_NO[0].label if value else YES_NO[1].label
        case Kind.CHOICE, str():
            return next((option.label for option in field.options if option.id == value), value)
        case Kind.DATE, str():
            return _day(value)
        case _:
            return value


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
