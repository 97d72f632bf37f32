"""`xlreport publish`: the report that a unit publishes, out of its checked return."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands import next_steps
from xlreport.commands.options import BLOCKED, CLEAN, ForceOption, FormOption, Lang, LangOption, progress
from xlreport.errors import XlreportError
from xlreport.language import Text, either
from xlreport.layout import Layout
from xlreport.office.backgrounds import known_of
from xlreport.office.intake import receive
from xlreport.office.publication import PUBLISHED, PURPOSES, published
from xlreport.office.round_folder import layout_for, round_beside, round_files
from xlreport.office.round_status import counted_returns
from xlreport.outputs import terminal
from xlreport.rounds import OUTPUT, SETTINGS_FILE
from xlreport.storage import Guard, Target
from xlreport.submissions import Return
from xlreport.verdicts import REJECTED, UNREADABLE

_REFUSED = Text("没有公布：", "not published: ")
_HELD = Text(
    "有错误，更正后再公布；要看样稿请加 --draft。", "it has errors; mend them first, or add --draft to see it."
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
        bool, typer.Option("--draft", help="有错误也出样稿，每页标明草稿 · also with errors, every page marked")
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
    folder = round_beside(returns or [Path()])
    layout = layout_for(form, returns or [Path()])
    chosen = {"docx": docx, "html": html, "cms": cms, "text": text, "pdf": pdf}
    kinds = tuple(kind for kind, asked in chosen.items() if asked) or ("docx", "html")
    taken = _taken(returns, folder, layout)
    target = output or (folder / OUTPUT / PUBLISHED if folder and not returns else Path())
    held = [each for each in taken if each.submission is None or (each.state in {REJECTED, UNREADABLE} and not draft)]
    read = [*(returns or []), *([template] if template else []), *round_files(folder)]
    outputs = Guard(inputs=read, force=force)
    files: list[tuple[Target, bytes]] = []
    with progress() as bar:
        for each in bar.track([each for each in taken if each not in held], description="公布 publish"):
            files += _files(each, layout, kinds, target, template, outputs, draft=draft)
    terminal.show_returns(terminal.console(), taken, lang.language)
    for place, content in files:
        place.write(content)
        typer.echo(str(place.path), err=True)
    for each in held:
        typer.echo(f"{_REFUSED[lang.language]}{each.file}  {_HELD[lang.language]}", err=True)
    next_steps.tell(lang.language, *next_steps.after_publish(place.path for place, _ in files))
    raise typer.Exit(BLOCKED if held else CLEAN)


def _taken(paths: list[Path] | None, folder: Path | None, layout: Layout) -> list[Return]:
    """Take in the returns that are named, or all that count in the round."""
    if not paths:
        if folder is None:
            raise XlreportError(
                either(
                    f"此处没有 {SETTINGS_FILE}；请写明填好的表",
                    f"no {SETTINGS_FILE} here: name the completed workbooks",
                )
            )
        with progress() as bar:
            return counted_returns(folder, layout, lambda files: bar.track(list(files), description="读取 read"))
    known = known_of(folder, layout)
    with progress() as bar:
        return [receive(path, layout, known.background) for path in bar.track(paths, description="检查 validate")]


def _files(
    each: Return,
    layout: Layout,
    kinds: tuple[str, ...],
    folder: Path,
    template: Path | None,
    outputs: Guard,
    *,
    draft: bool,
) -> Iterator[tuple[Target, bytes]]:
    """Give the files of one return, each with its place in the folder."""
    if each.submission is None:
        return
    for made in published(layout.form, each.submission.values(), kinds, draft=draft, template=template):
        yield outputs.file(folder / made.name, PURPOSES[made.kind]), made.content
