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
from xlreport.errors import XlreportError
from xlreport.findings import blocking
from xlreport.layout import Layout
from xlreport.office.backgrounds import known_of
from xlreport.office.intake import receive
from xlreport.office.published_pages import read_published
from xlreport.office.round_folder import layout_for, round_beside
from xlreport.outputs import data, terminal
from xlreport.publishing.comparing import as_data, compared
from xlreport.publishing.comparison_page import comparison_page, counted
from xlreport.storage import Guard, Purpose
from xlreport.submissions import Value

_PAGE = Purpose(name="compare.html", ending=".html")


def compare(
    page: Annotated[Path, typer.Argument(help="公布的报告 · the published report", exists=True, dir_okay=False)],
    given: Annotated[Path, typer.Argument(help="填好的表 · the return", exists=True, dir_okay=False)],
    *,
    html: Annotated[Path | None, typer.Option(help="写成网页 · write a web page", dir_okay=False)] = None,
    force: ForceOption = False,
    form: FormOption = "",
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """公布的与报送的对照 · Compare a published report with its submission. 0: the same, 1: not, 2: could not work."""
    folder = round_beside([given])
    layout = layout_for(form, [given])
    target = Guard(inputs=[page, given], force=force).file(html, _PAGE) if html else None
    values = _values(given, folder, layout)
    read, findings = read_published(page, layout.form.id)
    out = terminal.error_console() if as_json else terminal.console()
    terminal.show_findings(out, findings, lang.language)
    if read is None:
        raise typer.Exit(BLOCKED)
    result = compared(read, values)
    if target:
        target.write(comparison_page(result, page.name, given.name, lang.language))
    if as_json:
        say_data(data.printed(as_data(result, lang.language)))
    else:
        terminal.show_findings(out, result.findings, lang.language)
        out.print(f"{page.name}  {counted(result)[lang.language]}", markup=False)
        next_steps.tell(lang.language, next_steps.after_comparison(page, given, same=not result.differences))
    raise typer.Exit(BLOCKED if result.differences or blocking(findings) else CLEAN)


def _values(path: Path, folder: Path | None, layout: Layout) -> dict[str, Value]:
    """Give what a return says, unknown figures left out; raises XlreportError when it cannot be read."""
    received = receive(path, layout, known_of(folder, layout).background)
    if received.submission is None:
        raise XlreportError(f"{path}: {received.findings[0].message.zh} ({received.findings[0].message.en})")
    figures = received.submission.figures()
    fields = layout.form.fields
    return {
        field: value
        for field, value in received.submission.values().items()
        if not (fields[field].kind.numeric and figures.open(field))
    }
