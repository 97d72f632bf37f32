"""Merging: returns to a ledger, the ledger to a consolidated workbook, and the proof of it. Drops nothing silently."""

from xlreport.merging.area_rules import RULES as _AREA_RULES
from xlreport.merging.areas import AreaBook
from xlreport.merging.consolidated import consolidated
from xlreport.merging.copied_texts import RULES as _TEXT_RULES
from xlreport.merging.deadline_rules import RULES as _DEADLINE_RULES
from xlreport.merging.inbox import Inbox, Skipped, scan
from xlreport.merging.ledger import assemble
from xlreport.merging.office_rules import RULES as _OFFICE_RULES
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
from xlreport.merging.rules import RULES as _MERGE_RULES
from xlreport.merging.standing import Standing, standings
from xlreport.merging.strays import Stray, strays
from xlreport.merging.terms import Terms
from xlreport.merging.totals import SCOPES, scope_word, totals
from xlreport.merging.verify import Proof, verify
from xlreport.merging.verify_inbox_rules import RULES as _INBOX_RULES
from xlreport.merging.verify_rebuilt_rules import RULES as _REBUILT_RULES
from xlreport.merging.verify_rules import RULES as _INSIDE_RULES

RULES = (
    *_MERGE_RULES,
    *_TEXT_RULES,
    *_OFFICE_RULES,
    *_AREA_RULES,
    *_DEADLINE_RULES,
    *_INSIDE_RULES,
    *_REBUILT_RULES,
    *_INBOX_RULES,
)

__all__ = [
    "DECISION_NAMES",
    "RULES",
    "SCOPES",
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
    "totals",
    "verify",
]
