"""`xlreport register`: a request register for the year, blank or carried over; or what follows from a filled one."""

from datetime import date
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
    JsonOption,
    Lang,
    LangOption,
    say_data,
)
from xlreport.errors import XlreportError
from xlreport.findings import SEVERITY_NAMES, blocking
from xlreport.forms import load_form
from xlreport.language import Language, Text, either
from xlreport.office.registers.examined_registers import ExaminedRegister, examined_register
from xlreport.office.registers.register_making import NewRegister, new_register
from xlreport.outputs.data import printed
from xlreport.outputs.register_data import register_data
from xlreport.register import RegisterForm, register_of
from xlreport.storage import Guard, Purpose

_BLANK = Purpose(name="register", ending=".xlsx")


def register(  # one command, two ways: make one, read one
    file: Annotated[
        Path | None,
        typer.Argument(
            help="填好的台账；不写则用 -o 新建 · a filled register; none to make one with -o",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件 · FILE", help="新建的台账 · the register to make")
    ] = None,
    *,
    carried: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="上年的台账：未办结的转入 · last year's: what is open is carried over",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    round_folder: Annotated[
        Path | None,
        typer.Option(
            "--round",
            metavar="文件夹 · DIR",
            help="批次文件夹：按它的 [register] 设定 · a round, whose settings hold",
            exists=True,
        ),
    ] = None,
    year: Annotated[int | None, typer.Option(help="报告年度 · the year of the report")] = None,
    unit_code: Annotated[str, typer.Option(help="单位代码 · the unit's code")] = "",
    unit_name: Annotated[str, typer.Option(help="单位名称 · the unit's name")] = "",
    rows: Annotated[int | None, typer.Option(help="行数，200 至 5000，默认 2000 · rows, 2000 by default")] = None,
    as_of: Annotated[
        str,
        typer.Option(
            "--as-of", metavar="日期 · DATE", help="按哪一天判断期限，默认今天 · the day to judge by, today by default"
        ),
    ] = "",
    as_json: JsonOption = False,
    force: ForceOption = False,
    form: FormOption = DEFAULT_FORM,
    lang: LangOption = Lang.zh,
) -> None:
    """申请台账：新建，或看填好的一份得出什么 · Make a request register, or say what follows from a filled one.

    Exit 0: done, 1: rows that cannot stand as they are, 2: could not work.
    """
    declared = register_of(load_form(form))
    if declared is None:
        raise XlreportError(f"{form}: {either('此表样没有申请台账', 'the form has no request register')}")
    if (file is None) == (output is None):
        raise XlreportError(either("请给出填好的台账，或用 -o 新建一份", "name a filled register, or -o to make one"))
    if output is not None:
        target = Guard(inputs=[carried] if carried else [], force=force).file(output, _BLANK)
        made = new_register(
            declared,
            last=carried,
            round_folder=round_folder,
            year=year,
            unit_code=unit_code,
            unit_name=unit_name,
            rows=rows,
        )
        target.write(made.content)
        typer.echo(str(output), err=True)
        next_steps.tell(lang.language, next_steps.after_new_register(output))
        _tell_carried_over(made, lang.language)
        raise typer.Exit(BLOCKED if made.lost else CLEAN)
    if file is not None:
        examined = examined_register(file, declared, _day(as_of) if as_of else None)
        if as_json:
            say_data(printed(register_data(examined.result, examined.findings, examined.as_of, lang.language)))
        else:
            _show(declared, examined, lang.language)
            next_steps.tell(lang.language, next_steps.after_register(file))
        raise typer.Exit(BLOCKED if blocking(examined.findings) else CLEAN)


def _tell_carried_over(made: NewRegister, language: Language) -> None:
    """Say what was carried over, and which rows could not be."""
    alike = _ALIKE if made.alike else Text("", "")
    if made.last:
        typer.echo(
            Text(
                f"转入未办结的和年后收到的申请 {made.brought} 件{alike.zh}。",
                f"Carried over {made.brought} requests, open ones and those received since{alike.en}.",
            )[language]
        )
    if made.lost:
        named = "、".join(made.lost)
        typer.echo(
            Text(
                f"未转入，因为在上年台账中未能计入：{named}；请补齐后重做，或自行登记。",
                f"Not carried over, since they count nowhere in last year's: {named}; correct them and make it again.",
            )[language]
        )


_ALIKE = Text(
    "；“上年结转”与上年“结转下年度”由此一致，不会再有 X02",
    "; carried in equals what last year carried out, X02 cannot arise",
)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise XlreportError(
            f"--as-of: {either(f'应为日期，如 2026-01-15，却是 {text!r}', f'expected a date, found {text!r}')}"
        ) from error


def _show(declared: RegisterForm, examined: ExaminedRegister, language: Language) -> None:
    """The counters by state, then each finding with what to do."""
    requests = examined.result.requests
    states = [each.terms.state for each in requests if each.terms.state]
    counted = (
        f"{words.label[language]} {states.count(state)}" for state, words in declared.states.items() if state in states
    )
    total = Text(f"{len(requests)} 件", f"{len(requests)} requests")[language]
    typer.echo("  ".join((total, *counted)))
    for each in sorted(examined.findings, key=lambda each: each.severity.rank):
        typer.echo(f"  {SEVERITY_NAMES[each.severity][language]} {each.code} {each.place}  {each.message[language]}")
        typer.echo(f"    → {each.advice[language]}")
