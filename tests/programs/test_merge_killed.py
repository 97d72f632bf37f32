"""A merge killed with -9 at any moment leaves the old or the new workbook whole, and nothing behind after the next."""

import os
import random
from pathlib import Path

import pytest

from loaded_program import run_killed, run_loaded
from small_county import TEXT, answered
from small_form import small_form
from xlreport.layout import plan

KILLS = 100


def inbox_of(folder: Path, *codes: str) -> Path:
    """An inbox with the returns of these units, of a small form that is beside it: the file is written the same way."""
    folder.mkdir()
    layout = plan(small_form(folder.parent, TEXT))
    for number, code in enumerate(codes, 1):
        (folder / f"{code}.xlsx").write_bytes(answered(layout, code, number))
    return folder


def words(inbox: Path, output: Path) -> list[str | Path]:
    """What merges an inbox."""
    return ["merge", inbox, "-o", output, "--form", inbox.with_name("small.toml")]


def merged(inbox: Path, output: Path) -> bytes:
    """What a merge that nobody disturbs writes."""
    done = run_loaded(words(inbox, output), folder=inbox)
    assert done.returncode == 0, done.stderr
    return output.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_killed_merge_leaves_the_old_or_the_new_workbook(tmp_path: Path) -> None:
    """100 kills spread over the whole run and most of all over its end, where the file is written."""
    old_inbox = inbox_of(tmp_path / "one", "A")
    new_inbox = inbox_of(tmp_path / "two", "A", "B")
    output = tmp_path / "out" / "汇总.xlsx"
    new = merged(new_inbox, output)
    old = merged(old_inbox, output)
    took = 1.0
    chance, seen = random.Random(20251123), {"old": 0, "new": 0}  # noqa: S311
    for number in range(KILLS):
        output.write_bytes(old)
        start = 0.0 if number % 4 == 0 else 0.75
        run_killed(words(new_inbox, output), after=took * chance.uniform(start, 1.05))
        content = output.read_bytes()
        assert content in {old, new}
        seen["new" if content == new else "old"] += 1
        # A guess of how long a merge takes here and now, so that kills fall on both sides of its end, however busy.
        took *= 0.9 if content == new else 1.1
    assert min(seen.values()) > 0, f"the kills fell on one side only: {seen}"
    assert merged(new_inbox, output) == new
    assert [path.name for path in output.parent.iterdir()] == [output.name]
