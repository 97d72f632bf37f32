"""Writes a file so that a kill at any moment leaves the old or the new one whole. Never writes over a file in place."""

import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path

from xlreport.errors import XlreportError

try:
    import fcntl
except ImportError:  # not a POSIX system: an open file cannot be removed there, which tells the same
    fcntl = None  # type: ignore[assignment]

_ENDING = ".xlreport-tmp"
_LONGEST_KEPT = 200
"""Bytes of a target's name to which more can be added: a name has at most 255."""


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` at `path`: written beside it, synced, then replaced; raises XlreportError when it cannot be."""
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target)
        _replace(target, content)
    except PermissionError as error:
        raise XlreportError(
            f"{path}: 不能写入，文件可能正在 Excel 或 WPS 中打开，或没有写入权限 "
            "(cannot be written: open in another program, or no permission)"
        ) from error
    except OSError as error:
        raise XlreportError(f"{path}: 不能写入 (cannot be written): {error.strerror or error}") from error


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file of any size, without holding it; empty for one that cannot be read, or is no file."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def sweep(target: Path) -> None:
    """Remove what killed writers of this target left behind; one that is still being written stays."""
    prefix = _beside(target)
    for left in target.parent.iterdir():
        if left.name.startswith(prefix) and left.name.endswith(_ENDING) and _is_abandoned(left):
            with suppress(OSError):
                left.unlink()


def _replace(target: Path, content: bytes) -> None:
    beside = target.with_name(f"{_beside(target)}{secrets.token_hex(4)}{_ENDING}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as out:
            _claim(out.fileno())
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    _sync_folder(target.parent)


def _beside(target: Path) -> str:
    """Give how the name of what is written beside a target begins; of a long name its digest stands for it."""
    name = os.fsencode(target.name)
    return f".{target.name}." if len(name) <= _LONGEST_KEPT else f".{hashlib.sha256(name).hexdigest()[:32]}."


def _claim(handle: int) -> None:
    """Hold a lock that the system drops when this process dies, so that a sweep can tell."""
    if fcntl:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_abandoned(left: Path) -> bool:
    if not fcntl:
        return True
    try:
        with left.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
