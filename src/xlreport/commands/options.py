"""Options that several commands share, and the way they speak to the terminal."""

from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from xlreport.forms import USUAL_FORM
from xlreport.language import Language

CLEAN, BLOCKED, FAILED = 0, 1, 2
"""The exit codes: nothing blocks, findings block, the command could not do its work."""


class Lang(StrEnum):
    """The language of messages."""

    zh = "zh"
    en = "en"

    @property
    def language(self) -> Language:
        """Give it as the library names it."""
        return "zh" if self is Lang.zh else "en"


LangOption = Annotated[
    Lang, typer.Option("--lang", envvar="XLREPORT_LANG", help="语言：zh 中文，en 英文 · language of messages")
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="只向标准输出写 JSON · print JSON and nothing else on standard output")
]
ForceOption = Annotated[
    bool,
    typer.Option(
        "--force",
        help="已有的文件也覆盖，本命令读取的除外 · write over a file that is already there, never one that is read",
    ),
]
FormOption = Annotated[
    str,
    typer.Option(
        "--form", help="表样：名称，或其文件夹或 form.toml 的路径 · the form: a name, or the path of its folder or file"
    ),
]
DEFAULT_FORM = USUAL_FORM


def say_data(text: str) -> None:
    """Print data for programs, JSON or a page: UTF-8 whatever the console speaks, half of a pair as JSON escapes it."""
    typer.echo(text.encode("utf-8", "backslashreplace"))


def progress() -> Progress:
    """Give a progress bar on standard error, silent unless that is a terminal."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
