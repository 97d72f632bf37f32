"""Merging: returns to a ledger, the ledger to a consolidated workbook, and the proof of it. Drops nothing silently."""

from xlreport.merging.consolidated import consolidated
from xlreport.merging.inbox import Inbox, Skipped, scan
from xlreport.merging.ledger import assemble
from xlreport.merging.records import Decision, FileLine, Ledger, Row, UnitLine, UnitState
from xlreport.merging.totals import totals
from xlreport.merging.verify import verify

__all__ = [
    "Decision", "FileLine", "Inbox", "Ledger", "Row", "Skipped", "UnitLine", "UnitState", "assemble",
    "consolidated", "scan", "totals", "verify",
]
