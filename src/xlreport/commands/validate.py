"""`xlreport validate`: findings of one or many returns, for people or as JSON."""

from pathlib import Path
from typing import Annotated, Any

import typer

from xlreport.commands import next_steps
from xlreport.commands.options import (
    BLOCKED,
    CLEAN,
    USUAL_SUMS,
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
    tiers,
)
from xlreport.office.registers.attached_registers import attached_again
from xlreport.office.round_folder import inbox_folders, layout_for, round_beside, round_files
from xlreport.office.taking_in import validation
from xlreport.office.taking_in.remote_files import near
from xlreport.outputs import data, terminal
from xlreport.outputs.files import Validated, finding_files
from xlreport.outputs.terminal import Detail
from xlreport.rounds import refuse_words
from xlreport.rule_lists import every_rule
from xlreport.storage import Guard
from xlreport.verdicts import WITH_WARNINGS


def validate(
    files: Annotated[
        list[Any],
        typer.Argument(
            help="填好的表、文件夹或批次文件夹（查它的 inbox），也可以是网址 · completed workbooks, folders "
            "of them, or a round, whose inbox is meant; by path or by URL",
            parser=place,
        ),
    ],
    *,
    year: Annotated[
        int | None, typer.Option(help="应为哪个年度；批次的收件不必写 · the year expected; a round knows its own")
    ] = None,
    roster: RosterOption = None,
    previous: Annotated[
        Path | None, typer.Option(help="上年的汇总工作簿或报送件 · last year's workbook or submissions", exists=True)
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
        str,
        typer.Option(
            help=f"报告是哪个层级的：{USUAL_SUMS} · which sums of --merged the report has: "
            f"{USUAL_SUMS.replace('、', ', ')}",
            autocompletion=tiers,
        ),
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
        bool,
        typer.Option(
            "--verbose",
            "-v",
            help="说明全部，含依据和文字中没有核对的数 · everything, with sources and unchecked numbers of the text",
        ),
    ] = False,
    jobs: JobsOption = 0,
    engine: EngineOption = Engine.local,
    scheduler: SchedulerOption = "",
    form: FormOption = "",
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """检查填好的表 · Check completed workbooks. Exit 0: none blocked, 1: some to be corrected, 2: could not work."""
    refuse_words(year=year)
    here = [each for each in files if isinstance(each, Path)]
    layout = layout_for(form, here)
    read = [*inbox_folders(here), *filter(None, (roster, previous, merged)), *round_files(round_beside(here))]
    outputs = finding_files({"html": html, "xlsx": xlsx, "jsonl": jsonl}, annotate, Guard(inputs=read, force=force))
    crew = crew_of(jobs, engine, scheduler)
    with near(files) as found, progress() as bar:
        checked = validation.validate(
            found.places,
            layout,
            year=str(year or ""),
            roster=roster,
            previous=previous,
            merged=merged,
            tier=tier,
            track=lambda paths: bar.track(list(paths), description="检查 validate"),
            crew=found.crew(crew),
        )
    returns = checked.returns
    titles = {code: rule.title for code, rule in every_rule(layout.form).items()} if outputs.targets else {}
    told = Validated(returns=returns, layout=layout, language=lang.language, titles=titles, findings=checked.findings)
    outputs.write(told, checked.paths, lambda says: attached_again(layout, says.identity, says.annexed))
    if as_json:
        say_data(data.printed(data.validation(returns, lang.language, checked.findings, checked.skipped)))
    else:
        detail = Detail.QUIET if quiet else Detail.VERBOSE if verbose else Detail.USUAL
        terminal.show_returns(terminal.console(), returns, lang.language, detail, checked.findings)
        terminal.show_skipped(terminal.console(), checked.skipped, lang.language)
        if not quiet:
            folder = round_beside(here)
            warned = any(each.state == WITH_WARNINGS for each in returns)
            steps = next_steps.after_check(files, folder, clean=checked.clean, warned=warned, against=merged)
            older = next_steps.for_older({each.code for given in returns for each in given.findings}, here)
            next_steps.tell(lang.language, *older, *steps)
    raise typer.Exit(CLEAN if checked.clean else BLOCKED)
