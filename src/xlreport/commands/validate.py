"""`xlreport validate`: findings of one or many returns, for people or as JSON."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands.backgrounds import known_of
from xlreport.commands.options import (
    BLOCKED,
    CLEAN,
    DEFAULT_FORM,
    FormOption,
    JsonOption,
    Lang,
    LangOption,
    progress,
)
from xlreport.commands.round_folder import read_roster_file, round_beside
from xlreport.errors import XlreportError
from xlreport.forms import load_form
from xlreport.intake import ACCEPTED, WITH_WARNINGS, receive
from xlreport.layout import Layout, plan
from xlreport.outputs import data, terminal
from xlreport.outputs.annotated import annotated
from xlreport.storage import replace_file
from xlreport.submissions import Identity, Return


def validate(
    files: Annotated[list[Path], typer.Argument(help="填好的表 · completed workbooks", exists=True, dir_okay=False)],
    *,
    year: Annotated[int | None, typer.Option(help="应为哪个年度 · the year expected")] = None,
    roster: Annotated[
        Path | None, typer.Option(help="名册 (CSV) · the roster; a round's own is found", exists=True, dir_okay=False)
    ] = None,
    previous: Annotated[
        Path | None, typer.Option(help="上年的汇总工作簿或报送 · last year's workbook or returns", exists=True)
    ] = None,
    annotate: Annotated[
        Path | None,
        typer.Option(
            help="把问题标在每份表的副本上，放入此文件夹 · write annotated copies into this folder", file_okay=False
        ),
    ] = None,
    form: FormOption = DEFAULT_FORM,
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """检查填好的表 · Check completed workbooks. Exit 0: none blocked, 1: some rejected, 2: could not work."""
    layout = plan(load_form(form))
    expected = Identity(year=str(year)) if year else None
    known = known_of(
        round_beside(files),
        layout,
        roster=read_roster_file(roster) if roster else None,
        expected=expected,
        previous=previous,
        year=str(year or ""),
    )
    with progress() as bar:
        returns = [receive(path, layout, known.background) for path in bar.track(files, description="检查 validate")]
    if annotate:
        _annotate(files, returns, annotate, layout)
    if as_json:
        typer.echo(data.printed(data.validation(returns, lang.language)))
    else:
        terminal.show_returns(terminal.console(), returns, lang.language)
    clean = all(each.state in {ACCEPTED, WITH_WARNINGS} for each in returns)
    raise typer.Exit(CLEAN if clean else BLOCKED)


def _annotate(files: Iterable[Path], returns: Iterable[Return], folder: Path, layout: Layout) -> None:
    taken: set[str] = set()
    for path, each in zip(files, returns, strict=True):
        target = folder / _free(path, taken)
        if target.resolve() == path.resolve():
            raise XlreportError(f"{target}: 副本不能覆盖原件，请换一个文件夹 (the copy would replace the return)")
        if content := annotated(each, layout):
            replace_file(target, content)


def _free(path: Path, taken: set[str]) -> str:
    """Give a name for a copy; returns of one name from several folders are told apart by a number."""
    name, number = path.name, 1
    while name.casefold() in taken:
        number += 1
        name = f"{path.stem} ({number}){path.suffix}"
    taken.add(name.casefold())
    return name
