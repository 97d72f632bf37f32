"""A consolidated workbook beside the one that its own ledger gives anew: which sheets are the same in every byte.

Those are read in one sweep, and everything else with openpyxl. Both are held against the second arithmetic alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from xlreport.layout import MANIFEST_SHEET, Layout
from xlreport.merging.book.book_places import FINDINGS_SHEET, TEXTS_SHEET
from xlreport.merging.book.consolidated import consolidated_parts, consolidated_traces
from xlreport.merging.book.seal import Seal
from xlreport.plain_records import dataclass
from xlreport.proof.inside import other_form, read_seal
from xlreport.proof.package import Package, Refused
from xlreport.proof.plain_sheets import UNREAD, PlainReader, PlainSheet
from xlreport.proof.plain_texts import NotPlain
from xlreport.proof.rebuilt import changed_sheets
from xlreport.proof.second_reader import Loaded, gated, openpyxl_guarded

_LISTS = frozenset({TEXTS_SHEET, FINDINGS_SHEET, MANIFEST_SHEET})
"""Sheets without a formula of which a proof that finds them unchanged wants to know no more, the seal once read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A consolidated workbook, what it seals, and the workbook that this ledger gives, where that is known.

    `changed` names the sheets that are not the same in every byte; of the others the parts are kept without their
    cells, and of the large parts of `anew` only digests.
    """

    book: Loaded
    seal: Seal | None
    anew: Package | None = None
    changed: tuple[str, ...] = ()

    def with_anew(self, anew: Package) -> "Sealed":
        """Compare it with the workbook that its ledger gives."""
        return replace(self, anew=anew, changed=changed_sheets(self.book.package, anew))


def sealed_book(path: Path, layout: Layout) -> Sealed:
    """Open a workbook; raises Unreadable for any cause, some of them when it is read."""
    package = gated(path)
    reader = PlainReader(package)
    seal = _plain_seal(reader, layout)
    anew = traces_of(seal, layout) if seal else None
    changed = changed_sheets(package, anew) if anew else ()
    plain = _plain_sheets(reader, [name for name in anew.sheets if name not in changed]) if anew else {}
    plain = plain if MANIFEST_SHEET in plain else {}
    book = Loaded(package=package.without_cells(plain), plain=plain)
    read = seal if book.plain else read_seal(book, layout)
    same = seal is not None and read is not None and read.true_digest == seal.true_digest
    return Sealed(book=book, seal=read, anew=anew if same else None, changed=changed if same else ())


def _plain_seal(reader: PlainReader, layout: Layout) -> Seal | None:
    """Read the hidden sheet where it is as the merge writes it, and what it holds is whole and of this form."""
    if MANIFEST_SHEET not in reader.package.sheets:
        return None
    try:
        plain = {MANIFEST_SHEET: reader.passing(MANIFEST_SHEET)}
        seal = read_seal(Loaded(package=reader.package, plain=plain), layout)
    except (NotPlain, ValueError, IndexError):
        return None
    whole = seal is not None and seal.ledger is not None and seal.digest == seal.true_digest
    return seal if seal and whole and not tuple(other_form(seal, layout)) else None


def traces_of(seal: Seal, layout: Layout) -> Package:
    """Give the workbook that a sealed ledger gives, to be compared; raises Unreadable where it gives none."""
    with openpyxl_guarded():
        if seal.ledger is None:
            raise Refused("no ledger")
        return Package(parts=consolidated_traces(seal.ledger, layout))


def anew_of(seal: Seal, layout: Layout) -> Package:
    """Give the workbook that a sealed ledger gives; raises Unreadable where it gives none."""
    with openpyxl_guarded():
        if seal.ledger is None:
            raise Refused("no ledger")
        return Package(parts=consolidated_parts(seal.ledger, layout))


def _plain_sheets(reader: PlainReader, same: Iterable[str]) -> Mapping[str, PlainSheet]:
    """Read what is byte for byte as it would be written anew; the lists, of which no cell is asked for, unread."""
    try:
        return {name: UNREAD if name in _LISTS else reader.sheet(name) for name in same}
    except NotPlain:
        return {}
