"""What of a round goes into a bundle: the workbook, the returns it registers, the office's own files, the form.

The round's key never does, and no file that the office left out by a decision of its own: that may be anybody's.
"""

from collections.abc import Iterator
from pathlib import Path

from xlreport.bundles.listing import LeftOut
from xlreport.findings import Finding, found_by
from xlreport.merging import Decision, FileLine, Inbox, Ledger, unpacked
from xlreport.office.adding_up.basis import own_form, round_basis
from xlreport.office.round_folder import Round
from xlreport.plain_records import dataclass
from xlreport.proof.against_inbox import Given, given_of
from xlreport.rounds import INBOX, OUTPUT
from xlreport.rules import rule

FORM_FOLDER = "form"
_UP = "../"
_NOT_IN_A_NAME = {ord(each): "_" for each in '\\:*?"<>|'}


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """The files of a bundle that somebody handed in or the office wrote, by their names in it."""

    contents: dict[str, bytes]
    workbook: str
    later: tuple[Finding, ...]
    """workbooks in the inbox that the merge did not see"""


def enclosed(opened: Round, workbook: Path, ledger: Ledger, inbox: Inbox) -> Enclosed:
    """Gather the files of a round for a bundle."""
    given = given_of(inbox.files)
    name = workbook_place(ledger) + workbook.name
    return Enclosed(
        contents={
            name: workbook.read_bytes(),
            **dict(_returns(ledger, given)),
            **dict(_round_files(opened.folder)),
            **dict(_form_files(opened)),
        },
        workbook=name,
        later=tuple(_later(ledger, given)),
    )


def workbook_place(ledger: Ledger) -> str:
    """Give the folder in a bundle from which the workbook's links lead to its returns."""
    ups = ledger.inbox.count(_UP)
    leads = ledger.inbox == _UP * ups + f"{INBOX}/"
    return f"{OUTPUT}/" if not leads else "".join(f"{OUTPUT}/" for _ in range(ups))


def return_places(ledger: Ledger) -> dict[str, str]:
    """Give where each registered file lies in a bundle: names that a system cannot tell apart have a number."""
    places: dict[str, str] = {}
    taken: set[str] = set()
    for line in filter(enclosable, ledger.files):
        name = file = unpacked(line.file).translate(_NOT_IN_A_NAME)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{number} {file}"
        taken.add(name.casefold())
        places[line.file] = f"{INBOX}/{name}"
    return places


def enclosable(line: FileLine) -> bool:
    """Tell whether a registered file goes into a bundle."""
    return bool(line.sha256) and line.decision is not Decision.EXCLUDED


def left_out(ledger: Ledger) -> tuple[LeftOut, ...]:
    """List the registered files that do not go into a bundle."""
    return tuple(
        LeftOut(file=line.file, sha256=line.sha256, why=line.reason.zh)
        for line in ledger.files
        if line.sha256 and not enclosable(line)
    )


def _returns(ledger: Ledger, given: Given) -> Iterator[tuple[str, bytes]]:
    places = return_places(ledger)
    for line in filter(enclosable, ledger.files):
        if found := given.same(line.file, line.sha256):
            yield places[line.file], found.path.read_bytes()


def _later(ledger: Ledger, given: Given) -> Iterator[Finding]:
    known = {line.sha256 for line in ledger.files}
    for each in given.files:
        if each.sha256 not in known:
            yield found_by(rule("B14"), file=each.name).within(each.name)


def _round_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    return ((path.name, path.read_bytes()) for path in round_basis(folder).values())


def _form_files(opened: Round) -> Iterator[tuple[str, bytes]]:
    folder = own_form(opened.layout.form)
    paths = sorted(folder.glob("*.toml")) if folder else []
    return ((f"{FORM_FOLDER}/{path.name}", path.read_bytes()) for path in paths)
