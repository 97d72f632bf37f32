"""What the cover, 汇总校验 and 同比 come to, by hand: writer and verifier must both say it, neither asks the other."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from returns_made import LAYOUT, ledger
from rounds_made import CARRIED_OUT, RECEIVED, last_year, whole
from xlreport.merging import MergeTerms
from xlreport.merging.book.book_places import Places, places_of
from xlreport.merging.book.results import charted_units, results
from xlreport.merging.ledgers import Before
from xlreport.merging.scope_totals import totals
from xlreport.numbers import Number
from xlreport.proof.second_sums import Constants, Found, LedgerLine, same, worked_out

RECEIVED_TOTAL = "requests.received.total"
REQUESTS = {"A": 12, "B": 5, "C": 3}
MADE = ledger(*(whole(code, number) for code, number in REQUESTS.items()), terms=MergeTerms(last=last_year(A=10)))
AT = places_of(MADE, LAYOUT)
CELLS = len(LAYOUT.form.numbers)


def lines(*taken_out: str) -> list[LedgerLine]:
    """The rows of 明细 as they were merged, some units taken out since."""
    return [
        LedgerLine(
            code=row.code,
            included=row.code not in taken_out,
            tier=row.tier,
            numbers={field: number for field, number in row.numbers.items() if number is not None},
            filled=CELLS,
        )
        for row in MADE.rows
    ]


def constants(*, excluded: int = 0, read: int = 0, **merged: Number) -> Constants:
    """What the workbook says beside 明细; by default every cell read is in its place."""
    sums = dict(totals(MADE.rows, LAYOUT.form)["whole"])
    return Constants(
        read=read or 3 * CELLS,
        excluded=excluded,
        merged=sums | {key.replace("__", "."): number for key, number in merged.items()},
        last={CARRIED_OUT: 10},
        charted={
            place.chart.field: [row.code for row in MADE.rows]
            for place in AT.charts
            if len(place.chart.series) < 2 and place.chart.over.value == "units"
        },
    )


def found(known: Constants, *taken_out: str, rows: Sequence[LedgerLine] = (), at: Places = AT) -> Found:
    """What the second arithmetic works out."""
    return worked_out(rows or lines(*taken_out), at, known)


def test_the_scopes_are_added_up_without_what_was_taken_out() -> None:
    """12 of A, 3 of C; 5 of B are in 明细 still, which no scope counts."""
    said = found(constants(), "B")
    scopes = ("whole", "own", "below")
    assert [said["counted", scope] for scope in scopes] == [2, 1, 1]
    assert [said["total", scope, RECEIVED] for scope in scopes] == [15, 12, 3]
    assert (said["every", RECEIVED], said["difference", RECEIVED], said["mark", RECEIVED]) == (20, 0, "√")


@pytest.mark.parametrize(
    ("known", "taken_out", "state"),
    [
        (constants(), (), "√ 全部相符"),
        (constants(), ("B",), "√ 全部相符（“明细”中有 1 个单位改为不计入）"),
        (constants(), ("A", "B", "C"), "× 没有计入任何单位（“明细”中有 3 个单位改为不计入）"),
        (constants(requests__received__natural=19), (), "× 有 1 项不符"),
        (constants(read=3 * CELLS + 1), (), "× 有 1 项不符"),
        (constants(read=3 * CELLS + 1, excluded=1), (), "√ 全部相符"),
        (constants(requests__received__natural=19, read=3 * CELLS + 1), (), "× 有 2 项不符"),
    ],
)
def test_the_cover_counts_every_line_that_does_not_hold(
    known: Constants, taken_out: tuple[str, ...], state: str
) -> None:
    """A column that is no longer what was merged, and cells without a place, each count as one."""
    assert found(known, *taken_out)["state",] == state


def test_a_relation_that_fails_counts_with_its_difference() -> None:
    """One request of A without an outcome: both columns of its row fail by one, and the cover says two."""
    first, *rest = lines()
    column = "requests.carried_out"
    less = {f"{column}.{each}": (first.numbers[f"{column}.{each}"] or 0) - 1 for each in ("natural", "total")}
    rows = [replace(first, numbers={**first.numbers, **less}), *rest]
    known = constants()
    said = found(replace(known, merged={**known.merged, **dict.fromkeys(less, 19)}), rows=rows)
    failing = [key for key, value in said.items() if key[0] == "relation mark" and value == "×"]
    assert failing
    assert {abs(Decimal(said["relation difference", number])) for _, number in failing} == {1}
    assert said["state",] == f"× 有 {len(failing)} 项不符"


def test_the_year_before_stands_beside_this_one() -> None:
    """20 carried out after 10: ten more, as much again; from nothing there is no share."""
    said = found(constants())
    assert (said["change", CARRIED_OUT], said["growth", CARRIED_OUT]) == (10, 1)
    assert (said["change", RECEIVED], said["growth", RECEIVED]) == (20, "")
    out = found(constants(), "C")
    assert (out["change", CARRIED_OUT], out["growth", CARRIED_OUT]) == (7, Decimal("0.7"))


def test_the_writer_says_the_same_by_itself() -> None:
    """What was written into the cells is worked out by another calculator, from the same hand's figures."""
    written = results(MADE, AT)
    assert (written["total", "whole", RECEIVED], written["counted", "whole"]) == (20, 3)
    assert (written["change", CARRIED_OUT], written["growth", CARRIED_OUT]) == (10, 1)
    assert written["growth", RECEIVED] == ""
    assert written["state",] == "√ 全部相符"


def test_both_say_the_same_of_many_units() -> None:
    """60 units: the largest, what is said of the rest, the sizes, key figures, bars of a change, sums in sight."""
    (first, *_), fields = MADE.rows, [field.id for field in LAYOUT.form.numbers]
    figures = {f"U{unit}": {field: unit * number for number, field in enumerate(fields)} for unit in range(60)}
    rows = tuple(replace(first, code=code, numbers=numbers) for code, numbers in figures.items())
    made = replace(MADE, rows=rows, before=(Before(code="U1", name="U1", numbers=figures["U20"]),))
    at, written = places_of(made, LAYOUT), results(made, places_of(made, LAYOUT))
    charted = {RECEIVED_TOTAL: [row.code for row in charted_units(rows, at.charts[0])]}
    given = [
        LedgerLine(code=code, included=True, tier=first.tier, numbers=numbers, filled=CELLS)
        for code, numbers in figures.items()
    ]
    merged = dict(totals(rows, LAYOUT.form)["whole"])
    said = worked_out(given, at, replace(constants(), merged=merged, charted=charted, last=figures["U20"]))
    kinds = {"unit", "other units", "others said", "class", "sum", "figure", "less", "more", "held", "visible"}
    keys = [key for key in written if key[0] in kinds]
    assert {key[0] for key in keys} == kinds
    assert [key for key in keys if not same(_stored(written[key]), said[key])] == []


def _stored(result: Number | str) -> object:
    """A result as a file holds it."""
    return float(result) if isinstance(result, Decimal) else result


def test_a_number_of_301_digits_is_worked_out_too() -> None:
    """One that somebody put into 明细 is a sum like any other: it keeps nothing from being told at its cell."""
    first, *others = lines()
    fees, large = "disclosure.fees.amount", Decimal("1E+300")
    put = replace(first, numbers={**first.numbers, RECEIVED_TOTAL: large, fees: large})
    found = worked_out([put, *others], AT, constants())
    assert found["total", "whole", fees] == large
