"""A consolidated workbook given to a command as its source. Refuses one that was altered, or is none."""

from pathlib import Path

from xlreport.checks import refused
from xlreport.errors import Refusal, XlreportError
from xlreport.issuing.ledgers import ALTERED, LedgerTrouble, SealedBook, sealed_book
from xlreport.layout import Layout


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
