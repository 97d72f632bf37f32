"""`xlreport fill`: answers as data, or the sums of a consolidated workbook, poured into a blank one, all or nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from xlreport.checks import refused
from xlreport.commands import own_report
from xlreport.commands.options import DEFAULT_FORM, ForceOption, FormOption, Lang, LangOption
from xlreport.errors import AnswersError, Refusal, XlreportError
from xlreport.forms import load_form
from xlreport.layout import CHECKS_SHEET, Layout, plan
from xlreport.reading import read_submission
from xlreport.rounds import SCOPES
from xlreport.storage import Guard, Purpose
from xlreport.submissions import State, Submission
from xlreport.writing import poured, read_answers, values_for, write_workbook

_FILLED = Purpose(name="fill", ending=".xlsx")
_SIGNATURES = (b"PK", b"\xd0\xcf\x11\xe0")
"""How a workbook begins: a zip file, or the container of an old or encrypted one."""


def fill(
    template: Annotated[Path, typer.Argument(help="空白表 · the blank workbook", exists=True, dir_okay=False)],
    source: Annotated[
        Path,
        typer.Argument(
            help="答案 (JSON)，或汇总工作簿：起草本级政府的报告 · the answers, or a consolidated workbook to draft the "
            "government's own report from",
            exists=True,
            dir_okay=False,
        ),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="写到哪个文件 · the file to write")],
    *,
    tier: Annotated[
        str,
        typer.Option(help=f"汇总哪些单位 · which units of a consolidated workbook to add up: {', '.join(SCOPES)}"),
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
    form: FormOption = DEFAULT_FORM,
    lang: LangOption = Lang.zh,
) -> None:
    """把数据倒入空白表，或从汇总起草本级政府的报告 · Pour answers, or a consolidated workbook's sums, into a blank.

    Anything that does not fit: nothing is written. Exit 0: done, 1: done, but units are left out or something is wrong,
    2: could not work.
    """
    layout = plan(load_form(form))
    read = [template, source, *([previous] if previous else [])]
    target = Guard(inputs=read, force=force).file(output, _FILLED)
    if not _is_workbook(source):
        if tier or previous:
            raise XlreportError("--tier、--previous 只与汇总工作簿同用 (go with a consolidated workbook only)")
        target.write(filled(layout, template, source))
        typer.echo(str(output), err=True)
        return
    blank = _read(template, layout)
    made = own_report.drafted(layout, blank, source, scope=tier, previous=previous)
    target.write(made.content)
    typer.echo(str(output), err=True)
    raise typer.Exit(own_report.show(made, output, layout, lang.language))


def filled(layout: Layout, template: Path, answers: Path) -> bytes:
    """Give the bytes of a template with answers poured in; raises AnswersError naming each field that is wrong."""
    given = read_answers(answers)
    if given.form and given.form != layout.form.id:
        raise AnswersError(f"{answers.name}: form: 应为 {layout.form.id}，却是 {given.form!r} (another form)")
    submission = _read(template, layout)
    try:
        values = poured(submission.entered(), values_for(layout.form, given.values))
    except AnswersError as error:
        raise AnswersError(f"{answers.name}:\n{error}") from error
    return write_workbook(layout, submission.identity, values)


def _is_workbook(path: Path) -> bool:
    """Tell a workbook from answers by how the file begins, not by its name."""
    try:
        with path.open("rb") as file:
            return file.read(4).startswith(_SIGNATURES)
    except OSError as error:
        raise XlreportError(f"{path}: 不能读取 (cannot be read): {error.strerror}") from error


def _read(template: Path, layout: Layout) -> Submission:
    try:
        submission = read_submission(template, layout)
    except Refusal as refusal:
        finding = refused(refusal)
        raise XlreportError(f"{template}: {finding.message.zh} ({finding.message.en})") from refusal
    if lost := "、".join(_lost(submission)):
        raise AnswersError(
            f"{template.name}: 表中已有不能原样保留的内容：{lost}；请用空白表 "
            "(the workbook holds content that pouring would lose; use a blank one)"
        )
    return submission


def _lost(submission: Submission) -> Iterator[str]:
    """Name the cells whose content a fresh workbook would not hold: unreadable entries, remarks, strange cells."""
    for entry in submission.entries.values():
        if entry.state in {State.TEXT, State.ERROR}:
            yield f"{entry.sheet}!{entry.area}"
    for sheet, areas in submission.extra_cells.items():
        yield f"{sheet}!{','.join(areas)}"
    yield from (f"{CHECKS_SHEET} 说明" for _ in submission.reasons)
    yield from (f"{each.sheet}!{each.cell}" for each in submission.formulas)
