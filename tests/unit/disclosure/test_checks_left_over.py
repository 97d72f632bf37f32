"""F05 outside the narrative: whatever a clerk types as text, told once and where it stands."""

from dataclasses import replace

import pytest

from examining import good, says, with_entry
from filled import LAYOUT
from xlreport.disclosure.text.unwritten import check_left_over
from xlreport.forms import Kind
from xlreport.forms.drafts import load_draft
from xlreport.publishing.text_report import DRAFT
from xlreport.rulebooks import check
from xlreport.submissions import State, Submission

DRAFTING = load_draft(LAYOUT.form)
MARKS = (DRAFT, DRAFTING.mark, DRAFTING.ask.format(what="存在问题"))
LINES = [
    field.id
    for field in LAYOUT.form.fields.values()
    if field.kind is Kind.LINE and field.id != "cover.unit_code" and not field.id.endswith(".rule")
]


def typed(field: str, text: str) -> Submission:
    """The good return with a line of text typed in."""
    return with_entry(field, value=text, raw=text, state=State.VALUE, type="s")


def test_there_are_lines_to_look_at() -> None:
    """Else the tests below would prove nothing."""
    assert {"cover.unit_name", "cover.contact", "cover.department_head.opinion", "cover.answer_1.reason"} <= set(LINES)


@pytest.mark.parametrize("field", LINES)
def test_every_line_is_looked_at(field: str) -> None:
    """Unit, contact, review and reasons: quoted at its cell, under its printed label."""
    (finding,) = says(check_left_over, typed(field, "张ＸＸ"))
    assert (finding.code, finding.quote, finding.at, finding.field) == ("F05", "ＸＸ", 1, field)
    assert f"“{LAYOUT.form.fields[field].label}”" in finding.message.zh


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("cover.unit_code", "230381-XXZX"),
        ("cover.answer_1.rule", "XX1"),
        ("cover.answer_1.reason", "按填报说明的口径统计"),
        ("cover.department_head.opinion", "同意报送（王某某）"),
        ("cover.phone", "0467-5822011"),
        ("cover.unit_name", "虎林市XXing中心"),
    ],
)
def test_other_lines_are_silent(field: str, text: str) -> None:
    """Codes may hold XX, a reason may speak of 填报说明, and names are names."""
    assert says(check_left_over, typed(field, text)) == []


@pytest.mark.parametrize("mark", [*MARKS, *(mark.replace("初稿", "草稿") for mark in MARKS)])
def test_the_marks_of_a_draft_show_while_one_types(mark: str) -> None:
    """Those of today and those of drafts made before: the workbook itself finds them, and so does F05."""
    (finding,) = says(check_left_over, typed("cover.contact", f"{mark}张三"))
    assert (finding.code, finding.quote) == ("F05", mark)
    assert [words for words in LAYOUT.form.left_over if words in mark]


def test_a_reason_on_the_checks_sheet() -> None:
    """It is told at its cell with the relation's code; no text of the form begins there."""
    (finding,) = says(check_left_over, replace(good(), reasons={3: "因（请写明原因）"}))
    line = LAYOUT.lines[3]
    assert (finding.sheet, finding.cell, finding.quote) == ("校验", str(line.reason), "（请写明原因）")
    assert f"“{line.relation.code} 说明”" in finding.message.zh
    assert says(check_left_over, replace(good(), reasons={3: "机构改革，口径有变"})) == []


def test_a_name_that_is_told_already() -> None:
    """Where the unit's name differs from the issued one too, that is the finding, and this its note."""
    (finding,) = check(typed("cover.unit_name", "XX局"), LAYOUT)
    assert finding.code == "I14"
    assert any("F05" in note.zh for note in finding.notes)


def test_a_name_left_in_by_the_office() -> None:
    """Where every witness says the same nobody else tells it."""
    named = typed("cover.unit_name", "XX局")
    nameless = {name: replace(each, unit_name="") for name, each in named.witnesses.items()}
    given = replace(named, identity=replace(named.identity, unit_name="XX局"), witnesses=nameless)
    assert [each.code for each in check(given, LAYOUT)] == ["F05"]
