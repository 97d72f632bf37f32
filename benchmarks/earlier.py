"""Times a round's work beside the version of 2026-11-26: whole programs, in one run.

The earlier version is taken from the repository's history; without it, as in a release archive, nothing is compared and
that is said. Each version merges and proves returns that it wrote itself, with the same figures and texts: the form's
edition was raised in between.

Merge and proof are measured as somebody waits for them: elapsed time of the command with its default number of
processes, one for each processor of this machine. The earlier version has one process, and so have openpyxl's two loads
of the same files; their processor time, of all processes together, stands below. The earlier version runs once, as it
takes minutes, openpyxl loads 40 of the returns; ours is the median of the rounds. Workbooks of a round are made by one
process: processor time.
"""

import argparse
import dataclasses
import io
import os
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from filled_returns import Density, returns, told_density
from tables import Row, options, tell, without_openpyxls_warnings

from xlreport import Identity, Layout, identity_of, load_form, plan, write_workbook
from xlreport.numbers import Number

EARLIER = "7970f52"
ROOT = Path(__file__).resolve().parents[1]
KINDS = ("government", "department", "township", "subdistrict", "other")


def main() -> None:
    """Run every job of both versions in turn and print the table."""
    given = _options()
    if given.job:
        _do(given.job, Path(given.folder), given.count, Density(given.density))
        return
    without_openpyxls_warnings()
    with tempfile.TemporaryDirectory() as folder:
        if (earlier := _earlier(Path(folder))) is None:
            print(f"\nNOT COMPARED with the version of 2026-11-26: no {EARLIER} in this repository's history.")
            return
        rows = [*_written(given, earlier)]
        for density, count in ((Density.ORDINARY, given.returns), (Density.DENSE, given.dense)):
            place = Path(folder) / density.value
            place.mkdir()
            rows += _rows(_measured(density, count, given.rounds, earlier, place))
        tell(rows, f"ours medians of {given.rounds} rounds, {EARLIER} of one; {_about_texts()}", given)


def _options() -> argparse.Namespace:
    parser = options(__doc__)
    parser.add_argument(
        "--units", type=int, default=1000, help="workbooks of a round; the earlier version makes a tenth"
    )
    parser.add_argument("--returns", type=int, default=2000, help="returns that are merged and proved")
    parser.add_argument("--dense", type=int, default=500, help="returns with dense text that are merged and proved")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--job", help=argparse.SUPPRESS)
    parser.add_argument("--folder", default=".", help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--density", default=Density.ORDINARY.value, help=argparse.SUPPRESS)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cost:
    """What a return costs in milliseconds: of elapsed time, and of processor time of all processes."""

    elapsed: float
    processor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    """What merge and proof of so many returns cost a return, ours and the earlier version's, and openpyxl's loads."""

    what: str
    ours: Mapping[str, _Cost]
    theirs: Mapping[str, _Cost]
    loads: _Cost


def _about_texts() -> str:
    layout = plan(load_form())
    return f"ordinary text: {told_density(layout, Density.ORDINARY)}"


def _measured(density: Density, count: int, rounds: int, earlier: Path, folder: Path) -> _Measured:
    """Merge and prove returns with texts of real length, both versions."""
    sources, inboxes = {"now": ROOT / "src", "earlier": earlier}, {each: folder / each for each in ("now", "earlier")}
    words = ["--job", "returns", "--count", count, "--density", density.value, "--folder"]
    made = [_child(sources[name], [*words, inbox]) for name, inbox in inboxes.items()]
    for each in made:
        _told(each)
    theirs = _jobs(sources["earlier"], inboxes["earlier"], folder / "earlier.xlsx", count)
    ours = [_jobs(sources["now"], inboxes["now"], folder / "now.xlsx", count) for _ in range(rounds)]
    what = f"{count:,} returns"
    if density is Density.DENSE:
        what += f", dense text: {told_density(plan(load_form()), density)}"
    medians = {job: _median([each[job] for each in ours]) for job in theirs}
    return _Measured(what=what, ours=medians, theirs=theirs, loads=_loads(sorted(inboxes["now"].iterdir())[:40]))


def _jobs(source: Path, inbox: Path, book: Path, count: int) -> dict[str, _Cost]:
    book.unlink(missing_ok=True)
    return {
        "merge": _program(source, ["merge", inbox, "-o", book], count),
        "verify with inbox": _program(source, ["verify", book, inbox], count),
    }


def _median(costs: Sequence[_Cost]) -> _Cost:
    names = [each.name for each in dataclasses.fields(_Cost)]
    return _Cost(**{name: statistics.median(getattr(each, name) for each in costs) for name in names})


def _loads(paths: Sequence[Path]) -> _Cost:
    """Openpyxl's two loads of a return: formulas and results."""
    elapsed, processor = time.perf_counter(), time.process_time()
    for path in paths:
        openpyxl.load_workbook(path)
        openpyxl.load_workbook(path, data_only=True)
    spent = time.perf_counter() - elapsed, time.process_time() - processor
    return _Cost(elapsed=spent[0] * 1000 / len(paths), processor=spent[1] * 1000 / len(paths))


def _rows(measured: _Measured) -> Iterator[Row]:
    """Elapsed time with its targets, then processor time, which has none."""
    merge, verify = "merge", "verify with inbox"
    asked = (
        (merge, EARLIER, measured.theirs[merge], 5),
        (merge, "openpyxl, two loads", measured.loads, 15),
        (verify, EARLIER, measured.theirs[verify], 4),
    )
    for time_, how in (
        ("elapsed", f"elapsed, default jobs on {os.cpu_count()} processors"),
        ("processor", "processor"),
    ):
        for job, peer, theirs, least in asked:
            yield Row(
                job=f"{job}, a return of {measured.what} ({how})",
                milliseconds=getattr(measured.ours[job], time_),
                peer=f"{peer} ({time_})",
                peer_milliseconds=getattr(theirs, time_),
                at_least=least,
                is_target=time_ == "elapsed",
            )


# ------------------------------------------------------------------------------------------ in the child


def _timed(source: Path, words: Sequence[object]) -> float:
    """The processor time in milliseconds that a job of this file says it took, with one version of the package."""
    return _told(_child(source, words))


def _child(source: Path, words: Sequence[object]) -> subprocess.Popen[str]:
    """Begin a job of this file."""
    command = map(str, [sys.executable, "-W", "ignore", Path(__file__), *words])
    return subprocess.Popen(list(command), env=_environment(source), stdout=subprocess.PIPE, text=True)


def _told(child: subprocess.Popen[str]) -> float:
    """What it printed, once it is done."""
    said, _ = child.communicate()
    if child.returncode:
        raise SystemExit(child.returncode)
    return float(said)


def _program(source: Path, words: Sequence[object], count: int) -> _Cost:
    """What a command costs for each of so many returns."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "xlreport", *map(str, words)],
        env=_environment(source),
        capture_output=True,
        text=True,
        check=False,
    )
    elapsed, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode == 2:  # could not work
        raise SystemExit(done.stderr)
    processor = (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)
    return _Cost(elapsed=elapsed * 1000 / count, processor=processor * 1000 / count)


def _environment(source: Path) -> Mapping[str, str]:
    return {**os.environ, "PYTHONPATH": str(source)}


def _do(job: str, folder: Path, count: int, density: Density) -> None:
    """Do a job with whichever version is imported, and print the milliseconds."""
    layout = plan(load_form())
    if job == "returns":
        folder.mkdir()
        made = list(returns(layout, folder, count, density))
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
