"""The program as a whole: its commands, help, version, and one way of failing."""

from importlib.metadata import version
from pathlib import Path

import pytest

from running import run, run_apart
from xlreport import cli
from xlreport.commands import COMMANDS, help_text
from xlreport.commands.options import BLOCKED, CLEAN, FAILED, Lang, progress
from xlreport.program import function_of


def test_exit_codes_are_three() -> None:
    """Clean, blocked, failed."""
    assert (CLEAN, BLOCKED, FAILED) == (0, 1, 2)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_both_languages(command: str) -> None:
    """Help says what it does in Chinese and in English, and so does each of its options."""
    said = run(command, "--help")
    assert said.code == 0
    assert COMMANDS[command][1].split(" · ")[0] in said.out
    assert COMMANDS[command][1].split(" · ")[1] in run(command, "--help", "--lang", "en").out


def test_help_lists_the_commands() -> None:
    """Each command is in the list; without a command the same help is shown."""
    said = run("--help")
    assert said.code == 0
    assert all(command in said.out for command in COMMANDS)
    assert {"template", "fill", "validate", "explain", "merge", "verify", "demo"} <= set(COMMANDS)
    nothing = run()
    assert all(command in nothing.out + nothing.err for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_list_says_what_each_command_says(command: str) -> None:
    """The line of a command in the list is how its own help begins."""
    assert str(function_of(command).__doc__).startswith(COMMANDS[command][1])


def test_help_is_one() -> None:
    """The program's own help needs no typer, and is the one that typer would show."""
    assert run("--help").out == help_text() == run_apart("-h").out


def test_version() -> None:
    """The installed version, from `python -m xlreport` too."""
    assert run("--version").out == f"xlreport {version('xlreport')}\n"
    assert run_apart("--version").out == f"xlreport {version('xlreport')}\n"


def test_an_unknown_command() -> None:
    """Exit 2, nothing on standard output."""
    said = run("valdate")
    assert (said.code, said.out) == (2, "")


def test_main_turns_an_error_into_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What keeps a command from its work is one message and exit code 2, without a traceback."""
    monkeypatch.setattr("sys.argv", ["xlreport", "template", "-o", str(tmp_path / "a.xlsx"), "--unit-kind", "x"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == FAILED
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("错误：")
    assert "no such kind" not in said.err


def test_the_same_error_as_a_program(tmp_path: Path) -> None:
    """As a program of its own too."""
    said = run_apart("template", "-o", tmp_path / "a.xlsx", "--unit-kind", "x")
    assert (said.code, said.out) == (2, "")
    assert "Traceback" not in said.err


def test_languages() -> None:
    """Each language of the command line is one of the library's."""
    assert [each.language for each in Lang] == ["zh", "en"]


def test_progress_is_silent_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    """A bar is for terminals; it never reaches standard output."""
    with progress() as bar:
        assert list(bar.track([1, 2])) == [1, 2]
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")
