"""Warnings that the unit or the office answers: shown with their reason, no longer open; errors stay what they are."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from filled import LAYOUT, filled
from firing import last_year, roster
from xlreport import identity_of
from xlreport.background import Background
from xlreport.checks import waiver_findings
from xlreport.findings import Finding
from xlreport.office.taking_in.intake import receive
from xlreport.rounds import Policies, Waiver
from xlreport.submissions import Return, Value
from xlreport.writing import write_workbook

IDENTITY = identity_of(
    LAYOUT, unit_code="230381-ZRZ", unit_name="虎林市自然资源局", unit_kind="department", year="2025"
)
FIELD = "disclosure.normative.in_force"
UNIT = "230381-ZRZ"
WAIVER = Waiver(code="X01", unit=UNIT, field=FIELD, who="王某", why="清理文件", until=date(2026, 3, 31))


def taken(folder: Path, changes: dict[str, Value], background: Background | None = None) -> Return:
    """The county's largest return with some answers changed, taken in."""
    path = folder / "return.xlsx"
    given = filled("county-ZRZ").values
    path.write_bytes(write_workbook(LAYOUT, IDENTITY, {**given, **changes}))
    return receive(path, LAYOUT, background or Background())


def only(received: Return, code: str) -> Finding:
    """The one finding of a rule."""
    (finding,) = [each for each in received.findings if each.code == code]
    return finding


BROKEN: dict[str, Value] = {f"last.{FIELD}": 1}


def test_a_warning_nobody_answers_is_open(tmp_path: Path) -> None:
    """The return is accepted with a warning that waits for a reason."""
    received = taken(tmp_path, BROKEN)
    assert only(received, "X01").open
    assert received.state == "accepted_with_warnings"


def test_the_list_on_the_cover_answers_a_warning(tmp_path: Path) -> None:
    """The rule's code in any dress and a reason close the warning; the reason is kept."""
    answers = {"cover.answer_2.rule": "ｘ01 ", "cover.answer_2.reason": "全面清理"}
    received = taken(tmp_path, BROKEN | answers)
    finding = only(received, "X01")
    assert (finding.reason, finding.answered_by, received.state) == ("全面清理", "unit", "accepted")


def test_a_waiver_answers_for_the_office(tmp_path: Path) -> None:
    """A waiver for rule, unit and field closes the warning with who and why."""
    received = taken(tmp_path, BROKEN, Background(waivers=(WAIVER,)))
    finding = only(received, "X01")
    assert (finding.reason, finding.answered_by, received.state) == ("清理文件（王某）", "waiver", "accepted")


def test_a_reason_does_not_answer_an_error(tmp_path: Path) -> None:
    """An error stays open, and F09 says that the answer does not help."""
    answers = {"cover.answer_1.rule": "N01", "cover.answer_1.reason": "不会填"}
    received = taken(tmp_path, {"requests.received.natural": -1, **answers})
    assert only(received, "N01").open
    assert "错误" in only(received, "F09").message.zh
    assert received.state == "rejected"


def test_what_the_round_makes_an_error_is_not_answered(tmp_path: Path) -> None:
    """Where the office weighs a rule as an error, the unit's reason does not close it."""
    answers = {"cover.answer_1.rule": "X01", "cover.answer_1.reason": "全面清理"}
    received = taken(tmp_path, BROKEN | answers, Background(policies=Policies(severities={"X01": "error"})))
    finding = only(received, "X01")
    assert (finding.severity.value, finding.open, finding.reason) == ("error", True, "")


@pytest.mark.parametrize(
    ("rule", "reason"), [("X02", "原因"), ("X01", ""), ("", "原因")], ids=["no such warning", "no reason", "no rule"]
)
def test_an_answer_to_nothing_is_told(tmp_path: Path, rule: str, reason: str) -> None:
    """F09 stands at the line of the list that answers nothing."""
    received = taken(tmp_path, BROKEN | {"cover.answer_1.rule": rule, "cover.answer_1.reason": reason})
    finding = only(received, "F09")
    assert (finding.sheet, finding.field, finding.severity.value) == ("封面", "cover.answer_1.rule", "note")
    assert only(received, "X01").open


def told(waiver: Waiver, received: Return, day: str = "2026-01-20") -> list[str]:
    """The codes of what is said about one waiver after one return."""
    return [each.code for each in waiver_findings((waiver,), [(UNIT, day, received.findings)])]


def test_what_became_of_waivers(tmp_path: Path) -> None:
    """A used one is not told; unused, expired and broad ones are, each by its rule."""
    received = taken(tmp_path, BROKEN)
    assert told(WAIVER, received) == []
    assert told(WAIVER, received, "2026-04-01") == ["P12"]
    assert told(Waiver(code="X02", unit=UNIT, who="王某", why="无"), received) == ["P11"]
    assert told(Waiver(code="X01", unit="*", who="王某", why="清理"), received) == ["P13"]
    assert told(Waiver(code="X01", unit="other", who="王某", why="清理"), received) == ["P11"]


def test_an_expired_waiver_answers_nothing(tmp_path: Path) -> None:
    """A return handed in after the last day stays with an open warning."""
    received = taken(tmp_path, BROKEN | {"cover.submitted_on": "2026-04-01"}, Background(waivers=(WAIVER,)))
    assert only(received, "X01").open


def test_a_waiver_may_name_a_cell(tmp_path: Path) -> None:
    """Sheet and cell are as good as the field; another cell is not."""
    place = LAYOUT.places[FIELD]
    for cell, count in ((f"{place.sheet}!{place.cell}", 0), (f"{place.sheet}!A1", 1)):
        waiver = Waiver(code="X01", unit=UNIT, who="王某", why="清理", cell=cell)
        received = taken(tmp_path, BROKEN, Background(waivers=(waiver,)))
        assert sum(1 for each in received.findings if each.open) == count


POWERS = replace(last_year(), unit=roster(powers=("licensing", "penalties", "coercion", "fees")).unit)
NO_LICENCES: dict[str, Value] = {"disclosure.licensing.decisions": 0, "last.disclosure.normative.in_force": 10}
LEAP: dict[str, Value] = {"cover.answer_1.rule": "X04", "cover.answer_1.reason": "许可事项已划转"}


def test_an_answer_to_what_stands_under_a_warning_answers_it(tmp_path: Path) -> None:
    """The leap X04 is a note of T204; a clerk who answers X04 has answered the matter, and F09 is silent."""
    received = taken(tmp_path, NO_LICENCES, POWERS)
    assert (only(received, "T204").open, only(received, "T204").follows) == (True, ("X04",))
    received = taken(tmp_path, NO_LICENCES | LEAP, POWERS)
    assert (only(received, "T204").reason, only(received, "T204").answered_by) == ("许可事项已划转", "unit")
    assert [each for each in received.findings if each.code == "F09"] == []


def test_the_findings_own_answer_goes_first(tmp_path: Path) -> None:
    """Where both codes are answered, each stays what it is an answer to."""
    own: dict[str, Value] = {"cover.answer_2.rule": "T204", "cover.answer_2.reason": "本年没有申请"}
    received = taken(tmp_path, NO_LICENCES | LEAP | own, POWERS)
    assert only(received, "T204").reason == "本年没有申请"
    assert [each for each in received.findings if each.code == "F09"] == []


@pytest.mark.parametrize(
    ("changes", "answered", "root"),
    [
        ({"disclosure.regulations.made": 1, "last.disclosure.regulations.in_force": 0}, "X01", "T201"),
        ({"disclosure.regulations.repealed": 1, "last.disclosure.regulations.in_force": 0}, "X03", "T201"),
    ],
)
def test_what_stands_under_an_error_is_mended_with_it(
    tmp_path: Path, changes: dict[str, Value], answered: str, root: str
) -> None:
    """F09 names the error that is to be mended, and does not say that there is no such thing."""
    answers: dict[str, Value] = {"cover.answer_1.rule": answered, "cover.answer_1.reason": "已核实"}
    received = taken(tmp_path, changes | answers, last_year())
    assert answered not in {each.code for each in received.findings}
    assert f"这一条由 {root} 引起" in only(received, "F09").message.zh


def test_a_reason_on_the_checks_sheet_of_what_stands_under_another(tmp_path: Path) -> None:
    """The 说明 of X01's line answers X03, under which X01 stands, where X03 has none of its own."""
    changes: dict[str, Value] = {"disclosure.normative.repealed": 99, "last.disclosure.normative.in_force": 10}
    (line,) = [
        number
        for number, each in enumerate(LAYOUT.lines)
        if each.relation.code == "X01" and FIELD in each.statement.fields
    ]
    path = tmp_path / "return.xlsx"
    given = filled("county-ZRZ").values
    path.write_bytes(write_workbook(LAYOUT, IDENTITY, {**given, **changes}, reasons={line: "两年合并清理"}))
    finding = only(receive(path, LAYOUT, last_year()), "X03")
    assert (finding.follows, finding.reason, finding.answered_by) == (("X01",), "两年合并清理", "unit")


def test_a_waiver_of_what_stands_under_another(tmp_path: Path) -> None:
    """It lets nothing stand, being for another rule, and the note names the finding to look at."""
    waiver = Waiver(code="X04", unit=UNIT, who="王某", why="已划转")
    received = taken(tmp_path, NO_LICENCES, replace(POWERS, waivers=(waiver,)))
    assert only(received, "T204").open
    (finding,) = waiver_findings((waiver,), [(UNIT, "2026-01-20", received.findings)])
    assert "X04 已并入 T204 一起提示" in finding.message.zh


@pytest.mark.parametrize("blanks", [" ", "　", " \u00a0 "])
def test_a_reason_of_blanks_answers_nothing(tmp_path: Path, blanks: str) -> None:
    """The warning stays open, and the line of the list is told to have no reason."""
    received = taken(tmp_path, BROKEN | {"cover.answer_1.rule": "X01", "cover.answer_1.reason": blanks})
    finding = only(received, "X01")
    assert (finding.open, finding.reason, received.state) == (True, "", "accepted_with_warnings")


WORDS = {
    ("X01", ""): "写了规则代码，未写明原因",
    ("", "原因"): "写了原因，未写明规则代码",
    ("X02", "原因"): "本表没有这一条警告",
    ("N01", "原因"): "这一条是错误，须更正，不能用说明代替",
}


@pytest.mark.parametrize(("rule", "reason"), WORDS)
def test_an_answer_to_nothing_says_why(tmp_path: Path, rule: str, reason: str) -> None:
    """F09 in its words: what is missing, or that it is an error."""
    answer = {"cover.answer_1.rule": rule, "cover.answer_1.reason": reason}
    received = taken(tmp_path, BROKEN | {"requests.received.natural": -1} | answer)
    assert WORDS[rule, reason] in only(received, "F09").message.zh
