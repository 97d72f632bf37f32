"""X07: units of the round whose section one or five is the same text, one finding a group, at its place."""

import os
from dataclasses import replace
from typing import Any

import pytest

from returns_made import LAYOUT, ROSTER, answers, ledger, taken_in
from xlreport.findings import Finding
from xlreport.merging import Ledger, MergeTerms, assemble
from xlreport.merging.deciding import cross_checks
from xlreport.rounds import Policies, Settings, Waiver
from xlreport.submissions import Return

COPIED = (
    "{unit}在2025年主动公开政府信息，做好依申请公开工作，加强信息管理和平台建设，完善监督保障，"
    "组织业务培训，回应群众关切，群众满意度不断提高，工作取得了成效。"
)
OWN = (
    "一年来围绕供热改造、老旧小区更新和道路维修发布公告，回应来电，组织开放日，"
    "邀请居民代表到现场查看施工进度，收集意见建议，并逐条答复和公布。"
)


def handed_in(code: str, text: str, field: str = "problems.issues") -> Return:
    """A return of a unit with one text of its own."""
    return taken_in(answers(code, {field: text.format(unit=f"{code} 单位")}))


def told(made: Ledger) -> list[Finding]:
    """What is said of copied texts."""
    return [each for each in made.findings if each.code == "X07"]


def test_two_units_with_one_text() -> None:
    """Their own names and the year aside: told once, at the section's first box, in the first one's file."""
    (found,) = told(ledger(handed_in("A", COPIED), handed_in("B", COPIED), handed_in("C", OWN)))
    assert "A 单位、B 单位" in found.message.zh
    assert "五、存在的主要问题及改进情况" in found.message.zh
    assert (found.file, found.field, found.severity.value, found.found) == (
        "A.xlsx",
        "problems.issues",
        "warning",
        "100",
    )


def test_texts_of_their_own_are_silent() -> None:
    """Different texts, short ones that all units share, and section six, where all say the same."""
    assert told(ledger(handed_in("A", COPIED), handed_in("B", OWN))) == []
    assert told(ledger(*(taken_in(answers(code)) for code in "ABC"))) == []
    assert told(ledger(*(handed_in(code, COPIED, "matters.text") for code in "ABC"))) == []


def test_three_are_one_group() -> None:
    """Not three pairs; another section is another finding."""
    (found,) = told(ledger(*(handed_in(code, COPIED + "另外。" * place) for place, code in enumerate("ABC"))))
    assert "A 单位、B 单位、C 单位" in found.message.zh
    both = {"overview.active": COPIED, "problems.issues": OWN}
    assert len(told(ledger(*(taken_in(answers(code, both)) for code in "AB")))) == 2


def test_several_processes_tell_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """As one does, whichever section is done first; and one whose process dies is done once more."""
    both = {"overview.active": COPIED, "problems.issues": OWN}
    returns = [taken_in(answers(code, both)) for code in "ABC"]
    alone = assemble(returns, layout=LAYOUT, roster=ROSTER)
    monkeypatch.setattr(cross_checks, "_WORTH_PROCESSES", 2)
    assert assemble(returns, layout=LAYOUT, roster=ROSTER, jobs=2) == alone
    here, groups = os.getpid(), cross_checks._groups  # noqa: SLF001  # what a process does when it dies

    def dying(*given: Any) -> Any:
        return groups(*given) if os.getpid() == here else os._exit(1)

    monkeypatch.setattr(cross_checks, "_groups", dying)
    assert assemble(returns, layout=LAYOUT, roster=ROSTER, jobs=2) == alone
    assert len(told(alone)) == 2


def under(**terms: object) -> Ledger:
    """Two copies merged under other terms."""
    given = [handed_in("A", COPIED), handed_in("B", COPIED)]
    return assemble(given, layout=LAYOUT, roster=ROSTER, terms=replace(MergeTerms(), **terms))  # type: ignore[arg-type]


def test_the_round_sets_the_limit_and_may_waive() -> None:
    """At a limit of 100 nothing is alike enough; a waiver for the first unit answers the finding."""
    settings = Settings(region="某县", year=2025, form="gkbg-2021", policies=Policies(limits={"likeness_units": 100}))
    assert told(under(settings=settings)) == []
    waiver = Waiver(code="X07", unit="A", who="王某", why="合署办公")
    (found,) = told(under(waivers=(waiver,)))
    assert (found.open, found.reason) == (False, "合署办公（王某）")
