"""明细: one row per counted unit, one column per number; the include flag is the only cell to change."""

from typing import Any

from xlreport.cells import Cell
from xlreport.drawing.styles import INPUT, MUTED
from xlreport.layout import Role
from xlreport.merging.canvas import Canvas, put
from xlreport.merging.places import EXCLUDED, INCLUDED, LEDGER_HEAD, LEDGER_SHEET, LEDGER_TOP
from xlreport.merging.seal import said
from xlreport.merging.sheets.sums import number_format

_NUMBER_WIDTH = 12
_PRINTED_SCALE = 55


def draw(canvas: Canvas) -> None:
    """Draw the sheet."""
    at, form = canvas.at, canvas.at.layout.form
    drawn = canvas.page(LEDGER_SHEET, [width for _, _, width in LEDGER_HEAD], landscape=True)
    drawn.set_column(len(LEDGER_HEAD), len(at.columns) - 1, _NUMBER_WIDTH)
    _headers(canvas, drawn)
    for number, row in enumerate(canvas.ledger.rows):
        _row(canvas, drawn, LEDGER_TOP + number, {"include": INCLUDED, **said(row, at.layout)})
        for field in form.numbers:
            style = canvas.styles.shown(align="right", num_format=number_format(field), text_wrap=False)
            put(drawn, Cell(LEDGER_TOP + number, at.columns[field.id]), row.numbers[field.id], style)
    last = LEDGER_TOP + max(at.rows, 1) - 1
    drawn.autofilter(LEDGER_TOP - 1, 0, last, len(at.columns) - 1)
    drawn.freeze_panes(LEDGER_TOP, 3)
    drawn.repeat_rows(0, LEDGER_TOP - 1)
    drawn.repeat_columns(0, 2)
    drawn.set_print_scale(_PRINTED_SCALE)
    _flags(canvas, drawn, last)


def _headers(canvas: Canvas, drawn: Any) -> None:
    """Write the three header rows: the field's id, its cell in the return, its printed label."""
    small = canvas.styles.format(font_size=8, font_color=MUTED, align="center")
    header = canvas.styles.role(Role.HEADER)
    for column, (identifier, label, _) in enumerate(LEDGER_HEAD):
        put(drawn, Cell(0, column), identifier, small)
        put(drawn, Cell(1, column), None, small)
        put(drawn, Cell(2, column), label, header)
    for field in canvas.at.layout.form.numbers:
        column, place = canvas.at.columns[field.id], canvas.at.layout.places[field.id]
        put(drawn, Cell(0, column), field.id, small)
        put(drawn, Cell(1, column), f"{place.sheet}!{place.cell}", small)
        put(drawn, Cell(2, column), field.label, header)
    drawn.set_row(0, 36)
    drawn.set_row(1, 24)
    drawn.set_row(2, 110)


def _row(canvas: Canvas, drawn: Any, row: int, words: dict[str, str]) -> None:
    text = canvas.styles.shown(align="left", num_format="@", text_wrap=False)
    count = canvas.styles.shown(align="right", text_wrap=False)
    flag = canvas.styles.format(border=1, bg_color=INPUT, align="center", locked=False)
    for column, (identifier, _, _) in enumerate(LEDGER_HEAD):
        word = words[identifier]
        style = flag if identifier == "include" else text
        if identifier == "findings":
            put(drawn, Cell(row, column), int(word), count)
        else:
            put(drawn, Cell(row, column), word, style)


def _flags(canvas: Canvas, drawn: Any, last: int) -> None:
    """Offer 是 and 否, and grey a row that is taken out."""
    drawn.data_validation(
        LEDGER_TOP,
        0,
        last,
        0,
        {
            "validate": "list",
            "source": [INCLUDED, EXCLUDED],
            "input_title": "计入",
            "input_message": "选“否”，该单位不计入汇总，各表随之重算。",
            "error_title": "填写有误",
            "error_message": "请选“是”或“否”。",
        },
    )
    grey = canvas.book.add_format({"font_color": "#ADB5BD", "font_strikeout": True})
    drawn.conditional_format(
        LEDGER_TOP,
        0,
        last,
        len(canvas.at.columns) - 1,
        {
            "type": "formula",
            "criteria": f'=$A{LEDGER_TOP + 1}="{EXCLUDED}"',
            "format": grey,
        },
    )
