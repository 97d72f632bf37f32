"""What a consolidated workbook adds up to, for the report of its area to be held against.

What counts is what the flags of 明细 say now; a field that no unit gave a figure for has no sum.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from xlreport.background import Merged, RoundBackground
from xlreport.errors import XlreportError
from xlreport.forms import Form
from xlreport.language import either
from xlreport.layout import Layout
from xlreport.merging import Row
from xlreport.merging.scope_totals import belongs, rounded, scope_word
from xlreport.numbers import Number
from xlreport.office.taking_in.sealed_books import SealedBook, read_sealed, refuse_a_unit_of_it, scope_named
from xlreport.rounds import BELOW, OWN, SCOPES, WHOLE
from xlreport.submissions import Return


def typed(row: Row, form: Form) -> dict[str, Number]:
    """Give a row's figures that a return types: its totals follow from them."""
    numbers = {field: number for field, number in row.numbers.items() if number is not None}
    return {field: number for field, number in {**numbers, **row.singles}.items() if field not in form.computed}


def added(given: Sequence[Mapping[str, Number]], form: Form) -> dict[str, Number]:
    """Add up what was typed, field by field; a field that nobody gave a figure for has no sum."""
    fields = [field for field in (*form.numbers, *form.singles) if any(field.id in each for each in given)]
    return {field.id: rounded(sum((each.get(field.id, 0) for each in given), 0), field) for field in fields}


def merged_of(book: SealedBook, layout: Layout, scope: str = WHOLE) -> Merged:
    """Give the sums of every scope; `scope`, one of SCOPES, is the one that the report is about."""
    level = book.ledger.level(layout.form.units)
    ids = {WHOLE: layout.form.units.levels[0].whole.zh, OWN: level.own, BELOW: level.below}
    rows = {each: [row for row in book.counted if belongs(row.tier, each, layout.form)] for each in SCOPES}
    given = {each: [typed(row, layout.form) for row in rows[each]] for each in SCOPES}
    return Merged(
        scope=ids[scope],
        names={ids[each]: scope_word(each, level) for each in SCOPES},
        sums={ids[each]: added(given[each], layout.form) for each in SCOPES},
        units={row.name: numbers for row, numbers in zip(rows[scope], given[scope], strict=True)},
        whole=book.ledger.is_whole and not book.taken_out,
    )


def held_against(
    merged: Path | None, tier: str, background: RoundBackground, layout: Layout
) -> tuple[SealedBook | None, RoundBackground]:
    """Read the consolidated workbook that a report is held against, and add its sums to what is known.

    Raises XlreportError when it cannot be used, or `tier` is no scope of it.
    """
    if merged is None:
        if tier:
            raise XlreportError(either("--tier 只与 --merged 同用", "goes with --merged only"))
        return None, background
    book = read_sealed(merged, layout)
    return book, replace(background, merged=merged_of(book, layout, scope_named(tier, book, layout.form.units)))


def refuse_other_reports(returns: Iterable[Return], book: SealedBook) -> None:
    """Raise XlreportError when a return cannot be the report of the area that was merged."""
    for submission in filter(None, (each.submission for each in returns)):
        refuse_a_unit_of_it(submission, book)
        year = submission.says("year")
        if year and year != book.ledger.year:
            raise XlreportError(
                f"{submission.file}: "
                + either(
                    f"年度为 {year}，汇总工作簿是 {book.ledger.year} 年度的",
                    f"its year is {year}, the consolidated workbook's {book.ledger.year}",
                )
            )
