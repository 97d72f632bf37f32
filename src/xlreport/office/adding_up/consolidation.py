"""An inbox to one consolidated workbook: taken in, decided, drawn, written. Says nothing on a terminal.

A consolidated workbook in the inbox is told by its content, and proven in itself before it may count.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from xlreport.errors import Refusal, XlreportError
from xlreport.findings import Finding, Severity, Where, found_by
from xlreport.language import Text, either
from xlreport.layout import Layout
from xlreport.merging import CONSOLIDATED, AreaBook, Inbox, Ledger, assemble, consolidated_pieces, subject_of
from xlreport.office.adding_up.basis import basis_of
from xlreport.office.adding_up.round_terms import RoundTerms, round_terms
from xlreport.office.round_folder import inbox_folders, round_beside, round_files
from xlreport.office.taking_in.compact_returns import Unpacker, packed
from xlreport.office.taking_in.intake import lost, taken_in, unread
from xlreport.office.taking_in.opened_inbox import opened_inbox
from xlreport.office.taking_in.sealed_books import ALTERED, LedgerTrouble, SealedBook, sealed_book
from xlreport.plain_records import dataclass
from xlreport.proof import verify
from xlreport.rounds import INBOX, OUTPUT, SETTINGS_FILE, Settings, legal_stem
from xlreport.rules import rule
from xlreport.storage import Guard, round_lock
from xlreport.submissions import Return
from xlreport.workers import ALONE, Crew

_NO_RETURN = "I11"
"""A workbook without the manifest of a return."""


def area_book(received: Return, path: Path, layout: Layout) -> AreaBook | None:
    """Give the consolidated workbook that a file turns out to be; None when it is a return, or neither."""
    if not any(finding.code == _NO_RETURN for finding in received.findings):
        return None
    file, sha256 = received.file, received.sha256
    try:
        book = sealed_book(path, layout)
    except LedgerTrouble:
        return AreaBook(file=file, sha256=sha256, ledger=None, findings=(_altered(1, ALTERED),))
    except Refusal:
        return None
    if book is None:
        return None
    if stranger := _of_another_form(book, layout):
        return AreaBook(file=file, sha256=sha256, ledger=None, findings=(stranger,))
    return AreaBook(
        file=file, sha256=sha256, ledger=book.ledger, taken_out=book.taken_out, findings=tuple(_changes(path, layout))
    )


def _of_another_form(book: SealedBook, layout: Layout) -> Finding | None:
    """M32: another form or edition, whose figures are other ones."""
    found, expected = f"{book.form}/{book.edition}", f"{layout.form.id}/{layout.form.edition}"
    if found == expected:
        return None
    return found_by(rule("M32"), found=found, expected=expected, name=book.ledger.region)


def _changes(path: Path, layout: Layout) -> Iterator[Finding]:
    """M31: what the proof of the workbook in itself says against it."""
    errors = [each for each in verify(path, layout).findings if each.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        told = Text(f"{first.place} {first.message.zh}", f"{first.place} {first.message.en}")
        yield _altered(len(errors), told, Where(sheet=first.sheet, cell=first.cell))


def _altered(count: int, first: Text, where: Where | None = None) -> Finding:
    return found_by(rule("M31"), where, count=count, first=first)


_DRAFT_MARKS = ("试汇总", "草稿", "draft")
Track = Callable[[Iterable[tuple[str, Path]]], Iterable[tuple[str, Path]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What lay in an inbox: the returns of units, and the consolidated workbooks of whole areas."""

    returns: tuple[Return, ...]
    books: tuple[AreaBook, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidation:
    """A finished merge: the workbook's digest, where it was written, and the ledger it rests on.

    `content` has the workbook's bytes.
    """

    ledger: Ledger
    digest: str
    output: Path

    @property
    def content(self) -> bytes:
        """Give the workbook's bytes, from where it was written: they are not kept."""
        return self.output.read_bytes()


def merge(
    inbox: Iterable[Path],
    output: Path | None,
    layout: Layout,
    *,
    roster: Path | None = None,
    decisions: Path | None = None,
    previous: Path | None = None,
    draft: bool = False,
    year: str = "",
    region: str = "",
    force: bool = False,
    track: Track = list,
    crew: Crew = ALONE,
) -> Consolidation:
    """Merge the inbox and write the consolidated workbook; raises XlreportError when it cannot be done.

    Where the inbox belongs to a round, its settings, roster, register, key, waivers and decisions are used, and
    without `output` the workbook goes to its folder output.
    """
    places = inbox_folders(inbox)
    folder = round_beside(places)
    known = round_terms(folder, layout, roster=roster, decisions=decisions, previous=previous, draft=draft, year=year)
    target = _target(output, folder, known.settings, draft=draft)
    read = [*places, *filter(None, (roster, decisions, previous)), *round_files(folder)]
    place = Guard(inputs=read, force=force).file(target, CONSOLIDATED)
    known = known.with_inbox(_inbox_from(target, folder))
    with opened_inbox(places, target) as found:
        if not found.files and known.background.roster is None:
            raise XlreportError(
                f"{'、'.join(map(str, places))}: {either('没有可汇总的 .xlsx 文件', 'no .xlsx file to consolidate')}"
            )
        # What was taken in is let go as soon as the ledger is there: the workbook needs the room.
        ledger = ledger_of(
            received_of(found, known, layout, track, crew=crew, numbers=False),
            found,
            known,
            layout,
            year=year,
            region=region,
            jobs=crew.here(len(found.files)),
        )
    basis = basis_of(
        folder, layout.form, settings=known.settings, roster=roster, decisions=decisions, previous=previous
    )
    ledger = replace(ledger, basis=basis)
    pieces, digest = consolidated_pieces(ledger, layout)
    with round_lock(folder) if folder else nullcontext():
        place.write_pieces(pieces, subject=subject_of(ledger))
    return Consolidation(ledger=ledger, digest=digest, output=target)


def received_of(  # what, held against what, and how
    found: Inbox,
    known: RoundTerms,
    layout: Layout,
    track: Track = list,
    *,
    crew: Crew = ALONE,
    numbers: bool = True,
) -> Received:
    """Take in the files of an inbox; without `numbers` the returns come without those of their texts."""
    work = partial(_record, known=known, layout=layout, numbers=numbers)
    records = crew.each(work, found.files, lost=partial(_lost, layout=layout))
    unpacked = Unpacker(layout)
    with closing(records):
        return sorted_out(unpacked(next(records)) for _ in track(found.files))


def _record(file: tuple[str, Path], *, known: RoundTerms, layout: Layout, numbers: bool) -> bytes:
    return packed(received_file(*file, known, layout), layout, numbers=numbers)


def _lost(file: tuple[str, Path], *, layout: Layout) -> bytes:
    return packed(lost(*file), layout)


def received_file(name: str, path: Path, known: RoundTerms, layout: Layout) -> Return | AreaBook:
    """Take in one file of an inbox: a unit's return, or the consolidated workbook of a whole area."""
    given = taken_in(name, path, layout, known.background)
    try:
        return area_book(given, path, layout) or given
    except Exception as error:  # noqa: BLE001  # a fault of this tool is told at its file; the run goes on
        return unread(given, error)


def sorted_out(taken: Iterable[Return | AreaBook]) -> Received:
    """Tell the returns of units from the workbooks of areas."""
    both = tuple(taken)
    return Received(
        returns=tuple(each for each in both if isinstance(each, Return)),
        books=tuple(each for each in both if isinstance(each, AreaBook)),
    )


def ledger_of(
    received: Received,
    found: Inbox,
    known: RoundTerms,
    layout: Layout,
    *,
    year: str = "",
    region: str = "",
    jobs: int = 1,
) -> Ledger:
    """Give the ledger of what was taken in of an inbox, as merge and status both see it."""
    settings = known.settings
    ledger = assemble(
        received.returns,
        books=received.books,
        layout=layout,
        roster=known.background.roster,
        register=known.register,
        skipped=found.skipped,
        year=year or (str(settings.year) if settings else ""),
        region=region or (settings.region if settings else ""),
        terms=known.terms,
        jobs=jobs,
    )
    return known.with_waivers(ledger)


def round_here() -> Path:
    """Give the round folder that one stands in; raises XlreportError when it is none."""
    if not (Path() / SETTINGS_FILE).is_file():
        raise XlreportError(
            either(f"此处没有 {SETTINGS_FILE}，不是批次文件夹；请写明收件文件夹", "no round here: name the inbox")
        )
    return Path()


def _target(output: Path | None, folder: Path | None, settings: Settings | None, *, draft: bool) -> Path:
    """Give where the workbook goes; the name of a draft says so."""
    if output is None and folder and settings:
        output = folder / OUTPUT / f"{legal_stem(f'{settings.region}{settings.year}汇总')}.xlsx"
    if output is None:
        raise XlreportError(
            either(
                f"没有 {SETTINGS_FILE}，不是批次文件夹的收件；请写明批次文件夹，或用 -o 写明汇总工作簿",
                "no round's inbox: name a round, or the consolidated workbook with -o",
            )
        )
    if not draft or any(mark in output.stem.casefold() for mark in _DRAFT_MARKS):
        return output
    return output.with_stem(output.stem + ("-draft" if output.stem.isascii() else "（试汇总）"))


def _inbox_from(target: Path, folder: Path | None) -> str:
    """Give where a round's inbox lies, seen from a workbook in the round; links to anywhere else would soon be dead."""
    if folder is None or not target.resolve().is_relative_to(folder.resolve()):
        return ""
    return Path(os.path.relpath(folder.resolve() / INBOX, target.resolve().parent)).as_posix() + "/"
