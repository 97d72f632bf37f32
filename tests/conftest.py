"""What every test may ask for: LibreOffice as the independent calculator, and repeatable random figures.

A machine without LibreOffice skips those tests and says so; under CI it fails instead, so that a
proof which did not run is never taken for one that passed.
"""

import gc
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import xlreport
from bounded import CPU_SECONDS, bounded
from office_staying import staying
from quick_choice import cpu, function_of, slow_functions, write_slow
from uno_driving import Drive, Visit, drive, uno_python

# Programs that tests start are of the package under test, wherever they run.
os.environ["PYTHONPATH"] = str(Path(xlreport.__file__).resolve().parents[1])

settings.register_profile("xlreport", derandomize=True, deadline=None)
settings.load_profile("xlreport")

# Paths of workbooks and a folder in, paths of the converted files in the same order out.
Convert = Callable[[Sequence[Path], Path], list[Path]]
SaveAs = Callable[[str, Path, Path], Path]

_PROGRAMS = {"soffice", "chromium"}
_NEW_OBJECTS = 200_000
"""After how many Python looks for those that only hold one another, as the program itself does."""
_COSTS = pytest.StashKey[list[tuple[str, float]]]()
# LibreOffice shows the cached values of an xlsx file unless it is told to recalculate always.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
# LibreOffice 7.4 reads 254 words of a command line and passes over the rest without a word.
_BATCH = 200
_MAC_PROGRAM = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")


def _program() -> Path | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Path(found)
    return _MAC_PROGRAM if _MAC_PROGRAM.is_file() else None


def _required() -> bool:
    under_ci = os.environ.get("CI", "").lower() in {"1", "true"}
    return under_ci or os.environ.get("XLREPORT_REQUIRE_SOFFICE") == "1"


def _state() -> str:
    if program := _program():
        return f"LibreOffice: {program}"
    outcome = "FAIL" if _required() else "are SKIPPED"
    return f"LibreOffice: NOT FOUND, the tests that recalculate or print workbooks {outcome}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The flag that rewrites expected output, and the one that measures which tests are slow."""
    parser.addoption(
        "--update-transcripts", action="store_true", help="write what is printed now into transcripts and golden files"
    )
    parser.addoption("--update-slow", action="store_true", help="write which functions make quick leaves out")


def pytest_report_header() -> str:
    """One line that says whether LibreOffice is there."""
    return _state()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The same line at the end of a quiet run, which prints no header."""
    if terminalreporter.config.get_verbosity() < 0:
        terminalreporter.write_line(_state())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by its room, and when it asks for LibreOffice or Chromium, before -m selects.

    `quick` is what stands in `unit`, asks for neither, and is not on the list of slow functions. What runs other
    programs goes first: it waits long for them while the rest computes, and would wait alone at the end.
    """
    slow = slow_functions()
    for item in items:
        room = item.path.relative_to(Path(__file__).parent).parts[0]
        item.add_marker(room)
        alone = not _PROGRAMS & set(getattr(item, "fixturenames", ()))
        if room == "unit" and alone and function_of(item.nodeid) not in slow:
            item.add_marker("quick")
        if isinstance(item, pytest.Function) and "soffice" in item.fixturenames:
            item.add_marker("soffice")
    items.sort(key=lambda item: item.get_closest_marker("programs") is None)


def pytest_collection_finish() -> None:
    """What stands now stays to the end: of each process a tenth of its time went into looking through it again."""
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """What each test costs, set-up and all."""
    before = cpu()
    try:
        return (yield)
    finally:
        item.config.stash[_COSTS].append((item.nodeid, cpu() - before))


def pytest_configure(config: pytest.Config) -> None:
    """No costs yet."""
    costs: list[tuple[str, float]] = []
    config.stash[_COSTS] = costs


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The list of slow functions, where it was asked for."""
    if session.config.getoption("--update-slow"):
        costs = session.config.stash[_COSTS]
        write_slow(costs)


@pytest.fixture(scope="session")
def soffice() -> Path:
    """The LibreOffice program; without one the test is skipped, or fails where it is required."""
    if program := _program():
        return program
    if _required():
        pytest.fail("LibreOffice is required here and soffice was not found", pytrace=False)
    pytest.skip("NOT PROVEN: LibreOffice is not installed (Debian: apt-get install libreoffice-calc-nogui)")


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium program, without a screen; without one the test is skipped, or fails where it is required."""
    names = ("chromium", "chromium-browser", "google-chrome")
    if found := next(filter(None, map(shutil.which, names)), None):
        return Path(found)
    if _required():
        pytest.fail("Chromium is required here and was not found", pytrace=False)
    pytest.skip("NOT PROVEN: Chromium is not installed (Debian: apt-get install chromium)")


@pytest.fixture(scope="session")
def soffice_profile(soffice: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A LibreOffice profile of this worker's own that recalculates every workbook; with it LibreOffice stays."""
    profile = tmp_path_factory.mktemp("soffice-profile")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    with staying(soffice, profile):
        yield profile


@pytest.fixture(scope="session")
def driven(soffice: Path, tmp_path_factory: pytest.TempPathFactory) -> Drive:
    """LibreOffice driven as by a person: `driven([(path, actions)])`; without its uno module skipped, or failed."""
    python = uno_python(soffice)
    if python is None and _required():
        pytest.fail("LibreOffice's Python interface is required here and no Python has uno", pytrace=False)
    if python is None:
        pytest.skip("NOT PROVEN: LibreOffice's Python interface is not installed (Debian: apt-get install python3-uno)")

    def run(visits: Sequence[Visit]) -> list[list[Any]]:
        return drive(soffice, python, tmp_path_factory.mktemp("driven-profile"), visits)

    return run


@pytest.fixture(scope="session")
def recalculate(soffice: Path, soffice_profile: Path) -> Convert:
    """Recalculate many workbooks with one LibreOffice process per 200: `recalculate(paths, out_dir)`."""

    def run(paths: Sequence[Path], out_dir: Path) -> list[Path]:
        return _convert(soffice, soffice_profile, "xlsx:Calc MS Excel 2007 XML", paths, out_dir)

    return run


@pytest.fixture(scope="session")
def to_pdf(soffice: Path, soffice_profile: Path) -> Convert:
    """Print many workbooks as PDF with one LibreOffice process per 200: `to_pdf(paths, out_dir)`."""

    def run(paths: Sequence[Path], out_dir: Path) -> list[Path]:
        return _convert(soffice, soffice_profile, "pdf:calc_pdf_Export", paths, out_dir)

    return run


@pytest.fixture(scope="session")
def saved_as(soffice: Path, soffice_profile: Path) -> SaveAs:
    """Save one file in another format by LibreOffice: `saved_as("ods", path, out_dir)`."""

    def run(target: str, path: Path, out_dir: Path) -> Path:
        return _convert(soffice, soffice_profile, target, [path], out_dir)[0]

    return run


def _convert(program: Path, profile: Path, target: str, paths: Sequence[Path], out_dir: Path) -> list[Path]:
    """Convert by LibreOffice, which answers 0 even when it wrote nothing: the outputs are looked for."""
    outputs = _outputs(paths, out_dir, target.partition(":")[0])
    said = [
        _start(program, profile, target, paths[start : start + _BATCH], out_dir)
        for start in range(0, len(paths), _BATCH)
    ]
    missing = [output.name for output in outputs if not output.is_file()]
    if missing:
        raise RuntimeError(f"LibreOffice has not written {missing}; it said: {said}")
    return outputs


def _start(program: Path, profile: Path, target: str, paths: Sequence[Path], out_dir: Path) -> str:
    command: list[str | Path] = [
        program,
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        *("--headless", "--norestore", "--nologo", "--convert-to", target, "--outdir", out_dir),
        *(path.resolve() for path in paths),
    ]
    done = bounded(command, seconds=CPU_SECONDS + 10 * len(paths), capture_output=True, text=True, check=True)
    return str(done.stderr)


def _outputs(paths: Sequence[Path], out_dir: Path, suffix: str) -> list[Path]:
    """The files that will be written, none of which is there yet and none of which is an input."""
    outputs = [out_dir / f"{path.stem}.{suffix}" for path in paths]
    if len(set(outputs)) < len(outputs):
        raise ValueError("two workbooks of one batch have the same name")
    if out_dir.resolve() in {path.resolve().parent for path in paths}:
        raise ValueError(f"{out_dir} holds the inputs, choose another folder")
    out_dir.mkdir(parents=True, exist_ok=True)
    for output in outputs:
        output.unlink(missing_ok=True)
    return outputs
