"""The measure of the reading: no false error, precision and recall above the line, no fall behind the kept score."""

import pytest

from text_score import PRECISION, RECALL, Score, kept, page

SCORES: dict[str, Score] = page()[1]


@pytest.mark.parametrize("heading", SCORES)
def test_right_text_gets_no_error(heading: str) -> None:
    """An error sends a report back; a right one must never be."""
    assert SCORES[heading].errors == 0


@pytest.mark.parametrize("heading", SCORES)
def test_the_score_does_not_fall(heading: str) -> None:
    """What was read yesterday is read today. A new kept score is written by `make score`."""
    score, before = SCORES[heading], kept().get(heading, {})
    assert score.precision >= before.get("precision", 0), score.alarms
    assert score.recall >= before.get("recall", 0), score.missed


def test_the_score_is_above_the_line() -> None:
    """Of all narratives that were written with the grammar in view."""
    score = next(iter(SCORES.values()))
    assert score.precision >= PRECISION, score.alarms
    assert score.recall >= RECALL, score.missed
