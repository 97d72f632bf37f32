"""How each unit of a round stands: on time or late, what to ask of it, and which files are nobody's.

Late is told by the day on the return, against the law, then the round; missing is not late.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date
from enum import StrEnum

from xlreport.findings import Finding, Rule, Severity, found_by
from xlreport.forms import UnitKind, Units
from xlreport.language import Text
from xlreport.merging.deciding.units_in_names import is_named
from xlreport.merging.ledgers import Decision, FileLine, Ledger, UnitLine, UnitState
from xlreport.plain_records import dataclass
from xlreport.rounds import Register, Settings
from xlreport.rules import rule
from xlreport.submissions import Return, is_plausible

_HANDED_IN = {Decision.COUNTED, Decision.SUPERSEDED, Decision.REJECTED, Decision.UNDECIDED}


def late(
    units: Iterable[UnitLine], files: Iterable[FileLine], year: str, settings: Settings | None, known: Units
) -> list[Finding]:
    """P01, P02, P03: one finding a unit, the law's before the round's; of several returns the first day counts.

    `known` are the form's units, with the days that a law sets them.
    """
    days, found = first_days(files, year), []
    for unit in units:
        if day := days.get(unit.code):
            passed = [(rule, limit) for rule, limit in _days_set(known.kind(unit.kind), year, settings) if day > limit]
            for rule, limit in passed[:1]:
                finding = found_by(rule, name=unit.name, code=unit.code, expected=str(limit), day=str(day))
                found.append(replace(finding, file=unit.file))
    return found


def due(kind: UnitKind, year: str, settings: Settings | None) -> date | None:
    """Give the day after which a kind of unit is late: the earlier of the law's and the round's; None for no day."""
    return min((limit for _, limit in _days_set(kind, year, settings)), default=None)


def first_days(files: Iterable[FileLine], year: str) -> Mapping[str, date]:
    """Give by unit code the first day on which it handed in a return of this year, as the returns plausibly say."""
    days: dict[str, date] = {}
    for line in files:
        if line.decision in _HANDED_IN and (day := day_of(line.submitted_on)) and _is_possible(day, year):
            days[line.code] = min(day, days.get(line.code, day))
    return days


def _is_possible(day: date, year: str) -> bool:
    return not year.isdecimal() or is_plausible(day.isoformat(), int(year))


def day_of(text: str) -> date | None:
    """Give the day that a return says, None when it says none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _days_set(kind: UnitKind, year: str, settings: Settings | None) -> Iterator[tuple[Rule, date]]:
    """Give the days set for a kind of unit, the weightier first, each with the rule about it."""
    by_law = kind.due(int(year)) if year.isdigit() and MINYEAR <= int(year) < MAXYEAR else None
    if by_law:
        yield rule(kind.rule), by_law
    if asked := settings.due(kind.id) if settings else None:
        yield rule("P03"), asked


_NOBODYS = {Decision.UNREADABLE, Decision.UNKNOWN_UNIT}
_EXPLAIN = Text("请说明 {count} 项警告的原因", "ask for an explanation of {count} {count:warning|warnings}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A file that stands for no unit: why, what to do, and the one unit whose code or name its own name holds."""

    file: str
    why: Text
    advice: Text
    code: str = ""
    name: str = ""
    rule: str = ""
    """the code of the rule by which it could not be read"""


def strays(ledger: Ledger) -> tuple[Stray, ...]:
    """Give the files that could be credited to nobody: unreadable ones, unknown units', suspicious others.

    Whatever bears the name of a unit of which nothing else came is one too, be it a document or a lock file.
    """
    awaited = [unit for unit in ledger.units if unit.state is UnitState.MISSING]
    return tuple(
        _stray(line, ledger.units)
        for line in ledger.files
        if line.decision in _NOBODYS
        or line.suspicious
        or (line.decision is Decision.SKIPPED and any(is_named(unit, line.file) for unit in awaited))
    )


def _stray(line: FileLine, units: Iterable[UnitLine]) -> Stray:
    """Word a stray; what could not be read says why better than the merge does."""
    cause = line.findings[0] if line.decision is Decision.UNREADABLE and line.findings else None
    meant = [unit for unit in units if is_named(unit, line.file)]
    unit = meant[0] if len(meant) == 1 else None
    return Stray(
        file=line.file,
        why=cause.message if cause else line.reason,
        advice=cause.advice if cause else Text("", ""),
        code=unit.code if unit else "",
        name=unit.name if unit else "",
        rule=cause.code if cause else "",
    )


_TOLD = {Severity.ERROR, Severity.WARNING}
_SETTLED = {UnitState.IN, UnitState.EXCLUDED, UnitState.WITHIN_AREA}
"""States of a unit of which nothing more has to come."""


class Lateness(StrEnum):
    """What the day by which a unit was due has to do with how it stands."""

    NONE = ""
    LATE = "late"
    """first handed in after it"""
    OVERDUE = "overdue"
    """past, and nothing handed in"""
    UNCORRECTED = "not corrected"
    """past, and what was handed in is still not accepted"""


LATENESS_NAMES = {
    Lateness.NONE: Text("", ""),
    Lateness.LATE: Text("逾期报送", "late"),
    Lateness.OVERDUE: Text("逾期未报送", "overdue"),
    Lateness.UNCORRECTED: Text("到期未改", "not corrected"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStatus:
    """One unit in scope. `issued` is the day of issue, `last` the day its latest submission names; None unknown.

    `integrity` is the one word for how whole the file is by which it stands, `changed` the day on which the latest of
    its files was saved, as the files say.
    """

    code: str
    name: str
    tier: str
    issued: date | None
    received: int
    state: UnitState
    integrity: str
    errors: int
    warnings: int
    last: date | None
    changed: date | None
    due: date | None
    """the day after which its kind of unit is late, by the law or the round; None for no day"""
    lateness: Lateness
    """what that day has to do with how it stands"""
    ask: Text
    """what to ask of the unit; empty when nothing is"""
    file: str = ""
    """the file by which it stands; of a missing unit the one that was not taken in"""
    findings: tuple[Finding, ...] = ()
    """what is open in that file: errors, and warnings nobody has answered; why it is not the unit's return"""
    is_issued: bool = True

    @property
    def late(self) -> bool:
        """Tell whether nothing is accepted and its day is past, or it was first handed in after it."""
        return self.lateness is not Lateness.NONE

    @property
    def open(self) -> bool:
        """Tell whether something is still to be asked of the unit."""
        return bool(self.ask.zh)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """What the units are held against."""

    returns: Mapping[str, Return]
    strays: Mapping[str, Stray]
    misnamed: Mapping[str, FileLine]
    """by unit, as a message names it, a file that bears its name and is another unit's workbook"""
    register: Register
    settings: Settings | None
    units: Units
    year: str
    today: date


def unit_statuses(  # noqa: PLR0913  # a unit's state rests on all of these
    ledger: Ledger,
    returns: Iterable[Return],
    register: Register,
    settings: Settings | None,
    today: date,
    *,
    units: Units,
) -> tuple[UnitStatus, ...]:
    """Give the status of every unit in scope, in the roster's order; `returns` are those of the ledger's files."""
    known = _Round(
        returns={each.file: each for each in returns},
        strays={stray.code: stray for stray in strays(ledger)},
        misnamed=_misnamed(ledger),
        register=register,
        settings=settings,
        units=units,
        year=ledger.year,
        today=today,
    )
    files: dict[str, list[FileLine]] = {}
    for line in ledger.files:
        files.setdefault(line.code, []).append(line)
    asked = (unit for unit in ledger.units if unit.state is not UnitState.OUT_OF_SCOPE)
    return tuple(_status(unit, files.get(unit.code, []), known) for unit in asked)


def _misnamed(ledger: Ledger) -> Mapping[str, FileLine]:
    """Give what M42 tells of, by the unit that a file's name speaks of."""
    lines = {line.file: line for line in ledger.files}
    told = (finding for finding in ledger.findings if finding.code == "M42" and finding.file in lines)
    return {finding.found: lines[finding.file] for finding in told}


def _status(unit: UnitLine, files: list[FileLine], known: _Round) -> UnitStatus:
    issue, limit = known.register.issue_of(unit.code), due(known.units.kind(unit.kind), known.year, known.settings)
    stray = known.strays.get(unit.code) if unit.state is UnitState.MISSING else None
    decided = (line for line in files if line.decision is not Decision.UNDECIDED)
    deciding = next((line for line in decided if line.file == unit.file), None)
    findings = deciding.findings if deciding else ()
    last = max((day for line in files if (day := day_of(line.submitted_on))), default=None)
    returns = [known.returns[line.file] for line in files if line.file in known.returns]
    misnamed = known.misnamed.get(f"{unit.name}（{unit.code}）")
    aside = _set_aside(files, misnamed) if unit.state is UnitState.MISSING and stray is None else None
    issued = issue is not None or not known.register.issues or known.units.kind(unit.kind).area
    return UnitStatus(
        code=unit.code,
        name=unit.name,
        tier=unit.tier,
        issued=issue.issued if issue else None,
        received=sum(1 for line in files if line.decision is not Decision.DUPLICATE),
        state=unit.state,
        integrity=next((each.integrity for each in returns if each.file == unit.file), ""),
        errors=_count(findings, Severity.ERROR),
        warnings=_count(findings, Severity.WARNING),
        last=last,
        changed=max((day for each in returns if (day := _saved(each, issue.issued if issue else None))), default=None),
        due=limit,
        lateness=_lateness(unit, first_days(files, known.year).get(unit.code), limit, known.today),
        ask=_ask(
            unit,
            findings,
            stray,
            misnamed,
            issued=issued,
        ),
        file=stray.file if stray else aside.file if aside else unit.file,
        findings=(aside,) if aside else tuple(each for each in findings if each.open and each.severity in _TOLD),
        is_issued=issued,
    )


def _set_aside(files: Iterable[FileLine], misnamed: FileLine | None) -> Finding | None:
    """Say to a missing unit why a file of it is not its return: one of another year, or another unit's workbook."""
    line = next((each for each in files if each.decision is Decision.WRONG_YEAR), None)
    if line:
        return _told(line, line.reason, _THIS_YEAR)
    return _told(misnamed, _ANOTHERS.filled(name=misnamed.name, code=misnamed.code), _OWN) if misnamed else None


def _told(line: FileLine, why: Text, advice: Text) -> Finding:
    return Finding(code="", severity=Severity.ERROR, file=line.file, message=why, advice=advice, source=why)


_THIS_YEAR = Text("请用本年度发给本单位的表填报。", "Fill in the workbook that was issued to you for this year.")
_ANOTHERS = Text("里面是{name}（{code}）的表。", "It is the workbook of {name} ({code}).")
_OWN = Text("请换用发给本单位的表重新填报。", "Fill in the workbook that was issued to you.")


def _saved(given: Return, issued: date | None) -> date | None:
    """Give the day a return was saved; a day before its issue is that of the blank form, saved by nobody since."""
    day = day_of(given.submission.modified[:10]) if given.submission else None
    return None if day and issued and day < issued else day


def _count(findings: Iterable[Finding], severity: Severity) -> int:
    return sum(1 for finding in findings if finding.severity is severity and finding.open)


def _lateness(unit: UnitLine, first: date | None, limit: date | None, today: date) -> Lateness:
    """Tell late from overdue, and both from what came in time and was sent back: three matters for three letters."""
    if limit is None:
        return Lateness.NONE
    if first is not None and first > limit:
        return Lateness.LATE
    if unit.state in _SETTLED or today <= limit:
        return Lateness.NONE
    return Lateness.OVERDUE if unit.state is UnitState.MISSING else Lateness.UNCORRECTED


def _ask(
    unit: UnitLine, findings: Iterable[Finding], stray: Stray | None, misnamed: FileLine | None, *, issued: bool
) -> Text:
    match unit.state:
        case UnitState.MISSING:
            return _awaited(unit, stray, misnamed, issued=issued)
        case UnitState.REJECTED:
            return _correct(findings, unit.reason)
        case UnitState.EXCLUDED:
            return Text(f"已人工排除，请确认：{unit.reason}", "left out by a decision: confirm it")
        case UnitState.WITHIN_AREA:
            return Text(f"请弄清由谁计入：{unit.reason}", "settle whether it or the area counts it")
        case _ if open_ := _count(findings, Severity.WARNING):
            return _EXPLAIN.filled(count=open_)
        case _:
            return Text("", "")


def _awaited(unit: UnitLine, stray: Stray | None, misnamed: FileLine | None, *, issued: bool) -> Text:
    """Say what to ask of a unit of which nothing was taken in, and which file speaks of it."""
    if stray:
        return Text(
            f"从文件名看交过“{stray.file}”，没有收成：{stray.why.zh}{stray.advice.zh}",
            f"by its name “{stray.file}” is from it and was not taken in: {stray.why.en} {stray.advice.en}".strip(),
        )
    if misnamed:
        return Text(
            f"请催报：“{misnamed.file}”从文件名看是它的，里面却是{misnamed.name}（{misnamed.code}）的表，可能用错了下发表",
            f"remind it to submit: by its name “{misnamed.file}” is from it, but it is the workbook of "
            f"{misnamed.name} ({misnamed.code})",
        )
    if not issued:
        return Text("尚未下发，请先下发空白表", "not issued yet: issue its workbook first")
    return Text(f"请催报{f'（{unit.reason}）' if unit.reason else ''}", "remind it to submit")


def _correct(findings: Iterable[Finding], reason: str) -> Text:
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if not errors:
        return Text(f"请确认以哪一份为准：{reason}", "ask which submission counts")
    first, more = errors[0], len(errors) - 1
    return Text(
        f"请更正后重新报送：{first.place} {first.message.zh}" + (f"（另有 {more} 处）" if more else ""),
        f"to be corrected: {first.place} {first.message.en}" + (f" (and {more} more)" if more else ""),
    )
