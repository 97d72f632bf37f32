"""Merging: returns to a ledger, the ledger to a consolidated workbook, and the proof of it. Drops nothing silently."""

from xlreport.merging.book.consolidated import CONSOLIDATED, consolidated, subject_of
from xlreport.merging.deciding.areas import AreaBook
from xlreport.merging.deciding.decisions import MergeTerms
from xlreport.merging.deciding.ledger import assemble
from xlreport.merging.deciding.unit_status import Standing, Stray, standings, strays
from xlreport.merging.inbox import ARCHIVE, Inbox, Skipped, scan
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
from xlreport.merging.proof.proven import Proof, verify
from xlreport.merging.totals import scope_word, totals

__all__ = [
    "ARCHIVE",
    "CONSOLIDATED",
    "DECISION_NAMES",
    "STATE_NAMES",
    "AreaBook",
    "Change",
    "Coverage",
    "Decision",
    "FileLine",
    "Inbox",
    "Ledger",
    "MergeTerms",
    "Proof",
    "Row",
    "Skipped",
    "Standing",
    "Stray",
    "UnitLine",
    "UnitState",
    "Within",
    "assemble",
    "consolidated",
    "scan",
    "scope_word",
    "standings",
    "strays",
    "subject_of",
    "totals",
    "verify",
]
