"""`xlreport template`: the blank workbook of one unit, or in a round folder one per unit of the roster."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands import next_steps
from xlreport.commands.options import (
    BLOCKED,
    CLEAN,
    DEFAULT_FORM,
    ForceOption,
    FormOption,
    JobsOption,
    Lang,
    LangOption,
    kinds,
    progress,
)
from xlreport.errors import XlreportError
from xlreport.forms import load_form
from xlreport.language import Language, Text, either
from xlreport.office.round_folder import no_round, open_round
from xlreport.office.sending_out.issued_workbooks import BLANK
from xlreport.office.sending_out.outbox import Issued
from xlreport.office.sending_out.round_issue import blank_workbook, issue_round
from xlreport.outputs import terminal
from xlreport.rounds import OUTBOX, SETTINGS_FILE
from xlreport.storage import Guard
from xlreport.workers import Crew, Processes

_MOST_LISTED = 20
_NO_ROUND = either(
    f"此处没有 {SETTINGS_FILE}，不是批次文件夹；用 xlreport init 新建，或用 --round 指明，单独一份空白表用 -o",
    "no round here: xlreport init makes one, --round names one, -o writes a single workbook",
)
_WORTH_A_PROCESS = 100
"""Workbooks for each process: each draws one of a kind whole before it makes the others from it."""


def template(
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="文件 · FILE",
            help="写到哪个文件；不写则按名册逐个下发 · the file; without it the whole roster",
        ),
    ] = None,
    unit_code: Annotated[str, typer.Option(help="单位代码 · unit code")] = "",
    unit_name: Annotated[str, typer.Option(help="单位名称 · unit name")] = "",
    unit_kind: Annotated[
        str,
        typer.Option(
            help="单位类别，与名册同样写法：政府、部门、乡镇、街道、其他 · unit kind, as in the roster: government, "
            "department, township, subdistrict, other",
            autocompletion=kinds,
        ),
    ] = "",
    region: Annotated[str, typer.Option(help="所属地区 · region")] = "",
    year: Annotated[int | None, typer.Option(help="报告年度 · report year")] = None,
    form: FormOption = "",
    round_folder: Annotated[
        Path | None,
        typer.Option(
            "--round", metavar="文件夹 · DIR", help="批次文件夹，默认为当前文件夹 · the round's folder, else this one"
        ),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            help="上年的报送件、汇总工作簿或数据文件 (JSON) · last year's submissions, consolidated workbook or data",
            exists=True,
        ),
    ] = None,
    password: Annotated[
        str,
        typer.Option(help="保护密码，只防误改 · password of the protection, which only stops accidents"),
    ] = "",
    register: Annotated[
        bool,
        typer.Option(
            "--register",
            help="带申请台账，表三、表四由它得出；批次中由名册决定。上年未办结的，先用 register --from 转入一份台账，"
            "再用 fill --register 导入 · with a request register that tables 3 and 4 follow from; in a round the "
            "roster says so. For what last year left open: register --from, then fill --register",
        ),
    ] = False,
    force: ForceOption = False,
    jobs: JobsOption = 0,
    lang: LangOption = Lang.zh,
) -> None:
    """下发空白表：-o 写一份；在批次文件夹中按名册各写一份 · Write the blank workbook, or one per unit of a round.

    Exit 0: done, 1: done, but some of last year's figures could not be used, 2: could not work.
    """
    single = {
        "--unit-code": unit_code,
        "--unit-name": unit_name,
        "--unit-kind": unit_kind,
        "--region": region,
        "--year": year,
        "--form": form,
        "--register": register,
    }
    if output is None:
        _refuse(single, either("只与 -o 同用，批次中以名册和 xlreport.toml 为准", "goes with -o; a round has its own"))
        crew = Processes(jobs, worth=_WORTH_A_PROCESS)
        done = _issue_round(
            round_folder or Path(), previous, password=password, force=force, language=lang.language, crew=crew
        )
        next_steps.tell(lang.language, *next_steps.after_issue(round_folder or Path()))
        raise typer.Exit(done)
    _refuse(
        {"--round": round_folder, "--previous": previous, "--jobs": jobs}, either("不与 -o 同用", "does not go with -o")
    )
    unit = {"unit_code": unit_code, "unit_name": unit_name, "unit_kind": unit_kind, "region": region}
    target = Guard(force=force).file(output, BLANK)
    target.write(blank_workbook(load_form(form or DEFAULT_FORM), unit, year, password, register=register))
    typer.echo(str(output), err=True)
    next_steps.tell(lang.language, next_steps.after_blank(output))


def _refuse(options: Mapping[str, object], why: str) -> None:
    if given := [name for name, value in options.items() if value]:
        raise XlreportError(f"{'、'.join(given)}: {why}")


def _issue_round(
    folder: Path, previous: Path | None, *, password: str, force: bool, language: Language, crew: Crew
) -> int:
    """Issue a round's workbooks and say what was done; give the exit code."""
    if not (folder / SETTINGS_FILE).is_file():
        raise XlreportError(no_round(folder, _NO_ROUND))
    with progress() as bar:
        done = issue_round(
            open_round(folder),
            previous,
            today=datetime.now().astimezone().date(),
            password=password,
            force=force,
            track_files=lambda files: bar.track(list(files), description="上年 last year"),
            track_units=lambda units: bar.track(list(units), description="下发 issue"),
            crew=crew,
        )
    told = [replace(each, sheet=each.file or each.sheet) for each in done.last.findings]
    terminal.show_findings(terminal.console(), told, language)
    _show(folder, done.issued, language)
    _list(
        Text("没有上年数字：", "Without last year's figures:"),
        [f"{unit.code} {unit.name}" for unit in done.without],
        language,
    )
    return BLOCKED if done.last.findings else CLEAN


def _show(folder: Path, done: Issued, language: Language) -> None:
    parts = (
        (Text("新写", "new"), done.written),
        (Text("重新下发", "issued anew"), done.replaced),
        (Text("未变", "unchanged"), done.unchanged),
    )
    detail = ", ".join(f"{name[language]} {len(names)}" for name, names in parts if names)
    typer.echo(
        Text(
            f"下发空白表 {done.count} 份：{folder / OUTBOX}（{detail.replace(', ', '，')}）",
            f"Issued {done.count} workbooks: {folder / OUTBOX} ({detail})",
        )[language]
    )
    _list(Text("已删去改名前的表：", "Removed under its former name:"), done.removed, language)
    _list(
        Text("不属于任何须报送的单位，请核对：", "Belongs to no unit that submits, please check:"),
        done.strange,
        language,
    )


def _list(head: Text, names: "list[str] | tuple[str, ...]", language: Language) -> None:
    if not names:
        return
    typer.echo(head[language])
    for name in names[:_MOST_LISTED]:
        typer.echo(f"  {name}")
    if len(names) > _MOST_LISTED:
        more = len(names) - _MOST_LISTED
        typer.echo(Text(f"  ……另有 {more} 项", f"  … and {more} more")[language])
