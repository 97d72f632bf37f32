"""Writes a file so that a kill at any moment leaves the old or the new one whole. Never writes over a file in place."""

import hashlib
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xlreport.errors import XlreportError, reason
from xlreport.language import either

try:
    import fcntl
except ImportError:  # not a POSIX system: an open file cannot be removed there, which tells the same
    fcntl = None  # type: ignore[assignment]

ENDING = ".xlreport-tmp"
_LONGEST_NAME = 200
"""Bytes of a file's name that its temporary file repeats: file systems take 255 in all."""


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` at `path`: written beside it, synced, then replaced; raises XlreportError when it cannot be.

    The file's folder is made where its own parent is there. What a person may have there is the guard's business.
    """
    replace_in_pieces(path, (content,))


def replace_in_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Put what is given in pieces at `path`, likewise: a large content is then never whole in memory."""
    target = Path(os.path.realpath(path))
    with told(path), _folder_of(target):
        sweep(target)
        _replace(target, pieces)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the system says against writing to a path into an error for the person."""
    try:
        yield
    except PermissionError as error:
        raise XlreportError(
            f"{path}: "
            + either(
                "不能写入，文件可能正在 Excel 或 WPS 中打开，或无写入权限",
                "cannot be written: open in another program, or no permission",
            )
        ) from error
    except OSError as error:
        raise XlreportError(f"{path}: {either('不能写入', 'cannot be written')}: {reason(error)}") from error


@contextmanager
def _folder_of(target: Path) -> Iterator[None]:
    """Make the target's folder where it is missing; when nothing could be written into it, it goes again."""
    made = not target.parent.exists()
    if made:
        target.parent.mkdir()
    try:
        yield
    except BaseException:
        if made:
            with suppress(OSError):
                target.parent.rmdir()
        raise


def sweep(target: Path) -> None:
    """Remove what killed writers of this target left behind; one that is still being written stays."""
    prefix = _prefix(target)
    with suppress(OSError):  # a folder that cannot be listed can still take the file
        for name in os.listdir(target.parent):  # noqa: PTH208  # a path for each file of a large outbox takes its time
            if name.startswith(prefix) and name.endswith(ENDING) and is_abandoned(left := target.with_name(name)):
                left.unlink()


def _prefix(target: Path) -> str:
    name = target.name
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = hashlib.sha256(os.fsencode(name)).hexdigest()
    return f".{name}."


def _replace(target: Path, pieces: Iterable[bytes]) -> None:
    beside = target.with_name(f"{_prefix(target)}{secrets.token_hex(4)}{ENDING}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as out:
            claim(out.fileno())
            out.writelines(pieces)
            out.flush()
            os.fsync(out.fileno())
        _keep_mode(target, beside)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    _sync_folder(target.parent)


def _keep_mode(target: Path, beside: Path) -> None:
    """Leave a file that was closed to others closed to them."""
    with suppress(OSError):
        beside.chmod(stat.S_IMODE(target.stat().st_mode))


def claim(handle: int) -> None:
    """Hold a lock that the system drops when this process dies, so that a sweep can tell; without locks it cannot."""
    if fcntl:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_abandoned(left: Path) -> bool:
    """Tell whether nobody writes a temporary file, or into a temporary folder, any more."""
    if not fcntl:
        return True
    try:
        handle = os.open(left, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True


def _sync_folder(folder: Path) -> None:
    """Have the rename itself on the disk; the file is whole without it, so that a system that cannot is no failure."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
