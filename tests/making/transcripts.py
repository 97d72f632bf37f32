"""Transcripts of the samples: commands and what they printed, and the README blocks that quote them."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)

# A command as typed, and the lines it stands for: itself and its output.
Parts = Mapping[str, list[str]]


def lines_of(transcript: Path) -> list[str]:
    """The lines of a transcript."""
    return transcript.read_text(encoding="utf-8").splitlines()


def commands_of(lines: Iterable[str]) -> list[str]:
    """The commands of a transcript, in order."""
    return [line for line in lines if line.startswith("$ ")]


def parts_of(lines: Iterable[str]) -> Parts:
    """A transcript by its commands."""
    parts: dict[str, list[str]] = {}
    command = ""
    for line in lines:
        command = line if line.startswith("$ ") else command
        parts.setdefault(command, []).append(line)
    return {each: _without_blank_end(part) for each, part in parts.items()}


def quotes(readme: Path) -> list[list[str]]:
    """The console blocks of a README, each as its lines."""
    return [block.splitlines() for block in BLOCK.findall(readme.read_text(encoding="utf-8"))]


def start_of(quote: list[str], part: list[str]) -> int:
    """Where in a command's lines a quote stands, -1 if nowhere."""
    spans = range(len(part) - len(quote) + 1)
    return next((start for start in spans if part[start : start + len(quote)] == quote), -1)


def requoted(text: str, old: Parts, new: Parts) -> str:
    """Bring the blocks of a README to what is printed now; a block that quoted nothing is left for its reader."""

    def now(block: re.Match[str]) -> str:
        quote = block[1].splitlines()
        for command, part in old.items():
            if (start := start_of(quote, part)) >= 0 and command in new:
                return "```console\n" + "\n".join(_same_span(part, new[command], start, len(quote))) + "\n```"
        return block[0]

    return BLOCK.sub(now, text)


def _same_span(old: list[str], new: list[str], start: int, length: int) -> list[str]:
    """Cut the new lines as the old were cut: counted from the end where the quote ran to the end."""
    behind = len(old) - start - length
    if behind == 0:
        return new if start == 0 else new[-length:]
    return new[start : start + length] if start == 0 else new[len(new) - behind - length : len(new) - behind]


def _without_blank_end(part: list[str]) -> list[str]:
    return part[:-1] if part[-1:] == [""] else part
