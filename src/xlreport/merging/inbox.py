"""What lies in an inbox: the files to take in, and each other file with the reason why not. Opens none of them."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from xlreport.errors import XlreportError, reason
from xlreport.language import Text, either, readable
from xlreport.plain_records import dataclass

_LOCKS = ("~$", ".~", "._")
_UNFINISHED = (".tmp", ".crdownload", ".part", ".partial", ".download", ".downloading", ".xltd", ".td", ".xlreport-tmp")
_PLACEHOLDERS = (".icloud",)
_WORKBOOKS = (".xlsx", ".xls", ".et", ".ods")
"""Taken in: what of them is no .xlsx is converted, or refused with the way to do so."""
_OTHER_WORKBOOKS = (".fods", ".csv", ".numbers", ".xlsm", ".xlsb", ".xltx", ".xltm")
_LOCK = Text("打开工作簿时产生的临时文件", "the temporary file of an open workbook")
_HALF = Text("尚未传完的文件：传完后再汇总", "an unfinished transfer: consolidate again when it is complete")
_STUB = Text("网盘占位文件：下载到本机后再汇总", "a cloud drive's placeholder: download it and consolidate again")
_EMPTY = Text("空文件：可能尚未传完", "an empty file: perhaps not yet transferred")
_FORMAT = Text("不是 .xlsx：请另存为 .xlsx 后重新报送", "not .xlsx: save it as .xlsx and resubmit it")
_STRANGER = Text("不是 .xlsx 工作簿", "not an .xlsx workbook")
_CLOSED = Text(
    "打不开的文件夹：请检查权限后再汇总", "a folder that cannot be opened: check permissions, then consolidate again"
)
_LINK = Text(
    "指向别处的文件夹链接，没有打开：请把文件本身放进来", "a link to a folder, not followed: put the files here"
)
_OUTPUT = Text("本次汇总的输出文件", "the output of this consolidation")
_OTHER_PACKING = Text(
    "只认识 zip 压缩包：请解开后把报送件放进来，或改用 zip",
    "only zip is opened: unpack it here, or send a zip",
)
ARCHIVE = ".zip"
_OTHER_ARCHIVES = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".z01", ".001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file that was not taken in; `suspicious` when it may well be a return."""

    file: str
    reason: Text
    suspicious: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """The files of an inbox: to take in, by name within it, and those that are not.

    `archives` are those that hold files to take in; whoever opens the inbox puts these in their place.
    """

    files: tuple[tuple[str, Path], ...]
    skipped: tuple[Skipped, ...]
    archives: tuple[tuple[str, Path], ...] = ()

    def with_content(self, found: Iterable[tuple[str, Path]], skipped: Iterable[Skipped] = ()) -> "Inbox":
        """Give the inbox with what its archives hold; a file there is judged by its name like any other."""
        given = list(found)
        excused = [each for name, path in given if (each := _excuse(name, path))]
        left_out = {each.file for each in excused}
        return Inbox(
            files=tuple(sorted([*self.files, *(each for each in given if each[0] not in left_out)])),
            skipped=tuple(sorted([*self.skipped, *excused, *skipped], key=lambda each: each.file)),
        )


def scan(places: Iterable[Path], output: Path | None = None) -> Inbox:
    """List folders with everything below and single files; raises XlreportError for a place that is not there.

    A file that is named itself is taken in whatever it is called; an archive is listed apart and not opened. Each has a
    name of its own: where two places have files of one name, as much of their folders stands before it as tells them
    apart.
    """
    files: list[tuple[str, Path]] = []
    archives: list[tuple[str, Path]] = []
    skipped: list[Skipped] = []
    found: dict[Path, tuple[str, Path, bool]] = {}
    for name, path, named in chain.from_iterable(map(_listed, places)):
        found.setdefault(Path(os.path.realpath(path)), (name, path, named))
    names = _told_apart({path: name for path, (name, _, _) in found.items()})
    for full, (_, path, named) in found.items():
        name = names[full]
        excuse = _output(name, full, output) or _folder(name, path) or (None if named else _excuse(name, path))
        if excuse:
            skipped.append(excuse)
        else:
            (archives if path.suffix.lower() == ARCHIVE else files).append((name, path))
    return Inbox(
        files=tuple(sorted(files)),
        skipped=tuple(sorted(skipped, key=lambda each: each.file)),
        archives=tuple(sorted(archives)),
    )


def _told_apart(names: Mapping[Path, str]) -> dict[Path, str]:
    """Give each file its name, or as many of the last parts of its path as make it the only one.

    Two names that read alike to the last part, one of them in another encoding, are told apart by a number.
    """
    told, depth = _numbered(names), {path: len(Path(name).parts) for path, name in names.items()}
    while alike := {name for name, count in Counter(told.values()).items() if count > 1}:
        for path in [path for path, name in told.items() if name in alike]:
            depth[path] += 1
            told[path] = readable("/".join(path.parts[-depth[path] :]))
    return told


def _numbered(names: Mapping[Path, str]) -> dict[Path, str]:
    """Give the names, with a number where the whole path reads as that of a file before."""
    before: Counter[str] = Counter()
    numbered = {}
    for path, name in sorted(names.items()):
        before[said := readable(path.as_posix())] += 1
        numbered[path] = name if before[said] == 1 else f"{name} ({before[said]})"
    return {path: numbered[path] for path in names}


def _listed(place: Path) -> Iterator[tuple[str, Path, bool]]:
    if place.is_file():
        yield readable(place.name), place, True
    elif place.is_dir():
        closed: list[OSError] = []
        for folder, below, names in os.walk(place, onerror=closed.append):
            links = (name for name in below if Path(folder, name).is_symlink())
            for path in (Path(folder, name) for name in (*names, *links)):
                yield readable(path.relative_to(place).as_posix()), path, False
        for error in closed:
            path = Path(error.filename)
            if path == place:
                raise XlreportError(f"{place}: {either('打不开这个文件夹', 'cannot be opened')}: {reason(error)}")
            yield readable(path.relative_to(place).as_posix()), path, False
    else:
        raise XlreportError(f"{place}: {either('没有这个文件或文件夹', 'no such file or folder')}")


def _output(name: str, full: Path, output: Path | None) -> Skipped | None:
    if output is not None and full == Path(os.path.realpath(output)):
        return Skipped(file=name, reason=_OUTPUT)
    return None


def _folder(name: str, path: Path) -> Skipped | None:
    """Say why a folder that is listed itself was not looked into."""
    if not path.is_dir():
        return None
    return Skipped(file=f"{name}/", reason=_LINK if path.is_symlink() else _CLOSED, suspicious=True)


def _excuse(name: str, path: Path) -> Skipped | None:
    plain, ending = path.name, path.suffix.lower()
    if plain.startswith(_LOCKS):
        return Skipped(file=name, reason=_LOCK)
    if ending in _UNFINISHED:
        return Skipped(file=name, reason=_HALF, suspicious=ending != ".xlreport-tmp")
    if ending in _PLACEHOLDERS:
        return Skipped(file=name, reason=_STUB, suspicious=True)
    if ending in _OTHER_WORKBOOKS:
        return Skipped(file=name, reason=_FORMAT, suspicious=True)
    if ending in _OTHER_ARCHIVES:
        return Skipped(file=name, reason=_OTHER_PACKING, suspicious=True)
    if ending not in (*_WORKBOOKS, ARCHIVE):
        return Skipped(file=name, reason=_STRANGER)
    return Skipped(file=name, reason=_EMPTY, suspicious=True) if _is_empty(path) else None


def _is_empty(path: Path) -> bool:
    """Tell whether a file has no content; one that cannot be looked at is taken in, and told by what opens it."""
    try:
        return path.is_file() and path.stat().st_size == 0
    except OSError:
        return False


def unpacked(file: str) -> str:
    """Give where a file of an archive lies once that is unpacked into a folder of its name, as programs offer it."""
    *folders, name = file.split("/")
    return "/".join([*(re.sub(rf"(?i){re.escape(ARCHIVE)}$", "", folder) for folder in folders), name])
