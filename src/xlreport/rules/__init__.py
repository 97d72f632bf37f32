"""What every rule says, read from the TOML files beside this module: a file for each family, a table for each rule.

`*.toml` holds the rules of any form, `disclosure/*.toml` those of 国办公开办函〔2021〕30号 alone. A family is read when
one of its rules is first asked for. Decides nothing; what is misspelt, unknown or missing is a FormError.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from xlreport.findings import NOTHING, Rule, Severity
from xlreport.keys import Keys
from xlreport.language import Text
from xlreport.plain_records import dataclass

LEVELS = ("A", "B", "C", "D", "E", "本", "批")
STAGES = ("return", "waivers", "merge", "proof", "bundle", "issue", "page", "register")
UNWEIGHED = frozenset({"proof", "bundle", "issue", "page"})
"""Stages whose findings no round's settings weigh: their rules are fixed."""
_FOLDER = Path(__file__).parent
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedWords:
    """What several rules of a file have in common: texts and cases, by the name that stands in their place."""

    texts: Mapping[str, Text]
    cases: Mapping[str, Keys]


_NOTHING_SHARED = SharedWords(texts={}, cases={})


def rule(code: str, case: str = "") -> Rule:
    """The rule of a code, or the way it speaks in one of its cases; raises KeyError where there is none."""
    found = _family(code[0])[code]
    return found.cases[case] if case else found


def every_worded(*wings: str) -> tuple[Rule, ...]:
    """Every rule of any form and of some wings, by code; a form's own relations stand in the form."""
    return _of_files("*", wings)


def worded_of(family: str, *wings: str) -> tuple[Rule, ...]:
    """Every rule of one family, by the letter of their codes; the other families' files are not read."""
    return _of_files(family, wings) if family.isalnum() else ()


def _of_files(stem: str, wings: tuple[str, ...]) -> tuple[Rule, ...]:
    paths = [path for wing in ("", *wings) for path in (_FOLDER / wing).glob(f"{stem}.toml")]
    return tuple(sorted((each for path in paths for each in _file(path)), key=lambda rule: rule.code))


@cache
def _family(name: str) -> Mapping[str, Rule]:
    return MappingProxyType({each.code: each for path in _FOLDER.rglob(f"{name}.toml") for each in _file(path)})


@cache
def _file(path: Path) -> tuple[Rule, ...]:
    return read_rules(path)


def read_rules(path: Path) -> tuple[Rule, ...]:
    """Read a file of rules, with the texts and cases that several of them share: tables `shared` and `case`."""
    keys = Keys(tomllib.loads(path.read_text(encoding="utf-8")), file=path.name, at="")
    texts, cases = keys.table("shared", {}), keys.table("case", {})
    shared = SharedWords(
        texts={name: texts.text(name) for name in texts.names},
        cases={name: cases.table(name) for name in cases.names},
    )
    codes = (name for name in keys.names if name not in {"shared", "case"})
    return tuple(_read(keys.table(code), code, shared) for code in codes)


def _read(keys: Keys, code: str, shared: SharedWords) -> Rule:
    found = rule_of(keys, code, shared)
    keys.done()
    return found


def rule_of(keys: Keys, code: str, shared: SharedWords = _NOTHING_SHARED) -> Rule:
    """Read what a table says of a rule; whoever asks for more of the table, or for no more, goes on from there."""
    stage = keys.one_of("stage", STAGES, "return")
    found = Rule(
        code=code,
        severity=Severity(keys.one_of("severity", _SEVERITIES)),
        level=keys.one_of("level", LEVELS),
        off=keys.take("off", bool, default=False),
        fixed=keys.take("fixed", bool, default=stage in UNWEIGHED),
        aside=keys.take("aside", bool, default=False),
        stage=stage,
        source=_text(keys, "source", shared),
        title=_text(keys, "title", shared),
        meaning=_text(keys, "meaning", shared),
        why=_text(keys, "why", shared),
        message=_text(keys, "message", shared),
        advice=_text(keys, "advice", shared),
        office=_text(keys, "office", shared) if "office" in keys else NOTHING,
    )
    own = keys.table("case", {})
    named = {name: shared.cases[name] for name in keys.words("cases", shared.cases)}
    cases = named | {name: own.table(name) for name in own.names}
    return replace(found, cases={name: _case(case, found, shared) for name, case in cases.items()})


def _case(keys: Keys, governing: Rule, shared: SharedWords) -> Rule:
    """Read one case of a rule: what it does not say itself is the rule's."""

    def said(key: str, otherwise: Text) -> Text:
        return _text(keys, key, shared) if key in keys else otherwise

    found = replace(
        governing,
        severity=Severity(keys.one_of("severity", _SEVERITIES, governing.severity)),
        source=said("source", governing.source),
        message=said("message", governing.message),
        advice=said("advice", governing.advice),
        office=said("office", governing.office),
        when=said("when", NOTHING),
    )
    keys.done()
    return found


def _text(keys: Keys, key: str, shared: SharedWords) -> Text:
    if not (shared.texts and keys.holds(key, str)):
        return keys.text(key)
    return shared.texts[keys.one_of(key, shared.texts)]
