"""Whatever the file system refuses, and whenever a command is killed: the old result or the new one, never less."""

import contextlib
import errno
import os
import random
import shutil
import signal
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from faults import stepping_in
from returns_made import answers, write_inbox
from running import Said, run
from small_county import TEXT, answered
from small_form import small_form
from xlreport.errors import XlreportError
from xlreport.layout import plan
from xlreport.resources import samples_folder
from xlreport.storage import round_lock

SETTINGS = 'region = "某县"\nyear = 2025\nform = "../library"\n'
ROSTER = "code,name,kind\nA,A 馆,department\nB,B 馆,township\n"
_FORM: tuple[str | Path, ...] = ("--form", "library")
COMMANDS: Mapping[str, tuple[str | Path, ...]] = {
    "template -o": ("template", "-o", "out/blank.xlsx", *_FORM),
    "template": ("template", "--round", "round"),
    "init": ("init", "new", "--year", "2026", "--sign", *_FORM),
    "fill": ("fill", "blank.xlsx", "answers.json", "-o", "out/filled.xlsx", *_FORM),
    "validate": ("validate", "A.xlsx", "--html", "out/a.html", "--xlsx", "out/a.xlsx", "--annotate", "out", *_FORM),
    "merge": ("merge", "round", "-o", "out/merged.xlsx"),
    "export": ("export", "merged.xlsx", "--csv", "out/a.csv", "--json", "out/a.json", *_FORM),
    "status": ("status", "round", "--xlsx", "out/status.xlsx"),
    "migrate": ("migrate", "A.xlsx", "-o", "out/migrated.xlsx", *_FORM),
    "verify": ("verify", "merged.xlsx", "A.xlsx", *_FORM),
    "publish": ("publish", "P.xlsx", "--html", "--docx", "-o", "out"),
}
"""What is run, in a folder that has what it reads; a new command that writes wants a row.

A small form in a folder of its own serves but for what is published: a step is a step, and the form's file is read too.
"""
DEMO: tuple[str | Path, ...] = ("demo", "county")
_TWO_UNITS = ("230381-GXJ", "230381-SCJ")
"""Of the sample county, those that the demo shows."""
_LITTER = (".xlreport-tmp", ".xlreport-lock")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the commands need where they run: a round of two units, returns, a blank, answers, a merged workbook."""
    folder = tmp_path_factory.mktemp("made")
    write_inbox(folder, [("P.xlsx", answers("A"))])
    (folder / "library").mkdir()
    layout = plan(small_form(folder / "library", TEXT))
    (folder / "library" / "small.toml").rename(folder / "library" / "form.toml")
    (folder / "A.xlsx").write_bytes(answered(layout, "A", 1))
    (folder / "round" / "inbox").mkdir(parents=True)
    shutil.copy(folder / "A.xlsx", folder / "round" / "inbox")
    (folder / "round" / "outbox").mkdir()
    (folder / "round" / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "round" / "xlreport.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "answers.json").write_text('{"values": {"loans.blank_is_zero": true}}', encoding="utf-8")
    with contextlib.chdir(folder):
        assert run("template", "-o", "blank.xlsx", *_FORM).code == 0
        assert run("merge", "A.xlsx", "-o", "merged.xlsx", *_FORM).code == 0
    (folder / "out").mkdir()
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands run: a copy of what they need, to be changed."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def few(place: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands run, and a sample county of two units for the demo."""
    sample, made = samples_folder() / "county", tmp_path_factory.mktemp("samples") / "county"
    shutil.copytree(sample, made)
    for path in (*(made / "answers").iterdir(), *(made / "previous").iterdir()):
        if not path.name.startswith(_TWO_UNITS):
            path.unlink()
    lines = (sample / "roster.csv").read_text(encoding="utf-8-sig").splitlines()
    kept = [line for line in lines if line.startswith(("code", *_TWO_UNITS))]
    (made / "roster.csv").write_text("\n".join(kept), encoding="utf-8")
    monkeypatch.setattr("xlreport.office.sample_county.samples_folder", lambda: made.parent)
    return place


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def litter(folder: Path) -> list[Path]:
    """What a command should have taken away."""
    return [path for path in folder.rglob("*") if path.name.endswith(_LITTER)]


def steps_of(words: tuple[str | Path, ...], folder: Path) -> list[str]:
    """What a command that nobody disturbs asks of the file system, in order."""
    names: list[str] = []
    with stepping_in(folder, lambda _, name: names.append(name)):
        assert run(*words).code in {0, 1}
    return names


def ran(words: tuple[str | Path, ...]) -> Said:
    """Run a command; what the system refused and nobody worded is one line of `main`."""
    try:
        return run(*words)
    except OSError as error:
        return Said(code=2, out="", err=f"{error.filename}: {error.strerror}")


def refusing(at: int) -> Callable[[int, str], None]:
    """A disk that is full, or a file that cannot be read, at one step."""

    def step(number: int, name: str) -> None:
        if number == at:
            raise OSError(errno.EIO if name in {"read", "listdir", "scandir"} else errno.ENOSPC, f"no {name}")

    return step


@pytest.mark.parametrize("command", COMMANDS)
def test_a_fault_at_every_step(command: str, place: Path) -> None:
    """Each step refused in turn: exit 0 to 2; every file whole, old or new; one line where it failed; no litter.

    Of the same kind of reading many times on end the first and the last: what lies between comes to the same.
    """
    words, before = COMMANDS[command], files(place)
    steps = steps_of(words, place)
    after = files(place)
    assert "write" in steps or command == "verify"
    for number in apart(steps):
        reset(place, before)
        with stepping_in(place, refusing(number)):
            said = ran(words)
        assert litter(place) == [], (number, steps[number])
        check(said, before, after, place, f"step {number}: {steps[number]}")


def apart(steps: list[str]) -> list[int]:
    """The steps that change something, and of others of one kind on end the first and the last."""
    inner = {"read", "open", "listdir", "scandir"}
    return [
        number
        for number, name in enumerate(steps)
        if name not in inner or steps[number - 1 : number] != [name] or steps[number + 1 : number + 2] != [name]
    ]


def check(said: Said, before: Mapping[str, bytes], after: Mapping[str, bytes], place: Path, what: str) -> None:
    """What holds after any fault: what was there is as it was, and each file of a command that failed is whole."""
    now = files(place)
    assert said.code in {0, 1, 2}, what
    assert {name: now.get(name) for name in before if before[name] == after.get(name)} == {
        name: content for name, content in before.items() if content == after.get(name)
    }, what
    if said.code == 2:
        assert said.err.strip(), what
        assert "Traceback" not in said.err, what
        new = {name: content for name, content in now.items() if before.get(name) != content}
        assert {name for name in new if name not in after} == set(), what
        assert all(len(content) == len(after[name]) for name, content in new.items()), what


def reset(place: Path, before: Mapping[str, bytes]) -> None:
    """Have the folder as it was."""
    for name in files(place).keys() - before.keys():
        (place / name).unlink()
    for name, content in before.items():
        (place / name).write_bytes(content)
    for folder in sorted((each for each in (place / "new").rglob("*")), reverse=True):
        folder.rmdir()
    if (place / "new").is_dir():
        (place / "new").rmdir()


def killed(words: tuple[str | Path, ...], folder: Path, at: int) -> None:
    """Run a command in a process of its own that is killed before one of its steps."""
    child = os.fork()
    if child == 0:  # pragma: no cover  # never comes back
        try:
            with stepping_in(folder, lambda number, _: os.kill(os.getpid(), signal.SIGKILL) if number == at else None):
                run(*words)
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def moments(steps: list[str], count: int, seed: int) -> Iterator[int]:
    """Seeded moments: half anywhere, half where files are written and put in place."""
    chance = random.Random(seed)  # noqa: S311
    sharp = [number for number, name in enumerate(steps) if name in {"write", "fsync", "replace", "rename", "mkdir"}]
    for number in range(count):
        yield chance.choice(sharp) if number % 2 else chance.randrange(len(steps))


def test_a_demo_on_a_full_disk(few: Path) -> None:
    """Wherever the disk is full: one line that names the folder asked for, exit 2, and nothing of the demo is left."""
    steps = steps_of(DEMO, few)
    shutil.rmtree(few / "county")
    before = files(few)
    writes = [number for number, name in enumerate(steps) if name in {"write", "mkdir", "rename"}]
    folders = [number for number in writes if steps[number] == "mkdir"]
    for number in {writes[0], writes[len(writes) // 2], writes[-1], *folders[:: max(1, len(folders) // 4)]}:
        with stepping_in(few, refusing(number)):
            said = ran(DEMO)
        assert (said.code, len(said.err.strip().splitlines())) == (2, 1), (number, said)
        assert ".xlreport-tmp" not in said.err
        assert (files(few), litter(few), (few / "county").exists()) == (before, [], False)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_killed_demo(few: Path) -> None:
    """Ten seeded kills: no demo or the whole one, and the next run sweeps what was left."""
    steps = steps_of(DEMO, few)
    after, without = files(few), 0
    for at in moments(steps, 10, seed=20261129):
        shutil.rmtree(few / "county", ignore_errors=True)
        killed(DEMO, few, at)
        now = {name: content for name, content in files(few).items() if ".xlreport-tmp/" not in name}
        made = {name for name in now if name.startswith("county/")}
        assert not made or now == after, (at, steps[at])
        without += not made
    assert without > 3, "the kills came too late: the test proves nothing"
    shutil.rmtree(few / "county", ignore_errors=True)
    assert run(*DEMO).code == 0
    assert (litter(few), files(few)) == ([], after)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize(("command", "count"), [("template", 50), ("validate", 40), ("init", 10)])
def test_kills(command: str, count: int, place: Path) -> None:
    """Seeded kills, 210 with the demo and `test_merge_killed`: a file is the old or the new one, the next run works."""
    words, before = COMMANDS[command], files(place)
    steps = steps_of(words, place)
    after, disturbed = files(place), 0
    for at in moments(steps, count, seed=20261129):
        reset(place, before)
        killed(words, place, at)
        now = {name: content for name, content in files(place).items() if not name.endswith(_LITTER)}
        now = {name: content for name, content in now.items() if ".xlreport-tmp/" not in name}
        for name, content in now.items():
            assert content in {before.get(name), after.get(name)} or command == "init", (at, steps[at], name)
        disturbed += now != after
    assert disturbed > count // 3, "the kills came too late: the test proves nothing"
    reset(place, before)
    assert run(*words).code in {0, 1}
    assert litter(place) == []
    assert command == "init" or files(place) == after


def test_a_second_command_waits_and_says_who(tmp_path: Path) -> None:
    """While one changes a round another waits and then names it; the lock goes with its holder, killed or not."""
    with round_lock(tmp_path), pytest.raises(XlreportError, match=str(os.getpid())), round_lock(tmp_path, patience=0.2):
        pass
    child = os.fork()
    if child == 0:  # pragma: no cover  # never comes back
        with round_lock(tmp_path):
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    with round_lock(tmp_path, patience=0):
        pass
    assert litter(tmp_path) == []


def test_a_folder_that_cannot_be_synced(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the rename the file is whole: a folder that cannot be synced, or opened, is no failure of the write."""
    synced = os.fsync

    def refuse(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "no folder is synced here")
        synced(handle)

    monkeypatch.setattr(os, "fsync", refuse)
    said = run("template", "--round", "round")
    assert (said.code, said.err.partition("下一步：")[0]) == (0, "")
    assert len(list((place / "round" / "outbox").iterdir())) == 2
    assert run("merge", "round", "-o", "out/merged.xlsx").code == 1
    assert (place / "out" / "merged.xlsx").stat().st_size > 0
    assert litter(place) == []


def test_a_system_without_locks_at_all(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there is no fcntl, as on Windows, the same: said once, and the work is done."""
    monkeypatch.setattr("xlreport.storage.locks.fcntl", None)
    monkeypatch.setattr("xlreport.storage.replacing.fcntl", None)
    said = run("template", "--round", "round")
    assert (said.code, said.err.count("此处不支持文件锁"), capsys.readouterr().err) == (0, 1, "")
    assert len(list((place / "round" / "outbox").iterdir())) == 2
    assert litter(place) == []


def test_a_file_system_without_locks(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says so once, and the work is done all the same; a folder that cannot be synced is no failure either."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr("fcntl.flock", refuse)
    said = run("template", "--round", "round")
    assert (said.code, said.err.count("此处不支持文件锁"), capsys.readouterr().err) == (0, 1, "")
    assert len(list((place / "round" / "outbox").iterdir())) == 2
    assert litter(place) == []
