"""A file exchanged since the merge: told once at its place, with what it says otherwise; an area's own workbook too."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from areas_made import EAST_UNIT, county, merged, roster_of, said
from patching import patch_cells, typed
from returns_made import LAYOUT, workbook
from xlreport.cells import Cell
from xlreport.findings import Finding
from xlreport.merging import consolidated
from xlreport.merging.book.book_places import LEDGER_SHEET, LEDGER_TOP, places
from xlreport.proof.proven import Proof, verify

CODE = "E-JY"
LEDGER_COLUMNS = places(LAYOUT, 1).columns
COLUMNS = ("natural", "business", "research", "public_interest", "legal_service", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A folder with an inbox and the workbook that was merged of it."""

    inbox: Path
    book: Path

    def proof(self) -> Proof:
        """The workbook held against the inbox as it is now."""
        files = [(path.relative_to(self.inbox).as_posix(), path) for path in sorted(self.inbox.rglob("*.xlsx"))]
        return verify(self.book, LAYOUT, files)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """A county of one bureau."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "merged.xlsx").write_bytes(county(folder / "inbox", "东岭县", {CODE: ("department", 20)}))
    return Round(inbox=folder / "inbox", book=folder / "merged.xlsx")


def only(proof: Proof, code: str) -> Finding:
    """The one finding of a rule."""
    (found,) = [each for each in proof.findings if each.code == code]
    return found


def test_the_files_that_were_merged_prove_it(small: Round) -> None:
    """Nothing is told."""
    assert small.proof().findings == ()


@pytest.mark.parametrize(
    ("otherwise", "notes"),
    [(0, 0), (1, 2), (2, 3), (4, 4)],
    ids=["the same figures", "a figure and its total", "two and theirs", "more than are named"],
)
def test_an_exchanged_return_is_told_once(small: Round, otherwise: int, notes: int) -> None:
    """At its digest in 明细; under it at most three differences, and how many there are where there are more."""
    path = small.inbox / f"{CODE}.xlsx"
    kept = path.read_bytes()
    changes = {f"disputes.review.{each}": 1 for each in ("upheld", "corrected", "other", "pending")[:otherwise]}
    path.write_bytes(workbook({**said(CODE, "department", 20), **changes, "cover.contact": "另存"}))
    try:
        found = only(small.proof(), "V21")
    finally:
        path.write_bytes(kept)
    assert (found.sheet, found.file) == (LEDGER_SHEET, f"{CODE}.xlsx")
    assert found.cell == str(Cell(LEDGER_TOP, LEDGER_COLUMNS["sha256"]))
    told = [note.zh for note in found.notes]
    assert len(told) == notes
    count = [note for note in told if note.startswith("这样的不符共")]
    assert count == ([f"这样的不符共 {otherwise + 1} 处"] if otherwise + 1 > 3 else [])


def test_a_row_added_to_an_areas_workbook_is_told_from_above(tmp_path: Path) -> None:
    """The area's workbook is another one since, and the row that no return stands behind is told in it: no crash."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "东岭县.xlsx").write_bytes(county(tmp_path / "east", "东岭县", {CODE: ("department", 20)}))
    roster = roster_of({}, EAST_UNIT)
    (tmp_path / "above.xlsx").write_bytes(consolidated(merged([inbox], roster, "某市"), LAYOUT)[0])
    above = Round(inbox=inbox, book=tmp_path / "above.xlsx")
    assert {each.code for each in above.proof().findings} <= {"V31"}
    said = {"include": "是", "code": "假", "name": "假单位"}
    cells = {str(Cell(LEDGER_TOP + 1, LEDGER_COLUMNS[column])): typed(word) for column, word in said.items()}
    added = patch_cells((inbox / "东岭县.xlsx").read_bytes(), {LEDGER_SHEET: cells})
    (inbox / "东岭县.xlsx").write_bytes(added)
    proof = above.proof()
    told = only(proof, "V21")
    assert (told.file, [note.zh for note in told.notes]) == ("东岭县.xlsx", ["多出一行：假 假单位。"])
    assert (only(proof, "V31").found, {each.code for each in proof.findings}) == ("2", {"V21", "V31"})
