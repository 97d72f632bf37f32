"""One thread that packs bytes while more of them are written: packing leaves Python free to go on.

What is given to it is done in that order; nothing else is done there. It begins with the first thing that it is given.
"""

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

_MOST_OPEN = 8
"""Things that wait or are being done: whoever gives one more waits for the first of them."""


class SideThread:
    """The thread of one workbook, for as long as that is written."""

    def __init__(self) -> None:
        """Begin none yet."""
        self._pool: ThreadPoolExecutor | None = None
        self._open: deque[Future[bytes]] = deque()

    def __enter__(self) -> Self:
        """Be there."""
        return self

    def __exit__(self, *_: object) -> None:
        """Wait for what was given, and end."""
        if self._pool:
            self._pool.shutdown()
        self._pool = None

    def do(self, work: Callable[..., bytes], *given: Any) -> "Future[bytes]":
        """Have something done; what it gives is asked of what this gives."""
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  # small workbooks need no thread

            self._pool = ThreadPoolExecutor(max_workers=1)
        if len(self._open) == _MOST_OPEN:
            self._open.popleft().exception()  # whoever asks for the result is told
        self._open.append(self._pool.submit(work, *given))
        return self._open[-1]
