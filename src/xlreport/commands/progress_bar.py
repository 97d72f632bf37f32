"""The bar of long work on a terminal, drawn from the third second on, with its rate and what remains."""

from collections.abc import Iterable, Iterator
from math import ceil
from operator import length_hint
from threading import Timer

import rich.text
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    ProgressType,
    Task,
    TaskID,
    TextColumn,
)

_PATIENCE = 2.0
"""Seconds after which whoever waits is shown how far it is."""


class _Rate(ProgressColumn):
    """How many a second, of all that is done since the beginning: the first to come together are no rate."""

    def render(self, task: Task) -> rich.text.Text:
        """Show the speed once something is done."""
        return rich.text.Text(f"{rate:.1f}/s" if (rate := _speed(task)) else "")


class _Remaining(ProgressColumn):
    """How long what is left takes at that rate."""

    def render(self, task: Task) -> rich.text.Text:
        """Show minutes and seconds; dashes where nobody knows."""
        rate = _speed(task)
        if not rate or task.total is None:
            return rich.text.Text("--:--")
        minutes, seconds = divmod(ceil((task.total - task.completed) / rate), 60)
        return rich.text.Text(f"{minutes:02}:{seconds:02}")


def _speed(task: Task) -> float:
    return task.completed / task.elapsed if task.elapsed else 0.0


class _Patient(Progress):
    """A progress bar that is drawn only once the work has taken a while; what ends sooner leaves the screen alone."""

    def start(self) -> None:
        """Wait, then draw."""
        self._wait = Timer(_PATIENCE, super().start)
        self._wait.daemon = True
        if not self.disable:
            self._wait.start()

    def track(  # rich's own signature
        self,
        sequence: Iterable[ProgressType],
        total: float | None = None,
        completed: int = 0,
        task_id: TaskID | None = None,
        description: str = "",
        update_period: float = 0.1,  # noqa: ARG002
    ) -> Iterator[ProgressType]:
        """Count what is done, drawn or not: rich counts only while it draws."""
        steps = total if total is not None else float(length_hint(sequence)) or None
        task = self.add_task(description, total=steps, completed=completed) if task_id is None else task_id
        for each in sequence:
            yield each
            self.advance(task)

    def stop(self) -> None:
        """Draw no more, or never."""
        self._wait.cancel()
        super().stop()


def patient_bar() -> Progress:
    """Give the bar on standard error; silent where rich finds no terminal there."""
    console = Console(stderr=True)
    return _Patient(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        _Remaining(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
