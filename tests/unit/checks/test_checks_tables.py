"""Family T: the form's relations as findings, and what could not be checked because of which cells."""

from examining import blank, good, lines, says, text, with_entry
from filled import FORM
from xlreport.checks.tables.relation_checks import check_relations, check_skipped, relation_rules
from xlreport.findings import Severity

REC = "requests.received.natural"


def test_relations_that_hold_are_silent() -> None:
    """Nothing fails and nothing is skipped in the good return, but what last year's figures would be needed for."""
    assert lines(check_relations, good()) == []
    assert {each.code for each in says(check_skipped, good())} <= {"X01", "X02"}


def test_a_relation_that_fails() -> None:
    """Both sides and their difference are told at the left side's first cell; the column of 总计 only follows."""
    told = says(check_relations, with_entry(REC, value=372, raw="372"))
    assert [(each.place, each.code) for each in told] == [("三 依申请公开!D7", "T301")]
    assert told[0].notes[-1].zh == "同一原因引起的还有：T301（总计）。"
    assert (told[0].found, told[0].expected) == ("388", "387")
    assert "相差 1" in told[0].message.zh


def test_an_inequality_says_its_bound() -> None:
    """What is expected of an inequality carries its sign."""
    told = says(check_relations, with_entry("disclosure.normative.made", value=90, raw="90"))
    assert [(each.code, each.expected) for each in told] == [("T202", "≥ 89")]


def test_a_blank_skips_and_does_not_fail() -> None:
    """What rests on a blank is skipped, one finding a relation, at the blank."""
    submission = blank(REC)
    assert lines(check_relations, submission) == []
    told = [each for each in says(check_skipped, submission) if each.code.startswith("T")]
    assert [each.code for each in told] == ["T303", "T301"]
    assert {each.severity for each in told} == {Severity.SKIPPED}
    assert {each.place for each in told} == {"三 依申请公开!D7"}


def test_what_is_no_number_skips_too() -> None:
    """A text in a number cell is told by N01; its relations wait."""
    assert lines(check_relations, text(REC, "3件")) == []


def test_a_number_that_cannot_be_skips_too() -> None:
    """A negative figure is told by N01; what rests on it waits instead of failing."""
    submission = with_entry(REC, value=-3, raw="-3")
    assert lines(check_relations, submission) == []
    told = [each for each in says(check_skipped, submission) if each.code.startswith("T")]
    assert [(each.code, each.place) for each in told] == [(code, "三 依申请公开!D7") for code in ("T303", "T301")]


def test_a_unit_of_another_kind_is_not_asked() -> None:
    """规章 are asked of departments, townships and subdistricts only."""
    made = with_entry("disclosure.regulations.in_force", value=2, raw="2")
    assert lines(check_relations, made) == ["二 主动公开!D6 T201 error"]
    assert lines(check_relations, with_entry("cover.unit_kind", made, value="government")) == []


def test_rules_are_the_forms_own_words() -> None:
    """Each relation holds its rule, read from the form file; the codes are in order."""
    assert [rule.code for rule in relation_rules(FORM)] == sorted(each.code for each in FORM.relations)
    assert {each.code: each.rule for each in FORM.relations} == {rule.code: rule for rule in relation_rules(FORM)}
