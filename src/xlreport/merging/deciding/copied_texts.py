"""X07: the same text in the returns of several units. One finding a section and group of units; judges no one text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xlreport.findings import Finding, Where, found_by
from xlreport.forms import Section
from xlreport.language import Text
from xlreport.layout import Layout
from xlreport.likeness import alike, bare
from xlreport.merging.records import Row
from xlreport.rules import rule

_LEAST = 60
"""Bare characters below which likeness says nothing."""
_MOST_NAMED = 8


def copied_between(rows: Sequence[Row], layout: Layout, limit: int) -> Iterator[Finding]:
    """X07: sections one and five of the returns that count, one against the other."""
    for section in layout.form.sections:
        if section.id in layout.form.roles.own_words:
            yield from _section(rows, layout, section, limit)


def _section(rows: Sequence[Row], layout: Layout, section: Section, limit: int) -> Iterator[Finding]:
    texts = {row.code: said for row in rows if len(said := _said(row, section)) >= _LEAST}
    known = {row.code: row for row in rows}
    for group, score in _groups(texts, limit):
        units = [known[code] for code in known if code in group]
        place = layout.places[section.texts[0].id]
        found = found_by(
            rule("X07"),
            Where(sheet=place.sheet, cell=str(place.cell), label=section.heading, field=place.field),
            found=f"{score:.0f}",
            expected=str(limit),
            units=_named(units),
            section=section.heading,
        )
        yield replace(found, file=units[0].file)


def _said(row: Row, section: Section) -> str:
    """Give what a unit says in a section, bare, without its own name."""
    return bare("".join(row.texts.get(field.id, "") for field in section.texts).replace(row.name, ""))


def _groups(texts: Mapping[str, str], limit: int) -> Iterator[tuple[frozenset[str], float]]:
    """Give the groups of units that likeness connects, each with the highest likeness in it."""
    groups: dict[str, set[str]] = {}
    highest: dict[str, float] = {}
    for one, other, score in alike(texts, limit):
        if score > limit:
            together = groups.get(one, {one}) | groups.get(other, {other})
            groups |= dict.fromkeys(together, together)
            best = max(score, *(highest.get(each, 0) for each in together))
            highest |= dict.fromkeys(together, best)
    for group in dict.fromkeys(frozenset(each) for each in groups.values()):
        yield group, highest[next(iter(group))]


def _named(units: Sequence[Row]) -> Text:
    names = "、".join(unit.name for unit in units[:_MOST_NAMED])
    more = len(units) - _MOST_NAMED
    return Text(f"{names}等 {len(units)} 个单位", f"{names} and {more} more") if more > 0 else Text(names, names)
