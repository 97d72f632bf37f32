"""Files in the system's temporary folder: those of a run, gone at its end, and the details of an error."""

import os
import platform
import tempfile
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from xlreport.lazy import regex

_LONGEST_NAME = 60
_NOT_EVERYWHERE = regex(r'[\x00-\x1f\x7f<>:"/\\|?*]')


class Scratch:
    """A folder for a while; each file lies in a folder of its own there, so that names need not differ."""

    def __init__(self, folder: Path) -> None:
        """Begin with none."""
        self._folder = folder
        self._count = 0

    def file(self, name: str, content: bytes) -> Path:
        """Write a file under the last part of a name, as far as every system takes it."""
        self._count += 1
        place = self._folder / str(self._count)
        place.mkdir()
        path = place / _plain(name)
        path.write_bytes(content)
        return path

    def folder(self, files: Mapping[str, bytes]) -> Path:
        """Write files side by side into one folder, each under the last part of its name."""
        self._count += 1
        place = self._folder / str(self._count)
        place.mkdir()
        for name, content in files.items():
            (place / _plain(name)).write_bytes(content)
        return place


@contextmanager
def scratch() -> Iterator[Scratch]:
    """Give a folder for a while."""
    with tempfile.TemporaryDirectory(prefix="xlreport-", ignore_cleanup_errors=True) as folder:
        yield Scratch(Path(folder))


def _plain(name: str) -> str:
    last = _NOT_EVERYWHERE.sub("_", name.rpartition("/")[2])
    stem, dot, ending = last.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{ending[:_LONGEST_NAME]}"


def write_details(error: BaseException, words: Sequence[str]) -> Path | None:
    """Write an error with its traceback and the command line; give the file, None where none could be written."""
    lines = (f"{' '.join(map(repr, words))}\n", f"Python {platform.python_version()}, {platform.platform()}\n\n")
    text = "".join((*lines, *traceback.format_exception(error, limit=-50)))
    try:
        handle, name = tempfile.mkstemp(prefix="xlreport-", suffix=".log")
    except OSError:
        return None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as out:
            out.write(text)
    except OSError:
        Path(name).unlink(missing_ok=True)
        return None
    return Path(name)
