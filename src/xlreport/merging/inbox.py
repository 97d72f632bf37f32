"""What lies in an inbox: the files to take in, and each other file with the reason why not. Opens none of them."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from xlreport.errors import XlreportError
from xlreport.language import Text

_LOCKS = ("~$", ".~", "._")
_UNFINISHED = (".tmp", ".crdownload", ".part", ".partial", ".download", ".downloading", ".xltd", ".td", ".xlreport-tmp")
_PLACEHOLDERS = (".icloud",)
_OTHER_WORKBOOKS = (".xls", ".et", ".ods", ".fods", ".csv", ".numbers", ".xlsm", ".xlsb", ".xltx", ".xltm")
_LOCK = Text("打开工作簿时产生的临时文件", "a lock file of an open workbook")
_HALF = Text("尚未传完的文件：传完后再汇总", "an unfinished transfer: merge again when it is complete")
_STUB = Text("网盘占位文件：下载到本机后再汇总", "a cloud drive's placeholder: download it and merge again")
_EMPTY = Text("空文件：可能尚未传完", "an empty file: perhaps not yet transferred")
_FORMAT = Text("不是 .xlsx：请另存为 .xlsx 后重新报送", "not .xlsx: save it as .xlsx and hand it in again")
_STRANGER = Text("不是 .xlsx 工作簿", "not an .xlsx workbook")
_OUTPUT = Text("本次汇总的输出文件", "the output of this merge")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file that was not taken in; `suspicious` when it may well be a return."""

    file: str
    reason: Text
    suspicious: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """The files of an inbox: to take in, by name within it, and those that are not."""

    files: tuple[tuple[str, Path], ...]
    skipped: tuple[Skipped, ...]


def scan(places: Iterable[Path], output: Path | None = None) -> Inbox:
    """List folders with everything below and single files; raises XlreportError for a place that is not there.

    A file that is named itself is taken in whatever it is called. Each has a name of its own: where two places have
    files of one name, as much of their folders stands before it as tells them apart.
    """
    files: list[tuple[str, Path]] = []
    skipped: list[Skipped] = []
    found: dict[Path, tuple[str, Path, bool]] = {}
    for name, path, named in chain.from_iterable(map(_listed, places)):
        found.setdefault(path.resolve(), (name, path, named))
    names = _told_apart({path: name for path, (name, _, _) in found.items()})
    for full, (_, path, named) in found.items():
        name = names[full]
        excuse = _output(name, path, output) or (None if named else _excuse(name, path))
        if excuse:
            skipped.append(excuse)
        else:
            files.append((name, path))
    return Inbox(files=tuple(sorted(files)), skipped=tuple(sorted(skipped, key=lambda each: each.file)))


def _told_apart(names: Mapping[Path, str]) -> dict[Path, str]:
    """Give each file its name, or as many of the last parts of its path as make it the only one."""
    told, depth = dict(names), {path: len(Path(name).parts) for path, name in names.items()}
    while alike := {name for name, count in Counter(told.values()).items() if count > 1}:
        for path in [path for path, name in told.items() if name in alike]:
            depth[path] += 1
            told[path] = "/".join(path.parts[-depth[path] :])
    return told


def _listed(place: Path) -> Iterator[tuple[str, Path, bool]]:
    if place.is_file():
        yield place.name, place, True
    elif place.is_dir():
        for folder, _, names in os.walk(place):
            for name in names:
                path = Path(folder, name)
                yield path.relative_to(place).as_posix(), path, False
    else:
        raise XlreportError(f"{place}: 没有这个文件或文件夹 (no such file or folder)")


def _output(name: str, path: Path, output: Path | None) -> Skipped | None:
    if output is not None and path.resolve() == output.resolve():
        return Skipped(file=name, reason=_OUTPUT)
    return None


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
    if ending != ".xlsx":
        return Skipped(file=name, reason=_STRANGER)
    if path.stat().st_size == 0:
        return Skipped(file=name, reason=_EMPTY, suspicious=True)
    return None
