"""What follows from a request register on a day: its figures and states, and its faults as findings at their cells."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from xlreport.findings import Finding, Rule, Where, found_by
from xlreport.forms import Field
from xlreport.language import Text, same
from xlreport.office.registers.request_registers import ReadRegister, read_register_file
from xlreport.plain_records import dataclass
from xlreport.register import (
    JudgedRegister,
    RegisterForm,
    RowFault,
    announced_workdays,
    judged,
)
from xlreport.register.register_plan import RowsPlan, register_plan
from xlreport.register.row_faults import is_personal
from xlreport.rules import rule

_MOST_DAYS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminedRegister:
    """What follows from a register as it stands on a day: its figures and states, and what is wrong with its rows."""

    result: JudgedRegister
    findings: tuple[Finding, ...]
    as_of: date


def examined_register(path: Path, declared: RegisterForm, as_of: date | None = None) -> ExaminedRegister:
    """Read and judge a register, by default as of the day that it names itself, else of today."""
    read = read_register_file(path, declared)
    day = as_of or read.as_of or datetime.now(UTC).astimezone().date()
    result = judged_register(read, declared, day)
    return ExaminedRegister(result=result, findings=register_findings(read, result.faults, declared), as_of=day)


def judged_register(read: ReadRegister, declared: RegisterForm, as_of: date) -> JudgedRegister:
    """Count and judge a register as it stands on a day, by the calendar that came with it or the announced one."""
    calendar = read.calendar or announced_workdays(read.local)
    chosen = declared.choosing(read.choices)
    result = judged(read.rows, chosen, as_of=as_of, calendar=calendar, soon_days=read.soon_days)
    return replace(result, faults=(*result.faults, *_calendar_fault(read.odd_days)))


def _calendar_fault(days: tuple[date, ...]) -> Iterator[RowFault]:
    if days:
        named = "、".join(map(str, days[:_MOST_DAYS])) + ("……" if len(days) > _MOST_DAYS else "")
        yield RowFault(slug="calendar_differs", number="", line=0, says={"days": named})


def register_findings(read: ReadRegister, faults: Iterable[RowFault], declared: RegisterForm) -> tuple[Finding, ...]:
    """The faults of the rows as findings, each at its cell."""
    drawn = read.drawn or declared
    plan, fields = register_plan(drawn), drawn.form.fields
    return tuple(
        _finding(read, fault, plan.disputes if _is_dispute(fault) else plan.requests, fields) for fault in faults
    )


def _is_dispute(fault: RowFault) -> bool:
    return fault.slug.startswith("dispute_") or fault.slug == "direct_suit_without_review"


def _finding(read: ReadRegister, fault: RowFault, plan: RowsPlan, fields: Mapping[str, Field]) -> Finding:
    label = next((each.label for each in plan.columns if each.id == fault.column), "")
    if not fault.line and fault.number in fields:  # of no row, but of a figure that the rows give
        label = fields[fault.number].label
    cell = str(plan.cell(fault.column or "number", fault.line)) if fault.line else ""
    number = _named(fault)
    where = Where(sheet=plan.sheet, cell=cell, label=label or number.zh, field=number.en)
    words = {key: text for key, text in fault.says.items() if key not in {"found", "expected"}}
    said: dict[str, Any] = {"number": number, "line": str(fault.line), **words}
    found, expected = fault.says.get("found", ""), fault.says.get("expected", "")
    made = found_by(rule_of_fault(fault.slug), where, found=found, expected=expected, **said)
    return made.within(read.file)


def _named(fault: RowFault) -> Text:
    """What a row is called: its number, but for one that is missing, or is somebody's telephone or identity."""
    place = Text(f"序号 {fault.line}", f"row {fault.line}")
    return place if fault.number == place.en or is_personal(fault.number) else same(fault.number)


def rule_of_fault(slug: str) -> Rule:
    """The rule that words a fault, in the case of its slug."""
    code = _RULES[slug]
    return rule(code, slug) if slug != "cannot_be_counted" else rule(code)


_CODES = (
    "R02",
    "R03",
    "R04",
    "R05",
    "R06",
    "R07",
    "R11",
    "R12",
    "R13",
    "R14",
    "R15",
    "R16",
    "R17",
    "R18",
    "R21",
    "R22",
)


class _Rules(dict[str, str]):
    """The code that words each slug, read from the rules when first asked for."""

    def __missing__(self, slug: str) -> str:
        self.update({case: code for code in _CODES for case in rule(code).cases})
        return self.setdefault(slug, "R01")


_RULES = _Rules()
