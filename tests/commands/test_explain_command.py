"""`xlreport explain`: each rule in words, in both languages, for people and as JSON."""

import pytest

from filled import FORM
from running import run, run_apart
from xlreport.checks import catalogue
from xlreport.merging import RULES as MERGING_RULES

RULES = (*catalogue(FORM), *MERGING_RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule(rule: object) -> None:
    """Meaning, advice, source and evidence of every rule there is, in both languages."""
    code, meaning = rule.code, rule.meaning  # type: ignore[attr-defined]
    chinese, english = run("explain", code), run("explain", code, "--lang", "en")
    assert (chinese.code, english.code) == (0, 0)
    assert chinese.out.startswith(code)
    assert meaning.zh in chinese.out
    assert meaning.en in english.out
    assert [line.partition(":")[0] for line in english.out.splitlines()[1:]] == [
        "Meaning",
        "What to do",
        "Source",
        "Evidence",
    ]


def test_small_letters() -> None:
    """A code may be typed in small letters."""
    assert run("explain", "t301").out == run("explain", "T301").out


def test_a_family() -> None:
    """The beginning of codes lists a family, nothing lists all."""
    family = run("explain", "T3").out.splitlines()
    assert [line.split()[0] for line in family] == ["T301", "T302", "T303", "T304"]
    codes = [line.split()[0] for line in run("explain").out.splitlines()]
    assert len(set(codes)) == len(codes)
    assert set(codes) >= {rule.code for rule in RULES}


def test_json() -> None:
    """The same as data, and nothing else on standard output."""
    (rule,) = run("explain", "S27", "--json", "--lang", "en").table["rules"]
    assert (rule["code"], rule["severity"], rule["level"]) == ("S27", "error", "A")
    assert set(rule) == {"code", "severity", "level", "source", "title", "meaning", "advice"}


def test_an_unknown_code() -> None:
    """The nearest code is offered, exit 2, nothing on standard output."""
    said = run_apart("explain", "T309")
    assert (said.code, said.out) == (2, "")
    assert "T30" in said.err.replace("T309", "")
