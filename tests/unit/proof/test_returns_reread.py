"""Returns read a second time, by the manifest's addresses and by defined names: each tells when the other is wrong."""

from decimal import Decimal
from pathlib import Path

import pytest

from filled import put
from patching import Patch, point_name
from returns_made import FORM, answers, workbook
from rounds_made import RECEIVED
from row_inserting import row_inserted
from xlreport.proof.returns import Reread, reread

SHEET, ROW = "三 依申请公开", 5
TOTAL, FEES = "requests.received.total", "disclosure.fees.amount"
SAID = answers("A", {RECEIVED: 12, FEES: Decimal("59237.2449"), "overview.website_items": 7})


def read(folder: Path, book: bytes) -> tuple[Reread, Reread]:
    """Both readings: by the manifest, by the names."""
    (folder / "a.xlsx").write_bytes(book)
    by_manifest, by_name = reread(folder / "a.xlsx", FORM)
    return by_manifest, by_name


def test_both_readings_say_what_was_filled_in(tmp_path: Path) -> None:
    """Figures, a total from its parts, and one outside the tables; each with its place."""
    for each in read(tmp_path, workbook(SAID)):
        known = [each.numbers[field] for field in (RECEIVED, TOTAL, FEES, "overview.website_items")]
        assert known == [12, 12, Decimal("59237.2449"), 7]


def test_a_row_that_moved_is_found_by_its_names(tmp_path: Path) -> None:
    """A program moves the names with the cells, the manifest stays: only the names still say 12."""
    by_manifest, by_name = read(tmp_path, row_inserted(workbook(SAID), SHEET, ROW))
    assert by_name.numbers[RECEIVED] == by_name.numbers[TOTAL] == 12
    assert by_manifest.numbers[RECEIVED] != 12
    assert by_name.at[RECEIVED] != by_manifest.at[RECEIVED]


@pytest.mark.parametrize("target", [None, "#REF!", f"'{SHEET}'!$D$5,'{SHEET}'!$E$5"])
def test_a_name_that_is_gone_leaves_the_manifests_address(target: str | None, tmp_path: Path) -> None:
    """Removed, broken or of two places: the field is read where the manifest says."""
    by_manifest, by_name = read(tmp_path, point_name(workbook(SAID), RECEIVED, target))
    assert by_name.at[RECEIVED] == by_manifest.at[RECEIVED]
    assert by_name.numbers[RECEIVED] == 12


@pytest.mark.parametrize("patch", [Patch(value=None, formula="1+1"), Patch(value="", type="str", formula='A1&""')])
def test_a_formula_without_a_result_is_no_nought(patch: Patch, tmp_path: Path) -> None:
    """Where blanks are 0 a formula without a result is still unknown, as to the reader: a trial of it is proven."""
    blanks = answers("A", {RECEIVED: 12, "requests.blank_is_zero": True})
    for each in read(tmp_path, put(workbook(blanks), {RECEIVED: patch})):
        assert (each.numbers[RECEIVED], each.numbers[TOTAL]) == (None, None)
        assert each.numbers["requests.received.business"] == 0
