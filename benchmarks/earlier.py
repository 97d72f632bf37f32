"""Times a round's work beside the version of 2026-11-26: whole programs, processor time of the child, in one run.

The earlier version is taken from the repository's history; without it, as in a release archive, nothing is compared and
that is said. Each version merges and proves returns that it wrote itself, with the same figures and texts: the form's
edition was raised in between.
"""

import argparse
import io
import os
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import openpyxl
from filled_returns import returns
from tables import Row, options, tell

from xlreport import Identity, Layout, identity_of, load_form, plan, write_workbook
from xlreport.numbers import Number

EARLIER = "7970f52"
ROOT = Path(__file__).resolve().parents[1]
KINDS = ("government", "department", "township", "subdistrict", "other")


def main() -> None:
    """Run every job of both versions in turn and print the table."""
    given = _options()
    if given.job:
        _do(given.job, Path(given.folder), given.count)
        return
    with tempfile.TemporaryDirectory() as folder:
        if (earlier := _earlier(Path(folder))) is None:
            print(f"\nNOT COMPARED with the version of 2026-11-26: no {EARLIER} in this repository's history.")
            return
        tell([*_written(given, earlier), *_merged(given, earlier, Path(folder))], given.rounds, given)


def _options() -> argparse.Namespace:
    parser = options(__doc__)
    parser.add_argument(
        "--units", type=int, default=1000, help="workbooks of a round; the earlier version makes a tenth"
    )
    parser.add_argument("--returns", type=int, default=200, help="returns that are merged and proved")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--job", help=argparse.SUPPRESS)
    parser.add_argument("--folder", default=".", help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def _earlier(folder: Path) -> Path | None:
    """Take the earlier version out of the history; None where it is not there."""
    done = subprocess.run(
        ["git", "-C", ROOT, "archive", EARLIER, "src", "templates", "samples", "pyproject.toml"],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        return None
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder / "earlier", filter="data")
    return folder / "earlier" / "src"


def _written(given: argparse.Namespace, earlier: Path) -> Iterator[Row]:
    """Workbooks of a round, with and without last year's figures, those of all kinds among them."""
    few = max(given.units // 10, len(KINDS))
    for job, about in (("blank", ""), ("last", " with last year's figures")):
        ours, theirs = [], []
        for _ in range(given.rounds):
            ours.append(_timed(ROOT / "src", ["--job", job, "--count", given.units]) / given.units)
            theirs.append(_timed(earlier, ["--job", job, "--count", few]) / few)
        yield Row(
            job=f"one of {given.units} workbooks of a round{about}",
            milliseconds=statistics.median(ours),
            peer=f"{EARLIER}, one by one",
            peer_milliseconds=statistics.median(theirs),
            at_least=40,
        )


def _merged(given: argparse.Namespace, earlier: Path, folder: Path) -> Iterator[Row]:
    """Merge and proof of returns with texts of real length: processor time of all processes, a return."""
    times: dict[tuple[str, str], list[float]] = {}
    inboxes = {"now": folder / "inbox-now", "earlier": folder / "inbox-earlier"}
    sources = {"now": ROOT / "src", "earlier": earlier}
    for name, inbox in inboxes.items():
        _timed(sources[name], ["--job", "returns", "--count", given.returns, "--folder", inbox])
    for _ in range(given.rounds):
        for name, inbox in inboxes.items():
            book = folder / f"{name}.xlsx"
            for job, words in (("merge", ["merge", inbox, "-o", book]), ("verify", ["verify", book, inbox])):
                book.unlink(missing_ok=True) if job == "merge" else None
                times.setdefault((job, name), []).append(_program(sources[name], words) / given.returns)
        start = time.process_time()
        for path in sorted(inboxes["now"].iterdir())[:20]:
            openpyxl.load_workbook(path)
            openpyxl.load_workbook(path, data_only=True)
        times.setdefault(("loads", "now"), []).append((time.process_time() - start) * 1000 / 20)
    medians = {key: statistics.median(each) for key, each in times.items()}
    merge, verify = f"merge, a return of {given.returns}", f"verify with inbox, a return of {given.returns}"
    for job, peer, milliseconds, theirs, least in (
        (merge, EARLIER, medians["merge", "now"], medians["merge", "earlier"], 5),
        (merge, "openpyxl, two loads", medians["merge", "now"], medians["loads", "now"], 15),
        (verify, EARLIER, medians["verify", "now"], medians["verify", "earlier"], 4),
    ):
        yield Row(job=job, milliseconds=milliseconds, peer=peer, peer_milliseconds=theirs, at_least=least)


# ------------------------------------------------------------------------------------------ in the child


def _timed(source: Path, words: list[object]) -> float:
    """The processor time in milliseconds that a job of this file says it took, with one version of the package."""
    command = [sys.executable, "-W", "ignore", Path(__file__), *words]
    done = subprocess.run(list(map(str, command)), env=_environment(source), capture_output=True, text=True, check=True)
    return float(done.stdout)


def _program(source: Path, words: list[object]) -> float:
    """The processor time in milliseconds of a command, of all its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "xlreport", *map(str, words)],
        env=_environment(source),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 2:  # could not work
        raise SystemExit(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ((after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)) * 1000


def _environment(source: Path) -> Mapping[str, str]:
    return {**os.environ, "PYTHONPATH": str(source)}


def _do(job: str, folder: Path, count: int) -> None:
    """Do a job with whichever version is imported, and print the milliseconds."""
    layout = plan(load_form())
    if job == "returns":
        folder.mkdir()
        made = list(returns(layout, folder, count))
        print(len(made))
        return
    last = [each.id for each in layout.form.fields.values() if each.last_of and each.id not in layout.form.computed]
    start = time.process_time()
    write = _one_by_one_or_series(layout)
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        unit = {"unit_code": f"230381-{number:05}", "unit_name": f"第{number}单位", "unit_kind": kind}
        identity = identity_of(layout, **unit, region="虎林市", year="2026")
        write(identity, {field: number + n for n, field in enumerate(last)} if job == "last" else {})
    print((time.process_time() - start) * 1000)


def _one_by_one_or_series(layout: Layout) -> Callable[[Identity, Mapping[str, Number]], bytes]:
    """What the imported version makes a round's workbooks with."""
    try:
        from xlreport.writing import Series  # noqa: PLC0415  # the earlier version has none
    except ImportError:
        return lambda identity, figures: write_workbook(layout, identity, figures)
    return Series(layout).workbook


if __name__ == "__main__":
    main()
