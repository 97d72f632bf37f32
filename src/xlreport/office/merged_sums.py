"""What a consolidated workbook adds up to, scope by scope, as the flags of 明细 stand now."""

from xlreport.background import Merged
from xlreport.layout import Layout
from xlreport.merging.totals import belongs, scope_word
from xlreport.office.own_report import added, typed
from xlreport.office.sealed_books import SealedBook
from xlreport.rounds import SCOPES, TOWN_TIER, WHOLE


def merged_of(book: SealedBook, layout: Layout, scope: str = WHOLE) -> Merged:
    """Give the sums of every scope; `scope`, one of SCOPES, is the one that the report is about."""
    level = book.ledger.level(layout.form.units)
    ids = {each: level.below if each == TOWN_TIER else each for each in SCOPES}
    rows = {each: [row for row in book.counted if belongs(row.tier, each, layout.form)] for each in SCOPES}
    given = {each: [typed(row, layout.form) for row in rows[each]] for each in SCOPES}
    return Merged(
        scope=ids[scope],
        names={ids[each]: scope_word(each, level) for each in SCOPES},
        sums={ids[each]: added(given[each], layout.form) for each in SCOPES},
        units={row.name: numbers for row, numbers in zip(rows[scope], given[scope], strict=True)},
        whole=book.ledger.is_whole and not book.taken_out,
    )
