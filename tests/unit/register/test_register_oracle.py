"""Registers at random against an oracle that was written from the law's articles alone."""

from datetime import date
from typing import Any

import pytest

from judged_registers import judge
from random_registers import random_choices, random_register
from register_oracle import UNDECIDED, RegisterOracle
from xlreport.forms import load_form
from xlreport.outputs.register_data import judged_request
from xlreport.register import register_of

_REGISTERS, _ROWS = 1_000, 6


@pytest.mark.parametrize("choosing", ["", "any"], ids=["as usual", "any choice"])
def test_a_thousand_registers_agree_with_the_oracle(choosing: str) -> None:
    """Figures, origins, days and states are the oracle's in every register; most of them are decided by a text."""
    declared = register_of(load_form())
    assert declared
    kinds, outcomes = ([option.id for option in side] for side in (declared.applicants, declared.outcomes))
    differing: list[Any] = []
    compared = open_ = 0
    for seed in range(_REGISTERS):
        made = random_register(declared, seed, rows=_ROWS)
        made["choices"] = random_choices(declared, seed) if choosing else {}
        oracle, judged = RegisterOracle(made, kinds, outcomes), judge(made)
        if oracle.figures() != dict(judged.values):
            differing.append((seed, oracle.figures(), dict(judged.values)))
        for row, result in zip(oracle.rows, map(judged_request, judged.requests), strict=True):
            expected = {key: printed(value) for key, value in oracle.request(row).items() if value != UNDECIDED}
            compared, open_ = compared + len(expected), open_ + 10 - len(expected)
            differing += [
                (seed, row, key, value, result[key]) for key, value in expected.items() if result[key] != value
            ]
    assert differing == []
    assert compared > 2 * open_


@pytest.mark.parametrize(
    ("choice", "way"),
    [
        ("withdrawn", "granted"),
        ("split", "one"),
        ("again", "new"),
        ("answered", "sent"),
        ("answered", "served"),
        ("disputes", "filed"),
    ],
)
def test_each_choice_changes_the_count(choice: str, way: str) -> None:
    """The same rows come to other figures, and to those of the oracle."""
    declared = register_of(load_form())
    assert declared
    made = [random_register(declared, seed, rows=40) for seed in range(5)]
    pairs = [(judge(each).values, judge(each | {"choices": {choice: way}}).values) for each in made]
    assert any(usual != otherwise for usual, otherwise in pairs)


def printed(value: Any) -> Any:
    """A day as the worked cases write it."""
    match value:
        case date():
            return str(value)
        case list():
            return [str(day) for day in value]
        case _:
            return value
