"""Family X, text against last year's: what was copied. Without last year's text it is silent."""

from collections.abc import Iterator
from dataclasses import replace

from xlreport.checks.examined import Examined
from xlreport.checks.rules import rule
from xlreport.findings import Finding, Severity, found_by
from xlreport.forms import Section
from xlreport.likeness import bare, likeness

X06 = rule(
    "X06",
    Severity.WARNING,
    "A",
    ("国办公开办函〔2021〕30号（明确责任）", "国办公开办函〔2021〕30号, on responsibility"),
    title=("文字与上年雷同", "the text is last year's"),
    meaning=(
        "去掉年份后，第一部分与上年相似超过 80%，第五部分超过 90%，或第六部分以外逐字相同。界限是本工具定的，可在 [limits] 中改。",
        "Years aside, section one is more than 80 per cent like last year's, or section five more than 90. The limits "
        "are this tool's; [limits] may change them.",
    ),
    why=("国办通知点名批评内容雷同、敷衍塞责。", "The notice criticises identical and perfunctory content."),
    message=(
        "“{label}”与上年相似 {found}%（界限 {expected}%）。",
        "“{label}” is {found} per cent like last year's (limit {expected}).",
    ),
    advice=(
        "请按本年实际重写；确有原因的，在封面“警告说明”中写明。",
        "Write what happened this year, or give the reason on 封面.",
    ),
)
RULES = (X06,)
_LEAST = 60
"""Bare characters below which likeness says nothing."""


def check_copied(seen: Examined) -> Iterator[Finding]:
    """X06: sections one and five against last year's, where the round knows its text."""
    limits = {
        "overview": seen.background.policies.likeness_overview,
        "problems": seen.background.policies.likeness_problems,
    }
    for section in seen.layout.form.sections:
        limit = limits.get(section.id)
        if limit and seen.background.last and (finding := _compared(seen, section, limit)):
            yield finding


def _compared(seen: Examined, section: Section, limit: int) -> Finding | None:
    last = seen.background.last.texts if seen.background.last else {}
    now = bare("".join(seen.submission.text(field.id) for field in section.texts))
    before = bare("".join(last.get(field.id, "") for field in section.texts))
    if min(len(now), len(before)) < _LEAST:
        return None
    score = likeness(now, before, limit)
    if score <= limit:
        return None
    where = replace(seen.where(section.texts[0].id), label=section.heading)
    return found_by(X06, where, found=f"{score:.0f}", expected=str(limit))
