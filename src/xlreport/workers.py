"""One function over many things in several processes: in order, few at a time, whatever dies costs its own thing only.

What it gives does not depend on how many processes there are. With one, or for a few things, no process is started.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import field
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Protocol, TypeVar

from xlreport.plain_records import dataclass

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Given = TypeVar("Given")
Result = TypeVar("Result")

AHEAD = 4
"""Results for each process that may wait for an earlier one."""
WORTH_A_PROCESS = 8
"""Returns for each process below which none is started unless it is asked for."""
_CLEARING = 10.0
"""Seconds that a process which is sent home may take to clear away what it has begun."""
_READY = 2
"""Things that one process has: the one that it works on and the next."""
_SMALL = 2**14
"""Bytes of a thing that may lie ready: a larger one could wait for a process that waits for its result to be taken."""
_PATIENCE = 1.0
"""Seconds after which a process looks whether the one that started it is still there."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An error that a function raised in another process."""

    error: BaseException


class Crew(Protocol):
    """Who does the same work on many things."""

    def each(
        self, work: Callable[[Given], Result], given: Sequence[Given], *, lost: Callable[[Given], Result]
    ) -> Generator[Result]:
        """Give the result for each thing, in their order; `lost` gives that of a thing whose process died."""

    def here(self, things: int) -> int:
        """Give how many processes of this computer work on so many things is worth."""


@dataclass(frozen=True, slots=True)
class Processes:
    """Processes on this computer, as many as is said; 0 stands for as many as the work is worth."""

    jobs: int = 1
    worth: int = field(default=WORTH_A_PROCESS, repr=False)
    """things for each process below which none is started unless it is asked for"""

    def each(
        self, work: Callable[[Given], Result], given: Sequence[Given], *, lost: Callable[[Given], Result]
    ) -> Generator[Result]:
        """Give the result for each thing, in their order."""
        return each_of(work, given, jobs=self.here(len(given)), lost=lost)

    def here(self, things: int) -> int:
        """Give how many."""
        return self.jobs or usual_jobs(things, self.worth)


ALONE = Processes()


def usual_jobs(things: int, worth: int = WORTH_A_PROCESS) -> int:
    """Give how many processes work is worth: the cores that this program may use, fewer for few things."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, things // worth))


def each_of(
    work: Callable[[Given], Result],
    given: Sequence[Given],
    *,
    jobs: int,
    lost: Callable[[Given], Result],
) -> Generator[Result]:
    """Give the result for each thing, in their order; `lost` gives that of a thing whose process died.

    `jobs` 0 stands for as many processes as it is worth. Whoever stops asking leaves no process behind.
    """
    jobs = jobs or usual_jobs(len(given))
    if jobs == 1 or not given:
        yield from map(work, given)
        return
    team = _Team(work=work, given=given, jobs=min(jobs, len(given)), lost=lost)
    try:
        yield from team.results()
    finally:
        team.dismiss()


@dataclass(slots=True)
class _Worker:
    process: Any
    line: "Connection[Any, Any]"
    tasks: deque[int] = field(default_factory=deque)
    """what it works on, and what lies ready for it: it waits for nobody when it is done"""


@dataclass(slots=True, kw_only=True)
class _Team(Generic[Given, Result]):
    """Processes at work on one list: each has one thing at a time, and a next one ready; a dead one is replaced."""

    work: Callable[[Given], Result]
    given: Sequence[Given]
    jobs: int
    lost: Callable[[Given], Result]
    workers: list[_Worker] = field(default_factory=list)
    done: dict[int, Any] = field(default_factory=dict)
    open_: deque[int] = field(default_factory=deque)

    def results(self) -> Iterator[Result]:
        """Give the results in order; work never runs further ahead of them than a few things for each process."""
        self.open_.extend(range(len(self.given)))
        for number in range(len(self.given)):
            while number not in self.done:
                self._hand_out(number + AHEAD * self.jobs)
                self._take_in()
            result = self.done.pop(number)
            if isinstance(result, Failure):
                raise result.error
            yield result

    def _hand_out(self, end: int) -> None:
        from multiprocessing.reduction import ForkingPickler  # noqa: PLC0415  # most work needs no second process

        while self.open_ and self.open_[0] < end:
            worker = min(self.workers, key=lambda each: len(each.tasks), default=None)
            if len(self.workers) < self.jobs and (worker is None or worker.tasks):
                worker = self._hired()
            if worker is None or len(worker.tasks) == _READY:
                return
            packed = ForkingPickler.dumps(self.given[self.open_[0]])
            if worker.tasks and len(packed) > _SMALL:
                return
            worker.tasks.append(self.open_.popleft())
            with suppress(OSError):  # it died meanwhile; its end is seen when results are taken in
                worker.line.send_bytes(packed)

    def _hired(self) -> _Worker:
        from multiprocessing import get_context  # noqa: PLC0415  # most work needs no second process

        context = get_context()
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.work), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process=process, line=ours)
        self.workers.append(worker)
        return worker

    def _take_in(self) -> None:
        """Wait for a result or an end."""
        from multiprocessing.connection import wait  # noqa: PLC0415  # as above

        busy = {worker.line: worker for worker in self.workers if worker.tasks}
        for line in wait(list(busy)):
            worker = busy[line]  # type: ignore[index]
            try:
                self.done[worker.tasks[0]] = worker.line.recv()
                worker.tasks.popleft()
            except (EOFError, OSError):
                self._bury(worker)

    def _bury(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        worker.line.close()
        worker.process.join()
        if worker.tasks:
            task = worker.tasks.popleft()
            self.done[task] = self.lost(self.given[task])
        self.open_.extendleft(reversed(worker.tasks))  # what only lay ready is another's

    def dismiss(self) -> None:
        """End every process; what one of them has begun is cleared away by it, if that does not take long."""
        for worker in self.workers:
            worker.line.close()
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join(_CLEARING)
            if worker.process.exitcode is None:
                worker.process.kill()
                worker.process.join()


def _dismissed(_signal: int, _frame: object) -> NoReturn:
    """Leave by an exception: a program that was started for a thing is ended, and its temporary files are removed."""
    raise SystemExit(128 + signal.SIGTERM)


def _serve(line: "Connection[Any, Any]", work: Callable[[Any], Any]) -> None:
    """Work on what comes until nothing comes any more; an interrupt is the starter's to see."""
    from multiprocessing import parent_process  # noqa: PLC0415  # as above

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _dismissed)
    starter = parent_process()
    while starter is None or starter.is_alive():
        if not line.poll(_PATIENCE):
            continue
        try:
            given = line.recv()
        except (EOFError, OSError):
            return
        try:
            result = work(given)
        except Exception as error:  # noqa: BLE001  # raised again where it is waited for
            result = Failure(error)
        line.send(result)
