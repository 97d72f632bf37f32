"""The one way to start LibreOffice for a test, and to end it: a process with a profile of its own, driven by others."""

import os
import signal
import socket
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from bounded import LAST_RESORT, limits


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def at_port(port: int) -> str:
    """Where it listens, in its own words."""
    return f"socket,host=127.0.0.1,port={port}"


def started(
    soffice: Path,
    profile: Path,
    accept: str,
    *,
    seconds: int = LAST_RESORT,
    screen: Mapping[str, str] | None = None,
) -> "subprocess.Popen[bytes]":
    """A LibreOffice that listens at `accept`, for so many seconds of processor; with a window where it has a screen."""
    look = "--headless" if screen is None else "--nofirststartwizard"
    return subprocess.Popen(
        [
            soffice,
            f"-env:UserInstallation={profile.resolve().as_uri()}",
            *(look, "--norestore", "--nologo", f"--accept={accept};urp"),
        ],
        env=screen,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=limits(seconds),  # noqa: PLW1509  # no threads here
    )


def ended(program: "subprocess.Popen[bytes]", patience: int) -> None:
    """Wait so many seconds for a program that was told to end; then it is ended, with what it started."""
    try:
        program.wait(timeout=patience)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()
