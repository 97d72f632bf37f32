"""Many returns carried into workbooks of today at once: a folder, archives, a round's inbox.

What is of today stays where it is; what cannot be carried is named, and the others are. Nothing given is changed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path, PurePosixPath

from xlreport.checks import failed
from xlreport.errors import Refusal, XlreportError
from xlreport.language import Text, either
from xlreport.layout import Layout
from xlreport.office.round_folder import inbox_folders
from xlreport.office.sending_out.migration import MIGRATED, Migration, key_beside, recast
from xlreport.office.taking_in.conversion import submission_from
from xlreport.office.taking_in.intake import kept_details
from xlreport.office.taking_in.opened_inbox import opened_inbox
from xlreport.plain_records import dataclass
from xlreport.storage import Guard, free_name, with_ending
from xlreport.workers import ALONE, Crew

TrackFiles = Callable[[Sequence["OlderFile"]], Iterable["OlderFile"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MigratedReturn:
    """What became of one file: the workbook that was written and the report on it, or why none was."""

    file: str
    """its name in the inbox, an archive's before it"""
    output: Path | None = None
    migration: Migration | None = None
    failure: Text | None = None
    """why it could not be carried; None where it was, or is of today"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MigratedInbox:
    """What became of every file, in the order of their names."""

    returns: tuple[MigratedReturn, ...]
    skipped: tuple[tuple[str, Text], ...] = ()
    """what lies in the folders besides, each by name with the reason why it was not looked at"""


@dataclass(frozen=True, slots=True)
class OlderFile:
    """A file of the inbox, where it lies, and what its new workbook is to be called."""

    name: str
    path: Path
    fresh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recast:
    """What one file came to before it is written: nothing where it is of today."""

    content: bytes = b""
    migration: Migration | None = None
    failure: Text | None = None


def migrate_inbox(
    places: Iterable[Path],
    folder: Path,
    layout: Layout,
    *,
    force: bool = False,
    track: TrackFiles = list,
    crew: Crew = ALONE,
) -> MigratedInbox:
    """Write into a folder a fresh workbook for each return of another edition, or without its manifest.

    `places` are files, folders, archives, or a round, of which its inbox is meant. What lies in `folder` already is not
    read. Raises XlreportError where a place is not there or holds no workbook, or `folder` is none.
    """
    given = inbox_folders(places)
    _refuse_unusable(folder, given)
    guard, key = Guard(inputs=given, force=force), key_beside(given)
    with opened_inbox(given) as inbox:
        files = list(_named(each for each in inbox.files if not _lies_in(each[1], folder)))
        if not files:
            raise XlreportError(f"{'、'.join(map(str, given))}: {either('没有 .xlsx 文件', 'no .xlsx file')}")
        with closing(crew.each(partial(_recast, layout=layout, key=key), files, lost=_lost)) as made:
            returns = tuple(_written(each, next(made), folder, guard) for each in track(files))
        return MigratedInbox(returns=returns, skipped=tuple((each.file, each.reason) for each in inbox.skipped))


def _refuse_unusable(folder: Path, given: Iterable[Path]) -> None:
    """Raise XlreportError where no workbooks can go into a folder, or what is read lies in it."""
    if folder.exists() and not folder.is_dir():
        raise XlreportError(f"{folder}: {either('不是文件夹；几份表要写进一个文件夹', 'no folder: many go into one')}")
    if not folder.resolve().parent.is_dir():
        raise XlreportError(f"{folder}: {either('没有它的上级文件夹，请先建立', 'the folder above it is not there')}")
    if any(_lies_in(each, folder) for each in given):
        raise XlreportError(
            f"{folder}: "
            + either("要读的表就在这个文件夹里；请另写一个文件夹", "what is read lies in it: choose another folder")
        )


def _lies_in(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _named(files: Iterable[tuple[str, Path]]) -> Iterator[OlderFile]:
    """Give each file a name of its own for its new workbook, whatever becomes of the others."""
    taken: set[str] = set()
    for name, path in files:
        yield OlderFile(name, path, free_name(with_ending(PurePosixPath(name).name, MIGRATED.ending), taken))


def _recast(file: OlderFile, layout: Layout, key: bytes) -> _Recast:
    """Carry one file, or say why it cannot be; a fault of this tool is told at its file too."""
    try:
        if _is_of_today(file.path, layout):
            return _Recast()
        content, migration = recast(file.path, layout, key, file.name)
    except XlreportError as error:
        return _Recast(failure=_why(error, file))
    except Exception as error:  # noqa: BLE001  # as in taking in: the run goes on
        kept_details(error, file.name)
        return _Recast(failure=failed(error).message)
    return _Recast(content=content, migration=migration)


def _lost(_file: OlderFile) -> _Recast:
    """Give a file whose process ended before it was carried."""
    return _Recast(failure=failed(ChildProcessError()).message)


def _written(file: OlderFile, made: _Recast, folder: Path, guard: Guard) -> MigratedReturn:
    """Write what was carried, or say why it is not there."""
    if made.migration is None:
        return MigratedReturn(file=file.name, failure=made.failure)
    output = folder / file.fresh
    try:
        guard.file(output, MIGRATED).write(made.content)
    except XlreportError as error:
        return MigratedReturn(file=file.name, failure=_why(error, file))
    return MigratedReturn(file=file.name, output=output, migration=made.migration)


def _why(error: XlreportError, file: OlderFile) -> Text:
    why = XlreportError(error.message.removeprefix(f"{file.name}: "))
    return Text(why.said("zh"), why.said("en"))


def _is_of_today(path: Path, layout: Layout) -> bool:
    """Tell whether a file is read as it is, by the manifest of this edition."""
    try:
        return submission_from(path, layout).has_manifest
    except (Refusal, OSError):
        return False
