"""Findings as one web page: read on a phone, on paper, without a network. Everything that came in a file is escaped."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from xlreport.escapes import visible_value
from xlreport.findings import SEVERITY_NAMES, Fate, Finding, Severity
from xlreport.language import Language, Text
from xlreport.layout import Layout
from xlreport.outputs.page_findings import SIGNS, around, shown_finding
from xlreport.outputs.terminal import (
    MORE,
    MOST_OF_A_RULE,
    STATE_NAMES,
    THIS_ROUND,
    foreign_told,
    graded,
    numbers_told,
)
from xlreport.submissions import Return
from xlreport.verdicts import ACCEPTED, REJECTED, UNREADABLE, VERDICT_NAMES, WITH_WARNINGS, verdict_name

_SHOWN = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_STATE_CLASSES = {REJECTED: "error", UNREADABLE: "error", WITH_WARNINGS: "warning", ACCEPTED: "good"}
_STATESIGNS = {"error": "×", "warning": "！", "good": "√"}
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
    "colon": Text("：", ": "),
    "compared": Text("所比较的数", "The figures compared"),
    "round": THIS_ROUND,
}
_CLEAN = Text("没有问题的 {count} 份", "{count} without a finding")
_WAITING = Text("— 因此没有核对的 {count} 条规则", "— {count} rules not checked because of this")


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
    told = [*(each for one in returns for each in _told(one.told)), *_told(findings)]
    cards = [_return(each, layout, language, (names or {}).get(each.file, "")) for each in returns]
    cards.sort(key=lambda card: card["rank"])
    clean = [card for card in cards if not card["findings"]]
    page = (
        _environment()
        .get_template("findings.html.j2")
        .render(
            lang=language,
            words={name: text[language] for name, text in _WORDS.items()},
            verdict=_verdict(returns, language),
            shares=_shares(returns, language),
            severities=_severities(told, language),
            has_answered=any(not each.open for each in told),
            rules=_rules(told, titles, language),
            returns=[card for card in cards if card["findings"]],
            clean=clean,
            clean_title=_CLEAN.filled(count=len(clean))[language],
            whole={
                "file": "、".join(dict.fromkeys(each.file for each in findings)),
                "findings": _folded(
                    [shown_finding(each, None, layout, language) for each in _told(findings)], language
                ),
            },
        )
    )
    return page.encode()


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("xlreport", "outputs"),
        autoescape=True,
        finalize=visible_value,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


def _severities(told: Iterable[Finding], language: Language) -> list[dict[str, Any]]:
    """Give the severities that the page can be filtered by, with how many there are of each."""
    counts = Counter(each.severity for each in told)
    return [
        {"id": each.value, "name": f"{SIGNS[each]} {SEVERITY_NAMES[each][language]}", "count": counts[each]}
        for each in _SHOWN
        if counts[each]
    ]


def _rules(told: Iterable[Finding], titles: Mapping[str, Text], language: Language) -> list[dict[str, Any]]:
    """Give how often each rule speaks, by its code."""
    return [
        {"code": code, "title": titles[code][language] if code in titles else "", "count": count}
        for code, count in sorted(Counter(each.code for each in told).items())
    ]


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
    return f"{_STATESIGNS[_STATE_CLASSES[state]]} {VERDICT_NAMES[state][language]}"


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
        "state": f"{_STATESIGNS[_STATE_CLASSES[given.state]]} {verdict_name(given.state, given.findings)[language]}",
        "grade": graded(given, language),
        "counts": Text("　", "  ")[language].join(
            f"{SEVERITY_NAMES[each][language]} {counts[each]}" for each in _SHOWN if counts[each]
        ),
        "findings": _folded([shown_finding(each, given.submission, layout, language) for each in told], language),
        "numbers": _numbers(given, language),
        "waiting": _waiting(given.findings, language),
        "waiting_codes": Text("、", ", ")[language].join(_codes_waiting(given.findings)),
    }


def _numbers(given: Return, language: Language) -> dict[str, Any] | None:
    """Say how many numbers of the texts were read, and list those that were not, what was not recognised first."""
    line, foreign = numbers_told(given.numbers), foreign_told(given.numbers)
    if not (line or foreign):
        return None
    listed = sorted(
        (each for each in given.numbers if each.fate != Fate.READ), key=lambda each: each.fate != Fate.UNREAD
    )
    return {
        "line": Text("；", "; ")[language].join(part[language] for part in (line, foreign) if part),
        "listed": [
            {
                "place": each.place,
                "quote": around(each.words, each.at, given.submission.text(each.field) if given.submission else ""),
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
