"""`validate --annotate DIR`: copies ready to send back, the returns themselves untouched byte for byte."""

from pathlib import Path

import openpyxl

from column_inserting import column_inserted
from filled import LAYOUT, filled, line, put
from patching import CLEARED, parts, typed
from row_inserting import row_inserted
from running import run
from xlreport.layout import FINDINGS_SHEET
from xlreport.office.taking_in.intake import receive

GIVEN = filled("county-ZRZ")
REQUESTS, REC, REC_T = "三 依申请公开", "requests.received.natural", "requests.received.total"
WRONG = put(GIVEN.content, {REC: "3件", REC_T: typed(5), "requests.received.business": CLEARED})


def annotated(folder: Path, content: bytes) -> Path:
    """The copy of one return, made by the command."""
    path, copies = folder / "return.xlsx", folder / "copies"
    path.write_bytes(content)
    run("validate", path, "--annotate", copies)
    assert path.read_bytes() == content
    return copies / "return.xlsx"


def noted(copy: Path, sheet: str = REQUESTS) -> dict[str, str]:
    """The notes of a sheet by cell."""
    cells = (cell for row in openpyxl.load_workbook(copy)[sheet] for cell in row)
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def test_each_finding_is_noted_and_coloured_at_its_cell(tmp_path: Path) -> None:
    """A note with weight, code, what is wrong and what to do; a colour over the same cells."""
    copy = annotated(tmp_path, WRONG)
    notes = noted(copy)
    assert set(notes) == {"D7", "E7", "J7"}
    assert notes["D7"].startswith("错误 N01：")
    assert "只填数字，单位不写" in notes["D7"]
    assert notes["J7"].startswith("错误 I31：")
    coloured = {
        str(area.sqref)
        for area in openpyxl.load_workbook(copy)[REQUESTS].conditional_formatting
        if any(each.formula == ["TRUE"] for each in area.rules)
    }
    assert coloured == {"D7", "E7", "J7"}


def test_the_list_links_to_the_cells(tmp_path: Path) -> None:
    """问题清单 has a row per finding, what was skipped aside, whose place is a link to the cell."""
    copy = annotated(tmp_path, WRONG)
    sheet = openpyxl.load_workbook(copy)[FINDINGS_SHEET]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    told = [each for each in receive(tmp_path / "return.xlsx", LAYOUT).findings if each.severity.value != "skipped"]
    assert [(row[2], row[3]) for row in rows] == [(each.code, each.place) for each in told]
    links = {cell.hyperlink.location for row in sheet.iter_rows(min_row=4) for cell in row if cell.hyperlink}
    assert links == {f"'{REQUESTS}'!{cell}" for cell in ("D7", "E7", "J7")}


def test_handed_in_again_it_says_the_same(tmp_path: Path) -> None:
    """Reading the copy back gives the same values and findings; its own notes are no news."""
    copy = annotated(tmp_path, WRONG)
    first, again = receive(tmp_path / "return.xlsx", LAYOUT), receive(copy, LAYOUT)
    assert first.submission is not None
    assert again.submission is not None
    assert again.submission.values() == first.submission.values()
    assert sorted(map(line, again.findings)) == sorted(map(line, first.findings))


def test_many_cells_are_those_of_the_copy(tmp_path: Path) -> None:
    """Findings over many cells of a return whose rows or columns moved stand on the copy's own cells."""
    fields = ("requests.carried_out.natural", "requests.carried_out.business", "requests.closed.other.natural")
    content = put(GIVEN.content, dict.fromkeys(fields, CLEARED))
    for moved in (row_inserted(content, REQUESTS, 15), column_inserted(content, REQUESTS, "D")):
        copy = annotated(tmp_path, moved)
        again = {line(each) for each in receive(copy, LAYOUT).findings}
        assert f"{REQUESTS}!D29,D31:E31 F03 error" in again
        assert noted(copy)["D29"].startswith("错误 F03")


def test_no_note_lands_on_a_cell_that_is_not_meant(tmp_path: Path) -> None:
    """What stands beside the form in a return with an inserted row has no place in the copy, and no note."""
    content = put(GIVEN.content, {REC: "3件"})
    moved = row_inserted(content, REQUESTS, 1)
    notes = noted(annotated(tmp_path, moved))
    assert notes["D7"].startswith(("错误 N01", "警告 I20"))
    assert not any("F08" in text for text in notes.values())


def test_what_cannot_be_read_has_no_copy(tmp_path: Path) -> None:
    """The others have theirs."""
    (tmp_path / "broken.xlsx").write_bytes(b"")
    (tmp_path / "good.xlsx").write_bytes(GIVEN.content)
    said = run("validate", tmp_path / "broken.xlsx", tmp_path / "good.xlsx", "--annotate", tmp_path / "copies")
    assert said.code == 1
    assert [each.name for each in (tmp_path / "copies").iterdir()] == ["good.xlsx"]


def test_two_returns_of_one_name(tmp_path: Path) -> None:
    """Returns from two folders that share a name each have their copy."""
    for folder, content in (("a", WRONG), ("b", GIVEN.content)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "表.xlsx").write_bytes(content)
    run("validate", tmp_path / "a" / "表.xlsx", tmp_path / "b" / "表.xlsx", "--annotate", tmp_path / "copies")
    states = {each.name: receive(each, LAYOUT).state for each in (tmp_path / "copies").iterdir()}
    assert states == {"表.xlsx": "rejected", "表 (2).xlsx": "accepted"}


def test_a_copy_is_called_a_workbook_whatever_the_return_is_called(tmp_path: Path) -> None:
    """One of another ending stops nobody's copies; with another of its name both are told apart."""
    (tmp_path / "a").mkdir()
    for name in ("表.et", "表.xlsx", "乙.XLSX"):
        (tmp_path / "a" / name).write_bytes(WRONG)
    said = run("validate", *sorted((tmp_path / "a").iterdir()), "--annotate", tmp_path / "copies")
    assert said.code == 1
    assert {each.name for each in (tmp_path / "copies").iterdir()} == {"表.xlsx", "表 (2).xlsx", "乙.XLSX"}


def test_the_return_is_never_replaced(tmp_path: Path) -> None:
    """A folder that holds the return itself is refused, exit 2."""
    path = tmp_path / "return.xlsx"
    path.write_bytes(WRONG)
    assert run("validate", path, "--annotate", tmp_path).code == 2
    assert path.read_bytes() == WRONG


def test_the_same_return_gives_the_same_copy(tmp_path: Path) -> None:
    """Byte for byte."""
    first = annotated(tmp_path, WRONG).read_bytes()
    assert annotated(tmp_path, WRONG).read_bytes() == first
    assert any(name.startswith("xl/comments") for name in parts(first))
