"""明细: one row per counted unit, one column per number; the include flag is the only cell to change."""

from typing import Any

from xlreport.cells import Area, Cell, quoted
from xlreport.drawing.tokens import BAD, INPUT, SOFT
from xlreport.layout import Place, Role
from xlreport.merging.book.canvas import DRAFT, UNDER, Canvas, internal, put
from xlreport.merging.book.places import (
    CONTROL_SHEET,
    EXCLUDED,
    FINDINGS_SHEET,
    FINDINGS_TOP,
    INCLUDED,
    LEDGER_HEAD,
    LEDGER_SHEET,
    LEDGER_TOP,
)
from xlreport.merging.book.seal import said
from xlreport.merging.book.sheets.sums import number_format
from xlreport.rounds import WHOLE

_NUMBER_WIDTH = 12
_PRINTED_SCALE = 55
_MOST_LINKS = 60_000
"""Numbers that lead to their cell of a return; Excel takes 65,530 links a sheet: beyond, only files are linked."""


def draw(canvas: Canvas) -> None:
    """Draw the sheet."""
    at, form = canvas.at, canvas.at.layout.form
    drawn = canvas.page(LEDGER_SHEET, [width for _, _, width in LEDGER_HEAD], landscape=True)
    drawn.set_column(len(LEDGER_HEAD), len(at.columns) - 1, _NUMBER_WIDTH)
    _headers(canvas, drawn)
    first = _first_findings(canvas)
    linked = len(canvas.ledger.rows) * len(form.numbers) <= _MOST_LINKS
    for number, row in enumerate(canvas.ledger.rows, LEDGER_TOP):
        _row(canvas, drawn, number, {"include": INCLUDED, **said(row, at.layout)}, first.get(row.file))
        for field in form.numbers:
            style = canvas.styles.shown(align="right", num_format=number_format(field), text_wrap=False)
            cell, value = Cell(number, at.columns[field.id]), row.numbers[field.id]
            if linked and value is not None:
                source = at.totals[WHOLE, field.id] if row.area else at.layout.places[field.id]
                canvas.link_to(drawn, cell, row.file, _place(source))
            put(drawn, cell, value, style)
    last = LEDGER_TOP + max(at.rows, 1) - 1
    drawn.autofilter(LEDGER_TOP - 1, 0, last, len(at.columns) - 1)
    drawn.freeze_panes(LEDGER_TOP, 3)
    drawn.repeat_rows(0, LEDGER_TOP - 1)
    drawn.repeat_columns(0, 2)
    drawn.set_print_scale(_PRINTED_SCALE)
    _flags(canvas, drawn, last)


def _place(place: Place) -> str:
    return f"{quoted(place.sheet)}!{place.cell}"


def _first_findings(canvas: Canvas) -> dict[str, int]:
    """Give by file the row of 问题清单 with its first finding."""
    rows: dict[str, int] = {}
    for row, finding in enumerate(canvas.ledger.all_findings, FINDINGS_TOP):
        rows.setdefault(finding.file, row)
    return rows


def _headers(canvas: Canvas, drawn: Any) -> None:
    """Write the three header rows: the field's id, its cell in the return, its printed label."""
    small = canvas.styles.format(font_size=8, font_color=SOFT, align="center")
    header = canvas.styles.role(Role.HEADER)
    for column, (identifier, label, _) in enumerate(LEDGER_HEAD):
        put(drawn, Cell(0, column), identifier, small)
        put(drawn, Cell(1, column), None, small)
        put(drawn, Cell(2, column), label, header)
    rules = _rules(canvas)
    for field in canvas.at.layout.form.numbers:
        column, place = canvas.at.columns[field.id], canvas.at.layout.places[field.id]
        put(drawn, Cell(0, column), field.id, small)
        put(drawn, Cell(1, column), f"{place.sheet}!{place.cell}", small)
        if field.id in rules:
            drawn.write_url(
                2, column, internal(CONTROL_SHEET, rules[field.id]), string=UNDER, tip="到“汇总校验”中它的规则"
            )
        put(drawn, Cell(2, column), field.label, header)
    if canvas.ledger.draft:
        put(drawn, Cell(1, 1), DRAFT, canvas.styles.format(font_color=BAD, bold=True, align="left", text_wrap=False))
    drawn.set_row(0, 36)
    drawn.set_row(1, 24)
    drawn.set_row(2, 110)


def _rules(canvas: Canvas) -> dict[str, Cell]:
    """Give by field the line of 核对 with the first relation that it takes part in."""
    rules: dict[str, Cell] = {}
    for line in canvas.at.lines:
        for field in line.statement.fields:
            rules.setdefault(field, Cell(line.row, 0))
    return rules


def _row(canvas: Canvas, drawn: Any, row: int, words: dict[str, str], finding: int | None) -> None:
    text = canvas.styles.shown(align="left", num_format="@", text_wrap=False)
    count = canvas.styles.shown(align="right", text_wrap=False)
    flag = canvas.styles.format(border=1, bg_color=INPUT, align="center", locked=False)
    for column, (identifier, _, _) in enumerate(LEDGER_HEAD):
        cell, word = Cell(row, column), words[identifier]
        match identifier:
            case "include":
                put(drawn, cell, word, flag)
            case "findings":
                if finding is not None:
                    drawn.write_url(row, column, internal(FINDINGS_SHEET, Cell(finding, 0)), string=UNDER)
                put(drawn, cell, int(word), count)
            case "file":
                canvas.link_to(drawn, cell, word)
                put(drawn, cell, word, text)
            case _:
                put(drawn, cell, word, text)


def _flags(canvas: Canvas, drawn: Any, last: int) -> None:
    """Offer 是 and 否, and grey a row that is taken out."""
    _open_to_sorting(canvas, drawn, last)
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


def _open_to_sorting(canvas: Canvas, drawn: Any, last: int) -> None:
    """Let Excel sort: on a protected sheet it moves locked cells only within a range that is open, and asks no one.

    Nothing can be typed there all the same, and 核对 tells when a column no longer comes to its sum at the merge.
    """
    right = len(canvas.at.columns) - 1
    drawn.unprotect_range(str(Area(Cell(LEDGER_TOP, 0), Cell(last, right))), "ledger")
    refused = {
        "validate": "custom",
        "value": "=FALSE",
        "ignore_blank": False,
        "error_title": "不能修改",
        "error_message": "明细由各单位的报送汇总而来，不能修改；可以排序、筛选，只有“计入”可以改。",
    }
    drawn.data_validation(LEDGER_TOP, 1, last, right, refused)
