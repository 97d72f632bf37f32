"""A round made into a bundle, once it is proven: nothing is bundled that its own proof would not hold."""

from importlib.metadata import version
from pathlib import Path

from xlreport.bundles.enclosing import Enclosed, enclosed
from xlreport.bundles.examining import Examination, derived, examined, listing_of
from xlreport.bundles.listing import BUNDLE, CODE, LIST, SUMS, packed, sha256_of, sums_of
from xlreport.bundles.signing import SIGNATURE, Signer, code_over
from xlreport.errors import XlreportError
from xlreport.findings import Finding, Severity, ordered
from xlreport.language import either
from xlreport.layout import Layout
from xlreport.office.round_folder import open_round, round_files
from xlreport.office.taking_in.opened_inbox import opened_inbox
from xlreport.office.taking_in.sealed_books import read_sealed
from xlreport.plain_records import dataclass
from xlreport.proof import Proof
from xlreport.proof.against_inbox import Track
from xlreport.rounds import INBOX, OUTPUT, Settings, legal_stem, read_key
from xlreport.storage import Guard, Purpose
from xlreport.verdicts import PROVEN

_SIGNATURE_BYTES = 64


def _is_signature(content: bytes) -> bool:
    return len(content) == _SIGNATURE_BYTES


_SIGNED = Purpose(name="bundle.signature", ending=SIGNATURE, recognises=_is_signature)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundling:
    """What became of a round: the bundle written, or the findings that kept it from being one."""

    output: Path
    sha256: str
    """of the bundle; empty where none was written"""
    files: int
    proof: Proof
    findings: tuple[Finding, ...]
    with_code: bool = False
    signature: Path | None = None

    @property
    def written(self) -> bool:
        """Tell whether there is a bundle."""
        return bool(self.sha256)


def bundle(
    folder: Path,
    output: Path,
    *,
    workbook: Path | None = None,
    signer: Signer | None = None,
    force: bool = False,
    track: Track = list,
) -> Bundling:
    """Bundle a round's consolidated workbook with all it rests on; raises XlreportError when it cannot be done.

    Where the workbook is not proven, is not up to date with its round, or a file came in later, nothing is written.
    """
    opened = open_round(folder)
    source = workbook or _usual(folder, opened.settings)
    guard = Guard(inputs=[source, *round_files(folder)], force=force)
    target = guard.file(output, BUNDLE)
    beside = guard.file(output.with_name(output.name + SIGNATURE), _SIGNED) if signer else None
    if not source.is_file():
        raise XlreportError(
            f"{source}: {either('没有这份汇总工作簿，请先 xlreport merge', 'not there: run xlreport merge first')}"
        )
    ledger = read_sealed(source, opened.layout).ledger
    with opened_inbox([folder / INBOX]) as inbox:
        found = enclosed(opened, source, ledger, inbox)
    known = examined(found.contents, found.workbook, opened.layout, track)
    findings = ordered((*known.findings, *found.later))
    contents = _whole(found, known, opened.layout)
    if contents is None or known.proof.state != PROVEN or _blocks(findings):
        return Bundling(output=output, sha256="", files=0, proof=known.proof, findings=findings)
    if key := read_key(folder):
        contents[CODE] = code_over(contents[LIST], key)
    content = packed(contents)
    target.write(content)
    if signer and beside:
        beside.write(signer.signature(content))
    return Bundling(
        output=output,
        sha256=sha256_of(content),
        files=len(contents),
        proof=known.proof,
        findings=findings,
        with_code=bool(key),
        signature=beside.path if beside else None,
    )


def _whole(found: Enclosed, known: Examination, layout: Layout) -> dict[str, bytes] | None:
    """Give the files with their pages, the list of all and its sums; None where no list can be made."""
    contents = {**found.contents, **derived(found.workbook, known, layout)}
    listing = listing_of(contents, found.workbook, known, layout, version("xlreport"))
    if listing is None:
        return None
    contents[LIST] = listing.written()
    contents[SUMS] = sums_of(contents)
    return contents


def _usual(folder: Path, settings: Settings) -> Path:
    return folder / OUTPUT / f"{legal_stem(f'{settings.region}{settings.year}汇总')}.xlsx"


def _blocks(findings: tuple[Finding, ...]) -> bool:
    return any(each.severity in {Severity.ERROR, Severity.WARNING} for each in findings)
