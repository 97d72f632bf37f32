"""The schema in docs/ says what `import` writes: its keys and kinds, checked here on a real page."""

import json
from pathlib import Path
from typing import Any

import pytest

from page_layouts import VALUES, former_report, html, laid
from xlreport.office.published_pages import read_published
from xlreport.publishing.imported import answers_of_page

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "docs" / "answers.schema.json").read_text(encoding="utf-8")
)
KINDS = {"integer": int, "string": str, "boolean": bool, "null": type(None), "object": dict}


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


def misfits(value: Any, schema: dict[str, Any], at: str = "") -> Any:
    """Give the places that do not fit the part of JSON Schema that is used there."""
    kinds = schema.get("type", [])
    known = tuple(KINDS[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))
    if known and not isinstance(value, known):
        yield at
    if "const" in schema and value != schema["const"]:
        yield at
    if isinstance(value, dict):
        yield from (f"{at}.{key}" for key in schema.get("required", []) if key not in value)
        for key, each in value.items():
            inner = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
            if not isinstance(inner, dict):
                yield f"{at}.{key}"
            else:
                yield from misfits(each, inner, f"{at}.{key}")
