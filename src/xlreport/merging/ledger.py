"""Decides what counts: returns and roster to a ledger. A pure function; drops nothing silently, reads no file."""

from collections.abc import Iterable
from dataclasses import replace

from xlreport.findings import Finding, Severity, blocking, found_by, ordered
from xlreport.forms import Kind
from xlreport.language import same
from xlreport.layout import Layout
from xlreport.merging.inbox import Skipped
from xlreport.merging.records import (
    DECISION_NAMES,
    Decision,
    FileLine,
    Ledger,
    Row,
    UnitState,
)
from xlreport.merging.rules import M02, M12, M13, M14, M16, M17, M18, M19, M20
from xlreport.merging.submitted import Candidate, Choice, choose
from xlreport.merging.totals import relation_lines, scope_figures, totals
from xlreport.merging.units import code_of, missing, name_of, seen, unit_lines, units_of, usual, year_of
from xlreport.numbers import Number, shown
from xlreport.relations import Mark, evaluate
from xlreport.rounds import Register, Roster, Unit
from xlreport.submissions import Return, Submission


def assemble(  # noqa: PLR0913
    returns: Iterable[Return],
    *,
    layout: Layout,
    roster: Roster | None = None,
    register: Register | None = None,
    year: str = "",
    region: str = "",
    skipped: Iterable[Skipped] = (),
) -> Ledger:
    """Give the ledger of some returns: each file with its decision, each unit with its state, the rows that count.

    Without a roster every accepted unit counts. Year and region, where not given, are what most returns say. With
    a register each return's issue is compared with the one that is in force for its unit.
    """
    given = sorted(returns, key=lambda each: (each.file, each.sha256))
    submissions = [each.submission for each in given if each.submission]
    year = year or usual(year_of(each) for each in submissions)
    region = region or usual(each.text("cover.region") for each in submissions)
    units = {unit.code: unit for unit in (roster.units if roster else units_of(submissions))}
    sorter = _Sorter(layout, units, year, register or Register())
    sorter.sort(given)
    files = [*sorter.lines, *(_skipped(each) for each in skipped)]
    rows = tuple(sorter.rows[code] for code in units if code in sorter.rows)
    lines = unit_lines(units, files) if roster else unit_lines(seen(units, files), files)
    missed = [missing(line) for line in lines if line.state is UnitState.MISSING]
    findings = [*missed, *_broken(rows, layout), *sorter.findings, *_pointed_out(files)]
    return Ledger(
        year=year,
        region=region,
        rows=rows,
        units=lines,
        has_roster=roster is not None,
        files=tuple(sorted(files, key=lambda each: (each.file, each.sha256))),
        findings=ordered(findings),
    )


class _Sorter:
    """The files of one merge being given their decisions."""

    def __init__(self, layout: Layout, units: dict[str, Unit], year: str, register: Register) -> None:
        self.layout, self.units, self.year, self.register = layout, units, year, register
        self.lines: list[FileLine] = []
        self.rows: dict[str, Row] = {}
        self.findings: list[Finding] = []

    def sort(self, given: Iterable[Return]) -> None:
        first: dict[str, Return] = {}
        by_unit: dict[str, list[Candidate]] = {}
        for each in given:
            if each.sha256 in first:
                self._duplicate(each, first[each.sha256].file)
                continue
            first[each.sha256] = each
            if candidate := self._candidate(each):
                by_unit.setdefault(code_of(candidate.submission), []).append(candidate)
        for code, candidates in by_unit.items():
            self._settle(self.units[code], choose(self.units[code], candidates, self.layout))

    def _candidate(self, each: Return) -> Candidate | None:
        """Give a readable return of this year and of a unit in scope; decide on any other at once."""
        submission = each.submission
        if submission is None or each.state == "unreadable":
            first = each.findings[0].message if each.findings else same("")
            self._decide(each, Decision.UNREADABLE, found_by(M18, first=first))
            return None
        code, year = code_of(submission), year_of(submission)
        unit = self.units.get(code)
        if year != self.year:
            self._decide(each, Decision.WRONG_YEAR, found_by(M17, found=year, expected=self.year))
        elif unit is None:
            self._decide(each, Decision.UNKNOWN_UNIT, found_by(M12, found=code or "（空）", name=name_of(submission)))
        elif not unit.in_scope:
            finding = found_by(M13, name=unit.name, code=unit.code, why=unit.reason)
            self._decide(each, Decision.OUT_OF_SCOPE, finding)
        else:
            self._compare_issue(each, submission, unit)
            rejected = each.state == "rejected" or blocking(each.findings)
            return Candidate(given=each, submission=submission, rejected=rejected)
        return None

    def _compare_issue(self, each: Return, submission: Submission, unit: Unit) -> None:
        issue = self.register.issue_of(unit.code)
        found = submission.identity.issue
        if issue is not None and found != issue.issue:
            finding = found_by(M20, found=found or "（空）", expected=issue.issue, name=unit.name, code=unit.code)
            self.findings.append(replace(finding, file=each.file))

    def _settle(self, unit: Unit, choice: Choice) -> None:
        for each, decision, finding in choice.others:
            self._decide(each.given, decision, finding)
        latest = choice.latest
        if latest is None:
            return
        if latest.rejected:
            self._decide(latest.given, Decision.REJECTED, _rejected(unit, latest.given))
            return
        self.rows[unit.code] = _row(unit, latest, self.layout)
        self._decide(latest.given, Decision.COUNTED, None)

    def _duplicate(self, each: Return, other: str) -> None:
        # Its findings are those of the other file: said once.
        self._decide(replace(each, findings=()), Decision.DUPLICATE, found_by(M14, other=other))

    def _decide(self, each: Return, decision: Decision, finding: Finding | None) -> None:
        says = each.submission
        self.lines.append(
            FileLine(
                file=each.file,
                sha256=each.sha256,
                decision=decision,
                reason=finding.message if finding else DECISION_NAMES[decision],
                code=code_of(says) if says else "",
                name=name_of(says) if says else "",
                submitted_on=says.text("cover.submitted_on") if says else "",
                read=len(_known(says, self.layout)) if says else 0,
                findings=tuple(replace(found, file=each.file) for found in each.findings),
            )
        )
        if finding:
            self.findings.append(replace(finding, file=each.file))


def _rejected(unit: Unit, given: Return) -> Finding:
    errors = [each for each in given.findings if each.severity is Severity.ERROR]
    first = errors[0].message if errors else same("")
    return found_by(M16, name=unit.name, code=unit.code, count=len(errors), first=first)


def _row(unit: Unit, counted: Candidate, layout: Layout) -> Row:
    says, form = counted.submission, layout.form
    known = _known(says, layout)
    narrative = (field.id for field in form.fields.values() if field.kind is Kind.TEXT)
    return Row(
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        tier=unit.tier,
        file=counted.given.file,
        sha256=counted.given.sha256,
        submitted_on=says.text("cover.submitted_on"),
        state=counted.given.state,
        findings=len(counted.given.findings),
        numbers={field.id: known.get(field.id) for field in form.numbers},
        texts={field: text for field in narrative if (text := says.text(field))},
    )


def _known(submission: Submission, layout: Layout) -> dict[str, Number]:
    """Give every number field that holds a figure: entered, declared zero, or a total whose parts are all known."""
    figures = submission.figures()
    fields = (field.id for field in layout.form.numbers)
    return {
        field: figures.value(field)
        for field in fields
        if field not in figures.unusable and (field in figures.numbers or not figures.open(field))
    }


def _skipped(each: Skipped) -> FileLine:
    return FileLine(file=each.file, decision=Decision.SKIPPED, reason=each.reason, suspicious=each.suspicious)


def _pointed_out(files: Iterable[FileLine]) -> list[Finding]:
    return [replace(found_by(M19, why=line.reason), file=line.file) for line in files if line.suspicious]


def _broken(rows: Iterable[Row], layout: Layout) -> list[Finding]:
    """Put the form's relations to the totals once more."""
    figures = scope_figures(totals(rows, layout.form), layout.form)
    found = []
    for line in relation_lines(layout):
        outcome = evaluate(line, figures)
        if outcome.mark is Mark.FAILS:
            about = line.statement.about or layout.form.fields[line.statement.left[0].field].label
            finding = found_by(
                M02,
                found=shown(outcome.left),
                expected=shown(outcome.right),
                severity=line.relation.severity,
                relation=line.relation.title,
                about=about,
            )
            found.append(finding)
    return found
