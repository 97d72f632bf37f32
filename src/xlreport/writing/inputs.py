"""Draws the inputs: each field at its place with its value, its name, its prompt and its lock."""

from datetime import date
from typing import Any

from xlreport.cells import Area
from xlreport.forms import YES_NO, Field, Kind
from xlreport.layout import Sheet
from xlreport.submissions import Value
from xlreport.writing.canvas import Canvas, put
from xlreport.writing.heights import height_for
from xlreport.writing.prompts import validation


def draw_inputs(canvas: Canvas, sheet: Sheet) -> None:
    """Draw every input of a sheet; totals only get their name here."""
    alike: dict[tuple[Kind, int, tuple[Any, ...]], list[tuple[Field, Area]]] = {}
    for place in sheet.places:
        field = canvas.layout.form.fields[place.field]
        canvas.book.define_name(field.id, "=" + place.address)
        if field.id in canvas.layout.form.computed:
            continue
        locked = field.id in canvas.issued or bool(field.last_of)
        _value(canvas, sheet, field, place.area, canvas.styles.field(field, computed=False, locked=locked))
        if not locked:
            alike.setdefault((field.kind, field.decimals, field.options), []).append((field, place.area))
    for group in alike.values():
        _validate(canvas, sheet, group[0][0], [area for _, area in group])


def _validate(canvas: Canvas, sheet: Sheet, field: Field, areas: list[Area]) -> None:
    corners = [[a.first.row, a.first.column, a.last.row, a.last.column] for a in areas]
    options = validation(field, areas[0].first)
    if len(corners) > 1:
        options["other_cells"] = corners[1:]
    canvas.sheets[sheet.name].data_validation(*corners[0], options)


def _value(canvas: Canvas, sheet: Sheet, field: Field, area: Area, style: Any) -> None:
    drawn = canvas.sheets[sheet.name]
    value = canvas.values.get(field.id)
    shown: list[Value | None] = [value]
    if field.kind is Kind.TEXT:
        paragraphs = str(value).split("\n") if value else []
        shown = paragraphs + [None] * (area.rows - len(paragraphs))
    for cell, one in zip(area, shown, strict=True):
        put(drawn, cell, _for_cell(field, one), style)
        if field.kind is Kind.TEXT and one:
            drawn.set_row(cell.row, height_for(str(one), sheet.widths[cell.column]))


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
