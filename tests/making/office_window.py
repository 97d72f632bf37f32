"""LibreOffice's own window on a screen that nobody sees: a display, a process on it, a port to drive it by."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from conftest import _required as required
from office_starting import at_port, ended, free_port, started
from uno_driving import uno_python

_TRIES, _WAIT_SECONDS, _SECONDS = 3, 120, 300


@contextmanager
def unseen_screen() -> Iterator[dict[str, str]]:
    """A screen of 1366 × 768 that nobody sees; without one the test is skipped, or fails where it is required.

    It does not begin anew when its last program leaves: another that connects just then would find no screen.
    """
    program = shutil.which("Xvfb")
    if program is None and required():
        pytest.fail("Xvfb is required here and was not found", pytrace=False)
    if program is None:
        pytest.skip("NOT PROVEN: Xvfb is not installed (Debian: apt-get install xvfb)")
    read, write = os.pipe()
    shown = subprocess.Popen(
        [program, "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(write)
    try:
        with os.fdopen(read) as said:
            number = said.readline().strip()
        yield {**os.environ, "DISPLAY": f":{number}"}
    finally:
        shown.terminate()
        ended(shown, 20)


@contextmanager
def office_window(soffice: Path, folder: Path, port: int, screen: dict[str, str]) -> Iterator[None]:
    """A LibreOffice on a screen, with a profile of its own, that is ended in any case."""
    office = _listening(soffice, folder, port, screen)
    try:
        yield
    finally:
        ended(office, 0)


def needed(program: str) -> None:
    """Skip the test where a program is not installed, or fail where it is required."""
    if shutil.which(program) is None and required():
        pytest.fail(f"{program} is required here and was not found", pytrace=False)
    if shutil.which(program) is None:
        pytest.skip(f"NOT PROVEN: {program} is not installed")


def told_in_window(soffice: Path, folder: Path, script: Path, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a script says that drives a LibreOffice in its window, and is told what to do there."""
    python, port = uno_python(soffice), free_port()
    assert python is not None
    with unseen_screen() as screen, office_window(soffice, folder / "profile", port, screen):
        done = subprocess.run(
            [python, script, str(port)],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
            env=screen,
        )
    assert done.returncode == 0, done.stderr[-2_000:]
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _listening(soffice: Path, folder: Path, port: int, screen: dict[str, str]) -> "subprocess.Popen[bytes]":
    """Start it until it listens: on a busy machine it may end at once, with nothing said."""
    for _ in range(_TRIES):
        office = started(soffice, folder, at_port(port), screen=screen)
        until = time.monotonic() + _WAIT_SECONDS
        while office.poll() is None and time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                return office
            time.sleep(0.5)
        ended(office, 0)
    pytest.fail(f"LibreOffice ended {_TRIES} times before it had a window", pytrace=False)
