"""`xlreport explain`: each rule in words, in both languages, for people and as JSON."""

from pathlib import Path

import pytest

from filled import FORM
from running import run, run_apart
from xlreport.findings import Rule
from xlreport.outputs.catalogue import page
from xlreport.rulebooks import every_rule

RULES = tuple(every_rule(FORM).values())
DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule(rule: Rule) -> None:
    """Meaning, why it matters, advice, source and evidence of every rule there is, in both languages."""
    chinese, english = run("explain", rule.code), run("explain", rule.code, "--lang", "en")
    assert (chinese.code, english.code) == (0, 0)
    assert chinese.out.startswith(rule.code)
    assert rule.meaning.zh in chinese.out
    assert rule.meaning.en in english.out
    assert [line.partition(":")[0] for line in english.out.splitlines()[1:]] == [
        "Meaning",
        "Why it matters",
        "Message",
        "What to do",
        "Source",
        "Evidence",
        "Round settings",
    ]


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
    assert [code[0] for code in codes] == sorted((code[0] for code in codes), key="IFNTXSPMV".index)


def test_json() -> None:
    """The same as data, and nothing else on standard output."""
    (rule,) = run("explain", "S27", "--json", "--lang", "en").table["rules"]
    assert (rule["code"], rule["severity"], rule["level"]) == ("S27", "error", "A")
    assert set(rule) == {"code", "severity", "level", "source", "title", "meaning", "why", "message", "advice", "fixed"}


def test_the_page_of_rules_is_true() -> None:
    """`docs/rules.md` is what `make docs` writes now."""
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == page(RULES, FORM)
    assert run("explain", "--markdown").out == page(RULES, FORM)


def test_an_unknown_code() -> None:
    """The nearest code is offered, exit 2, nothing on standard output."""
    said = run_apart("explain", "T3011")
    assert (said.code, said.out) == (2, "")
    assert "T30" in said.err
