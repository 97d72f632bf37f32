"""Each single change to a filled workbook that matters is told at its cell; each that does not stays silent."""

import re
from pathlib import Path

import pytest

from corruption import CORRUPTIONS
from filled import SOURCES, Corruption, Filled, filled, raw_text, taken_in, totalled, unexpected
from plain_chinese import foreign_words
from xlreport.checks.grading import Integrity, integrity
from xlreport.findings import Finding, Severity
from xlreport.submissions import Return

KINDS_PROMISED = 45
QUOTES = re.compile(r"N\d\d|I3[123]|F02")


@pytest.fixture(params=SOURCES)
def given(request: pytest.FixtureRequest) -> Filled:
    """One of the filled workbooks."""
    return filled(request.param)


def test_the_unchanged_workbook_is_silent(given: Filled, tmp_path: Path) -> None:
    """A workbook as filled gives no finding, and its answers and totals exactly."""
    received = taken_in(tmp_path, given.content)
    assert (received.findings, received.state) == ((), "accepted")
    assert received.submission is not None
    assert received.submission.values() == totalled(given.values)


@pytest.mark.parametrize("corruption", CORRUPTIONS, ids=lambda each: each.name)
def test_each_corruption(given: Filled, corruption: Corruption, tmp_path: Path) -> None:
    """What must be told is told with its code at its cell and nothing else is; the values read as they must."""
    content = corruption.change(given)
    assert content != given.content
    received = taken_in(tmp_path, content)
    assert unexpected(received.findings, corruption.told) == ([], [])
    skipped = {each.code for each in received.findings if each.severity is Severity.SKIPPED}
    assert skipped == set(corruption.skipped)
    blocked = any(told.endswith(" error") for told in corruption.told)
    assert (received.state in {"rejected", "unreadable"}) == blocked
    if received.submission is not None and received.state != "unreadable":
        _read_as(received, corruption, given)
    _graded(received, corruption)
    for finding in received.findings:
        _speaks_plainly(finding)
        _quotes_its_cell(finding, content)


def _read_as(received: Return, corruption: Corruption, given: Filled) -> None:
    assert received.submission is not None
    read, wanted = received.submission.values(), corruption.values(given)
    differ = {key: (read.get(key), wanted.get(key)) for key in {*read, *wanted} if read.get(key) != wanted.get(key)}
    assert differ == {}


def _graded(received: Return, corruption: Corruption) -> None:
    """What is told of labels, formulas, places or identity decides how whole it is; figures alone change no grade."""
    codes = {told.rsplit(" ", 2)[1] for told in corruption.told}
    grade = integrity(received.submission, received.findings)
    if codes and all(code.startswith("N") for code in codes):
        assert grade is Integrity.INTACT
    if codes & {"I31", "I32"}:
        assert grade in {Integrity.ALTERED, Integrity.FOREIGN}
    if codes & {"I11", "I12", "I13"}:
        assert grade is Integrity.FOREIGN
    if codes & {"I01", "I02", "I05", "I08"}:
        assert grade is Integrity.UNREADABLE


def _speaks_plainly(finding: Finding) -> None:
    """No place of a message is left unfilled, each has words in both languages, and the Chinese ones are Chinese."""
    for text in (finding.message, finding.advice, finding.source):
        for language in (text.zh, text.en):
            assert language.strip()
            assert not re.search(r"\{[a-z_]*\}", language)
    for text in (finding.message, finding.advice, *finding.notes):
        assert not foreign_words(text.zh), text.zh


def _quotes_its_cell(finding: Finding, content: bytes) -> None:
    """What a finding of one cell quotes is what stands in that cell."""
    one_cell = finding.cell and ":" not in finding.cell and "," not in finding.cell
    if one_cell and QUOTES.fullmatch(finding.code) and finding.severity is not Severity.SKIPPED:
        assert raw_text(content, finding.sheet, finding.cell) == finding.found


def test_enough_kinds() -> None:
    """The list keeps its promise, and no two corruptions share a name."""
    assert len({each.name for each in CORRUPTIONS}) == len(CORRUPTIONS) >= KINDS_PROMISED
