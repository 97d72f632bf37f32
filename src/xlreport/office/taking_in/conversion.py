"""Returns in an old or another format: converted by LibreOffice where it is installed, and marked as converted.

Never silently: without LibreOffice, or where it fails, the refusal stands and names the way out.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from xlreport import libreoffice
from xlreport.errors import Refusal
from xlreport.layout import Layout
from xlreport.reading import Recovered, read_submission, recover
from xlreport.reading.container import whole
from xlreport.storage import digest_of
from xlreport.submissions import Submission

Read = TypeVar("Read")


def submission_from(path: Path, layout: Layout) -> Submission:
    """Read a return of any format that can be converted; raises Refusal and OSError as `read_submission` does.

    A converted one bears its own file's digest.
    """
    submission, kind = _read(path, lambda content: read_submission(path, layout, content))
    return replace(submission, converted=kind, sha256=digest_of(path)) if kind else submission


def recovered_from(path: Path, layout: Layout) -> Recovered:
    """Recover what can be recovered of a workbook of any format that can be converted; raises Refusal and OSError."""
    found, kind = _read(path, lambda content: recover(path, layout, content))
    return replace(found, submission=replace(found.submission, converted=kind)) if kind else found


def _read(path: Path, read: Callable[[bytes | None], Read]) -> tuple[Read, str]:
    """Read a file as it is, else converted; gives the format that it was converted from, empty where it was not."""
    try:
        return read(None), ""
    except Refusal as refusal:
        if refusal.case != "spreadsheet" or libreoffice.program() is None:
            raise
        return read(_as_xlsx(path, refusal)), refusal.found


def _as_xlsx(path: Path, refusal: Refusal) -> bytes:
    try:
        return libreoffice.converted(whole(path), refusal.found, "xlsx")
    except libreoffice.ConversionFailed as error:
        raise Refusal(code=refusal.code, found=f"{refusal.found}: {error}", case="failed") from error
