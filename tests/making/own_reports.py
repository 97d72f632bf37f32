"""A small county that was merged, and the blank workbook of its government's own report."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from returns_made import LAYOUT, answers, identity, ledger, taken_in
from xlreport.merging import Ledger, consolidated
from xlreport.submissions import Value
from xlreport.writing import write_workbook

RECEIVED, IN, GRANTED, OUT = (f"requests.{row}.natural" for row in ("received", "carried_in", "granted", "carried_out"))
FIGURES: dict[str, dict[str, Value]] = {
    "A": {RECEIVED: 3, IN: 1, GRANTED: 4, "disclosure.fees.amount": Decimal("0.1"), "overview.website_items": 60},
    "B": {RECEIVED: 20, GRANTED: 18, OUT: 2, "disclosure.fees.amount": Decimal("0.2"), "matters.fee_cases": 1},
    "C": {RECEIVED: 300, GRANTED: 300, "disclosure.normative.in_force": 7, "overview.website_items": 4},
}
FIGURES["B"]["matters.fee_yuan"] = Decimal("100.5")
OWN: dict[str, Value] = {
    "cover.unit_code": "GOV",
    "cover.unit_name": "某县人民政府",
    "cover.unit_kind": "government",
    "cover.region": "某县",
    "cover.year": 2025,
}


def blank(folder: Path, values: Mapping[str, Value] | None = None) -> Path:
    """The government's own blank workbook, with other values if given."""
    own = {**OWN, **(values or {})}
    path = folder / "own.xlsx"
    path.write_bytes(write_workbook(LAYOUT, identity(own), own))
    return path


def merged(folder: Path, *codes: str, made: Ledger | None = None) -> Path:
    """A consolidated workbook of some of the three units."""
    made = made or ledger(*(taken_in(answers(code, FIGURES[code])) for code in codes or "ABC"))
    path = folder / "merged.xlsx"
    path.write_bytes(consolidated(made, LAYOUT)[0])
    return path
