"""Times xlreport beside other libraries in one run: processor time, medians of interleaved rounds.

The peers do less, and each line says what: a ratio below 1 is no fault of xlreport by itself, one above 1
no merit. Figures of two runs are not compared: only ratios within one run mean something. Each round reads a file that
nobody has read before, after everything kept was forgotten and another return of the form was read, as in a round.
The rows that have a target are of returns with texts of ordinary density; those of dense text, in which every sentence
has numbers and which was all that was measured until 2026-11-30, stand beside them.
"""

import importlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
from filled_returns import Density, identity, returns, told_density
from tables import Row, cleared, median, options, seconds, tell, without_openpyxls_warnings

from xlreport import Layout, libreoffice, load_form, plan, receive, write_workbook
from xlreport.reading import read_submission
from xlreport.rulebooks import check

ROUNDS = 21
FOR_WARMING = 3
"""Returns read after everything was forgotten: what is the same for a form is worked out by the first of them."""

Cells = Mapping[str, list[list[Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """One way of doing a job with a file, and what it gives; `work` is None where the library is not installed."""

    name: str
    gives: str
    work: Callable[[Path], Any] | None


def main() -> None:
    """Run the comparisons, print their tables and the rows that have a target."""
    given = options(__doc__).parse_args()
    without_openpyxls_warnings()
    layout = plan(load_form())
    print(f"Python {sys.version.split()[0]} · " + " · ".join(_versions("xlsxwriter", "openpyxl", "python-calamine")))
    ordinary, dense = (told_density(layout, each) for each in Density)
    with tempfile.TemporaryDirectory() as folder:
        paths, thick = (_returns(layout, Path(folder) / each.value, each) for each in Density)
        blank = openpyxl.load_workbook(BytesIO(write_workbook(layout, identity(layout, "1"), {})))
        _compared("writing one blank form", _writers(layout, blank), paths)
        rows = _targets("", _compared("reading one return", _readers(layout, paths[0]), paths))
        if libreoffice.program():
            saved = [_resaved(path) for path in paths]
            job = "reading one return saved by LibreOffice"
            rows += _targets(", saved by LibreOffice", _compared(job, _readers(layout, saved[0]), saved))
        job = f"reading one return with dense text: {dense}"
        rows += _targets(f", dense text: {dense}", _compared(job, _checking(_readers(layout, thick[0])), thick))
    tell(rows, f"processor time, medians of {ROUNDS} rounds; ordinary text: {ordinary}", given)


def _returns(layout: Layout, folder: Path, density: Density) -> list[Path]:
    folder.mkdir()
    return list(returns(layout, folder, ROUNDS + FOR_WARMING, density))


def _checking(runners: Iterable[Runner]) -> Iterable[Runner]:
    """Of the readers those whose time the checks are held against."""
    return [each for each in runners if each.name in {READ, CHECKS, READ_AND_CHECK, CALAMINE}]


def _versions(*names: str) -> Iterable[str]:
    for name in names:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} ?"


def _compared(job: str, runners: Iterable[Runner], paths: Sequence[Path]) -> Mapping[str, float]:
    """Time the runners in turn, round by round, so that a slow moment of the machine falls on all of them."""
    known = list(runners)
    times: dict[str, list[float]] = {each.name: [] for each in known if each.work}
    for path in paths[FOR_WARMING:]:
        for each in known:
            if each.work:
                cleared()
                for other in paths[:FOR_WARMING]:
                    each.work(other)
                times[each.name].append(seconds(partial(each.work, path)))
    medians = {name: median(each) for name, each in times.items()}
    own = medians[known[0].name]
    print(f"\n{job} (median of {len(paths) - FOR_WARMING} rounds)")
    for each in known:
        figures = "not installed: pip install -e .[bench]"
        if each.name in medians:
            figures = f"{medians[each.name]:9.1f} ms  × {medians[each.name] / own:5.2f}"
        print(f"  {each.name:26} {figures}  {each.gives}", flush=True)
    return medians


def _targets(what: str, medians: Mapping[str, float]) -> list[Row]:
    """Give the rows of reading that have a target."""
    read, whole, checks = (medians[name] for name in (READ, READ_AND_CHECK, CHECKS))
    rows = [Row(job=f"checks alone{what}", milliseconds=checks, peer="read", peer_milliseconds=read, at_most=1)]
    if loads := medians.get(TWO_LOADS):
        rows.insert(0, Row(job=f"read{what}", milliseconds=read, peer=TWO_LOADS, peer_milliseconds=loads, at_least=16))
    if values := medians.get(CALAMINE):
        name = f"{CALAMINE}, values only"
        rows.insert(0, Row(job=f"read{what}", milliseconds=read, peer=name, peer_milliseconds=values, at_most=4))
        rows.append(Row(job=f"read + check{what}", milliseconds=whole, peer=name, peer_milliseconds=values, at_most=7))
    return rows


READ, CHECKS, READ_AND_CHECK = "xlreport read", "xlreport checks alone", "xlreport read and check"
TWO_LOADS, CALAMINE = "openpyxl, two loads", "calamine"


# --------------------------------------------------------------------------------------------- the jobs


def _writers(layout: Layout, blank: openpyxl.Workbook) -> Iterable[Runner]:
    yield Runner(
        name="xlreport",
        gives="labels, formulas with results, styles, locks, validation, names, manifest; the same bytes each time",
        work=lambda path: write_workbook(layout, identity(layout, path.stem), {}),
    )
    yield Runner(
        name="openpyxl, cells only",
        gives="the same cells and merges, sheets protected; no results, styles, validation or names",
        work=lambda _: _written_by_openpyxl(blank),
    )


def _readers(layout: Layout, path: Path) -> Iterable[Runner]:
    _must_agree(layout, path)
    kept: dict[Path, Any] = {}
    yield Runner(
        name=READ,
        gives="every field: exact text, state, formula, lock, address; container refused if unsafe",
        work=lambda path: kept.update({path: read_submission(path, layout)}),
    )
    yield Runner(name=CHECKS, gives="every finding of what was read", work=lambda path: check(kept[path], layout))
    yield Runner(name=READ_AND_CHECK, gives="both", work=lambda path: receive(path, layout))
    yield Runner(name=TWO_LOADS, gives="formulas and results, decimals as floats; container not checked", work=_loads)
    yield Runner(name="openpyxl, results only", gives="results, decimals as floats, read-only mode", work=_results)
    yield _optional("python_calamine", CALAMINE, "results, all as floats; no formulas, locks or names", _calamine)
    yield _optional("pandas", "pandas (openpyxl)", "data frames of results", _pandas)


# -------------------------------------------------------------------------------------------- the peers


def _optional(module: str, name: str, gives: str, read: Callable[..., Any]) -> Runner:
    try:
        library = importlib.import_module(module)
    except ImportError:
        return Runner(name=name, gives=gives, work=None)
    return Runner(name=name, gives=gives, work=lambda path: read(library, path))


def _written_by_openpyxl(pattern: openpyxl.Workbook) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in pattern.worksheets:
        own = book.create_sheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    own[cell.coordinate] = cell.value
        for area in sheet.merged_cells.ranges:
            own.merge_cells(str(area))
        own.protection.sheet = sheet.protection.sheet
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _loads(path: Path) -> openpyxl.Workbook:
    openpyxl.load_workbook(path)
    return openpyxl.load_workbook(path, data_only=True)


def _results(path: Path) -> Cells:
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    try:
        return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}
    finally:
        book.close()


def _calamine(library: ModuleType, path: Path) -> Cells:
    book = library.CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def _pandas(library: ModuleType, path: Path) -> object:
    return library.read_excel(path, sheet_name=None, header=None, engine="openpyxl")


# ------------------------------------------------------------------------------------------ the returns


def _resaved(path: Path) -> Path:
    """Have LibreOffice save a return once more, as many a unit does."""
    saved = path.with_stem(f"{path.stem}-libreoffice")
    saved.write_bytes(libreoffice.converted(path.read_bytes(), "xlsx", "xlsx"))
    return saved


def _numbers(layout: Layout, book: openpyxl.Workbook) -> dict[str, Any]:
    places = {field.id: layout.places[field.id] for field in layout.form.numbers}
    return {field: book[place.sheet][str(place.cell)].value for field, place in places.items()}


def _must_agree(layout: Layout, path: Path) -> None:
    """Stop when the readers see different numbers: then their times say nothing."""
    seen = read_submission(path, layout).values()
    theirs = _numbers(layout, _loads(path))
    own = {field: float(str(seen[field])) for field in theirs}
    assert own == {field: float(value) for field, value in theirs.items()}, json.dumps(theirs)


if __name__ == "__main__":
    main()
