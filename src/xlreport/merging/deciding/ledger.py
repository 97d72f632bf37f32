"""Decides what counts: returns and roster to a ledger. A pure function; drops nothing silently, reads no file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from xlreport.findings import Finding, found_by, ordered
from xlreport.language import Text
from xlreport.layout import Layout
from xlreport.merging.deciding.areas import AreaBook, covered, handed_up
from xlreport.merging.deciding.counted_twice import same_figures
from xlreport.merging.deciding.cross_checks import copied_between, found_in_sums
from xlreport.merging.deciding.decisions import MergeTerms
from xlreport.merging.deciding.sorting import Grounds, Sorter
from xlreport.merging.deciding.unit_lines import (
    doubtful_units,
    missing,
    region_of,
    seen,
    tiers,
    unit_lines,
    units_of,
    usual,
    year_of,
)
from xlreport.merging.deciding.unit_status import late
from xlreport.merging.inbox import Skipped
from xlreport.merging.ledgers import Before, FileLine, Ledger, Row, UnitLine, UnitState
from xlreport.rounds import Register, Roster, Unit
from xlreport.rules import rule
from xlreport.submissions import Return, Submission

_COUNTY = ("", "")
"""No unit and no day: what is said about the sums, which only a waiver for every unit concerns."""


def assemble(  # noqa: PLR0913
    returns: Iterable[Return],
    *,
    layout: Layout,
    roster: Roster | None = None,
    register: Register | None = None,
    year: str = "",
    region: str = "",
    skipped: Iterable[Skipped] = (),
    books: Iterable[AreaBook] = (),
    terms: MergeTerms | None = None,
    jobs: int = 1,
) -> Ledger:
    """Give the ledger of some returns: each file with its decision, each unit with its state, the rows that count.

    Without a roster every accepted unit counts. Year and region, where not given, are what most returns say. With
    a register each return's issue is compared with the one that is in force for its unit. `books` are consolidated
    workbooks of areas below, each to be one row. `terms` are the office's settings, decisions and waivers. Texts of
    very many returns are compared in so many processes, which changes nothing.
    """
    terms = terms or MergeTerms()
    received, areas = list(returns), list(books)
    year = year or usual([*(year_of(each) for each in _said(received)), *(b.ledger.year for b in areas if b.ledger)])
    up = handed_up(areas, layout, roster.units if roster else None, year, terms)
    given = sorted([*received, *up.returns], key=lambda each: (each.file, each.sha256))
    submissions = _said(given)
    units = {unit.code: unit for unit in (roster.units if roster else units_of(submissions, layout.form.units))}
    sorter = Sorter(Grounds(layout=layout, units=units, year=year, register=register or Register(), terms=terms, up=up))
    sorter.sort(given, sorted(skipped, key=lambda each: each.file))
    return _ledger(_Settled(sorter, roster, region or usual(map(region_of, submissions)), jobs))


class _Settled:
    """Files that have their decisions, and what follows from these for the units."""

    def __init__(self, sorter: Sorter, roster: Roster | None, region: str, jobs: int) -> None:
        """Put files, rows and units in order."""
        self.region, self.jobs = region, jobs
        grounds = sorter.grounds
        self.grounds, self.roster, self.in_sorting = grounds, roster, sorter.findings
        self.files = sorted(sorter.lines, key=lambda each: (each.file, each.sha256))
        self.rows = tuple(sorter.rows[code] for code in grounds.units if code in sorter.rows)
        units = dict(grounds.units) if roster else seen(dict(grounds.units), self.files)
        lines = unit_lines(units, self.files, grounds.year)
        self.units = tuple(_covered(line, sorter.rows) for line in lines)

    @property
    def word(self) -> str:
        """Give what the office calls the whole; nothing where the region's name says it."""
        settings = self.grounds.terms.settings
        return settings.whole if settings else ""

    @property
    def _whole(self) -> Text:
        level = self.grounds.layout.form.units.level_of((unit.tier for unit in self.units), self.region)
        return Text(self.word or level.whole.zh, level.whole.en)

    def findings(self) -> Iterator[Finding]:
        """Give what the merge itself has to say, not yet weighed."""
        grounds, terms = self.grounds, self.grounds.terms
        names = {code: unit.name for code, unit in grounds.units.items()}
        yield from (missing(line) for line in self.units if line.state is UnitState.MISSING)
        yield from found_in_sums(self.rows, grounds.layout, _comparable(terms, self.units), names, self._whole)
        yield from same_figures(self.rows, grounds.layout.form)
        yield from copied_between(self.rows, grounds.layout, terms.policies, self.jobs)
        yield from self.in_sorting
        yield from late(self.units, self.files, grounds.year, terms.settings, grounds.layout.form.units)
        yield from tiers(self.roster.units, grounds.layout.form.units) if self.roster else ()
        yield from doubtful_units(self.roster.units) if self.roster else ()
        yield from _pointed_out(self.files)
        yield from terms.told


def _ledger(settled: _Settled) -> Ledger:
    grounds, terms = settled.grounds, settled.grounds.terms
    return Ledger(
        year=grounds.year,
        region=settled.region,
        whole=settled.word,
        rows=settled.rows,
        units=settled.units,
        has_roster=settled.roster is not None,
        files=tuple(settled.files),
        findings=_weighed(settled.findings(), settled.files, terms),
        draft=terms.draft,
        before=tuple(_before(terms, grounds.units, grounds.layout)),
        inbox=terms.inbox,
    )


def _comparable(terms: MergeTerms, lines: Iterable[UnitLine]) -> MergeTerms:
    """Give the terms without last year's reports of units that are due and not in: like goes with like."""
    waited_for = {line.code for line in lines if line.state not in {UnitState.IN, UnitState.OUT_OF_SCOPE}}
    return replace(terms, last={code: said for code, said in terms.last.items() if code not in waited_for})


def _before(terms: MergeTerms, units: Mapping[str, Unit], layout: Layout) -> Iterator[Before]:
    """Give last year's reports: units of this year first, in their order, then those that are gone, by code."""
    numbers = [field.id for field in layout.form.numbers]
    for code in (*(code for code in units if code in terms.last), *sorted(terms.last.keys() - units.keys())):
        known = terms.last[code].numbers
        name = units[code].name if code in units else code
        yield Before(code=code, name=name, numbers={field: known.get(field) for field in numbers})


def _said(returns: Iterable[Return]) -> list[Submission]:
    return [each.submission for each in returns if each.submission]


def _covered(line: UnitLine, rows: Mapping[str, Row]) -> UnitLine:
    """Add to an area that is in how much of it is."""
    row = rows.get(line.code)
    return replace(line, reason=covered(line.reason, row.area)) if row and row.area else line


def _pointed_out(files: Iterable[FileLine]) -> list[Finding]:
    return [replace(found_by(rule("M19"), why=line.reason), file=line.file) for line in files if line.suspicious]


def _weighed(findings: Iterable[Finding], files: Iterable[FileLine], terms: MergeTerms) -> tuple[Finding, ...]:
    """Weigh the merge's own findings as the round does, and answer those it waives."""
    about = {line.file: (line.code, line.submitted_on) for line in files}
    weighed = terms.policies.weighed(findings)
    return ordered(terms.waived(each, *about.get(each.file, _COUNTY)) for each in weighed)
