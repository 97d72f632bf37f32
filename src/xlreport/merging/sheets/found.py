"""问题清单: every finding, of the merge itself and of each file, with its place and what to do."""

from xlreport.drawing.styles import BAD
from xlreport.findings import SEVERITY_NAMES, Finding, Severity
from xlreport.layout import Role
from xlreport.merging.canvas import Canvas
from xlreport.merging.places import FINDINGS_SHEET

_TOP = 2
_HEADERS = (
    ("程度", 7),
    ("规则", 7),
    ("文件", 32),
    ("工作表", 13),
    ("单元格", 11),
    ("栏目", 26),
    ("所见", 18),
    ("应为", 18),
    ("问题", 60),
    ("处理", 44),
    ("依据", 22),
)
_LONGEST = 1_000


def draw(canvas: Canvas) -> None:
    """Draw the sheet."""
    drawn = canvas.page(FINDINGS_SHEET, [width for _, width in _HEADERS], landscape=True)
    canvas.title(drawn, FINDINGS_SHEET, len(_HEADERS))
    canvas.row(drawn, _TOP - 1, [header for header, _ in _HEADERS], canvas.styles.role(Role.HEADER))
    findings = canvas.ledger.all_findings
    plain = canvas.styles.shown(align="left", valign="top")
    error = canvas.styles.shown(align="left", valign="top", font_color=BAD)
    for row, finding in enumerate(findings, _TOP):
        style = error if finding.severity is Severity.ERROR else plain
        canvas.wrapped(drawn, row, _cells(finding), style, [width for _, width in _HEADERS])
    drawn.autofilter(_TOP - 1, 0, _TOP + max(len(findings), 1) - 1, len(_HEADERS) - 1)
    drawn.freeze_panes(_TOP, 0)
    drawn.repeat_rows(_TOP - 1)
    drawn.fit_to_pages(1, 0)


def _cells(finding: Finding) -> tuple[str, ...]:
    texts = (
        SEVERITY_NAMES[finding.severity].zh,
        finding.code,
        finding.file,
        finding.sheet,
        finding.cell,
        finding.label,
        finding.found,
        finding.expected,
        finding.message.zh,
        finding.advice.zh,
        finding.source.zh,
    )
    return tuple(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……" for text in texts)
