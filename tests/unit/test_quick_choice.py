"""What `make quick` leaves out: what costs too much, and never a whole file."""

import ast
from pathlib import Path

import pytest

from quick_choice import SLOW_LIST as LIST
from quick_choice import slow_functions, write_slow

TESTS = Path(__file__).parents[1]
FUNCTIONS = {
    path.relative_to(TESTS).as_posix(): [
        node.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    for path in (TESTS / "unit").rglob("test_*.py")
}


def test_something_of_every_file_is_quick() -> None:
    """No file of the units is left out whole: each module is looked at within the minute."""
    slow = slow_functions()
    left_out = [file for file, names in FUNCTIONS.items() if all(f"{file}::{name}" in slow for name in names)]
    assert left_out == []


def test_the_list_is_what_costs_more_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case's cost decides, not the set-up that the first bears; of a slow file the least slow function stays."""
    monkeypatch.setattr("quick_choice.SLOW_LIST", tmp_path / LIST.name)
    costs = [("tests/unit/a.py::x[1]", 9.0), ("tests/unit/a.py::x[2]", 0.1), ("tests/unit/a.py::y", 0.3)]
    write_slow([*costs, ("tests/unit/b.py::x", 2.0), ("tests/unit/b.py::y", 1.0)])
    assert slow_functions() == {"unit/a.py::y", "unit/b.py::x"}
    write_slow([("tests/unit/a.py::y", 0.1)])
    assert slow_functions() == {"unit/b.py::x"}
