"""One return taken in: from a path to its submission and findings. What validate, merge and status share.

Never raises for a file: what cannot be opened, cannot be read or makes this tool itself fail is a finding of that
file, and the others go on.
"""

from dataclasses import replace
from pathlib import Path

from xlreport.background import NOTHING_KNOWN, Background, RoundBackground
from xlreport.checks import failed, refused, unopened
from xlreport.checks.grading import integrity
from xlreport.errors import Refusal
from xlreport.findings import Finding
from xlreport.language import either, readable, spoken
from xlreport.layout import Layout
from xlreport.office.taking_in.conversion import submission_from
from xlreport.rulebooks import checked
from xlreport.storage import digest_of, write_details
from xlreport.submissions import Return, Submission
from xlreport.verdicts import UNREADABLE, verdict


def receive(path: Path, layout: Layout, background: Background | RoundBackground = NOTHING_KNOWN) -> Return:
    """Read and check one file; a file that cannot be read is a finding too.

    `background` is what is known before it is opened: of this unit, or by the round of all its units.
    """
    try:
        submission = submission_from(path, layout)
    except Refusal as refusal:
        return _unreadable(path, refused(refusal))
    except OSError as error:
        return _unreadable(path, unopened(error))
    except Exception as error:  # noqa: BLE001  # a fault of this tool is told at its file; the run goes on
        return _unreadable(path, failed(error), kept_details(error, path.name))
    try:
        findings, numbers = checked(submission, layout, _about(submission, background))
    except Exception as error:  # noqa: BLE001  # as above
        return _unchecked(submission, failed(error), kept_details(error, path.name))
    findings = tuple(finding.within(submission.file) for finding in findings)
    return Return(
        file=submission.file,
        sha256=submission.sha256,
        submission=submission,
        findings=findings,
        state=verdict(findings),
        integrity=integrity(submission, findings),
        numbers=numbers,
    )


def taken_in(name: str, path: Path, layout: Layout, background: Background | RoundBackground = NOTHING_KNOWN) -> Return:
    """Take one file in under its name within the inbox."""
    received = receive(path, layout, background)
    findings = tuple(replace(finding, file=name) for finding in received.findings)
    return replace(received, file=name, findings=findings)


def lost(name: str, path: Path) -> Return:
    """Give a file whose process ended before it was taken in: the system ended it, or somebody did."""
    told = failed(ChildProcessError()).within(name)
    return replace(_unreadable(path, told), file=name, findings=(told,))


def unread(given: Return, error: Exception) -> Return:
    """Give a file as one on which this tool itself failed after it was taken in."""
    told = (failed(error).within(given.file),)
    return replace(given, submission=None, findings=told, state=UNREADABLE, details=kept_details(error, given.file))


def kept_details(error: Exception, file: str) -> str:
    """Keep what the maintainers need in a file of its own, which standard error names; give its name."""
    import logging  # noqa: PLC0415  # few runs have a fault to tell

    details = write_details(error, [readable(file)])
    logging.getLogger(__name__).warning(
        "%s: %s: %s", readable(file), spoken(either("技术细节", "details")), details or "-"
    )
    return str(details or "")


def _unreadable(path: Path, why: Finding, details: str = "") -> Return:
    name = readable(path.name)
    findings = (why.within(name),)
    return Return(
        file=name,
        sha256=digest_of(path),
        submission=None,
        findings=findings,
        state=UNREADABLE,
        integrity=integrity(None, findings),
        details=details,
    )


def _unchecked(submission: Submission, why: Finding, details: str) -> Return:
    """Give a return that was read, and so has a unit, but does not count."""
    return Return(
        file=submission.file,
        sha256=submission.sha256,
        submission=submission,
        findings=(why.within(submission.file),),
        state=UNREADABLE,
        details=details,
    )


def _about(submission: Submission, background: Background | RoundBackground) -> Background:
    return background if isinstance(background, Background) else background.of(submission.says("unit_code"))
