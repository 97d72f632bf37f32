"""Registers at random against an oracle that was written from the law's articles alone."""

from datetime import date
from typing import Any

from judged_registers import judge, plain
from random_registers import random_register
from register_oracle import UNDECIDED, RegisterOracle
from xlreport.forms import load_form
from xlreport.register import register_of

_REGISTERS, _ROWS = 1_000, 6


def test_a_thousand_registers_agree_with_the_oracle() -> None:
    """Figures, origins, days and states are the oracle's in every register; most of them are decided by a text."""
    declared = register_of(load_form())
    assert declared
    kinds, outcomes = ([option.id for option in side] for side in (declared.applicants, declared.outcomes))
    differing: list[Any] = []
    compared = open_ = 0
    for seed in range(_REGISTERS):
        made = random_register(declared, seed, rows=_ROWS)
        oracle, judged = RegisterOracle(made, kinds, outcomes), judge(made)
        if oracle.figures() != dict(judged.values):
            differing.append((seed, oracle.figures(), dict(judged.values)))
        for row, result in zip(oracle.rows, map(plain, judged.requests), strict=True):
            expected = {key: printed(value) for key, value in oracle.request(row).items() if value != UNDECIDED}
            compared, open_ = compared + len(expected), open_ + 10 - len(expected)
            differing += [
                (seed, row, key, value, result[key]) for key, value in expected.items() if result[key] != value
            ]
    assert differing == []
    assert compared > 2 * open_


def printed(value: Any) -> Any:
    """A day as the worked cases write it."""
    match value:
        case date():
            return str(value)
        case list():
            return [str(day) for day in value]
        case _:
            return value
