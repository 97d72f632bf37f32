"""LibreOffice's own window on a screen that nobody sees: a display, a process on it, a port to drive it by."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import _required as required
from uno_driving import _ended as ended


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def unseen_screen() -> Iterator[dict[str, str]]:
    """A screen of 1366 × 768 that nobody sees; without one the test is skipped, or fails where it is required."""
    program = shutil.which("Xvfb")
    if program is None and required():
        pytest.fail("Xvfb is required here and was not found", pytrace=False)
    if program is None:
        pytest.skip("NOT PROVEN: Xvfb is not installed (Debian: apt-get install xvfb)")
    read, write = os.pipe()
    shown = subprocess.Popen(
        [program, "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as said:
        number = said.readline().strip()
    yield {**os.environ, "DISPLAY": f":{number}"}
    shown.terminate()
    shown.wait(timeout=20)


@contextmanager
def office_window(soffice: Path, folder: Path, port: int, screen: dict[str, str]) -> Iterator[None]:
    """A LibreOffice on a screen, with a profile of its own, that is ended in any case."""
    office = subprocess.Popen(
        [
            soffice,
            f"-env:UserInstallation={folder.resolve().as_uri()}",
            *("--norestore", "--nologo", "--nofirststartwizard"),
            f"--accept=socket,host=127.0.0.1,port={port};urp",
        ],
        env=screen,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        ended(office, 0)
