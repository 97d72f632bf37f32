"""What a phrase of the text is held against: the figures of its readings, this year's or last year's."""

from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import chain

from xlreport.checks.examined import Examined, repaired
from xlreport.disclosure.sentences import Claim, Reading, Setting, claims_in, governs, known_topics
from xlreport.disclosure.sentences.scopes import OWN_TIER, WHOLE
from xlreport.disclosure.text.narratives import narratives, others_named
from xlreport.figures import Figures
from xlreport.findings import Finding
from xlreport.forms import Field
from xlreport.language import Text
from xlreport.numbers import Number, shown, size
from xlreport.plain_records import dataclass

PLUS, APART = Text("加", " plus "), Text("、", ", ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One reading with its figures: as the table stands, and as its parts add up where that differs."""

    name: Text
    values: tuple[Number, ...]
    fields: tuple[str, ...]
    figures: Figures

    @property
    def rests(self) -> frozenset[str]:
        """Give the typed figures it adds up."""
        return frozenset(chain.from_iterable(map(self.figures.inputs, self.fields)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding about a figure of the text, with the typed figures it rests on and how far the text is from them."""

    finding: Finding
    rests: frozenset[str] = frozenset()
    gap: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All readings of a phrase. `named` are those its wording covers; `complete`: none of them is unknown."""

    named: tuple[Fact, ...]
    near: tuple[Fact, ...]
    complete: bool

    @property
    def all(self) -> tuple[Fact, ...]:
        """Give every reading with a known figure."""
        return self.named + self.near

    @property
    def words(self) -> Text:
        """Give all readings with their figures."""
        told = [(fact.name, shown(fact.values[0])) for fact in self.all]
        return Text(
            APART.zh.join([f"{name.zh} {value}" for name, value in told]),
            APART.en.join([f"{name.en} {value}" for name, value in told]),
        )


def parts_read(seen: Examined) -> tuple[tuple[Field, str, Setting], ...]:
    """Give each narrative part of the return that has text, with what is known when it is read.

    Where two figures that a government's text gives for its whole area are its tables', the tables are the area's; so too
    for what it gives for its own level. A figure of three digits is hardly so by chance: alone it tells of its own part.
    """
    return seen.once(("parts_read",), lambda: _parts_read(seen))


_ENOUGH, _LARGE = 2, 100
_CLOSE_FROM, _CLOSE = 1000, 200


def _parts_read(seen: Examined) -> tuple[tuple[Field, str, Setting], ...]:
    parts = tuple(_parts(seen))
    read = [claims_in(text, setting) if governs(setting.unit) else () for _, text, setting in parts]
    for scope in (WHOLE, OWN_TIER) if any(read) and seen.background.merged is None else ():
        agreeing = [[each for each in claims if each.scope == scope and _agrees(seen, each)] for claims in read]
        everywhere = sum(map(len, agreeing)) >= _ENOUGH
        bound = [everywhere or any(map(_is_large, claims)) for claims in agreeing]
        if any(bound):
            scoped = ((*part[:2], replace(part[2], scope=scope)) for part in parts)
            return tuple(one if here else part for part, one, here in zip(parts, scoped, bound, strict=True))
    return parts


def _is_large(claim: Claim) -> bool:
    return claim.numeral is not None and claim.numeral.number >= _LARGE


def _agrees(seen: Examined, claim: Claim) -> bool:
    """Tell whether a figure, not 0, is the tables'."""
    if claim.numeral is None or not claim.numeral.number or claim.years or claim.at_most:
        return False
    known = facts(seen, claim.topics, 0)
    values = [value for fact in known.all for value in fact.values] if known else []
    return any(claim.numeral.fits(value) or _only_off(claim.numeral.number, value) for value in values)


def _only_off(number: Number, value: Number) -> bool:
    """Tell whether a figure of four digits or more is so near to the tables' that it is meant to be it."""
    return value >= _CLOSE_FROM and size(number - value) * _CLOSE <= value


def _parts(seen: Examined) -> Iterator[tuple[Field, str, Setting]]:
    year = seen.submission.entry("cover.year").value if "cover.year" in seen.layout.form.fields else None
    for part in narratives(seen):
        setting = _setting(seen, part.field, year if isinstance(year, int) else None)
        yield seen.field(part.field), part.plain.source, setting


def _setting(seen: Examined, part: str, year: int | None) -> Setting:
    return Setting(
        part=part,
        year=year,
        unit=seen.submission.says("unit_name"),
        others=others_named(seen),
        short=seen.background.unit.short if seen.background.unit else (),
        area=seen.background.merged is not None,
        form=seen.layout.form.id,
    )


def facts(seen: Examined, topics: tuple[str, ...], years: int, scope: str = "") -> Facts | None:
    """Give the readings of a phrase with their figures, of the return itself or of a scope of the merged area.

    None for a year or a scope nothing is known of, or without any figure.
    """
    return seen.once(("facts", topics, years, scope), lambda: _facts_of(seen, topics, years, scope))


def _facts_of(seen: Examined, topics: tuple[str, ...], years: int, scope: str) -> Facts | None:
    sources = _merged(seen, scope, years) if scope else _sources(seen, years)
    if not sources:
        return None
    if len(topics) > 1:
        together = _together(topics)
        return _known(sources, (together,), ())
    topic = known_topics()[topics[0]]
    return _known(sources, topic.named, topic.near)


def _together(topics: tuple[str, ...]) -> Reading:
    readings = [known_topics()[topic].named[0] for topic in topics]
    name = _joined([reading.name for reading in readings], PLUS)
    return Reading(name=name, fields=tuple(field for reading in readings for field in reading.fields))


def _joined(texts: list[Text], by: Text) -> Text:
    return Text(by.zh.join(each.zh for each in texts), by.en.join(each.en for each in texts))


def _known(sources: tuple[Figures, ...], named: tuple[Reading, ...], near: tuple[Reading, ...]) -> Facts | None:
    found = [tuple(_facts(sources, readings)) for readings in (named, near)]
    if not found[0]:
        return None
    complete = len(found[0]) == len(named) and len(found[1]) == len(near)
    return Facts(named=found[0], near=found[1], complete=complete)


def _facts(sources: tuple[Figures, ...], readings: tuple[Reading, ...]) -> Iterator[Fact]:
    for reading in readings:
        fields = _fields(sources[0], reading)
        totals = [figures.total(fields) for figures in sources] if fields else []
        values = dict.fromkeys([total * reading.worth for total in totals if total is not None])
        if values:
            yield Fact(name=reading.name, values=tuple(values), fields=fields, figures=sources[0])


def _sources(seen: Examined, years: int) -> tuple[Figures, ...]:
    """Give the figures of a year: as they stand, and with every total worked out from its parts."""
    return seen.once(("sources", years), lambda: _sources_of(seen, years))


def _sources_of(seen: Examined, years: int) -> tuple[Figures, ...]:
    if years == 0:
        impossible = seen.impossible - seen.figures.unusable
        figures = replace(seen.figures, unusable=seen.figures.unusable | impossible) if impossible else seen.figures
        sound = repaired(figures)
        return (figures,) if sound is figures else (figures, sound)
    if years == -1 and seen.background.last is not None:
        last = Figures(form=seen.layout.form, numbers=seen.background.last.numbers)
        return (last,)
    return ()


def _merged(seen: Examined, scope: str, years: int) -> tuple[Figures, ...]:
    """Give the sums of a scope, as a consolidated workbook has them."""
    merged = seen.background.merged
    if merged is None or scope not in merged.sums or years:
        return ()
    return (Figures(form=seen.layout.form, numbers=merged.sums[scope]),)


def _fields(figures: Figures, reading: Reading) -> tuple[str, ...]:
    """Give the fields a reading adds up; none as soon as the form lacks one of them."""
    known = figures.form.fields
    if all(map(known.__contains__, reading.fields)):
        return reading.fields
    found = [[pattern] if pattern in known else _matching(figures, pattern) for pattern in reading.fields]
    return tuple(chain.from_iterable(found)) if all(found) else ()


def _matching(figures: Figures, pattern: str) -> list[str]:
    begins, star, _ = pattern.partition("*")
    named = (field for field in figures.form.fields if field.startswith(begins)) if star else ()
    return [field for field in named if fnmatchcase(field, pattern)]
