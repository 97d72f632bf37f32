"""`xlreport publish`: the report that a unit publishes, out of its checked return."""

from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands import next_steps
from xlreport.commands.options import BLOCKED, CLEAN, ForceOption, FormOption, Lang, LangOption, progress
from xlreport.language import Text
from xlreport.office.making_public import publication
from xlreport.office.round_folder import layout_for
from xlreport.outputs import terminal

_REFUSED = Text("没有公布：", "not published: ")
_UNREAD = Text("不能作为报送件读取。", "it cannot be read as a submission.")
_HELD = Text(
    "有错误，更正后再公布；要看初稿请加 --draft。", "it has errors; correct them first, or add --draft to see a draft."
)


def publish(
    returns: Annotated[
        list[Path] | None,
        typer.Argument(
            help="填好的表；在批次文件夹中可以不写 · completed workbooks; none in a round's folder: all that count",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="放在哪个文件夹 · the folder to write to", file_okay=False)
    ] = None,
    *,
    docx: Annotated[bool, typer.Option("--docx", help="Word 文档（默认）· Word (default)")] = False,
    html: Annotated[bool, typer.Option("--html", help="网页（默认）· web page (default)")] = False,
    cms: Annotated[
        bool, typer.Option("--cms", help="粘贴到网站后台用，无样式无脚本 · to paste into a website's editor")
    ] = False,
    text: Annotated[bool, typer.Option("--text", help="纯文本 · plain text")] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="PDF，需要 LibreOffice · PDF, needs LibreOffice")] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="有错误也出初稿，每页标明 · also with errors, as a draft on every page")
    ] = False,
    template: Annotated[
        Path | None,
        typer.Option(help="自己的 Word 模板 · a Word template of your own", exists=True, dir_okay=False),
    ] = None,
    force: ForceOption = False,
    form: FormOption = "",
    lang: LangOption = Lang.zh,
) -> None:
    """出公布用的报告 · Make the report to publish. Exit 0: all published, 1: some have errors, 2: could not work."""
    chosen = {"docx": docx, "html": html, "cms": cms, "text": text, "pdf": pdf}
    with progress() as bar:
        done = publication.publish(
            returns or [],
            layout_for(form, returns or [Path()]),
            output,
            kinds=tuple(kind for kind, asked in chosen.items() if asked) or publication.USUAL_KINDS,
            draft=draft,
            template=template,
            force=force,
            track_files=lambda files: bar.track(list(files), description="读取 read"),
            track_returns=lambda taken: bar.track(list(taken), description="公布 publish"),
        )
    terminal.show_returns(terminal.console(), done.taken, lang.language)
    for path in done.files:
        typer.echo(str(path), err=True)
    for each in done.held:
        why = _UNREAD if each.submission is None else _HELD
        typer.echo(f"{_REFUSED[lang.language]}{each.file}  {why[lang.language]}", err=True)
    next_steps.tell(lang.language, *next_steps.after_publish(done.files))
    raise typer.Exit(BLOCKED if done.held else CLEAN)
