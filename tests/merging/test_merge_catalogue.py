"""Every rule of the merge fires on a case of its own, and all of them are silent on a round without fault."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from returns_made import LAYOUT, ROSTER, answers, ledger, taken_in
from xlreport.background import LastYear
from xlreport.checks import WAIVER_RULES, waiver_findings
from xlreport.language import Text
from xlreport.merging import RULES, Ledger, Skipped, Terms, assemble
from xlreport.rounds import Issue, Normative, Register, Roster, Ruling, Settings, Unit, Waiver
from xlreport.submissions import Return, Value

RECEIVED, GRANTED = "requests.received.natural", "requests.granted.natural"
COPIED = "{}主动公开政府信息，加强信息管理和平台建设，完善监督保障，组织业务培训，回应群众关切，工作取得了成效，"
WHO: dict[str, Any] = {"who": "王某", "why": "已核实", "on": date(2026, 2, 1)}
ALL = tuple(taken_in(answers(code)) for code in "ABC")


def but(code: str, values: Mapping[str, Value] | None = None, **more: Any) -> tuple[Return, ...]:
    """The three returns, one of them otherwise."""
    given = taken_in(answers(code, values, more.pop("day", "2026-01-10")), **more)
    return tuple(given if each.file == f"{code}.xlsx" else each for each in ALL)


def under(*returns: Return, roster: Roster = ROSTER, register: Register | None = None, **terms: Any) -> Ledger:
    """The ledger of returns under the office's terms."""
    return assemble(returns, layout=LAYOUT, roster=roster, year="2025", register=register, terms=Terms(**terms))


def settings(**more: Any) -> Settings:
    """The settings of a round with something in them."""
    return Settings(region="某县", year=2025, form="gkbg-2021", **more)


def with_unit(**more: Any) -> Roster:
    """The roster with a fourth unit."""
    unit = {"code": "D", "name": "D 单位", "kind": "department", "tier": "本级"} | more
    return Roster(units=(*ROSTER.units, Unit(**unit)))


def ruled(kind: str, file: str) -> Ruling:
    """A decision of the office about a file."""
    return Ruling(kind=kind, file=file, **WHO)


REJECTED = but("A", state="rejected")
STRANGE = Return(file="u.xlsx", sha256="0", submission=None, findings=(), state="unreadable")
TEXTS = tuple(taken_in(answers(code, {"problems.issues": COPIED.format(f"{code} 单位") * 2})) for code in "AB")
OLD_ISSUE = Issue(unit="A", issue="2", sha256="0" * 64, issued=date(2026, 1, 1), file="A.xlsx")
CASES: Mapping[str, Callable[[], Ledger]] = {
    "M01": lambda: under(*ALL[:2]),
    "M02": lambda: under(*but("A", {RECEIVED: 5})),
    "M04": lambda: under(*ALL, taken_in(answers("D")), roster=with_unit(parent="B")),
    "M05": lambda: under(*ALL, settings=settings(normative=Normative(made=3))),
    "M06": lambda: under(*ALL, last={"A": LastYear(numbers={"requests.carried_out.natural": 2})}),
    "M07": lambda: under(*(taken_in(answers(code, {"disputes.suit_after_review.upheld": 1})) for code in "AB"), ALL[2]),
    "M09": lambda: under(*ALL, taken_in(answers("D")), roster=with_unit(tier="乡镇街道")),
    "M11": lambda: under(*ALL, taken_in(answers("A", {RECEIVED: 1}, "2026-01-05"), "old.xlsx")),
    "M12": lambda: under(*ALL, taken_in(answers("X"))),
    "M13": lambda: under(*ALL, taken_in(answers("D")), roster=with_unit(in_scope=False, reason="垂直管理")),
    "M14": lambda: under(*ALL, taken_in(answers("A"), "again.xlsx", sha256=ALL[0].sha256)),
    "M15": lambda: under(*ALL, taken_in(answers("A", {RECEIVED: 1}), "other.xlsx")),
    "M16": lambda: under(*REJECTED),
    "M17": lambda: under(*but("A", {"cover.year": 2024})),
    "M18": lambda: under(*ALL, STRANGE),
    "M19": lambda: assemble(
        ALL, layout=LAYOUT, roster=ROSTER, skipped=[Skipped(file="a.xls", reason=Text("旧", "old"), suspicious=True)]
    ),
    "M20": lambda: under(*ALL, register=Register(issues=(OLD_ISSUE,))),
    "M21": lambda: under(*REJECTED, rulings=(ruled("include", "A.xlsx"),)),
    "M22": lambda: under(*ALL, rulings=(ruled("exclude", "A.xlsx"),)),
    "M23": lambda: under(*ALL, rulings=(ruled("exclude", "nowhere.xlsx"),)),
    "M24": lambda: under(*ALL, rulings=(ruled("exclude", "A.xlsx"), ruled("include", "A.xlsx"))),
    "M25": lambda: under(*REJECTED, draft=True),
    "P01": lambda: under(*but("B", day="2026-02-01")),
    "P02": lambda: under(*but("A", day="2026-04-01")),
    "P03": lambda: under(*but("C", day="2026-01-20"), settings=settings(townships=date(2026, 1, 15))),
    "X07": lambda: under(*TEXTS, ALL[2]),
}
WAIVED = but("C", day="2026-01-20")
LATE = under(*WAIVED, settings=settings(townships=date(2026, 1, 15)))
WAIVERS = {
    "P11": Waiver(code="X01", unit="A", who="王某", why="清理"),
    "P12": Waiver(code="P03", unit="C", who="王某", why="已商定", until=date(2026, 1, 19)),
    "P13": Waiver(code="P03", unit="*", who="王某", why="已商定"),
}


def codes(made: Ledger) -> set[str]:
    """The codes of the merge's own findings."""
    return {finding.code for finding in made.findings}


@pytest.mark.parametrize("code", CASES)
def test_each_rule_of_the_merge_fires(code: str) -> None:
    """Told with both languages filled in, where the files, the roster or the office give cause."""
    told = [finding for finding in CASES[code]().findings if finding.code == code]
    assert told
    assert not any("{" in text for each in told for text in (each.message.zh, each.message.en, each.advice.zh))


def test_a_round_without_fault_is_silent() -> None:
    """Nothing is told of three returns that are in, in time and in order, under the same terms."""
    last = {code: LastYear(numbers={"requests.carried_out.natural": 0}) for code in "ABC"}
    made = under(*ALL, settings=settings(normative=Normative(made=0), deadline=date(2026, 1, 31)), last=last)
    assert (codes(made), made.is_whole) == (set(), True)
    assert codes(ledger(*ALL)) == set()


def what_became_of(waiver: Waiver) -> set[str]:
    """What is said of one waiver after a round in which a township was late."""
    returns = [(line.code, line.submitted_on, tuple(LATE.findings)) for line in LATE.files if line.code == "C"]
    return {finding.code for finding in waiver_findings((waiver,), returns)}


@pytest.mark.parametrize("code", WAIVERS)
def test_each_rule_about_waivers_fires(code: str) -> None:
    """Unused, expired, very broad; one that names unit and place and is in time is silent."""
    assert code in what_became_of(WAIVERS[code])
    assert what_became_of(Waiver(code="P03", unit="C", who="王某", why="已商定", until=date(2026, 1, 31))) == set()


def test_no_rule_is_left_out() -> None:
    """Every rule of the families M, P and X that the merge knows has its case."""
    known = {rule.code for rule in (*RULES, *WAIVER_RULES) if rule.code[0] in "MPX"}
    assert known == CASES.keys() | WAIVERS.keys()
