"""The consolidated workbooks of areas below as returns: what each carries up beside its totals, and whom it counts.

Adds no figure up, takes no area for another.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import combinations

from xlreport.findings import Finding, Severity, found_by
from xlreport.forms import Form
from xlreport.language import Text, same
from xlreport.layout import Layout
from xlreport.merging.book.book_places import Places, places_of
from xlreport.merging.book.live_formulas import formulas
from xlreport.merging.deciding.decisions import MergeTerms
from xlreport.merging.ledgers import Coverage, Ledger, Row, UnitLine, UnitState, Within
from xlreport.merging.scope_totals import totals
from xlreport.plain_records import dataclass
from xlreport.rounds import WHOLE, Unit, plain_name
from xlreport.rules import rule
from xlreport.submissions import AlteredFormula, Entry, Identity, Return, State, Submission, Value
from xlreport.verdicts import verdict

_MOST_NAMED = 12
_MORE_ERRORS = Text("；其汇总另有 {count} 个错误", "; its consolidation has {count} {count:error|errors}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaBook:
    """A consolidated workbook that was handed in, as it was read."""

    file: str
    sha256: str
    ledger: Ledger | None
    """as it was merged; None when nothing of it can be relied on"""
    taken_out: frozenset[str] = frozenset()
    """codes of the units that 明细 takes out of the totals now"""
    findings: tuple[Finding, ...] = ()
    """why it may not count as it stands, as far as the workbook alone tells"""

    @property
    def rows(self) -> tuple[Row, ...]:
        """Give the rows that its totals hold, as they stand now."""
        return tuple(row for row in self.ledger.rows if row.code not in self.taken_out) if self.ledger else ()


def area_of(ledger: Ledger, rows: Iterable[Row]) -> Coverage:
    """Give what an area carries up, counted in units that hand in a return; `rows` are those its totals hold."""
    inside = {row.code: row for row in rows}
    due = [unit for unit in ledger.units if unit.state is not UnitState.OUT_OF_SCOPE]
    below = {code: row.area for code, row in inside.items() if row.area}
    return Coverage(
        due=sum(below[unit.code].due if unit.code in below else 1 for unit in due),
        inside=sum(area.inside for area in below.values()) + len(inside) - len(below),
        missing=tuple(name for unit in due for name in _missing(unit, inside)),
        units=tuple(each for row in inside.values() for each in _within(row)),
        has_roster=ledger.has_roster and all(area.has_roster for area in below.values()),
    )


def _missing(unit: UnitLine, inside: Mapping[str, Row]) -> Iterator[str]:
    row = inside.get(unit.code)
    if row is None:
        yield unit.name
    elif row.area:
        yield from (f"{unit.name}／{name}" for name in row.area.missing)


def _within(row: Row) -> Iterator[Within]:
    yield Within(code=row.code, name=row.name, file=row.file, sha256=row.sha256)
    for each in row.area.units if row.area else ():
        yield replace(each, of=f"{row.name}／{each.of}" if each.of else row.name)


def coverage(area: Coverage) -> Text:
    """Say how much of an area is in and who is missing."""
    if not area.has_roster:
        return Text(
            f"未提供名册，按收到的报送计 {area.inside} 个单位",
            f"without a roster: the {area.inside} units that submitted",
        )
    some = area.missing[:_MOST_NAMED]
    more = "……" if len(area.missing) > len(some) else ""
    named = "、".join(some) + more
    return Text(
        f"应纳入 {area.due} 个单位，已计入 {area.inside} 个" + (f"；未计入：{named}" if named else ""),
        f"{area.inside} of {area.due} units are in" + (f"; not in: {named}" if named else ""),
    )


def submission_of(book: AreaBook, ledger: Ledger, layout: Layout, code: str) -> Submission:
    """Give an area's totals as a submission of the unit of a code: each figure with its cell on 汇总."""
    form, at = layout.form, places_of(ledger, layout)
    said: dict[str, Value] = {**totals(book.rows, form)[WHOLE], **_texts(book.rows, form)}
    return Submission(
        form=form,
        file=book.file,
        sha256=book.sha256,
        identity=Identity(
            form=form.id,
            edition=form.edition,
            unit_code=code,
            unit_name=ledger.region,
            unit_kind=ledger.level(form.units).kind,
            region=ledger.region,
            year=ledger.year,
        ),
        entries={field: _entry(field, said.get(field), at) for field in form.fields},
        formulas=tuple(_totals(form, at)),
    )


def _texts(rows: Iterable[Row], form: Form) -> Mapping[str, str]:
    """Give the text of the area's government, where one return of it is in; the other units' stays below."""
    governments = [row for row in rows if form.units.kind(row.kind).whole]
    return governments[0].texts if len(governments) == 1 else {}


def _entry(field: str, value: Value | None, at: Places) -> Entry:
    place = at.totals.get((WHOLE, field), at.layout.places[field])
    state = State.BLANK if value is None else State.ZERO if value == 0 else State.VALUE
    raw = value if isinstance(value, str) else None
    return Entry(field=field, sheet=place.sheet, area=place.area, state=state, value=value, raw=raw)


def _totals(form: Form, at: Places) -> Iterator[AlteredFormula]:
    """Give the form's totals: here each is a sum over the units, and counts as it stands."""
    for each in formulas(at):
        if each.key[:2] == ("total", WHOLE) and each.field in form.computed:
            yield AlteredFormula(sheet=each.sheet, cell=str(each.cell), found=each.text, expected="", field=each.field)


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
    areas: Mapping[str, Coverage] = field(default_factory=dict)
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
    books: Iterable[AreaBook], layout: Layout, units: Iterable[Unit] | None, year: str, terms: MergeTerms
) -> HandedUp:
    """Make returns of consolidated workbooks; `units` are the roster's, None where there is none."""
    known = sorted(books, key=lambda each: (each.file, each.sha256))
    readable = {book.sha256: (book, book.ledger) for book in known if book.ledger}
    areas = {sha256: area_of(ledger, book.rows) for sha256, (book, ledger) in readable.items()}
    of_year = [(book, ledger) for book, ledger in readable.values() if ledger.year == year]
    claims = {book.sha256: _claims_of(book, ledger, areas[book.sha256]) for book, ledger in of_year}
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


def _claims_of(book: AreaBook, ledger: Ledger, area: Coverage) -> Mapping[str, Holder]:
    holder = Holder(area=ledger.region, file=book.file)
    return {key: holder for unit in area.units for key in (unit.code, unit.sha256, unit.name)}


def _shared(books: Sequence[tuple[AreaBook, Ledger]]) -> Mapping[str, tuple[Finding, ...]]:
    """M36: the unit codes that two different areas both count, told at either file."""
    found: dict[str, tuple[Finding, ...]] = {}
    for one, other in combinations(books, 2):
        if plain_name(one[1].region) != plain_name(other[1].region):
            for here, there in ((one, other), (other, one)):
                told = tuple(_shared_with(here, there))
                found[here[0].sha256] = found.get(here[0].sha256, ()) + told
    return found


def _shared_with(here: tuple[AreaBook, Ledger], there: tuple[AreaBook, Ledger]) -> Iterator[Finding]:
    names = dict(_units_named(there[0]))
    both = [(code, tuple(dict.fromkeys((name, names[code])))) for code, name in _units_named(here[0]) if code in names]
    if both:
        listed = _listed([f"{code} {'／'.join(called)}" for code, called in both])
        yield found_by(rule("M36"), name=here[1].region, other=there[1].region, file=there[0].file, units=listed)


def _units_named(book: AreaBook) -> Iterator[tuple[str, str]]:
    for row in book.rows:
        yield row.code, row.name
        yield from ((each.code, each.name) for each in (row.area.units if row.area else ()))


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:_MOST_NAMED]) + ("……" if len(names) > _MOST_NAMED else "")


def _return(  # noqa: PLR0913, PLR0917
    book: AreaBook,
    areas: Mapping[str, Coverage],
    shared: Mapping[str, tuple[Finding, ...]],
    layout: Layout,
    codes: Mapping[str, str] | None,
    terms: MergeTerms,
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


def _not_whole(ledger: Ledger, area: Coverage) -> Iterator[Finding]:
    """M35: an area without a roster, with units missing, or with errors of its own."""
    errors = [
        each for each in ledger.findings if each.severity is Severity.ERROR and each.open and each.code not in _NAMED
    ]
    if area.has_roster and area.inside == area.due and not errors:
        return
    more = _MORE_ERRORS.filled(count=len(errors)) if errors else same("")
    yield found_by(
        rule("M35"),
        found=str(area.inside),
        expected=str(area.due),
        name=ledger.region,
        coverage=coverage(area),
        errors=more,
    )


def covered(reason: str, area: Coverage) -> str:
    """Give what 上报情况 says of an area that is in: its coverage, then what was decided about it."""
    return "；".join(filter(None, (coverage(area).zh, reason)))
