"""The samples replayed: each `$ xlreport …` of a transcript prints what stands below it, and the READMEs quote that.

`pytest tests/county/test_samples.py --update-transcripts` writes what the commands print now, into the transcripts and
the blocks that quote them; the difference is then read, and committed or not.
"""

import os
import re
import shlex
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from loaded_program import run_loaded
from sample_answers import SAMPLES
from transcripts import BLOCK, commands_of, lines_of, parts_of, quotes, requoted, start_of
from xlreport.commands import COMMANDS

TRANSCRIPTS = sorted(SAMPLES.glob("*/transcript.txt"))
READMES = [SAMPLES.parent / name for name in ("README.md", "README.zh-CN.md")]
PAGES = [*READMES, *(page for page in sorted((SAMPLES.parent / "docs").glob("*.md")) if quotes(page))]
"""What quotes the transcripts: the READMEs and every page of the manual with a console block."""
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
    expected = lines_of(transcript)
    folder = Path(shutil.copytree(transcript.parent, tmp_path / "sample"))
    printed = _replayed(commands_of(expected), folder)
    if pytestconfig.getoption("--update-transcripts"):
        _write(transcript, "\n".join(printed) + "\n")
        for readme in PAGES:
            text = readme.read_text(encoding="utf-8")
            _write(readme, requoted(text, parts_of(expected), parts_of(printed)))
    else:
        assert printed == expected


def test_every_sample_has_a_transcript_with_commands() -> None:
    """No sample folder goes unplayed, and no transcript is without a command."""
    assert [path.parent for path in TRANSCRIPTS] == sorted(path for path in SAMPLES.iterdir() if path.is_dir())
    assert all(commands_of(lines_of(path)) for path in TRANSCRIPTS)


@pytest.mark.parametrize("readme", PAGES, ids=lambda path: path.name)
def test_a_readme_quotes_the_transcripts(readme: Path) -> None:
    """Each console block of a page stands, line for line, under one command of a transcript."""
    played = [part for path in TRANSCRIPTS for part in parts_of(lines_of(path)).values()]
    found = quotes(readme)
    assert [quote for quote in found if not any(start_of(quote, part) >= 0 for part in played)] == []
    assert any(quote[0].startswith(PROMPT) for quote in found)


@pytest.mark.parametrize("readme", PAGES, ids=lambda path: path.name)
def test_a_readme_shows_commands_only_as_they_were_played(readme: Path) -> None:
    """A `$ xlreport` line stands in console blocks alone, where it is compared."""
    assert PROMPT not in BLOCK.sub("", readme.read_text(encoding="utf-8"))


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_names_every_command(readme: Path) -> None:
    """Each command of the program is in both READMEs."""
    names = list(COMMANDS)
    text = readme.read_text(encoding="utf-8")
    assert names
    assert [name for name in names if not re.search(rf"`xlreport {name}\b", text)] == []


def test_blocks_follow_what_is_printed_now() -> None:
    """A whole quote, its first lines and its last ones are cut from the new output as from the old."""
    old = parts_of(["$ xlreport a", "1", "2", "3", "", "$ xlreport b", "x"])
    new = parts_of(["$ xlreport a", "1", "TWO", "2b", "THREE", "", "$ xlreport b", "y"])
    text = "".join(
        f"```console\n{block}\n```\n" for block in ("$ xlreport b\nx", "$ xlreport a\n1\n2", "2\n3", "no such")
    )
    assert BLOCK.findall(requoted(text, old, new)) == [
        "$ xlreport b\ny\n",
        "$ xlreport a\n1\nTWO\n",
        "2b\nTHREE\n",
        "no such\n",
    ]


def _replayed(commands: Iterable[str], folder: Path) -> list[str]:
    """Run the commands one after the other, a blank line between them."""
    lines: list[str] = []
    for command in commands:
        lines += ["", command, *_printed(command, folder)]
    return lines[1:]


def _printed(command: str, folder: Path) -> list[str]:
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "xlreport"
    done = run_loaded(arguments, folder=folder, surroundings=_plain())
    printed = DIGEST.sub("…", done.stdout).replace(os.sep, "/").rstrip().splitlines()
    return [*printed, f"[exit {done.returncode}]"] if done.returncode else printed


def _plain() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    return {**kept, "PYTHONUTF8": "1", "NO_COLOR": "1"}


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
