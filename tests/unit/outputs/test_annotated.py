"""The annotated copy: the unit's own answers, every finding at its cell, the return itself untouched."""

from pathlib import Path

from filled import LAYOUT, filled, line, put, raw_text, totalled
from patching import Patch, cell_xml, parts, rename_sheet, typed
from row_inserting import row_inserted
from xlreport.office.taking_in.intake import receive
from xlreport.outputs.annotated import annotated
from xlreport.submissions import Return

REC, REQUESTS = "requests.received.natural", "三 依申请公开"


def taken_in(folder: Path, content: bytes) -> Return:
    """Take in a workbook's bytes."""
    path = folder / "return.xlsx"
    path.write_bytes(content)
    return receive(path, LAYOUT)


def copy_of(folder: Path, content: bytes) -> bytes:
    """The annotated copy of a workbook's bytes."""
    copy = annotated(taken_in(folder, content), LAYOUT)
    assert copy is not None
    return copy


def notes(copy: bytes) -> str:
    """All notes of a copy."""
    return "".join(data.decode() for name, data in parts(copy).items() if name.startswith("xl/comments"))


def test_what_the_unit_left_is_in_the_copy(tmp_path: Path) -> None:
    """A wrong cell keeps its own text; nothing is corrected."""
    copy = copy_of(tmp_path, put(filled("county-ZRZ").content, {REC: "3件", "requests.received.total": typed(5)}))
    assert raw_text(copy, REQUESTS, "D7") == "3件"
    assert raw_text(copy, REQUESTS, "J7") == "5"
    assert "<f>" not in cell_xml(copy, REQUESTS, "J7")
    assert 'ref="D7"' in notes(copy)
    assert "N01" in notes(copy)


def test_the_copy_reads_as_the_return(tmp_path: Path) -> None:
    """Handed in again unchanged it gives the same values and the same findings, its own list of them ignored."""
    content = put(filled("county-ZRZ").content, {REC: "3件"})
    first = taken_in(tmp_path, content)
    again = taken_in(tmp_path, copy_of(tmp_path, content))
    assert first.submission is not None
    assert again.submission is not None
    assert again.submission.values() == first.submission.values()
    assert sorted(map(line, again.findings)) == sorted(map(line, first.findings))


def test_a_renamed_tab_has_its_old_name_again(tmp_path: Path) -> None:
    """Findings of a renamed tab stand on the sheet under its own name."""
    content = rename_sheet(put(filled("county-ZRZ").content, {REC: "3件"}), REQUESTS, "表三")
    copy = copy_of(tmp_path, content)
    assert 'ref="D7"' in notes(copy)
    again = taken_in(tmp_path, copy)
    assert f"{REQUESTS}!D7 N01 error" in set(map(line, again.findings))


def test_fields_that_moved_are_back_at_their_place(tmp_path: Path) -> None:
    """After an inserted row the answers stand where the form has them, and the findings with them."""
    content = put(filled("county-ZRZ").content, {"requests.carried_out.natural": Patch(value="14件")})
    copy = copy_of(tmp_path, row_inserted(content, REQUESTS, 15))
    assert raw_text(copy, REQUESTS, "D31") == "14件"
    assert 'ref="D31"' in notes(copy)


def test_a_good_return_needs_no_notes(tmp_path: Path) -> None:
    """Its copy is a fresh workbook with the same values."""
    copy = copy_of(tmp_path, filled("county-ZRZ").content)
    assert notes(copy) == ""
    again = taken_in(tmp_path, copy)
    assert again.findings == ()
    assert again.submission is not None
    assert again.submission.values() == totalled(filled("county-ZRZ").values)


def test_what_cannot_be_read_has_no_copy(tmp_path: Path) -> None:
    """There is nothing to pour into one."""
    assert annotated(taken_in(tmp_path, b""), LAYOUT) is None
