"""A round in which one unit's return carries a request register: issued by the round's own choices, and read back."""

from pathlib import Path

import pytest

from registered_returns import layout
from running import run
from xlreport.forms import load_form
from xlreport.reading import read_submission
from xlreport.register import register_of
from xlreport.rounds import settings_keys

SETTINGS = """region = "双河市"
year = 2025
form = "gkbg-2021"

[register]
rows = 200
soon_days = 5
disputes = "filed"
answered = "sent"
"""
ROSTER = """code,name,kind,register
A,双河市档案局,department,yes
B,双河市气象局,department,
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The round, issued."""
    place = tmp_path_factory.mktemp("round")
    (place / "xlreport.toml").write_text(SETTINGS, encoding="utf-8")
    (place / "roster.csv").write_text(ROSTER, encoding="utf-8")
    for name in ("inbox", "outbox", "output"):
        (place / name).mkdir()
    assert run("template", "--round", place).code == 0
    return place


def test_the_unit_of_the_roster_gets_a_register(folder: Path) -> None:
    """Its workbook carries one by the round's choices, the other unit's none."""
    with_one, without = (read_submission(path, layout()) for path in sorted((folder / "outbox").iterdir()))
    assert without.annexed is None
    assert with_one.annexed
    assert with_one.annexed.offered == 200
    assert (with_one.annexed.choices["disputes"], with_one.annexed.choices["answered"]) == ("filed", "sent")
    assert with_one.annexed.choices["withdrawn"] == "closed.other"


def test_issued_again_it_is_the_same(folder: Path) -> None:
    """The same bytes: nothing is told to have changed."""
    done = run("template", "--round", folder)
    assert (done.code, "未变 2" in done.out) == (0, True)


def test_the_choices_of_a_round_are_those_of_the_form() -> None:
    """Each choice that the form declares is a key of the settings, and nothing else is."""
    declared = register_of(load_form())
    assert declared
    keys = {key.partition(".")[2] for key in settings_keys(load_form()) if key.startswith("register.")}
    assert keys == {*declared.chosen, "rows", "soon_days", "collect"}
