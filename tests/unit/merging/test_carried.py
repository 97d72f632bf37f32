"""The ledger that a consolidated workbook carries: written as lines of text and read back, it is the same ledger."""

from decimal import Decimal

import pytest

from returns_made import LAYOUT, ROSTER, answers, taken_in
from xlreport.findings import Where, found_by
from xlreport.merging import Ledger, assemble
from xlreport.merging.book.seal import dumped, restored
from xlreport.rules import rule


def ledger(**more: object) -> Ledger:
    """A ledger with amounts, long texts, blanks, rejected files and findings with quotes."""
    finding = found_by(
        rule("M01"), Where(sheet="一 总体情况", cell="B5"), name="某单位", code="X", quote="“引文”", at=3
    )
    said = {
        "disclosure.fees.amount": Decimal("59237.2449"),
        "overview.active": "长" * 40_000 + "\n二",
        "overview.website_items": 640,
        "matters.fee_yuan": Decimal("300.5"),
        **more,
    }
    first = taken_in(answers("A", said), findings=[finding])  # type: ignore[arg-type]
    second = taken_in(answers("B", {"requests.blank_is_zero": False}), state="rejected")
    third = taken_in(answers("C", said))  # type: ignore[arg-type]
    return assemble([first, second, third], layout=LAYOUT, roster=ROSTER)


def test_a_ledger_comes_back_as_it_was() -> None:
    """Every record equal, numbers exact, and no cell longer than a workbook holds."""
    made = ledger()
    lines = list(dumped(made))
    assert restored(lines) == made
    assert restored(lines).rows[0].singles == {"overview.website_items": 640, "matters.fee_yuan": Decimal("300.5")}
    assert max(len(cell) for line in lines for cell in line) <= 32_767


def test_other_lines_of_the_manifest_are_passed_over() -> None:
    """The manifest says other things too; empty cells at a line's end, as sheets give them, do no harm."""
    made = ledger()
    lines = [("digest", "0"), *((*line, "", "") for line in dumped(made)), ("",), ()]
    assert restored(lines) == made


@pytest.mark.parametrize("harm", ["no head", "a key too many", "cut short", "no fields", "no number"])
def test_what_is_no_ledger_is_refused(harm: str) -> None:
    """Nothing is guessed: a missing or strange line raises ValueError."""
    lines = list(dumped(ledger()))
    broken = {
        "no head": lines[1:],
        "a key too many": [("ledger", '{"year":"2025","region":"","has_roster":true,"strange":1}'), *lines[1:]],
        "cut short": [*lines[:-1], (lines[-1][0], lines[-1][1][:-2])],
        "no fields": [lines[0], *lines[2:]],
        "no number": [tuple(cell.replace('"300.5"', '"300.5元"') for cell in line) for line in lines],
    }[harm]
    with pytest.raises(ValueError, match=r"."):
        restored(broken)
