"""Merging: returns to a ledger, the ledger to a consolidated workbook, and the proof of it. Drops nothing silently."""

from xlreport.merging.book.consolidated import CONSOLIDATED, consolidated, subject_of
from xlreport.merging.deciding.area_rules import RULES as _AREA_RULES
from xlreport.merging.deciding.areas import AreaBook
from xlreport.merging.deciding.copied_texts import RULES as _TEXT_RULES
from xlreport.merging.deciding.deadline_rules import RULES as _DEADLINE_RULES
from xlreport.merging.deciding.ledger import assemble
from xlreport.merging.deciding.office_rules import RULES as _OFFICE_RULES
from xlreport.merging.deciding.rules import RULES as _MERGE_RULES
from xlreport.merging.deciding.standing import Standing, standings
from xlreport.merging.deciding.strays import Stray, strays
from xlreport.merging.deciding.submitted_rules import RULES as _SUBMITTED_RULES
from xlreport.merging.inbox import Inbox, Skipped, scan
from xlreport.merging.proof.inbox_rules import RULES as _INBOX_RULES
from xlreport.merging.proof.proven import Proof, verify
from xlreport.merging.proof.rebuilt_rules import RULES as _REBUILT_RULES
from xlreport.merging.proof.rules import RULES as _INSIDE_RULES
from xlreport.merging.records import (
    DECISION_NAMES,
    STATE_NAMES,
    Area,
    Change,
    Decision,
    FileLine,
    Ledger,
    Row,
    UnitLine,
    UnitState,
    Within,
)
from xlreport.merging.terms import Terms
from xlreport.merging.totals import scope_word, totals

RULES = (
    *_MERGE_RULES,
    *_SUBMITTED_RULES,
    *_TEXT_RULES,
    *_OFFICE_RULES,
    *_AREA_RULES,
    *_DEADLINE_RULES,
    *_INSIDE_RULES,
    *_REBUILT_RULES,
    *_INBOX_RULES,
)

__all__ = [
    "CONSOLIDATED",
    "DECISION_NAMES",
    "RULES",
    "STATE_NAMES",
    "Area",
    "AreaBook",
    "Change",
    "Decision",
    "FileLine",
    "Inbox",
    "Ledger",
    "Proof",
    "Row",
    "Skipped",
    "Standing",
    "Stray",
    "Terms",
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
