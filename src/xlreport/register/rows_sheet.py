"""Draws the two sheets of rows: headers in two lines, typed cells open, automatic columns as shared formulas."""

from collections.abc import Iterable, Mapping
from typing import Any

from xlreport.cells import Cell
from xlreport.drawing.cell_values import put
from xlreport.drawing.look import (
    BAD,
    BAD_FILL,
    CENTRED,
    GOOD,
    GOOD_FILL,
    HAIR,
    INLINE,
    INPUT,
    LINK,
    SOFT,
    TINT1,
    TINT2,
    WARN,
    WARN_FILL,
    WHITE,
)
from xlreport.forms import EARLIEST, LATEST, LONGEST_LINE
from xlreport.register.counting import counted_dispute
from xlreport.register.declared import Column, ColumnKind
from xlreport.register.lists_sheet import list_name
from xlreport.register.register_canvas import RegisterCanvas
from xlreport.register.register_plan import (
    BAND_ROW,
    FIRST_ROW,
    GROUP_ROW,
    LABEL_ROW,
    NOTE_ROW,
    TITLE_ROW,
    RowsPlan,
)
from xlreport.register.requests import RegisterRow
from xlreport.register.row_formulas import MONEY, NUMBERS, PAID, PARTS, dispute_formula, row_formulas
from xlreport.register.row_results import row_results
from xlreport.register.rows_printing import CHOOSES, CHOOSES_AT, chooses_filled, print_filled

_TONES = {
    "good": {"font_color": GOOD, "bg_color": GOOD_FILL},
    "warn": {"font_color": WARN, "bg_color": WARN_FILL},
    "bad": {"font_color": BAD, "bg_color": BAD_FILL},
    "wait": {"font_color": LINK, "bg_color": TINT2},
}
_KINDS: Mapping[ColumnKind, dict[str, Any]] = {
    ColumnKind.LINE: {"num_format": "@", "align": "left", "text_wrap": False, "shrink": True},
    ColumnKind.CHOICE: {"num_format": "@", "align": "left", "text_wrap": False, "shrink": True},
    ColumnKind.DATE: {"num_format": "yyyy-mm-dd", "align": "center"},
    ColumnKind.DAYS: {"num_format": "0", "align": "center"},
    ColumnKind.AMOUNT: {"num_format": "#,##0.00", "align": "right"},
}
_SHOWN: Mapping[str, dict[str, Any]] = {
    name: {"num_format": "yyyy-mm-dd"} for name in ("due", "start", "base_due", "first_due", "last_due")
}
_FOLLOWS: Mapping[str, Any] = {"font_color": SOFT, "bg_color": TINT1, "text_wrap": False, "shrink": True, **CENTRED}
"""What a formula tells stays on its own line: two lines would stand over those of the rows beside it."""
_NOTE_HEIGHT = 38
_PROTECTION = {"format_columns": True, "format_rows": True, "autofilter": True}
_REQUESTS_NOTE = (
    "一行一件，从收到起登记；浅黄色为填写，其余自动计算。必填：登记编号、收到日期、申请人类型，办结时填办结日期和办理结果。"
    "可整块粘贴（同样的栏、同样的次序）；不要写申请人姓名、电话、证件号码。"
)
_DISPUTES_NOTE = "一行一案；行政复议和其后的诉讼各占一行。本机关只是复议机关的案件不计入。"


def draw_requests(canvas: RegisterCanvas) -> None:
    """The sheet of requests, every line ready for typing."""
    plan = canvas.plan.requests
    drawn = canvas.sheets[plan.sheet]
    _page(canvas, plan, f"政府信息公开{plan.sheet}", _REQUESTS_NOTE)
    _typed(canvas, plan, [each.row for each in canvas.requests])
    block = plan.typed_block(1)
    cells = {each.id: str(plan.cell(each.id, 1)) for each in plan.columns}
    formulas = row_formulas(cells, f"{_fixed_columns(block.first)}:{_fixed_columns(block.last)}", canvas.declared)
    results = row_results(canvas)
    for identifier, formula in formulas.items():
        style = canvas.styles.listed(**_FOLLOWS, **_SHOWN.get(identifier, {}))
        drawn.write_shared(plan.cell(identifier, 1), formula, style, results[identifier])
    for name, identifier in _DEFINED.items():
        canvas.book.define_name(name, f"={plan.column(identifier)}")
    _tones(canvas, plan)
    drawn.freeze_panes(FIRST_ROW, plan.places["number"] + 1)
    _finish(canvas, plan)


_DEFINED = {
    NUMBERS: "number",
    "reg_state": "state",
    "reg_origin": "origin",
    "reg_counted": "counted_as",
    "reg_applicant": "applicant",
    "reg_due": "first_due",
    "reg_left": "left",
    "reg_received": "received",
    "reg_hint": "hint",
    PAID: "fee_paid",
    MONEY: "fee_yuan",
    "reg_uncounted": "uncounted",
    PARTS: "part_of",
    "reg_rank": "rank",
}
"""Columns that other sheets ask by name."""


def _fixed_columns(cell: Cell) -> str:
    return "$" + str(cell)


def draw_disputes(canvas: RegisterCanvas) -> None:
    """The sheet of reviews and suits."""
    plan = canvas.plan.disputes
    _page(canvas, plan, f"政府信息公开{plan.sheet}", _DISPUTES_NOTE)
    _typed(canvas, plan, canvas.disputes)
    cells = {each.id: str(plan.cell(each.id, 1)) for each in plan.columns}
    declared, year = canvas.declared.disputes, canvas.identity.year
    counted = canvas.declared.choice("disputes")
    results: list[str] = [""] * plan.rows
    for row in canvas.disputes:
        result = counted_dispute(row, year, counted)
        pending = declared.pending_word if result == "pending" else ""
        results[row.line - 1] = pending or (declared.column("result").label_of(result) if result else "")
    style = canvas.styles.listed(font_color=SOFT, bg_color=TINT1, **CENTRED)
    at = plan.cell("counted_as", 1)
    canvas.sheets[plan.sheet].write_shared(at, dispute_formula(cells, declared, counted), style, results)
    for name, identifier in (("dis_kind", "kind"), ("dis_counted", "counted_as")):
        canvas.book.define_name(name, f"={plan.column(identifier)}")
    canvas.sheets[plan.sheet].freeze_panes(FIRST_ROW, 1)
    _finish(canvas, plan)


def _page(canvas: RegisterCanvas, plan: RowsPlan, title: str, note: str) -> None:
    drawn, styles = canvas.sheets[plan.sheet], canvas.styles
    drawn.hide_gridlines(2)
    drawn.write_string(TITLE_ROW, 0, title, styles.format(font_name="黑体", font_size=18, text_wrap=False))
    link = styles.small(font_color=LINK, underline=1, text_wrap=False)
    front = canvas.plan.front
    drawn.write_url(BAND_ROW, 0, f"internal:'{front}'!A1", link, string=f"← {front}")
    drawn.write_formula(BAND_ROW, CHOOSES_AT, chooses_filled(plan), link, CHOOSES)
    _note(drawn, plan, note, styles)
    for number, column in enumerate(plan.columns):
        drawn.set_column(number, number, column.width)
        drawn.write_string(LABEL_ROW, number, column.label, styles.list_head(**CENTRED, text_wrap=True))
    _groups(canvas, plan)
    drawn.set_row(LABEL_ROW, 30)


def _note(drawn: Any, plan: RowsPlan, note: str, styles: Any) -> None:
    """The note, no wider than what stands before the column that every page repeats, or a piece of it is repeated."""
    before = plan.places["number"]
    if before:
        drawn.merge_range(NOTE_ROW, 0, NOTE_ROW, before - 1, note, styles.small(text_wrap=True))
        drawn.set_row(NOTE_ROW, _NOTE_HEIGHT)
    else:
        drawn.write_string(NOTE_ROW, 0, note, styles.small(text_wrap=False))


def _groups(canvas: RegisterCanvas, plan: RowsPlan) -> None:
    drawn, style = canvas.sheets[plan.sheet], canvas.styles.list_head(align="left")
    names = [each.group for each in plan.columns]
    for number, name in enumerate(names):
        first = number == 0 or names[number - 1] != name
        drawn.write_string(GROUP_ROW, number, name if first else "", style)


def _typed(canvas: RegisterCanvas, plan: RowsPlan, rows: Iterable[RegisterRow]) -> None:
    drawn = canvas.sheets[plan.sheet]
    by_line = {row.line: row for row in rows}
    for column in (each for each in plan.columns if isinstance(each, Column)):
        look = {"bg_color": INPUT, "border": HAIR, "border_color": INLINE, "locked": False}
        style = canvas.styles.format(**look, **_KINDS[column.kind])
        first = plan.cell(column.id, 1)
        for line in range(1, plan.rows + 1):
            put(drawn, plan.cell(column.id, line), _content(canvas, column, by_line.get(line), line), style)
        last = plan.cell(column.id, plan.rows)
        if options := _validation(column, dispute=plan is canvas.plan.disputes):
            drawn.data_validation(first.row, first.column, last.row, last.column, options)


def _content(canvas: RegisterCanvas, column: Column, row: RegisterRow | None, line: int) -> Any:
    if row is None or column in canvas.declared.private:
        return canvas.private.get(line, {}).get(column.id)
    value = row.values.get(column.id, row.strange.get(column.id))
    return column.label_of(value) if isinstance(value, str) else value


def _validation(column: Column, *, dispute: bool) -> dict[str, Any]:
    test = _test(column, dispute=dispute)
    said = {"input_title": column.label[:32], "input_message": column.note[:255]} if column.note else {}
    return {**test, "error_title": "填写有误", "error_message": _ERRORS[column.kind], **said} if test else {}


def _test(column: Column, *, dispute: bool) -> dict[str, Any]:
    match column.kind:
        case ColumnKind.DATE:
            return {"validate": "date", "criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
        case ColumnKind.CHOICE:
            return {"validate": "list", "source": f"={list_name(column, dispute=dispute)}"}
        case ColumnKind.DAYS:
            return {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 20}
        case ColumnKind.AMOUNT:
            return {"validate": "decimal", "criteria": ">=", "value": 0}
        case ColumnKind.LINE:
            return {"validate": "length", "criteria": "<=", "value": LONGEST_LINE} if column.note else {}


_ERRORS = {
    ColumnKind.LINE: f"最多 {LONGEST_LINE} 个字。",
    ColumnKind.DATE: "这里应为日期，如 2026-01-15。",
    ColumnKind.CHOICE: "请从下拉列表中选择。",
    ColumnKind.DAYS: "这里应为 1 至 20 的整数（工作日）。",
    ColumnKind.AMOUNT: "这里应为 0 或正数，以元为单位。",
}


def _tones(canvas: RegisterCanvas, plan: RowsPlan) -> None:
    """Colour a state by its tone: words first, colour second; a hint is amber."""
    drawn = canvas.sheets[plan.sheet]
    first, last = plan.cell("state", 1), plan.cell("state", plan.rows)
    for words in canvas.declared.states.values():
        look = _TONES.get(words.tone)
        if look:
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{words.label.zh}"',
                "format": canvas.styles.state(**look),
            }
            drawn.conditional_format(first.row, first.column, last.row, last.column, rule)
    first, last = plan.cell("hint", 1), plan.cell("hint", plan.rows)
    hint = {"type": "formula", "criteria": f'={first}<>""', "format": canvas.styles.state(**_TONES["warn"])}
    drawn.conditional_format(first.row, first.column, last.row, last.column, hint)


def _finish(canvas: RegisterCanvas, plan: RowsPlan) -> None:
    drawn = canvas.sheets[plan.sheet]
    last = plan.cell(plan.columns[-1].id, plan.rows)
    drawn.autofilter(LABEL_ROW, 0, last.row, last.column)
    print_filled(canvas, plan)
    drawn.set_selection(FIRST_ROW, plan.places["number"], FIRST_ROW, plan.places["number"])
    drawn.lock_columns(canvas.styles.format(locked=True, bg_color=WHITE))
    drawn.protect("", _PROTECTION)
