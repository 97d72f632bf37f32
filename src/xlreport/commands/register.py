"""`xlreport register`: a request register for the year, blank or carried over; or what follows from a filled one."""

from datetime import UTC, date, datetime
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
from xlreport.findings import SEVERITY_NAMES, Finding, blocking
from xlreport.forms import load_form
from xlreport.language import Language, Text, either
from xlreport.office.register_making import blank_register, count_carried, left_open, not_carried
from xlreport.office.request_registers import ReadRegister, judged_register, read_register_file, register_findings
from xlreport.outputs.data import printed
from xlreport.outputs.register_data import register_data
from xlreport.register import JudgedRegister, RegisterForm, register_of
from xlreport.register.register_canvas import RegisterIdentity
from xlreport.rounds import RegisterTerms, read_settings, refuse_words
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
    output: Annotated[Path | None, typer.Option("-o", "--output", help="新建的台账 · the register to make")] = None,
    *,
    carried: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="上年的台账：未办结的带入 · last year's: what is open is carried over",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    round_folder: Annotated[
        Path | None,
        typer.Option("--round", help="批次文件夹：按它的 [register] 设定 · a round, whose settings hold", exists=True),
    ] = None,
    year: Annotated[int | None, typer.Option(help="报告年度 · the year of the report")] = None,
    unit_code: Annotated[str, typer.Option(help="单位代码 · the unit's code")] = "",
    unit_name: Annotated[str, typer.Option(help="单位名称 · the unit's name")] = "",
    rows: Annotated[int | None, typer.Option(help="行数，200 至 5000，默认 2000 · rows, 2000 by default")] = None,
    as_of: Annotated[
        str, typer.Option("--as-of", help="按哪一天判断期限，默认今天 · the day to judge by, today by default")
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
        last = read_register_file(carried, declared) if carried else None
        terms = (
            read_settings(round_folder).register
            if round_folder
            else RegisterTerms(choices=last.choices if last else {})
        )
        declared = declared.choosing(terms.choices, terms.soon_days, terms.rows)
        target.write(_made(declared, year, unit_code, unit_name, rows, last))
        typer.echo(str(output), err=True)
        next_steps.tell(lang.language, next_steps.after_new_register(output))
        raise typer.Exit(_carried_over(last, declared, lang.language) if last else CLEAN)
    if file is not None:
        raise typer.Exit(_told(file, declared, as_of, as_json=as_json, language=lang.language))


def _made(  # what a register bears on its front page
    declared: RegisterForm, year: int | None, code: str, name: str, rows: int | None, last: ReadRegister | None
) -> bytes:
    refuse_words(year=year, unit_code=code, unit_name=name)
    chosen = year or (last.rows.year + 1 if last else datetime.now(UTC).astimezone().year)
    if last and chosen != last.rows.year + 1:
        raise XlreportError(
            f"{chosen}: "
            + either(f"上年的台账是 {last.rows.year} 年的", f"last year's register is of {last.rows.year}")
        )
    who = last.identity if last else RegisterIdentity(year=chosen)
    identity = RegisterIdentity(year=chosen, unit_code=code or who.unit_code, unit_name=name or who.unit_name)
    return blank_register(declared, identity, rows=rows, carried=last)


def _carried_over(last: ReadRegister, declared: RegisterForm, language: Language) -> int:
    """Say what was carried over, and which rows could not be: they count nowhere, and nobody knows whether they end."""
    brought, lost = sum(1 for _ in left_open(last, declared)), not_carried(last, declared)
    count = count_carried(last, declared)
    alike = Text("", "") if count is None else _ALIKE
    typer.echo(
        Text(
            f"带入未办结的和年后收到的申请 {brought} 件{alike.zh}。",
            f"Carried over {brought} requests, open ones and those received since{alike.en}.",
        )[language]
    )
    if lost:
        named = "、".join(lost)
        typer.echo(
            Text(
                f"未带入，因为在上年台账中未能计入：{named}；请补齐后重做，或自行登记。",
                f"Not carried over, since they count nowhere in last year's: {named}; correct them and make it again.",
            )[language]
        )
    return BLOCKED if lost else CLEAN


_ALIKE = Text(
    "；“上年结转”与上年“结转下年度”由此一致，不会再有 X02",
    "; carried in equals what last year carried out, X02 cannot arise",
)


def _told(file: Path, declared: RegisterForm, as_of: str, *, as_json: bool, language: Language) -> int:
    read = read_register_file(file, declared)
    day = _day(as_of) if as_of else read.as_of or datetime.now(UTC).astimezone().date()
    result = judged_register(read, declared, day)
    findings = register_findings(read, result.faults, declared)
    if as_json:
        say_data(printed(register_data(result, findings, day, language)))
    else:
        _show(declared, result, findings, language)
        next_steps.tell(language, next_steps.after_register(file))
    return BLOCKED if blocking(findings) else CLEAN


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise XlreportError(
            f"--as-of: {either(f'应为日期，如 2026-01-15，却是 {text!r}', f'expected a date, found {text!r}')}"
        ) from error


def _show(declared: RegisterForm, result: JudgedRegister, findings: tuple[Finding, ...], language: Language) -> None:
    """The counters by state, then each finding with what to do."""
    states = [each.terms.state for each in result.requests if each.terms.state]
    counted = (
        f"{words.label[language]} {states.count(state)}" for state, words in declared.states.items() if state in states
    )
    total = Text(f"{len(result.requests)} 件", f"{len(result.requests)} requests")[language]
    typer.echo("  ".join((total, *counted)))
    for each in sorted(findings, key=lambda each: each.severity.rank):
        typer.echo(f"  {SEVERITY_NAMES[each.severity][language]} {each.code} {each.place}  {each.message[language]}")
        typer.echo(f"    → {each.advice[language]}")
