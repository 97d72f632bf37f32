"""A consolidated workbook that lies in an inbox: told by its content, and proven in itself before it may count."""

from collections.abc import Iterator
from pathlib import Path

from xlreport.errors import Refusal
from xlreport.findings import Finding, Severity, Where, found_by
from xlreport.language import Text
from xlreport.layout import Layout
from xlreport.merging import AreaBook, verify
from xlreport.office.sealed_books import ALTERED, LedgerTrouble, SealedBook, sealed_book
from xlreport.rules import rule
from xlreport.submissions import Return

_NO_RETURN = "I11"
"""A workbook without the manifest of a return."""


def area_book(received: Return, path: Path, layout: Layout) -> AreaBook | None:
    """Give the consolidated workbook that a file turns out to be; None when it is a return, or neither."""
    if not any(finding.code == _NO_RETURN for finding in received.findings):
        return None
    file, sha256 = received.file, received.sha256
    try:
        book = sealed_book(path, layout)
    except LedgerTrouble:
        return AreaBook(file=file, sha256=sha256, ledger=None, findings=(_altered(1, ALTERED),))
    except Refusal:
        return None
    if book is None:
        return None
    if stranger := _of_another_form(book, layout):
        return AreaBook(file=file, sha256=sha256, ledger=None, findings=(stranger,))
    return AreaBook(
        file=file, sha256=sha256, ledger=book.ledger, taken_out=book.taken_out, findings=tuple(_changes(path, layout))
    )


def _of_another_form(book: SealedBook, layout: Layout) -> Finding | None:
    """M32: another form or edition, whose figures are other ones."""
    found, expected = f"{book.form}/{book.edition}", f"{layout.form.id}/{layout.form.edition}"
    if found == expected:
        return None
    return found_by(rule("M32"), found=found, expected=expected, name=book.ledger.region)


def _changes(path: Path, layout: Layout) -> Iterator[Finding]:
    """M31: what the proof of the workbook in itself says against it."""
    errors = [each for each in verify(path, layout).findings if each.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        told = Text(f"{first.place} {first.message.zh}", f"{first.place} {first.message.en}")
        yield _altered(len(errors), told, Where(sheet=first.sheet, cell=first.cell))


def _altered(count: int, first: Text, where: Where | None = None) -> Finding:
    return found_by(rule("M31"), where, count=count, first=first)
