"""One lock a round: whoever changes its files holds it; a second one waits briefly, and then says who that is.

The system drops it when a process dies. Where a file system knows no locks, that is said, and the work goes on.
"""

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from xlreport.errors import XlreportError, reason
from xlreport.language import either, spoken

try:
    import fcntl
except ImportError:  # not a POSIX system
    fcntl = None  # type: ignore[assignment]

LOCK_FILE = ".xlreport-lock"
_PATIENCE, _PAUSE = 5.0, 0.05
"""Seconds: how long a second command waits, and how often it looks."""
_NO_LOCKS = (
    either(
        "提示：此处不支持文件锁，请不要同时运行两个会改动本批次的命令",
        "no file locks here: do not run two commands that change the round at once",
    )
    + "\n"
)


@contextmanager
def round_lock(folder: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold a round's lock; raises XlreportError naming the holder when it does not come free in time."""
    path = folder / LOCK_FILE
    try:
        handle = _held(path, time.monotonic() + patience)
    except OSError as error:
        raise XlreportError(f"{folder}: {either('不能写入', 'cannot be written')}: {reason(error)}") from error
    if handle is None:
        sys.stderr.write(spoken(_NO_LOCKS))
    try:
        yield
    finally:
        if handle is not None:
            with suppress(OSError):  # while it is held: nobody can hold it and lose its name
                path.unlink()
            os.close(handle)


def _held(path: Path, until: float) -> int | None:
    """Give the handle that holds the lock, None where there are no locks."""
    while fcntl:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_named(handle, path):
                _sign(handle)
                return handle
        except BlockingIOError as error:
            if time.monotonic() >= until:
                holder = _holder(handle)
                os.close(handle)
                raise XlreportError(_busy(path.parent, holder)) from error
            time.sleep(_PAUSE)
        except OSError:
            os.close(handle)
            with suppress(OSError):
                path.unlink()
            return None
        os.close(handle)
    return None


def _is_named(handle: int, path: Path) -> bool:
    """Tell whether the file that is locked is still the one of that name: its last holder took the name away."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _sign(handle: int) -> None:
    since = f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}"
    with suppress(OSError):  # a full disk keeps nobody from the lock
        os.truncate(handle, 0)
        os.write(handle, f"{' '.join(sys.argv[:2])}, {socket.gethostname()} {os.getpid()}, {since}".encode())


def _holder(handle: int) -> str:
    with suppress(OSError):
        return os.pread(handle, 500, 0).decode(errors="backslashreplace")
    return ""


def _busy(folder: Path, holder: str) -> str:
    return (
        f"{folder}: "
        + either(
            "另一个命令正在改动本批次，请等它完成后再试", "another command is changing this round: try again later"
        )
        + (f": {holder}" if holder else "")
    )
