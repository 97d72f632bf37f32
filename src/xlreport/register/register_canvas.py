"""A register being drawn: xlsxwriter's book and sheets, and everything that is to stand on them."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any

from xlreport.plain_records import dataclass
from xlreport.register.declared import RegisterForm
from xlreport.register.register_plan import RegisterPlan
from xlreport.register.requests import RegisterRow
from xlreport.register.row_faults import JudgedRow
from xlreport.register.workdays import Workdays


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterIdentity:
    """Whose register a workbook is, and of which year."""

    year: int
    unit_code: str = ""
    unit_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCanvas:
    """A register being drawn: xlsxwriter's book and sheets, and everything that is to stand on them."""

    plan: RegisterPlan
    identity: RegisterIdentity
    requests: tuple[JudgedRow, ...]
    disputes: tuple[RegisterRow, ...]
    private: Mapping[int, Mapping[str, str]]
    """what stands in the columns that never leave the bureau, by line"""
    calendar: Workdays
    as_of: date
    soon_days: int
    local: tuple[date, ...] = ()
    """the office's own holidays among those of the calendar"""
    carried: int | None = None
    """how many requests came over from last year's register, where it was made from one"""
    book: Any = None
    sheets: dict[str, Any] = field(default_factory=dict)
    styles: Any = None
    """the three are made when it is drawn"""

    @property
    def declared(self) -> RegisterForm:
        """What the form declares of the register."""
        return self.plan.declared
