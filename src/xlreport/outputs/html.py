"""Findings as one web page: read on a phone, on paper, without a network. Everything that came in a file is escaped."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from xlreport.cells import Area, Cell
from xlreport.escapes import visible_value
from xlreport.findings import SEVERITY_NAMES, Finding, Severity
from xlreport.forms import Field, Term
from xlreport.language import Language, Text
from xlreport.layout import CheckLine, Layout
from xlreport.numbers import shown
from xlreport.outputs.terminal import (
    MORE,
    MOST_OF_A_RULE,
    STATE_NAMES,
    THIS_ROUND,
    foreign_told,
    graded,
    numbers_told,
)
from xlreport.relations import Mark, evaluate
from xlreport.submissions import Return, Submission
from xlreport.verdicts import ACCEPTED, REJECTED, UNREADABLE, VERDICT_NAMES, WITH_WARNINGS, verdict_name

_AROUND = 24
"""Characters shown on either side of a quoted phrase."""
_SHOWN = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_SIGNS = {Severity.ERROR: "×", Severity.WARNING: "！", Severity.NOTE: "·"}
_STATE_CLASSES = {REJECTED: "error", UNREADABLE: "error", WITH_WARNINGS: "warning", ACCEPTED: "good"}
_STATE_SIGNS = {"error": "×", "warning": "！", "good": "√"}
_WORDS = {
    "title": Text("年度报告检查结果", "Findings in the annual reports"),
    "filter": Text("筛选", "filter"),
    "all": Text("全部", "all"),
    "open": Text("待处理", "open"),
    "find": Text("找单位", "find a unit"),
    "none": Text("没有符合的问题。", "No finding fits."),
    "by_rule": Text("按规则", "By rule"),
    "rule": Text("规则", "Rule"),
    "means": Text("问题", "Matter"),
    "times": Text("处数", "Times"),
    "advice": Text("怎么办", "What to do"),
    "answered": Text("已说明：", "Explained: "),
    "source": Text("依据：", "Source: "),
    "about": Text("规则 {code} 与依据", "Rule {code} and its source"),
    "colon": Text("：", ": "),
    "compared": Text("所比较的数", "The figures compared"),
    "round": THIS_ROUND,
}
_CLEAN = Text("没有问题的 {count} 份", "{count} without a finding")
_WAITING = Text("— 因此没有核对的 {count} 条规则", "— {count} rules not checked because of this")
_DIFFERENCE = Text("相差", "difference")
_SEVERAL = Text("{first}等 {count} 项之和", "{first} and the rest, {count} added up")
_MOST_COLUMNS = 7
_MOST_NAMED = 2
"""Terms of a sum that are named each; of more the first alone."""


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
    told = [*(each for one in returns for each in _told(one.told)), *_told(findings)]
    counts = Counter(each.severity for each in told)
    codes = Counter(each.code for each in told)
    cards = [_return(each, layout, language, (names or {}).get(each.file, "")) for each in returns]
    cards.sort(key=lambda card: card["rank"])
    clean = [card for card in cards if not card["findings"]]
    page = environment.get_template("findings.html.j2").render(
        lang=language,
        words={name: text[language] for name, text in _WORDS.items()},
        verdict=_verdict(returns, language),
        shares=_shares(returns, language),
        severities=[
            {
                "id": each.value,
                "name": f"{_SIGNS[each]} {SEVERITY_NAMES[each][language]}",
                "count": counts[each],
            }
            for each in _SHOWN
            if counts[each]
        ],
        has_answered=any(not each.open for each in told),
        rules=[
            {"code": code, "title": titles[code][language] if code in titles else "", "count": count}
            for code, count in sorted(codes.items())
        ],
        returns=[card for card in cards if card["findings"]],
        clean=clean,
        clean_title=_CLEAN.filled(count=len(clean))[language],
        whole={
            "file": "、".join(dict.fromkeys(each.file for each in findings)),
            "findings": _folded([_finding(each, None, layout, language) for each in _told(findings)], language),
        },
    )
    return page.encode()


def _told(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if finding.severity in _SHOWN)


def _verdict(returns: Iterable[Return], language: Language) -> str:
    """Say in one sentence what is to be done with how many."""
    counts = Counter(each.state for each in returns)
    back, waiting, good = counts[REJECTED] + counts[UNREADABLE], counts[WITH_WARNINGS], counts[ACCEPTED]
    said = (
        (back, Text(f"{back} 份要退回", f"{back} to be sent back")),
        (waiting, Text(f"{waiting} 份待说明", f"{waiting} to be explained")),
        (good, Text(f"{good} 份没有问题", f"{good} without a problem")),
    )
    return Text("，", ", ")[language].join(text[language] for count, text in said if count) + Text("。", ".")[language]


def _shares(returns: Sequence[Return], language: Language) -> list[dict[str, Any]]:
    """Give the parts of the bar, each with its words: nothing is told by a colour alone."""
    counts = Counter(each.state for each in returns)
    return [
        {"kind": _STATE_CLASSES[state], "name": _state(state, language), "count": counts[state]}
        for state in sorted(STATE_NAMES, key=_rank)
        if counts[state]
    ]


def _state(state: str, language: Language) -> str:
    """Name a verdict with the sign of what is to be done: what is to be explained is no tick."""
    return f"{_STATE_SIGNS[_STATE_CLASSES[state]]} {VERDICT_NAMES[state][language]}"


def _rank(state: str) -> int:
    return ("error", "warning", "good").index(_STATE_CLASSES[state])


def _return(given: Return, layout: Layout, language: Language, name: str) -> dict[str, Any]:
    told = list(_told(given.told))
    counts = Counter(each.severity for each in told)
    name = given.submission.says("unit_name") if given.submission else name
    return {
        "name": name or given.file,
        "file": given.file,
        "kind": _STATE_CLASSES[given.state],
        "rank": _rank(given.state),
        "state": f"{_STATE_SIGNS[_STATE_CLASSES[given.state]]} {verdict_name(given.state, given.findings)[language]}",
        "grade": graded(given, language),
        "counts": Text("　", "  ")[language].join(
            f"{SEVERITY_NAMES[each][language]} {counts[each]}" for each in _SHOWN if counts[each]
        ),
        "findings": _folded([_finding(each, given.submission, layout, language) for each in told], language),
        "numbers": _numbers(given, language),
        "waiting": _waiting(given.findings, language),
        "waiting_codes": Text("、", ", ")[language].join(_codes_waiting(given.findings)),
    }


def _numbers(given: Return, language: Language) -> dict[str, Any] | None:
    """Say how many numbers of the texts were read, and list those that were not, what was not recognised first."""
    line, foreign = numbers_told(given.numbers), foreign_told(given.numbers)
    if not (line or foreign):
        return None
    listed = sorted((each for each in given.numbers if each.fate != "read"), key=lambda each: each.fate != "unread")
    return {
        "line": Text("；", "; ")[language].join(part[language] for part in (line, foreign) if part),
        "listed": [
            {
                "place": each.place,
                "quote": _around(each.words, each.at, given.submission.text(each.field) if given.submission else ""),
                "why": each.why[language],
            }
            for each in listed
        ],
    }


def _waiting(findings: Iterable[Finding], language: Language) -> str:
    """Say how many rules wait for cells which are blank or no number."""
    codes = _codes_waiting(findings)
    return _WAITING.filled(count=len(codes))[language] if codes else ""


def _codes_waiting(findings: Iterable[Finding]) -> list[str]:
    return list(dict.fromkeys(each.code for each in findings if each.severity is Severity.SKIPPED))


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
        "name": f"{_SIGNS[one.severity]} {SEVERITY_NAMES[one.severity][language]}",
        "code": one.code,
        "sheet": one.sheet,
        "cell": one.cell.replace(",", ", "),
        "about": _WORDS["about"].filled(code=one.code)[language],
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
    return _around(one.quote, one.at or 0, text)


def _around(words: str, start: int, text: str) -> dict[str, str]:
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
