"""`xlreport fill`: answers as data poured into a workbook, all or nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from xlreport.checks import refused
from xlreport.commands.options import DEFAULT_FORM, FormOption
from xlreport.errors import AnswersError, Refusal, XlreportError
from xlreport.forms import load_form
from xlreport.layout import CHECKS_SHEET, Layout, plan
from xlreport.reading import read_submission
from xlreport.storage import replace_file
from xlreport.submissions import State, Submission
from xlreport.writing import poured, read_answers, values_for, write_workbook


def fill(
    template: Annotated[Path, typer.Argument(help="空白表 · the blank workbook", exists=True, dir_okay=False)],
    answers: Annotated[Path, typer.Argument(help="答案 (JSON) · the answers", exists=True, dir_okay=False)],
    output: Annotated[Path, typer.Option("-o", "--output", help="写到哪个文件 · the file to write")],
    form: FormOption = DEFAULT_FORM,
) -> None:
    """把数据倒入空白表 · Pour answers (JSON) into a workbook. Any answer that does not fit: nothing is written."""
    layout = plan(load_form(form))
    replace_file(output, filled(layout, template, answers))
    typer.echo(str(output), err=True)


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
