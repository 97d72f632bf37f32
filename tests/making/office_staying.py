"""LibreOffice that stays: started once with a profile, it takes every conversion that is asked for with that profile.

A start costs twice what converting a workbook does. Where nothing can tell it to stay, each conversion starts it.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bounded import bounded
from office_starting import ended, started
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
    office = started(soffice, profile, f"pipe,name={pipe}")
    try:
        bounded([python, _STAYING, pipe], capture_output=True, check=False)
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(office.pid, signal.SIGTERM)
        ended(office, _PATIENCE)
