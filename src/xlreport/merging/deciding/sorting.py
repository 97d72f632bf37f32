"""Gives each file of a merge its one word: what counts, what does not and why. Reads no file, adds nothing up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from xlreport.findings import NOTHING, Finding, Rule, Severity, blocking, found_by
from xlreport.language import Text, same
from xlreport.layout import Layout
from xlreport.merging.deciding.areas import HandedUp, Holder, coverage
from xlreport.merging.deciding.candidates import Candidate, choose, chosen_by_ruling, likely_copy
from xlreport.merging.deciding.counted_twice import Holding, holding_others, told_twice
from xlreport.merging.deciding.decisions import File, MergeTerms, OfficeDecisions, signed
from xlreport.merging.deciding.unit_lines import KnownContents, absence, code_of, name_of, reporting, row_of, year_of
from xlreport.merging.deciding.units_in_names import UnitsInNames
from xlreport.merging.inbox import Skipped
from xlreport.merging.ledgers import DECISION_NAMES, IN_DRAFT, INCLUDED, Change, Coverage, Decision, FileLine, Row
from xlreport.plain_records import dataclass
from xlreport.rounds import ROWS, Register, Ruling, Unit
from xlreport.rules import rule
from xlreport.submissions import Reported, Return, Submission
from xlreport.verdicts import REJECTED

_INSTEAD = Text("取代了同一单位的其他报送", "instead of the unit's other submissions")


def excluded(ruling: Ruling) -> Finding:
    """M22: left out by the office."""
    return found_by(rule("M22"), why=ruling.why, who=ruling.who, day=str(ruling.on))


def within_area(holder: Holder, name: str, code: str, *, known: bool) -> Finding:
    """M37: an error where the roster lists the unit itself, so that one of the two lists is wrong."""
    return found_by(
        rule("M37", "listed") if known else rule("M37"),
        name=name,
        code=code,
        area=holder.area,
        file=holder.file,
    )


def included(
    unit: Unit, counted: Candidate, ruling: Ruling, holder: Holder | None, holding: Holding | None = None
) -> Finding:
    """M21: counted by the office, although it has errors, instead of another, or although an area counts it."""
    errors, state = _errors(counted.given), _INSTEAD
    if counted.rejected:
        state = Text("有 {count} 个错误", "{count} {count:error|errors}").filled(count=len(errors))
    elif holding:
        state = Text(
            f"{holding.columns} 栏都不小于{holding.whose.zh}之和",
            f"{holding.columns} columns are at least the sum of {holding.whose.en}",
        )
    elif holder:
        state = Text(f"{holder.file} 也有这个单位代码", f"{holder.file} has its code too")
    return found_by(
        rule("M21"),
        name=unit.name,
        code=unit.code,
        why=ruling.why,
        who=ruling.who,
        day=str(ruling.on),
        state=state,
    )


def brought(area: Coverage, findings: Iterable[Finding]) -> Text:
    """Give what is said of an area that counts: the warning that it is not whole, else its coverage."""
    return next((each.message for each in findings if each.code == "M35"), coverage(area))


def rejected(rule: Rule, unit: Unit, given: Return) -> Finding:
    """M16, M25: a return with errors, left out or in a draft."""
    errors = _errors(given)
    first = errors[0].message if errors else same("")
    return found_by(rule, name=unit.name, code=unit.code, count=len(errors), first=first)


def _errors(given: Return) -> list[Finding]:
    return [each for each in given.findings if each.severity is Severity.ERROR]


_NONE = "（空）"
_PARENT_OUT = Text("，而上级的报告尚未计入", ", and the parent's submission is not counted either")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What the files are held against."""

    layout: Layout
    units: Mapping[str, Unit]
    year: str
    register: Register
    terms: MergeTerms
    up: HandedUp


class Sorter:
    """The files of one merge being given their decisions."""

    def __init__(self, grounds: Grounds) -> None:
        self.grounds = grounds
        self.office = OfficeDecisions((), ())
        self.known = KnownContents(grounds.layout)
        self.within: list[tuple[Return, Unit, Unit]] = []
        self.lines: list[FileLine] = []
        self.rows: dict[str, Row] = {}
        self.findings: list[Finding] = []
        self.names = UnitsInNames(grounds.units.values())

    def sort(self, given: Iterable[Return], skipped: Iterable[Skipped]) -> None:
        """Decide on every file."""
        returns, left = list(given), list(skipped)
        files = [_file(each) for each in returns] + [(each.file, "", "") for each in left]
        self.office = OfficeDecisions(self.grounds.terms.rulings, files)
        heads = {_content(each): each for each in sorted(returns, key=likely_copy, reverse=True)}
        for each in returns:
            if each is not heads[_content(each)]:
                self._duplicate(each, heads[_content(each)].file)
        # Whole areas first, the outermost before those in them: only one that counts holds its units.
        areas = [each for each in heads.values() if each.sha256 in self.grounds.up.areas]
        units = [each for each in heads.values() if each.sha256 not in self.grounds.up.areas]
        while areas:
            outer, inner = self.grounds.up.outermost(areas)
            self._settle_all(outer or areas)
            areas = inner if outer else []
        self._settle_all(units)
        for each, unit, top in self.within:
            self._subordinate(each, unit, top)
        for one in left:
            self._skip(one)
        self.findings += [*self.office.findings, *self.office.unused(self.lines, self.grounds.units)]

    def _settle_all(self, returns: Iterable[Return]) -> None:
        """Decide on returns: those that cannot count at once, the others unit by unit."""
        by_unit: dict[str, list[Candidate]] = {}
        for each in sorted(returns, key=lambda each: (each.file, each.sha256)):
            if candidate := self._candidate(each):
                by_unit.setdefault(code_of(candidate.submission), []).append(candidate)
        chosen: list[tuple[Unit, Candidate, bool]] = []
        for code, candidates in by_unit.items():
            chosen += self._settle(self.grounds.units[code], self._without_refused_areas(code, candidates))
        twice = self._holding_others(chosen)
        for unit, candidate, asked in chosen:
            self._count(unit, candidate, asked=asked, holding=twice.get(unit.code))

    def _holding_others(self, chosen: Iterable[tuple[Unit, Candidate, bool]]) -> Mapping[str, Holding]:
        """Give by code what would be counted twice if these were to count, beside the rows that do already."""
        layout = self.grounds.layout
        rows = {unit.code: row_of(unit, each, self.known) for unit, each, _ in chosen if self._may_count(each)}
        told = holding_others([*self.rows.values(), *rows.values()], layout.form, rows)
        return {each.row.code: each for each in told}

    def _may_count(self, candidate: Candidate) -> bool:
        wanted = self.office.wants(_file(candidate.given))
        return not candidate.rejected or self.grounds.terms.takes_rejected or wanted

    def _without_refused_areas(self, code: str, candidates: list[Candidate]) -> list[Candidate]:
        """Send back areas that may not count where another of the unit may: they bear no day to be told apart by."""
        wanted = {id(each) for each in candidates if self.office.names(_file(each.given))}
        refused = [each for each in candidates if each.area and each.rejected and id(each) not in wanted]
        if not 0 < len(refused) < len(candidates):
            return candidates
        for each in refused:
            self._decide(each.given, Decision.REJECTED, rejected(rule("M16"), self.grounds.units[code], each.given))
        return [each for each in candidates if each not in refused]

    def _candidate(self, each: Return) -> Candidate | None:
        """Give a readable return of this year and of a unit in scope; decide on any other at once."""
        submission = each.submission
        if ruling := self.office.excludes(_file(each)):
            self._decide(each, Decision.EXCLUDED, excluded(ruling), decided=signed(ruling))
        elif submission is None or each.state == "unreadable":
            first = each.findings[0].message if each.findings else same("")
            self._decide(each, Decision.UNREADABLE, found_by(rule("M18"), first=first))
        elif unit := self._due(each, submission):
            self._compare_issue(each, submission, unit)
            self._compare_name(each, unit)
            rejected = each.state == REJECTED or blocking(each.findings)
            area = self.grounds.up.areas.get(each.sha256)
            return Candidate(given=each, submission=submission, rejected=rejected, area=area)
        return None

    def _due(self, each: Return, submission: Submission) -> Unit | None:
        """Give the unit that hands in this return for itself; decide on any other at once."""
        grounds, code, year = self.grounds, code_of(submission), year_of(submission)
        unit = grounds.units.get(code)
        if year != grounds.year:
            self._decide(each, Decision.WRONG_YEAR, found_by(rule("M17"), found=year or _NONE, expected=grounds.year))
        elif unit and (why := absence(unit, grounds.year)):
            finding = found_by(rule("M13"), name=unit.name, code=unit.code, why=why)
            self._decide(each, Decision.OUT_OF_SCOPE, finding)
        elif unit and (top := reporting(unit, grounds.units)) is not unit:
            self.within.append((each, unit, top))
        elif (holder := self._holder(each)) and not self.office.wants(_file(each)):
            finding = within_area(holder, name_of(submission), code or _NONE, known=unit is not None)
            self._decide(each, Decision.WITHIN_AREA, finding)
        elif unit is None:
            self._decide(each, Decision.UNKNOWN_UNIT, self._unknown(each, submission))
        else:
            return unit
        return None

    def _holder(self, each: Return) -> Holder | None:
        """Give the area that counts already what a file says."""
        says = each.submission
        counted = [row.sha256 for row in self.rows.values() if row.area]
        return self.grounds.up.holder(each, code_of(says), name_of(says), counted) if says else None

    def _unknown(self, each: Return, submission: Submission) -> Finding:
        if each.sha256 in self.grounds.up.areas:
            return found_by(rule("M30"), found=name_of(submission) or _NONE)
        return found_by(rule("M12"), found=code_of(submission) or _NONE, name=name_of(submission))

    def _subordinate(self, each: Return, unit: Unit, top: Unit) -> None:
        """Leave out what is counted in the return of the unit above, be that one in or not."""
        state = NOTHING if top.code in self.rows else _PARENT_OUT
        finding = found_by(rule("M04"), name=unit.name, code=unit.code, parent=top.name, state=state)
        self._decide(each, Decision.SUBORDINATE, finding)

    def _compare_issue(self, each: Return, submission: Submission, unit: Unit) -> None:
        issue = self.grounds.register.issue_of(unit.code)
        found = submission.identity.issue
        if issue is not None and found != issue.issue:
            finding = found_by(rule("M20"), found=found or _NONE, expected=issue.issue, name=unit.name, code=unit.code)
            self.findings.append(replace(finding, file=each.file))

    def _compare_name(self, each: Return, unit: Unit) -> None:
        if other := self.names.other_than(unit, each.file):
            said = f"{other.name}（{other.code}）"
            finding = found_by(rule("M42"), name=unit.name, code=unit.code, found=said)
            self.findings.append(replace(finding, file=each.file))

    def _settle(self, unit: Unit, candidates: list[Candidate]) -> Iterator[tuple[Unit, Candidate, bool]]:
        """Follow the decision that names one of several submissions, else the round's policy.

        Gives the one that is to count, if there is one, and whether that takes a decision of the office.
        """
        choice = choose(unit, candidates, self.grounds.layout, self.grounds.terms.which)
        wanted = next((each for each in candidates if self.office.names(_file(each.given))), None)
        if wanted and wanted is not choice.chosen:
            choice = chosen_by_ruling(candidates, wanted, self.grounds.layout)
        for fate in choice.others:
            self._decide(fate.candidate.given, fate.decision, fate.finding, changes=fate.changes)
        if choice.chosen:
            twice = self._holder(choice.chosen.given) is not None
            yield unit, choice.chosen, choice.by_ruling or choice.chosen.rejected or twice

    def _count(self, unit: Unit, chosen: Candidate, *, asked: bool, holding: Holding | None) -> None:
        """Count the chosen submission, or say why it does not; `asked`: whether that takes a decision of the office."""
        given = chosen.given
        ruling = self.office.includes(_file(given)) if asked or holding else None
        if ruling:
            state = INCLUDED if chosen.rejected else given.state
            told = included(unit, chosen, ruling, self._holder(given), holding)
            self._place(unit, chosen, state, told, signed(ruling))
        elif holding:
            self._decide(given, Decision.REJECTED, told_twice(holding))
        elif not chosen.rejected:
            self._place(unit, chosen, given.state)
        elif self.grounds.terms.takes_rejected:
            self._place(unit, chosen, IN_DRAFT, rejected(rule("M25"), unit, given))
        else:
            self._decide(given, Decision.REJECTED, rejected(rule("M16"), unit, given))

    def _place(
        self, unit: Unit, counted: Candidate, state: str, finding: Finding | None = None, decided: str = ""
    ) -> None:
        row = row_of(unit, counted, self.known, state, decided)
        self.rows[unit.code] = replace(row, requests=self._collected(counted))
        self._decide(counted.given, Decision.COUNTED, finding, decided=decided)

    def _collected(self, counted: Candidate) -> Reported | None:
        """Give what may be handed on of a unit's request register, where the round collects rows."""
        settings, annexed = self.grounds.terms.settings, counted.submission.annexed
        collects = settings is not None and settings.register.collect == ROWS
        return annexed.reported if collects and annexed else None

    def _duplicate(self, each: Return, other: str) -> None:
        # Its findings are those of the other file: said once.
        self._decide(replace(each, findings=()), Decision.DUPLICATE, found_by(rule("M14"), other=other))

    def _skip(self, each: Skipped) -> None:
        if ruling := self.office.excludes((each.file, "", "")):
            finding = excluded(ruling)
            line = FileLine(file=each.file, decision=Decision.EXCLUDED, reason=finding.message, decided=signed(ruling))
            self.findings.append(replace(finding, file=each.file))
        else:
            line = FileLine(file=each.file, decision=Decision.SKIPPED, reason=each.reason, suspicious=each.suspicious)
        self.lines.append(line)

    def _decide(
        self,
        each: Return,
        decision: Decision,
        finding: Finding | None,
        *,
        decided: str = "",
        changes: tuple[Change, ...] = (),
    ) -> None:
        says, area = each.submission, self.grounds.up.areas.get(each.sha256)
        counted = NOTHING if decision is Decision.COUNTED else DECISION_NAMES[decision]
        plain = brought(area, each.findings) if area else counted
        self.lines.append(
            FileLine(
                file=each.file,
                sha256=each.sha256,
                decision=decision,
                reason=finding.message if finding else plain,
                code=code_of(says) if says else "",
                name=name_of(says) if says else "",
                submitted_on=says.says("submitted_on") if says else "",
                read=self.known.of(says).read if says else 0,
                findings=tuple(
                    found if found.file == each.file else replace(found, file=each.file) for found in each.told
                ),
                decided=decided,
                changes=changes,
            )
        )
        if finding:
            self.findings.append(replace(finding, file=each.file))


def _content(each: Return) -> str:
    """Give what makes a file the same as another: its digest; one that could not be opened is like no other."""
    return each.sha256 or f"file:{each.file}"


def _file(each: Return) -> File:
    return each.file, each.sha256, code_of(each.submission) if each.submission else ""
