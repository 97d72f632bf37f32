"""Who a workbook is and where its fields sit, written and read back."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_form import SMALL_FORM, small_form
from xlreport.forms import load_form
from xlreport.layout import plan
from xlreport.manifest import code, identity_of, parse, parse_code, rows, structure
from xlreport.submissions import Identity

LAYOUT = plan(load_form())
texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
codes = st.from_regex(r"[0-9A-Z]{1,6}(-[0-9A-Z]{1,4})?", fullmatch=True)


@given(unit_code=codes, unit_name=texts, year=st.integers(2000, 2100).map(str))
def test_the_manifest_reads_back(unit_code: str, unit_name: str, year: str) -> None:
    """Identity and every field's place come back as written."""
    identity = identity_of(LAYOUT, unit_code=unit_code, unit_name=unit_name, year=year)
    manifest = parse(rows(identity, LAYOUT))
    assert manifest is not None
    assert manifest.identity == identity
    assert manifest.addresses == {p.field: (p.sheet, str(p.area)) for p in LAYOUT.places.values()}


@pytest.mark.parametrize(
    "table",
    [[], [("form", "x")], [("field", "sheet", "cells")], [("", ""), ("field", "sheet", "cells")], [("a", "b", "c")]],
)
def test_what_is_no_manifest_is_none(table: list[tuple[str, ...]]) -> None:
    """Other people's hidden sheets do not raise."""
    assert parse(table) is None


def test_a_short_or_strange_row_is_passed_over() -> None:
    """Rows that others added between ours change nothing; the first of two says it."""
    identity = identity_of(LAYOUT, unit_code="A")
    mine = rows(identity, LAYOUT)
    strange = [("note",), *mine[:3], (), ("form", "other"), *mine[3:], ("x",), (mine[-1][0], "别处", "Z9")]
    manifest = parse(strange)
    assert manifest is not None
    assert manifest.identity == identity
    assert manifest.addresses[mine[-1][0]] == mine[-1][1:]


@given(form=st.just("gkbg-2021"), unit_code=st.one_of(st.just(""), codes), year=st.sampled_from(("", "2025")))
def test_the_printed_code_reads_back(form: str, unit_code: str, year: str) -> None:
    """表号 says form, edition, year and unit."""
    identity = Identity(form=form, edition="1", unit_code=unit_code, year=year)
    assert parse_code(code(identity)) == identity


@pytest.mark.parametrize("text", ["", "表号", "表号 x·y", "表号 a/1·2025·B·C·D", "随便", "表号 gkbg-2021/1·2025·A·"])
def test_what_is_no_code_is_none(text: str) -> None:
    """Any other text is none, and does not raise."""
    assert parse_code(text) is None


def test_a_mistyped_code_is_nearly_always_seen() -> None:
    """The check character tells most single changed characters."""
    printed = code(Identity(form="gkbg-2021", edition="1", unit_code="230381-GXJ", year="2025"))
    changed = [
        printed[:at] + other + printed[at + 1 :]
        for at in range(3, len(printed))
        for other in "0123456789ABC"
        if printed[at] != other
    ]
    missed = [text for text in changed if parse_code(text) is not None]
    assert len(missed) < len(changed) * 0.06


def test_the_structure_changes_with_whatever_a_clerk_would_see(tmp_path: Path) -> None:
    """A label, an order, a kind or a formula that differs gives another hash; wording of messages does not."""
    base = structure(plan(small_form(tmp_path)))
    for old, new in (
        ('label = "借出"', 'label = "出借"'),
        ('id = "films"', 'id = "movies"'),
        ("paragraphs = 4", "paragraphs = 5"),
        ('kind = "amount"', 'kind = "count"'),
        ("+ loans.music.{column}", "- loans.music.{column}"),
        ('edition = "3"', 'edition = "4"'),
    ):
        text = SMALL_FORM.replace(old, new).replace("loans.films", "loans.movies" if "movies" in new else "loans.films")
        assert structure(plan(small_form(tmp_path, text))) != base, (old, new)
    same = SMALL_FORM.replace("请核对。", "请再核对。")
    assert structure(plan(small_form(tmp_path, same))) == base


def test_the_issue_follows_from_the_rest() -> None:
    """The same unit and year have the same issue id, any other has another."""
    one = identity_of(LAYOUT, unit_code="A", year="2025")
    assert one == identity_of(LAYOUT, year="2025", unit_code="A")
    assert one.issue != identity_of(LAYOUT, unit_code="B", year="2025").issue
    assert replace(one, issue="").issue == ""
    assert {each.name for each in fields(one)} >= {"form", "edition", "structure", "unit_code", "year"}
