"""`xlreport merge`: an inbox to one consolidated workbook, and what was left out and why."""

from pathlib import Path
from typing import Annotated, Any

import typer

from xlreport.commands import next_steps
from xlreport.commands.options import (
    BLOCKED,
    CLEAN,
    Engine,
    EngineOption,
    ForceOption,
    FormOption,
    JobsOption,
    JsonOption,
    Lang,
    LangOption,
    RosterOption,
    SchedulerOption,
    crew_of,
    place,
    progress,
    say_data,
)
from xlreport.language import Language
from xlreport.office.adding_up import consolidation
from xlreport.office.adding_up.consolidation import Consolidation, round_here
from xlreport.office.round_folder import inbox_folders, layout_for, round_beside
from xlreport.office.taking_in.remote_files import near
from xlreport.outputs import data, merges
from xlreport.rounds import refuse_words


def merge(
    inbox: Annotated[
        list[Any] | None,
        typer.Argument(
            help="收件文件夹、批次文件夹或文件，也可以是网址；在批次文件夹中可以不写 · submissions, folders of "
            "them or a round, by path or by URL; a round's own is found",
            parser=place,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="文件 · FILE",
            help="汇总工作簿；批次的在 output 中 · the consolidated workbook, in a round's output",
        ),
    ] = None,
    *,
    roster: RosterOption = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            help="人工处理 (TOML) · decisions to count or leave out; a round's own decisions.toml is found",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            help="上年的汇总工作簿、报送件或数据文件 · last year's consolidated workbook, submissions or data",
            exists=True,
        ),
    ] = None,
    draft: Annotated[
        bool,
        typer.Option("--draft", help="试汇总：有错误的报送件也计入 · a trial, with faulty submissions too; exit 1"),
    ] = False,
    year: Annotated[int | None, typer.Option(help="报告年度 · the report year")] = None,
    region: Annotated[str, typer.Option(help="地区 · the region")] = "",
    force: ForceOption = False,
    jobs: JobsOption = 0,
    engine: EngineOption = Engine.local,
    scheduler: SchedulerOption = "",
    form: FormOption = "",
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """汇总 · Consolidate submissions. Exit 0: all in, 1: something left out or wrong, 2: could not work."""
    refuse_words(year=year, region=region)
    given = inbox or [round_here()]
    folders = inbox_folders(each for each in given if isinstance(each, Path))
    layout = layout_for(form, folders)
    crew = crew_of(jobs, engine, scheduler)
    with near(given) as found, progress() as bar:
        merged = consolidation.merge(
            found.places,
            output,
            layout,
            roster=roster,
            decisions=decisions,
            previous=previous,
            draft=draft,
            year=str(year or ""),
            region=region,
            force=force,
            track=lambda files: bar.track(list(files), description="汇总 merge"),
            crew=found.crew(crew),
        )
    if as_json:
        told = merges.as_data(merged.ledger, merged.digest, merged.output, layout, lang.language)
        say_data(data.printed(told))
    else:
        show(merged, merged.output, lang.language)
        whole = merged.ledger.is_whole
        steps = next_steps.after_merge(merged.output, given, round_beside(folders), whole=whole, previous=previous)
        older = next_steps.for_older({each.code for each in merged.ledger.all_findings}, given)
        next_steps.tell(lang.language, *older, *steps)
    raise typer.Exit(CLEAN if merged.ledger.is_whole else BLOCKED)


def show(merged: Consolidation, output: Path, language: Language) -> None:
    """Say on the terminal what is in, what is not and why, and where the workbook is."""
    merges.show(merged.ledger, merged.digest, output, language)
