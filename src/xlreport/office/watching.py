"""A round's inbox watched: as files come, change or go, what became of each. Writes nothing; one look at a time.

A file is looked at once it has rested, so that one that is still being copied is neither refused nor read by half.
"""

import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from xlreport.findings import NOTHING
from xlreport.language import Text
from xlreport.merging import DECISION_NAMES, AreaBook, Inbox, Ledger, scan
from xlreport.office.consolidation import Track, ledger_of, received_file, sorted_out
from xlreport.office.round_folder import open_round
from xlreport.office.round_terms import round_terms
from xlreport.rounds import INBOX
from xlreport.submissions import Return

_REST, _LONGEST = 1.5, 30.0
"""Seconds that a file lies unchanged before it is read, and until one that looks cut off is taken as it is."""
_GONE = Text("已移走", "gone")
_WAITING = Text("还没有传完，等它传完", "still being copied; waiting for it")

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


@dataclass(slots=True)
class _Memory:
    """What was seen of an inbox, and what was made of it."""

    seen: dict[str, _Seen] = field(default_factory=dict)
    taken: dict[str, tuple[_Stamp, Return | AreaBook]] = field(default_factory=dict)
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
        for name, path in track(found.files):
            if stamp := _stamp(path):
                self._memory.seen[name] = _Seen(stamp, now)
                if _is_whole(path) or _is_old(stamp):
                    self._take(name, path, stamp)
        self._memory.skipped = {each.file for each in found.skipped}
        return self._ledger(found)

    def look(self, now: float) -> Look | None:
        """Look once; None when nothing has happened, or nothing that has come to rest."""
        found, memory = scan([self._inbox]), self._memory
        waiting = [news for name, path in found.files if (news := self._noticed(name, path, now))]
        ready = [(name, path) for name, path in found.files if self._is_ready(name, path, now)]
        names = {name for name, _ in found.files}
        gone = sorted(memory.taken.keys() - names)
        strange = [each for each in found.skipped if each.file not in memory.skipped]
        memory.skipped = {each.file for each in found.skipped}
        for name, path in ready:
            self._take(name, path, memory.seen[name].stamp)
        for name in gone:
            del memory.taken[name], memory.seen[name]
        if not (waiting or ready or gone or strange):
            return None
        ledger = self._ledger(found)
        told = {name for name, _ in ready} | {each.file for each in strange}
        lines = [line for line in ledger.files if line.file in told]
        return Look(
            news=(
                *waiting,
                *(News(file=each.file, outcome=DECISION_NAMES[each.decision], reason=each.reason) for each in lines),
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
        return taken is not None and taken[0] == stamp

    def _is_ready(self, name: str, path: Path, now: float) -> bool:
        """Tell whether a file that is new or changed has come to rest, and whole or long enough."""
        seen = self._memory.seen.get(name)
        if seen is None or self._is_known(name, seen.stamp):
            return False
        rested = now - seen.since
        return rested >= _LONGEST or (rested >= _REST and _is_whole(path))

    def _take(self, name: str, path: Path, stamp: _Stamp) -> None:
        self._memory.taken[name] = (stamp, received_file(name, path, self._known, self._layout))

    def _ledger(self, found: Inbox) -> Ledger:
        names = [name for name, _ in found.files if name in self._memory.taken]
        received = sorted_out(self._memory.taken[name][1] for name in names)
        return ledger_of(received, found, self._known, self._layout)


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
    """Tell whether a workbook has its end: a zip's directory is what is copied last. Of other formats nobody knows."""
    return path.suffix.lower() != ".xlsx" or zipfile.is_zipfile(path)
