"""Counts what a command asks of the file system within a folder, and lets a test step in before any of it."""

import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest

Step = Callable[[int, str], None]
_CALLS = ("open", "fsync", "replace", "rename", "mkdir", "listdir", "scandir")


@contextmanager
def stepping_in(folder: Path, step: Step) -> Iterator[None]:
    """Call `step(number, name)` before each open, write, sync, rename and listing in a folder."""
    numbers = iter(range(10**9))

    def watched(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if given and _within(given[0], folder):
                _step_at(given[0], step, next(numbers), name)
            return real(*given, **named)

        return call

    def wrote() -> None:
        step(next(numbers), "write")

    opened = os.fdopen
    with pytest.MonkeyPatch.context() as patch:
        for name in _CALLS:
            patch.setattr(os, name, watched(name, getattr(os, name)))
        patch.setattr(io, "open", watched("read", io.open))
        patch.setattr(os, "fdopen", lambda *given, **named: _Written(opened(*given, **named), wrote))
        yield


class _Written:
    """A file that is stepped in on when half of it is written."""

    def __init__(self, file: Any, step: Callable[[], None]) -> None:
        self._file, self._step = file, step

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, content: bytes) -> None:
        self._file.write(content[: len(content) // 2])
        self._file.flush()
        self._step()
        self._file.write(content[len(content) // 2 :])

    def writelines(self, pieces: Iterable[bytes]) -> None:
        self.write(b"".join(pieces))


def _step_at(given: Any, step: Step, number: int, name: str) -> None:
    """Take the step; an error of the system names the file, as a real one does."""
    try:
        step(number, name)
    except OSError as error:
        if not isinstance(given, int):
            error.filename = os.fspath(given)
        raise


def _within(given: Any, folder: Path) -> bool:
    """Tell whether a call is about the folder: by the path it names, or the file that is open."""
    if isinstance(given, int):
        return True
    try:
        return str(os.path.realpath(os.fspath(given))).startswith(os.path.realpath(folder))
    except TypeError:
        return False
