"""The program run again and again out of a process that has it loaded: each run is a process of its own.

What a run starts with is what a program starts with: its words, folder, surroundings and streams. Only the seconds are
saved in which Python loads modules, form and words. Where a process cannot be copied, each run is a new Python.
"""

import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

from bounded import bounded, limits

_COLD = [sys.executable, "-X", "utf8", "-m", "xlreport"]
_CAN_COPY = hasattr(os, "fork")


def run_loaded(
    words: Sequence[str | Path], *, folder: Path, surroundings: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run xlreport with these words in a folder to its end; standard output and error are UTF-8."""
    said, known = [str(word) for word in words], dict(os.environ if surroundings is None else surroundings)
    if not _CAN_COPY:
        return bounded([*_COLD, *said], cwd=folder, env=known, capture_output=True, encoding="utf-8", check=False)
    with TemporaryDirectory() as place:
        streams = [str(Path(place, name)) for name in ("out", "err")]
        code = _asked({"words": said, "folder": str(folder), "surroundings": known, "streams": streams})
        out, err = (Path(path).read_bytes().decode("utf-8") for path in streams)
    return subprocess.CompletedProcess(args=said, returncode=code, stdout=out, stderr=err)


def run_killed(words: Sequence[str | Path], *, after: float) -> int:
    """Run xlreport and end it with -9 after so many seconds; give its code, -9 where it had not ended by then."""
    devices = [os.devnull, os.devnull]
    said = [str(word) for word in words]
    return _asked(
        {"words": said, "folder": str(Path.cwd()), "surroundings": dict(os.environ), "streams": devices, "after": after}
    )


def _asked(run: Mapping[str, Any]) -> int:
    loaded = _loaded(os.getpid())
    assert loaded.stdin is not None
    assert loaded.stdout is not None
    loaded.stdin.write(json.dumps(run) + "\n")
    loaded.stdin.flush()
    answer = loaded.stdout.readline()
    assert answer, "the loaded program is gone"
    return int(answer)


@cache
def _loaded(_asker: int) -> "subprocess.Popen[str]":
    """The process that has the program loaded; it ends when the one that asked for it does."""
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )


def _load(words: Sequence[str]) -> None:
    """Load every command, the form and what it reads texts with: what all runs would load before they differ."""
    from xlreport.commands import COMMANDS  # noqa: PLC0415  # the process that asks loads none of it
    from xlreport.program import function_of  # noqa: PLC0415

    for command in COMMANDS:
        function_of(command)
    for name in words:
        import_module(name)
    from filled import SOURCES, filled, taken_in  # noqa: PLC0415

    with TemporaryDirectory() as place:
        for name in SOURCES:
            assert taken_in(Path(place), filled(name).content).state == "accepted"


def _serve() -> None:
    """Copy this process for each line that comes, wait for the copy's end, and tell its code."""
    _load(("xlreport.merging.book.consolidated", "xlreport.proof.proven", "openpyxl"))
    gc.freeze()  # no copy looks through what is loaded, which would copy the memory too
    for line in sys.stdin:
        run = json.loads(line)
        child = os.fork()
        if not child:
            _be(run)
        if "after" in run:
            time.sleep(run["after"])
            os.kill(child, signal.SIGKILL)  # not waited for yet, so it is still that child, were it dead
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _be(run: Mapping[str, Any]) -> NoReturn:
    """Be the program, in this copy, and end."""
    for number, (path, mode) in enumerate(zip((os.devnull, *run["streams"]), "rww", strict=True)):
        with open(path, mode) as stream:  # noqa: PTH123  # a stream by its number
            os.dup2(stream.fileno(), number)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115  # open to the end
        for number, mode in enumerate("rww")
    )
    os.environ.clear()
    os.environ.update(run["surroundings"])
    os.chdir(run["folder"])
    if limit := limits():
        limit()
    sys.argv = ["xlreport", *run["words"]]
    from xlreport.cli import main  # noqa: PLC0415  # as above

    code = 1
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    except Exception:  # noqa: BLE001  # told as Python tells it, then the copy ends
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
