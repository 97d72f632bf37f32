"""`xlreport import`: a published report as figures and text, each with where it stood; nothing is guessed."""

from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands import next_steps
from xlreport.commands.options import BLOCKED, CLEAN, ForceOption, FormOption, Lang, LangOption, say_data
from xlreport.findings import blocking
from xlreport.language import Text
from xlreport.office.taking_in.published_pages import read_published
from xlreport.outputs import data, terminal
from xlreport.publishing.imported import answers_of_page
from xlreport.storage import Guard, Purpose, json_of

_ANSWERS = Purpose(
    name="import", ending=".json", recognises=json_of(("version", "form", "values", "printed", "found_at"), indent=2)
)


def import_page(
    page: Annotated[
        Path,
        typer.Argument(
            help="公布的报告：Word、网页或文本 · a published report: Word, web page or text",
            exists=True,
            dir_okay=False,
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="文件 · FILE", help="数据文件写到哪里；不写则打印 · the data file; else printed"
        ),
    ] = None,
    *,
    force: ForceOption = False,
    form: FormOption = "",
    lang: LangOption = Lang.zh,
) -> None:
    """读公布的报告 · Read a published report. Exit 0: all read, 1: something missing or unsure, 2: could not work."""
    target = Guard(inputs=[page], force=force).file(output, _ANSWERS) if output else None
    read, findings = read_published(page, form)
    answers = data.printed(answers_of_page(read)) if read else ""
    if target and read:
        target.write((answers + "\n").encode())
        typer.echo(str(output), err=True)
    elif read:
        say_data(answers)
    out = terminal.console() if output else terminal.error_console()
    clean = Text("√ 全部读出", "√ all read")[lang.language] if read and not findings else ""
    out.print("  ".join(filter(None, (page.name, clean))), markup=False)
    terminal.show_findings(out, findings, lang.language)
    if read:
        next_steps.tell(lang.language, next_steps.after_import(output))
    raise typer.Exit(BLOCKED if blocking(findings) else CLEAN)
