"""What a file of last year says of a unit: the same figures, be it the unit's return or the consolidated workbook."""

from decimal import Decimal
from pathlib import Path

from returns_made import LAYOUT, answers, ledger, taken_in, workbook
from xlreport.merging import consolidated
from xlreport.office.last_year_files import claims_of


def test_a_return_and_its_line_of_the_ledger_say_the_same(tmp_path: Path) -> None:
    """Every figure, those outside the tables too, and every text; a cell left blank is in neither."""
    said = answers("A", {"overview.website_items": 640, "matters.fee_yuan": Decimal("100.5")})
    (tmp_path / "return.xlsx").write_bytes(workbook(said))
    (tmp_path / "merged.xlsx").write_bytes(consolidated(ledger(taken_in(said)), LAYOUT)[0])
    (of_return,), (of_merge,) = (
        tuple(claims_of(name, tmp_path / name, LAYOUT)) for name in ("return.xlsx", "merged.xlsx")
    )
    assert of_merge.said == of_return.said
    assert len(of_return.said.numbers) == 202
    assert "overview.new_media_items" not in of_return.said.numbers
