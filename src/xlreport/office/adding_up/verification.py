"""A consolidated workbook proven again: alone, against the inbox it was made of, and against last year's files."""

from pathlib import Path

from xlreport.layout import Layout
from xlreport.office.round_folder import inbox_folders
from xlreport.office.taking_in.opened_inbox import opened_inbox
from xlreport.office.taking_in.previous_year import previous_files
from xlreport.proof import Proof
from xlreport.proof import verify as proof_of
from xlreport.proof.against_inbox import Track
from xlreport.workers import ALONE, Crew


def verify(
    file: Path,
    inbox: list[Path] | None,
    layout: Layout,
    track: Track = list,
    previous: Path | None = None,
    *,
    crew: Crew = ALONE,
) -> Proof:
    """Verify a consolidated workbook, against an inbox and last year's files where they are given."""
    last = previous_files(previous)[0] if previous else None
    if not inbox:
        return proof_of(file, layout, None, track, last)
    with opened_inbox(inbox_folders(inbox), file) as found:
        return proof_of(file, layout, found.files, track, last, crew=crew)
