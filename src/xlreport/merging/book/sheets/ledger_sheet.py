"""明细: one row per counted unit, one column per number; the include flag is the only cell to change.

Over the units stand section, item and label, what the rows in sight come to, and the cell of the return.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any

from xlreport.cells import Area, Cell, quoted
from xlreport.drawing.look import HEI, INPUT, NAVY, SOFT, THIN, TINT1, TINT2
from xlreport.drawing.measures import laid_out, printed_scale
from xlreport.forms import Field, Kind
from xlreport.layout import Place
from xlreport.merging.book.book_canvas import LINK, UNDER, BookCanvas, internal, link, merged, put
from xlreport.merging.book.book_places import (
    CONTROL_SHEET,
    EXCLUDED,
    FINDINGS_SHEET,
    FINDINGS_TOP,
    INCLUDED,
    LEDGER_HEAD,
    LEDGER_ITEMS,
    LEDGER_LABELS,
    LEDGER_LINKS,
    LEDGER_SECTIONS,
    LEDGER_SHEET,
    LEDGER_TAIL,
    LEDGER_TOP,
    LEDGER_VISIBLE,
    return_cell,
)
from xlreport.merging.book.seal import said
from xlreport.merging.book.sheets.list_sheets import listed_findings
from xlreport.rounds import WHOLE

_COUNT_FORMAT, _AMOUNT_FORMAT = '#,##0;-#,##0;"–"', '#,##0.00##;-#,##0.00##;"–"'
_NUMBER_WIDTH, _DIGITS_BESIDE = 6.2, 1.5
_ON_A_PAGE = 22
"""Columns on a page of paper, the units' names not counted: three items of the table of requests, or the last two."""
_WIDEST_PAGE = LEDGER_HEAD[0][2], *([_NUMBER_WIDTH] * _ON_A_PAGE)
_MOST_LINKS = 60_000
"""Numbers that lead to their cell of a return; Excel takes 65,530 links a sheet: beyond, only files are linked."""
_HINT = "“计入”改为“否”，汇总随之重算；点数字打开报送件的那个单元格；“筛选合计”是看得见的各行之和，不论是否计入"
_VISIBLE = "筛选合计"


def draw_ledger(canvas: BookCanvas) -> None:
    """Draw the sheet."""
    drawn = canvas.page(LEDGER_SHEET, [width for _, _, width in LEDGER_HEAD], landscape=True)
    put(drawn, Cell(0, 0), canvas.marked(LEDGER_SHEET), canvas.styles.heading())
    canvas.back(drawn, _HINT)
    _widths(canvas, drawn)
    _headers(canvas, drawn)
    for formula in canvas.formulas.get(LEDGER_SHEET, ()):
        canvas.formula(drawn, formula, _number_style(canvas, formula.field, bg_color=TINT2, font_name=HEI))
    _rows(canvas, drawn)
    _screen_and_paper(canvas, drawn)
    _flags(canvas, drawn)
    _open_to_sorting(canvas, drawn)


def _widths(canvas: BookCanvas, drawn: Any) -> None:
    at = canvas.at
    for field in at.layout.form.numbers:
        drawn.set_column(at.columns[field.id], at.columns[field.id], _width(canvas, field))
    for identifier, _, width in LEDGER_TAIL:
        drawn.set_column(at.columns[identifier], at.columns[identifier], width)


def _width(canvas: BookCanvas, field: Field) -> float:
    """Give the width of a column of figures: its total is whole."""
    return max(_NUMBER_WIDTH, len(_shown(field, canvas.results["total", WHOLE, field.id])) + _DIGITS_BESIDE)


def _shown(field: Field, total: Any) -> str:
    return f"{Decimal(total):,.2f}" if field.kind is Kind.AMOUNT else f"{total:,}"


def _screen_and_paper(canvas: BookCanvas, drawn: Any) -> None:
    at = canvas.at
    last, right = at.units.last.row, len(at.columns) - 1
    drawn.autofilter(LEDGER_LINKS, 0, last, right)
    drawn.freeze_panes(LEDGER_TOP, 2)
    drawn.set_selection(LEDGER_TOP, at.columns["include"], LEDGER_TOP, at.columns["include"])
    drawn.repeat_rows(0, LEDGER_TOP - 1)
    drawn.repeat_columns(0)
    drawn.print_area(0, 0, last, right - len(LEDGER_TAIL))
    drawn.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    drawn.set_v_pagebreaks(list(_breaks(canvas)))
    drawn.set_print_scale(printed_scale(_WIDEST_PAGE, landscape=True))


def _breaks(canvas: BookCanvas) -> Iterator[int]:
    """Give the columns at which a page begins: no item is cut in two, and none is wider than a page with those before.

    The units' names stand on each page, what else is said of them on the first.
    """
    room, used = laid_out(_WIDEST_PAGE[1:]), laid_out([width for _, _, width in LEDGER_HEAD[1:]])
    for first, fields in _items(canvas):
        wide = laid_out([_width(canvas, field) for field in fields])
        if used + wide > room:
            yield first
            used = 0
        used += wide


def _items(canvas: BookCanvas) -> Iterator[tuple[int, list[Field]]]:
    """Give the columns of each item of a table: the first of them, and their fields."""
    form = canvas.at.layout.form
    named = ((form.section_of(field.id).sheet, *field.path[:-1]) for field in form.numbers)
    for _, group in groupby(zip(named, form.numbers, strict=True), key=lambda each: each[0]):
        fields = [field for _, field in group]
        yield canvas.at.columns[fields[0].id], fields


def _headers(canvas: BookCanvas, drawn: Any) -> None:
    """Write section, item and label over the columns, the words of the other columns beside them, and the links."""
    at, head = canvas.at, canvas.styles.list_head(align="center", indent=0, bottom=THIN)
    for identifier, label, _ in (*LEDGER_HEAD, *LEDGER_TAIL):
        column = at.columns[identifier]
        merged(drawn, Area(Cell(LEDGER_SECTIONS, column), Cell(LEDGER_LABELS, column)), label, head)
        for row in (LEDGER_VISIBLE, LEDGER_LINKS):
            put(drawn, Cell(row, column), None, head)
    put(drawn, Cell(LEDGER_VISIBLE, 0), _VISIBLE, canvas.styles.list_head(bottom=THIN))
    _groups(canvas, drawn)
    _links(canvas, drawn)
    for row, height in ((0, 28), (LEDGER_SECTIONS, 20), (LEDGER_ITEMS, 46), (LEDGER_LABELS, 44), (LEDGER_VISIBLE, 21)):
        drawn.set_row(row, height)


def _groups(canvas: BookCanvas, drawn: Any) -> None:
    """Write over the columns of each section and of each item of a table what it is, once."""
    at, form = canvas.at, canvas.at.layout.form
    edged = {"align": "center", "indent": 0, "bottom": THIN, "left": THIN, "left_color": NAVY}
    title, item = canvas.styles.list_head(**{**edged, "align": "left", "indent": 1}), canvas.styles.list_head(**edged)
    for sheet, group in groupby(form.numbers, key=lambda field: form.section_of(field.id).sheet):
        fields = list(group)
        merged(drawn, Area.of(Cell(LEDGER_SECTIONS, at.columns[fields[0].id]), 1, len(fields)), sheet, title)
    for first, fields in _items(canvas):
        merged(drawn, Area.of(Cell(LEDGER_ITEMS, first), 1, len(fields)), "　".join(fields[0].path[:-1]), item)
        for number, field in enumerate(fields):
            look = canvas.styles.list_head(**{**edged, "left": 0 if number else THIN, "font_size": 9})
            put(drawn, Cell(LEDGER_LABELS, first + number), field.path[-1], look)


def _links(canvas: BookCanvas, drawn: Any) -> None:
    """Write the cells of the returns in a row of their own, beside the filter's buttons; each leads to its rule."""
    at, rules = canvas.at, _first_rules(canvas)
    plain = {"font_size": 8, "align": "left", "text_wrap": False, "valign": "top", "bg_color": TINT1}
    for field in at.layout.form.numbers:
        cell = Cell(LEDGER_LINKS, at.columns[field.id])
        style = canvas.styles.format(**plain, **(LINK if field.id in rules else {"font_color": SOFT}))
        if field.id in rules:
            target = internal(CONTROL_SHEET, rules[field.id])
            drawn.write_url(cell.row, cell.column, target, string=UNDER, tip="到“汇总校验”中它的规则")
        put(drawn, cell, return_cell(at.layout, field.id), style)
    put(drawn, Cell(LEDGER_LINKS, 0), "筛选", canvas.styles.format(**plain, font_color=SOFT))
    drawn.set_row(LEDGER_LINKS, 24)


def _first_rules(canvas: BookCanvas) -> dict[str, Cell]:
    """Give by field the line of 汇总校验 with the first relation that it takes part in."""
    rules: dict[str, Cell] = {}
    for line in canvas.at.lines:
        for field in line.statement.fields:
            rules.setdefault(field, Cell(line.row, 0))
    return rules


def _number_style(canvas: BookCanvas, field: str, **properties: Any) -> Any:
    """Give the format of a figure: a line where its item begins, a tint where it is a total."""
    form = canvas.at.layout.form
    known = form.fields[field]
    begins = known.path[:-1] != form.numbers[max(form.numbers.index(known) - 1, 0)].path[:-1]
    look: dict[str, Any] = {"left": THIN, "left_color": NAVY} if begins else {}
    look |= {"bg_color": TINT1} if field in form.computed else {}
    code = _AMOUNT_FORMAT if known.kind is Kind.AMOUNT else _COUNT_FORMAT
    plain = {"align": "right", "indent": 0, "num_format": code, **_ONE_LINE}
    return canvas.styles.listed(**{**look, **plain, **properties})


_ONE_LINE = {"text_wrap": False}


def _rows(canvas: BookCanvas, drawn: Any) -> None:
    at, form = canvas.at, canvas.at.layout.form
    first, styles = _first_findings(canvas), _column_styles(canvas)
    linked = len(canvas.ledger.rows) * len(form.numbers) <= _MOST_LINKS
    for number, row in enumerate(canvas.ledger.rows, LEDGER_TOP):
        words = {"include": INCLUDED, **said(row, at.layout)}
        values = {**words, "findings": row.findings, **row.numbers}
        canvas.line(drawn, number, [values[identifier] for identifier in at.columns], styles)
        _word_links(canvas, drawn, number, words["file"], first.get(row.file))
        for field in form.numbers if linked and canvas.ledger.inbox else ():
            if row.numbers[field.id] is not None:
                source = at.totals[WHOLE, field.id] if row.area else at.layout.places[field.id]
                canvas.link_to(drawn, Cell(number, at.columns[field.id]), row.file, _place_in_return(source))


def _place_in_return(place: Place) -> str:
    return f"{quoted(place.sheet)}!{place.cell}"


def _first_findings(canvas: BookCanvas) -> dict[str, int]:
    """Give by file the row of 问题清单 with its first finding."""
    rows: dict[str, int] = {}
    for row, finding in enumerate(listed_findings(canvas.ledger), FINDINGS_TOP):
        rows.setdefault(finding.file, row)
    return rows


def _column_styles(canvas: BookCanvas) -> tuple[Any, ...]:
    """Give the style of each column: words, the number of findings, the flag to change, figures."""
    text = canvas.styles.listed(num_format="@", **_ONE_LINE)
    own = {
        "include": canvas.styles.format(border=THIN, bg_color=INPUT, align="center", locked=False),
        "findings": canvas.styles.listed(align="right", **_ONE_LINE),
        **{field.id: _number_style(canvas, field.id) for field in canvas.at.layout.form.numbers},
    }
    return tuple(own.get(identifier, text) for identifier in canvas.at.columns)


def _word_links(canvas: BookCanvas, drawn: Any, row: int, file: str, finding: int | None) -> None:
    """Let the number of findings lead to the first of them, and the file's name to the file."""
    if finding is not None:
        link(drawn, Cell(row, canvas.at.columns["findings"]), internal(FINDINGS_SHEET, Cell(finding, 0)))
    canvas.link_to(drawn, Cell(row, canvas.at.columns["file"]), file)


def _flags(canvas: BookCanvas, drawn: Any) -> None:
    """Offer 是 and 否, and grey a row that is taken out."""
    flags, units = canvas.at.column("include"), canvas.at.units
    drawn.data_validation(
        *_corners(flags),
        {
            "validate": "list",
            "source": [INCLUDED, EXCLUDED],
            "input_title": "计入",
            "input_message": "选“否”，该单位不计入汇总，各表随之重算。",
            "error_title": "填写有误",
            "error_message": "请选“是”或“否”。",
        },
    )
    test = f'=$B{LEDGER_TOP + 1}="{EXCLUDED}"'
    grey = canvas.book.add_format({"font_color": "#ADB5BD", "font_strikeout": True})
    drawn.conditional_format(*_corners(units), {"type": "formula", "criteria": test, "format": grey})


def _corners(area: Area) -> tuple[int, int, int, int]:
    return (area.first.row, area.first.column, area.last.row, area.last.column)


def _open_to_sorting(canvas: BookCanvas, drawn: Any) -> None:
    """Let Excel sort: on a protected sheet it moves locked cells only within a range that is open, and asks no one.

    Nothing can be typed there all the same, and 汇总校验 tells when a column no longer comes to its sum at the merge.
    """
    units, flag = canvas.at.units, canvas.at.columns["include"]
    drawn.unprotect_range(str(units), "ledger")
    refused = {
        "validate": "custom",
        "value": "=FALSE",
        "ignore_blank": False,
        "error_title": "不能修改",
        "error_message": "明细由各单位的报送汇总而来，不能修改；可以排序、筛选，只有“计入”可以改。",
    }
    before = Area(units.first, Cell(units.last.row, flag - 1))
    behind = Area(Cell(units.first.row, flag + 1), units.last)
    for area in (before, behind):
        drawn.data_validation(*_corners(area), refused)
