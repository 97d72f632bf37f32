"""What a consolidated workbook says for its area: its totals as a submission, what it carries up. Judges nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from xlreport.findings import Finding
from xlreport.forms import Form
from xlreport.language import Text
from xlreport.layout import Layout
from xlreport.merging.book.formulas import formulas
from xlreport.merging.book.places import Places, places_of
from xlreport.merging.records import Area, Ledger, Row, UnitLine, UnitState, Within
from xlreport.merging.totals import totals
from xlreport.rounds import WHOLE
from xlreport.submissions import AlteredFormula, Entry, Identity, State, Submission, Value

_MOST_NAMED = 12


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


def area_of(ledger: Ledger, rows: Iterable[Row]) -> Area:
    """Give what an area carries up, counted in units that hand in a return; `rows` are those its totals hold."""
    inside = {row.code: row for row in rows}
    due = [unit for unit in ledger.units if unit.state is not UnitState.OUT_OF_SCOPE]
    below = {code: row.area for code, row in inside.items() if row.area}
    return Area(
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


def coverage(area: Area) -> Text:
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
