"""问题清单: every finding, of the merge itself and of each file, with its place and what to do."""

from xlreport.cells import Cell, quoted
from xlreport.drawing.tokens import BAD
from xlreport.escapes import visible
from xlreport.findings import SEVERITY_NAMES, Finding, Severity
from xlreport.layout import Role
from xlreport.merging.book.canvas import Canvas, put
from xlreport.merging.book.places import FINDINGS_SHEET, FINDINGS_TOP

_HEADERS = (
    ("程度", 7),
    ("规则", 7),
    ("文件", 32),
    ("工作表", 13),
    ("单元格", 14),
    ("栏目", 26),
    ("实为", 18),
    ("应为", 18),
    ("问题", 60),
    ("处理", 44),
    ("依据", 22),
    ("说明", 30),
)
_LONGEST = 1_000
_ANSWERED = "已说明"
_FILE, _CELL = 2, 4
"""The columns that lead to the return."""


def draw(canvas: Canvas) -> None:
    """Draw the sheet."""
    drawn = canvas.page(FINDINGS_SHEET, [width for _, width in _HEADERS], landscape=True)
    canvas.title(drawn, FINDINGS_SHEET, len(_HEADERS))
    canvas.row(drawn, FINDINGS_TOP - 1, [header for header, _ in _HEADERS], canvas.styles.role(Role.HEADER))
    findings = canvas.ledger.all_findings
    plain = canvas.styles.shown(align="left", valign="top")
    error = canvas.styles.shown(align="left", valign="top", font_color=BAD)
    for row, finding in enumerate(findings, FINDINGS_TOP):
        style = error if finding.severity is Severity.ERROR else plain
        cells = _cells(finding)
        canvas.wrapped(drawn, row, cells, style, [width for _, width in _HEADERS])
        place = _place(finding)
        for column in (_FILE, _CELL) if place else (_FILE,):
            canvas.link_to(drawn, Cell(row, column), finding.file, place)
            put(drawn, Cell(row, column), cells[column], style)
    drawn.autofilter(FINDINGS_TOP - 1, 0, FINDINGS_TOP + max(len(findings), 1) - 1, len(_HEADERS) - 1)
    drawn.freeze_panes(FINDINGS_TOP, 0)
    drawn.repeat_rows(FINDINGS_TOP - 1)
    drawn.fit_to_pages(1, 0)


def _place(finding: Finding) -> str:
    """Give the finding's first cell as a link wants it, nothing where the whole file or sheet is meant."""
    first = finding.cell.split(",")[0].split(":")[0]
    return f"{quoted(finding.sheet)}!{first}" if finding.sheet and first else ""


def _cells(finding: Finding) -> tuple[str, ...]:
    texts = (
        SEVERITY_NAMES[finding.severity].zh if finding.open else _ANSWERED,
        finding.code,
        finding.file,
        finding.sheet,
        finding.cell.replace(",", ", "),
        finding.label,
        finding.found,
        finding.expected,
        finding.message.zh,
        finding.advice.zh,
        finding.source.zh,
        finding.reason,
    )
    shown = map(visible, texts)
    return tuple(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……" for text in shown)
