"""`xlreport fill`: answers as data poured into a workbook, all or nothing."""

from pathlib import Path
from typing import Annotated

import typer

from xlreport.checks import refused
from xlreport.commands.options import DEFAULT_FORM, FormOption
from xlreport.errors import AnswersError, Refusal, XlreportError
from xlreport.forms import load_form
from xlreport.layout import Layout, plan
from xlreport.reading import read_submission
from xlreport.storage import replace_file
from xlreport.submissions import Submission
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
        values = poured(submission.values(), values_for(layout.form, given.values))
    except AnswersError as error:
        raise AnswersError(f"{answers.name}:\n{error}") from error
    typed = {field: value for field, value in values.items() if field not in layout.form.computed}
    return write_workbook(layout, submission.identity, typed)


def _read(template: Path, layout: Layout) -> Submission:
    try:
        return read_submission(template, layout)
    except Refusal as refusal:
        finding = refused(refusal)
        raise XlreportError(f"{template}: {finding.message.zh} ({finding.message.en})") from refusal
