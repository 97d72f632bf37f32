"""Where everything of a register sits in its workbook: one answer for whoever draws it and whoever reads it back."""

from dataclasses import replace
from functools import cached_property

from xlreport.cells import Area, Cell
from xlreport.plain_records import dataclass
from xlreport.register.declared import Automatic, Column, RegisterForm

CALENDAR_SHEET, LISTS_SHEET = "工作日历", "名单"
ALONE, EMBEDDED = "首页", "台账首页"
"""The front page in a workbook of its own, and in a return."""
TITLE_ROW, BAND_ROW, NOTE_ROW, GROUP_ROW, LABEL_ROW, FIRST_ROW = range(6)
FROZEN_COLUMNS = 2
"""Typed columns that stay in sight: the number and the day of receipt."""
REGISTER_KIND = "request-register"
"""What the manifest of a register says it is."""
MANIFEST_KEYS = ("kind", "form", "edition", "unit_code", "unit_name", "year")


@dataclass(frozen=True, kw_only=True)
class RowsPlan:
    """A sheet of rows: its columns from left to right, automatic and typed, and how many rows it offers."""

    sheet: str
    columns: tuple[Automatic | Column, ...]
    typed: tuple[Column, ...]
    """those of them that may leave the bureau and stand side by side"""
    rows: int

    @cached_property
    def places(self) -> dict[str, int]:
        """The column of each id, from 0."""
        return {each.id: number for number, each in enumerate(self.columns)}

    def cell(self, identifier: str, line: int) -> Cell:
        """The cell of a column in a line, from 1."""
        return Cell(FIRST_ROW + line - 1, self.places[identifier])

    def column(self, identifier: str) -> str:
        """A column's data cells as an absolute reference to this sheet."""
        first = self.cell(identifier, 1)
        return f"'{self.sheet}'!{Area.of(first, self.rows).absolute}"

    def typed_block(self, line: int) -> Area:
        """The typed cells of a line; columns that never leave the bureau stand elsewhere."""
        return Area(self.cell(self.typed[0].id, line), self.cell(self.typed[-1].id, line))


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPlan:
    """A register's workbook: the requests, the disputes, and where the figures follow."""

    declared: RegisterForm
    requests: RowsPlan
    disputes: RowsPlan
    front: str
    """the front page's name"""
    home: str = ""
    """the sheet that the front page leads back to, in a return"""

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets of the register itself, from left to right."""
        return (self.front, self.requests.sheet, self.disputes.sheet, CALENDAR_SHEET, LISTS_SHEET)


def embedded_plan(declared: RegisterForm, rows: int | None = None) -> RegisterPlan:
    """Lay a register out within a return: there is no column for a name."""
    plan = register_plan(declared, rows, private=False)
    return replace(plan, front=EMBEDDED, home=declared.form.sections[0].sheet)


def register_plan(declared: RegisterForm, rows: int | None = None, *, private: bool = True) -> RegisterPlan:
    """Lay a register out; `private` adds the columns that never leave the bureau, at the far right."""
    front = tuple(each for each in declared.automatic if each.front)
    back = tuple(each for each in declared.automatic if not each.front)
    typed = declared.columns + back + (declared.private if private else ())
    return RegisterPlan(
        declared=declared,
        front=ALONE,
        requests=RowsPlan(
            sheet=declared.sheet, columns=front + typed, typed=declared.columns, rows=rows or declared.rows
        ),
        disputes=RowsPlan(
            sheet=declared.disputes.sheet,
            columns=declared.disputes.columns + declared.disputes.automatic,
            typed=declared.disputes.columns,
            rows=declared.disputes.rows,
        ),
    )
