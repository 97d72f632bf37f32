"""`xlreport export`: a consolidated workbook's ledger in files, flags as they stand, and the page of its columns."""

import csv
import json
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from pyarrow import parquet

from patching import Patch, patch_cells
from returns_made import LAYOUT, answers, ledger, taken_in, workbook
from running import run
from xlreport.merging import consolidated
from xlreport.merging.book.book_places import LEDGER_TOP

FEES = "disclosure.fees.amount"
DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """A consolidated workbook of three units."""
    made = ledger(*(taken_in(answers(code, {FEES: Decimal("59237.2449")})) for code in "ABC"))
    path = tmp_path / "merged.xlsx"
    path.write_bytes(consolidated(made, LAYOUT)[0])
    return path


def alter(path: Path, cell: str, patch: Patch) -> None:
    """Change a cell of 明细."""
    path.write_bytes(patch_cells(path.read_bytes(), {"明细": {cell: patch}}))


def test_three_files_at_once(merged: Path, tmp_path: Path) -> None:
    """CSV, JSON and Parquet of the same three units; a unit flagged 否 is there, and marked; exit 0."""
    alter(merged, f"B{LEDGER_TOP + 2}", Patch(value="否", type="str"))
    names = {option: tmp_path / "out" / f"ledger.{option}" for option in ("csv", "json", "parquet")}
    said = run("export", merged, *(word for option, path in names.items() for word in (f"--{option}", path)))
    assert (said.code, said.err.startswith("下一步：")) == (0, True)
    assert said.out.splitlines() == [f"{path}  3 个单位，每个 204 个数字" for path in names.values()]
    with names["csv"].open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["code"], row["include"], row[FEES]) for row in csv.DictReader(file)]
    assert rows == [(code, flag, "59237.2449") for code, flag in (("A", "yes"), ("B", "no"), ("C", "yes"))]
    told = json.loads(names["json"].read_bytes())
    assert (told["form"], told["year"], told["region"], told["draft"]) == ("gkbg-2021", "2025", "某县", "no")
    assert [(unit["code"], unit["include"]) for unit in told["units"]] == [("A", True), ("B", False), ("C", True)]
    table = parquet.read_table(names["parquet"])
    assert table["include"].to_pylist() == [True, False, True]
    assert table[FEES].to_pylist() == [Decimal("59237.2449")] * 3


def test_the_same_workbook_gives_the_same_bytes(merged: Path, tmp_path: Path) -> None:
    """Twice the same three files."""
    for folder in ("one", "two"):
        paths = [tmp_path / folder / name for name in ("l.csv", "l.json", "l.parquet")]
        assert run("export", merged, "--csv", paths[0], "--json", paths[1], "--parquet", paths[2]).code == 0
    for name in ("l.csv", "l.json", "l.parquet"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_an_altered_workbook_is_refused(merged: Path, tmp_path: Path) -> None:
    """A figure changed by hand in 明细: exit 2, the unit is named, nothing is written."""
    alter(merged, f"G{LEDGER_TOP + 1}", Patch(value=99))
    said = run("export", merged, "--csv", tmp_path / "ledger.csv")
    assert said.code == 2
    assert "A 单位" in said.err
    assert not (tmp_path / "ledger.csv").exists()


def test_what_is_no_consolidated_workbook(tmp_path: Path) -> None:
    """A return and a text file are refused by their kind."""
    (tmp_path / "return.xlsx").write_bytes(workbook(answers("A")))
    (tmp_path / "text.xlsx").write_text("no workbook", encoding="utf-8")
    for name, word in (("return.xlsx", "不是汇总工作簿"), ("text.xlsx", "文本文件")):
        said = run("export", tmp_path / name, "--csv", tmp_path / "ledger.csv")
        assert (said.code, word in said.err) == (2, True)


def test_nothing_asked_for(merged: Path) -> None:
    """Without a workbook or without a file to write there is nothing to do: exit 2, and what is missing."""
    for arguments in ([], [merged]):
        said = run("export", *arguments)
        assert (said.code, "--parquet" in said.err) == (2, True)


def test_one_place_for_two_things(merged: Path, tmp_path: Path) -> None:
    """Two files at one place, or a file in the place of the workbook, are refused; the workbook stays."""
    before = merged.read_bytes()
    assert run("export", merged, "--csv", tmp_path / "l", "--json", tmp_path / "." / "l").code == 2
    assert run("export", merged, "--json", merged).code == 2
    assert (merged.read_bytes(), (tmp_path / "l").exists()) == (before, False)


def test_without_pyarrow(merged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pyarrow is not installed the extra is named, and the CSV that was asked for with it is not written."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    said = run("export", merged, "--csv", tmp_path / "l.csv", "--parquet", tmp_path / "l.parquet")
    assert said.code == 2
    assert 'pip install "xlreport[parquet]"' in said.err
    assert not (tmp_path / "l.csv").exists()
    assert run("export", merged, "--csv", tmp_path / "l.csv").code == 0


def test_the_page_of_columns_is_kept() -> None:
    """`docs/ledger-columns.md` is what `make docs` writes now."""
    said = run("export", "--columns")
    assert (said.code, said.out) == (0, (DOCS / "ledger-columns.md").read_text(encoding="utf-8"))
