"""The sheets that list, all as text: 文字汇编, 报送情况 and 问题清单.

Every counted unit's narrative by section, one paragraph a row, and the figures beside it; the roster against the inbox,
each unit and each file with what became of it and why; every finding, with its place and what to do.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from xlreport.cells import Area, Cell, quoted
from xlreport.drawing.look import BAD, GOOD, HEI, INK, SOFT, TINT1, WARN
from xlreport.escapes import visible, visible_line
from xlreport.findings import SEVERITY_NAMES, Finding, Severity
from xlreport.forms import Kind
from xlreport.layout import Label, Layout, Role
from xlreport.lazy import regex
from xlreport.merging.book.book_canvas import LINK, BookCanvas, internal, link, merged, put
from xlreport.merging.book.book_places import (
    FINDINGS_SHEET,
    FINDINGS_TOP,
    REGISTER_SHEET,
    REGISTER_TOP,
    TEXTS_SHEET,
    to_do,
)
from xlreport.merging.book.sheets.collected_requests import draw_dealt_with
from xlreport.merging.ledgers import DECISION_NAMES, STATE_NAMES, Decision, Ledger, Row, UnitLine, UnitState
from xlreport.numbers import shown

TEXTS_TOP = 3
_TEXT_COLUMNS = (("部分", 20), ("单位名称", 24), ("文字", 76), ("章节", 16), ("单位代码", 14))
_TEXT, _TEXTS_PRINTED = 2, 3
"""The column with the text, and the columns on paper."""


class TextRows(Iterable[tuple[str, ...]]):
    """The rows of the sheet: by section and part, by unit, a paragraph each; made each time they are read."""

    def __init__(self, ledger: Ledger, layout: Layout) -> None:
        """Be those of a ledger."""
        self._rows, self._layout = ledger.rows, layout
        singles = {field.id for field in layout.form.singles}
        self._fields = [each for each in layout.form.fields.values() if each.kind is Kind.TEXT or each.id in singles]

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Give each row."""
        for field in self._fields:
            heading = self._layout.form.section_of(field.id).heading
            for row in self._rows:
                for paragraph in filter(None, _said(row, field.id)):
                    yield field.path[0], row.name, paragraph, heading, row.code


def _said(row: Row, field: str) -> list[str]:
    return [shown(row.singles[field])] if field in row.singles else row.texts.get(field, "").split("\n")


def draw_texts(canvas: BookCanvas) -> None:
    """Draw the sheet."""
    widths = [width for _, width in _TEXT_COLUMNS]
    drawn = canvas.page(TEXTS_SHEET, widths)
    put(drawn, Cell(0, 0), canvas.marked(TEXTS_SHEET), canvas.styles.heading())
    canvas.back(drawn, "各单位的文字部分，按章节排列，一段一行")
    canvas.row(drawn, TEXTS_TOP - 1, [header for header, _ in _TEXT_COLUMNS], canvas.styles.list_head())
    plain = {"valign": "top", "num_format": "@", "font_size": 10, "indent": 0}
    style, brief = canvas.styles.listed(**plain), canvas.styles.listed(**plain, text_wrap=False, shrink=True)
    styles = tuple(style if column == _TEXT else brief for column in range(len(_TEXT_COLUMNS)))
    room = tuple(width if column == _TEXT else 0 for column, width in enumerate(widths))
    last = TEXTS_TOP
    for last, texts in enumerate(canvas.texts, TEXTS_TOP):
        canvas.line(drawn, last, texts, styles, room)
    drawn.autofilter(TEXTS_TOP - 1, 0, last, len(_TEXT_COLUMNS) - 1)
    drawn.freeze_panes(TEXTS_TOP, 2)
    drawn.repeat_rows(TEXTS_TOP - 1)
    drawn.print_area(0, 0, last, _TEXTS_PRINTED - 1)
    drawn.fit_to_pages(1, 0)


_REGISTER = (
    ("单位代码", 13),
    ("单位名称", 27),
    ("层级", 10),
    ("情况", 12),
    ("说明", 38),
    ("文件", 36),
    ("报送日期", 12),
    ("数字数", 8),
    ("问题数", 8),
    ("SHA-256", 36),
)
_REGISTER_PRINTED = 9
"""The columns on paper."""
_REGISTER_WIDTHS = tuple(width for _, width in _REGISTER)
_REGISTER_ROOM = (16, 30, 14, 16, _REGISTER_WIDTHS[4], 46, 16, 16, 16, 80)
"""Characters that make a row higher: short words take one line, names of files are set in a smaller font."""
_CHANGES = ("单位代码", "单位名称", "单元格", "工作表", "栏目：原来 → 现在计入的", "被取代的文件")
_DEALT_WITH = ("单位代码", "单位名称", "台账件数", "已办结", "按时办结", "按时率", "用时中位数", "延期件数")
_WITHIN = ("单位代码", "单位名称", "", "", "所在的下级汇总", "文件", "", "", "", "SHA-256")
_STATE_SIGNS = {
    UnitState.IN: "√",
    UnitState.REJECTED: "×",
    UnitState.MISSING: "○",
    UnitState.EXCLUDED: "！",
    UnitState.WITHIN_AREA: "！",
    UnitState.OUT_OF_SCOPE: "—",
}
_COLOURS = {"√": GOOD, "×": BAD, "○": WARN, "！": WARN, "—": SOFT}


def state_words(state: UnitState) -> str:
    """Say how a unit stands, with its sign."""
    return f"{_STATE_SIGNS[state]} {STATE_NAMES[state].zh}"


def draw_register(canvas: BookCanvas) -> None:
    """Draw the sheet: whom something is to be done about, all units, the files, then the units of areas below."""
    drawn = canvas.page(REGISTER_SHEET, _REGISTER_WIDTHS, landscape=True)
    put(drawn, Cell(0, 0), canvas.marked(REGISTER_SHEET), canvas.styles.heading())
    canvas.back(drawn, canvas.whereabouts)
    _band(canvas, drawn)
    canvas.row(drawn, REGISTER_TOP - 1, [header for header, _ in _REGISTER], canvas.styles.list_head())
    units, todo = canvas.ledger.units, to_do(canvas.ledger)
    row = REGISTER_TOP
    if todo:
        row = _units(canvas, drawn, row, f"一、需要处理（{len(todo)}）", todo)
    row = _units(canvas, drawn, row, f"二、全部单位（{len(units)}）", units)
    row = _files(canvas, drawn, _dealt_with(canvas, drawn) or row)
    _within(canvas, drawn, _changes(canvas, drawn, row))
    drawn.freeze_panes(REGISTER_TOP, 2)
    drawn.repeat_rows(0, REGISTER_TOP - 1)
    drawn.print_area(0, 0, max(drawn.dim_rowmax, REGISTER_TOP), _REGISTER_PRINTED - 1)
    drawn.fit_to_pages(1, 0)


def _band(canvas: BookCanvas, drawn: Any) -> None:
    """Say in one line how the units stand."""
    units = canvas.ledger.units
    counts = {state: sum(unit.state is state for unit in units) for state in UnitState}
    out = counts.pop(UnitState.OUT_OF_SCOPE)
    said = "　　".join(f"{state_words(state)} {count}" for state, count in counts.items() if count)
    more = f"　　另：{state_words(UnitState.OUT_OF_SCOPE)} {out}" if out else ""
    style = canvas.styles.heading(font_size=12, bg_color=TINT1, indent=1)
    merged(drawn, Area.of(Cell(2, 0), 1, _REGISTER_PRINTED), f"应纳入 {sum(counts.values())} 个：{said}{more}", style)
    drawn.set_row(2, 24)


def _units(canvas: BookCanvas, drawn: Any, row: int, heading: str, units: Sequence[UnitLine]) -> int:
    """List units, each with the file that counts or that was refused; give the next free row."""
    lines = {line.file: line for line in canvas.ledger.files}
    refused = {line.code: line for line in canvas.ledger.files if line.decision.leaves_out}
    _part(canvas, drawn, row, heading)
    for at, unit in enumerate(units, row + 1):
        line = lines.get(unit.file) if unit.state is UnitState.IN else refused.get(unit.code)
        said = (line.file, line.submitted_on, line.read, len(line.findings)) if line else ("", "", "", "")
        named = (unit.code, visible_line(unit.name), unit.tier, state_words(unit.state), unit.reason)
        _line(canvas, drawn, at, (*named, *said))
    return row + 2 + max(len(units), 1)


def _files(canvas: BookCanvas, drawn: Any, row: int) -> int:
    """List every file with what became of it and why; give the next free row."""
    files = canvas.ledger.files
    _part(canvas, drawn, row, f"三、收到的文件（{len(files)}）")
    for at, line in enumerate(files, row + 1):
        good = not (line.decision.leaves_out or line.suspicious)
        state = (
            f"{'√' if line.decision is Decision.COUNTED else '—' if good else '×'} {DECISION_NAMES[line.decision].zh}"
        )
        said = (visible_line(line.code), visible_line(line.name), "", state, line.reason.zh)
        _line(canvas, drawn, at, (*said, line.file, line.submitted_on, line.read, len(line.findings), line.sha256))
    return row + 2 + max(len(files), 1)


def _line(canvas: BookCanvas, drawn: Any, row: int, cells: Sequence[str | int]) -> None:
    """Write a line in the sheet's one set of columns: the state in its colour, the file a link."""
    colour, plain = _COLOURS.get(str(cells[_REGISTER_STATE])[:1], INK), canvas.styles.listed()
    own = {
        _REGISTER_STATE: canvas.styles.listed(font_color=colour, font_name=HEI),
        _REGISTER_FILE: canvas.styles.listed(font_size=9),
        **dict.fromkeys((_REGISTER_FILE + 2, _REGISTER_FILE + 3), canvas.styles.listed(align="right")),
    }
    styles = tuple(own.get(column, plain) for column in range(len(cells)))
    canvas.line(drawn, row, cells, styles, _REGISTER_ROOM)
    canvas.link_to(drawn, Cell(row, _REGISTER_FILE), str(cells[_REGISTER_FILE]))


def _dealt_with(canvas: BookCanvas, drawn: Any) -> int:
    """Say per unit whose register is collected how its requests were dealt with; give the next free row, else 0."""
    known = canvas.at.requests
    if known is None:
        return 0
    _part(canvas, drawn, known.top, "申请办理情况（取自各单位的申请台账）")
    canvas.row(drawn, known.headed, _DEALT_WITH, canvas.styles.list_head())
    draw_dealt_with(canvas, drawn, known)
    return known.end


_REGISTER_STATE, _REGISTER_FILE = 3, 5


def _changes(canvas: BookCanvas, drawn: Any, row: int) -> int:
    """List every cell that a superseded file says otherwise than the one that counts; give the next free row."""
    changed = [(line, change) for line in canvas.ledger.files for change in line.changes]
    if not changed:
        return row
    style = canvas.styles.listed()
    first = _part(canvas, drawn, row, "四、被取代的报送件与计入的报送件逐个单元格对照", _CHANGES)
    for at, (line, change) in enumerate(changed, first):
        words = f"{change.label}：{change.before} → {change.after}"
        said = (line.code, line.name, change.cell, change.sheet, words, line.file)
        canvas.line(drawn, at, said, (style,) * len(said), _REGISTER_ROOM)
        canvas.link_to(drawn, Cell(at, 2), line.file, f"{quoted(change.sheet)}!{change.cell}")
    return first + len(changed) + 1


def _within(canvas: BookCanvas, drawn: Any, row: int) -> None:
    """List the units that areas below count, each with the file its figures are from."""
    rows = [(line, unit) for line in canvas.ledger.rows if line.area for unit in line.area.units]
    if not rows:
        return
    first = _part(canvas, drawn, row, "五、下级汇总中的单位", _WITHIN)
    for number, (line, unit) in enumerate(rows, first):
        area = "／".join(filter(None, (line.name, unit.of)))
        said = (unit.code, unit.name, "", "", area, unit.file, "", "", "", unit.sha256)
        canvas.line(drawn, number, said, (canvas.styles.listed(),) * len(said), _REGISTER_WIDTHS)


def _part(canvas: BookCanvas, drawn: Any, row: int, text: str, headers: Sequence[str] = ()) -> int:
    """Write a block's heading, and its headers where they are not the sheet's; give the row below."""
    canvas.labels(drawn, [Label(area=Area.of(Cell(row, 0), 1, 5), text=text, role=Role.PART)])
    drawn.set_row(row, 24)
    if headers:
        canvas.row(drawn, row + 1, headers, canvas.styles.list_head())
    return row + 1 + bool(headers)


_FINDING_COLUMNS = (
    ("级别", 10),
    ("单位", 20),
    ("位置", 15),
    ("问题", 46),
    ("全文", 7),
    ("怎么办", 34),
    ("规则", 7),
    ("说明", 18),
    ("栏目", 24),
    ("实为", 16),
    ("应为", 16),
    ("依据", 24),
    ("文件", 34),
    ("问题全文", 120),
)
_PRINTED = 8
"""The columns on paper; the others stand to the right of them on the screen."""
_LONGEST = 1_000
_ANSWERED = "√ 已说明"
_SIGNS = {Severity.ERROR: "×", Severity.WARNING: "！", Severity.NOTE: "·", Severity.SKIPPED: "—"}
_IN_BRACKETS = regex("（([^（）]+)）")
"""A unit's code as messages print it."""
_FINDING_CELL, _FINDING_FILE = 2, 12
"""The columns that lead to the return."""
_SAID, _THERE, _WHOLE = 3, 4, 13
"""The columns of what is wrong, of the link beside it where it is cut, and of the whole that this leads to."""
_MOST_SAID, _CUT, _TO_THE_WHOLE = 75, "……", "全文 →"


def listed_findings(ledger: Ledger) -> tuple[Finding, ...]:
    """Give all findings in the order of the sheet: what must be corrected, explained, what was answered, the rest."""

    def weight(finding: Finding) -> float:
        return finding.severity.rank if finding.open else Severity.WARNING.rank + 0.5

    return tuple(sorted(ledger.all_findings, key=weight))


def draw_findings(canvas: BookCanvas) -> None:
    """Draw the sheet."""
    widths = [width for _, width in _FINDING_COLUMNS]
    drawn = canvas.page(FINDINGS_SHEET, widths, landscape=True)
    put(drawn, Cell(0, 0), canvas.marked(FINDINGS_SHEET), canvas.styles.heading())
    canvas.back(drawn, "须更正的在前；点位置打开报送件的那个单元格；实为、应为、依据、文件和问题全文在右边")
    canvas.row(drawn, FINDINGS_TOP - 1, [header for header, _ in _FINDING_COLUMNS], canvas.styles.list_head())
    findings = listed_findings(canvas.ledger)
    units = {line.file: line.name for line in canvas.ledger.files}
    names = {unit.code: unit.name for unit in canvas.ledger.units}
    plain = canvas.styles.listed(valign="top")
    error = canvas.styles.listed(valign="top", font_color=BAD)
    whole = canvas.styles.listed(valign="top", font_size=9, indent=0, text_wrap=False, **LINK)
    for row, finding in enumerate(findings, FINDINGS_TOP):
        style = error if finding.severity is Severity.ERROR and finding.open else plain
        cells = _finding_cells(finding, units.get(finding.file, "") or _named(finding, names))
        styles = (*[style] * _THERE, whole, *[style] * (len(cells) - _THERE - 1))
        canvas.line(drawn, row, cells, styles, widths)
        place = _finding_place(finding)
        for column in (_FINDING_FILE, _FINDING_CELL) if place else (_FINDING_FILE,):
            canvas.link_to(drawn, Cell(row, column), finding.file, place)
        if cells[_WHOLE]:
            link(drawn, Cell(row, _THERE), internal(FINDINGS_SHEET, Cell(row, _WHOLE)))
    last = FINDINGS_TOP + max(len(findings), 1) - 1
    drawn.autofilter(FINDINGS_TOP - 1, 0, last, len(_FINDING_COLUMNS) - 1)
    drawn.freeze_panes(FINDINGS_TOP, 2)
    drawn.repeat_rows(FINDINGS_TOP - 1)
    drawn.print_area(0, 0, last, _PRINTED - 1)
    drawn.fit_to_pages(1, 0)


def _named(finding: Finding, names: Mapping[str, str]) -> str:
    """Give the unit that a finding of the merge itself names by its code; nothing where it names none or several."""
    named = {code for code in _IN_BRACKETS.findall(finding.message.zh) if code in names}
    return names[named.pop()] if len(named) == 1 else ""


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
        "",
        finding.advice.zh,
        finding.code,
        finding.reason,
        finding.label,
        finding.found,
        finding.expected,
        finding.source.zh,
        finding.file,
    )
    shown = list(map(_shown, texts))
    whole = shown[_SAID]
    if len(whole) <= _MOST_SAID:
        return (*shown, "")
    shown[_SAID], shown[_THERE] = whole[: _MOST_SAID - len(_CUT)] + _CUT, _TO_THE_WHOLE
    return (*shown, whole)


@lru_cache(maxsize=4096)
def _shown(text: str) -> str:
    text = visible(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"
