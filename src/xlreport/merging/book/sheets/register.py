"""上报情况: the roster against the inbox, each unit and each file with what became of it and why."""

from typing import Any

from xlreport.cells import Area, Cell, quoted
from xlreport.drawing.tokens import BAD
from xlreport.escapes import visible_line
from xlreport.layout import Label, Role
from xlreport.merging.book.canvas import Canvas, put
from xlreport.merging.book.places import REGISTER_SHEET
from xlreport.merging.records import DECISION_NAMES, STATE_NAMES, FileLine, UnitLine, UnitState

_WIDTHS = (15, 28, 11, 10, 44, 8, 56, 8, 8, 36)
_UNITS = ("单位代码", "单位名称", "层级", "情况", "计入的文件", "文件数", "说明")
_CHANGES = ("单位代码", "单位名称", "工作表", "单元格", "被取代的文件", "", "栏目", "", "", "原来 → 现在计入的")
_FILES = ("单位代码", "单位名称", "报送日期", "处理", "文件", "", "原因", "数字数", "问题数", "SHA-256")
_WITHIN = ("单位代码", "单位名称", "", "", "文件", "", "所在的下级汇总", "", "", "SHA-256")


def draw(canvas: Canvas) -> None:
    """Draw the sheet: the units, then the files, then the units of areas below."""
    drawn = canvas.page(REGISTER_SHEET, _WIDTHS, landscape=True)
    canvas.title(drawn, REGISTER_SHEET, len(_WIDTHS))
    units, files = canvas.ledger.units, canvas.ledger.files
    first = _heading(canvas, drawn, 1, "一、单位", _UNITS)
    for row, unit in enumerate(units, first):
        canvas.wrapped(drawn, row, _unit(unit), _style(canvas, good=unit.state in _FINE), _WIDTHS)
    first = _heading(canvas, drawn, first + max(len(units), 1) + 1, "二、收到的文件", _FILES)
    for row, line in enumerate(files, first):
        style = _style(canvas, good=not (line.decision.leaves_out or line.suspicious))
        canvas.wrapped(drawn, row, _file(line), style, _WIDTHS)
        canvas.link_to(drawn, Cell(row, _FILE), line.file)
        put(drawn, Cell(row, _FILE), line.file, style)
        put(drawn, Cell(row, len(_WIDTHS) - 1), line.sha256, canvas.styles.shown(align="left", font_size=8))
    row = _changes(canvas, drawn, first + max(len(files), 1) + 1)
    _within(canvas, drawn, row)
    drawn.fit_to_pages(1, 0)


_FINE = {UnitState.IN, UnitState.OUT_OF_SCOPE}
_FILE = 4


def _changes(canvas: Canvas, drawn: Any, row: int) -> int:
    """List every cell that a superseded file says otherwise than the one that counts; give the next free row."""
    changed = [(line, change) for line in canvas.ledger.files for change in line.changes]
    if not changed:
        return row
    style = _style(canvas, good=True)
    first = _heading(canvas, drawn, row, "被取代的报送与计入的报送逐格对照", _CHANGES)
    for at, (line, change) in enumerate(changed, first):
        words = (line.code, line.name, change.sheet, change.cell, line.file, "", change.label, "", "")
        canvas.wrapped(drawn, at, (*words, f"{change.before} → {change.after}"), style, _WIDTHS)
        canvas.link_to(drawn, Cell(at, 3), line.file, f"{quoted(change.sheet)}!{change.cell}")
        put(drawn, Cell(at, 3), change.cell, style)
    return first + len(changed) + 1


def _within(canvas: Canvas, drawn: Any, row: int) -> None:
    """List the units that areas below count, each with the file its figures are from."""
    rows = [(line, unit) for line in canvas.ledger.rows if line.area for unit in line.area.units]
    if not rows:
        return
    first = _heading(canvas, drawn, row, "下级汇总中的单位", _WITHIN)
    style, small = _style(canvas, good=True), canvas.styles.shown(align="left", font_size=8)
    for number, (line, unit) in enumerate(rows, first):
        area = "／".join(filter(None, (line.name, unit.of)))
        said = (unit.code, unit.name, "", "", unit.file, "", area, "", "", unit.sha256)
        canvas.wrapped(drawn, number, said, style, _WIDTHS)
        put(drawn, Cell(number, len(_WIDTHS) - 1), unit.sha256, small)


def _heading(canvas: Canvas, drawn: Any, row: int, text: str, headers: tuple[str, ...]) -> int:
    canvas.labels(drawn, [Label(area=Area.of(Cell(row, 0), 1, 4), text=text, role=Role.PART)])
    canvas.row(drawn, row + 1, headers, canvas.styles.role(Role.HEADER))
    return row + 2


def _style(canvas: Canvas, *, good: bool) -> Any:
    return canvas.styles.shown(align="left", **({} if good else {"font_color": BAD}))


def _unit(unit: UnitLine) -> tuple[str | int, ...]:
    file = unit.file if unit.state is UnitState.IN else ""
    return (unit.code, visible_line(unit.name), unit.tier, STATE_NAMES[unit.state].zh, file, unit.files, unit.reason)


def _file(line: FileLine) -> tuple[str | int, ...]:
    return (
        visible_line(line.code),
        visible_line(line.name),
        line.submitted_on,
        DECISION_NAMES[line.decision].zh,
        line.file,
        "",
        line.reason.zh,
        line.read,
        len(line.findings),
        line.sha256,
    )
