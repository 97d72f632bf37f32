"""A round's inbox watched: as files come, change or go, what became of each. Writes nothing; one look at a time.

A file is looked at once it has rested, so that one that is still being copied is neither refused nor read by half.
"""

import time
import zipfile
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path

from xlreport.findings import NOTHING
from xlreport.language import Text
from xlreport.merging import ARCHIVE, DECISION_NAMES, AreaBook, Inbox, Ledger, Skipped, scan
from xlreport.office.adding_up.consolidation import Track, ledger_of, received_file, sorted_out
from xlreport.office.adding_up.round_terms import round_terms
from xlreport.office.round_folder import open_round
from xlreport.office.taking_in.opened_inbox import opened_inbox
from xlreport.plain_records import dataclass
from xlreport.reading.zip_directory import LOCAL_SIGNATURE
from xlreport.rounds import INBOX
from xlreport.submissions import Return

_REST, _LONGEST = 1.5, 30.0
"""Seconds that a file lies unchanged before it is read, and until one that looks cut off is taken as it is."""
_GONE = Text("已移走", "gone")
_WAITING = Text(
    f"还没有传完，等它传完；{_LONGEST:.0f} 秒没有变化就照现状读",
    f"still being copied; waiting for it, and read as it is after {_LONGEST:.0f} seconds without a change",
)

_Stamp = tuple[int, int]
"""A file's size and the time of its last change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What became of one file: in a word, and why."""

    file: str
    outcome: Text
    reason: Text = NOTHING


@dataclass(slots=True)
class _Seen:
    """A file as it lay when last looked at."""

    stamp: _Stamp
    since: float
    is_told_waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at an inbox: the news since the last, and the whole as it stands."""

    news: tuple[News, ...]
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a file of the inbox gave: itself, or what an archive holds, by name, and what of that was no return."""

    stamp: _Stamp
    taken: dict[str, Return | AreaBook]
    skipped: tuple[Skipped, ...] = ()


@dataclass(slots=True)
class _Memory:
    """What was seen of an inbox, and what was made of it."""

    seen: dict[str, _Seen] = field(default_factory=dict)
    taken: dict[str, _Taken] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)


class Watch:
    """Watches one round's inbox; raises XlreportError when the round cannot be opened."""

    def __init__(self, folder: Path) -> None:
        """Open the round: its roster, settings and last year's figures are read now and once."""
        opened = open_round(folder)
        self._inbox = folder / INBOX
        self._layout = opened.layout
        self._known = round_terms(folder, opened.layout)
        self._memory = _Memory()

    def stock(self, now: float, track: Track = list) -> Ledger:
        """Take in what lies there at the beginning, but what is still being copied, and tell nothing of it."""
        found = scan([self._inbox])
        for name, path in track((*found.files, *found.archives)):
            if stamp := _stamp(path):
                self._memory.seen[name] = _Seen(stamp, now)
                if _is_whole(path) or _is_old(stamp):
                    self._take(name, path, stamp)
        whole = self._opened(found)
        self._memory.skipped = {each.file for each in whole.skipped}
        return self._ledger(whole)

    def look(self, now: float) -> Look | None:
        """Look once; None when nothing has happened, or nothing that has come to rest."""
        found, memory = scan([self._inbox]), self._memory
        lying = (*found.files, *found.archives)
        waiting = [news for name, path in lying if (news := self._noticed(name, path, now))]
        ready = [(name, path) for name, path in lying if self._is_ready(name, path, now)]
        gone = sorted(memory.taken.keys() - {name for name, _ in lying})
        for name, path in ready:
            self._take(name, path, memory.seen[name].stamp)
        for name in gone:
            del memory.taken[name], memory.seen[name]
        whole = self._opened(found)
        strange = {each.file for each in whole.skipped} - memory.skipped
        memory.skipped = {each.file for each in whole.skipped}
        if not (waiting or ready or gone or strange):
            return None
        ledger = self._ledger(whole)
        told = strange.union(*(memory.taken[name].taken for name, _ in ready))
        return Look(
            news=(
                *waiting,
                *(
                    News(file=each.file, outcome=DECISION_NAMES[each.decision], reason=each.reason)
                    for each in ledger.files
                    if each.file in told
                ),
                *(News(file=name, outcome=_GONE) for name in gone),
            ),
            ledger=ledger,
        )

    def _noticed(self, name: str, path: Path, now: float) -> News | None:
        """Keep when a file last changed; say once of one that rests and is cut off that it is waited for."""
        stamp, seen = _stamp(path), self._memory.seen.get(name)
        if stamp is None:
            return None
        if seen is None or seen.stamp != stamp:
            told = seen.is_told_waiting if seen else False
            self._memory.seen[name] = _Seen(stamp, now, told)
            return None
        rests = now - seen.since >= _REST and not self._is_known(name, stamp)
        if rests and not seen.is_told_waiting and not _is_whole(path):
            seen.is_told_waiting = True
            return News(file=name, outcome=_WAITING)
        return None

    def _is_known(self, name: str, stamp: _Stamp) -> bool:
        taken = self._memory.taken.get(name)
        return taken is not None and taken.stamp == stamp

    def _is_ready(self, name: str, path: Path, now: float) -> bool:
        """Tell whether a file that is new or changed has come to rest, and whole or long enough."""
        seen = self._memory.seen.get(name)
        if seen is None or self._is_known(name, seen.stamp):
            return False
        rested = now - seen.since
        return rested >= _LONGEST or (rested >= _REST and _is_whole(path))

    def _take(self, name: str, path: Path, stamp: _Stamp) -> None:
        """Read a file, or every file of an archive while it is open."""
        if path.suffix.lower() != ARCHIVE:
            self._memory.taken[name] = _Taken(stamp, {name: received_file(name, path, self._known, self._layout)})
            return
        with opened_inbox([path]) as inside:
            content = {name + each.removeprefix(path.name): file for each, file in inside.files}
            taken = {each: received_file(each, file, self._known, self._layout) for each, file in content.items()}
        skipped = [replace(each, file=name + each.file.removeprefix(path.name)) for each in inside.skipped]
        self._memory.taken[name] = _Taken(stamp, taken, tuple(skipped))

    def _opened(self, found: Inbox) -> Inbox:
        """Give the inbox with what its archives hold, as far as they are read."""
        read = [self._memory.taken[name] for name, _ in found.archives if name in self._memory.taken]
        held = ((name, Path(name)) for each in read for name in each.taken)
        plain = replace(found, archives=())
        return plain.with_content(held, [skipped for each in read for skipped in each.skipped])

    def _ledger(self, whole: Inbox) -> Ledger:
        taken = {name: each for one in self._memory.taken.values() for name, each in one.taken.items()}
        received = sorted_out(taken[name] for name, _ in whole.files if name in taken)
        return ledger_of(received, whole, self._known, self._layout)


def _stamp(path: Path) -> _Stamp | None:
    """Give a file's size and last change; None for one that has just gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _is_old(stamp: _Stamp) -> bool:
    """Tell whether a file was last changed so long ago that nobody is copying it still."""
    return time.time_ns() - stamp[1] > _LONGEST * 1e9


def _is_whole(path: Path) -> bool:
    """Tell whether a workbook has its end: a zip's directory is what is copied last. Of other formats nobody knows.

    What does not begin like a zip will not become one, whatever it is called; room laid out ahead is all zeros.
    """
    if path.suffix.lower() not in {".xlsx", ARCHIVE} or zipfile.is_zipfile(path):
        return True
    with suppress(OSError), path.open("rb") as file:
        beginning = file.read(len(LOCAL_SIGNATURE))
        return bool(beginning.strip(b"\0")) and not LOCAL_SIGNATURE.startswith(beginning)
    return False
