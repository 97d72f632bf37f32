"""Work in several processes: the same results in the same order, and what dies costs its own thing only."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest

from xlreport.workers import AHEAD, each_of, usual_jobs

LOST = -1
TURNS, PAUSE = 600, 0.1
"""How often it is looked whether a process has ended."""


def doubled(number: int) -> int:
    """Work whose later things are done sooner."""
    time.sleep(0.01 if number < 3 else 0)
    return 2 * number


def noted(number: int, *, book: Path) -> int:
    """Work that leaves a trace when it is begun."""
    with book.open("a", encoding="utf-8") as out:
        out.write(f"{number}\n")
    return number


def deadly(number: int) -> int:
    """Work that the system ends at one thing."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def lost(_: int) -> int:
    """What stands for a thing whose process died."""
    return LOST


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_results_come_in_the_order_of_what_was_given(jobs: int) -> None:
    """Whatever ends first, and with more processes than things too."""
    assert list(each_of(doubled, range(6), jobs=jobs, lost=lost)) == [0, 2, 4, 6, 8, 10]
    assert list(each_of(doubled, [7], jobs=jobs, lost=lost)) == [14]
    assert list(each_of(doubled, [], jobs=jobs, lost=lost)) == []
    assert active_children() == []


def test_a_process_that_dies_costs_its_own_thing_only() -> None:
    """The others are all there, by a new process where need be."""
    assert list(each_of(deadly, range(8), jobs=2, lost=lost)) == [0, 1, 2, LOST, 4, 5, 6, 7]


def large(number: bytes) -> bytes:
    """Work that gives more than a line between processes holds."""
    return number * 2


def test_large_things_and_results_wait_for_nobody() -> None:
    """Neither side waits to be read while it is not reading; every thing that was ready beside a dead one is done."""
    given = [bytes([number]) * 2**20 for number in range(12)]
    assert list(each_of(large, given, jobs=2, lost=lambda _: b"")) == [each * 2 for each in given]
    small = [bytes([number]) for number in range(40)]
    assert list(each_of(widened, small, jobs=2, lost=lambda _: b"")) == [
        b"" if each[0] % 7 == 3 else each * 2**20 for each in small
    ]


def widened(number: bytes) -> bytes:
    """Work that the system ends at every seventh thing, and whose results are large."""
    if number[0] % 7 == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 2**20


def test_what_the_work_raises_is_raised_where_it_is_waited_for() -> None:
    """With one process as with two, and none is left."""
    for jobs in (1, 2):
        with pytest.raises(ZeroDivisionError):
            list(each_of(lambda number: 1 // number, [1, 0, 1], jobs=jobs, lost=lost))
    assert active_children() == []


def test_work_does_not_run_far_ahead_of_who_takes_the_results(tmp_path: Path) -> None:
    """After one result a few things for each process are begun; who stops asking leaves no process."""
    book = tmp_path / "begun"
    results = each_of(partial(noted, book=book), range(500), jobs=2, lost=lost)
    assert next(results) == 0
    results.close()
    assert active_children() == []
    assert len(book.read_text(encoding="utf-8").split()) <= 2 * AHEAD


def clearing(number: int, *, place: Path) -> int:
    """Work that has something to clear away after its first thing, which it does not get to by itself."""
    if number == 0:
        return number
    begun = place / f"{number}.begun"
    try:
        begun.touch()
        time.sleep(TURNS * PAUSE)
    finally:
        begun.rename(place / f"{number}.cleared")
    return number


def test_what_is_begun_is_cleared_away(tmp_path: Path) -> None:
    """Who stops asking in the middle of a thing leaves none of its files."""
    results = each_of(partial(clearing, place=tmp_path), range(3), jobs=2, lost=lost)
    assert next(results) == 0
    for _ in range(TURNS):
        if list(tmp_path.glob("*.begun")):
            break
        time.sleep(PAUSE)
    results.close()
    assert list(tmp_path.glob("*.begun")) == []
    assert list(tmp_path.glob("*.cleared"))
    assert active_children() == []


def test_few_things_are_worth_no_process() -> None:
    """Starting one takes longer than a few files; many are worth the cores, however many those are."""
    assert usual_jobs(0) == usual_jobs(3) == 1
    assert usual_jobs(100_000) >= 1


BUSY = textwrap.dedent("""
    import os, sys, time
    from pathlib import Path
    from xlreport.workers import each_of

    def work(number):
        Path(sys.argv[1], str(os.getpid())).touch()
        time.sleep(3600)

    if __name__ == "__main__":
        list(each_of(work, range(9), jobs=2, lost=lambda number: None))
""")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_one_that_started_it(end: signal.Signals, tmp_path: Path) -> None:
    """Interrupted as by Ctrl-C, it ends them; killed, those that wait for work end by themselves."""
    script, pids = tmp_path / "busy.py", tmp_path / "pids"
    pids.mkdir()
    script.write_text(BUSY if end is signal.SIGINT else BUSY.replace("3600", "1"), encoding="utf-8")
    signals = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(  # its own Python
        [sys.executable, script, pids],
        preexec_fn=signals,  # noqa: PLW1509  # what runs in the background ignores an interrupt
        stderr=subprocess.DEVNULL,
    ) as process:
        assert _comes(lambda: len(list(pids.iterdir())) >= 2)
        process.send_signal(end)
    assert _comes(lambda: not any(map(_runs, pids.iterdir())))


def _comes(what: Callable[[], bool]) -> bool:
    for _ in range(TURNS):
        if what():
            return True
        time.sleep(PAUSE)
    return False


def _runs(pid: Path) -> bool:
    state = Path("/proc") / pid.name / "stat"
    if not state.parent.parent.is_dir():
        pytest.skip("no /proc here")
    try:
        return state.read_text().rpartition(") ")[2][0] != "Z"
    except FileNotFoundError:
        return False
