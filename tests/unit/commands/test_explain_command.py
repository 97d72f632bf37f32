"""`xlreport explain`: each rule in words, in both languages, for people and as JSON."""

from pathlib import Path

import pytest

from filled import FORM
from running import run, run_apart
from xlreport.findings import SEVERITY_NAMES, Rule, Severity
from xlreport.outputs.catalogue import page
from xlreport.rule_lists import every_rule

RULES = tuple(every_rule(FORM).values())
FAMILIES = "IFNRTXSPMVBW"
DOCS = Path(__file__).resolve().parents[3] / "docs"
KEYS = {
    "code",
    "severity",
    "severities",
    "off",
    "level",
    "source",
    "title",
    "meaning",
    "why",
    "message",
    "advice",
    "fixed",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule(rule: Rule) -> None:
    """Meaning, why it matters, advice, source and evidence of every rule there is, in both languages.

    When it has which severity where it has several, and the coordinating office's part where it has one.
    """
    chinese, english = run("explain", rule.code), run("explain", rule.code, "--lang", "en")
    assert (chinese.code, english.code) == (0, 0)
    assert chinese.out.startswith(rule.code)
    assert rule.meaning.zh in chinese.out
    assert rule.meaning.en in english.out
    assert [line.partition(":")[0] for line in english.out.splitlines()[1:]] == [
        *(["Severity"] if other_cases(rule) else []),
        "Meaning",
        "Why it matters",
        "Message",
        "What to do",
        *(["Coordinating office"] if rule.office.en else []),
        "Source",
        "Evidence",
        "Round settings",
    ]


def other_cases(rule: Rule) -> list[Rule]:
    """Give the cases in which a rule weighs otherwise."""
    return [case for case in rule.cases.values() if case.severity is not rule.severity]


SEVERAL = [rule for rule in RULES if other_cases(rule)]


@pytest.mark.parametrize("rule", SEVERAL, ids=lambda rule: rule.code)
def test_several_severities(rule: Rule) -> None:
    """The first line has every severity, the rule's own first; the next says when it is another one."""
    first, second, *_ = run("explain", rule.code, "--lang", "en").out.splitlines()
    weights = [*dict.fromkeys([rule.severity, *(case.severity for case in rule.cases.values())])]
    assert len(weights) > 1
    assert first == f"{rule.code}  {' or '.join(weights)}  {rule.title.en}"
    own, *others = second.removeprefix("Severity: ").split("; ")
    assert own == rule.severity
    assert "; ".join(others) == "; ".join(
        dict.fromkeys(f"{case.severity}: {case.when.en}" for case in other_cases(rule))
    )
    chinese = run("explain", rule.code).out.splitlines()[1]
    assert chinese.startswith(f"级别: {SEVERITY_NAMES[rule.severity].zh}；")
    assert all(f"{SEVERITY_NAMES[case.severity].zh}：{case.when.zh}" in chinese for case in other_cases(rule))


def test_there_are_rules_with_several_severities() -> None:
    """Else the test above would prove nothing; the least of them is a note."""
    assert {"F02", "I14"} <= {rule.code for rule in SEVERAL}
    assert Severity.NOTE in {case.severity for rule in SEVERAL for case in other_cases(rule)}


def test_small_letters() -> None:
    """A code may be typed in small letters."""
    assert run("explain", "t301").out == run("explain", "T301").out


def test_a_family() -> None:
    """The beginning of codes lists a family, nothing lists all."""
    family = run("explain", "T3").out.splitlines()
    codes = [line.split()[0] for line in family]
    assert codes == sorted(rule.code for rule in RULES if rule.code.startswith("T3"))
    codes = [line.split()[0] for line in run("explain").out.splitlines()]
    assert len(set(codes)) == len(codes)
    assert set(codes) == {rule.code for rule in RULES}
    assert [code[0] for code in codes] == sorted((code[0] for code in codes), key=FAMILIES.index)


def test_json() -> None:
    """The same as data, and nothing else on standard output."""
    (rule,) = run("explain", "S27", "--json", "--lang", "en").table["rules"]
    assert (rule["code"], rule["severity"], rule["level"]) == ("S27", "error", "A")
    assert set(rule) == KEYS
    assert (rule["severities"], rule["off"]) == (["error"], False)
    (rule,) = run("explain", "F02", "--json").table["rules"]
    assert (rule["severity"], rule["severities"]) == ("error", ["error", "warning"])


def test_the_page_of_rules_is_true() -> None:
    """`docs/rules.md` is what `make docs` writes now."""
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == page(RULES, FORM)
    assert run("explain", "--markdown").out == page(RULES, FORM)


def test_an_unknown_code() -> None:
    """The nearest code is offered, exit 2, nothing on standard output."""
    said = run_apart("explain", "T3011")
    assert (said.code, said.out) == (2, "")
    assert "T30" in said.err
