"""An inbox opened for one run: its files, and those of the archives in it, unpacked for as long as the run takes.

An archive passes a gate like a workbook's before anything of it is unpacked; one in an archive is opened too, one in
that is not. What cannot be opened is told with the files that are not taken in, and never raises.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path

from xlreport.checks import refused
from xlreport.errors import Refusal
from xlreport.language import Text, readable
from xlreport.merging import ARCHIVE, Inbox, Skipped, scan
from xlreport.plain_records import dataclass
from xlreport.reading.archives import MAX_ARCHIVE_BYTES, Archive, archive_of, open_archive
from xlreport.storage import Scratch, scratch

_MOST_NESTED = 1
_MOST_BYTES = 4 * MAX_ARCHIVE_BYTES
_TOO_DEEP = Text(
    "压缩包里的压缩包里还有压缩包：请解开后再放进来",
    "archives three deep: unpack it and put the files here",
)
_TOO_MUCH = Text("各压缩包解开后合计太大：请解开后分批汇总", "the archives unpack to too much: unpack them yourself")
_UNOPENED = Text("不能打开（{why}）：请解开后再放进来", "it cannot be opened ({why}): unpack it and put the files here")


@contextmanager
def opened_inbox(places: Iterable[Path], output: Path | None = None) -> Iterator[Inbox]:
    """Give what lies in some places, the files of archives too; raises XlreportError for a place that is not there.

    Such a file is called by its archive and its name therein, and lies on the disk until the block ends.
    """
    found = scan(places, output)
    if not found.archives:
        yield found
        return
    with scratch() as space:
        unpacking = _Unpacking(space=space)
        for name, path in found.archives:
            unpacking.archive(name, path)
        yield found.with_content(unpacking.files.items(), unpacking.skipped)


@dataclass(slots=True, kw_only=True)
class _Unpacking:
    """What the archives of one inbox hold, as far as they are open."""

    space: Scratch
    files: dict[str, Path] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    bytes_: int = 0

    def archive(self, name: str, path: Path) -> None:
        """Open an archive that lies in the inbox."""
        try:
            archive = open_archive(path)
        except Refusal as refusal:
            self._refused(name, refused(refusal).message)
        except OSError as error:
            self._refused(name, Text(str(error.strerror or error), str(error.strerror or error)))
        else:
            if archive.is_workbook:
                self.files[name] = path
            else:
                self._content(name, archive, 0)

    def _content(self, name: str, archive: Archive, depth: int) -> None:
        self.bytes_ += archive.size
        if self.bytes_ > _MOST_BYTES:
            self._skip(name, _TOO_MUCH)
            return
        try:
            files = list(archive.files())
        except Refusal as refusal:
            self._refused(name, refused(refusal).message)
            return
        for inner, content in files:
            self._file(self._free(f"{name}/{readable(inner)}"), content, depth)

    def _file(self, name: str, content: bytes, depth: int) -> None:
        if not name.lower().endswith(ARCHIVE):
            self.files[name] = self.space.file(name, content)
            return
        try:
            archive = archive_of(content)
        except Refusal as refusal:
            self._refused(name, refused(refusal).message)
            return
        if archive.is_workbook:
            self.files[name] = self.space.file(name, content)
        elif depth >= _MOST_NESTED:
            self._skip(name, _TOO_DEEP)
        else:
            self._content(name, archive, depth + 1)

    def _free(self, name: str) -> str:
        """Give a name that no other file has; two may read alike that are written otherwise."""
        free, number = name, 1
        while free in self.files:
            number += 1
            free = f"{name} ({number})"
        return free

    def _refused(self, name: str, why: Text) -> None:
        self._skip(name, _UNOPENED.filled(why=Text(why.zh.rstrip("。"), why.en.rstrip("."))))

    def _skip(self, name: str, reason: Text) -> None:
        self.skipped.append(Skipped(file=name, reason=reason, suspicious=True))
