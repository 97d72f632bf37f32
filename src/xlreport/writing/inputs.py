"""Draws the inputs: each field at its place with its value, its name, its validation and its lock."""

from datetime import date
from typing import Any

from xlreport.cells import Area, Cell
from xlreport.drawing.cell_values import put
from xlreport.drawing.look import FANG, RULE, THIN
from xlreport.forms import EARLIEST, LARGEST, LATEST, LONGEST_LINE, LONGEST_PARAGRAPH, YES_NO, Field, Kind
from xlreport.layout import Place, Sheet
from xlreport.submissions import Value
from xlreport.writing.canvas import Canvas
from xlreport.writing.heights import height_for, paragraph_height
from xlreport.writing.labels import edges

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


def validation(field: Field, first: Cell) -> dict[str, Any]:
    """Give xlsxwriter's validation options for a field; `first` is the first cell they apply to."""
    prompt, message = _words(field)
    # A bubble over a table of figures hides its neighbours; the margin says what to fill in.
    bubble = {} if field.kind.numeric else {"input_title": _titles(field), "input_message": prompt}
    return {
        **_test(field, first),
        **bubble,
        "error_title": "填写有误",
        "error_message": message,
    }


def _titles(field: Field) -> str:
    return {Kind.FLAG: "空白单元格均为 0", Kind.TEXT: "文字"}.get(field.kind, "填写说明")


def _test(field: Field, first: Cell) -> dict[str, Any]:
    match field.kind:
        case Kind.COUNT:
            return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": LARGEST}
        case Kind.AMOUNT:
            number = f"ISNUMBER({first}),{first}>=0,{first}<={LARGEST},ROUND({first},{field.decimals})={first}"
            return {"validate": "custom", "value": f"=AND({number})"}
        case Kind.YEAR:
            return {"validate": "integer", "criteria": "between", "minimum": 2000, "maximum": 2100}
        case Kind.DATE:
            span = {"minimum": EARLIEST, "maximum": LATEST}
            return {"validate": "date", "criteria": "between", **span}
        case Kind.CHOICE:
            return {"validate": "list", "source": [option.label for option in field.options]}
        case Kind.FLAG:
            return {"validate": "list", "source": [option.label for option in YES_NO]}
        case Kind.LINE:
            return {"validate": "length", "criteria": "<=", "value": LONGEST_LINE}
        case Kind.TEXT:
            return {"validate": "length", "criteria": "<=", "value": LONGEST_PARAGRAPH}


def _words(field: Field) -> tuple[str, str]:
    match field.kind:
        case Kind.COUNT:
            return "", "这里只能填 0 或正整数，不写单位和文字。"
        case Kind.AMOUNT:
            return "", f"这里只能填 0 或正数，最多 {field.decimals} 位小数，不写单位。"
        case Kind.YEAR:
            return "填四位数的报告年度，如 2025。", "这里应为四位数的年度，如 2025。"
        case Kind.DATE:
            return "填日期，如 2026-01-15。", "这里应为日期，如 2026-01-15。"
        case Kind.CHOICE:
            return "请从下拉列表中选择。", "请从下拉列表中选择。"
        case Kind.FLAG:
            return "选“是”表示本表未填写的单元格都为 0。", "请选“是”或“否”。"
        case Kind.LINE:
            return "填一行文字。", f"最多 {LONGEST_LINE} 个字。"
        case Kind.TEXT:
            return (
                (
                    "一段一个单元格，可从 Word 一次粘贴多段。空白单元格不够粘不进去：双击一个再粘贴，各段都进这一个。"
                    "换行按 Alt+Enter。"
                ),
                f"每段最多 {LONGEST_PARAGRAPH} 个字，请分段填写。",
            )
