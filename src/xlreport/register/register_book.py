"""Draws a register's workbook: front page, requests, disputes, the two tables that follow, calendar, lists.

Every formula carries the result that the Python side worked out; what depends on today carries that of `as_of`.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from xlreport.drawing import Styles, locked_by, property_text, written
from xlreport.layout import MANIFEST_SHEET
from xlreport.register.calendar_sheet import draw_calendar
from xlreport.register.front_sheet import draw_front
from xlreport.register.lists_sheet import draw_lists
from xlreport.register.mirrored_tables import draw_tables
from xlreport.register.register_canvas import RegisterCanvas
from xlreport.register.register_plan import MANIFEST_KEYS, REGISTER_KIND, RegisterPlan
from xlreport.register.rows_sheet import draw_disputes, draw_requests


def write_register(canvas: RegisterCanvas, *, password: str = "") -> bytes:
    """The bytes of a register's workbook: blank where the canvas has no rows. Its book and sheets are made here."""

    def draw(book: Any) -> None:
        sheets = {name: book.add_worksheet(name) for name in _sheet_names(canvas.plan)}
        drawing = replace(canvas, book=book, styles=Styles(book), sheets=sheets)
        draw_register(drawing)
        draw_tables(drawing)
        _manifest(drawing)
        sheets[canvas.plan.front].activate()

    seed = f"{canvas.identity.year}|{canvas.identity.unit_code}"
    return written(draw, lock=locked_by(password, seed) if password else None)


def draw_register(canvas: RegisterCanvas) -> None:
    """The register's own sheets, on a book that may have others: a workbook of its own, or a return."""
    for part in (draw_lists, draw_calendar, draw_requests, draw_disputes, draw_front):
        part(canvas)


def _sheet_names(plan: RegisterPlan) -> Iterator[str]:
    """The sheets of a workbook of its own: before the calendar the two tables, mirrored."""
    own, tables = plan.sheets, (plan.declared.counted.table, plan.declared.disputes.table)
    yield from own[:3]
    for table in tables:
        yield next(section.sheet for section in plan.declared.form.sections if section.id == table)
    yield from own[3:]


def _manifest(canvas: RegisterCanvas) -> None:
    drawn = canvas.book.add_worksheet(MANIFEST_SHEET)
    form = canvas.declared.form
    says = (REGISTER_KIND, form.id, form.edition, canvas.identity.unit_code, canvas.identity.unit_name)
    for row, (key, text) in enumerate(zip(MANIFEST_KEYS, (*says, str(canvas.identity.year)), strict=True)):
        drawn.write_string(row, 0, key)
        drawn.write_string(row, 1, text)
    drawn.protect("")
    drawn.very_hidden()
    canvas.book.set_custom_property("xlreport.kind", REGISTER_KIND, "text")
    if canvas.identity.unit_name:
        canvas.book.set_custom_property("xlreport.unit_name", property_text(canvas.identity.unit_name), "text")
