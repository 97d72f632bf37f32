"""The bar of long work: on a terminal from the third second on, with its rate; otherwise nothing at all."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import time
from xlreport.commands.options import progress
with progress() as bar:
    for _ in bar.track(range({steps}), description="检查 validate"):
        time.sleep(0.1)
"""


def on_a_terminal(steps: int = 0, program: str = "") -> str:
    """What a terminal gets to see of work of so many tenths of a second, or of a program."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", program or PROGRAM.format(steps=steps)]
    with subprocess.Popen(
        command, stdout=theirs, stderr=theirs, stdin=theirs, env={**os.environ, "TERM": "xterm"}
    ) as run:
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            seen += part
        assert run.wait() == 0
    os.close(ours)
    return seen.decode("utf-8", "replace")


def test_short_work_leaves_the_screen_alone() -> None:
    """Nothing is drawn of what ends within two seconds."""
    assert "validate" not in on_a_terminal(3)


def test_long_work_shows_how_far_and_how_fast() -> None:
    """From then on: what is done, how many of how many, how many a second."""
    seen = on_a_terminal(35)
    assert "检查 validate" in seen
    assert "/s" in seen
    counted = [int(each) for each in re.findall(r"(\d+)/35", seen)]
    assert counted == sorted(counted)
    assert 15 < counted[0] < counted[-1] <= 35


def test_the_rate_is_of_all_that_was_done() -> None:
    """Eleven that come together after three seconds are four a second at most, and what is left is counted by that."""
    slow_start = "next(each)\n    time.sleep(3)\n    for _ in range(11):\n        next(each)\n    time.sleep(0.5)\n"
    program = "with progress() as bar:\n    each = iter(bar.track(range(120), description='x'))\n    " + slow_start
    seen = on_a_terminal(program="import time\nfrom xlreport.commands.options import progress\n" + program)
    bare = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", seen)
    done = re.findall(r"(\d+)/120 *([\d.]+)/s (\d+:\d+)", bare)
    made, rate, left = done[-1]
    assert (made, 0 < float(rate) < 4, left > "00:27") == ("11", True, True)


@pytest.mark.parametrize("steps", [25])
def test_nothing_moves_in_a_pipe(steps: int, tmp_path: Path) -> None:
    """No byte of it reaches a file, however long the work takes."""
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run([sys.executable, "-c", PROGRAM.format(steps=steps)], stdout=out, stderr=out, check=False)
    assert (done.returncode, (tmp_path / "out").read_bytes()) == (0, b"")
