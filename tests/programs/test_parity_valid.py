"""Workbook and checker agree on figures as answers bring them, and the workbook shows them before any recalculation.

These workbooks come from the writer alone. Their cached values, the values LibreOffice works out anew and
the package's own results are compared, formula cell by formula cell.
"""

from collections import Counter
from pathlib import Path

import pytest

import parity
from parity import Case
from uno_driving import Drive
from xlreport.forms import LARGEST
from xlreport.layout import Layout
from xlreport.relations import Mark
from xlreport.submissions import Value
from xlreport.writing import values_for, write_workbook

SEEDS = range(5_000, 5_080)
CHANGES = (parity.emptied, parity.one_off, parity.regulations, parity.huge_numbers, parity.swapped)


@pytest.fixture(scope="module")
def layout() -> Layout:
    """The layout of the form."""
    return parity.the_layout()


@pytest.fixture(scope="module")
def every_case(layout: Layout) -> list[Case]:
    """The blank form and the drawn cases but those that answers cannot hold: negative figures, thirteen digits."""
    drawn = parity.cases(SEEDS, layout.form, CHANGES, 10**9)
    fitting = [case for case in drawn if all(0 <= (held.value or 0) <= LARGEST for held in case.cells.values())]
    return [Case(name="blank"), *fitting]


def _values(case: Case, layout: Layout) -> dict[str, Value]:
    """Give the case as answers bring it, and last year's figures as the office gives them."""
    answers: dict[str, object] = {f"{table}.blank_is_zero": yes for table, yes in case.answers.items()}
    answers |= {name: "\n".join(paragraphs) for name, paragraphs in case.texts.items()}
    figures = {name: held.value for name, held in case.cells.items()}
    last = {name: value for name, value in figures.items() if layout.form.fields[name].last_of}
    typed = {name: value for name, value in figures.items() if name not in last}
    return {**values_for(layout.form, answers | typed), **last}


def test_the_cases_are_worth_comparing(every_case: list[Case], layout: Layout) -> None:
    """Relations are seen with each mark they can have; a total by formula cannot be broken."""
    seen = Counter(pair for case in every_case for pair in parity.marks(case, layout))
    for relation in layout.form.relations:
        possible = parity.possible_marks(relation, layout.form)
        if relation.computes:
            possible.discard(Mark.FAILS)
        for mark in possible:
            assert seen[relation.code, mark.value] >= 3, (relation.code, mark)
    assert not parity.progress_unseen(every_case, layout)
    assert min(parity.distinct_sets(every_case, table) for table in parity.TABLES) >= 70


def test_cached_recalculated_and_own_results_are_the_same(
    every_case: list[Case], layout: Layout, driven: Drive, tmp_path: Path
) -> None:
    """Every formula cell shows the true result as written, and LibreOffice comes to the same."""
    wrong, visits = [], parity.visits(every_case, layout, tmp_path)
    for case, (path, _) in zip(every_case, visits, strict=True):
        path.write_bytes(write_workbook(layout, parity.an_identity(layout, case.unit_kind), _values(case, layout)))
        lines = parity.differences(parity.shown_by(path, layout), parity.expected(case, layout))
        wrong += [f"{case.name} as written: {line}" for line in lines]
    for case, (shown,) in zip(every_case, driven(visits), strict=True):
        lines = parity.differences(parity.told(shown, layout), parity.expected(case, layout))
        wrong += [f"{case.name} recalculated: {line}" for line in lines]
    assert not wrong, "\n".join(wrong[:60])
