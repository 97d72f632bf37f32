"""Issuing: a round's roster to one workbook per unit, last year's figures in it, and a register of what went out.

At the end of the round: the government's own report, drafted from the ledger of a consolidated workbook, and the sums
it is held against.
"""

from xlreport.issuing.merged import merged_of
from xlreport.issuing.outbox import BLANK, Issued, issue
from xlreport.issuing.own_report import OwnReport, own_report
from xlreport.issuing.previous import LastYear, last_year
from xlreport.issuing.rules import RULES

__all__ = ["BLANK", "RULES", "Issued", "LastYear", "OwnReport", "issue", "last_year", "merged_of", "own_report"]
