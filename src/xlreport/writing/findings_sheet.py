"""Draws findings into a return that goes back to its unit: a note and a colour at each cell, and a list of all."""

from collections.abc import Iterable, Iterator
from typing import Any

from xlreport.cells import Area, Cell, quoted
from xlreport.drawing.look import A4
from xlreport.escapes import visible
from xlreport.findings import SEVERITY_NAMES, Finding, Severity
from xlreport.layout import FINDINGS_SHEET, Role
from xlreport.writing.canvas import Canvas
from xlreport.writing.heights import height_for

_COLOURS = {Severity.ERROR: "#FFC9C9", Severity.WARNING: "#FFE8CC", Severity.NOTE: "#D0EBFF"}
_HEADERS = ("序号", "级别", "规则", "位置", "栏目", "填的是", "应为", "问题", "怎么办")
_WIDTHS = (6, 7, 7, 20, 26, 12, 12, 44, 44)
_FIRST = 3


def draw_findings(canvas: Canvas, findings: Iterable[Finding]) -> None:
    """Draw the findings, if there are any; what was skipped is in 校验 already."""
    told = [each for each in findings if each.severity is not Severity.SKIPPED]
    if not told:
        return
    for finding in told:
        if finding.sheet in canvas.sheets and finding.cell:
            _colour(canvas, finding)
    for (sheet, cell), text in _notes(told).items():
        if sheet in canvas.sheets:
            options = {"author": "xlreport", "x_scale": 2, "y_scale": 1.6, "font_size": 9}
            canvas.sheets[sheet].write_comment(cell.row, cell.column, text, options)
    _list(canvas, told)


def _areas(finding: Finding) -> Iterator[Area]:
    for part in finding.cell.split(","):
        yield Area.parse(part)


def _notes(findings: Iterable[Finding]) -> dict[tuple[str, Cell], str]:
    """Give one note per cell, all that was found there in one."""
    notes: dict[tuple[str, Cell], str] = {}
    for finding in findings:
        if finding.sheet and finding.cell:
            key = (finding.sheet, next(_areas(finding)).first)
            text = f"{SEVERITY_NAMES[finding.severity].zh} {finding.code}：{finding.message.zh}\n{finding.advice.zh}"
            notes[key] = f"{notes[key]}\n{text}" if key in notes else text
    return notes


def _colour(canvas: Canvas, finding: Finding) -> None:
    areas = list(_areas(finding))
    first = areas[0].first
    style = canvas.book.add_format({"bg_color": _COLOURS[finding.severity]})
    canvas.sheets[finding.sheet].conditional_format(
        first.row,
        first.column,
        first.row,
        first.column,
        {"type": "formula", "criteria": "=TRUE", "format": style, "multi_range": " ".join(map(str, areas))},
    )


def _list(canvas: Canvas, findings: list[Finding]) -> None:
    drawn = canvas.book.add_worksheet(FINDINGS_SHEET)
    drawn.hide_gridlines(2)
    drawn.set_landscape()
    drawn.set_paper(A4)
    drawn.fit_to_pages(1, 0)
    for column, width in enumerate(_WIDTHS):
        drawn.set_column(column, column, width)
    drawn.merge_range(0, 0, 0, len(_HEADERS) - 1, FINDINGS_SHEET, canvas.styles.role(Role.TITLE))
    for column, header in enumerate(_HEADERS):
        drawn.write_string(_FIRST - 1, column, header, canvas.styles.role(Role.HEADER))
    for number, finding in enumerate(findings):
        _line(canvas, drawn, _FIRST + number, finding)
    drawn.autofilter(_FIRST - 1, 0, _FIRST + len(findings) - 1, len(_HEADERS) - 1)
    drawn.freeze_panes(_FIRST, 0)
    drawn.repeat_rows(_FIRST - 1)


def _line(canvas: Canvas, drawn: Any, row: int, finding: Finding) -> None:
    style = canvas.styles.shown(align="left", valign="top")
    name = SEVERITY_NAMES[finding.severity].zh
    texts = (
        str(row - _FIRST + 1),
        name,
        finding.code,
        finding.place,
        finding.label,
        finding.found,
        finding.expected,
        finding.message.zh,
        finding.advice.zh,
    )
    for column, text in enumerate(map(visible, texts)):
        drawn.write_string(row, column, text, style)
    drawn.set_row(row, max(height_for(text, width) for text, width in zip(texts, _WIDTHS, strict=True)))
    if finding.sheet in canvas.sheets and finding.cell:
        target = f"internal:{quoted(finding.sheet)}!{next(_areas(finding)).first}"
        link = canvas.styles.shown(align="left", valign="top", font_color="#1864AB", underline=1)
        drawn.write_url(row, _HEADERS.index("位置"), target, link, string=finding.place)
