"""A consolidated workbook given to a command as its source. Refuses one that was altered, or is none.

It is the source of a government's own report: not of a report of a unit that is in it.
"""

from pathlib import Path

from xlreport.checks import refused
from xlreport.errors import AnswersError, Refusal, XlreportError
from xlreport.forms import Units, nearest
from xlreport.layout import Layout
from xlreport.merging import UnitState, scope_word
from xlreport.office.sealed_books import ALTERED, LedgerTrouble, SealedBook, sealed_book
from xlreport.rounds import SCOPES, WHOLE, WHOLE_WORDS
from xlreport.submissions import Submission


def read_sealed(path: Path, layout: Layout) -> SealedBook:
    """Read a consolidated workbook of this form, no line of it altered; raises XlreportError saying what is wrong."""
    try:
        book = sealed_book(path, layout)
    except Refusal as refusal:
        message = refused(refusal).message
        raise XlreportError(f"{path}: {message.zh} ({message.en})") from refusal
    except LedgerTrouble as trouble:
        raise XlreportError(f"{path}: {trouble.why.zh} ({trouble.why.en})") from trouble
    except OSError as error:
        raise XlreportError(f"{path}: 不能读取 (cannot be read): {error.strerror}") from error
    if book is None:
        raise XlreportError(f"{path}: 不是汇总工作簿 (no consolidated workbook)")
    if (book.form, book.edition) != (layout.form.id, layout.form.edition):
        raise XlreportError(f"{path}: 表样为 {book.form}/{book.edition} (another form or edition)")
    if book.altered:
        names = "、".join(row.name for row in book.ledger.rows if row.code in book.altered)
        raise XlreportError(f"{path}: {ALTERED.zh}：{names} ({ALTERED.en})")
    return book


def scope_named(tier: str, book: SealedBook, units: Units) -> str:
    """Give the scope that `--tier` names as the workbook prints it, the whole for ""; raises XlreportError."""
    printed = {scope_word(each, book.ledger.level(units)): each for each in SCOPES}
    if tier in WHOLE_WORDS:
        return WHOLE
    if tier and tier not in printed:
        raise XlreportError(f"--tier {tier}: 没有此层级 (no such tier); {nearest(tier, printed)}")
    return printed.get(tier, WHOLE)


def refuse_a_unit_of_it(submission: Submission, book: SealedBook) -> None:
    """Raise AnswersError when a workbook is that of a unit that the consolidated one adds up."""
    code = code_of(submission)
    if any(code == unit.code and unit.state is not UnitState.OUT_OF_SCOPE for unit in book.ledger.units if code):
        raise AnswersError(
            f"{submission.file}: 这是汇总中的单位 {code} 的表，请用本级政府自己的表 "
            "(this unit is one of those added up; use the government's own workbook)"
        )


def code_of(submission: Submission) -> str:
    """Give the unit's code: as issued, else as typed."""
    return submission.identity.unit_code or submission.says("unit_code")
