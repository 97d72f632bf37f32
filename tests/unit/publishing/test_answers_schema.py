"""The schema in docs/ says what `import` writes: its keys and kinds, checked here on a real page."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from page_layouts import VALUES, former_report, html, laid
from xlreport.office.taking_in.published_pages import read_published
from xlreport.publishing.imported import answers_of_page

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "docs" / "schemas" / "import.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    "content", [html(laid(VALUES)), former_report("某市某局", 2020)], ids=["today's", "the former"]
)
def test_what_is_written_fits(content: bytes, tmp_path: Path) -> None:
    """Every key is in the schema, and every value is of the kinds it names."""
    (tmp_path / "page.html").write_bytes(content)
    read, _ = read_published(tmp_path / "page.html")
    assert read is not None
    assert list(misfits(json.loads(json.dumps(answers_of_page(read))), SCHEMA)) == []


def test_the_check_would_find_something() -> None:
    """An unknown key, a figure that is no figure and a place without number are told."""
    wrong = {"values": {}, "more": 1, "printed": {"a": 1.5}, "found_at": {"a": {"table": "x"}}}
    assert len(list(misfits(wrong, SCHEMA))) == 3


def misfits(value: Any, schema: dict[str, Any]) -> Iterator[str]:
    """Give what does not fit."""
    return (str(each.message) for each in Draft202012Validator(schema).iter_errors(value))
