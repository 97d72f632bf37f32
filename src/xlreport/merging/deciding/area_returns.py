"""The consolidated workbooks of an inbox as returns of their areas, and whom they count. Takes no area for another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from xlreport.findings import Finding, Severity, found_by
from xlreport.language import Text, same
from xlreport.layout import Layout
from xlreport.merging.deciding.areas import AreaBook, area_of, coverage, submission_of
from xlreport.merging.records import Area, Ledger
from xlreport.merging.terms import Terms
from xlreport.rounds import Unit, plain_name
from xlreport.rules import rule
from xlreport.submissions import Return
from xlreport.verdicts import verdict

_MOST_NAMED = 12
_NAMED = {"M01", "M15", "M16"}
"""Errors of an area's merge about a unit that is not in: its coverage names the unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """An area that counts a unit, and the file that says so."""

    area: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedUp:
    """What areas handed in: a return each, and by its SHA-256 what it carries up and whom it says it counts."""

    returns: tuple[Return, ...] = ()
    areas: Mapping[str, Area] = field(default_factory=dict)
    claims: Mapping[str, Mapping[str, Holder]] = field(default_factory=dict)
    """by a unit's code, its file's SHA-256, and its name, which tells an area that stands in another"""

    def holder(self, given: Return, code: str, name: str, counted: Iterable[str]) -> Holder | None:
        """Give the area, of those that count, which counts already what a file says."""
        keys = (code, given.sha256, name if given.sha256 in self.areas else "")
        claims = [self.claims[sha256] for sha256 in counted if sha256 in self.claims]
        return next((each[key] for key in keys if key for each in claims if key in each), None)

    def outermost(self, given: Iterable[Return]) -> tuple[list[Return], list[Return]]:
        """Divide areas into those that stand in none of the others, and the rest."""
        known = list(given)
        inside = [
            each
            for each in known
            if self.holder(each, "", _region(each), (other.sha256 for other in known if other is not each))
        ]
        return [each for each in known if each not in inside], inside


def handed_up(
    books: Iterable[AreaBook], layout: Layout, units: Iterable[Unit] | None, year: str, terms: Terms
) -> HandedUp:
    """Make returns of consolidated workbooks; `units` are the roster's, None where there is none."""
    known = sorted(books, key=lambda each: (each.file, each.sha256))
    readable = {book.sha256: (book, book.ledger) for book in known if book.ledger}
    areas = {sha256: area_of(ledger, book.rows) for sha256, (book, ledger) in readable.items()}
    of_year = [(book, ledger) for book, ledger in readable.values() if ledger.year == year]
    claims = {book.sha256: _claims(book, ledger, areas[book.sha256]) for book, ledger in of_year}
    within = {key for each in claims.values() for key in each}
    outer = [each for each in of_year if each[0].sha256 not in within and each[1].region not in within]
    shared = _shared(outer)
    codes = None if units is None else {plain_name(unit.name): unit.code for unit in units if unit.is_area}
    return HandedUp(
        returns=tuple(_return(book, areas, shared, layout, codes, terms) for book in known),
        areas=areas,
        claims=claims,
    )


def _region(given: Return) -> str:
    return given.submission.identity.unit_name if given.submission else ""


def _claims(book: AreaBook, ledger: Ledger, area: Area) -> Mapping[str, Holder]:
    holder = Holder(area=ledger.region, file=book.file)
    return {key: holder for unit in area.units for key in (unit.code, unit.sha256, unit.name)}


def _shared(books: Sequence[tuple[AreaBook, Ledger]]) -> Mapping[str, tuple[Finding, ...]]:
    """M36: the unit codes that two different areas both count, told at either file."""
    found: dict[str, tuple[Finding, ...]] = {}
    for one, other in combinations(books, 2):
        if plain_name(one[1].region) != plain_name(other[1].region):
            for here, there in ((one, other), (other, one)):
                told = tuple(_shares(here, there))
                found[here[0].sha256] = found.get(here[0].sha256, ()) + told
    return found


def _shares(here: tuple[AreaBook, Ledger], there: tuple[AreaBook, Ledger]) -> Iterator[Finding]:
    names = dict(_names(there[0]))
    both = [(code, tuple(dict.fromkeys((name, names[code])))) for code, name in _names(here[0]) if code in names]
    if both:
        listed = _listed([f"{code} {'／'.join(called)}" for code, called in both])
        yield found_by(rule("M36"), name=here[1].region, other=there[1].region, file=there[0].file, units=listed)


def _names(book: AreaBook) -> Iterator[tuple[str, str]]:
    for row in book.rows:
        yield row.code, row.name
        yield from ((each.code, each.name) for each in (row.area.units if row.area else ()))


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:_MOST_NAMED]) + ("……" if len(names) > _MOST_NAMED else "")


def _return(  # noqa: PLR0913, PLR0917
    book: AreaBook,
    areas: Mapping[str, Area],
    shared: Mapping[str, tuple[Finding, ...]],
    layout: Layout,
    codes: Mapping[str, str] | None,
    terms: Terms,
) -> Return:
    """Give an area's workbook as a return; without a roster its name is its code."""
    ledger = book.ledger
    if ledger is None:
        told = tuple(each.within(book.file) for each in book.findings)
        return Return(file=book.file, sha256=book.sha256, submission=None, findings=told, state="unreadable")
    code = ledger.region if codes is None else codes.get(plain_name(ledger.region), "")
    findings = (
        *book.findings,
        *_about(book, ledger),
        *shared.get(book.sha256, ()),
        *_not_whole(ledger, areas[book.sha256]),
    )
    told = tuple(terms.waived(each.within(book.file), code, "") for each in findings)
    return Return(
        file=book.file,
        sha256=book.sha256,
        submission=submission_of(book, ledger, layout, code),
        findings=told,
        state=verdict(told),
    )


def _about(book: AreaBook, ledger: Ledger) -> Iterator[Finding]:
    """M33, M34: a draft, and units taken out."""
    if ledger.draft:
        yield found_by(rule("M33"), name=ledger.region)
    if book.taken_out:
        names = [row.name for row in ledger.rows if row.code in book.taken_out]
        yield found_by(rule("M34"), name=ledger.region, count=len(names), units=_listed(names))


def _not_whole(ledger: Ledger, area: Area) -> Iterator[Finding]:
    """M35: an area without a roster, with units missing, or with errors of its own."""
    errors = [
        each for each in ledger.findings if each.severity is Severity.ERROR and each.open and each.code not in _NAMED
    ]
    if area.has_roster and area.inside == area.due and not errors:
        return
    more = Text(f"；其汇总另有 {len(errors)} 个错误", f"; its merge has {len(errors)} errors") if errors else same("")
    yield found_by(
        rule("M35"),
        found=str(area.inside),
        expected=str(area.due),
        name=ledger.region,
        coverage=coverage(area),
        errors=more,
    )


def covered(reason: str, area: Area) -> str:
    """Give what 上报情况 says of an area that is in: its coverage, then what was decided about it."""
    return "；".join(filter(None, (coverage(area).zh, reason)))
