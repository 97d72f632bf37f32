"""How each unit of a round stands: what it was issued, what came back, and what to ask of it. Decides nothing new."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xlreport.findings import Finding, Severity
from xlreport.language import Text
from xlreport.merging.records import Decision, FileLine, Ledger, UnitLine, UnitState
from xlreport.rounds import AREA_KINDS, Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One unit in scope. `issued` is the day of issue, `last` the day its latest submission names; None unknown."""

    code: str
    name: str
    tier: str
    issued: date | None
    received: int
    state: UnitState
    errors: int
    warnings: int
    last: date | None
    late: bool
    """nothing accepted and the deadline is past, or handed in after it"""
    ask: Text
    """what to ask of the unit; empty when nothing is"""

    @property
    def open(self) -> bool:
        """Tell whether something is still to be asked of the unit."""
        return bool(self.ask.zh)


def standings(ledger: Ledger, register: Register, deadline: date | None, today: date) -> tuple[Standing, ...]:
    """Give the standing of every unit in scope, in the roster's order."""
    files: dict[str, list[FileLine]] = {}
    for line in ledger.files:
        files.setdefault(line.code, []).append(line)
    due = (unit for unit in ledger.units if unit.state is not UnitState.OUT_OF_SCOPE)
    return tuple(_standing(unit, files.get(unit.code, []), register, deadline, today) for unit in due)


def _standing(
    unit: UnitLine, files: list[FileLine], register: Register, deadline: date | None, today: date
) -> Standing:
    issue = register.issue_of(unit.code)
    deciding = next((line for line in files if line.file == unit.file), None)
    findings = deciding.findings if deciding else ()
    last = max((day for line in files if (day := _day(line.submitted_on))), default=None)
    return Standing(
        code=unit.code,
        name=unit.name,
        tier=unit.tier,
        issued=issue.issued if issue else None,
        received=sum(1 for line in files if line.decision is not Decision.DUPLICATE),
        state=unit.state,
        errors=_count(findings, Severity.ERROR),
        warnings=_count(findings, Severity.WARNING),
        last=last,
        late=_late(unit, last, deadline, today),
        ask=_ask(unit, findings, issued=issue is not None or not register.issues or unit.kind in AREA_KINDS),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _count(findings: Iterable[Finding], severity: Severity) -> int:
    return sum(1 for finding in findings if finding.severity is severity)


def _late(unit: UnitLine, last: date | None, deadline: date | None, today: date) -> bool:
    if deadline is None:
        return False
    if unit.state is UnitState.IN:
        return last is not None and last > deadline
    return today > deadline


def _ask(unit: UnitLine, findings: Iterable[Finding], *, issued: bool) -> Text:
    match unit.state:
        case UnitState.MISSING if not issued:
            return Text("尚未下发，请先下发空白表", "not issued yet: issue its workbook first")
        case UnitState.MISSING:
            return Text(f"催报{f'（{unit.reason}）' if unit.reason else ''}", "remind it to hand in")
        case UnitState.REJECTED:
            return _correct(findings, unit.reason)
        case UnitState.EXCLUDED:
            return Text(f"已人工排除，请确认：{unit.reason}", "left out by a decision: confirm it")
        case _ if open_ := _count(findings, Severity.WARNING):
            return Text(f"请说明 {open_} 项警告的原因", f"ask for the reason of {open_} warnings")
        case _:
            return Text("", "")


def _correct(findings: Iterable[Finding], reason: str) -> Text:
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if not errors:
        return Text(f"请确认以哪一份为准：{reason}", "ask which submission counts")
    first, more = errors[0], len(errors) - 1
    return Text(
        f"请修改后重报：{first.place} {first.message.zh}" + (f"（另有 {more} 处）" if more else ""),
        f"to be corrected: {first.place} {first.message.en}" + (f" (and {more} more)" if more else ""),
    )
