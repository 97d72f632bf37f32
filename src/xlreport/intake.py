"""One return taken in: from a path to its submission and findings. What validate, merge and status share."""

import hashlib
from pathlib import Path

from xlreport.background import NOTHING_KNOWN, Background, RoundBackground
from xlreport.checks import refused
from xlreport.checks.grading import integrity
from xlreport.errors import Refusal, XlreportError
from xlreport.layout import Layout
from xlreport.reading import read_submission
from xlreport.rulebooks import check
from xlreport.submissions import Return, Submission
from xlreport.verdicts import UNREADABLE, verdict


def receive(path: Path, layout: Layout, background: Background | RoundBackground = NOTHING_KNOWN) -> Return:
    """Read and check one file; a file that cannot be read is a finding too.

    `background` is what is known before it is opened: of this unit, or by the round of all its units.
    Raises XlreportError only when the path itself cannot be opened.
    """
    try:
        submission = read_submission(path, layout)
    except Refusal as refusal:
        why = (refused(refusal).within(path.name),)
        return Return(
            file=path.name,
            sha256=_digest(path),
            submission=None,
            findings=why,
            state=UNREADABLE,
            integrity=integrity(None, why),
        )
    except OSError as error:
        raise XlreportError(f"{path}: 无法打开 (cannot be opened): {error.strerror}") from error
    findings = tuple(finding.within(path.name) for finding in check(submission, layout, _about(submission, background)))
    return Return(
        file=path.name,
        sha256=submission.sha256,
        submission=submission,
        findings=findings,
        state=verdict(findings),
        integrity=integrity(submission, findings),
    )


def _about(submission: Submission, background: Background | RoundBackground) -> Background:
    return background if isinstance(background, Background) else background.of(submission.text("cover.unit_code"))


def _digest(path: Path) -> str:
    """Give the SHA-256 of a file of any size, without holding it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
