"""Forms other than the shipped one, from a blank workbook to the proof: without relations, without draft, unnamed."""

from dataclasses import replace
from pathlib import Path

import pytest

from returns_made import LAYOUT
from small_form import SMALL_FORM, small_form
from xlreport.errors import FormError
from xlreport.forms.drafts import load_draft
from xlreport.layout import Layout, plan
from xlreport.manifest import identity_of
from xlreport.office.adding_up.consolidation import merge
from xlreport.office.adding_up.verification import verify
from xlreport.writing import values_for, write_workbook

COVER = """[[section.block]]
items = [
  { id = "unit_code", label = "代码", kind = "line", issued = true },
  { id = "region", label = "地区", kind = "line", issued = true },
  { id = "year", label = "年度", kind = "year", issued = true },
"""
TEXT = SMALL_FORM.replace('id = "front"', 'id = "cover"').replace("[[section.block]]\nitems = [\n", COVER, 1)


def handed_in(folder: Path, layout: Layout) -> Path:
    """An inbox with two returns of the form."""
    inbox = folder / "inbox"
    inbox.mkdir()
    for code, lent in (("A", 3), ("B", 4)):
        values = values_for(layout.form, {"loans.blank_is_zero": True, "loans.books.lent": lent, "story.lost_told": 0})
        identity = identity_of(layout, unit_code=code, unit_name=f"{code} 馆", region="某市", year="2025")
        (inbox / f"{code}.xlsx").write_bytes(write_workbook(layout, identity, values))
    return inbox


@pytest.mark.parametrize("text", [TEXT, TEXT[: TEXT.index("[[relation]]")]], ids=["relations", "none"])
def test_a_form_goes_all_the_way(text: str, tmp_path: Path) -> None:
    """Written, read, merged and proven; without any relation there is nothing to check and nothing in the way."""
    layout = plan(small_form(tmp_path, text))
    inbox = handed_in(tmp_path, layout)
    made = merge([inbox], tmp_path / "汇总.xlsx", layout, draft=True)
    assert [row.numbers["loans.books.lent"] for row in made.ledger.rows] == [3, 4]
    assert verify(made.output, [inbox], layout).findings == ()


def test_a_workbook_of_another_form_says_which(tmp_path: Path) -> None:
    """One finding, not what follows from it: which form it is of, and how to name it."""
    layout = plan(small_form(tmp_path, TEXT))
    made = merge([handed_in(tmp_path, layout)], tmp_path / "汇总.xlsx", layout, draft=True)
    [finding] = verify(made.output, [tmp_path / "inbox"], LAYOUT).findings
    assert (finding.code, finding.found, finding.expected) == ("V02", "library", "gkbg-2021")
    assert finding.advice.en == "Verify it with --form library."


def test_a_form_without_sentences_says_so(tmp_path: Path) -> None:
    """No error of the operating system: what is missing, and what to do instead."""
    form = replace(small_form(tmp_path), id="library")
    with pytest.raises(FormError, match=r"library: .*draft\.toml.*JSON"):
        load_draft(form)
