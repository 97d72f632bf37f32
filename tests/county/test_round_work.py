"""What a program with a page calls: told file by file, stopped between two of them, nothing printed or half-written."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sample_answers import COUNTY
from xlreport.errors import RoundError
from xlreport.office.round_folder import open_round
from xlreport.office.sending_out.pouring import filled
from xlreport.round_work import (
    Cancelled,
    Progress,
    bundle_round,
    check_units,
    issue_units,
    letters_of,
    merge_units,
    publish_units,
    state_of,
    verify_round,
)

TODAY = date(2026, 1, 20)
UNITS = ("230381-ZRZ", "230381-JYJ")
USES: dict[str, Callable[[Path, Any], object]] = {
    "issue": lambda folder, report: issue_units(folder, TODAY, force=True, report=report),
    "check": lambda folder, report: check_units(folder, report=report),
    "merge": lambda folder, report: merge_units(folder, report=report),
    "verify": lambda folder, report: verify_round(folder, report=report),
    "publish": lambda folder, report: publish_units(folder, report=report),
    "letters": lambda folder, report: letters_of(folder, TODAY, report=report),
    "bundle": lambda folder, report: bundle_round(folder, folder / "带走.zip", report=report),
    "state": lambda folder, report: state_of(folder, TODAY, report=report),
}
CHILD = """
import sys, time
from pathlib import Path
sys.path[:0] = [{tests!r}, {making!r}]
from test_round_work import USES

def report(progress):
    if progress.done == 1:
        print(progress.now or "-", flush=True)
        time.sleep(60)
    return True

USES[{use!r}](Path({folder!r}), report)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round of two units, both in, merged."""
    folder = tmp_path_factory.mktemp("batch") / "round"
    (folder / "inbox").mkdir(parents=True)
    head, *lines = (COUNTY / "roster.csv").read_text(encoding="utf-8-sig").splitlines()
    chosen = [line for line in lines if line.startswith(UNITS)]
    (folder / "roster.csv").write_text("\n".join((head, *chosen)) + "\n", encoding="utf-8")
    (folder / "xlreport.toml").write_text('region = "虎林市"\nyear = 2025\nform = "gkbg-2021"\n', encoding="utf-8")
    issued = issue_units(folder, date(2025, 12, 1))
    assert issued.issued.count == len(UNITS)
    layout = open_round(folder).layout
    for blank in (folder / "outbox").iterdir():
        (answers,) = (COUNTY / "answers").glob(f"{blank.name[:10]}*.json")
        (folder / "inbox" / blank.name).write_bytes(filled(layout, blank, answers))
    merge_units(folder)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of the round."""
    return Path(shutil.copytree(made, tmp_path / "round"))


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too; not the one that says who works on it, which stays."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".xlreport-lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.mark.parametrize("use", USES)
def test_progress_is_told_and_nothing_printed(use: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Each step names what comes next, the last says that all is done."""
    told: list[Progress] = []

    def report(progress: Progress) -> bool:
        told.append(progress)
        return True

    assert USES[use](folder, report) is not None
    assert capfd.readouterr() == ("", "")
    own = [each for each in told if each.work == use]
    assert [(each.done, each.total) for each in own] == [(0, 2), (1, 2), (2, 2)]
    assert all(each.now for each in own[:-1])


@pytest.mark.parametrize("use", USES)
def test_what_is_cancelled_wrote_nothing(use: str, folder: Path) -> None:
    """Stopped before the second file: a Cancelled, and the round is as it was."""
    before = content(folder)
    with pytest.raises(Cancelled, match="1/2"):
        USES[use](folder, lambda progress: progress.done == 0)
    assert content(folder) == before


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("use", USES)
def test_what_is_killed_midway_wrote_nothing(use: str, folder: Path) -> None:
    """A child process killed between two files leaves the round as it was; the next run goes through."""
    before = content(folder)
    here = Path(__file__).resolve().parent
    code = CHILD.format(tests=str(here), making=str(here.parent / "making"), use=use, folder=str(folder))
    with subprocess.Popen([sys.executable, "-X", "utf8", "-c", code], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip()
        child.send_signal(signal.SIGKILL)
    assert content(folder) == before
    USES[use](folder, lambda _: True)


def test_unit_codes_choose(folder: Path) -> None:
    """Codes instead of paths: one unit issued, checked, published; a code that the roster has not is an error."""
    one = UNITS[:1]
    assert [each.submission and each.submission.says("unit_code") for each in check_units(folder, one)] == [*one]
    assert issue_units(folder, TODAY, one, force=True).issued.count == 1
    assert len(publish_units(folder, one, ("html",)).files) == 1
    for use in (check_units, publish_units):
        with pytest.raises(RoundError, match="nobody"):
            use(folder, ["nobody"])


def test_a_state_tells_what_is_not_as_it_was_merged(folder: Path) -> None:
    """Who is in, what is decided; up to date until a file of inbox or round changes, and again after a merge."""
    state = state_of(folder, TODAY)
    assert ([each.state.value for each in state.units], state.decisions) == (["in", "in"], ())
    assert (state.up_to_date, state.changed) == (True, ())
    (folder / "waivers.toml").write_text("", encoding="utf-8")
    (folder / "inbox" / "新.xlsx").write_bytes(b"PK")
    changed = state_of(folder, TODAY)
    assert (changed.up_to_date, changed.changed) == (False, ("waivers", "新.xlsx"))
    merge_units(folder, report=lambda _: True)
    assert state_of(folder, TODAY).up_to_date
    shutil.rmtree(folder / "output")
    assert (state_of(folder, TODAY).workbook, state_of(folder, TODAY).up_to_date) == (None, False)
