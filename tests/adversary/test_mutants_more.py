"""The second half of the thousand mutants, in a file of its own so that another core takes it."""

from pathlib import Path

from judging import judged

SECOND = range(500, 1000)
PLACED = 0.99


def test_the_second_half(tmp_path: Path) -> None:
    """All is told that must be, 99 of 100 at the right cell; what says the same is silent; no value changes unsaid."""
    verdict = judged(SECOND, tmp_path)
    assert verdict.asked + verdict.quiet == len(SECOND)
    assert verdict.untold == []
    assert 1 - len(verdict.misplaced) / verdict.asked >= PLACED, verdict.misplaced
    assert verdict.noisy == []
    assert verdict.changed == []
