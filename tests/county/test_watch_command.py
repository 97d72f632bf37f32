"""`watch`: each file told once it has come whole and rested; changed, gone and unreadable ones too; ends cleanly."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from returns_made import answers, write_inbox
from running import run
from xlreport.office.adding_up.watching import Watch

RECEIVED, CARRIED = "requests.received.natural", "requests.carried_out.natural"
ROSTER = "code,name,kind\nA,甲局,department\nB,乙局,department\n"
SETTINGS = 'region = "某县"\nyear = 2025\nform = "gkbg-2021"\ndeadline = 2026-01-31\n'
GOOD = {RECEIVED: 3, CARRIED: 3}
WAITING = "still being copied; waiting for it, and read as it is after 30 seconds without a change"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Returns of A, and of B with an error and without."""
    place = tmp_path_factory.mktemp("files")
    given = (("A.xlsx", answers("A", GOOD)), ("bad.xlsx", answers("B", {RECEIVED: 3, CARRIED: 2})))
    write_inbox(place, (*given, ("B.xlsx", answers("B", GOOD))))
    return {path.name: path.read_bytes() for path in place.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A round with an empty inbox."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "xlreport.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def told(watch: Watch, now: float) -> list[tuple[str, str]]:
    """The news of one look: file and outcome."""
    look = watch.look(now)
    return [(news.file, news.outcome.en) for news in look.news] if look else []


def test_a_file_is_told_once_it_rests(folder: Path, files: dict[str, bytes]) -> None:
    """Not at first sight, then once, never again; what was there before is no news."""
    path = folder / "inbox" / "A.xlsx"
    path.write_bytes(files["A.xlsx"])
    watch = Watch(folder)
    watch.stock(0)
    assert told(watch, 10) == []
    (folder / "inbox" / "B.xlsx").write_bytes(files["bad.xlsx"])
    assert told(watch, 11) == []
    assert told(watch, 12) == []
    assert told(watch, 13) == [("B.xlsx", "returned for correction")]
    assert told(watch, 14) == []


def test_a_file_that_is_being_copied_is_waited_for(folder: Path, files: dict[str, bytes]) -> None:
    """Said once that it is waited for; told when its end has come; one that never ends is told as it is."""
    watch, path = Watch(folder), folder / "inbox" / "A.xlsx"
    watch.stock(0)
    half = files["A.xlsx"][: len(files["A.xlsx"]) // 2]
    path.write_bytes(half)
    assert [told(watch, now) for now in (1, 2)] == [[], []]
    assert told(watch, 3) == [("A.xlsx", WAITING)]
    path.write_bytes(half + b"more")
    assert [told(watch, now) for now in (4, 6)] == [[], []]
    path.write_bytes(files["A.xlsx"])
    assert told(watch, 7) == []
    assert told(watch, 9) == [("A.xlsx", "counted")]
    (folder / "inbox" / "B.xlsx").write_bytes(half)
    assert [told(watch, now) for now in (10, 12)] == [[], [("B.xlsx", WAITING)]]
    assert told(watch, 39) == []
    assert told(watch, 41) == [("B.xlsx", "unreadable")]


@pytest.mark.parametrize("content", [b"code,name\r\n", b"P", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_what_was_never_a_workbook_is_not_waited_for(content: bytes, folder: Path) -> None:
    """A text or an old workbook under a wrong name is told when it rests, unless so short that it may become one."""
    watch = Watch(folder)
    watch.stock(0)
    (folder / "inbox" / "A.xlsx").write_bytes(content)
    assert told(watch, 1) == []
    (one,) = told(watch, 3)
    assert one == ("A.xlsx", WAITING if content == b"P" else "unreadable")
    assert told(watch, 4) == []


def test_room_laid_out_for_a_copy_is_waited_for(folder: Path, files: dict[str, bytes]) -> None:
    """Zeros, as programs that copy lay them out beforehand, are no file yet; what they become is told."""
    watch, path = Watch(folder), folder / "inbox" / "A.xlsx"
    watch.stock(0)
    path.write_bytes(bytes(len(files["A.xlsx"])))
    assert [told(watch, now) for now in (1, 3)] == [[], [("A.xlsx", WAITING)]]
    path.write_bytes(files["A.xlsx"])
    assert [told(watch, now) for now in (4, 6)] == [[], [("A.xlsx", "counted")]]


def test_a_mended_return_and_one_that_goes(folder: Path, files: dict[str, bytes]) -> None:
    """What is replaced is read anew; what is taken away is said, and no longer counted."""
    watch, path = Watch(folder), folder / "inbox" / "B.xlsx"
    path.write_bytes(files["bad.xlsx"])
    watch.stock(0)
    path.write_bytes(files["B.xlsx"])
    assert told(watch, 1) == []
    assert told(watch, 3) == [("B.xlsx", "counted")]
    path.unlink()
    look = watch.look(4)
    assert look is not None
    assert [(news.file, news.outcome.en) for news in look.news] == [("B.xlsx", "gone")]
    assert look.ledger.rows == ()


def test_what_is_no_return_is_told_with_its_reason(folder: Path) -> None:
    """A lock file and a document are said at once, each once."""
    watch = Watch(folder)
    watch.stock(0)
    (folder / "inbox" / "~$A.xlsx").write_bytes(b"x")
    (folder / "inbox" / "A.xlsm").write_bytes(b"x")
    assert told(watch, 1) == [("A.xlsm", "skipped"), ("~$A.xlsx", "skipped")]
    assert told(watch, 2) == []


def test_an_archive_is_told_by_what_it_holds(folder: Path, files: dict[str, bytes]) -> None:
    """Each file in it like any other, once; it goes with all that it held."""
    watch, path = Watch(folder), folder / "inbox" / "all.zip"
    watch.stock(0)
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("A.xlsx", "bad.xlsx"):
            archive.writestr(name, files[name])
    assert told(watch, 1) == []
    assert told(watch, 3) == [("all.zip/A.xlsx", "counted"), ("all.zip/bad.xlsx", "returned for correction")]
    assert told(watch, 4) == []
    path.unlink()
    assert told(watch, 5) == [("all.zip", "gone")]


def test_it_ends_by_itself_or_cleanly_at_a_signal(folder: Path, files: dict[str, bytes]) -> None:
    """Exit 0, no traceback, the last line said; what came in between was said at once."""
    done = run("watch", folder, "--seconds", "0", "--lang", "en")
    assert (done.code, done.out.splitlines()[-1]) == (0, "Watched until here.")
    assert "xlreport merge" in done.err
    # A program that was started in the background passes on that it does not listen to Ctrl-C.
    heard = "signal.signal(signal.SIGINT, signal.default_int_handler)"
    listening = f"import signal, xlreport.cli as cli; {heard}; cli.main()"
    command = [sys.executable, "-c", listening, "watch", str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=os.environ
    ) as watching:
        assert watching.stdout is not None
        assert watching.stderr is not None
        begun = [watching.stdout.readline() for _ in range(2)]
        assert "按 Ctrl-C 结束" in begun[1]
        (folder / "inbox" / "A.xlsx").write_bytes(files["A.xlsx"])
        assert "已计入  A.xlsx" in watching.stdout.readline()
        time.sleep(0.1)
        watching.send_signal(signal.SIGINT)
        rest = watching.stdout.read()
        assert "看到这里为止。" in rest
        assert "Traceback" not in watching.stderr.read()
        assert watching.wait(20) == 0
