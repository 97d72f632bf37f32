"""A merge killed with -9 at any moment leaves the old or the new workbook whole, and nothing behind after the next."""

import os
import random
from pathlib import Path

import pytest

from loaded_program import run_killed, run_loaded
from returns_made import answers, write_inbox

KILLS = 100


def merged(inbox: Path, output: Path) -> bytes:
    """What a merge that nobody disturbs writes."""
    done = run_loaded(["merge", inbox, "-o", output], folder=inbox)
    assert done.returncode == 0, done.stderr
    return output.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_killed_merge_leaves_the_old_or_the_new_workbook(tmp_path: Path) -> None:
    """100 kills spread over the whole run and most of all over its end, where the file is written."""
    old_inbox = write_inbox(tmp_path / "one", [("A.xlsx", answers("A"))])
    new_inbox = write_inbox(tmp_path / "two", [("A.xlsx", answers("A")), ("B.xlsx", answers("B"))])
    output = tmp_path / "out" / "汇总.xlsx"
    new = merged(new_inbox, output)
    old = merged(old_inbox, output)
    took = 1.0
    chance, seen = random.Random(20251123), {"old": 0, "new": 0}  # noqa: S311
    for number in range(KILLS):
        output.write_bytes(old)
        start = 0.0 if number % 4 == 0 else 0.75
        run_killed(["merge", new_inbox, "-o", output], after=took * chance.uniform(start, 1.05))
        content = output.read_bytes()
        assert content in {old, new}
        seen["new" if content == new else "old"] += 1
        # A guess of how long a merge takes here and now, so that kills fall on both sides of its end, however busy.
        took *= 0.9 if content == new else 1.1
    assert min(seen.values()) > 0, f"the kills fell on one side only: {seen}"
    assert merged(new_inbox, output) == new
    assert [path.name for path in output.parent.iterdir()] == [output.name]
