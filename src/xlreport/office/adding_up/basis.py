"""What a merge rests on beside the returns: the office's own files, each by its part in the merge and its SHA-256.

Sealed with the ledger, so that a workbook tells by itself whether it is still up to date with its round. Reads no
return, and judges nothing.
"""

import hashlib
import json
from pathlib import Path

from xlreport.forms import FORM_FILE, Form
from xlreport.office.backgrounds import previous_of
from xlreport.office.round_folder import ROSTER_BOOK, roster_file
from xlreport.office.taking_in.previous_year import previous_files
from xlreport.resources import templates_folder
from xlreport.rounds import DECISIONS_FILE, REGISTER_FILE, ROSTER_FILE, SETTINGS_FILE, WAIVERS_FILE, Settings
from xlreport.storage import digest_of

PREVIOUS, FORM = "previous", "form"
Basis = tuple[tuple[str, str], ...]
ROUND_FILES = {
    "settings": (SETTINGS_FILE,),
    "roster": (ROSTER_FILE, ROSTER_BOOK),
    "register": (REGISTER_FILE,),
    "decisions": (DECISIONS_FILE,),
    "waivers": (WAIVERS_FILE,),
}
"""By its part: what a file of the round may be called."""


def basis_of(
    folder: Path | None,
    form: Form,
    *,
    settings: Settings | None,
    roster: Path | None = None,
    decisions: Path | None = None,
    previous: Path | None = None,
) -> Basis:
    """Give the files that a merge read, those that were given in place of the round's own too."""
    own = round_basis(folder) if folder else {}
    own |= {part: path for part, path in (("roster", roster), ("decisions", decisions)) if path}
    digests = {part: digest_of(path) for part, path in own.items()}
    if source := previous or previous_of(folder, settings):
        digests[PREVIOUS] = _listing(source)
    if form_files := own_form(form):
        digests[FORM] = digest_of(form_files / FORM_FILE)
    return tuple(sorted(digests.items()))


def own_form(form: Form) -> Path | None:
    """Give the folder of a form that does not ship with the program; None of one that does."""
    folder = form.folder
    return None if folder is None or folder.resolve().is_relative_to(templates_folder().resolve()) else folder


def round_basis(folder: Path) -> dict[str, Path]:
    """Give the office's files that are there, by part; of two rosters the one that counts, raises RoundError as it."""
    there = {
        part: [folder / name for name in names if (folder / name).is_file()] for part, names in ROUND_FILES.items()
    }
    if there["roster"]:
        there["roster"] = [roster_file(folder)]
    return {part: paths[0] for part, paths in there.items() if paths}


def _listing(source: Path) -> str:
    """Give one SHA-256 for all of last year's files, by name and content."""
    files = sorted((name, digest_of(path)) for name, path in previous_files(source)[0])
    return hashlib.sha256(json.dumps(files, ensure_ascii=False).encode()).hexdigest()
