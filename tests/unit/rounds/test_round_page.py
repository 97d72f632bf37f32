"""docs/round.md: names every column, key and word there is, and what it shows can be used as it stands."""

import re
from pathlib import Path

import pytest

from xlreport.forms import load_form
from xlreport.merging import DECISION_NAMES
from xlreport.rounds import (
    Ruling,
    Waiver,
    headers_of,
    read_rulings,
    read_waivers,
    settings_keys,
)

FORM = load_form()
UNITS = FORM.units
HEADERS = headers_of(UNITS)
PAGE = Path(__file__).resolve().parents[3] / "docs" / "round.md"
TEXT = PAGE.read_text(encoding="utf-8")
TOML = re.findall(r"^```toml\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)


def rows() -> list[list[str]]:
    """The lines of every table, cell by cell."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if line.startswith("|")]


@pytest.mark.parametrize("column", HEADERS)
def test_every_column_of_the_roster_is_there_under_both_names(column: str) -> None:
    """Chinese header and id stand in one line."""
    assert [HEADERS[column], f"`{column}`"] in [row[:2] for row in rows()]


def test_the_words_of_the_roster_are_there() -> None:
    """Kinds, tiers and powers, in both languages."""
    for words in (UNITS.words, UNITS.powers, dict(zip(UNITS.tiers, UNITS.tiers, strict=True))):
        assert [word for pair in words.items() for word in pair if word not in TEXT] == []


@pytest.mark.parametrize("key", settings_keys(FORM))
def test_every_key_of_the_settings_is_there(key: str) -> None:
    """By its whole name, in the first column."""
    assert any(f"`{key}`" in row[0] for row in rows())


@pytest.mark.parametrize("decision", DECISION_NAMES)
def test_every_word_for_a_file_is_there(decision: str) -> None:
    """As people and as programs read it."""
    name = next(text for word, text in DECISION_NAMES.items() if word == decision)
    assert [name.zh, f"`{decision}`"] in [row[:2] for row in rows()]


def test_the_examples_are_read(tmp_path: Path) -> None:
    """The decisions and the waiver as shown have every key there is, and the readers take them."""
    decisions, waivers = TOML
    (tmp_path / "decisions.toml").write_text(decisions, encoding="utf-8")
    (tmp_path / "waivers.toml").write_text(waivers, encoding="utf-8")
    first, second = read_rulings(tmp_path / "decisions.toml")
    assert {first.kind, second.kind} == {"include", "exclude"}
    assert all(getattr(first, field) for field in Ruling.__dataclass_fields__)
    (waiver,) = read_waivers(tmp_path)
    assert all(getattr(waiver, field) for field in Waiver.__dataclass_fields__ if field != "cell")
    assert 'cell = "' in waivers


def test_the_readmes_lead_here() -> None:
    """Both READMEs link to the page."""
    for name in ("README.md", "README.zh-CN.md"):
        assert "(docs/round.md)" in (PAGE.parents[1] / name).read_text(encoding="utf-8")
