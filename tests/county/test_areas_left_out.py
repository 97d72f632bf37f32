"""Areas whose workbook or unit does not simply count: what the proof knows of their files, how their units stand."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from areas_made import PREFECTURE, hand_in, merged, prefecture, roster_of, unit
from returns_made import LAYOUT
from xlreport.merging import MergeTerms, consolidated, unit_statuses
from xlreport.office.adding_up.verification import verify as run
from xlreport.rounds import Register, Roster, Ruling


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A prefecture's folder: its inbox, and beside it those of its counties."""
    prefecture(tmp_path)
    return tmp_path


def test_the_files_behind_an_excluded_workbook_are_no_strangers(made: Path) -> None:
    """A county left out by decision: its units' files are its workbook's, and anybody else's are told as before."""
    exclude = Ruling(kind="exclude", file="西河县.xlsx", who="王某某", why="另行汇总", on=date(2026, 2, 1))
    ledger = merged([made / "inbox"], PREFECTURE, "青岭市", MergeTerms(rulings=(exclude,)))
    path = made / "青岭市.xlsx"
    path.write_bytes(consolidated(ledger, LAYOUT)[0])
    inboxes = [made / each for each in ("inbox", "east", "west")]
    proof = run(path, inboxes, LAYOUT)
    assert (proof.state, proof.findings) == ("proven", ())
    (made / "west" / "后来的.xlsx").write_bytes(b"later")
    assert [(each.code, each.file) for each in run(path, inboxes, LAYOUT).findings] == [("V24", "后来的.xlsx")]


def test_the_files_behind_a_workbook_left_out_two_levels_down_are_no_strangers(made: Path) -> None:
    """The prefecture left a county out; the province counts the prefecture and is given every inbox."""
    exclude = Ruling(kind="exclude", file="西河县.xlsx", who="王某某", why="另行汇总", on=date(2026, 2, 1))
    ledger = merged([made / "inbox"], PREFECTURE, "青岭市", MergeTerms(rulings=(exclude,)))
    top = hand_in(made / "top", {"S-ZF": ("government", 5)})
    (top / "青岭市.xlsx").write_bytes(consolidated(ledger, LAYOUT)[0])
    roster = roster_of({"S-ZF": ("government", 5)}, unit("99", "prefecture", "青岭市"))
    path = made / "省.xlsx"
    path.write_bytes(consolidated(merged([top], roster, "某省"), LAYOUT)[0])
    proof = run(path, [made / each for each in ("top", "inbox", "east", "west")], LAYOUT)
    assert [(each.code, each.file) for each in proof.findings] == []


def test_a_unit_that_an_area_counts_too_stands_as_what_it_is(made: Path) -> None:
    """A code of one's own making that a county uses too: the unit is due, is not in, and is to be settled."""
    hand_in(made / "inbox", {"E-JY": ("department", 7)})
    roster = Roster(units=(*PREFECTURE.units, unit("E-JY", "department", "市教育局")))
    ledger = merged([made / "inbox"], roster, "青岭市")
    [line] = [each for each in ledger.units if each.code == "E-JY"]
    assert line.state.value == "within area"
    [status] = [
        each
        for each in unit_statuses(ledger, [], Register(), None, date(2026, 1, 5), units=LAYOUT.form.units)
        if each.code == "E-JY"
    ]
    assert status.ask.zh.startswith("请弄清由谁计入")
    path = made / "青岭市.xlsx"
    path.write_bytes(consolidated(ledger, LAYOUT)[0])
    book = openpyxl.load_workbook(path)
    cover = [str(cell) for row in book["封面"].iter_rows(values_only=True) for cell in row if cell is not None]
    assert [text for text in cover if "应纳入" in text or text.startswith("！ 与下级汇总重复")] == [
        "表样：国办公开办函〔2021〕30号　·　应纳入 5 个单位　·　数字与“明细”实时相连",
        "！ 与下级汇总重复 1",
        "！ 与下级汇总重复",
    ]
    assert cover[cover.index("需要处理的单位") + 2] == "市教育局"
    assert "E-JY" in [row[0] for row in book["报送情况"].iter_rows(values_only=True) if row[3] == "！ 与下级汇总重复"]
    assert run(path, [made / "inbox"], LAYOUT).state == "proven"
