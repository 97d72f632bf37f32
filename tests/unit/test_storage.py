"""Writing a file: the old or the new one is whole at any moment, and what a killed writer left is swept."""

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from xlreport.errors import XlreportError
from xlreport.storage import replace_file
from xlreport.storage.replacing import sweep

SIZE = 4_000_000
WRITER = """
import sys
from pathlib import Path
from xlreport.storage import replace_file
number = 0
while True:
    number += 1
    replace_file(Path(sys.argv[1]), bytes([number % 256]) * int(sys.argv[2]))
    print(number, flush=True)
"""


def leftovers(folder: Path) -> list[str]:
    """The temporary files in a folder."""
    return [path.name for path in folder.iterdir() if path.name.endswith(".xlreport-tmp")]


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_kill_leaves_the_old_or_the_new_file_whole(tmp_path: Path) -> None:
    """A writer killed at 15 random moments, and more until one falls into a write, leaves a whole file each time."""
    target = tmp_path / "汇总.xlsx"
    chance, littered, kills = random.Random(7), 0, 0  # noqa: S311
    while kills < 15 or (not littered and kills < 300):
        kills += 1
        command = [sys.executable, "-c", WRITER, str(target), str(SIZE)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(chance.uniform(0, 0.03))
            writer.send_signal(signal.SIGKILL)
        content = target.read_bytes()
        assert len(content) == SIZE
        assert len(set(content)) == 1
        littered += bool(leftovers(tmp_path))
    assert littered, "no kill fell into a write: the test proves nothing"
    replace_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert leftovers(tmp_path) == []


def test_a_temporary_file_in_use_is_not_swept(tmp_path: Path) -> None:
    """What another writer is still writing stays; other people's files stay too."""
    fcntl = pytest.importorskip("fcntl")
    busy, other = tmp_path / ".a.xlsx.1234.xlreport-tmp", tmp_path / ".b.xlsx.1234.xlreport-tmp"
    other.write_bytes(b"")
    with busy.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        replace_file(tmp_path / "a.xlsx", b"1")
        assert busy.exists()
    replace_file(tmp_path / "a.xlsx", b"2")
    assert leftovers(tmp_path) == [other.name]


def test_a_folder_is_made_and_a_link_is_followed(tmp_path: Path) -> None:
    """The target's folder is made when missing; a link keeps pointing at the file that is replaced."""
    real = tmp_path / "output" / "a.xlsx"
    replace_file(real, b"1")
    link = tmp_path / "link.xlsx"
    link.symlink_to(real)
    replace_file(link, b"2")
    assert link.is_symlink()
    assert real.read_bytes() == b"2"


def test_a_target_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder in the place of the target is a clear error, and no temporary file is left."""
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(XlreportError, match=r"a\.xlsx.*cannot be written"):
        replace_file(tmp_path / "a.xlsx", b"1")
    assert leftovers(tmp_path) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_no_permission_is_told(tmp_path: Path) -> None:
    """A folder without write permission is told as such."""
    tmp_path.chmod(0o500)
    with pytest.raises(XlreportError, match="open in another program"):
        replace_file(tmp_path / "a.xlsx", b"1")
    tmp_path.chmod(0o700)


def test_a_file_is_held_and_synced_before_it_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another writer's sweep leaves it alone; the file, then the rename, is asked onto the disk before all is said."""
    pytest.importorskip("fcntl")
    target, synced = tmp_path / "a.xlsx", []
    target.write_bytes(b"old")
    real = os.fsync

    def fsync(handle: int) -> None:
        real(handle)
        sweep(target)
        synced.append((stat.S_ISDIR(os.fstat(handle).st_mode), leftovers(tmp_path) != [], target.read_bytes()))

    monkeypatch.setattr("os.fsync", fsync)
    replace_file(target, b"new")
    assert synced == [(False, True, b"old"), (True, False, b"new")]
