"""What every benchmark writes: rows of a job beside its peer, as text, JSON and Markdown, with machine and date."""

import argparse
import functools
import gc
import json
import os
import platform
import statistics
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HEAD = "| job | ms | beside | ms | ratio | target |\n|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One job beside a peer: medians of interleaved rounds in milliseconds, and their ratio.

    `at_most` is the target of ours by theirs, `at_least` that of theirs by ours; without either there is none. A row
    that is no target has the same ratio for comparison alone.
    """

    job: str
    milliseconds: float
    peer: str
    peer_milliseconds: float
    at_most: float | None = None
    at_least: float | None = None
    is_target: bool = True

    @property
    def ratio(self) -> float:
        """What the target speaks of: ours by theirs, or how many times theirs takes ours."""
        ours, theirs = self.milliseconds, self.peer_milliseconds
        return theirs / ours if self.at_least is not None else ours / theirs

    @property
    def line(self) -> str:
        """The row of a Markdown table."""
        said = (self.job, f"{self.milliseconds:.1f}", self.peer, f"{self.peer_milliseconds:.1f}", f"{self.ratio:.2f}")
        return f"| {' | '.join((*said, self._target))} |"

    @property
    def _target(self) -> str:
        if self.at_least is not None and self.is_target:
            return f"at least {self.at_least:g} × faster"
        return f"at most {self.at_most:g} ×" if self.at_most is not None and self.is_target else ""


def machine() -> str:
    """What it ran on, how busy that was, and when."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    about = f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}{load}"
    return f"{about}, {datetime.now(UTC).date().isoformat()}"


def options(about: str | None) -> argparse.ArgumentParser:
    """Where to write."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--markdown", type=Path, help="write the table here")
    return parser


def tell(rows: Sequence[Row], how: str, given: argparse.Namespace) -> None:
    """Print the table and write it where it is asked for; `how` says what was measured."""
    about = f"{machine()}: {how}"
    page = "\n".join((about, "", HEAD, *(row.line for row in rows))) + "\n"
    print(f"\n{page}", end="", flush=True)
    if given.markdown:
        given.markdown.write_text(page, encoding="utf-8")
    if given.json:
        table = {"machine": about, "rows": [{**asdict(row), "ratio": round(row.ratio, 3)} for row in rows]}
        given.json.write_text(json.dumps(table, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def without_openpyxls_warnings() -> None:
    """Print nothing of what openpyxl tells, file by file, of the parts that it does not read."""
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")


def cleared() -> None:
    """Forget everything that functions keep: no round finds what an earlier one left."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):  # noqa: SLF001  # the type has no other name
            each.cache_clear()
    gc.collect()


def seconds(work: Callable[[], Any]) -> float:
    """The processor time of one call."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def median(times: Iterable[float]) -> float:
    """The median in milliseconds."""
    return statistics.median(times) * 1000
