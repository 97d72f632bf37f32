"""Warnings that the unit or the office answers: shown with their reason, no longer open; errors stay what they are."""

from datetime import date
from pathlib import Path

import pytest

from filled import LAYOUT, filled
from xlreport import identity_of
from xlreport.background import Background
from xlreport.checks import waiver_findings
from xlreport.findings import Finding
from xlreport.intake import receive
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
