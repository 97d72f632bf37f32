"""`xlreport validate`: findings of one or many returns, for people or as JSON."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands.backgrounds import known_of
from xlreport.commands.explain import every_rule
from xlreport.commands.held_report import held_against, refuse_other_reports
from xlreport.commands.options import (
    BLOCKED,
    CLEAN,
    DEFAULT_FORM,
    ForceOption,
    FormOption,
    JsonOption,
    Lang,
    LangOption,
    progress,
)
from xlreport.commands.round_folder import read_roster_file, round_beside, round_files
from xlreport.errors import XlreportError
from xlreport.findings import blocking
from xlreport.forms import load_form
from xlreport.intake import receive
from xlreport.layout import Layout, plan
from xlreport.merging import scan
from xlreport.outputs import data, terminal
from xlreport.outputs.annotated import annotated
from xlreport.outputs.files import OUTPUTS, PURPOSES, Told
from xlreport.outputs.findings_book import relative
from xlreport.outputs.terminal import Detail
from xlreport.rounds import SCOPES
from xlreport.storage import Guard, Purpose, Target
from xlreport.submissions import Identity, Return
from xlreport.verdicts import ACCEPTED, WITH_WARNINGS

_ANNOTATED = Purpose(name="validate.annotate", ending=".xlsx")


def validate(
    files: Annotated[
        list[Path], typer.Argument(help="填好的表或文件夹 · completed workbooks, or folders", exists=True)
    ],
    *,
    year: Annotated[int | None, typer.Option(help="应为哪个年度 · the year expected")] = None,
    roster: Annotated[
        Path | None, typer.Option(help="名册 (CSV) · the roster; a round's own is found", exists=True, dir_okay=False)
    ] = None,
    previous: Annotated[
        Path | None, typer.Option(help="上年的汇总工作簿或报送 · last year's workbook or returns", exists=True)
    ] = None,
    merged: Annotated[
        Path | None,
        typer.Option(
            help="本级政府自己的报告：与这份汇总工作簿的合计核对 · for the government's own report: the consolidated "
            "workbook whose sums it should have",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    tier: Annotated[
        str, typer.Option(help=f"报告是哪个层级的 · which sums of --merged the report has: {', '.join(SCOPES)}")
    ] = "",
    annotate: Annotated[
        Path | None,
        typer.Option(
            help="把问题标在每份表的副本上，放入此文件夹 · write annotated copies into this folder", file_okay=False
        ),
    ] = None,
    html: Annotated[Path | None, typer.Option(help="写成网页 · write a web page", dir_okay=False)] = None,
    xlsx: Annotated[Path | None, typer.Option(help="写成工作簿 · write a workbook", dir_okay=False)] = None,
    jsonl: Annotated[
        Path | None, typer.Option(help="每个问题一行 JSON · write one JSON object a finding", dir_okay=False)
    ] = None,
    force: ForceOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="只说结论 · verdicts only")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="说明全部，含依据 · everything, with sources")
    ] = False,
    form: FormOption = DEFAULT_FORM,
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """检查填好的表 · Check completed workbooks. Exit 0: none blocked, 1: some rejected, 2: could not work."""
    layout = plan(load_form(form))
    folder = round_beside(files)
    read = [*files, *filter(None, (roster, previous, merged)), *round_files(folder)]
    outputs = Guard(inputs=read, force=force)
    targets = {
        name: outputs.file(path, PURPOSES[name])
        for name, path in {"html": html, "xlsx": xlsx, "jsonl": jsonl}.items()
        if path
    }
    known = known_of(
        folder,
        layout,
        roster=read_roster_file(roster) if roster else None,
        expected=Identity(year=str(year)) if year else None,
        previous=previous,
        year=str(year or ""),
    )
    book, background = held_against(merged, tier, known.background, layout)
    paths = list(_workbooks(files))
    with progress() as bar:
        returns = [receive(path, layout, background) for path in bar.track(paths, description="检查 validate")]
    if book:
        refuse_other_reports(returns, book)
    whole = known.of_waivers(returns, layout)
    copies = list(_copies(paths, returns, annotate, layout, outputs)) if annotate else []
    titles = {code: rule.title for code, rule in every_rule(layout.form).items()}
    told = Told(returns=returns, layout=layout, language=lang.language, titles=titles, findings=whole)
    for name, target in targets.items():
        copies.append((target, OUTPUTS[name](replace(told, links=[_link(path, target.path) for path in paths]))))
    for target, content in copies:
        target.write(content)
    if as_json:
        typer.echo(data.printed(data.validation(returns, lang.language, whole)))
    else:
        detail = Detail.QUIET if quiet else Detail.VERBOSE if verbose else Detail.USUAL
        terminal.show_returns(terminal.console(), returns, lang.language, detail, whole)
    clean = all(each.state in {ACCEPTED, WITH_WARNINGS} for each in returns) and not blocking(whole)
    raise typer.Exit(CLEAN if clean else BLOCKED)


def _workbooks(given: Iterable[Path]) -> Iterator[Path]:
    """Give the files that are named, and of folders the workbooks in them; raises XlreportError when there is none."""
    for path in given:
        if path.is_file():
            yield path
            continue
        found = [each for _, each in scan([path]).files]
        if not found:
            raise XlreportError(f"{path}: 没有 .xlsx 文件 (no .xlsx file)")
        yield from found


def _link(path: Path, target: Path) -> str:
    """Give the way from a file that is written to a return; none across drives."""
    try:
        return relative(os.path.relpath(path.resolve(), target.resolve().parent))
    except ValueError:
        return ""


def _copies(
    files: Iterable[Path], returns: Iterable[Return], folder: Path, layout: Layout, outputs: Guard
) -> Iterator[tuple[Target, bytes]]:
    """Give the annotated copies, each with its place in the folder."""
    taken: set[str] = set()
    for path, each in zip(files, returns, strict=True):
        target = folder / _free(path, taken)
        if content := annotated(each, layout):
            yield outputs.file(target, _ANNOTATED), content


def _free(path: Path, taken: set[str]) -> str:
    """Give a name for a copy; returns of one name from several folders are told apart by a number."""
    name, number = path.name, 1
    while name.casefold() in taken:
        number += 1
        name = f"{path.stem} ({number}){path.suffix}"
    taken.add(name.casefold())
    return name
