"""Proves a consolidated workbook again, with a second reader and arithmetic. Changes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from xlreport.cells import Area
from xlreport.findings import Finding, Severity, Where, found_by, ordered
from xlreport.language import text_of
from xlreport.layout import MANIFEST_SHEET, Layout
from xlreport.merging.book.book_places import COVER_SHEET, LEDGER_SHEET
from xlreport.merging.book.seal import Seal
from xlreport.plain_records import dataclass
from xlreport.proof.against_inbox import AgainstInbox, Track, given_of
from xlreport.proof.against_previous import against_previous
from xlreport.proof.ambiguities import strange_parts
from xlreport.proof.inside import FoundRow, inside, ledger_rows
from xlreport.proof.rebuilt import Both, against_rebuilt
from xlreport.proof.second_reader import Unreadable, opened, openpyxl_guarded
from xlreport.proof.seen import seen_otherwise
from xlreport.proof.written_anew import Sealed, anew_of, sealed_book, traces_of
from xlreport.rules import rule
from xlreport.verdicts import DIFFERS, PROVEN
from xlreport.workers import ALONE, Crew


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What verify found; `numbers` counts the figures of the ledger that were compared."""

    findings: tuple[Finding, ...]
    units: int = 0
    numbers: int = 0
    with_inbox: bool = False
    with_previous: bool = False
    beneath: int = 0
    """units of areas whose own files were read again too"""

    @property
    def state(self) -> str:
        """Give `proven` when nothing but notes was found, else `differs`."""
        heavy = any(finding.severity in {Severity.ERROR, Severity.WARNING} for finding in self.findings)
        return DIFFERS if heavy else PROVEN


Files = Iterable[tuple[str, Path]]
"""by their names within the folder"""


def verify(  # noqa: PLR0913  # what is proven, against what, and how
    path: Path,
    layout: Layout,
    inbox: Files | None = None,
    track: Track = list,
    previous: Files | None = None,
    *,
    crew: Crew = ALONE,
) -> Proof:
    """Check a consolidated workbook in itself, and against the inbox and last year's files where they are given."""
    try:
        return _proven(path, layout, inbox, track=track, previous=previous, crew=crew)
    except Unreadable as error:
        return Proof(findings=(replace(found_by(rule("V01"), why=text_of(str(error))), file=path.name),))


def _proven(  # noqa: PLR0913  # those of verify
    path: Path, layout: Layout, inbox: Files | None, *, track: Track, previous: Files | None, crew: Crew
) -> Proof:
    with openpyxl_guarded():
        found, seal, rows = _in_itself(path, layout, with_rows=inbox is not None)
    findings = [replace(each, file=path.name) for each in found]
    if seal is None:
        return Proof(findings=tuple(findings))
    at, beneath = seal.places(layout), 0
    if inbox is not None:
        against = AgainstInbox(given_of(inbox), at)
        findings += against.findings(rows, seal, track, crew)
        beneath = against.beneath
    if previous is not None and seal.ledger:
        findings += [replace(each, file=path.name) for each in against_previous(seal.ledger, at, previous)]
    compared = 0 if any(finding.code == "V02" for finding in findings) else len(seal.rows)
    return Proof(
        findings=ordered(findings),
        units=compared,
        numbers=compared * len(layout.form.numbers),
        with_inbox=inbox is not None,
        with_previous=previous is not None,
        beneath=beneath,
    )


def _in_itself(path: Path, layout: Layout, *, with_rows: bool) -> tuple[list[Finding], Seal | None, list[FoundRow]]:
    """Give what is found in the workbook, what it seals, None where that is none of this form, and the rows of 明细.

    The workbook itself is let go: what is held against the inbox needs the room.
    """
    sealed = sealed_book(path, layout)
    book, seal = sealed.book, sealed.seal
    if seal is None:
        return [found_by(rule("V02", "none"), Where(sheet=MANIFEST_SHEET))], None, []
    if (form := seal.head.get("form", "")) != layout.form.id:
        where = Where(sheet=MANIFEST_SHEET)
        return [found_by(rule("V02", "form"), where, found=form, expected=layout.form.id)], None, []
    findings = [*strange_parts(book.package), *inside(book, seal, layout)]
    findings += _rebuilt(sealed, seal, layout, tuple(findings))
    rows = ledger_rows(book, seal, seal.places(layout)) if with_rows and book.has(LEDGER_SHEET) else []
    return findings, seal, rows


def _rebuilt(sealed: Sealed, seal: Seal, layout: Layout, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Compare with the workbook written anew, where the ledger it carries is whole and of this form."""
    known, book = list(findings), sealed.book
    if seal.ledger is None or any(finding.code in {"V02", "V03"} and not _of_cover(finding) for finding in known):
        return
    compared = sealed if sealed.anew else sealed.with_anew(traces_of(seal, layout))
    traces, changed = compared.anew, tuple(name for name in compared.changed if name != MANIFEST_SHEET)
    if traces is None or (not changed and book.sheetnames == list(traces.sheets)):
        return
    anew = anew_of(seal, layout)
    told = {(each.sheet, str(cell)) for each in known for area in _areas(each.cell) for cell in area}
    smaller = anew.without_cells(book.plain).opened
    unstored = any(finding.code == "V12" for finding in known)
    results = opened(smaller, data_only=True) if unstored else None
    both = Both(found=book, rebuilt=opened(smaller), anew=anew, changed=changed, results=results)
    yield from against_rebuilt(both, told)
    yield from seen_otherwise(both)


def _of_cover(finding: Finding) -> bool:
    return finding.sheet == COVER_SHEET


def _areas(cells: str) -> Iterator[Area]:
    return (Area.parse(area) for area in cells.split(",") if area)
