"""LibreOffice that stays: started once with a profile, it takes every conversion that is asked for with that profile.

A start costs twice what converting a workbook does. Where nothing can tell it to stay, each conversion starts it.
"""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bounded import LAST_RESORT, bounded, limits
from uno_driving import uno_python

_STAYING = Path(__file__).with_name("uno_staying.py")
_PATIENCE = 60


@contextmanager
def staying(soffice: Path, profile: Path) -> Iterator[None]:
    """Have it there; `soffice` with the same profile hands over to it and waits."""
    python = uno_python(soffice)
    if python is None or os.name != "posix":
        yield
        return
    pipe = f"xlreport-{os.getpid()}"
    office = subprocess.Popen(
        [
            soffice,
            f"-env:UserInstallation={profile.resolve().as_uri()}",
            *("--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=limits(LAST_RESORT),  # noqa: PLW1509  # no threads here
    )
    try:
        bounded([python, _STAYING, pipe], capture_output=True, check=False)
        yield
    finally:
        _end(office)


def _end(office: "subprocess.Popen[bytes]") -> None:
    """Tell it to end, and what it started; one that does not listen is ended."""
    for told in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(office.pid, told)
        with suppress(subprocess.TimeoutExpired):
            office.wait(timeout=_PATIENCE)
            return
