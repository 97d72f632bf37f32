"""Workbook and checker agree on figures as accidents leave them: LibreOffice works out each case anew.

One workbook carries one case for all three tables, last year's figures and the texts. Every formula cell is
compared: √ × — 不适用, both sides and their difference, every total, the progress and the state on 封面, the
lengths of the texts. `test_parity_valid` does the same for figures as typed.
"""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

import parity
from parity import Case, Held
from uno_driving import Drive
from xlreport.layout import Layout
from xlreport.numbers import WrittenNumber, read
from xlreport.relations import Mark, evaluate

LARGEST = 5_000
SEEDS = range(1_000, 1_080)
FILLING = range(2_000, 2_200)
BATCHES = 4
"""The comparison is cut into so many tests, for workers to share; each starts LibreOffice once."""
CHANGES = (
    parity.emptied,
    parity.one_off,
    parity.regulations,
    parity.odd_numbers,
    parity.no_numbers,
    parity.typed_over,
    parity.swapped,
)
N = "requests.{}.natural"
ALL_ZERO = dict.fromkeys(parity.TABLES, True)
# Last year's figures of 规范性文件 and of 结转下年: absent, given in part, given and fitting, given and not fitting.
LAST: dict[str, dict[str, int]] = {
    "absent": {},
    "in-part": {"requests.carried_out.natural": 0},
    "fitting": {"disclosure.normative.in_force": 5, "requests.carried_out.natural": 0},
    "off": {"disclosure.normative.in_force": 4, "requests.carried_out.natural": 1},
}


def _requests(column: str = "natural", **rows: object) -> dict[str, Held]:
    return {f"requests.{row.replace('__', '.')}.{column}": Held("number", value) for row, value in rows.items()}


def _by_hand() -> list[Case]:
    """Give the cases worth a name."""
    spoiled = (
        Held("text", "合计"),
        Held("text", "5"),
        Held("text", "５"),
        Held("number", 5),
        Held("number", 4),
        Held("nothing"),
        Held("error", "#REF!"),
        Held("boolean", value=True),
    )
    ten = _requests(received=10, granted=4, carried_out=6)
    return [
        Case(name="blank"),
        Case(name="all-declared-zero", answers=ALL_ZERO, unit_kind="department"),
        Case(name="all-declared-not-zero", answers=dict.fromkeys(parity.TABLES, False)),
        Case(name="one-request", answers=ALL_ZERO, cells=_requests(received=1, granted=1)),
        Case(name="one-request-not-declared", cells=_requests(received=1, granted=1)),
        Case(name="half-a-column", cells=_requests(received=3, carried_in=0, granted=3)),
        Case(
            name="balancing-errors",
            answers=ALL_ZERO,
            cells={
                **_requests("natural", received=5, granted=4),
                **_requests("business", received=4, granted=5),
            },
        ),
        Case(
            name="binary-fractions",
            answers=ALL_ZERO,
            cells=_requests(
                received=Decimal("0.1"),
                carried_in=Decimal("0.2"),
                granted=Decimal("0.3"),
            ),
        ),
        Case(
            name="binary-fractions-left-over",
            answers=ALL_ZERO,
            cells=_requests(
                received=Decimal("0.3"),
                granted=Decimal("0.1"),
                partly_granted=Decimal("0.7"),
                carried_out=Decimal("-0.5"),
            ),
        ),
        Case(
            name="fourth-decimal-off",
            answers=ALL_ZERO,
            cells=_requests(
                received=Decimal("59237.2449"),
                granted=Decimal("59237.2448"),
            ),
        ),
        Case(
            name="sixth-decimal-off",
            answers=ALL_ZERO,
            cells=_requests(
                received=Decimal("2.000001"),
                granted=Decimal("2.000002"),
            ),
        ),
        Case(
            name="seventh-decimal-off",
            answers=ALL_ZERO,
            cells=_requests(
                received=Decimal("2.0000001"),
                granted=Decimal("2.0000002"),
            ),
        ),
        *(
            Case(
                name=f"last-{kind}-{given}-{declared}",
                unit_kind=kind,
                answers=ALL_ZERO if declared else {},
                cells={
                    **ten,
                    "disclosure.normative.made": Held("number", 2),
                    "disclosure.normative.in_force": Held("number", 7),
                    **{f"last.{name}": Held("number", value) for name, value in LAST[given].items()},
                },
            )
            for kind in ("department", "government", "")
            for given in LAST
            for declared in (True, False)
        ),
        *(
            Case(
                name=f"last-spoiled-{each.as_a}-{number}",
                answers=ALL_ZERO,
                cells={
                    **ten,
                    "last.requests.carried_out.natural": each,
                    "last.disclosure.normative.in_force": each,
                },
            )
            for number, each in enumerate(spoiled)
        ),
        Case(name="negative", answers=ALL_ZERO, cells=_requests(received=-2, granted=-5, carried_out=3)),
        Case(name="carried-out-too-many", answers=ALL_ZERO, cells=_requests(received=2, granted=-1, carried_out=3)),
        Case(
            name="twelve-digits",
            answers=ALL_ZERO,
            cells={
                f"requests.{row}.{column}": Held("number", 999_999_999_999)
                for row in ("received", "granted")
                for column in parity.COLUMNS
            },
        ),
        Case(
            name="twelve-digits-off-by-one",
            answers=ALL_ZERO,
            cells=_requests(
                received=999_999_999_999,
                granted=999_999_999_998,
            ),
        ),
        Case(name="answer-misspelt", cells={"requests.blank_is_zero": Held("text", "是的"), **ten}),
        Case(name="answer-a-number", cells={"requests.blank_is_zero": Held("number", 1), **ten}),
        *(
            Case(
                name=f"regulations-{kind or 'no-kind'}",
                unit_kind=kind,
                answers=ALL_ZERO,
                cells={
                    "disclosure.regulations.made": Held("number", 1),
                    "disclosure.normative.made": Held("number", 1),
                    "disclosure.normative.in_force": Held("number", 1),
                    "disclosure.fees.amount": Held("number", Decimal("0.0001")),
                },
            )
            for kind in parity.UNIT_KINDS
        ),
        *(
            Case(
                name=f"input-{each.as_a}-{number}-{declared}",
                answers=ALL_ZERO if declared else {},
                cells={
                    **ten,
                    N.format("granted"): each,
                    "disputes.review.upheld": each,
                    "disclosure.normative.made": each,
                },
            )
            for number, each in enumerate(spoiled[:3] + spoiled[6:])
            for declared in (True, False)
        ),
        *(
            Case(
                name=f"total-{each.as_a}-{number}-{declared}",
                answers=ALL_ZERO if declared else {},
                cells={
                    **ten,
                    "requests.received.total": each,
                    **{f"disputes.{suit}.total": each for suit in parity.SUITS},
                },
            )
            for number, each in enumerate(spoiled)
            for declared in (True, False)
        ),
        *(
            Case(
                name=f"total-on-the-way-{each.as_a}-{number}-{declared}",
                answers=ALL_ZERO if declared else {},
                cells={
                    **ten,
                    N.format("concluded"): each,
                },
            )
            for number, each in enumerate(spoiled)
            for declared in (True, False)
        ),
        *(
            Case(
                name=f"corner-total-{each.as_a}-{number}",
                answers=ALL_ZERO,
                cells={
                    **ten,
                    N.format("concluded"): spoiled[0],
                    "requests.concluded.total": each,
                },
            )
            for number, each in enumerate(spoiled)
        ),
    ]


@pytest.fixture(scope="module")
def layout() -> Layout:
    """The layout of the form."""
    return parity.the_layout()


@pytest.fixture(scope="module")
def every_case(layout: Layout) -> list[Case]:
    """The cases made by hand, their other tables filled from drawn ones, and cases that are all drawn."""
    filling = parity.cases(FILLING, layout.form, CHANGES, LARGEST)
    by_hand = [parity.filled_up(case, drawn) for case, drawn in zip(_by_hand(), filling, strict=False)]
    return [*by_hand, *parity.cases(SEEDS, layout.form, CHANGES, LARGEST)]


def test_the_cases_are_worth_comparing(every_case: list[Case], layout: Layout) -> None:
    """Each relation is seen with each mark it can have, each kind of spoiled cell and each progress is there."""
    seen = Counter(pair for case in every_case for pair in parity.marks(case, layout))
    for relation in layout.form.relations:
        possible = parity.possible_marks(relation, layout.form)
        for mark in Mark:
            assert seen[relation.code, mark.value] >= 3 if mark in possible else not seen[relation.code, mark.value]
    assert not parity.progress_unseen(every_case, layout)
    held = Counter(what.as_a for case in every_case for what in case.cells.values())
    assert min(held[kind] for kind in ("number", "text", "boolean", "error", "nothing")) >= 15
    assert min(parity.distinct_sets(every_case, table) for table in parity.TABLES) >= 140


@pytest.mark.parametrize("batch", range(BATCHES))
def test_libreoffice_shows_what_the_checker_says(
    batch: int, every_case: list[Case], layout: Layout, driven: Drive, tmp_path: Path
) -> None:
    """Every formula cell, recalculated, shows the result that the same figures have in Python."""
    blanks, some = parity.blank_books(layout), every_case[batch::BATCHES]
    wrong, visits = [], parity.visits(some, layout, tmp_path)
    for case, (path, _) in zip(some, visits, strict=True):
        path.write_bytes(parity.workbook_of(case, layout, blanks))
    for case, (shown,) in zip(some, driven(visits), strict=True):
        lines = parity.differences(parity.told(shown, layout), parity.expected(case, layout))
        wrong += [f"{case.name}: {line}" for line in lines]
    assert not wrong, "\n".join(wrong[:60])


def test_a_number_typed_as_text_is_open_in_the_workbook_and_read_by_the_checker(layout: Layout) -> None:
    """１２ in an input: SUM and COUNT pass over it, 校验 shows —; the reader takes 12 with a note and goes on.

    So the workbook is the stricter one here, and never shows √ for what the checker then finds broken.
    """
    as_shown = Case(
        name="x",
        answers=ALL_ZERO,
        cells={
            N.format("received"): Held("text", "１２"),
            N.format("granted"): Held("number", 12),
        },
    )
    as_read = as_shown.over({N.format("received"): Held("number", 12)})
    line = next(line for line in layout.lines if line.relation.code == "T301")
    assert read("１２") == WrittenNumber(number=12, normalised=True)
    assert evaluate(line, parity.figures_of_case(as_shown, layout.form)).mark is Mark.OPEN
    assert evaluate(line, parity.figures_of_case(as_read, layout.form)).mark is Mark.HOLDS


def test_a_boolean_is_open_for_the_checker(layout: Layout) -> None:
    """TRUE in an input is no number for the checker, nor for Excel; LibreOffice alone has it as the number 1."""
    case = Case(
        name="x",
        answers=ALL_ZERO,
        cells={
            N.format("received"): Held("boolean", value=True),
            N.format("granted"): Held("number", 1),
        },
    )
    line = next(line for line in layout.lines if line.relation.code == "T301")
    taken = parity.as_libreoffice_takes_it(case)
    assert evaluate(line, parity.figures_of_case(case, layout.form)).mark is Mark.OPEN
    assert evaluate(line, parity.figures_of_case(taken, layout.form)).mark is Mark.HOLDS
