"""How the program ends: one line and exit code 2 whatever happened, 130 when interrupted, never a traceback."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from returns_made import FORM, answers, write_inbox
from running import Said, run
from xlreport import cli

SETTINGS = f'region = "某县"\nyear = 2025\nform = "{FORM.id}"\n'
HOSTILE = {
    "deep.toml": "a = " + "[" * 100_000,
    "deep table.toml": "[" + ".".join("a" * 50_000) + "]\n",
    "digits.toml": "year = " + "9" * 5_000,
    "bytes.toml": "\x00\ufffe",
    "twice.toml": "a = 1\na = 2",
}
DEEP, DIGITS = '{"values": ' + "[" * 100_000, '{"values": {"cover.year": ' + "9" * 5_000 + "}}"
PROGRAM = [sys.executable, "-m", "xlreport"]


def one_line(said: Said) -> bool:
    """Exit 2, nothing on standard output, one line without traceback on standard error."""
    return said.code == 2 and said.out == "" and "Traceback" not in said.err and len(said.err.strip().splitlines()) == 1


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("file", ["xlreport.toml", "waivers.toml", "decisions.toml", "form.toml"])
def test_hostile_toml(tmp_path: Path, file: str, name: str) -> None:
    """Deep, huge and broken settings, waivers, decisions and forms are named in one line."""
    write_inbox(tmp_path / "inbox", [("A.xlsx", answers("A"))])
    (tmp_path / "xlreport.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / file).write_text(HOSTILE[name], encoding="utf-8")
    form: list[str | Path] = ["--form", tmp_path / "form.toml"] if file == "form.toml" else []
    said = run("merge", tmp_path / "inbox", "-o", tmp_path / "out.xlsx", *form)
    assert (said.code, said.out) == (2, "")
    assert file in said.err
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("content", [DEEP, DIGITS, "\x00", '{"values": {"cover.year": 1e999999999}}', '"' * 3, "[]"])
def test_hostile_answers(tmp_path: Path, content: str) -> None:
    """Answers nested too deeply, with numbers without end, or no answers at all."""
    assert run("template", "-o", tmp_path / "blank.xlsx").code == 0
    (tmp_path / "answers.json").write_text(content, encoding="utf-8")
    said = run("fill", tmp_path / "blank.xlsx", tmp_path / "answers.json", "-o", tmp_path / "out.xlsx")
    assert (said.code, said.out, "answers.json" in said.err) == (2, "", True)
    assert not (tmp_path / "out.xlsx").exists()


def ended(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> Said:
    """Run `main` itself."""
    monkeypatch.setattr("sys.argv", ["xlreport", *words])
    with pytest.raises(SystemExit) as code:
        cli.main()
    said = capsys.readouterr()
    return Said(code=int(code.value.code or 0), out=said.out, err=said.err)


def test_what_nobody_foresaw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault of the program is one line that names the file with the details; without room for one it says so."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("xlreport.commands.explain.load_form", lambda _: os.environ["XLREPORT NOTHING"])
    said = ended(capsys, monkeypatch, "explain", "T301")
    (details,) = tmp_path.iterdir()
    assert one_line(said)
    assert str(details) in said.err
    assert "KeyError" in details.read_text(encoding="utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    said = ended(capsys, monkeypatch, "explain", "T301")
    assert one_line(said)
    assert "详情未能写出" in said.err


def test_an_interrupt_is_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C while a command works, and while it is still being imported."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("xlreport.commands.explain.load_form", interrupted)
    assert ended(capsys, monkeypatch, "explain", "T301") == Said(code=130, out="", err="")
    monkeypatch.setattr("xlreport.cli._ran", interrupted)
    assert ended(capsys, monkeypatch, "explain") == Said(code=130, out="", err="")


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_interrupt_at_the_start(tmp_path: Path) -> None:
    """A real interrupt in the middle of the imports: 130, nothing said.

    The handler is set as it is at a terminal: where these tests run in the background an interrupt is ignored.
    """
    slow = (
        "import os, signal, xlreport.cli as cli; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "cli._ready_streams = lambda: os.kill(os.getpid(), signal.SIGINT); "
    )
    done = subprocess.run(
        [sys.executable, "-c", slow + "cli.main()", "explain"], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (128 + signal.SIGINT, b"", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("words", [["-h"], ["--version"], ["explain"], ["explain", "--json"], ["explain", "T301"]])
def test_a_full_standard_output(words: list[str]) -> None:
    """What cannot be printed is told in one line with exit code 2, not lost silently."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([*PROGRAM, *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert one_line(Said(code=done.returncode, out="", err=done.stderr))


def test_a_reader_that_went_away() -> None:
    """A pipe that is closed early is no error of the program: no traceback, nothing on standard error."""
    command = f"'{sys.executable}' -m xlreport explain --json | head -c 10"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert (len(done.stdout), done.stderr) == (10, b"")


def test_a_console_in_gbk(tmp_path: Path) -> None:
    """JSON is UTF-8 all the same; what GBK lacks is escaped for people, and nothing fails."""
    write_inbox(tmp_path, [("\U00020bb7é.xlsx", answers("A"))])
    environment = {**os.environ, "PYTHONIOENCODING": "gbk"}
    outputs = []
    for more in ([], ["--json"]):
        command = [*PROGRAM, "validate", str(tmp_path / "\U00020bb7é.xlsx"), *more]
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
        assert done.returncode == 0
        assert done.stderr == (b"" if more else "下一步：\n  可以报送。\n".encode("gbk"))
        outputs.append(done.stdout)
    assert r"\U00020bb7é.xlsx" in outputs[0].decode("gbk")
    assert json.loads(outputs[1])["files"][0]["file"] == "\U00020bb7é.xlsx"


def test_names_that_would_take_over_the_terminal(tmp_path: Path) -> None:
    """Escapes, direction marks and line breaks in a file's name are shown, not obeyed: terminal, page and workbook."""
    name = "a\x1b[31m\u202e\nb.xlsx"
    write_inbox(tmp_path, [(name, answers("A"))])
    page = tmp_path / "page.html"
    said = run("validate", tmp_path / name, "--html", page, "--xlsx", tmp_path / "book.xlsx")
    shown = r"a\x1b[31m\u202e\nb.xlsx"
    assert said.code == 0
    for text in (said.out, page.read_text(encoding="utf-8")):
        assert shown in text
        assert not {"\x1b", "\u202e"} & set(text)
