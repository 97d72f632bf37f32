"""Times xlreport beside other libraries in one run: medians of interleaved rounds, and ratios to xlreport.

The peers do less, and each line says what: a ratio below 1 is no fault of xlreport by itself, one above 1
no merit. Figures of two runs are not compared: only ratios within one run mean something.
"""

import gc
import importlib
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl

from xlreport import Identity, Layout, identity_of, libreoffice, load_form, plan, receive, write_workbook
from xlreport.reading import read_submission
from xlreport.resources import samples_folder
from xlreport.writing import read_answers, values_for

RETURNS = 60
ROUNDS = 7
INTAKE_ROUNDS = 3

Work = Callable[[], Any]
Cells = Mapping[str, list[list[Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """One way of doing a job, and what it gives; `work` is None where the library is not installed."""

    name: str
    gives: str
    work: Work | None


def main() -> None:
    """Run the three comparisons and print their tables."""
    layout = plan(load_form())
    print(f"Python {sys.version.split()[0]} · " + " · ".join(_versions("xlreport", "xlsxwriter", "openpyxl")))
    with tempfile.TemporaryDirectory() as folder:
        paths = list(_returns(layout, Path(folder)))
        _compare("writing one blank form", _writers(layout), ROUNDS)
        _compare("reading one return", _readers(layout, paths[0]), ROUNDS)
        if libreoffice.program():
            _compare("reading one return saved by LibreOffice", _readers(layout, _resaved(paths[0])), ROUNDS)
        _compare(f"taking in {RETURNS} returns", _intakes(layout, paths), INTAKE_ROUNDS)


def _versions(*names: str) -> Iterable[str]:
    for name in names:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} ?"


def _compare(job: str, runners: Iterable[Runner], rounds: int) -> None:
    """Time the runners in turn, round by round, so that a slow moment of the machine falls on all of them."""
    known = list(runners)
    times: dict[str, list[float]] = {each.name: [] for each in known if each.work}
    for _ in range(rounds):
        for each in known:
            if each.work:
                times[each.name].append(_seconds(each.work))
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    own = medians[known[0].name]
    print(f"\n{job} (median of {rounds} rounds)")
    for each in known:
        if each.name in medians:
            figures = f"{medians[each.name] * 1000:9.1f} ms  × {medians[each.name] / own:5.2f}"
        else:
            figures = "not installed: pip install -e .[bench]"
        print(f"  {each.name:26} {figures}  {each.gives}")


def _seconds(work: Work) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


# --------------------------------------------------------------------------------------------- the jobs


def _writers(layout: Layout) -> Iterable[Runner]:
    identity = _identity(layout, "230381-GXJ")
    book = openpyxl.load_workbook(BytesIO(write_workbook(layout, identity, {})))
    yield Runner(
        name="xlreport",
        gives="labels, formulas with results, styles, locks, validation, names, manifest; the same bytes each time",
        work=lambda: write_workbook(layout, identity, {}),
    )
    yield Runner(
        name="openpyxl, cells only",
        gives="the same cells and merges, sheets protected; no results, styles, validation or names",
        work=lambda: _written_by_openpyxl(book),
    )


def _readers(layout: Layout, path: Path) -> Iterable[Runner]:
    _must_agree(layout, path)
    yield Runner(
        name="xlreport read",
        gives="every field: exact text, state, formula, lock, address; container refused if unsafe",
        work=lambda: read_submission(path, layout),
    )
    yield Runner(
        name="xlreport read and check", gives="the same, and every finding", work=lambda: receive(path, layout)
    )
    yield Runner(
        name="openpyxl, two loads",
        gives="formulas and results, decimals as floats; container not checked",
        work=lambda: _two_loads(path),
    )
    yield Runner(
        name="openpyxl, results only", gives="results, decimals as floats, read-only mode", work=lambda: _results(path)
    )
    yield _optional(
        "python_calamine", "calamine", "results, all as floats; no formulas, locks or names", [path], _calamine
    )
    yield _optional("pandas", "pandas (openpyxl)", "data frames of results", [path], _pandas)


def _intakes(layout: Layout, paths: list[Path]) -> Iterable[Runner]:
    yield Runner(
        name="xlreport",
        gives="submissions and findings of every file",
        work=lambda: [receive(path, layout) for path in paths],
    )
    yield Runner(
        name="openpyxl, two loads",
        gives="the 200 numbers by fixed address, nothing checked",
        work=lambda: [_numbers(layout, _two_loads(path)) for path in paths],
    )
    yield Runner(
        name="openpyxl, results only",
        gives="all results, nothing checked",
        work=lambda: [_results(path) for path in paths],
    )
    yield _optional("python_calamine", "calamine", "all results, nothing checked", paths, _calamine)
    yield _optional("pandas", "pandas (openpyxl)", "all results, nothing checked", paths, _pandas)


# -------------------------------------------------------------------------------------------- the peers


def _optional(module: str, name: str, gives: str, paths: Iterable[Path], read: Callable[..., Any]) -> Runner:
    try:
        library = importlib.import_module(module)
    except ImportError:
        return Runner(name=name, gives=gives, work=None)
    return Runner(name=name, gives=gives, work=lambda: [read(library, path) for path in paths])


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


def _two_loads(path: Path) -> openpyxl.Workbook:
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


def _identity(layout: Layout, code: str) -> Identity:
    unit = {"unit_code": code, "unit_name": f"{code} 单位", "unit_kind": "department"}
    return identity_of(layout, **unit, region="虎林市", year="2025")


def _returns(layout: Layout, folder: Path) -> Iterable[Path]:
    """Write sixty filled returns: the answers of the Hulin sample under sixty unit codes."""
    answers = dict(read_answers(samples_folder() / "hulin-2025" / "answers.json").values)
    for number in range(1, RETURNS + 1):
        code = f"230381-{number:03}"
        own = {**answers, "cover.unit_code": code, "cover.unit_name": f"{code} 单位"}
        path = folder / f"{code}.xlsx"
        path.write_bytes(write_workbook(layout, _identity(layout, code), values_for(layout.form, own)))
        yield path


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
    theirs = _numbers(layout, _two_loads(path))
    own = {field: float(str(seen[field])) for field in theirs}
    assert own == {field: float(value) for field, value in theirs.items()}, json.dumps(theirs)
    assert receive(path, layout).state == "accepted"


if __name__ == "__main__":
    main()
