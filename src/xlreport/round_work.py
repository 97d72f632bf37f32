"""A round worked on by a program with a page: each use takes a round and unit codes, and says its result as data.

Every call tells how far it is through `report` and stops between two files where that says so: nothing of what it would
have written is there then. Nothing here prints, and nothing asks a terminal.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from xlreport.bundles import Bundling, bundle
from xlreport.errors import XlreportError
from xlreport.findings import Finding
from xlreport.language import either
from xlreport.merging import Stray, UnitStatus
from xlreport.merging.book.seal import SealedRow
from xlreport.office.adding_up.basis import basis_of
from xlreport.office.adding_up.consolidation import Consolidation, merge, received_of
from xlreport.office.adding_up.round_status import counted_returns, status_of
from xlreport.office.adding_up.round_terms import round_terms
from xlreport.office.adding_up.verification import verify
from xlreport.office.making_public.publication import PUBLISHED, USUAL_KINDS, Publication, written
from xlreport.office.round_folder import Round, open_round, round_files
from xlreport.office.sending_out.round_issue import RoundIssue, chosen_units, issue_round
from xlreport.office.sending_out.round_letters import RoundLetters, round_letters
from xlreport.office.taking_in.opened_inbox import opened_inbox
from xlreport.office.taking_in.sealed_books import read_sealed
from xlreport.plain_records import dataclass
from xlreport.proof import Proof
from xlreport.proof.inside import FoundRow
from xlreport.rounds import DECISIONS_FILE, INBOX, OUTPUT, Ruling, legal_stem, read_rulings
from xlreport.storage import Guard, digest_of
from xlreport.submissions import Return

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a use is: `work` is its name, `now` the file or unit that comes next, empty when all is done."""

    work: str
    done: int
    total: int
    now: str = ""


Report = Callable[[Progress], bool]
"""Told before each file and after the last; False stops the work there."""


class Cancelled(XlreportError):
    """The work was stopped between two files, as was asked; nothing of it was written."""


def go_on(_progress: Progress) -> bool:
    """Let the work go on, whoever may watch."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundState:
    """How a round stands today: units, files, decisions, and its consolidated workbook against what it rests on."""

    region: str
    year: int
    units: tuple[UnitStatus, ...]
    """who is in, late, rejected or missing, and what to ask"""
    strays: tuple[Stray, ...]
    waivers: tuple[Finding, ...]
    decisions: tuple[Ruling, ...]
    workbook: Path | None
    """the consolidated workbook, None before the first merge"""
    changed: tuple[str, ...]
    """what is not as it was merged: files of the inbox by name, parts of the round (settings, roster, …) by theirs"""

    @property
    def up_to_date(self) -> bool:
        """Tell whether there is a consolidated workbook and merging again would change nothing in it."""
        return self.workbook is not None and not self.changed


def issue_units(
    folder: Path, today: date, codes: Iterable[str] = (), *, force: bool = False, report: Report = go_on
) -> RoundIssue:
    """Issue the workbooks of a round's units, of all without codes; raises XlreportError, Cancelled among them."""
    return issue_round(
        open_round(folder),
        today=today,
        codes=codes,
        force=force,
        track_files=_followed("previous", report),
        track_units=_followed("issue", report),
    )


def check_units(folder: Path, codes: Iterable[str] = (), *, report: Report = go_on) -> tuple[Return, ...]:
    """Check what lies in a round's inbox, of some units only with codes; writes nothing."""
    opened = open_round(folder)
    wanted = {unit.code for unit in chosen_units(opened, codes)} if codes else set()
    known = round_terms(folder, opened.layout)
    with opened_inbox([folder / INBOX]) as inbox:
        received = received_of(inbox, known, opened.layout, _followed("check", report))
    return tuple(each for each in received.returns if not wanted or _code_of(each) in wanted)


def merge_units(folder: Path, *, draft: bool = False, report: Report = go_on) -> Consolidation:
    """Merge a round's inbox into its consolidated workbook."""
    return merge([folder], None, open_round(folder).layout, draft=draft, track=_followed("merge", report))


def verify_round(folder: Path, *, report: Report = go_on) -> Proof:
    """Prove a round's consolidated workbook against its inbox; raises XlreportError when there is none."""
    opened = open_round(folder)
    workbook = _workbook(opened)
    if not workbook.is_file():
        raise XlreportError(f"{workbook}: {either('还没有汇总', 'not consolidated yet')}")
    return verify(workbook, [folder], opened.layout, _followed("verify", report))


def publish_units(
    folder: Path, codes: Iterable[str] = (), kinds: tuple[str, ...] = USUAL_KINDS, *, report: Report = go_on
) -> Publication:
    """Write the reports to publish of the units that count, of some only with codes: all of them, or none."""
    opened = open_round(folder)
    wanted = {unit.code for unit in chosen_units(opened, codes)}
    taken = counted_returns(folder, opened.layout, _followed("read", report))
    asked = [each for each in taken if _code_of(each) in wanted]
    guard, place = Guard(inputs=round_files(folder)), folder / OUTPUT / PUBLISHED
    return written(asked, opened.layout, place, guard, kinds, track=_followed("publish", report))


def letters_of(folder: Path, today: date, *, report: Report = go_on) -> RoundLetters:
    """Give the notices to the units that are missing, late, rejected or have open warnings; writes nothing."""
    return round_letters(folder, today, track=_followed("letters", report))


def bundle_round(folder: Path, output: Path, *, report: Report = go_on) -> Bundling:
    """Bundle a round for the auditor."""
    return bundle(folder, output, track=_followed("bundle", report))


def state_of(folder: Path, today: date, *, report: Report = go_on) -> RoundState:
    """Give how a round stands: raises XlreportError when its files cannot be read. Writes nothing."""
    opened = open_round(folder)
    status = status_of(folder, today, _followed("state", report))
    decided = folder / DECISIONS_FILE
    workbook = _workbook(opened)
    return RoundState(
        region=opened.settings.region,
        year=opened.settings.year,
        units=status.units,
        strays=status.strays,
        waivers=status.waivers,
        decisions=read_rulings(decided) if decided.is_file() else (),
        workbook=workbook if workbook.is_file() else None,
        changed=tuple(_changed(opened, workbook)) if workbook.is_file() else (),
    )


def _changed(opened: Round, workbook: Path) -> Iterator[str]:
    """Tell what a merge would read now and did not read, or read otherwise."""
    ledger = read_sealed(workbook, opened.layout).ledger
    then = dict(ledger.basis)
    now = dict(basis_of(opened.folder, opened.layout.form, settings=opened.settings))
    yield from sorted(part for part in then.keys() | now.keys() if then.get(part) != now.get(part))
    merged = {line.file: line.sha256 for line in ledger.files if line.sha256}
    with opened_inbox([opened.folder / INBOX]) as inbox:
        here = {name: digest_of(path) for name, path in inbox.files}
    yield from sorted(name for name in merged.keys() | here.keys() if merged.get(name) != here.get(name))


def _workbook(opened: Round) -> Path:
    settings = opened.settings
    return opened.folder / OUTPUT / f"{legal_stem(f'{settings.region}{settings.year}汇总')}.xlsx"


def _code_of(given: Return) -> str:
    says = given.submission
    return (says.identity.unit_code or says.says("unit_code")) if says else ""


def _followed(work: str, report: Report) -> Callable[[Iterable[Item]], Iterator[Item]]:
    """Give what goes through things one by one, tells of each, and stops where it is told to."""

    def track(items: Iterable[Item]) -> Iterator[Item]:
        known = list(items)
        for done, item in enumerate(known):
            _tell(report, Progress(work=work, done=done, total=len(known), now=_name(item)))
            yield item
        _tell(report, Progress(work=work, done=len(known), total=len(known)))

    return track


def _tell(report: Report, progress: Progress) -> None:
    if not report(progress):
        raise Cancelled(f"{either('已停止', 'stopped')}: {progress.work} {progress.done}/{progress.total}")


def _name(item: object) -> str:
    """Give what a person calls a thing: a file by its name, a unit by its own."""
    match item:
        case (str(name), Path()):
            return name
        case Path():
            return item.name
        case Return():
            return item.file
        case FoundRow(sealed=SealedRow(said=said)):
            return said["name"]
        case _:
            return str(getattr(item, "name", "") or getattr(item, "code", ""))
