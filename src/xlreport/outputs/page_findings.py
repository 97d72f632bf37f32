"""One finding on the page: the phrase with the words around it, the figures beside its cell, both sides compared."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xlreport.cells import Area, Cell
from xlreport.findings import SEVERITY_NAMES, Finding, Severity
from xlreport.forms import Field, Term
from xlreport.language import Language, Text
from xlreport.layout import CheckLine, Layout
from xlreport.numbers import shown
from xlreport.relations import Mark, evaluate
from xlreport.submissions import Submission

_ABOUT = Text("规则 {code} 与依据", "Rule {code} and its source")
_AROUND = 24
"""Characters shown on either side of a quoted phrase."""
SIGNS = {Severity.ERROR: "×", Severity.WARNING: "！", Severity.NOTE: "·"}
_DIFFERENCE = Text("相差", "difference")
_SEVERAL = Text("{first}等 {count} 项之和", "{first} and the rest, {count} added up")
_MOST_COLUMNS = 7
_MOST_NAMED = 2
"""Terms of a sum that are named each; of more the first alone."""


def shown_finding(one: Finding, submission: Submission | None, layout: Layout, language: Language) -> dict[str, Any]:
    """Give what the page shows of a finding: its words, the phrase in its text, the figures that it speaks of."""
    return {
        "severity": one.severity.value,
        "name": f"{SIGNS[one.severity]} {SEVERITY_NAMES[one.severity][language]}",
        "code": one.code,
        "sheet": one.sheet,
        "cell": one.cell.replace(",", ", "),
        "about": _ABOUT.filled(code=one.code)[language],
        "message": one.message[language],
        "advice": one.advice[language],
        "source": one.source[language],
        "quote": _quote(one, submission),
        "notes": [note[language] for note in one.notes],
        "answered": not one.open,
        "reason": one.reason,
        "figures": _compared(one, submission, layout, language) or _figures(one, submission, layout),
    }


def _quote(one: Finding, submission: Submission | None) -> dict[str, str] | None:
    """Give a quoted phrase with the words around it, so that its place in a long text is found."""
    if not one.quote:
        return None
    text = submission.text(one.field) if submission and one.field and one.at is not None else ""
    return around(one.quote, one.at or 0, text)


def around(words: str, start: int, text: str) -> dict[str, str]:
    """Give words with those around them in a text; alone where they do not stand there."""
    end = start + len(words)
    if text[start:end] != words:
        return {"before": "", "words": words, "after": ""}
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return {
        "before": ("…" if start > _AROUND else "") + before,
        "words": words,
        "after": after + ("…" if end + _AROUND < len(text) else ""),
    }


def _figures(one: Finding, submission: Submission | None, layout: Layout) -> dict[str, Any] | None:
    """Give the row of figures that a finding stands in, as the unit's table prints it, its own cells marked."""
    if submission is None or not one.cell:
        return None
    areas = [Area.parse(each) for each in one.cell.split(",")]
    if any(area.rows > 1 for area in areas):
        return None
    row = areas[0].first.row
    numbers = {field.id: field for field in layout.form.numbers}
    entries = [
        entry
        for field, entry in submission.entries.items()
        if field in numbers and entry.sheet == one.sheet and entry.area.first.row == row
    ]
    if len(entries) < 2 or not any(_hit(entry.area.first, areas) for entry in entries):  # noqa: PLR2004  # one cell is no row
        return None
    first = numbers[entries[0].field]
    values = submission.values()
    return {
        "columns": [numbers[entry.field].path[-1] if first.row else numbers[entry.field].label for entry in entries],
        "rows": [
            {
                "label": first.path[0] if first.row else "",
                "cells": [
                    {
                        "value": entry.raw if entry.raw is not None else str(values.get(entry.field, "")),
                        "hit": _hit(entry.area.first, areas),
                    }
                    for entry in entries
                ],
            }
        ],
    }


def _compared(one: Finding, submission: Submission | None, layout: Layout, language: Language) -> dict[str, Any] | None:
    """Give both rows that a relation compares, column by column, and their difference; None where there is none."""
    if submission is None:
        return None
    lines = [line for line in layout.lines if line.code == one.code] or _computing(one.field, layout)
    figures = submission.figures()
    worked = [(line, outcome) for line in lines if (outcome := evaluate(line, figures)).mark in _WORKED_OUT]
    if not any(outcome.mark is Mark.FAILS for _, outcome in worked):
        return None
    if len(worked) > _MOST_COLUMNS:
        worked = sorted(worked, key=lambda each: each[1].mark is not Mark.FAILS)[:_MOST_COLUMNS]
    fields, failing = layout.form.fields, [outcome.mark is Mark.FAILS for _, outcome in worked]
    first = worked[0][0].statement
    rows = (
        (_side(first.left, first.about, fields, language), [shown(outcome.left) for _, outcome in worked]),
        (_side(first.right, first.about, fields, language), [shown(outcome.right) for _, outcome in worked]),
        (
            _DIFFERENCE[language],
            [shown(outcome.difference) if outcome.mark is Mark.FAILS else "" for _, outcome in worked],
        ),
    )
    return {
        "columns": [line.statement.about or fields[line.statement.left[0].field].label for line, _ in worked],
        "rows": [
            {
                "label": label,
                "cells": [{"value": value, "hit": hit} for value, hit in zip(values, failing, strict=True)],
            }
            for label, values in rows
        ],
    }


_WORKED_OUT = {Mark.HOLDS, Mark.FAILS}


def _computing(field: str, layout: Layout) -> list[CheckLine]:
    """Give the lines of the relation that says what a total adds up to: those of all its columns."""
    code = next(
        (
            line.code
            for line in layout.lines
            if line.relation.computes and line.statement.left[0].field == field and len(line.statement.left) == 1
        ),
        "",
    )
    return [line for line in layout.lines if line.code == code]


def _side(terms: Sequence[Term], about: str, fields: Mapping[str, Field], language: Language) -> str:
    """Name one side of a statement by its rows, or by its columns where it speaks of a row."""
    names = list(dict.fromkeys(_named(fields[term.field].path, about) for term in terms))
    if len(names) > _MOST_NAMED:
        return _SEVERAL.filled(first=names[0], count=len(names))[language]
    return " + ".join(names)


def _named(path: Sequence[str], about: str) -> str:
    others = [each for each in path if each != about]
    return others[0] if others else path[0]


def _hit(cell: Cell, areas: Iterable[Area]) -> bool:
    return any(cell in area for area in areas)
