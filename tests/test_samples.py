"""The samples replayed: each `$ xlreport …` of a transcript prints what stands below it, and the READMEs quote that.

`pytest --update-transcripts` writes what the commands print now; the difference is then read and committed, or not.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from sample_answers import SAMPLES
from xlreport.cli import app

TRANSCRIPTS = sorted(SAMPLES.glob("*/transcript.txt"))
READMES = [SAMPLES.parent / name for name in ("README.md", "README.zh-CN.md")]
PROMPT = "$ xlreport"
# A digest covers the bytes of the returns, and these depend on the compression library of the machine.
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
# What makes output depend on the terminal, the language or the machine instead of the command.
ELSEWHERE = {"XLREPORT_LANG", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "PY_COLORS", "COLUMNS"}


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.parent.name)
def test_a_sample_prints_what_its_transcript_says(
    transcript: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """In a copy of the sample's folder every command prints its lines and ends with its exit code."""
    expected = _lines(transcript)
    folder = Path(shutil.copytree(transcript.parent, tmp_path / "sample"))
    printed = _replayed([line for line in expected if line.startswith("$ ")], folder)
    if pytestconfig.getoption("--update-transcripts"):
        transcript.write_text("\n".join(printed) + "\n", encoding="utf-8", newline="\n")
    else:
        assert printed == expected


def test_every_sample_has_a_transcript_with_commands() -> None:
    """No sample folder goes unplayed, and no transcript is without a command."""
    assert [path.parent for path in TRANSCRIPTS] == sorted(path for path in SAMPLES.iterdir() if path.is_dir())
    assert all(any(line.startswith(PROMPT) for line in _lines(path)) for path in TRANSCRIPTS)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_quotes_the_transcripts(readme: Path) -> None:
    """Each console block of a README stands, line for line, in a transcript."""
    blocks = re.findall(r"^```console\n(.*?)^```$", readme.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    played = ["\n" + "\n".join(_lines(path)) + "\n" for path in TRANSCRIPTS]
    strangers = [block for block in blocks if not any(f"\n{block}" in text for text in played)]
    assert not strangers
    assert any(block.startswith(PROMPT) for block in blocks)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_shows_commands_only_as_they_were_played(readme: Path) -> None:
    """A `$ xlreport` line stands in console blocks alone, where it is compared."""
    text = readme.read_text(encoding="utf-8")
    outside = re.sub(r"^```console\n.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    assert PROMPT not in outside


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_names_every_command(readme: Path) -> None:
    """Each command of the program is in both READMEs."""
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    text = readme.read_text(encoding="utf-8")
    assert names
    assert [name for name in names if not re.search(rf"`xlreport {name}\b", text)] == []


def _lines(transcript: Path) -> list[str]:
    return transcript.read_text(encoding="utf-8").splitlines()


def _replayed(commands: Iterable[str], folder: Path) -> list[str]:
    """Run the commands one after the other, a blank line between them."""
    lines: list[str] = []
    for command in commands:
        lines += ["", command, *_printed(command, folder)]
    return lines[1:]


def _printed(command: str, folder: Path) -> list[str]:
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "xlreport"
    done = subprocess.run(
        [sys.executable, "-m", "xlreport", *arguments],
        cwd=folder,
        env=_plain(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    printed = DIGEST.sub("…", done.stdout).replace(os.sep, "/").rstrip().splitlines()
    return [*printed, f"[exit {done.returncode}]"] if done.returncode else printed


def _plain() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    return {**kept, "PYTHONUTF8": "1", "NO_COLOR": "1"}
