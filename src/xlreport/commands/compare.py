"""`xlreport compare`: a published report against the return it should be."""

from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands import next_steps
from xlreport.commands.options import (
    BLOCKED,
    CLEAN,
    ForceOption,
    FormOption,
    JsonOption,
    Lang,
    LangOption,
    say_data,
)
from xlreport.findings import blocking
from xlreport.office.making_public import page_against_return
from xlreport.office.round_folder import layout_for
from xlreport.outputs import data, terminal
from xlreport.publishing.comparing import as_data
from xlreport.publishing.comparison_page import comparison_page, counted
from xlreport.storage import Guard, Purpose

_PAGE = Purpose(name="compare.html", ending=".html")


def compare(
    page: Annotated[Path, typer.Argument(help="公布的报告 · the published report", exists=True, dir_okay=False)],
    given: Annotated[Path, typer.Argument(help="填好的表 · the submission", exists=True, dir_okay=False)],
    *,
    html: Annotated[Path | None, typer.Option(help="写成网页 · write a web page", dir_okay=False)] = None,
    force: ForceOption = False,
    form: FormOption = "",
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """公布的与报送的对照 · Compare a published report with its submission. 0: the same, 1: not, 2: could not work."""
    layout = layout_for(form, [given])
    target = Guard(inputs=[page, given], force=force).file(html, _PAGE) if html else None
    result, findings = page_against_return.compare(page, given, layout)
    out = terminal.error_console() if as_json else terminal.console()
    terminal.show_findings(out, findings, lang.language)
    if result is None:
        raise typer.Exit(BLOCKED)
    if target:
        target.write(comparison_page(result, page.name, given.name, lang.language))
    if as_json:
        say_data(data.printed(as_data(result, lang.language)))
    else:
        terminal.show_findings(out, result.findings, lang.language, rest=terminal.BY_JSON)
        out.print(f"{page.name}  {counted(result)[lang.language]}", markup=False)
        next_steps.tell(lang.language, next_steps.after_comparison(page, given, same=not result.differences))
    raise typer.Exit(BLOCKED if result.differences or blocking(findings) else CLEAN)
