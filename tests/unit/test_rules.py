"""The words of the rules: one strict loader, and every place in a message filled by the code that finds."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import xlreport
from filled import FORM
from xlreport.errors import FormError
from xlreport.findings import Rule, Severity
from xlreport.forms import load_form
from xlreport.rule_lists import WINGS
from xlreport.rules import every_worded, read_rules, rule

SOURCE = Path(xlreport.__file__).parent
PLACE = re.compile(r"\{([a-z_]+)\}")
ALWAYS = {"found", "expected", "quote", "label", "cell"}
"""What `found_by` fills in for every rule, if only with nothing."""
OF_RELATIONS = {"left", "right", "difference", "item", "column", "row"}
SPOKEN = ("message", "advice")
WORDED = {each.code: each for each in every_worded(*WINGS)}
ONE = """
[shared]
law.zh = "某法"
law.en = "a law"

[case.many]
severity = "note"
when.zh = "多处"
when.en = "of many"
message.zh = "还有 {count} 处。"
message.en = "{count} more."

[A01]
severity = "warning"
level = "D"
cases = ["many"]
source = "law"
title.zh = "题"
title.en = "a title"
meaning.zh = "含义"
meaning.en = "a meaning"
why.zh = "缘由"
why.en = "a reason"
message.zh = "所见 {found}。"
message.en = "Found {found}."
advice.zh = "请改。"
advice.en = "Correct it."

[A01.case.own]
advice.zh = "请看。"
advice.en = "Look."
"""


def _read(folder: Path, text: str) -> tuple[Rule, ...]:
    path = folder / "A.toml"
    path.write_text(text, encoding="utf-8")
    return read_rules(path)


def test_a_rule_is_read_with_its_cases(tmp_path: Path) -> None:
    """Shared words and shared cases stand for themselves; a case says what is its own, the rest is the rule's."""
    (only,) = _read(tmp_path, ONE)
    assert (only.code, only.severity, only.source.zh, only.stage) == ("A01", Severity.WARNING, "某法", "return")
    assert set(only.cases) == {"many", "own"}
    assert (only.cases["many"].severity, only.cases["many"].advice) == (Severity.NOTE, only.advice)
    assert (only.cases["own"].severity, only.cases["own"].message) == (Severity.WARNING, only.message)
    assert only.cases["own"].advice.en == "Look."


@pytest.mark.parametrize(("stage", "fixed"), [("return", False), ("merge", False), ("proof", True), ("bundle", True)])
def test_what_no_settings_weigh_is_fixed(tmp_path: Path, stage: str, *, fixed: bool) -> None:
    """A proof and a bundle are judged without the round's settings, so that no page says that these can change it."""
    (only,) = _read(tmp_path, ONE.replace('level = "D"', f'level = "D"\nstage = "{stage}"', 1))
    assert only.fixed is fixed


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('severity = "warning"', 'severity = "loud"', "A01.severity"),
        ('level = "D"', 'level = "Z"', "A01.level"),
        ('source = "law"', 'source = "lav"', "A01.source"),
        ('cases = ["many"]', 'cases = ["mani"]', "A01.cases"),
        ('title.en = "a title"', "", "A01.title.en"),
        ('why.zh = "缘由"', "why.zh = 3", "A01.why.zh"),
        ('advice.en = "Look."', 'advice.fr = "Voir."', "A01.case.own.advice"),
        ('level = "D"', 'level = "D"\nlevels = "D"', "A01.levels"),
        ('level = "D"', 'level = "D"\nstage = "dream"', "A01.stage"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, told: str, tmp_path: Path) -> None:
    """What is misspelt, missing or of another type is an error that names file and key."""
    with pytest.raises(FormError, match=rf"^A\.toml: {re.escape(told)}"):
        _read(tmp_path, ONE.replace(old, new, 1))


def test_a_rule_stands_in_the_file_of_its_family() -> None:
    """Looking one up reads no other file."""
    files = list((SOURCE / "rules").rglob("*.toml"))
    assert {each.code[0] for path in files for each in read_rules(path)} == {path.stem for path in files}
    assert all(each.code.startswith(path.stem) for path in files for each in read_rules(path))


def test_no_code_is_worded_twice() -> None:
    """A rule stands in one file, or in the form as a relation, not in both."""
    codes = [each.code for path in (SOURCE / "rules").rglob("*.toml") for each in read_rules(path)]
    codes += [relation.code for relation in FORM.relations]
    assert len(codes) == len(set(codes))


@cache
def _calls() -> tuple[tuple[Path, ast.Call], ...]:
    """Every call in the code, with the module it stands in; several tests go through them."""
    modules = [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(SOURCE.rglob("*.py"))]
    return tuple((path, node) for path, tree in modules for node in ast.walk(tree) if isinstance(node, ast.Call))


def _named(node: ast.expr) -> Iterator[Rule]:
    """Every rule that an expression may stand for: `rule("F03", "table") if … else rule("F03")`."""
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and getattr(each.func, "id", "") == "rule":
            words = [str(arg.value) for arg in each.args if isinstance(arg, ast.Constant)]
            if words and len(words) == len(each.args):
                yield rule(*words)


def _given(call: ast.Call) -> set[str]:
    return {each.arg for each in call.keywords if each.arg}


def _asked(governing: Rule) -> set[str]:
    texts = (getattr(governing, name) for name in SPOKEN)
    return {place for text in texts for place in PLACE.findall(text.zh + text.en)}


def test_every_place_is_filled_where_the_rule_is_named() -> None:
    """A message asks for nothing that the code beside it does not give."""
    direct = [(path, call) for path, call in _calls() if getattr(call.func, "id", "") == "found_by" and call.args]
    named = [(path, call, each) for path, call in direct for each in _named(call.args[0])]
    assert len(named) > 90
    wrong = [(path.name, each.code, _asked(each) - _given(call) - ALWAYS) for path, call, each in named]
    assert [each for each in wrong if each[2]] == []


def test_every_place_is_filled_where_the_rule_is_handed_on() -> None:
    """A rule that is chosen first and told later asks for nothing that no call of its module gives."""
    given: dict[Path, set[str]] = {}
    named: dict[Path, dict[str, Rule]] = {}
    for path, call in _calls():
        given.setdefault(path, set()).update(_given(call))
        named.setdefault(path, {}).update({f"{each.code} {each.message.zh}": each for each in _named(call)})
    wrong = {
        (path.name, each.code): lacking
        for path, rules in named.items()
        for each in rules.values()
        if (lacking := _asked(each) - given[path] - ALWAYS - _PASSED_ON.get(each.code, set()))
    }
    assert wrong == {}


_PASSED_ON = {
    "M16": {"name", "code", "count", "first"},
    "M25": {"name", "code", "count", "first"},
}
"""Rules that one module names and another one words."""


def test_every_relation_asks_for_what_it_is_given() -> None:
    """The words of a relation name its two sides, their difference, its column or its row."""
    assert {each.code: _asked(each.rule) - ALWAYS - OF_RELATIONS for each in FORM.relations if each.rule.message} == {
        each.code: set() for each in FORM.relations
    }


def test_what_is_given_is_said() -> None:
    """The code gives a rule no figure that none of its wordings uses."""
    direct = [call for _, call in _calls() if getattr(call.func, "id", "") == "found_by" and call.args]
    parts = ALWAYS | {"severity", "at", "notes", "follows", "sheet"}
    idle = [
        (named[0].code, unused)
        for call in direct
        if (named := list(_named(call.args[0]))) and (unused := _given(call) - parts - _ever_asked(named))
    ]
    assert idle == []


def _ever_asked(named: list[Rule]) -> set[str]:
    wordings = (words for each in named for words in (WORDED[each.code], *WORDED[each.code].cases.values()))
    return {place for words in wordings for place in _asked(words)}


def test_every_rule_and_every_case_is_named_in_the_code() -> None:
    """No words without something that says them: code, or a form that names the rule about a day of a law."""
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    source += "".join(f'"{kind.rule}"' for kind in load_form().units.kinds)
    assert [code for code in WORDED if f'"{code}"' not in source] == []
    cases = {case for each in WORDED.values() for case in each.cases}
    assert [case for case in cases if f'"{case}"' not in source] == []


def test_a_case_of_another_weight_says_when() -> None:
    """`explain` shows every severity of a rule, and where it has it."""
    silent = [
        (each.code, name)
        for each in WORDED.values()
        for name, case in each.cases.items()
        if case.severity is not each.severity and not (case.when.zh and case.when.en)
    ]
    assert silent == []


def test_no_blank_stands_behind_a_unit_in_chinese() -> None:
    """A unit is named with its code in brackets, and nothing is set apart from a closing bracket."""
    said = [(each, case.message.zh) for each in WORDED.values() for case in (each, *each.cases.values())]
    assert [rule.code for rule, message in said if "{unit} " in message] == []
