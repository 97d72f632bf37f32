"""The measure of the reading: no false error, precision and recall above the line, no fall behind the kept score."""

import pytest

from made_once import made_once
from text_score import PRECISION, RECALL, Score, kept, page


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    """What the corpus scores, by heading."""
    return made_once(tmp_path_factory, "scores", lambda: page()[1])


@pytest.mark.parametrize("heading", kept())
def test_right_text_gets_no_error(heading: str, scores: dict[str, Score]) -> None:
    """An error sends a report back; a right one must never be."""
    assert scores[heading].errors == 0


@pytest.mark.parametrize("heading", kept())
def test_the_score_does_not_fall(heading: str, scores: dict[str, Score]) -> None:
    """What was read yesterday is read today. A new kept score is written by `make score`."""
    score, before = scores[heading], kept()[heading]
    assert score.precision >= before["precision"], score.alarms
    assert score.recall >= before["recall"], score.missed


def test_each_part_of_the_corpus_is_kept(scores: dict[str, Score]) -> None:
    """No part is scored without a kept score to hold it against."""
    assert scores.keys() == kept().keys()


@pytest.mark.parametrize("heading", kept())
def test_the_score_is_above_the_line(heading: str, scores: dict[str, Score]) -> None:
    """Of all narratives, those by somebody who had not seen the grammar too."""
    assert scores[heading].precision >= PRECISION, scores[heading].alarms
    assert scores[heading].recall >= RECALL, scores[heading].missed
