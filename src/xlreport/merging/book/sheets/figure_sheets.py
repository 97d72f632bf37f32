"""汇总 and 明细, which lead to each other: what the units come to, and what they said.

汇总 has each table in the official layout, the scopes side by side, each number a live formula over 明细. 明细 has one
row per counted unit and one column per number; the include flag is the only cell to change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from xlreport.cells import Area, Cell, quoted
from xlreport.drawing import lines_needed
from xlreport.drawing.look import BAD, INPUT, SOFT, TINT1, TINT2
from xlreport.forms import Field, Kind
from xlreport.layout import Place, Role
from xlreport.merging.book.book_canvas import DRAFT, LINK, UNDER, BookCanvas, internal, merged, printed_scale, put
from xlreport.merging.book.book_places import (
    CONTROL_SHEET,
    EXCLUDED,
    FINDINGS_SHEET,
    FINDINGS_TOP,
    INCLUDED,
    LEDGER_HEAD,
    LEDGER_SHEET,
    LEDGER_TOP,
    Block,
    TotalsSheet,
)
from xlreport.merging.book.seal import said
from xlreport.merging.book.sheets.list_sheets import listed_findings
from xlreport.rounds import WHOLE

AMOUNT_FORMAT = "0.00##"
_NAME = [identifier for identifier, _, _ in LEDGER_HEAD].index("name")
_SUM_TIP = "到“明细”的这一列"


def draw_sums(canvas: BookCanvas) -> None:
    """Draw the sheets."""
    for sheet in canvas.at.sheets:
        _draw_sheet(canvas, sheet)


def _draw_sheet(canvas: BookCanvas, sheet: TotalsSheet) -> None:
    landscape = canvas.at.layout.sheet(sheet.section.sheet).landscape
    drawn = canvas.page(sheet.name, sheet.columns, landscape=landscape)
    for block in sheet.blocks:
        canvas.labels(drawn, (replace(block.heading, text=canvas.marked(block.heading.text)), *block.labels))
    _sum_heights(drawn, sheet.blocks[0], sheet.widths)
    form = canvas.at.layout.form
    for formula in canvas.formulas[sheet.name]:
        drawn.write_url(
            formula.cell.row, formula.cell.column, _column_of(canvas, formula.field), string=UNDER, tip=_SUM_TIP
        )
        canvas.formula(drawn, formula, _sum_style(canvas, form.fields[formula.field]))
    # Excel passes over page breaks when it fits a sheet to pages, so the scale is worked out instead.
    drawn.set_v_pagebreaks([block.heading.area.first.column for block in sheet.blocks[1:]])
    drawn.set_print_scale(printed_scale(sheet.widths, landscape=landscape))


def _column_of(canvas: BookCanvas, field: str) -> str:
    """Give the link from a total to its column of 明细, on whose header stands the cell of the returns."""
    return internal(LEDGER_SHEET, Cell(LEDGER_TOP - 1, canvas.at.columns[field]))


def _sum_heights(drawn: Any, block: Block, widths: Sequence[float]) -> None:
    """Make each row as high as its longest label needs; merged cells never grow by themselves."""
    needed: dict[int, int] = {}
    for label in block.labels:
        area = label.area
        across = sum(widths[area.first.column : area.last.column + 1])
        lines = -(-lines_needed(label.text, across) // area.rows)
        for row in range(area.first.row, area.last.row + 1):
            needed[row] = max(needed.get(row, 1), lines)
    for row, lines in needed.items():
        drawn.set_row(row, 15 * lines + 4)
    drawn.set_row(block.heading.area.first.row, 30)


def _sum_style(canvas: BookCanvas, field: Field) -> Any:
    colour = TINT2 if field.id in canvas.at.layout.form.computed else TINT1
    return canvas.styles.shown(align="center", bg_color=colour, num_format=number_format(field), text_wrap=False)


def number_format(field: Field) -> str:
    """Give the number format of a figure."""
    return AMOUNT_FORMAT if field.kind is Kind.AMOUNT else "0"


_NUMBER_WIDTH, _AMOUNT_WIDTH = 6.4, 10
_ON_A_PAGE = 21
"""Columns of figures on a page of paper: three items of the table of requests."""
_MOST_LINKS = 60_000
"""Numbers that lead to their cell of a return; Excel takes 65,530 links a sheet: beyond, only files are linked."""


def draw_ledger(canvas: BookCanvas) -> None:
    """Draw the sheet."""
    at, form = canvas.at, canvas.at.layout.form
    drawn = canvas.page(LEDGER_SHEET, [width for _, _, width in LEDGER_HEAD], landscape=True)
    for field in form.numbers:
        column = at.columns[field.id]
        drawn.set_column(column, column, _AMOUNT_WIDTH if field.kind is Kind.AMOUNT else _NUMBER_WIDTH)
    _ledger_headers(canvas, drawn)
    first = _first_findings(canvas)
    linked = len(canvas.ledger.rows) * len(form.numbers) <= _MOST_LINKS
    for number, row in enumerate(canvas.ledger.rows, LEDGER_TOP):
        _ledger_row(canvas, drawn, number, {"include": INCLUDED, **said(row, at.layout)}, first.get(row.file))
        for field in form.numbers:
            style = canvas.styles.shown(align="right", num_format=number_format(field), text_wrap=False)
            cell, value = Cell(number, at.columns[field.id]), row.numbers[field.id]
            if linked and value is not None:
                source = at.totals[WHOLE, field.id] if row.area else at.layout.places[field.id]
                canvas.link_to(drawn, cell, row.file, _place_in_return(source))
            put(drawn, cell, value, style)
    last = LEDGER_TOP + max(at.rows, 1) - 1
    drawn.autofilter(LEDGER_TOP - 1, 0, last, len(at.columns) - 1)
    drawn.freeze_panes(LEDGER_TOP, 3)
    drawn.repeat_rows(0, LEDGER_TOP - 1)
    drawn.repeat_columns(_NAME, _NAME)
    drawn.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    drawn.set_v_pagebreaks(list(_ledger_breaks(canvas)))
    widest = [LEDGER_HEAD[_NAME][2], *([_NUMBER_WIDTH] * _ON_A_PAGE)]
    drawn.set_print_scale(printed_scale(widest, landscape=True))
    _flags(canvas, drawn, last)


def _place_in_return(place: Place) -> str:
    return f"{quoted(place.sheet)}!{place.cell}"


def _first_findings(canvas: BookCanvas) -> dict[str, int]:
    """Give by file the row of 问题清单 with its first finding."""
    rows: dict[str, int] = {}
    for row, finding in enumerate(listed_findings(canvas.ledger), FINDINGS_TOP):
        rows.setdefault(finding.file, row)
    return rows


def _ledger_headers(canvas: BookCanvas, drawn: Any) -> None:
    """Write the three header rows: the field's id, hidden; the item it belongs to; its label and its cell."""
    small = canvas.styles.format(font_size=8, font_color=SOFT, align="center")
    header = canvas.styles.role(Role.HEADER)
    for column, (identifier, label, _) in enumerate(LEDGER_HEAD):
        put(drawn, Cell(0, column), identifier, small)
        put(drawn, Cell(1, column), None, small)
        put(drawn, Cell(2, column), None, header)
        put(drawn, Cell(3, column), label, header)
    rules = _first_rules(canvas)
    linked = canvas.styles.format(font_size=8, align="center", text_wrap=False, **LINK)
    for field in canvas.at.layout.form.numbers:
        column, place = canvas.at.columns[field.id], canvas.at.layout.places[field.id]
        put(drawn, Cell(0, column), field.id, small)
        put(drawn, Cell(2, column), field.path[-1], header)
        if field.id in rules:
            drawn.write_url(
                3, column, internal(CONTROL_SHEET, rules[field.id]), string=UNDER, tip="到“汇总校验”中它的规则"
            )
        put(drawn, Cell(3, column), f"{place.sheet.split()[0]}!{place.cell}", linked if field.id in rules else small)
    _groups(canvas, drawn)
    if canvas.ledger.draft:
        put(drawn, Cell(1, 1), DRAFT, canvas.styles.format(font_color=BAD, bold=True, align="left", text_wrap=False))
    # The ids tell programs what a column is; a person reads the two rows below.
    drawn.set_row(0, None, None, {"hidden": True})
    drawn.set_row(1, 48)
    drawn.set_row(2, 76)
    drawn.set_row(3, 22)


def _ledger_breaks(canvas: BookCanvas) -> Iterator[int]:
    """Give the columns at which a page begins: no item is cut in two."""
    begun = len(LEDGER_HEAD)
    yield begun
    for first, fields in _items(canvas):
        if first + len(fields) - begun > _ON_A_PAGE:
            begun = first
            yield begun


def _items(canvas: BookCanvas) -> Iterator[tuple[int, list[Field]]]:
    """Give the columns of each item of a table: the first of them, and their fields."""
    form = canvas.at.layout.form
    named = ((form.section_of(field.id).sheet, *field.path[:-1]) for field in form.numbers)
    for _, group in groupby(zip(named, form.numbers, strict=True), key=lambda each: each[0]):
        fields = [field for _, field in group]
        yield canvas.at.columns[fields[0].id], fields


def _groups(canvas: BookCanvas, drawn: Any) -> None:
    """Write over the columns of each item of a table what it is, once."""
    form, style = canvas.at.layout.form, canvas.styles.role(Role.CAPTION, font_size=10)
    for first, fields in _items(canvas):
        name = "　".join((form.section_of(fields[0].id).sheet.split()[0], *fields[0].path[:-1]))
        merged(drawn, Area.of(Cell(1, first), 1, len(fields)), name, style)


def _first_rules(canvas: BookCanvas) -> dict[str, Cell]:
    """Give by field the line of 核对 with the first relation that it takes part in."""
    rules: dict[str, Cell] = {}
    for line in canvas.at.lines:
        for field in line.statement.fields:
            rules.setdefault(field, Cell(line.row, 0))
    return rules


def _ledger_row(canvas: BookCanvas, drawn: Any, row: int, words: dict[str, str], finding: int | None) -> None:
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


def _flags(canvas: BookCanvas, drawn: Any, last: int) -> None:
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


def _open_to_sorting(canvas: BookCanvas, drawn: Any, last: int) -> None:
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
