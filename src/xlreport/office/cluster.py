"""The same work on a Dask cluster that already runs: in order, few files at a time, a dead worker costs its files only.

Needs the extra `xlreport[cluster]`, and workers that see the files under the same paths and have this very version.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from importlib.metadata import version
from typing import Any, TypeVar

from xlreport.errors import XlreportError
from xlreport.language import either
from xlreport.plain_records import dataclass
from xlreport.workers import AHEAD

Given = TypeVar("Given")
Result = TypeVar("Result")
DASK = "dask"
_PATIENCE = 10
"""Seconds to wait for the scheduler and its first worker."""
_TRIES = 3
"""Times that a file is handed out when the workers that had it were ended."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler by its address, such as tcp://10.0.0.5:8786."""

    address: str

    def each(
        self, work: Callable[[Given], Result], given: Sequence[Given], *, lost: Callable[[Given], Result]
    ) -> Generator[Result]:
        """Give the result for each thing, in their order; raises XlreportError where there is no such cluster."""
        distributed = _library()
        try:
            client = distributed.Client(self.address, timeout=_PATIENCE, set_as_default=False)
            client.wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, TimeoutError, ValueError, ImportError) as error:
            why = either("连不上集群，或集群中没有工作进程", "no such cluster, or one without workers")
            raise XlreportError(f"{self.address}: {why}") from error
        with client:
            _refuse_other_versions(client, self.address)
            yield from _results(client, distributed, work, given, lost)

    def here(self, things: int) -> int:  # noqa: ARG002  # as others have it
        """Give one: the work is done elsewhere."""
        return 1


def _library() -> Any:
    try:
        import distributed  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise XlreportError(
            either("没有安装集群所需的部件：pip install 'xlreport[cluster]'", "install the extra xlreport[cluster]")
        ) from error
    return distributed


def own_version() -> str:
    """Give the version of this program where it is called."""
    return version("xlreport")


def _refuse_other_versions(client: Any, address: str) -> None:
    """Another version may read or check otherwise: then the result would depend on who took in which file."""
    here = own_version()
    others = {each for each in client.run(own_version, on_error="return").values() if each != here}
    if others:
        found = "、".join(sorted(map(str, others)))
        why = either(f"集群中的版本是 {found}，这里是 {here}", f"workers have {found}, this is {here}")
        raise XlreportError(f"{address}: {why}")


def _results(
    client: Any,
    distributed: Any,
    work: Callable[[Given], Result],
    given: Sequence[Given],
    lost: Callable[[Given], Result],
) -> Iterator[Result]:
    hands = _Hands(client, distributed, work)
    ahead = AHEAD * max(1, sum(client.nthreads().values()))
    waiting: deque[tuple[Given, Any]] = deque()
    for thing in given:
        waiting.append((thing, hands.out(thing)))
        if len(waiting) >= ahead:
            yield hands.result(*waiting.popleft(), lost)
    while waiting:
        yield hands.result(*waiting.popleft(), lost)


class _Hands:
    """The work, kept once on every worker: with each file goes its name alone."""

    def __init__(self, client: Any, distributed: Any, work: Callable[[Any], Any]) -> None:
        self.client, self.work = client, work
        self.killed, self.cancelled = distributed.KilledWorker, distributed.client.FutureCancelledError
        self.kept = client.scatter(work, broadcast=True, hash=False)

    def out(self, thing: Any) -> Any:
        """Hand a thing out."""
        return self.client.submit(_done, self.kept, thing, pure=False)

    def result(self, thing: Any, future: Any, lost: Callable[[Any], Any]) -> Any:
        """Wait for a result; where all workers that kept the work are gone, it is sent again."""
        for _ in range(_TRIES):
            try:
                return future.result()
            except self.cancelled:
                self.kept = self.client.scatter(self.work, broadcast=True, hash=False)
                future = self.out(thing)
            except self.killed:
                break
        return lost(thing)


def _done(work: Callable[[Any], Any], thing: Any) -> Any:
    return work(thing)
