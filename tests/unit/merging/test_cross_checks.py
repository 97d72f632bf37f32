"""The sums against the form, the county's list, last year and each other: each told with its figures, or silent."""

from dataclasses import replace
from datetime import date

import pytest

from returns_made import FORM, ROSTER, answers, ledger, taken_in
from rounds_made import CARRIED_IN, CARRIED_OUT, GRANTED, RECEIVED, every_unit, last_year, told, under, unit, whole
from xlreport.background import LastYear
from xlreport.findings import Severity
from xlreport.merging import MergeTerms
from xlreport.rounds import Roster, Unit, Waiver
from xlreport.submissions import Return

UNITS = FORM.units

MADE, REPEALED, IN_FORCE = (f"disclosure.normative.{word}" for word in ("made", "repealed", "in_force"))
SUIT = "disputes.suit_after_review.upheld"


def carrying(code: str, came: int) -> Return:
    """A return that carried requests in from last year and granted them."""
    return taken_in(answers(code, {CARRIED_IN: came, GRANTED: came}))


def test_the_sums_pass_the_forms_relations_again() -> None:
    """Two units whose faults cancel out leave whole sums; one alone breaks T301 on the total, with both figures."""
    over, under_ = answers("A", {RECEIVED: 5, CARRIED_OUT: 4}), answers("B", {RECEIVED: 5, CARRIED_OUT: 6})
    assert told(ledger(taken_in(over), taken_in(under_), whole("C")), "M02") == []
    found = told(ledger(taken_in(over), whole("B", 5), whole("C")), "M02")
    assert {(each.found, each.expected) for each in found} == {("11", "10")}
    assert any("自然人" in each.message.zh for each in found)
    assert {each.severity for each in found} == {Severity.ERROR}
    assert {each.notes[0].zh for each in found} == {"自身不符的单位：A 单位 (+1)"}


@pytest.mark.parametrize(
    ("listed", "differing"),
    [
        ({}, []),
        ({"made": 12, "repealed": 3, "in_force": 86}, []),
        ({"made": 11, "repealed": 3, "in_force": 86}, [("12", "11")]),
        ({"in_force": 90}, [("86", "90")]),
        ({"made": 0, "repealed": 0, "in_force": 0}, [("12", "0"), ("3", "0"), ("86", "0")]),
    ],
)
def test_the_countys_list_of_documents(listed: dict[str, int], differing: list[tuple[str, str]]) -> None:
    """Only what the list gives is compared; each difference names the label, the sum and the list's figure."""
    documents = {"A": (10, 0, 80), "B": (2, 3, 6), "C": (0, 0, 0)}
    returns = [
        whole(code, says={MADE: made, REPEALED: gone, IN_FORCE: left}) for code, (made, gone, left) in documents.items()
    ]
    found = told(ledger(*returns, terms=under(listed=listed)), "M05")
    assert [(each.found, each.expected) for each in found] == differing
    assert all("行政规范性文件" in each.message.zh for each in found)


def test_the_countys_list_is_not_asked_for_an_empty_merge() -> None:
    """Without any return the missing units are what is to be told."""
    assert told(ledger(terms=under(listed={"made": 3})), "M05") == []


def test_what_was_carried_over_arrives() -> None:
    """The sums meet: nothing is said, whichever unit has them now."""
    made = ledger(carrying("A", 2), carrying("B", 3), whole("C"), terms=MergeTerms(last=last_year(A=2, B=3, C=0)))
    assert told(made, "M06") == []
    merged = ledger(carrying("A", 5), whole("B"), whole("C"), terms=MergeTerms(last=last_year(A=2, B=3)))
    assert told(merged, "M06") == []


def test_a_broken_carry_over_names_columns_and_units() -> None:
    """By column, the total too; units that break off, that are new, and that are gone, each with its difference."""
    roster = Roster(units=(*ROSTER.units, unit("D", until=2024), unit("N", since=2025)))
    last = last_year(A=2, B=3, C=0, D=9)
    given = (carrying("A", 2), carrying("B", 4), carrying("C", 0), carrying("N", 6))
    (found,) = told(ledger(*given, roster=roster, terms=MergeTerms(last=last)), "M06")
    assert (
        "自然人：上年结转下年度 14 件，本年上年结转 12 件；总计：上年结转下年度 14 件，本年上年结转 12 件"
        in found.message.zh
    )
    assert "未衔接的单位：B 单位（多 1 件）。" in found.message.zh
    assert "上年没有的单位：N 单位（多 6 件）。" in found.message.zh
    assert "本年没有计入的单位：D 单位（少 9 件）。" in found.message.zh
    assert "A 单位" not in found.message.zh
    assert "Units not counted this year: D 单位 (9 fewer)." in found.message.en


def test_columns_that_break_in_opposite_ways_are_told() -> None:
    """One more in one column, one less in another: the total agrees, the columns do not."""
    last = {"A": LastYear(numbers={CARRIED_OUT: 1, "requests.carried_out.total": 1})}
    other = taken_in(
        answers("A", {CARRIED_IN.replace("natural", "business"): 1, GRANTED.replace("natural", "business"): 1})
    )
    (found,) = told(ledger(other, whole("B"), whole("C"), terms=MergeTerms(last=last)), "M06")
    assert "自然人：上年结转下年度 1 件，本年上年结转 0 件" in found.message.zh
    assert "总计" not in found.message.zh


def test_without_last_year_nothing_is_compared() -> None:
    """No figures of last year, or no return of this one: M06 has nothing to say."""
    assert told(ledger(carrying("A", 9), whole("B"), whole("C")), "M06") == []
    assert told(ledger(terms=MergeTerms(last=last_year(A=2))), "M06") == []


@pytest.mark.parametrize(
    ("having", "speaks"),
    [({"A": 2}, False), ({"B": 1, "C": 1}, False), ({"A": 2, "B": 1, "C": 4}, True), ({}, False)],
)
def test_lawsuits_after_review_of_government_and_others(having: dict[str, int], speaks: bool) -> None:  # noqa: FBT001
    """Only where both have some: who, how many, and the others by name."""
    found = told(ledger(*(whole(code, says={SUIT: having.get(code, 0)}) for code in "ABC")), "M07")
    assert [each.message.zh for each in found] == (
        ["A 单位填了 2 件，其他单位共填 5 件（B 单位 1、C 单位 4），其中可能有同一案件。"] if speaks else []
    )


@pytest.mark.parametrize("kind", UNITS.words)
@pytest.mark.parametrize("tier", UNITS.tiers)
@pytest.mark.parametrize("in_scope", [True, False])
def test_a_tier_goes_with_its_kind(kind: str, tier: str, in_scope: bool) -> None:  # noqa: FBT001
    """Told for units in scope whose kind has a tier of its own; bodies of another kind may be in either."""
    strange = Unit(code="D", name="丁", kind=kind, tier=tier, in_scope=in_scope, reason="撤销")
    found = told(ledger(*every_unit(), whole("D"), roster=Roster(units=(*ROSTER.units, strange))), "M09")
    assert bool(found) == (in_scope and kind != "other" and tier != UNITS.tier_of(kind))
    assert all(each.message.zh == f"丁（D）是{UNITS.words[kind]}，层级为“{tier}”。" for each in found)


def test_what_the_office_knows_about_the_sums_is_answered_by_a_waiver_for_all() -> None:
    """A finding about the county has no unit: a waiver for `*` answers it, one for a unit does not."""
    terms = under(listed={"made": 3})
    for code, answered in (("*", "waiver"), ("A", "")):
        waiver = Waiver(code="M05", unit=code, who="王某", why="两件为联合制发")
        (found,) = told(ledger(*every_unit(), terms=replace(terms, waivers=(waiver,))), "M05")
        assert found.answered_by == answered
        assert found.reason == ("两件为联合制发（王某）" if answered else "")


def test_a_late_return_is_answered_by_a_waiver_for_its_unit() -> None:
    """Until its day; a return handed in after that stays open."""
    for day, answered in (("2026-02-05", "waiver"), ("2026-02-06", "")):
        waiver = replace(Waiver(code="P01", unit="B", who="王某", why="断网"), until=date(2026, 2, 5))
        made = ledger(whole("A"), whole("B", day=day), whole("C"), terms=MergeTerms(waivers=(waiver,)))
        assert [each.answered_by for each in told(made, "P01")] == [answered]


def test_a_round_weighs_the_merges_rules_too() -> None:
    """A rule that is not fixed may be made an error, which then blocks, or be switched off."""
    policies = under().policies
    for weight, codes, is_whole in (("error", ["error"], False), ("off", [], True)):
        terms = under(listed={"made": 3}, policies=replace(policies, severities={"M05": weight}))
        made = ledger(*every_unit(), terms=terms)
        assert ([each.severity.value for each in told(made, "M05")], made.is_whole) == (codes, is_whole)
