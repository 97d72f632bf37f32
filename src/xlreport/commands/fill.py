"""`xlreport fill`: answers as data, or the sums of a consolidated workbook, poured into a blank one, all or nothing."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands import next_steps
from xlreport.commands.options import (
    BLOCKED,
    CLEAN,
    USUAL_SUMS,
    ForceOption,
    FormOption,
    Lang,
    LangOption,
    say_data,
    tiers,
)
from xlreport.errors import XlreportError
from xlreport.findings import Finding, blocking
from xlreport.language import Language, Text, either
from xlreport.merging import STATE_NAMES, UnitState
from xlreport.office.making_public.own_report import Drafted, drafted, findings_of_draft
from xlreport.office.round_folder import layout_for
from xlreport.office.sending_out.pouring import is_consolidated, poured_from, read_blank
from xlreport.outputs import terminal
from xlreport.storage import Guard, Purpose
from xlreport.writing import example_answers

_FILLED = Purpose(name="fill", ending=".xlsx")


def fill(
    template: Annotated[
        Path | None, typer.Argument(help="空白表 · the blank workbook", exists=True, dir_okay=False)
    ] = None,
    source: Annotated[
        Path | None,
        typer.Argument(
            help="数据文件或台账的行 (JSON)，或汇总工作簿：起草本级政府的报告 · data, the rows of a register, or a "
            "consolidated workbook to draft the government's own report from",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    *,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="写到哪个文件 · the file to write", dir_okay=False)
    ] = None,
    example: Annotated[
        bool,
        typer.Option(
            "--example", help="只输出一份完整的数据样例 · print a whole data file (JSON) of the form, and no more"
        ),
    ] = False,
    register: Annotated[
        Path | None,
        typer.Option(
            help="申请台账：表三、表四由其各行得出 · the request register whose rows tables 3 and 4 follow from",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    tier: Annotated[
        str,
        typer.Option(
            help=f"汇总哪些单位：{USUAL_SUMS} · which units of a consolidated workbook to add up: "
            f"{USUAL_SUMS.replace('、', ', ')}",
            autocompletion=tiers,
        ),
    ] = "",
    previous: Annotated[
        Path | None,
        typer.Option(
            help="本级政府上年的报告，空白表中没有上年数字时用 · the government's own report of last year, where the "
            "blank does not show its figures",
            exists=True,
        ),
    ] = None,
    force: ForceOption = False,
    form: FormOption = "",
    lang: LangOption = Lang.zh,
) -> None:
    """把数据导入空白表，或从汇总起草本级政府的报告 · Fill a blank workbook from data, or from a consolidated one.

    Anything that does not fit: nothing is written. Exit 0: done, 1: done, but units are left out or something is wrong,
    2: could not work.
    """
    if example:
        say_data(json.dumps(example_answers(layout_for(form).form), ensure_ascii=False, indent=2))
        return
    if template is None or output is None:
        raise XlreportError(
            either("请给出空白表，并用 -o 写明写到哪里", "name the blank workbook, and with -o what to write")
        )
    layout = layout_for(form, [template])
    read = [path for path in (template, source, register, previous) if path]
    target = Guard(inputs=read, force=force).file(output, _FILLED)
    if source is None or register or not is_consolidated(source):
        if tier or previous:
            raise XlreportError(either("--tier、--previous 只与汇总工作簿同用", "go with a consolidated workbook only"))
        target.write(poured_from(layout, template, source, register))
        typer.echo(str(output), err=True)
        next_steps.tell(lang.language, next_steps.after_fill(output, None))
        return
    made = drafted(layout, read_blank(template, layout), source, scope=tier, previous=previous)
    target.write(made.content)
    typer.echo(str(output), err=True)
    findings = findings_of_draft(made, output, layout)
    _show(made, findings, lang.language)
    next_steps.tell(lang.language, next_steps.after_fill(output, source))
    raise typer.Exit(CLEAN if made.whole and not blocking(findings) else BLOCKED)


def _show(made: Drafted, findings: tuple[Finding, ...], language: Language) -> None:
    """Say what is in a report that was drafted, and what does not fit."""
    out = terminal.console()
    for line in _coverage(made):
        out.print(line[language], markup=False)
    terminal.show_findings(out, findings, language)


def _coverage(made: Drafted) -> Iterator[Text]:
    counted, left_out = made.report.counted, made.report.left_out
    due = len(counted) + len(left_out)
    yield Text(
        f"应纳入 {due} 个单位，数字取自其中 {len(counted)} 个。",
        f"{due} units are due; the figures are those of {len(counted)}.",
    )
    for unit in left_out:
        state = _FLAGGED_OUT if unit.state is UnitState.IN else STATE_NAMES[unit.state]
        yield Text(f"没有计入：{unit.name}（{state.zh}）", f"left out: {unit.name} ({state.en})")
    if made.book.ledger.draft:
        yield Text("汇总工作簿是试汇总，其中可能有错误的报送件。", "The consolidated workbook is a trial.")
    elif not made.book.ledger.is_whole:
        yield Text("汇总时有文件或单位没有计入，见“报送情况”。", "The consolidation left something out; see 报送情况.")
    yield Text(
        "文字是按数字起草的，请逐段核改，再删去【初稿…】标记；未删除标记的，检查时予以警告。",
        "The text was drafted from the figures: revise each paragraph, then delete its mark 【初稿…】; validate warns "
        "of marks that are left.",
    )


_FLAGGED_OUT = Text("“明细”中标为不计入", "flagged out in 明细")
