"""A return that carries its register: its tables follow from the rows, are recounted, and stay with it."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from judged_registers import CASES
from patching import Patch, patch_cells, typed
from plain_chinese import foreign_words
from registered_returns import blank_return, dispute, layout, received, registered_return, request, told
from running import run
from xlreport.background import RoundBackground
from xlreport.cells import Cell
from xlreport.layout import MANIFEST_SHEET
from xlreport.office.backgrounds import known_of
from xlreport.office.registers import attached_registers
from xlreport.register import register_of
from xlreport.register.register_plan import (
    FIRST_ROW,
    LABEL_ROW,
    MANIFEST_KEYS,
    REGISTER_KIND,
    RowsPlan,
    embedded_plan,
    register_plan,
)

REQUESTS = [
    request(1),
    request(2, applicant="business", outcome="unavailable.not_held", fee_notice="2025-05-08", fee_paid="2025-05-12")
    | {"fee_yuan": 100},
    request(3, received="2025-12-29", answered=None, outcome=None),
    request(4, received="2024-12-20", answered="2025-01-06", applicant="business"),
]
COUNTED = ("requests.", "disputes.", "matters.fee_")
DISPUTES = [dispute(1), dispute(2, kind="direct_suit", decided=None, result=None)]


@pytest.fixture(scope="module")
def good() -> bytes:
    """A return with four requests and two cases."""
    return registered_return(REQUESTS, DISPUTES)


def cell(field: str) -> tuple[str, str]:
    """The sheet and the cell of a field."""
    place = layout().places[field]
    return place.sheet, str(place.cell)


def test_a_return_with_a_sound_register_is_silent(good: bytes, tmp_path: Path) -> None:
    """Tables and rows agree; the live formulas are none that a clerk put there."""
    given = received(good, tmp_path)
    assert told(good, tmp_path, "TRNFI") == {}
    assert given.submission
    assert given.submission.annexed
    assert given.submission.annexed.live == given.submission.annexed.formulas.keys()


@pytest.mark.parametrize("path", CASES[1::2], ids=lambda path: path.stem)
def test_the_tables_are_those_of_the_worked_cases(path: Path, tmp_path: Path) -> None:
    """Read back, the cells of tables three and four are the figures worked out by hand."""
    case = json.loads(path.read_text(encoding="utf-8"))
    given = received(registered_return(case["requests"], case["disputes"]), tmp_path)
    assert given.submission
    values = given.submission.values()
    shown = {field: value for field, value in values.items() if field.startswith(COUNTED) and value}
    shown.pop("requests.blank_is_zero", None)
    assert shown == case["expected"]["values"]


@pytest.mark.parametrize(
    ("field", "change", "said"),
    [
        ("requests.granted.natural", typed(7), "T306 数字代替 F6"),
        ("requests.granted.natural", Patch(value=7), "T306 没有重新计算 F6"),
        ("requests.granted.natural", Patch(value=7, formula="3+4"), "T306 公式改动过 F6"),
        ("disputes.review.upheld", typed(7), "T410 数字代替 A6"),
        ("matters.fee_cases", typed(7), "T411 数字代替 V7"),
    ],
    ids=["typed over", "not recalculated", "another formula", "a case", "a fee"],
)
def test_a_figure_that_is_not_the_count_is_told(
    good: bytes, field: str, change: Patch, said: str, tmp_path: Path
) -> None:
    """The cell, the count, the rows behind it and what became of the formula are named; the return is rejected."""
    code, cause, row = said.split()
    sheet, place = cell(field)
    given = received(patch_cells(good, {sheet: {place: change}}), tmp_path)
    finding = next(each for each in given.findings if each.code == code)
    assert (finding.sheet, finding.cell, finding.found, finding.expected) == (sheet, place, "7", "1")
    assert cause in finding.message.zh
    assert row in finding.message.zh
    assert foreign_words(finding.message.zh + finding.advice.zh) == set()
    assert given.state == "rejected"


def test_figures_saved_without_a_result_are_one_finding(good: bytes, tmp_path: Path) -> None:
    """A program that saves no results leaves one cause: neither blanks nor a finding a cell."""
    fields = ("requests.granted.natural", "requests.received.natural", "requests.received.business")
    patches = {cell(field): Patch(value=None) for field in fields}
    given = received(patch_cells(good, {"三 依申请公开": {at: each for (_, at), each in patches.items()}}), tmp_path)
    errors = [each for each in given.findings if each.severity.value == "error"]
    assert [(each.code, each.cell) for each in errors] == [("T306", "D7:E7,D9")]
    assert "3 个没有保存结果" in errors[0].message.zh


def test_a_figure_whose_formula_was_deleted_is_called_blank(good: bytes, tmp_path: Path) -> None:
    """No empty place stands in the sentence, and it is said that the formula was deleted."""
    sheet, at = cell("requests.granted.natural")
    given = received(patch_cells(good, {sheet: {at: typed(None)}}), tmp_path)
    finding = next(each for each in given.findings if each.code == "T306")
    assert "为 —，" in finding.message.zh
    assert "公式已被删去" in finding.message.zh


def test_a_number_typed_over_a_formula_that_agrees_is_let_be(good: bytes, tmp_path: Path) -> None:
    """The figure is the count of the rows, whoever wrote it."""
    sheet, place = cell("requests.granted.natural")
    assert told(patch_cells(good, {sheet: {place: typed(1)}}), tmp_path) == {}


def test_a_row_that_counts_nowhere_blocks(tmp_path: Path) -> None:
    """It is named with its number at its cell, and the return is rejected."""
    given = received(registered_return([*REQUESTS, request(9, outcome=None)]), tmp_path)
    assert {each.code for each in given.findings if each.sheet == "申请台账"} == {"R01", "R03"}
    assert given.state == "rejected"
    assert all("〔2025〕9号" in each.message.zh for each in given.findings if each.sheet == "申请台账")


def test_lateness_never_blocks(tmp_path: Path) -> None:
    """A bureau that is told it was late can still report it."""
    given = received(registered_return([*REQUESTS, request(9, answered="2025-07-21")]), tmp_path)
    assert {(each.code, each.severity.value) for each in given.findings if each.code[0] == "R"} == {("R11", "warning")}
    assert given.state == "accepted_with_warnings"


def test_an_empty_register_wants_a_word(tmp_path: Path) -> None:
    """Nothing entered looks like nothing received: told, unless the table says that blanks are nought."""
    assert told(registered_return([]), tmp_path, "R").keys() == {"申请台账! R08"}
    said = registered_return([], changes={"requests.blank_is_zero": True})
    assert told(said, tmp_path, "R") == {}


def round_of(folder: Path, terms: str) -> RoundBackground:
    """What a round knows whose settings say this of its registers."""
    said = f'region = "双河市"\nyear = 2025\nform = "gkbg-2021"\n\n[register]\n{terms}\n'
    (folder / "xlreport.toml").write_text(said, encoding="utf-8")
    return known_of(folder, layout()).background


def test_another_way_of_counting_is_told(good: bytes, tmp_path: Path) -> None:
    """The round's settings were changed after the return was issued: both ways are named, and nothing is blocked."""
    given = received(good, tmp_path, round_of(tmp_path, 'withdrawn = "granted"\nsplit = "rows"'))
    (finding,) = (each for each in given.findings if each.code == "R23")
    assert (finding.sheet, finding.severity.value) == ("申请台账", "warning")
    assert "计入“（六）3.其他”" in finding.found
    assert "计入“（一）予以公开”" in finding.expected
    assert given.state == "accepted_with_warnings"


@pytest.mark.parametrize(
    ("requests", "choices", "terms"),
    [
        (REQUESTS, {}, ""),
        (REQUESTS, {"split": "one"}, 'split = "one"'),
        ([], {}, 'split = "one"'),
    ],
    ids=["the form's own", "the round's own", "no row to count"],
)
def test_the_rounds_own_way_of_counting_is_silent(
    requests: list[dict[str, Any]], choices: dict[str, str], terms: str, tmp_path: Path
) -> None:
    """A return that counts as the round does has nothing to be told, nor one in which there is nothing to count."""
    given = received(registered_return(requests, choices=choices), tmp_path, round_of(tmp_path, terms))
    assert "R23" not in {each.code for each in given.findings}


def test_without_a_round_no_way_of_counting_is_wrong(tmp_path: Path) -> None:
    """Nobody said how the round counts."""
    assert told(registered_return(REQUESTS, choices={"split": "one"}), tmp_path, "R") == {}


def test_a_return_with_outcomes_in_the_former_words_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Issued while no outcome bore its group's number, it counts as before; what is handed on has today's words."""
    today, said = register_of(layout().form), [*REQUESTS, request(8, outcome="closed.other")]
    assert today
    with monkeypatch.context() as then:
        then.setattr(attached_registers, "register_of", lambda _form: today.ungrouped)
        content = registered_return(said, DISPUTES)
    cells = {each.value for row in openpyxl.load_workbook(BytesIO(content))[today.sheet].rows for each in row}
    assert "3.其他" in cells
    assert "（六）3.其他" not in cells
    assert told(content, tmp_path, "TRNFI") == {}
    given = received(content, tmp_path).submission
    assert given
    assert given.annexed
    assert given.annexed.reported
    assert given.annexed.live == given.annexed.formulas.keys()
    assert given.values()["requests.closed.other.natural"] == 1
    assert any("（六）3.其他" in row for row in given.annexed.reported.rows)


def test_a_role_in_its_former_word_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A list of cases drawn while the body that acted was called otherwise says the same."""
    today = register_of(layout().form)
    assert today
    role = today.disputes.column("role")
    assert [each.id for each in role.former] == ["original"]
    options = tuple({each.id: each for each in (*role.options, *role.former)}.values())
    columns = tuple(replace(role, options=options) if each is role else each for each in today.disputes.columns)
    then = replace(today, disputes=replace(today.disputes, columns=columns))
    with monkeypatch.context() as before:
        before.setattr(attached_registers, "register_of", lambda _form: then)
        content = registered_return(REQUESTS, [dispute(1, role="original")])
    cells = {each.value for row in openpyxl.load_workbook(BytesIO(content))[today.disputes.sheet].rows for each in row}
    assert role.former[0].label in cells
    assert told(content, tmp_path, "TRNFI") == {}


def test_no_two_outcomes_are_called_alike() -> None:
    """A row that is numbered anew in each group bears its group's number, as the form's own findings call it."""
    declared = register_of(layout().form)
    assert declared
    kind, fields = declared.applicants[0].id, layout().form.fields
    labels = [fields[f"requests.{each.id}.{kind}"].label.split(" · ")[0] for each in declared.outcomes]
    assert [each.label for each in declared.outcomes] == labels
    assert sum(each.label.startswith("（六）3.") for each in declared.outcomes) == 1


def test_columns_that_were_changed_are_not_guessed(good: bytes, tmp_path: Path) -> None:
    """A register whose columns bear other names is told, and nothing is counted by it."""
    given = received(patch_cells(good, {"申请台账": {"G5": typed("收件日期")}}), tmp_path)
    finding = next(each for each in given.findings if each.code == "R20")
    assert "收件日期" in finding.message.zh
    assert given.state == "rejected"


def test_what_stands_beside_the_columns_is_told(good: bytes, tmp_path: Path) -> None:
    """A name in a column that there is not is no secret: it is told as content outside the form."""
    declared = register_of(layout().form)
    assert declared
    beside = str(Cell(FIRST_ROW, len(embedded_plan(declared).requests.columns) + 1))
    given = received(patch_cells(good, {"申请台账": {beside: typed("张三")}}), tmp_path)
    assert [(each.code, each.cell) for each in given.findings if each.code == "F08"] == [("F08", beside)]


def test_there_is_no_column_for_a_name() -> None:
    """What does not exist cannot travel."""
    declared = register_of(layout().form)
    assert declared
    plan = embedded_plan(declared)
    assert not {each.id for each in declared.private} & plan.requests.places.keys()


def test_the_rows_stay_with_a_return_that_is_written_anew(good: bytes, tmp_path: Path) -> None:
    """Migrated and annotated, it has the same rows and the same figures."""
    before = received(good, tmp_path).submission
    assert before
    path = tmp_path / "return.xlsx"
    assert run("migrate", str(path), "-o", str(tmp_path / "fresh.xlsx")).code == 0
    run("validate", str(path), "--annotate", str(tmp_path / "copies"))
    for again in (tmp_path / "fresh.xlsx", *(tmp_path / "copies").glob("*.xlsx")):
        after = received(again.read_bytes(), tmp_path).submission
        assert after
        assert after.annexed == before.annexed
        assert after.values() == before.values()


def test_a_blank_takes_rows_and_keeps_what_it_has(tmp_path: Path) -> None:
    """`fill` with rows: in the sheets and in the tables; rows that would be lost by it are named, and it is refused."""
    blank, data, filled = (tmp_path / name for name in ("blank.xlsx", "rows.json", "filled.xlsx"))
    blank.write_bytes(blank_return())
    data.write_text(json.dumps({"year": 2025, "requests": REQUESTS, "disputes": DISPUTES}), encoding="utf-8")
    assert run("fill", str(blank), str(data), "-o", str(filled)).code == 0
    given = received(filled.read_bytes(), tmp_path).submission
    assert given
    assert given.values()["requests.concluded.total"] == 3
    assert run("fill", str(filled), str(data), "-o", str(tmp_path / "same.xlsx")).code == 0
    data.write_text(json.dumps({"year": 2025, "requests": REQUESTS[1:], "disputes": DISPUTES}), encoding="utf-8")
    refused = run("fill", str(filled), str(data), "-o", str(tmp_path / "again.xlsx"))
    assert refused.code == 2
    assert "〔2025〕1号" in refused.err


def test_a_figure_that_follows_takes_no_other_answer(tmp_path: Path) -> None:
    """An answer that is not what the rows come to would be lost: refused at the printed cell, with both figures."""
    blank, answers = tmp_path / "blank.xlsx", tmp_path / "answers.json"
    blank.write_bytes(blank_return())
    answers.write_text(json.dumps({"values": {"matters.fee_cases": 2}}), encoding="utf-8")
    refused = run("fill", str(blank), str(answers), "-o", str(tmp_path / "filled.xlsx"))
    told = "六 其他事项!C17 “收取信息处理费的申请件数（件）”: 按台账为“0”，要导入的是“2” (“0” by the register, not “2”)"
    assert (refused.code, told in refused.err) == (2, True)


def test_a_register_needs_a_year(tmp_path: Path) -> None:
    """A blank without a year has no year to count by."""
    refused = run("template", "-o", str(tmp_path / "blank.xlsx"), "--register")
    assert (refused.code, "年度" in refused.err) == (2, True)


def earlier_register(path: Path, said: list[dict[str, str]]) -> RowsPlan:
    """A bureau's own register with the columns of before some were added, and its rows."""
    declared = register_of(layout().form)
    assert declared
    plan, book = register_plan(declared.earlier), openpyxl.Workbook()
    for name, text in zip(MANIFEST_KEYS, (REGISTER_KIND, "gkbg-2021", "2", "", "双河市档案局", "2025"), strict=True):
        (book[MANIFEST_SHEET] if MANIFEST_SHEET in book else book.create_sheet(MANIFEST_SHEET)).append([name, text])
    for part in (plan.requests, plan.disputes):
        sheet = book.create_sheet(part.sheet)
        for number, column in enumerate(part.columns, 1):
            sheet.cell(LABEL_ROW + 1, number, column.label)
    sheet = book[plan.requests.sheet]
    for line, row in enumerate(said, 1):
        for name, text in row.items():
            sheet[str(plan.requests.cell(name, line))] = declared.column(name).label_of(text)
    book.save(path)
    return plan.requests


def test_a_register_of_before_the_added_columns_is_read(tmp_path: Path) -> None:
    """Its columns are found, its rows count alike, and a fault is told at the cell where it stands."""
    path = tmp_path / "old.xlsx"
    plan = earlier_register(path, [request(1), request(9, outcome=None)])
    said = json.loads(run("register", path, "--json", "--as-of", "2025-12-31").out)
    assert said["values"]["requests.granted.natural"] == 1
    cells = [each["cell"] for each in said["findings"] if each["slug"] == "outcome_missing"]
    assert cells == [str(plan.cell("outcome", 2))]
