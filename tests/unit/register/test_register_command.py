"""`xlreport register`, and `fill` with a register: what a bureau makes, fills and pours into its return."""

import json
from pathlib import Path
from typing import Any

import pytest

from judged_registers import CASES
from running import run


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blank register of 2025."""
    path = tmp_path_factory.mktemp("register") / "台账.xlsx"
    made = run("register", "-o", str(path), "--year", "2025", "--unit-name", "双河市档案局", "--rows", "200")
    assert made.code == 0, made.err
    return path


@pytest.mark.parametrize("path", CASES[::3], ids=lambda path: path.stem)
def test_rows_poured_in_come_out_again(path: Path, blank: Path, tmp_path: Path) -> None:
    """Rows as data, in a workbook, read back: figures, days and states are those of the case."""
    case = json.loads(path.read_text(encoding="utf-8"))
    filled = tmp_path / "filled.xlsx"
    assert run("fill", str(blank), str(path), "-o", str(filled)).code == 0
    said = json.loads(run("register", str(filled), "--json", "--as-of", case["as_of"]).out)
    expected: dict[str, Any] = case["expected"]
    assert said["values"] == expected["values"]
    assert said["requests"] == expected["requests"]


def test_a_return_takes_its_tables_from_the_register(tmp_path: Path) -> None:
    """Tables three and four of the return are the register's counts, zeros written out."""
    rows = tmp_path / "rows.json"
    row = {"number": "甲1", "received": "2025-03-03", "applicant": "research", "answered": "2025-03-20"}
    rows.write_text(json.dumps({"year": 2025, "requests": [row | {"outcome": "granted"}]}), encoding="utf-8")
    template, filled = tmp_path / "blank.xlsx", tmp_path / "filled.xlsx"
    assert run("template", "-o", str(template), "--year", "2025").code == 0
    assert run("fill", str(template), "--register", str(rows), "-o", str(filled)).code == 0
    values = json.loads(run("validate", str(filled), "--json").out)["files"][0]["values"]
    assert values["requests.received.research"] == values["requests.granted.research"] == 1
    assert values["requests.received.natural"] == values["disputes.review.upheld"] == 0


def test_rows_that_count_nowhere_are_not_poured(tmp_path: Path) -> None:
    """A return would show too small a figure, so nothing is written and the rows are named."""
    rows, template, filled = tmp_path / "rows.json", tmp_path / "blank.xlsx", tmp_path / "filled.xlsx"
    row = {"number": "甲1", "received": "2025-03-03", "applicant": "research", "outcome": "granted"}
    rows.write_text(json.dumps({"year": 2025, "requests": [row]}), encoding="utf-8")
    assert run("template", "-o", str(template), "--year", "2025").code == 0
    refused = run("fill", str(template), str(rows), "-o", str(filled))
    assert refused.code == 2
    assert "甲1" in refused.err
    assert not filled.exists()


def test_what_is_open_is_carried_over(tmp_path: Path, blank: Path) -> None:
    """Next year's register begins with the requests that were not answered, under their old numbers."""
    open_row = {"number": "甲1", "received": "2025-12-20", "applicant": "natural"}
    done = {
        "number": "甲2",
        "received": "2025-03-03",
        "applicant": "natural",
        "answered": "2025-03-20",
        "outcome": "granted",
    }
    rows, filled, following = tmp_path / "rows.json", tmp_path / "filled.xlsx", tmp_path / "2026.xlsx"
    rows.write_text(json.dumps({"year": 2025, "requests": [done, open_row]}), encoding="utf-8")
    assert run("fill", str(blank), str(rows), "-o", str(filled)).code == 0
    assert run("register", "-o", str(following), "--from", str(filled)).code == 0
    said = json.loads(run("register", str(following), "--json", "--as-of", "2026-01-05").out)
    assert [(each["number"], each["origin"]) for each in said["requests"]] == [("甲1", "carried_in")]
