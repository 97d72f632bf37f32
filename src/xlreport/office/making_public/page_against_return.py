"""A published report held against the return it should be: both read, then compared. Writes nothing."""

from pathlib import Path

from xlreport.errors import XlreportError
from xlreport.findings import Finding
from xlreport.language import either
from xlreport.layout import Layout
from xlreport.office.backgrounds import known_of
from xlreport.office.round_folder import round_beside
from xlreport.office.taking_in.intake import receive
from xlreport.office.taking_in.published_pages import read_published
from xlreport.publishing.comparing import Comparison, compared
from xlreport.submissions import Value


def compare(page: Path, given: Path, layout: Layout) -> tuple[Comparison | None, tuple[Finding, ...]]:
    """Compare a published report with its return, and say what reading the page found.

    None when the page could not be read; raises XlreportError when the return cannot.
    """
    values = _values(given, round_beside([given]), layout)
    read, findings = read_published(page, layout.form.id)
    return (compared(read, values) if read else None), findings


def _values(path: Path, folder: Path | None, layout: Layout) -> dict[str, Value]:
    """Give what a return says, unknown figures left out; raises XlreportError when it cannot be read."""
    received = receive(path, layout, known_of(folder, layout).background)
    if received.submission is None:
        why = received.findings[0].message
        raise XlreportError(f"{path}: {either(why.zh, why.en)}")
    figures = received.submission.figures()
    fields = layout.form.fields
    return {
        field: value
        for field, value in received.submission.values().items()
        if not (fields[field].kind.numeric and figures.open(field))
    }
