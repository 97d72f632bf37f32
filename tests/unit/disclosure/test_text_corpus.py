"""The corpus of narratives is right itself: what the labels say is what the units' figures are."""

import pytest

from examining import says
from text_corpus import Sample, corpus, untrue
from text_returns import submission_of
from xlreport.checks.tables.relation_checks import check_relations
from xlreport.findings import Severity

UNITS = {sample.unit.name: sample for sample in corpus()}


def test_every_label_is_true_of_its_units_figures() -> None:
    """A number that is not what its label means would be no fault where it is told."""
    assert [words for sample in corpus() for words in untrue(sample)] == []


@pytest.mark.parametrize("sample", UNITS.values(), ids=UNITS)
def test_the_figures_of_every_unit_agree_with_each_other(sample: Sample) -> None:
    """What the form says of its tables holds."""
    told = says(check_relations, submission_of(sample.unit, {**sample.unit.figures, sample.part: sample.text}))
    assert [each.message.zh for each in told if each.severity is Severity.ERROR] == []
