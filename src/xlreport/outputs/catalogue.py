"""The rules in words: one, a family, or all; for the terminal, as data, and as the page `docs/rules.md`."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from xlreport.findings import SEVERITY_NAMES, Rule
from xlreport.forms import Form
from xlreport.language import Language, Text
from xlreport.lazy import regex

LEVELS = {
    "A": Text("国家规定或表样原文", "text of a national rule or of the form"),
    "B": Text("有的地方通知这样要求", "some local notices ask it"),
    "C": Text("通常做法", "usual practice"),
    "D": Text("由数字或逻辑推出", "arithmetic or logic"),
    "E": Text("其他系统的做法", "other systems check it"),
    "本": Text(
        "本工具的规定（为汇总准确所需，不是国家规定）", "this tool's own rule, for exact totals; no national rule"
    ),
    "批": Text("本批次的设定", "the round's own settings"),
}
FAMILIES = {
    "I": Text("文件是否完好、是不是要的那一份", "whether the file is whole and the one that was asked for"),
    "F": Text("表是否填全、结构是否未动", "whether the form is filled in and its structure kept"),
    "N": Text("数字本身", "the figures themselves"),
    "R": Text("申请台账和复议诉讼台账", "the registers of requests and of reviews and suits"),
    "X": Text("与上年、与其他单位对照", "against last year and other units"),
    "P": Text("时限和手续", "time limits and procedure"),
    "M": Text("名册与汇总", "roster and consolidation"),
    "V": Text("汇总工作簿的复核", "verification of the consolidated workbook"),
    "B": Text("带走的文件包", "the bundle that is taken along"),
    "W": Text("公布的报告", "the published report"),
}
_ORDER = "IFNTXSPMVBW"
"""Families as they are listed; a form's own others come after the figures themselves."""
_PLACE = regex(r"\{\w+(?::[^|}]*\|([^}]*))?\}")
"""A place in a rule's words that each finding fills with its own figures."""
_NAMES = {
    "severity": Text("级别", "Severity"),
    "meaning": Text("含义", "Meaning"),
    "why": Text("为什么", "Why it matters"),
    "message": Text("提示语", "Message"),
    "advice": Text("怎么办", "What to do"),
    "office": Text("主管部门", "Coordinating office"),
    "source": Text("来源", "Source"),
    "level": Text("依据", "Evidence"),
    "fixed": Text("批次设定", "Round settings"),
}
_FIXED = Text("不能调低，也不能停用", "can be neither lowered nor switched off")
_OFF = Text("默认停用；", "off unless turned on; ")
_OR, _WHEN = Text("或", " or "), Text("{severity}：{when}", "{severity}: {when}")
_SEMICOLON = Text("；", "; ")
_FREE = Text(
    "可在 xlreport.toml 的 [severity] 中改为 error、warning、note 或 off",
    "[severity] in xlreport.toml may make it error, warning, note or off",
)
_OWN_FAMILY = Text("表样自己的关系", "the form's own relations")
_TITLE = Text("规则一览", "The rules")
_ABOUT = Text(
    "由 `make docs` 从规则本身生成，请勿手改；`xlreport explain 代码` 显示同样的内容。",
    "Made by `make docs` from the rules themselves, not to be edited; `xlreport explain CODE` shows the same.",
)


def in_order(rules: Iterable[Rule]) -> list[Rule]:
    """Give rules family by family, each by code."""
    return sorted(rules, key=lambda rule: (_place(rule), rule.code))


def _place(rule: Rule) -> float:
    """Give where a rule's family stands."""
    return float(_ORDER.index(rule.code[0])) if rule.code[0] in _ORDER else _ORDER.index("N") + 0.5


def line(rule: Rule, language: Language) -> str:
    """Give a rule in one line."""
    return f"{rule.code}  {severity(rule, language)}  {rule.title[language]}"


def severity(rule: Rule, language: Language) -> str:
    """Give every severity that a rule may have, its own first: 错误或警告."""
    weights = dict.fromkeys((rule.severity, *(case.severity for case in rule.cases.values())))
    return _OR[language].join(SEVERITY_NAMES[each][language] for each in weights)


def severities(rule: Rule, language: Language) -> str:
    """Give every severity with when it is another one than the rule's own."""
    others = (case for case in rule.cases.values() if case.severity is not rule.severity)
    said = (_WHEN.filled(severity=SEVERITY_NAMES[each.severity], when=each.when)[language] for each in others)
    return _SEMICOLON[language].join((SEVERITY_NAMES[rule.severity][language], *dict.fromkeys(said)))


def whole(rule: Rule, language: Language) -> str:
    """Give everything about a rule, a line each."""
    return "\n".join(
        (
            line(rule, language),
            *_weights(rule, language),
            *(f"{name}: {words}" for name, words in _words(rule, language)),
        )
    )


def _weights(rule: Rule, language: Language) -> Iterator[str]:
    """Give when it weighs what, where it has several severities."""
    if any(case.severity is not rule.severity for case in rule.cases.values()):
        yield f"{_NAMES['severity'][language]}: {severities(rule, language)}"


def _words(rule: Rule, language: Language) -> Iterator[tuple[str, str]]:
    level = f"{rule.level} {LEVELS[rule.level][language]}"
    settings = (_OFF[language] if rule.off else "") + (_FIXED if rule.fixed else _FREE)[language]
    said = {
        "meaning": rule.meaning[language],
        "why": rule.why[language],
        "message": _PLACE.sub("…", rule.message[language]),
        "advice": _PLACE.sub("…", rule.advice[language]),
        "office": rule.office[language],
        "source": rule.source[language],
        "level": level,
        "fixed": settings,
    }
    return ((_NAMES[key][language], words) for key, words in said.items() if words)


def as_data(rule: Rule, language: Language) -> dict[str, Any]:
    """Give a rule as plain data, ready for JSON."""
    return {
        "code": rule.code,
        "severity": rule.severity.value,
        "severities": [
            each.value for each in dict.fromkeys((rule.severity, *(c.severity for c in rule.cases.values())))
        ],
        "off": rule.off,
        "level": rule.level,
        "source": rule.source[language],
        "title": rule.title[language],
        "meaning": rule.meaning[language],
        "why": rule.why[language],
        "message": _PLACE.sub("…", rule.message[language]),
        "advice": _PLACE.sub("…", rule.advice[language]),
        "fixed": rule.fixed,
    }


def page(rules: Iterable[Rule], form: Form) -> str:
    """Give all rules as one Markdown page, Chinese first, family by family."""
    families = {**FAMILIES, **form.families}
    parts = [f"# {_TITLE.zh} · {_TITLE.en}", f"{_ABOUT.zh}\n{_ABOUT.en}"]
    for family, members in groupby(in_order(rules), key=lambda rule: rule.code[0]):
        name = families.get(family, _OWN_FAMILY)
        parts.append(f"## {family} {name.zh} · {name.en}")
        for rule in members:
            parts.append(f"### {rule.code} {rule.title.zh} · {rule.title.en}")
            parts += [_listed(rule, language) for language in ("zh", "en")]
    return "\n\n".join(parts) + "\n"


def _listed(rule: Rule, language: Language) -> str:
    said = [(_NAMES["severity"][language], severities(rule, language)), *_words(rule, language)]
    return "\n".join(f"- **{name}**: {words}" for name, words in said)
