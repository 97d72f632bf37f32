"""A bundle's files proven among themselves: the workbook by its returns, the round's files by what the merge sealed.

The same when a bundle is made and when it is verified: what one writes the other can work out.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from xlreport.bundles.enclosing import FORM_FOLDER, enclosable, left_out, return_places
from xlreport.bundles.listing import BundleList, Contents, listed, sha256_of
from xlreport.bundles.pages import NOTE, note, pages
from xlreport.errors import XlreportError
from xlreport.findings import Finding, found_by
from xlreport.forms import FORM_FILE, load_form
from xlreport.language import Text, text_of
from xlreport.layout import Layout, plan
from xlreport.merging import Ledger
from xlreport.office.adding_up.basis import FORM, ROUND_FILES
from xlreport.office.taking_in.sealed_books import read_sealed
from xlreport.plain_records import dataclass
from xlreport.proof import Proof, verify
from xlreport.proof.against_inbox import Track
from xlreport.rounds import INBOX
from xlreport.rules import rule
from xlreport.storage import scratch

_NOT_THERE = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What a bundle's files come to: the ledger as sealed, the proof, and what of the round does not fit."""

    ledger: Ledger | None
    """None where the workbook was altered so far that none can be read of it"""
    fingerprint: str
    proof: Proof
    findings: tuple[Finding, ...]


def enclosed_layout(contents: Contents) -> Layout | None:
    """Give the layout of the form that is enclosed, None where there is none; raises FormError for a wrong one."""
    files = {name: content for name, content in contents.items() if name.startswith(f"{FORM_FOLDER}/")}
    if f"{FORM_FOLDER}/{FORM_FILE}" not in files:
        return None
    with scratch() as space:
        return plan(load_form(str(space.folder(files))))


def examined(contents: Contents, workbook: str, layout: Layout, track: Track = list) -> Examination:
    """Prove a bundle's workbook by the returns beside it, and hold the round's files against what it sealed."""
    with scratch() as space:
        path = space.file(workbook, contents[workbook])
        ledger, fingerprint, trouble = _sealed(path, layout)
        names = {place: file for file, place in return_places(ledger).items()} if ledger else {}
        inside = ((name, content) for name, content in contents.items() if name.startswith(f"{INBOX}/"))
        files = [(names.get(name, name.removeprefix(f"{INBOX}/")), space.file(name, each)) for name, each in inside]
        proof = verify(path, layout, sorted(files), track)
    if ledger is None:
        return Examination(ledger=None, fingerprint="", proof=proof, findings=(trouble,))
    kept = _without_left_out(proof, ledger)
    return Examination(
        ledger=ledger, fingerprint=fingerprint, proof=kept, findings=tuple(_of_the_round(contents, ledger))
    )


def _sealed(path: Path, layout: Layout) -> tuple[Ledger | None, str, Finding]:
    trouble = found_by(rule("B01"), why=Text(path.name, path.name))
    try:
        book = read_sealed(path, layout)
    except XlreportError as error:
        return None, "", found_by(rule("B01"), why=text_of(error.message.removeprefix(f"{path}: ")))
    return book.ledger, book.fingerprint, trouble


def _without_left_out(proof: Proof, ledger: Ledger) -> Proof:
    """Give a proof without what it says of files that are not enclosed by a decision: the list says it."""
    gone = {line.file for line in ledger.files if not enclosable(line)}
    kept = (each for each in proof.findings if not (each.code == "V26" and each.file in gone))
    return replace(proof, findings=tuple(kept))


def _of_the_round(contents: Contents, ledger: Ledger) -> Iterator[Finding]:
    """Hold each file of the round against what the merge read."""
    basis = dict(ledger.basis)
    parts = {**ROUND_FILES, FORM: (f"{FORM_FOLDER}/{FORM_FILE}",)}
    for part, names in parts.items():
        here = [name for name in names if name in contents]
        found = sha256_of(contents[here[0]]) if here else _NOT_THERE
        expected = basis.get(part, _NOT_THERE)
        if found != expected or len(here) > 1:
            name = here[0] if here else names[0]
            yield found_by(rule("B11"), found=found, expected=expected, file=name).within(name)


def derived(workbook: str, known: Examination, layout: Layout) -> dict[str, bytes]:
    """Give the pages that follow from a bundle's files; none where there is no ledger."""
    if known.ledger is None:
        return {}
    ledger = known.ledger
    said = note(region=ledger.region, year=ledger.year, workbook=workbook, fingerprint=known.fingerprint)
    return {NOTE: said, **pages(ledger, known.proof, PurePosixPath(workbook).name, layout)}


def listing_of(
    contents: Contents, workbook: str, known: Examination, layout: Layout, program: str
) -> BundleList | None:
    """Give the list that follows from a bundle's files, pages and all; None where there is no ledger."""
    if known.ledger is None:
        return None
    return BundleList(
        program=program,
        form=layout.form.id,
        edition=layout.form.edition,
        region=known.ledger.region,
        year=known.ledger.year,
        draft=known.ledger.draft,
        workbook=workbook,
        fingerprint=known.fingerprint,
        state=known.proof.state,
        units=known.proof.units,
        numbers=known.proof.numbers,
        files=listed(contents),
        left_out=left_out(known.ledger),
    )
