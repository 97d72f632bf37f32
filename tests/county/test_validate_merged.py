"""`xlreport validate --merged`: a government's own report, tables and text, against the consolidated workbook."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from own_reports import GRANTED, OWN, RECEIVED, blank, merged
from patching import patch_cells, typed
from returns_made import LAYOUT, answers, identity, ledger, taken_in
from running import Said, run
from xlreport.merging.book.book_places import EXCLUDED, LEDGER_SHEET, LEDGER_TOP
from xlreport.office.taking_in.intake import receive
from xlreport.submissions import Value
from xlreport.writing import write_workbook

RECEIVED_CELL = str(LAYOUT.places[RECEIVED].area)
GRANTED_CELL = str(LAYOUT.places[GRANTED].area)
TABLE_THREE = LAYOUT.places[RECEIVED].sheet


def report(folder: Path, source: Path, values: Mapping[str, Value] | None = None, *options: str) -> Path:
    """The government's report as drafted from a consolidated workbook, some values changed by hand."""
    target, draft = folder / "report.xlsx", folder / "draft.xlsx"
    assert run("fill", blank(folder), source, "-o", draft, *options).code == 0
    submission = receive(draft, LAYOUT).submission
    assert submission is not None
    computed = LAYOUT.form.computed
    kept = {field: value for field, value in submission.values().items() if field not in computed}
    target.write_bytes(write_workbook(LAYOUT, identity(OWN), {**kept, **(values or {})}))
    return target


def held(path: Path, source: Path, *options: str) -> tuple[Said, list[dict[str, Any]]]:
    """What the command said, and its findings of M10 and of the fees."""
    said = run("validate", path, "--merged", source, "--json", *options)
    (one,) = said.table["files"]
    return said, [each for each in one["findings"] if each["code"] in {"M10", "S10"}]


def test_a_report_with_the_merged_figures_is_silent(tmp_path: Path) -> None:
    """As drafted nothing is told; the same file without --merged says nothing of M10 either."""
    source = merged(tmp_path)
    assert held(report(tmp_path, source), source)[1] == []


def test_one_figure_that_is_not_the_sum(tmp_path: Path) -> None:
    """One finding, an error at the cell, with the figure, the sum and nothing guessed."""
    source = merged(tmp_path)
    said, (found,) = held(report(tmp_path, source, {RECEIVED: 322}), source)
    assert said.code == 1
    assert (found["severity"], found["sheet"], found["cell"]) == ("error", TABLE_THREE, RECEIVED_CELL)
    assert (found["found"], found["expected"], found["notes"]) == ("322", "323", [])
    assert found["message"].startswith(f"“{TABLE_THREE}”有 1 个单元格与汇总“全县”的合计不同：")


def test_a_unit_left_out_of_the_report_is_named(tmp_path: Path) -> None:
    """All differences are just one unit's figures: one finding a section, which says whose they are."""
    source = merged(tmp_path)
    requests: dict[str, Value] = {RECEIVED: 303, GRANTED: 304, "requests.carried_out.natural": 0}
    _, found = held(report(tmp_path, source, requests), source)
    assert [each["notes"] for each in found] == [[]]
    _, found = held(report(tmp_path, source, {**requests, "disclosure.fees.amount": Decimal("0.1")}), source)
    notes = [each["notes"] for each in found]
    assert notes == [["相差的正是“B 单位”的数，可能没有加进来。"]] * 2
    cells = str(found[1]["cell"]).split(",")
    assert {RECEIVED_CELL, GRANTED_CELL} <= set(cells)
    assert len(cells) == 3


def test_a_unit_added_twice_is_named(tmp_path: Path) -> None:
    """The other way round."""
    source = merged(tmp_path)
    twice: dict[str, Value] = {RECEIVED: 326, "requests.carried_in.natural": 2, GRANTED: 326}
    _, found = held(report(tmp_path, source, {**twice, "disclosure.fees.amount": Decimal("0.4")}), source)
    assert {note for each in found for note in each["notes"]} == {"相差的正是“A 单位”的数，可能多加了一次。"}


def test_a_report_of_another_scope_is_recognised(tmp_path: Path) -> None:
    """A report of the own level held against the whole says so; with --tier it fits."""
    source = merged(tmp_path)
    path = report(tmp_path, source, None, "--tier", "本级")
    _, found = held(path, source)
    assert {note for each in found for note in each["notes"]} >= {"报告中的数正是“本级”的合计，请核对报告的范围。"}
    assert held(path, source, "--tier", "本级")[1] == []


def test_the_fees_are_held_against_the_units_own(tmp_path: Path) -> None:
    """S10, the county part: cases and amount of the report equal what the units filled in."""
    source = merged(tmp_path)
    _, found = held(report(tmp_path, source, {"matters.fee_cases": 3}), source)
    said = [(each["code"], each["severity"], each["field"], each["found"], each["expected"]) for each in found]
    assert ("S10", "warning", "matters.fee_cases", "3", "1") in said
    assert sum("各单位第六部分所填的合计为 1" in each["message"] for each in found) == 1


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("全县各级行政机关共收到政府信息公开申请323件。", None),
        ("全县各级行政机关共收到政府信息公开申请325件。", "“全县”的数不符：新收 323"),
        ("全县收到政府信息公开申请999件。", "新收 323"),
        ("其中县本级收到政府信息公开申请23件。", None),
        ("其中县本级收到政府信息公开申请99件。", "“本级”的数不符：新收 23"),
        ("各乡镇收到政府信息公开申请300件。", None),
        ("各乡镇（街道）收到政府信息公开申请301件。", "“乡镇街道”的数不符：新收 300"),
        ("全县各乡镇收到政府信息公开申请301件。", "“乡镇街道”的数不符"),
        ("全县各部门、各乡镇收到政府信息公开申请301件。", "“全县”的数不符：新收 323"),
        ("各部门收到政府信息公开申请5件。", None),
        ("县自然资源局收到政府信息公开申请5件。", None),
        ("全市收到政府信息公开申请5件。", None),
        ("全县未收到政府信息公开申请。", "新收 323"),
        ("全县未发生因政府信息公开引起的行政复议、行政诉讼。", None),
        ("去年全县收到政府信息公开申请5件。", None),
    ],
)
def test_a_scope_named_in_the_text_is_held_against_its_sums(phrase: str, expected: str | None, tmp_path: Path) -> None:
    """What the text says of the whole county, the own level or the townships; what is unclear says nothing."""
    source = merged(tmp_path)
    _, found = held(report(tmp_path, source, {"overview.on_request": phrase}), source)
    messages = [each["message"] for each in found]
    if expected is None:
        assert messages == []
    else:
        assert [each["severity"] for each in found] == ["warning"]
        assert expected in messages[0]
        assert found[0]["quote"] in phrase


def test_without_a_consolidated_workbook_other_scopes_are_left_unread(tmp_path: Path) -> None:
    """What 本级 is to a government whose tables are the whole county nobody can tell from them."""
    source = merged(tmp_path)
    path = report(tmp_path, source, {"overview.on_request": "县本级收到政府信息公开申请24件。"})
    (one,) = run("validate", path, "--json").table["files"]
    assert [each for each in one["findings"] if each["code"] in {"M10", "S01"}] == []


def test_what_was_taken_out_is_not_added(tmp_path: Path) -> None:
    """A unit switched off in 明细 is not in the sums, and the finding says that something is left out."""
    source = merged(tmp_path)
    path = report(tmp_path, source)
    off = tmp_path / "off.xlsx"
    off.write_bytes(patch_cells(source.read_bytes(), {LEDGER_SHEET: {f"B{LEDGER_TOP + 3}": typed(EXCLUDED)}}))
    _, found = held(path, off)
    assert found
    assert any("没有计入" in note for note in found[-1]["notes"])


def test_what_cannot_be_held_against_it_is_refused(tmp_path: Path) -> None:
    """A unit that is in the sums, another year, a scope nobody knows, --tier alone: exit 2, said in words."""
    source = merged(tmp_path)
    unit = tmp_path / "A.xlsx"
    unit.write_bytes(write_workbook(LAYOUT, identity(answers("A")), answers("A")))
    said = run("validate", unit, "--merged", source)
    assert (said.code, "汇总中的单位 A" in said.err) == (2, True)
    other = merged(tmp_path, made=ledger(taken_in({**answers("A"), "cover.year": 2024})))
    said = run("validate", blank(tmp_path), "--merged", other)
    assert (said.code, "2024 年度" in said.err) == (2, True)
    said = run("validate", blank(tmp_path), "--merged", source, "--tier", "外县")
    assert (said.code, "没有此层级" in said.err) == (2, True)
    assert run("validate", blank(tmp_path), "--tier", "本级").code == 2
