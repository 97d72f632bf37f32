"""Family I, first part: every refusal of the reader has words and advice."""

import pytest

from xlreport.checks import refused
from xlreport.checks.containers import RULES
from xlreport.errors import Refusal
from xlreport.findings import Severity


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_each_refusal_is_worded(code: str) -> None:
    """A refusal becomes an error about the whole file, with advice in both languages."""
    finding = refused(Refusal(code=code, found="某物"))
    assert (finding.code, finding.severity, finding.place) == (code, Severity.ERROR, "")
    assert finding.advice.zh
    assert finding.advice.en


def test_what_was_seen_is_quoted() -> None:
    """The raw fact stands in the message."""
    finding = refused(Refusal(code="I02", found="pdf"))
    assert finding.found == "pdf"
    assert all("PDF" in text for text in (finding.message.zh, finding.message.en))


def test_an_unknown_code_is_a_broken_program() -> None:
    """A refusal without words is no finding."""
    with pytest.raises(KeyError):
        refused(Refusal(code="I99", found=""))
