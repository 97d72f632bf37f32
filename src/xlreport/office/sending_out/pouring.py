"""Answers, or a register's rows, poured into a blank, all or nothing; what that holds already is never lost."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from xlreport.checks import refused
from xlreport.errors import AnswersError, Refusal, XlreportError, reason
from xlreport.language import either
from xlreport.layout import CHECKS_SHEET, Layout
from xlreport.office.registers.attached_registers import (
    attached_again,
    attached_register,
    rows_carried,
    without_unreported,
)
from xlreport.office.registers.register_making import poured_into_register, table_values
from xlreport.office.registers.request_registers import ReadRegister, is_register, read_register_file
from xlreport.reading import read_submission
from xlreport.reading.signatures import begins_as_workbook
from xlreport.register import RegisterForm, register_of
from xlreport.submissions import Annexed, State, Submission, Value
from xlreport.writing import Answers, Attached, clash, poured, read_answers, values_for, write_workbook


def is_consolidated(path: Path) -> bool:
    """Tell a consolidated workbook from answers and registers, by what the file holds and not by its name."""
    try:
        with path.open("rb") as file:
            beginning = file.read(4)
    except OSError as error:
        raise XlreportError(f"{path}: {either('不能读取', 'cannot be read')}: {reason(error)}") from error
    return begins_as_workbook(beginning) and not is_register(path)


def poured_from(layout: Layout, template: Path, source: Path | None, register: Path | None = None) -> bytes:
    """Give the bytes of a blank with answers, with the rows of a register, or with both.

    `source` may be either. A blank register takes rows too.
    """
    rows = register or (source if source and is_register(source) else None)
    answers, declared = source if source != rows else None, register_of(layout.form)
    if rows is None or declared is None:
        if answers is None:
            raise XlreportError(
                either("请给出数据文件，或用 --register 给出台账", "name the answers, or a register with --register")
            )
        return filled(layout, template, answers)
    read = read_register_file(rows, declared)
    if is_register(template):
        return poured_into_register(template, read, declared)
    return filled(layout, template, answers, read)


def filled(
    layout: Layout,
    template: Path,
    answers: Path | None,
    rows: ReadRegister | None = None,
) -> bytes:
    """The bytes of a template with answers poured in; raises AnswersError naming each field that is wrong.

    Tables follow from the `rows` of a register, which a return that carries one takes over as they are.
    """
    submission = read_blank(template, layout)
    year = rows.identity.year if rows else None
    if year and str(year) != (submission.identity.year or str(year)):
        raise AnswersError(
            either(
                f"台账是 {year} 年的，表是 {submission.identity.year} 年的",
                f"the register is of {year}, the workbook of {submission.identity.year}",
            )
        )
    given = read_answers(answers, layout.form) if answers else None
    try:
        values = poured(layout, _answered(layout, given), _counted(submission, rows))
        whole = poured(layout, _present(submission), values)
    except AnswersError as error:
        raise AnswersError(f"{(answers or template).name}:\n{error.message}") from error
    attached = _attached(layout, submission, rows)
    if attached:
        _refuse_followed(layout, values, attached)
        whole = {field: value for field, value in whole.items() if field not in attached.formulas}
    return write_workbook(layout, submission.identity, whole, attached=attached)


def _refuse_followed(layout: Layout, values: Mapping[str, Value], attached: Attached) -> None:
    """Raise AnswersError for figures that follow from the register and were given otherwise: they would be lost."""
    told = either("按台账为“{present}”，要导入的是“{answer}”", "“{present}” by the register, not “{answer}”")
    lost = [
        clash(layout, field, told, attached.counted[field], value)
        for field, value in values.items()
        if attached.counted.get(field, value) != value
    ]
    if lost:
        raise AnswersError("\n".join(lost))


def _attached(layout: Layout, submission: Submission, rows: ReadRegister | None) -> Attached | None:
    """The register of a return that carries one: with these rows, or with those that it has."""
    annexed, declared = submission.annexed, register_of(layout.form)
    if rows is None or annexed is None or declared is None:
        return attached_again(layout, submission.identity, annexed)
    if lost := "、".join(_not_among(annexed, declared, rows)):
        said = either("台账中已有登记，所给的台账中没有", "its register holds rows that the given one has not")
        raise AnswersError(f"{submission.file}: {said}: {lost}")
    kept = replace(rows, rows=replace(rows.rows, requests=without_unreported(rows.rows.requests, declared)))
    last = max((row.line for row in rows.rows.requests), default=0)
    return attached_register(
        layout, submission.identity, replace(kept, choices=annexed.choices), rows=max(annexed.offered, last)
    )


def _not_among(annexed: Annexed, declared: RegisterForm, rows: ReadRegister) -> Iterator[str]:
    """What the rows of a return's register are called that a register to be poured in has not: they would be lost."""
    held = rows_carried(annexed, declared, rows.rows.year).rows
    given = {(row.number, row.day(_SINCE)) for row in rows.rows.requests}
    cases = {row.number for row in rows.rows.disputes}
    yield from (row.name for row in held.requests if (row.number, row.day(_SINCE)) not in given)
    yield from (row.name for row in held.disputes if row.number not in cases)


_SINCE = "received"
"""What a request is known by beside its number."""


def _present(submission: Submission) -> dict[str, Value]:
    """What the blank holds; figures that follow from its register are no entries."""
    live = submission.annexed.live if submission.annexed else ()
    return {field: value for field, value in submission.entered().items() if field not in live}


def _counted(submission: Submission, rows: ReadRegister | None) -> dict[str, Value]:
    """The figures that follow from a register; where its rows stand in the return they are live there, and none here.

    Raises AnswersError when a row counts nowhere and would not be seen.
    """
    declared = register_of(submission.form)
    if rows is None or declared is None or submission.annexed is not None:
        return {}
    return dict(table_values(rows, declared))


def _answered(layout: Layout, given: Answers | None) -> dict[str, Value]:
    if given is None:
        return {}
    if given.form and given.form != layout.form.id:
        raise AnswersError(
            "form: "
            + either(f"应为 {layout.form.id}，却是 {given.form!r}", f"expected {layout.form.id}, found {given.form!r}")
        )
    return values_for(layout.form, given.values)


def read_blank(template: Path, layout: Layout) -> Submission:
    """Read a blank workbook; raises XlreportError when it is none, or holds what pouring would lose."""
    try:
        submission = read_submission(template, layout)
    except Refusal as refusal:
        finding = refused(refusal)
        raise XlreportError(f"{template}: {either(finding.message.zh, finding.message.en)}") from refusal
    if lost := "、".join(_lost(submission)):
        raise AnswersError(
            f"{template.name}: "
            + either(
                f"表中已有不能原样保留的内容：{lost}；请用空白表",
                f"the workbook holds content that would be lost: {lost}; use a blank one",
            )
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
    if submission.annexed and not submission.annexed.counted:
        yield submission.annexed.sheet
