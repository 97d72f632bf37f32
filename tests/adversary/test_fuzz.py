"""Three thousand hostile files, and the largest that the gate lets in: always a return, soon, in little memory."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from bounded import bounded
from fuzz_large import LARGE, large

if sys.platform == "win32":
    pytest.skip("Windows has no getrusage to measure memory with", allow_module_level=True)

from fuzzing import BATCH_SECONDS, MEBIBYTES, SECONDS

SEED = 2026
ITERATIONS, BATCHES = 3000, 6
PER_BATCH = ITERATIONS // BATCHES
PROGRAM = Path(__file__).parents[1] / "making" / "fuzzing.py"
SOURCES = Path(__file__).parents[2] / "src"


def run(folder: Path, *arguments: str) -> dict[str, Any]:
    """Run a batch in a process of its own; a failure shows what was printed and which file was at hand."""
    done = bounded(
        [sys.executable, str(PROGRAM), *arguments],
        capture_output=True,
        text=True,
        check=False,
        seconds=BATCH_SECONDS,
        env={"PYTHONPATH": f"{SOURCES}", "PYTHONHASHSEED": "0"},
    )
    left = [str(path) for path in folder.glob("*.xlsx")]
    assert done.returncode == 0, f"left over (seed, iteration): {left}\n{done.stderr[-4000:]}"
    summary: dict[str, Any] = json.loads(done.stdout)
    return summary


@pytest.mark.parametrize("number", range(BATCHES))
def test_hostile_files(number: int, tmp_path: Path) -> None:
    """Each file gives a return with findings or none, none over 20 s of processor time, the batch under 768 MiB."""
    first = number * PER_BATCH
    summary = run(tmp_path, str(SEED), str(first), str(first + PER_BATCH), str(tmp_path))
    assert sum(summary["states"].values()) == PER_BATCH
    assert summary["slowest"][0] < SECONDS, f"seed {SEED}, iteration {summary['slowest'][1]}"
    assert summary["peak"] < MEBIBYTES
    # A fuzzer whose every file is refused at the gate tests the gate alone.
    assert summary["states"]["unreadable"] < 0.8 * PER_BATCH
    assert set(summary["states"]) > {"unreadable", "rejected", "accepted"}
    assert len(summary["codes"]) > 20


@pytest.mark.parametrize("name", LARGE)
def test_large_files(name: str, tmp_path: Path) -> None:
    """A file that unpacks to as much as the gate lets in is read or refused within 20 s of processor and 768 MiB."""
    path = tmp_path / "large.xlsx"
    path.write_bytes(large(name))
    assert path.stat().st_size < 2 << 20
    summary = run(tmp_path / "none", str(path))
    assert summary["slowest"][0] < SECONDS
    assert summary["peak"] < MEBIBYTES
