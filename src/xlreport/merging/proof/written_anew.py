"""A consolidated workbook beside the one that its own ledger gives anew: which sheets are the same in every byte.

Those are read in one sweep, and everything else with openpyxl. Both are held against the second arithmetic alike.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from xlreport.layout import MANIFEST_SHEET, Layout
from xlreport.merging.book.consolidated import consolidated
from xlreport.merging.book.seal import Seal
from xlreport.merging.proof.inside import other_form, read_seal
from xlreport.merging.proof.package import Package, Refused, package_of
from xlreport.merging.proof.plain_sheets import NotPlain, PlainReader, PlainSheet
from xlreport.merging.proof.rebuilt import changed_sheets
from xlreport.merging.proof.second_reader import Loaded, gated, openpyxl_guarded


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A consolidated workbook, what it seals, and the workbook that this ledger gives, where that is known."""

    book: Loaded
    seal: Seal | None
    anew: Package | None = None


def sealed_book(path: Path, layout: Layout) -> Sealed:
    """Open a workbook; raises Unreadable for any cause, some of them when it is read."""
    package = gated(path)
    seal = _plain_seal(package, layout)
    anew = anew_of(seal, layout) if seal else None
    plain = _plain_sheets(package, anew) if anew else {}
    book = Loaded(package=package, plain=plain if MANIFEST_SHEET in plain else {})
    read = seal if book.plain else read_seal(book, layout)
    same = seal is not None and read is not None and read.true_digest == seal.true_digest
    return Sealed(book=book, seal=read, anew=anew if same else None)


def _plain_seal(package: Package, layout: Layout) -> Seal | None:
    """Read the hidden sheet where it is as the merge writes it, and what it holds is whole and of this form."""
    if MANIFEST_SHEET not in package.sheets:
        return None
    try:
        seal = read_seal(
            Loaded(package=package, plain={MANIFEST_SHEET: PlainReader(package).sheet(MANIFEST_SHEET)}), layout
        )
    except (NotPlain, ValueError, IndexError):
        return None
    whole = seal is not None and seal.ledger is not None and seal.digest == seal.true_digest
    return seal if seal and whole and not tuple(other_form(seal, layout)) else None


def anew_of(seal: Seal, layout: Layout) -> Package:
    """Give the workbook that a sealed ledger gives; raises Unreadable where it gives none."""
    with openpyxl_guarded():
        if seal.ledger is None:
            raise Refused("no ledger")
        return package_of(consolidated(seal.ledger, layout)[0], sys.maxsize)


def _plain_sheets(package: Package, anew: Package) -> dict[str, PlainSheet]:
    """Read what is byte for byte as it would be written anew."""
    changed, reader = changed_sheets(package, anew), PlainReader(package)
    try:
        return {name: reader.sheet(name) for name in anew.sheets if name not in changed}
    except NotPlain:
        return {}
