"""A thousand seeded mutants of three filled workbooks, first half: what happens to a return is told at its cell."""

import pytest

from judging import OPERATORS, Verdict, judged
from made_once import made_once
from mutants import BASES

FIRST = range(500)
PLACED = 0.99


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    """The first five hundred, taken in once."""
    return made_once(tmp_path_factory, "mutants", lambda: judged(FIRST, tmp_path_factory.mktemp("mutants")))


def test_what_must_be_told_is_told(verdict: Verdict) -> None:
    """Every mutant that asks for a finding gets one of its code."""
    assert verdict.untold == []


def test_at_the_right_cell(verdict: Verdict) -> None:
    """At least 99 of 100 are told at the cell where the change is, or at the one that the relation names."""
    assert 1 - len(verdict.misplaced) / verdict.asked >= PLACED, verdict.misplaced


def test_what_says_the_same_is_silent(verdict: Verdict) -> None:
    """What programs do to a file all day gives no finding at all."""
    assert verdict.noisy == []


def test_nothing_changes_in_silence(verdict: Verdict) -> None:
    """Of every mutant either something is told or each value reads as it did before."""
    assert verdict.changed == []


def test_the_half_is_a_fair_one(verdict: Verdict) -> None:
    """Both sorts of change, many operators and all three workbooks take part."""
    assert verdict.asked + verdict.quiet == len(FIRST)
    assert (verdict.asked > 350, verdict.quiet > 50) == (True, True)
    assert len(verdict.operators) > 120
    assert verdict.bases == set(BASES)


def test_enough_operators() -> None:
    """More than sixty kinds of random change besides the fixed corruptions, each with a name of its own."""
    assert len({each.name for each in OPERATORS}) == len(OPERATORS) > 100
