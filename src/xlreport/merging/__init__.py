"""Merging: returns to a ledger, the ledger to a consolidated workbook. Drops nothing silently.

A name is loaded when it is first asked for: whoever lists an inbox needs no workbook.
"""

from typing import TYPE_CHECKING

from xlreport.lazy import loading

if TYPE_CHECKING:
    from xlreport.merging.book.consolidated import CONSOLIDATED, consolidated, consolidated_pieces, subject_of
    from xlreport.merging.deciding.areas import AreaBook
    from xlreport.merging.deciding.decisions import MergeTerms
    from xlreport.merging.deciding.ledger import assemble
    from xlreport.merging.deciding.unit_status import LATENESS_NAMES, Lateness, Stray, UnitStatus, strays, unit_statuses
    from xlreport.merging.inbox import ARCHIVE, Inbox, Skipped, scan, unpacked
    from xlreport.merging.ledgers import (
        DECISION_NAMES,
        STATE_NAMES,
        Change,
        Coverage,
        Decision,
        FileLine,
        Ledger,
        Row,
        UnitLine,
        UnitState,
        Within,
    )
    from xlreport.merging.scope_totals import scope_word, totals

_PLACES = {
    "ARCHIVE": "inbox",
    "unpacked": "inbox",
    "AreaBook": "deciding.areas",
    "CONSOLIDATED": "book.consolidated",
    "Change": "ledgers",
    "Coverage": "ledgers",
    "DECISION_NAMES": "ledgers",
    "Decision": "ledgers",
    "FileLine": "ledgers",
    "Inbox": "inbox",
    "LATENESS_NAMES": "deciding.unit_status",
    "Lateness": "deciding.unit_status",
    "Ledger": "ledgers",
    "MergeTerms": "deciding.decisions",
    "Row": "ledgers",
    "STATE_NAMES": "ledgers",
    "Skipped": "inbox",
    "UnitStatus": "deciding.unit_status",
    "Stray": "deciding.unit_status",
    "UnitLine": "ledgers",
    "UnitState": "ledgers",
    "Within": "ledgers",
    "assemble": "deciding.ledger",
    "consolidated": "book.consolidated",
    "consolidated_pieces": "book.consolidated",
    "scan": "inbox",
    "scope_word": "scope_totals",
    "unit_statuses": "deciding.unit_status",
    "strays": "deciding.unit_status",
    "subject_of": "book.consolidated",
    "totals": "scope_totals",
}
"""Where each name stands."""

__getattr__ = loading(__name__, _PLACES)

__all__ = [
    "ARCHIVE",
    "CONSOLIDATED",
    "DECISION_NAMES",
    "LATENESS_NAMES",
    "STATE_NAMES",
    "AreaBook",
    "Change",
    "Coverage",
    "Decision",
    "FileLine",
    "Inbox",
    "Lateness",
    "Ledger",
    "MergeTerms",
    "Row",
    "Skipped",
    "Stray",
    "UnitLine",
    "UnitState",
    "UnitStatus",
    "Within",
    "assemble",
    "consolidated",
    "consolidated_pieces",
    "scan",
    "scope_word",
    "strays",
    "subject_of",
    "totals",
    "unit_statuses",
    "unpacked",
]
