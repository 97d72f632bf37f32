"""Consolidated workbooks of the sample county, of 60 and of 2,000 units, worked out again by LibreOffice."""

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from parity import shown_at
from patching import patch_cells, typed
from returns_made import FORM, LAYOUT, answers, ledger, taken_in
from running import run
from uno_driving import Drive
from xlreport.background import LastYear
from xlreport.cells import Cell
from xlreport.merging import Ledger, MergeTerms, consolidated
from xlreport.merging.book.book_places import LEDGER_SHEET, LEDGER_TOP, places_of
from xlreport.merging.book.live_formulas import formulas
from xlreport.office.taking_in.sealed_books import sealed_book
from xlreport.rounds import WHOLE, Roster, Unit
from xlreport.submissions import Value

Convert = Callable[[Sequence[Path], Path], list[Path]]
KINDS = ("department", "township", "subdistrict", "other")
LEAVES = [field.id for field in FORM.numbers if field.id not in FORM.computed]


def county(size: int) -> Ledger:
    """Units with random figures that pass, most of them with figures of last year too."""
    chance = random.Random(size)  # noqa: S311
    units = tuple(
        Unit(
            code=f"{number:018d}",
            name=f"第{number}单位",
            kind=KINDS[number % 4],
            tier=FORM.units.tier_of(KINDS[number % 4]),
        )
        for number in range(1, size + 1)
    )
    last = {
        unit.code: LastYear(numbers={field: chance.randrange(50) for field in FORM.fields if field in LEAVES})
        for unit in units
        if int(unit.code) % 7
    }
    given = [taken_in({**answers(unit.code, figures(chance)), "cover.unit_kind": unit.kind}) for unit in units]
    return ledger(*given, roster=Roster(units=units), terms=MergeTerms(last=last, inbox="../inbox/"))


def figures(chance: random.Random) -> dict[str, Value]:
    """Figures of one unit: what was received went out again, and anything in the other tables."""
    received = chance.randrange(400)
    return {
        "requests.received.natural": received,
        "requests.granted.natural": received,
        "disclosure.normative.in_force": chance.randrange(30),
        "disclosure.licensing.decisions": chance.randrange(100_000),
        "disclosure.fees.amount": Decimal(chance.randrange(10**9)) / 10**4,
        "disputes.review.upheld": chance.randrange(9),
    }


def stored(path: Path, places: Sequence[tuple[str, str]]) -> list[Any]:
    """The stored results of these cells, an empty text being none."""
    shown = shown_at(path.read_bytes(), places)
    return [float(each) if isinstance(each, Decimal) else each or 0 for each in map(shown.__getitem__, places)]


@pytest.mark.parametrize("size", [60, 2_000])
def test_every_result_is_what_libreoffice_works_out(size: int, tmp_path: Path, recalculate: Convert) -> None:
    """Each cached value of 2,600 formulas equals the recalculated one."""
    made = county(size)
    path = tmp_path / "county.xlsx"
    path.write_bytes(consolidated(made, LAYOUT)[0])
    cells = [(each.sheet, str(each.cell)) for each in formulas(places_of(made, LAYOUT))]
    (again,) = recalculate([path], tmp_path / "out")
    assert len(cells) > 2_600
    assert stored(again, cells) == pytest.approx(stored(path, cells))


def test_sorting_and_filtering_change_no_total(tmp_path: Path, driven: Drive) -> None:
    """The ledger sorted by a number, downwards, then filtered to one tier: no total moves, no line of 核对 fails."""
    made = county(60)
    path = tmp_path / "county.xlsx"
    path.write_bytes(consolidated(made, LAYOUT)[0])
    at = places_of(made, LAYOUT)
    cells = [(each.sheet, str(each.cell)) for each in formulas(at) if each.key[0] != "visible"]
    received = at.column("requests.received.natural")
    rows = f"A{received.first.row + 1}:{Cell(received.last.row, len(at.columns) - 1)}"
    read = ["read", "明细", [f"{received}"]]
    values = ["results", "封面", [list(cell) for cell in cells]]
    actions: list[list[Any]] = [
        read,
        ["unprotect", "明细", ""],
        ["sort", "明细", rows, received.first.column],
        ["hide", "明细", rows, 5],
        read,
        values,
    ]
    ((before, _, _, _, after, results),) = driven([(path, actions)])
    assert after[0] == sorted(before[0], reverse=True) != before[0]
    assert [each or 0 for each in results] == pytest.approx(stored(path, cells))


def without(content: bytes, row: int) -> bytes:
    """The workbook with the include flag of one row, 0-based, set to 否; results are not worked out."""
    cell = str(Cell(LEDGER_TOP + row, 1))
    return patch_cells(content, {LEDGER_SHEET: {cell: typed("否")}})


def test_the_sample_county_with_each_unit_taken_out(tmp_path: Path, recalculate: Convert) -> None:
    """As merged every stored result stays; without a unit each total is less by exactly what that unit reported."""
    assert run("demo", tmp_path / "county").code == 0
    (path,) = (tmp_path / "county" / "output").glob("*.xlsx")
    book = sealed_book(path, LAYOUT)
    assert book is not None
    at, rows = places_of(book.ledger, LAYOUT), book.ledger.rows
    assert at.compared
    paths = [tmp_path / "whole.xlsx", *(tmp_path / f"{row.code}.xlsx" for row in rows)]
    paths[0].write_bytes(path.read_bytes())
    for number, target in enumerate(paths[1:]):
        target.write_bytes(without(path.read_bytes(), number))
    whole, *others = recalculate(paths, tmp_path / "out")
    cells = [(each.sheet, str(each.cell)) for each in formulas(at)]
    assert stored(whole, cells) == pytest.approx(stored(path, cells))
    fields = [field.id for field in FORM.numbers]
    shown = [(place.sheet, str(place.cell)) for place in (at.totals[WHOLE, field] for field in fields)]
    every = stored(whole, shown)
    for row, target in zip(rows, others, strict=True):
        own = [float(row.numbers[field] or 0) for field in fields]
        assert [a - b for a, b in zip(every, stored(target, shown), strict=True)] == pytest.approx(own)
