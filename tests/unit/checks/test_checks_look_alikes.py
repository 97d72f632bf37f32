"""Two tabs for one sheet of the form: which was read is said, and nothing on the other is lost in silence."""

import re
from pathlib import Path

import pytest

from filled import LAYOUT, filled, put
from patching import WORKBOOK, parts, patch_cell, put_part, rename_sheet
from sheet_copying import sheet_copied
from xlreport.manifest import identity_of
from xlreport.office.taking_in.intake import receive
from xlreport.submissions import Return
from xlreport.writing import write_workbook

GIVEN = filled("county-ZRZ")
REQUESTS, REC = "三 依申请公开", "requests.received.natural"
KNOWN = {key: str(GIVEN.values[f"cover.{key}"]) for key in ("unit_code", "unit_name", "unit_kind", "region", "year")}


def received(content: bytes, folder: Path) -> Return:
    """Take a workbook in."""
    path = folder / "return.xlsx"
    path.write_bytes(content)
    return receive(path, LAYOUT)


def test_a_copy_that_says_the_same(tmp_path: Path) -> None:
    """A note that names it; what is on it is not told again as content outside the form."""
    given = received(sheet_copied(GIVEN.content, GIVEN.content, REQUESTS, "三 (2)"), tmp_path)
    told = [(each.code, each.severity.value, each.found) for each in given.findings]
    assert told == [("I25", "note", "三 (2)")]


def test_a_copy_that_differs(tmp_path: Path) -> None:
    """A warning that names both tabs and the cells; the tab with the issued name is read."""
    other = put(GIVEN.content, {REC: 99, "requests.carried_in.natural": 98})
    given = received(sheet_copied(GIVEN.content, other, REQUESTS, "三 (2)"), tmp_path)
    (finding,) = [each for each in given.findings if each.code == "I25"]
    assert (finding.place, finding.severity.value) == (f"{REQUESTS}!D7:D8", "warning")
    assert f"“{REQUESTS}”和“三 (2)”都是这张表" in finding.message.zh
    assert given.submission is not None
    assert given.submission.values()[REC] == GIVEN.values[REC]


def test_answers_on_the_copy_alone(tmp_path: Path) -> None:
    """The sheet is blank and its copy is filled: an error says where the figures are."""
    blank = write_workbook(LAYOUT, identity_of(LAYOUT, **KNOWN), {})
    given = received(sheet_copied(blank, GIVEN.content, REQUESTS, "三 (2)"), tmp_path)
    (finding,) = [each for each in given.findings if each.code == "I25"]
    assert finding.severity.value == "error"
    assert f"“{REQUESTS}”是空的，数字像是填在“三 (2)”上" in finding.message.zh
    assert given.integrity == "structure changed"


def test_two_copies_and_no_original(tmp_path: Path) -> None:
    """The names decide; without them an error names both, and the sheet is not told as missing besides."""
    doubled = sheet_copied(rename_sheet(GIVEN.content, REQUESTS, "甲"), GIVEN.content, REQUESTS, "乙")
    given = received(doubled, tmp_path)
    assert given.submission is not None
    assert given.submission.renamed == {REQUESTS: "甲"}
    assert {each.code for each in given.findings} == {"F02", "I25"}
    nameless = re.sub(r"<definedName[^>]*>'甲'![^<]*</definedName>", "", parts(doubled)[WORKBOOK].decode())
    given = received(put_part(doubled, WORKBOOK, nameless.encode()), tmp_path)
    told = {each.code: each for each in given.findings}
    assert "“乙”、“甲”都像是它" in told["I25"].message.zh
    assert told["I25"].severity.value == "error"
    assert not any(each.code == "F02" and each.sheet == REQUESTS for each in given.findings)


@pytest.mark.parametrize("tab", ["底稿", "2024"])
def test_a_sheet_of_the_units_own_is_none(tab: str, tmp_path: Path) -> None:
    """A copy whose labels are gone is content outside the form, as ever."""
    content = sheet_copied(GIVEN.content, GIVEN.content, REQUESTS, tab)
    for cell in ("A1", *(str(label.area.first) for label in LAYOUT.sheet(REQUESTS).labels if label.text)):
        content = patch_cell(content, tab, cell, value="x")
    assert {each.code for each in received(content, tmp_path).findings} == {"F08"}
