"""Family X: this form's documents (X03) and texts (X06) against last year's. Without it silent."""

from collections.abc import Iterator
from dataclasses import replace

from xlreport.checks.examined import Examined
from xlreport.findings import Finding, found_by
from xlreport.forms import Section
from xlreport.likeness import bare, likeness
from xlreport.numbers import shown
from xlreport.rules import rule

_IN_FORCE, _MADE, _REPEALED = "in_force", "made", "repealed"
_DOCUMENTS = ("disclosure.regulations", "disclosure.normative")
_LEAST = 60
"""Bare characters below which likeness says nothing."""


def check_repealed(seen: Examined) -> Iterator[Finding]:
    """X03: what was repealed against what there was."""
    for row in _DOCUMENTS:
        repealed, made = seen.known(f"{row}.{_REPEALED}"), seen.known(f"{row}.{_MADE}")
        before = seen.last(f"{row}.{_IN_FORCE}")
        if repealed is not None and made is not None and before is not None and repealed > before + made:
            yield found_by(
                rule("X03"), seen.where(f"{row}.{_REPEALED}"), found=shown(repealed), expected=shown(before + made)
            )


def check_copied(seen: Examined) -> Iterator[Finding]:
    """X06: sections one and five against last year's, where the round knows its text."""
    limits = {
        "overview": seen.limit("likeness_overview"),
        "problems": seen.limit("likeness_problems"),
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
    return found_by(rule("X06"), where, found=f"{score:.0f}", expected=str(limit))
