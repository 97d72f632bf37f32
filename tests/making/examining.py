"""A submission read once from a good workbook, changed record by record, and what single checks say of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from filled import LAYOUT, filled, line
from xlreport.background import Background
from xlreport.checks import Examined, examine
from xlreport.findings import Finding
from xlreport.reading import read_submission
from xlreport.submissions import Entry, Identity, State, Submission

Check = Callable[[Examined], Iterator[Finding]]


@cache
def good() -> Submission:
    """The county's largest return, as read from its workbook."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "good.xlsx"
        path.write_bytes(filled("county-ZRZ").content)
        return read_submission(path, LAYOUT)


def with_entry(field: str, submission: Submission | None = None, **changes: Any) -> Submission:
    """The submission with one entry changed."""
    submission = submission or good()
    entry = replace(submission.entry(field), **changes)
    return replace(submission, entries={**submission.entries, field: entry})


def blank(field: str, submission: Submission | None = None) -> Submission:
    """The submission with one field blank."""
    return with_entry(field, submission, state=State.BLANK, value=None, raw=None, type="")


def text(field: str, raw: str, submission: Submission | None = None) -> Submission:
    """The submission with something in a field that is not what the field takes."""
    return with_entry(field, submission, state=State.TEXT, value=None, raw=raw, type="s")


def says(
    check: Check, submission: Submission, expected: Identity | None = None, background: Background | None = None
) -> list[Finding]:
    """What one check finds in a submission."""
    return list(check(examine(submission, LAYOUT, background or Background(expected=expected))))


def lines(check: Check, submission: Submission, expected: Identity | None = None) -> list[str]:
    """What one check finds, a line each: place, code, severity."""
    return [line(each) for each in says(check, submission, expected)]


def entry_of(field: str) -> Entry:
    """The good submission's entry of a field."""
    return good().entry(field)
