"""Whose workbook is it? The witnesses against each other and against what was asked."""

from dataclasses import replace

import pytest

from examining import good, lines, says, with_entry
from xlreport.checks.workbook.identity import check_codes, check_expected, check_identity
from xlreport.submissions import Identity

REQUESTS = "三 依申请公开"
CODE = "230381-ZRZ"


def test_one_workbook_agrees_with_itself() -> None:
    """Manifest, properties, each 表号 and the cover say the same."""
    for each in (check_identity, check_codes, check_expected):
        assert lines(each, good()) == []


@pytest.mark.parametrize(("key", "cell"), [("unit_code", "E16"), ("year", "E19"), ("unit_kind", "E17")])
def test_the_odd_one_out_is_told(key: str, cell: str) -> None:
    """Of many witnesses the one that differs is told, whichever it is."""
    identity = replace(good().identity, **{key: "other"})
    (finding,) = says(check_identity, replace(good(), identity=identity))
    found = "其他" if key == "unit_kind" else "other"
    assert (finding.code, finding.sheet, finding.found) == ("I14", "_manifest", found)
    (finding,) = says(check_identity, with_entry(f"cover.{key}", value="other"))
    assert (finding.place, finding.severity.value) == (f"封面!{cell}", "error")


def test_a_sheet_of_another_unit() -> None:
    """A 表号 of another unit is told on its sheet; several that say the same are one finding."""
    other = Identity(form="gkbg-2021", edition="1", unit_code="X", year="2025")
    witnesses = {**good().witnesses, REQUESTS: other, "六 其他事项": other}
    (finding,) = says(check_identity, replace(good(), witnesses=witnesses))
    assert "整张粘贴过来" in finding.notes[0].zh
    assert (finding.place, finding.found, finding.expected) == (f"{REQUESTS}!A35", "X", CODE)
    assert REQUESTS in finding.message.zh
    assert "六 其他事项" in finding.message.en


def test_among_equals_the_manifest_decides() -> None:
    """Cover against manifest with no third voice: the cover is told."""
    submission = replace(with_entry("cover.unit_code", value="X"), witnesses={})
    assert lines(check_identity, submission) == ["封面!E16 I14 error"]


def test_a_workbook_issued_to_nobody() -> None:
    """A workbook without unit and year in its manifest takes whatever the cover says."""
    nobody = Identity(form="gkbg-2021", edition="1")
    assert lines(check_identity, replace(good(), identity=nobody, witnesses={"properties": nobody})) == []


def test_another_name_is_a_warning() -> None:
    """Names are written in more than one way: the name is a warning, the code an error."""
    assert lines(check_identity, with_entry("cover.unit_name", value="自然资源局")) == ["封面!C16 I14 warning"]


@pytest.mark.parametrize("text", ["", "模板编号 gkbg-2021/2·2025·230381-ZRZ·?", "随便"])
def test_a_code_that_does_not_check(text: str) -> None:
    """A 表号 that is gone or whose check character does not fit is a warning at its cell."""
    told = lines(check_codes, replace(good(), codes={**good().codes, REQUESTS: text}))
    assert told == [f"{REQUESTS}!A35 I14 warning"]


def test_what_was_asked_for() -> None:
    """The year and the unit that the round expects, where it says so."""
    assert lines(check_expected, good(), Identity(unit_code=CODE, year="2025")) == []
    assert lines(check_expected, good(), Identity(year="2024")) == ["封面!E19 I16 error"]
    assert lines(check_expected, good(), Identity(unit_code="X")) == ["封面!E16 I16 error"]
