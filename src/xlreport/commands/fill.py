"""`xlreport fill`: answers as data, or the sums of a consolidated workbook, poured into a blank one, all or nothing."""

import json
from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands import drafted_report, next_steps
from xlreport.commands.options import USUAL_SUMS, ForceOption, FormOption, Lang, LangOption, say_data, tiers
from xlreport.errors import XlreportError, reason
from xlreport.language import either
from xlreport.layout import Layout
from xlreport.office.own_report import drafted, findings_of_draft
from xlreport.office.pouring import filled, read_blank
from xlreport.office.register_making import poured_into_register
from xlreport.office.request_registers import is_register, read_register_file
from xlreport.office.round_folder import layout_for
from xlreport.register import register_of
from xlreport.storage import Guard, Purpose
from xlreport.writing import example_answers

_FILLED = Purpose(name="fill", ending=".xlsx")
_SIGNATURES = (b"PK", b"\xd0\xcf\x11\xe0")
"""How a workbook begins: a zip file, or the container of an old or encrypted one."""


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
    rows = register or (source if source and is_register(source) else None)
    if rows or source is None or not _is_workbook(source):
        if tier or previous:
            raise XlreportError(either("--tier、--previous 只与汇总工作簿同用", "go with a consolidated workbook only"))
        target.write(_filled_with(layout, template, source if source != rows else None, rows))
        typer.echo(str(output), err=True)
        next_steps.tell(lang.language, next_steps.after_fill(output, None))
        return
    blank = read_blank(template, layout)
    made = drafted(layout, blank, source, scope=tier, previous=previous)
    target.write(made.content)
    typer.echo(str(output), err=True)
    code = drafted_report.show(made, findings_of_draft(made, output, layout), lang.language)
    next_steps.tell(lang.language, next_steps.after_fill(output, source))
    raise typer.Exit(code)


def _filled_with(layout: Layout, template: Path, answers: Path | None, rows: Path | None) -> bytes:
    """The bytes of a blank with answers, with the rows of a register, or with both."""
    declared = register_of(layout.form)
    if rows is None or declared is None:
        if answers is None:
            raise XlreportError(
                either("请给出答案，或用 --register 给出台账", "name the answers, or a register with --register")
            )
        return filled(layout, template, answers)
    register = read_register_file(rows, declared)
    if is_register(template):
        return poured_into_register(template, register, declared)
    return filled(layout, template, answers, register)


def _is_workbook(path: Path) -> bool:
    """Tell a workbook from answers by how the file begins, not by its name."""
    try:
        with path.open("rb") as file:
            return file.read(4).startswith(_SIGNATURES)
    except OSError as error:
        raise XlreportError(f"{path}: {either('不能读取', 'cannot be read')}: {reason(error)}") from error
