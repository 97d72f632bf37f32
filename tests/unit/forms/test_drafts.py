"""The sentences of `draft.toml`: they fit the form, speak in its words, and what is misspelt is told by its place."""

import re
from typing import Any

import pytest

from returns_made import FORM
from xlreport.errors import FormError
from xlreport.forms import Block, Header, Kind, Table
from xlreport.forms.drafts import draft_of, load_draft
from xlreport.keys import Keys

DRAFT = load_draft(FORM)
WORDS = {
    "mark": "【初稿】",
    "ask": "【{what}】",
    "partial": "{silent}",
    "item": "{label}{figure}",
    "item_with_share": "{label}{figure}{share}",
}


def headers(block: Block) -> list[Header]:
    """Every header of a table, groups included."""
    if not isinstance(block, Table):
        return []
    return [header for top in (*block.rows, *block.columns) for header in below(top)]


def below(header: Header) -> list[Header]:
    """A header and all that stand under it."""
    return [header, *(each for child in header.children for each in below(child))]


def test_lists_name_what_the_form_prints() -> None:
    """Each label of a list is a printed header of the form, but for its number."""
    printed = {
        re.sub(r"（[^）]*）", "", header.label)
        for section in FORM.sections
        for block in section.blocks
        for header in headers(block)
    }
    labels = {item.label for each in DRAFT.paragraphs for sentence in each.sentences for item in sentence.items}
    assert len(labels) == 19
    assert labels - printed == set()


def test_the_sentences_use_figures_of_every_table() -> None:
    """All rows of table two, all totals of table three but for single grounds, all results of table four."""
    used = {field for each in DRAFT.paragraphs for sentence in each.sentences for field in sentence.fields}
    assert {field.id for field in FORM.numbers if field.section == "disclosure"} <= used
    assert {field.id for field in FORM.numbers if field.section == "disputes"} <= used
    outcomes = {f"requests.{row}.total" for row in ("received", "carried_in", "concluded", "carried_out")}
    assert outcomes <= used
    assert {field.id for field in FORM.singles} <= used
    assert {FORM.fields[each.field].kind for each in DRAFT.paragraphs} == {Kind.TEXT}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"marc": ""}, "marc"),
        ({"ask": "【请填写】"}, "ask"),
        ({"item": "{label}{figur}件"}, "item"),
        ({"mark": "【{"}, "mark"),
        ({"paragraph": [{"field": "overview.activ", "sentences": []}]}, "overview.active"),
        ({"paragraph": [{"field": "disclosure.fees.amount", "sentences": []}]}, "paragraph[1].field"),
        (
            {"paragraph": [{"field": "matters.text", "sentences": [{"says": "{requests.recieved.total}"}]}]},
            "requests.received.total",
        ),
        ({"paragraph": [{"field": "matters.text", "sentences": [{"says": "{matters.text}"}]}]}, "matters.text"),
        ({"paragraph": [{"field": "matters.text", "sentences": [{"says": "{items}"}]}]}, "items"),
        ({"paragraph": [{"field": "matters.text", "sentences": [{"says": "", "non": ""}]}]}, "non"),
    ],
)
def test_what_does_not_fit_is_told(changes: dict[str, Any], told: str) -> None:
    """A key, place or field that is not there is an error that names it."""
    with pytest.raises(FormError) as caught:
        draft_of(Keys({**WORDS, **changes}, file="draft.toml", at=""), FORM)
    assert told in str(caught.value)
    assert str(caught.value).startswith("draft.toml: ")
