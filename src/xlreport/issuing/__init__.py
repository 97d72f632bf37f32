"""Issuing: a round's roster to one workbook per unit, last year's figures in it, and a register of what went out."""

from xlreport.issuing.outbox import Issued, issue
from xlreport.issuing.previous import LastYear, last_year
from xlreport.issuing.rules import RULES

__all__ = ["RULES", "Issued", "LastYear", "issue", "last_year"]
