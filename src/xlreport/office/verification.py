"""A consolidated workbook proven again: alone, against the inbox it was made of, and against last year's files."""

from pathlib import Path

from xlreport.layout import Layout
from xlreport.merging import Proof, scan
from xlreport.merging import verify as proof_of
from xlreport.merging.proof.inbox import Track
from xlreport.office.consolidation import inbox_folders
from xlreport.office.previous_year import previous_files


def verify(
    file: Path, inbox: list[Path] | None, layout: Layout, track: Track = list, previous: Path | None = None
) -> Proof:
    """Verify a consolidated workbook, against an inbox and last year's files where they are given."""
    files = scan(inbox_folders(inbox), file).files if inbox else None
    return proof_of(file, layout, files, track, previous_files(previous)[0] if previous else None)
