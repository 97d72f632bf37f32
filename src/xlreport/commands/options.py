"""Options that several commands share, and the way they speak to the terminal."""

import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

import typer

from xlreport.errors import XlreportError
from xlreport.forms import FORM_FILE, USUAL_FORM, load_form
from xlreport.language import Language, either
from xlreport.resources import templates_folder
from xlreport.workers import Crew, Processes

CLEAN, BLOCKED, FAILED = 0, 1, 2
"""The exit codes: nothing blocks, findings block, the command could not do its work."""


def forms(incomplete: str) -> list[str]:
    """Give the names of the shipped forms that complete a word."""
    folders = (path.parent.name for path in sorted(templates_folder().glob(f"*/{FORM_FILE}")))
    return [name for name in folders if name.startswith(incomplete)]


USUAL_SUMS = "全县、本级、乡镇街道"
"""What the help says they are called; a workbook's own words hold."""


def kinds(incomplete: str) -> list[str]:
    """Give the kinds of unit, in both languages, that complete a word."""
    return [word for pair in load_form(USUAL_FORM).units.words.items() for word in pair if word.startswith(incomplete)]


def tiers(incomplete: str) -> list[str]:
    """Give what a consolidated workbook of the usual form calls its sums, where it completes a word."""
    level = load_form(USUAL_FORM).units.levels[0]
    return [word for word in (level.whole.zh, level.own, level.below) if word.startswith(incomplete)]


def codes(incomplete: str) -> list[tuple[str, str]]:
    """Give the rules whose code completes a word, each with its title."""
    from xlreport.rule_lists import every_rule  # noqa: PLC0415  # only where a shell asks for it

    rules = every_rule(load_form(USUAL_FORM))
    return [(code, rule.title.zh) for code, rule in rules.items() if code.startswith(incomplete.upper())]


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
        "--form",
        help="表样：名称，或其文件夹或 form.toml 的路径 · the form: a name, or the path of its folder or file",
        autocompletion=forms,
    ),
]
RosterOption = Annotated[
    Path | None,
    typer.Option(
        help="名册（CSV 或 Excel）· the roster, CSV or Excel; a round's own is found", exists=True, dir_okay=False
    ),
]
JobsOption = Annotated[
    int,
    typer.Option(
        "--jobs",
        min=0,
        help="同时用几个进程；0 为按文件多少和处理器个数 · processes at once; 0: as many as cores and files are worth",
    ),
]


def place(typed: str) -> Path | str:
    """Give a place where returns lie, a path or a URL; typer names the argument where there is no such path."""
    from xlreport.office.taking_in.remote_files import is_url  # noqa: PLC0415  # only what reads returns needs it

    if is_url(typed):
        return typed
    if not Path(typed).exists():
        raise typer.BadParameter(f"Path '{typed}' does not exist.")
    return Path(typed)


class Engine(StrEnum):
    """Where the files are taken in."""

    local = "local"
    dask = "dask"


EngineOption = Annotated[
    Engine,
    typer.Option(
        "--engine",
        help="在哪里读表：local 本机，dask 已有的集群 · where files are read: here, or on a running Dask cluster",
    ),
]
SchedulerOption = Annotated[
    str,
    typer.Option(
        "--scheduler", help="集群调度程序的地址 · the address of the cluster's scheduler, such as tcp://10.0.0.5:8786"
    ),
]


def crew_of(jobs: int, engine: Engine, scheduler: str) -> Crew:
    """Give who takes the files in; raises XlreportError where the options do not fit."""
    if (engine is Engine.dask) != bool(scheduler):
        raise XlreportError(
            either("--engine dask 要写 --scheduler 地址，两者一起用", "--engine dask and --scheduler go together")
        )
    if engine is Engine.local:
        return Processes(jobs)
    from xlreport.office.cluster import Cluster  # noqa: PLC0415  # few have a cluster

    return Cluster(scheduler)


DEFAULT_FORM = USUAL_FORM


def say_data(text: str) -> None:
    """Print data for programs, JSON or a page: UTF-8 whatever the console speaks, half of a pair as JSON escapes it."""
    typer.echo(text.encode("utf-8", "backslashreplace"))


_Step = TypeVar("_Step")


class WorkBar(Protocol):
    """What shows how far work is."""

    def track(self, sequence: Iterable[_Step], *, description: str = "") -> Iterable[_Step]:
        """Give the steps one by one, and show how many are done."""


class _NoBar:
    """Shows nothing."""

    def track(self, sequence: Iterable[_Step], *, description: str = "") -> Iterable[_Step]:  # noqa: ARG002
        return sequence


def progress() -> AbstractContextManager[WorkBar]:
    """Give a progress bar on standard error, from the third second on, silent unless that is a terminal."""
    if not (sys.stderr and sys.stderr.isatty()):
        return nullcontext(_NoBar())
    from xlreport.commands.progress_bar import patient_bar  # noqa: PLC0415  # rich's bars are slow to load

    return patient_bar()
