"""`xlreport explain`: what a rule means, why it is there, what to do, and where it comes from."""

import re
from typing import Annotated, Any

import typer

from xlreport.checks import catalogue
from xlreport.commands.options import DEFAULT_FORM, FAILED, FormOption, JsonOption, Lang, LangOption
from xlreport.findings import SEVERITY_NAMES, Rule
from xlreport.forms import load_form, nearest
from xlreport.issuing import RULES as ISSUING_RULES
from xlreport.language import Language, Text
from xlreport.merging import RULES as MERGING_RULES
from xlreport.outputs.data import printed

_PLACE = re.compile(r"\{\w+\}")
"""A place in a rule's words that each finding fills with its own figures."""
LEVELS = {
    "A": Text("国家规定或表样原文", "text of a national rule or of the form"),
    "B": Text("有的地方通知这样要求", "some local notices ask it"),
    "C": Text("通常做法", "usual practice"),
    "D": Text("由数字或逻辑推出", "arithmetic or logic"),
    "E": Text("其他系统的做法", "other systems check it"),
}


def explain(
    code: Annotated[str, typer.Argument(help="规则代码，如 T301；不写则列出全部 · a rule's code, none for all")] = "",
    *,
    form: FormOption = DEFAULT_FORM,
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """说明一条规则 · Explain a rule: what it means, what to do, its source."""
    rules = {rule.code: rule for rule in (*catalogue(load_form(form)), *MERGING_RULES, *ISSUING_RULES)}
    asked = [rule for rule in rules.values() if rule.code.startswith(code.upper())]
    if not asked:
        typer.echo(f"{code}: 没有此规则 (no such rule); {nearest(code.upper(), rules)}", err=True)
        raise typer.Exit(FAILED)
    if as_json:
        typer.echo(printed({"rules": [_data(rule, lang.language) for rule in asked]}))
        return
    show = _whole if len(asked) == 1 else _line
    for rule in asked:
        typer.echo(show(rule, lang.language))


def _line(rule: Rule, language: Language) -> str:
    return f"{rule.code}  {SEVERITY_NAMES[rule.severity][language]}  {rule.title[language]}"


def _whole(rule: Rule, language: Language) -> str:
    names = Text("含义 怎么办 来源 依据", "Meaning|What to do|Source|Evidence")
    means, do, source, level = names[language].split(" " if language == "zh" else "|")
    return "\n".join(
        (
            _line(rule, language),
            f"{means}: {rule.meaning[language]}",
            f"{do}: {_PLACE.sub('…', rule.advice[language])}",
            f"{source}: {rule.source[language]}",
            f"{level}: {rule.level} {LEVELS[rule.level][language]}",
        )
    )


def _data(rule: Rule, language: Language) -> dict[str, Any]:
    return {
        "code": rule.code,
        "severity": rule.severity.value,
        "level": rule.level,
        "source": rule.source[language],
        "title": rule.title[language],
        "meaning": rule.meaning[language],
        "advice": _PLACE.sub("…", rule.advice[language]),
    }
