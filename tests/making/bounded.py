"""Programs that a test runs: bounded in processor time, which a busy machine does not change, not in seconds passed.

What waits for something that never comes uses no processor; for that alone there is a last resort of an hour.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CPU_SECONDS = 300
"""of each process: LibreOffice takes some 2 for a workbook, and a machine may be ten times slower"""
LAST_RESORT = 3_600


def limits(seconds: int = CPU_SECONDS) -> Callable[[], None] | None:
    """Give what a new process does first, so that the system ends it when it has used up its time."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415  # Windows has none

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))

    return limit


def bounded(
    command: Sequence[str | Path], *, check: bool, seconds: int = CPU_SECONDS, **options: Any
) -> subprocess.CompletedProcess[Any]:
    """Run a program to its end; raises CalledProcessError where it used up its time."""
    done = subprocess.run(
        command,
        check=check,
        timeout=LAST_RESORT,
        preexec_fn=limits(seconds),  # no threads here
        **options,
    )
    if done.returncode in _OUT_OF_TIME:
        raise subprocess.CalledProcessError(done.returncode, list(command), done.stdout, done.stderr)
    return done


_OUT_OF_TIME = {-24, -9}
"""SIGXCPU, and the SIGKILL that follows where a program does not listen."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail what takes this process more processor time than that."""
    started = time.process_time()
    yield
    took = time.process_time() - started
    assert took < seconds, f"{took:.1f} s of processor time"
