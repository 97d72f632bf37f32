"""What the processes of one test run want alike: made by the one that asks first, read by the others."""

import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

Thing = TypeVar("Thing")


def made_once(folders: pytest.TempPathFactory, name: str, make: Callable[[], Thing]) -> Thing:
    """Give what `make` makes, as it was pickled in this run; the name says of which test it is."""
    own = folders.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    kept = shared / f"{name}.pickle"
    with _alone(kept.with_suffix(".lock")):
        if not kept.exists():
            kept.write_bytes(pickle.dumps(make()))
        thing: Thing = pickle.loads(kept.read_bytes())  # noqa: S301  # written here
        return thing


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Wait for the others. Tests on Windows run in one process."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415  # Windows has none

    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
