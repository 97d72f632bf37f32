"""The sheets that list, all as text: 文字汇编, 报送情况 and 问题清单.

Every counted unit's narrative by section, one paragraph a row, and the figures beside it; the roster against the inbox,
each unit and each file with what became of it and why; every finding, with its place and what to do.
"""

from decimal import Decimal
from typing import Any

from xlreport.cells import Area, Cell, quoted
from xlreport.drawing.look import BAD, SONG, THIS_YEAR
from xlreport.escapes import visible, visible_line
from xlreport.findings import SEVERITY_NAMES, Finding, Severity
from xlreport.forms import Kind
from xlreport.layout import Label, Layout, Role
from xlreport.merging.book.book_canvas import BookCanvas, put
from xlreport.merging.book.book_places import (
    FINDINGS_SHEET,
    FINDINGS_TOP,
    IN_TIME,
    IN_TIME_TITLE,
    REGISTER_SHEET,
    REQUESTS_KEYS,
    REQUESTS_TOP,
    TEXTS_SHEET,
    Requests,
)
from xlreport.merging.ledgers import DECISION_NAMES, STATE_NAMES, FileLine, Ledger, Row, UnitLine, UnitState
from xlreport.numbers import shown

TEXTS_TOP = 2
_TEXT_COLUMNS = (("章节", 12), ("部分", 10), ("单位代码", 12), ("单位名称", 18), ("文字", 118))


def text_rows(ledger: Ledger, layout: Layout) -> tuple[tuple[str, ...], ...]:
    """Give the rows of the sheet: by section and part, then by unit, paragraph by paragraph."""
    singles = {field.id for field in layout.form.singles}
    fields = [each for each in layout.form.fields.values() if each.kind is Kind.TEXT or each.id in singles]
    return tuple(
        (layout.form.section_of(field.id).heading, field.path[0], row.code, row.name, paragraph)
        for field in fields
        for row in ledger.rows
        for paragraph in _said(row, field.id)
        if paragraph
    )


def _said(row: Row, field: str) -> list[str]:
    return [shown(row.singles[field])] if field in row.singles else row.texts.get(field, "").split("\n")


def draw_texts(canvas: BookCanvas) -> None:
    """Draw the sheet."""
    drawn = canvas.page(TEXTS_SHEET, [width for _, width in _TEXT_COLUMNS], landscape=True)
    canvas.title(drawn, TEXTS_SHEET, len(_TEXT_COLUMNS))
    canvas.row(drawn, TEXTS_TOP - 1, [header for header, _ in _TEXT_COLUMNS], canvas.styles.role(Role.HEADER))
    style = canvas.styles.shown(align="left", valign="top", num_format="@")
    for number, texts in enumerate(canvas.texts, TEXTS_TOP):
        canvas.wrapped(drawn, number, texts, style, [width for _, width in _TEXT_COLUMNS])
    last = TEXTS_TOP + max(len(canvas.texts), 1) - 1
    drawn.autofilter(TEXTS_TOP - 1, 0, last, len(_TEXT_COLUMNS) - 1)
    drawn.freeze_panes(TEXTS_TOP, 0)
    drawn.repeat_rows(TEXTS_TOP - 1)
    drawn.fit_to_pages(1, 0)


_REGISTER_WIDTHS = (15, 28, 11, 10, 44, 8, 56, 8, 8, 36)
_UNITS = ("单位代码", "单位名称", "层级", "情况", "计入的文件", "文件数", "说明")
_CHANGES = ("单位代码", "单位名称", "工作表", "单元格", "被取代的文件", "", "栏目", "", "", "原来 → 现在计入的")
_FILES = ("单位代码", "单位名称", "报送日期", "处理", "文件", "", "原因", "数字数", "问题数", "SHA-256")
_DEALT_WITH = (
    "单位代码",
    "单位名称",
    "台账件数",
    "已办结",
    "按时办结",
    "按时率",
    "用时中位数",
    "延期件数",
)
_WITHIN = ("单位代码", "单位名称", "", "", "文件", "", "所在的下级汇总", "", "", "SHA-256")


def draw_register(canvas: BookCanvas) -> None:
    """Draw the sheet: the units, then the files, then the units of areas below."""
    drawn = canvas.page(REGISTER_SHEET, _REGISTER_WIDTHS, landscape=True)
    canvas.title(drawn, REGISTER_SHEET, len(_REGISTER_WIDTHS))
    units, files = canvas.ledger.units, canvas.ledger.files
    first = _part(canvas, drawn, 1, "一、单位", _UNITS)
    for row, unit in enumerate(units, first):
        canvas.wrapped(
            drawn, row, _unit_cells(unit), _register_style(canvas, good=unit.state in _CALM), _REGISTER_WIDTHS
        )
    end = _dealt_with(canvas, drawn) or first + max(len(units), 1) + 1
    first = _part(canvas, drawn, end, "二、收到的文件", _FILES)
    for row, line in enumerate(files, first):
        style = _register_style(canvas, good=not (line.decision.leaves_out or line.suspicious))
        canvas.wrapped(drawn, row, _file_cells(line), style, _REGISTER_WIDTHS)
        canvas.link_to(drawn, Cell(row, _REGISTER_FILE), line.file)
        put(drawn, Cell(row, _REGISTER_FILE), line.file, style)
        put(drawn, Cell(row, len(_REGISTER_WIDTHS) - 1), line.sha256, canvas.styles.shown(align="left", font_size=8))
    row = _changes(canvas, drawn, first + max(len(files), 1) + 1)
    _within(canvas, drawn, row)
    drawn.fit_to_pages(1, 0)


def _dealt_with(canvas: BookCanvas, drawn: Any) -> int:
    """Say per unit whose register is collected how its requests were dealt with; give the next free row, else 0."""
    known = canvas.at.requests
    if known is None:
        return 0
    _part(canvas, drawn, known.top, "申请办理情况（取自各单位的申请台账）", _DEALT_WITH)
    style, share = canvas.styles.shown(align="left"), canvas.styles.shown(align="left", num_format="0.0%")
    for number, row in enumerate(canvas.ledger.registered):
        said, at = row.requests, known.said(0).first.row + number
        if said is None:
            continue
        rate = round(Decimal(said.in_time) / said.judged, 4) if said.judged else None
        median = f"{said.median} 个工作日" if said.median else "—"
        counts = (len(said.rows), said.answered, said.in_time)
        canvas.row(drawn, at, (row.code, visible_line(row.name), *counts, rate, median, said.extended), style)
        put(drawn, Cell(at, IN_TIME), rate, share)
    drawn.insert_chart(known.corner.row, known.corner.column, _in_time(canvas, known), {"object_position": 1})
    return known.end


def _in_time(canvas: BookCanvas, known: Requests) -> Any:
    chart = canvas.book.add_chart({"type": "bar"})
    font = {"name": SONG, "size": 9}
    names, rates = (f"={quoted(REGISTER_SHEET)}!{known.said(column).absolute}" for column in (1, IN_TIME))
    labels = {"value": True, "font": font, "num_format": "0.0%"}
    series = {"name": IN_TIME_TITLE, "categories": names, "values": rates, "data_labels": labels, "gap": 60}
    chart.add_series({**series, "fill": {"color": THIS_YEAR}})
    chart.set_title({"name": IN_TIME_TITLE, "name_font": {"name": SONG, "size": 12}})
    chart.set_y_axis({"num_font": font, "major_gridlines": {"visible": False}, "reverse": True})
    chart.set_x_axis({"visible": False, "min": 0, "max": 1, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 760, "height": 300})
    return chart


def draw_requests(canvas: BookCanvas) -> None:
    """Draw the collected registers: one request a row, in the columns that leave a unit."""
    known = canvas.at.requests
    if known is None:
        return
    widths = (14, 24, *(14 if len(name) < _SHORT else 18 for name in known.columns))
    drawn = canvas.page(known.sheet, widths, landscape=True)
    canvas.title(drawn, f"{known.sheet}（{known.units} 个单位、{known.rows} 件）", len(widths))
    canvas.row(drawn, REQUESTS_TOP - 1, known.head, canvas.styles.role(Role.HEADER))
    style = canvas.styles.shown(align="left", num_format="@", text_wrap=False)
    requests = ((row, request) for row in canvas.ledger.registered if row.requests for request in row.requests.rows)
    for at, (row, request) in enumerate(requests, REQUESTS_TOP):
        canvas.row(drawn, at, (row.code, visible_line(row.name), *map(visible_line, request)), style)
    drawn.autofilter(REQUESTS_TOP - 1, 0, REQUESTS_TOP + max(known.rows, 1) - 1, len(widths) - 1)
    drawn.freeze_panes(REQUESTS_TOP, len(REQUESTS_KEYS))
    drawn.repeat_rows(REQUESTS_TOP - 1)
    drawn.repeat_columns(0, len(REQUESTS_KEYS) - 1)
    drawn.fit_to_pages(2, 0)


_SHORT = 6
_CALM = {UnitState.IN, UnitState.OUT_OF_SCOPE}
_REGISTER_FILE = 4


def _changes(canvas: BookCanvas, drawn: Any, row: int) -> int:
    """List every cell that a superseded file says otherwise than the one that counts; give the next free row."""
    changed = [(line, change) for line in canvas.ledger.files for change in line.changes]
    if not changed:
        return row
    style = _register_style(canvas, good=True)
    first = _part(canvas, drawn, row, "被取代的报送与计入的报送逐格对照", _CHANGES)
    for at, (line, change) in enumerate(changed, first):
        words = (line.code, line.name, change.sheet, change.cell, line.file, "", change.label, "", "")
        canvas.wrapped(drawn, at, (*words, f"{change.before} → {change.after}"), style, _REGISTER_WIDTHS)
        canvas.link_to(drawn, Cell(at, 3), line.file, f"{quoted(change.sheet)}!{change.cell}")
        put(drawn, Cell(at, 3), change.cell, style)
    return first + len(changed) + 1


def _within(canvas: BookCanvas, drawn: Any, row: int) -> None:
    """List the units that areas below count, each with the file its figures are from."""
    rows = [(line, unit) for line in canvas.ledger.rows if line.area for unit in line.area.units]
    if not rows:
        return
    first = _part(canvas, drawn, row, "下级汇总中的单位", _WITHIN)
    style, small = _register_style(canvas, good=True), canvas.styles.shown(align="left", font_size=8)
    for number, (line, unit) in enumerate(rows, first):
        area = "／".join(filter(None, (line.name, unit.of)))
        said = (unit.code, unit.name, "", "", unit.file, "", area, "", "", unit.sha256)
        canvas.wrapped(drawn, number, said, style, _REGISTER_WIDTHS)
        put(drawn, Cell(number, len(_REGISTER_WIDTHS) - 1), unit.sha256, small)


def _part(canvas: BookCanvas, drawn: Any, row: int, text: str, headers: tuple[str, ...]) -> int:
    canvas.labels(drawn, [Label(area=Area.of(Cell(row, 0), 1, 4), text=text, role=Role.PART)])
    canvas.row(drawn, row + 1, headers, canvas.styles.role(Role.HEADER))
    return row + 2


def _register_style(canvas: BookCanvas, *, good: bool) -> Any:
    return canvas.styles.shown(align="left", **({} if good else {"font_color": BAD}))


def _unit_cells(unit: UnitLine) -> tuple[str | int, ...]:
    file = unit.file if unit.state is UnitState.IN else ""
    return (unit.code, visible_line(unit.name), unit.tier, STATE_NAMES[unit.state].zh, file, unit.files, unit.reason)


def _file_cells(line: FileLine) -> tuple[str | int, ...]:
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


_FINDING_COLUMNS = (
    ("程度", 9),
    ("单位", 22),
    ("位置", 20),
    ("问题", 52),
    ("怎么办", 40),
    ("规则", 7),
    ("说明", 20),
    ("栏目", 24),
    ("实为", 16),
    ("应为", 16),
    ("依据", 24),
    ("文件", 34),
)
_PRINTED = 7
"""The columns on paper; the others stand to the right of them on the screen."""
_LONGEST = 1_000
_ANSWERED = "√ 已说明"
_SIGNS = {Severity.ERROR: "×", Severity.WARNING: "！", Severity.NOTE: "·", Severity.SKIPPED: "—"}
_FINDING_CELL, _FINDING_FILE = 2, 11
"""The columns that lead to the return."""


def listed_findings(ledger: Ledger) -> tuple[Finding, ...]:
    """Give all findings in the order of the sheet: what must be corrected, explained, what was answered, the rest."""

    def weight(finding: Finding) -> float:
        return finding.severity.rank if finding.open else Severity.WARNING.rank + 0.5

    return tuple(sorted(ledger.all_findings, key=weight))


def draw_findings(canvas: BookCanvas) -> None:
    """Draw the sheet."""
    widths = [width for _, width in _FINDING_COLUMNS]
    drawn = canvas.page(FINDINGS_SHEET, widths, landscape=True)
    canvas.title(drawn, FINDINGS_SHEET, _PRINTED)
    canvas.row(drawn, FINDINGS_TOP - 1, [header for header, _ in _FINDING_COLUMNS], canvas.styles.list_head())
    findings = listed_findings(canvas.ledger)
    units = {line.file: line.name for line in canvas.ledger.files}
    plain = canvas.styles.listed(valign="top")
    error = canvas.styles.listed(valign="top", font_color=BAD)
    for row, finding in enumerate(findings, FINDINGS_TOP):
        style = error if finding.severity is Severity.ERROR and finding.open else plain
        cells = _finding_cells(finding, units.get(finding.file, ""))
        canvas.wrapped(drawn, row, cells, style, widths)
        place = _finding_place(finding)
        for column in (_FINDING_FILE, _FINDING_CELL) if place else (_FINDING_FILE,):
            canvas.link_to(drawn, Cell(row, column), finding.file, place)
            put(drawn, Cell(row, column), cells[column], style)
    last = FINDINGS_TOP + max(len(findings), 1) - 1
    drawn.autofilter(FINDINGS_TOP - 1, 0, last, len(_FINDING_COLUMNS) - 1)
    drawn.freeze_panes(FINDINGS_TOP, 2)
    drawn.repeat_rows(FINDINGS_TOP - 1)
    drawn.print_area(0, 0, last, _PRINTED - 1)
    drawn.fit_to_pages(1, 0)


def _finding_place(finding: Finding) -> str:
    """Give the finding's first cell as a link wants it, nothing where the whole file or sheet is meant."""
    first = finding.cell.split(",")[0].split(":")[0]
    return f"{quoted(finding.sheet)}!{first}" if finding.sheet and first else ""


def _finding_cells(finding: Finding, unit: str) -> tuple[str, ...]:
    texts = (
        f"{_SIGNS[finding.severity]} {SEVERITY_NAMES[finding.severity].zh}" if finding.open else _ANSWERED,
        unit,
        finding.place.replace(",", ", "),
        finding.message.zh,
        finding.advice.zh,
        finding.code,
        finding.reason,
        finding.label,
        finding.found,
        finding.expected,
        finding.source.zh,
        finding.file,
    )
    shown = map(visible, texts)
    return tuple(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……" for text in shown)
