"""文字汇编: every counted unit's narrative by section, one paragraph a row, and the figures beside it; all as text."""

from xlreport.forms import Kind
from xlreport.layout import Layout, Role
from xlreport.merging.book.canvas import Canvas
from xlreport.merging.book.places import TEXTS_SHEET
from xlreport.merging.records import Ledger, Row
from xlreport.numbers import shown

TEXTS_TOP = 2
_HEADERS = (("章节", 16), ("部分", 14), ("单位代码", 13), ("单位名称", 22), ("文字", 88))


def text_rows(ledger: Ledger, layout: Layout) -> tuple[tuple[str, ...], ...]:
    """Give the rows of the sheet: by section and part, then by unit, paragraph by paragraph."""
    singles = {field.id for field in layout.form.singles}
    fields = [each for each in layout.form.fields.values() if each.kind is Kind.TEXT or each.id in singles]
    return tuple(
        (layout.form.section_of(field.id).heading, field.path[0], row.code, row.name, paragraph)
        for field in fields
        for row in ledger.rows
        for paragraph in _said(row, field.id)
        if paragraph
    )


def _said(row: Row, field: str) -> list[str]:
    return [shown(row.singles[field])] if field in row.singles else row.texts.get(field, "").split("\n")


def draw(canvas: Canvas) -> None:
    """Draw the sheet."""
    drawn = canvas.page(TEXTS_SHEET, [width for _, width in _HEADERS], landscape=True)
    canvas.title(drawn, TEXTS_SHEET, len(_HEADERS))
    canvas.row(drawn, TEXTS_TOP - 1, [header for header, _ in _HEADERS], canvas.styles.role(Role.HEADER))
    style = canvas.styles.shown(align="left", valign="top", num_format="@")
    for number, texts in enumerate(canvas.texts, TEXTS_TOP):
        canvas.wrapped(drawn, number, texts, style, [width for _, width in _HEADERS])
    last = TEXTS_TOP + max(len(canvas.texts), 1) - 1
    drawn.autofilter(TEXTS_TOP - 1, 0, last, len(_HEADERS) - 1)
    drawn.freeze_panes(TEXTS_TOP, 0)
    drawn.repeat_rows(TEXTS_TOP - 1)
    drawn.fit_to_pages(1, 0)
