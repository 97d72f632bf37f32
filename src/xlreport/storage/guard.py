"""What a command may write, and where: a new name, or a file that the same command wrote for the same purpose.

Everything else is a person's and refused before anything is written. `force` gives up a person's file, never one that
the command reads, and never what is no regular file.
"""

import os
import stat
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from xlreport.errors import XlreportError, reason
from xlreport.language import either
from xlreport.plain_records import dataclass
from xlreport.storage.replacing import replace_file, replace_in_pieces
from xlreport.storage.stamps import Recognises, stamp_of, stamped, stamped_parts
from xlreport.storage.zip_parts import ZipPart

_LARGEST_KNOWN = 1_000_000_000
"""Bytes of a file that is opened to see whether it is the program's own; a larger one is taken for a person's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What a file is written for: `name` is `command.output`, `ending` the format's, such as `.xlsx`.

    A file is the program's own when it bears this purpose's stamp and is as it was written, or, in formats without
    room for a stamp, when `recognises` says so. `subject` narrows it to one matter, such as a region and year.
    """

    name: str
    ending: str
    subject: str = ""
    recognises: Recognises | None = None

    def wrote(self, content: bytes) -> bool:
        """Tell whether these bytes were written for this purpose and not changed since."""
        if self.recognises:
            return self.recognises(content)
        stamp = stamp_of(content)
        return stamp is not None and stamp.is_for(self.name, self.subject)

    def stamped(self, content: bytes) -> bytes:
        """Give bytes with this purpose's stamp; those that bear it already as they are."""
        if self.recognises or self.wrote(content):
            return content
        return stamped(content, self.ending, self.name, self.subject)

    def stamped_parts(self, parts: list[ZipPart]) -> list[ZipPart]:
        """Give the parts of a workbook with this purpose's stamp, before they are put together."""
        return stamped_parts(parts, self.name, self.subject) or parts


class Guard:
    """Watches over all outputs of one run of a command.

    `inputs` are the files and folders that the command reads. What lies in such a folder may be replaced only when it
    is the command's own output, whatever `force` says.
    """

    def __init__(self, *, inputs: Iterable[Path] = (), force: bool = False) -> None:
        self._inputs = tuple(inputs)
        self._force = force
        self._taken: set[str] = set()

    def file(self, path: Path, purpose: Purpose) -> "Target":
        """Give the right to write a file; raises XlreportError when there may be something of a person's."""
        place = _real(path)
        if os.path.normcase(place) in self._taken:
            raise XlreportError(f"{path}: {either('同一个文件不能写两次', 'one file for two outputs')}")
        target = Target(path=path, purpose=purpose, guard=self)
        self.check(path, purpose, None)
        self._taken.add(os.path.normcase(place))
        return target

    def check(self, path: Path, purpose: Purpose, content: bytes | None) -> None:
        """Raise XlreportError unless a file may be written; one that holds nothing, or just this content, may be."""
        if path.suffix.lower() != purpose.ending:
            raise XlreportError(
                f"{path}: "
                + either(
                    f"写出的是 {purpose.ending} 文件，请用以 {purpose.ending} 结尾的文件名",
                    f"what is written is {purpose.ending}: give it a name that ends so",
                )
            )
        place = _real(path)
        _refuse_missing_folder(path, place)
        if self._is_read(place):
            raise XlreportError(
                f"{path}: "
                + either(
                    "这是本命令要读取的文件，不能覆盖；请换一个文件名",
                    "the command reads this file and never replaces it: choose another name",
                )
            )
        if os.path.lexists(place):
            self._check_present(path, place, purpose, content)

    def _check_present(self, path: Path, place: Path, purpose: Purpose, content: bytes | None) -> None:
        if not _is_regular(path, place):
            raise XlreportError(
                f"{path}: "
                + either(
                    "不是普通文件（文件夹、设备或失效的链接），不能写入；请换一个文件名",
                    "not a regular file: choose another name",
                )
            )
        inside = any(_holds(folder, place) for folder in self._inputs)
        if (self._force and not inside) or self._is_own(path, place, purpose, content):
            return
        if inside:
            raise XlreportError(
                f"{path}: "
                + either(
                    "收件或来源文件夹中已有此文件，不能覆盖；请换一个文件名",
                    "lies in a folder that the command reads, and is not its own output: choose another name",
                )
            )
        raise XlreportError(
            f"{path}: "
            + either(
                "已有此文件，不是本命令为同一用途写出的，或写出后已有改动；请换一个文件名，或加 --force 覆盖",
                "there already, and not, or no longer, as this command wrote it: choose another name, or --force",
            )
        )

    def _is_own(self, path: Path, place: Path, purpose: Purpose, content: bytes | None) -> bool:
        try:
            size = place.stat().st_size
            present = place.read_bytes() if size < _LARGEST_KNOWN else b"?"
        except OSError as error:
            raise XlreportError(f"{path}: {either('不能读取', 'cannot be read')}: {reason(error)}") from error
        return not present or present == content or purpose.wrote(present)

    def _is_read(self, place: Path) -> bool:
        return any(_same(each, place) for each in self._inputs if not each.is_dir())


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A file that may be written."""

    path: Path
    purpose: Purpose
    guard: Guard

    def write(self, content: bytes, *, subject: str = "") -> None:
        """Write the file whole with its purpose's stamp, if it still may be; raises XlreportError.

        `subject` narrows the purpose, where it was not known before the work was done.
        """
        purpose = replace(self.purpose, subject=subject or self.purpose.subject)
        finished = purpose.stamped(content)
        self.guard.check(self.path, purpose, finished)
        replace_file(self.path, finished)

    def write_pieces(self, pieces: Iterable[bytes], *, subject: str) -> None:
        """Write a file that bears the stamp for this subject already and is given in pieces, likewise."""
        self.guard.check(self.path, replace(self.purpose, subject=subject), None)
        replace_in_pieces(self.path, pieces)


def _real(path: Path) -> Path:
    """Give the file that a path leads to, through every link; what leads in a circle as far as it goes."""
    return Path(os.path.realpath(path))


def _refuse_missing_folder(path: Path, place: Path) -> None:
    """Raise XlreportError unless the file's folder is there, or can be made in one that is."""
    folder = place.parent
    if not folder.is_dir() and (os.path.lexists(folder) or not folder.parent.is_dir()):
        raise XlreportError(
            f"{path}: "
            + either(f"没有上级文件夹 {folder}，请先建立或核对路径", "no such folder: make it first, or check the path")
        )


def _is_regular(path: Path, place: Path) -> bool:
    try:
        return stat.S_ISREG(os.lstat(place).st_mode)
    except OSError as error:
        raise XlreportError(f"{path}: {either('不能读取', 'cannot be read')}: {reason(error)}") from error


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return _real(one) == other


def _holds(folder: Path, place: Path) -> bool:
    return folder.is_dir() and place.is_relative_to(_real(folder))
