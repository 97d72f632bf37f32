"""Findings as one web page: read on a phone, on paper, without a network. Everything that came in a file is escaped."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from xlreport.cells import Area, Cell
from xlreport.escapes import visible_value
from xlreport.findings import SEVERITY_NAMES, Finding, Severity
from xlreport.language import Language, Text
from xlreport.layout import Layout
from xlreport.outputs.terminal import MORE, MOST_OF_A_RULE, STATE_NAMES, THIS_ROUND, graded
from xlreport.submissions import Return, Submission

_AROUND = 24
"""Characters shown on either side of a quoted phrase."""
_SHOWN = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_WORDS = {
    "title": Text("年度报告检查结果", "Findings in the yearly reports"),
    "filter": Text("筛选", "filter"),
    "all": Text("全部", "all"),
    "open": Text("待处理", "open"),
    "by_unit": Text("按单位", "By unit"),
    "by_rule": Text("按规则", "By rule"),
    "unit": Text("单位", "Unit"),
    "state": Text("结论", "Verdict"),
    "grade": Text("文件", "File"),
    "rule": Text("规则", "Rule"),
    "means": Text("问题", "Matter"),
    "times": Text("处数", "Times"),
    "answered": Text("已说明：", "Answered: "),
    "source": Text("依据：", "Source: "),
    "nothing": Text("没有发现问题。", "Nothing was found."),
    "round": THIS_ROUND,
}


def findings_page(  # noqa: PLR0913, PLR0917  # what a page tells comes from as many places
    returns: Sequence[Return],
    layout: Layout,
    language: Language,
    titles: Mapping[str, Text],
    findings: Sequence[Finding] = (),
    names: Mapping[str, str] | None = None,
) -> bytes:
    """Give the page as UTF-8; `titles` has each rule's by its code, `findings` are those of no single return.

    `names` has the unit's by the file of a return whose workbook is not at hand.
    """
    environment = Environment(
        loader=PackageLoader("xlreport", "outputs"),
        autoescape=True,
        finalize=visible_value,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    told = [*(each for one in returns for each in _told(one.findings)), *_told(findings)]
    counts = Counter(each.severity for each in told)
    codes = Counter(each.code for each in told)
    page = environment.get_template("findings.html.j2").render(
        lang=language,
        words={name: text[language] for name, text in _WORDS.items()},
        verdict=_verdict(returns, language),
        severities=[
            {"id": each.value, "name": SEVERITY_NAMES[each][language], "count": counts[each]} for each in _SHOWN
        ],
        rules=[
            {"code": code, "title": titles[code][language] if code in titles else "", "count": count}
            for code, count in sorted(codes.items())
        ],
        returns=[_return(each, layout, language, (names or {}).get(each.file, "")) for each in returns],
        whole={
            "file": "、".join(dict.fromkeys(each.file for each in findings)),
            "findings": _folded([_finding(each, None, layout, language) for each in _told(findings)], language),
        },
    )
    return page.encode()


def _told(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if finding.severity in _SHOWN)


def _verdict(returns: Iterable[Return], language: Language) -> str:
    counts = Counter(each.state for each in returns)
    said = (f"{name[language]} {counts[state]}" for state, name in STATE_NAMES.items() if counts[state])
    return Text("；", "; ")[language].join(said)


def _return(given: Return, layout: Layout, language: Language, name: str) -> dict[str, Any]:
    told = list(_told(given.findings))
    counts = Counter(each.severity for each in told)
    name = given.submission.says("unit_name") if given.submission else name
    return {
        "name": name or given.file,
        "file": given.file,
        "state": STATE_NAMES[given.state][language],
        "grade": graded(given, language),
        "counts": [counts[each] for each in _SHOWN],
        "findings": _folded([_finding(each, given.submission, layout, language) for each in told], language),
    }


def _folded(told: Iterable[dict[str, Any]], language: Language) -> list[dict[str, Any]]:
    """Give findings for the page: of one rule no more than a person reads, the last of them with the rest in `rest`."""
    kept: list[dict[str, Any]] = []
    of_rule: dict[str, list[dict[str, Any]]] = {}
    for each in told:
        alike = of_rule.setdefault(each["code"], [])
        if len(alike) < MOST_OF_A_RULE:
            alike.append(each | {"rest": []})
            kept.append(alike[-1])
        else:
            alike[-1]["rest"].append(each)
    return [each | {"more": _more(each["code"], len(each["rest"]), language)} for each in kept]


def _more(code: str, count: int, language: Language) -> tuple[str, str, str]:
    """Give the words for what is folded, the number apart: a filter on the page changes it."""
    before, _, after = MORE[language].replace("{code}", code).partition("{count}")
    return before, str(count), after


def _finding(one: Finding, submission: Submission | None, layout: Layout, language: Language) -> dict[str, Any]:
    return {
        "severity": one.severity.value,
        "name": SEVERITY_NAMES[one.severity][language],
        "code": one.code,
        "place": one.place,
        "message": one.message[language],
        "advice": one.advice[language],
        "source": one.source[language],
        "quote": _quote(one, submission),
        "notes": [note[language] for note in one.notes],
        "answered": not one.open,
        "reason": one.reason,
        "figures": _figures(one, submission, layout),
    }


def _quote(one: Finding, submission: Submission | None) -> dict[str, str] | None:
    """Give a quoted phrase with the words around it, so that its place in a long text is found."""
    if not one.quote:
        return None
    text = submission.text(one.field) if submission and one.field and one.at is not None else ""
    start = one.at or 0
    end = start + len(one.quote)
    if text[start:end] != one.quote:
        return {"before": "", "words": one.quote, "after": ""}
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return {
        "before": ("…" if start > _AROUND else "") + before,
        "words": one.quote,
        "after": after + ("…" if end + _AROUND < len(text) else ""),
    }


def _figures(one: Finding, submission: Submission | None, layout: Layout) -> dict[str, Any] | None:
    """Give the row of figures that a finding stands in, as the unit's table prints it, its own cells marked."""
    if submission is None or not one.cell:
        return None
    areas = [Area.parse(each) for each in one.cell.split(",")]
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
        "label": first.path[0] if first.row else "",
        "cells": [
            {
                "label": numbers[entry.field].path[-1] if first.row else numbers[entry.field].label,
                "value": entry.raw if entry.raw is not None else str(values.get(entry.field, "")),
                "hit": _hit(entry.area.first, areas),
            }
            for entry in entries
        ],
    }


def _hit(cell: Cell, areas: Iterable[Area]) -> bool:
    return any(cell in area for area in areas)
