"""Drives LibreOffice through its UNO interface: a process with a profile and a port of its own, for bounded time.

The interface lives in LibreOffice's own Python, so the actions run there: `uno_actions`.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bounded import CPU_SECONDS, LAST_RESORT, limits
from office_starting import at_port, ended, free_port, started

Action = Sequence[Any]
# Visits, each a workbook and what to do in it; gives per visit one answer per action.
Visit = tuple[Path, Sequence[Action]]
Drive = Callable[[Sequence[Visit]], list[list[Any]]]

_ACTIONS = Path(__file__).with_name("uno_actions.py")
_PATIENCE = 300
"""Seconds for LibreOffice to end as it was told; it uses next to no processor then."""


@cache
def uno_python(soffice: Path) -> Path | None:
    """Find a Python that has uno: this one, the system's, or the one inside LibreOffice."""
    for python in _pythons(soffice):
        try:
            found = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False, timeout=LAST_RESORT)
        except OSError:
            continue
        if found.returncode == 0:
            return python
    return None


def _pythons(soffice: Path) -> Iterator[Path]:
    yield Path(sys.executable)
    yield Path("/usr/bin/python3")
    if found := shutil.which("python3"):
        yield Path(found)
    program = soffice.resolve().parent
    yield from (program / "python", program / "python.bin", program.parent / "Resources" / "python")


def drive(soffice: Path, python: Path, profile: Path, visits: Sequence[Visit]) -> list[list[Any]]:
    """Start LibreOffice, do everything, end it; raises when an action cannot be done or time is up.

    The bridge between the two sometimes ends its Python by a signal, with nothing said: then all is done once more,
    in a profile of its own. What an action raises is raised at once.
    """
    done = _driven(soffice, python, profile / "first", visits)
    if done.returncode < 0:
        done = _driven(soffice, python, profile / "second", visits)
    if done.returncode:
        raise RuntimeError(f"LibreOffice could not be driven ({done.returncode}): {done.stderr[-2_000:]}")
    answers: list[list[Any]] = json.loads(done.stdout)
    return answers


def _driven(soffice: Path, python: Path, profile: Path, visits: Sequence[Visit]) -> subprocess.CompletedProcess[str]:
    accept = at_port(free_port())
    office = started(soffice, profile, accept, seconds=CPU_SECONDS + 10 * len(visits))
    asked = {"socket": accept, "visits": [[path.resolve().as_uri(), list(actions)] for path, actions in visits]}
    patience = 0
    try:
        done = subprocess.run(
            [python, "-X", "faulthandler", _ACTIONS],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=False,
            timeout=LAST_RESORT,
            preexec_fn=limits(),  # no threads here
        )
        patience = 0 if done.returncode else _PATIENCE
    finally:
        ended(office, patience)
    return done
