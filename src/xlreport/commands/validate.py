"""`xlreport validate`: findings of one or many returns, for people or as JSON."""

from pathlib import Path
from typing import Annotated

import typer

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
from xlreport.forms import load_form
from xlreport.intake import ACCEPTED, WITH_WARNINGS, receive
from xlreport.layout import plan
from xlreport.outputs import data, terminal
from xlreport.submissions import Identity


def validate(
    files: Annotated[list[Path], typer.Argument(help="填好的表 · completed workbooks", exists=True, dir_okay=False)],
    *,
    year: Annotated[int | None, typer.Option(help="应为哪个年度 · the year expected")] = None,
    form: FormOption = DEFAULT_FORM,
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """检查填好的表 · Check completed workbooks. Exit 0: none blocked, 1: some rejected, 2: could not work."""
    layout = plan(load_form(form))
    expected = Identity(year=str(year)) if year else None
    with progress() as bar:
        returns = [receive(path, layout, expected) for path in bar.track(files, description="检查 validate")]
    if as_json:
        typer.echo(data.printed(data.validation(returns, lang.language)))
    else:
        terminal.show_returns(terminal.console(), returns, lang.language)
    clean = all(each.state in {ACCEPTED, WITH_WARNINGS} for each in returns)
    raise typer.Exit(CLEAN if clean else BLOCKED)
