"""Findings: worded by their rule, at their place, in two languages, heaviest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlreport.findings import SEVERITY_NAMES, Finding, Rule, Severity, Where, blocking, found_by, ordered
from xlreport.language import Text, same

RULE = Rule(
    code="N01",
    severity=Severity.ERROR,
    level="D",
    source=Text("依据", "source"),
    title=Text("标题", "title"),
    meaning=Text("含义", "meaning"),
    message=Text("{label}为 {found}，应为 {expected}（{kind}）", "{label} is {found}, not {expected} ({kind})"),
    advice=Text("请改 {cell}", "Correct {cell}"),
)
WHERE = Where(sheet="三 依申请公开", cell="D7", label="自然人", field="requests.received.natural")
severities = st.lists(st.sampled_from(Severity))


def test_a_rule_words_its_finding_at_a_place() -> None:
    """Label, cell, what was found and expected fill the message in both languages; a Text fills each in its own."""
    finding = found_by(RULE, WHERE, found="3件", expected="3", kind=Text("数字", "number"))
    assert finding.message == Text("自然人为 3件，应为 3（数字）", "自然人 is 3件, not 3 (number)")
    assert finding.advice == Text("请改 D7", "Correct D7")
    assert (finding.place, finding.field, finding.source) == ("三 依申请公开!D7", WHERE.field, RULE.source)
    assert (finding.found, finding.expected, finding.code) == ("3件", "3", "N01")


def test_a_place_of_its_own_is_not_needed() -> None:
    """A finding about the whole file has an empty place; about a sheet, its name."""
    rule = Rule(
        code="I01",
        severity=Severity.NOTE,
        level="D",
        source=same("x"),
        title=same("x"),
        meaning=same("x"),
        message=same("x"),
        advice=same("y"),
    )
    assert found_by(rule).place == ""
    assert found_by(rule, Where(sheet="封面")).place == "封面"


def test_a_finding_may_weigh_otherwise_than_its_rule() -> None:
    """A rule that could not be checked speaks as skipped."""
    assert found_by(RULE, WHERE, kind="x", severity=Severity.SKIPPED).severity is Severity.SKIPPED


def test_a_place_the_rule_names_must_be_filled() -> None:
    """A message with an unfilled place is a broken program, not a sentence with a hole."""
    with pytest.raises(KeyError, match="kind"):
        found_by(RULE, WHERE)


def test_text_of_a_return_is_not_taken_for_a_place() -> None:
    """Braces in what somebody typed stay as they are."""
    finding = found_by(RULE, WHERE, found="{advice}", expected="{", kind="}")
    assert finding.message.zh == "自然人为 {advice}，应为 {（}）"


def _findings(weights: list[Severity]) -> list[Finding]:
    return [found_by(RULE, WHERE, found=str(n), kind="x", severity=weight) for n, weight in enumerate(weights)]


@given(weights=severities)
def test_errors_come_first_and_nothing_is_lost(weights: list[Severity]) -> None:
    """Ordering is by weight, keeps the order within a weight, and keeps every finding."""
    given_ones = _findings(weights)
    now = ordered(given_ones)
    assert [(each.severity.rank, int(each.found)) for each in now] == sorted(
        (each.severity.rank, int(each.found)) for each in given_ones
    )


@given(weights=severities)
def test_only_an_error_blocks(weights: list[Severity]) -> None:
    """Warnings, notes and what was skipped do not block."""
    assert blocking(_findings(weights)) == (Severity.ERROR in weights)


def test_every_weight_has_a_name_in_both_languages() -> None:
    """The words that people read."""
    assert [SEVERITY_NAMES[each].zh for each in Severity] == ["错误", "警告", "提示", "未检查"]
    assert [SEVERITY_NAMES[each]["en"] for each in Severity] == [each.value for each in Severity]
    assert sorted(Severity, key=lambda each: each.rank) == list(Severity)
