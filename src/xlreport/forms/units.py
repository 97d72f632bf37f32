"""Who reports on a form: its kinds of unit, the tiers they stand on, the levels that add them up. Decides no figure."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date

from xlreport.forms.fields import Option
from xlreport.keys import Keys
from xlreport.language import Text, either
from xlreport.lazy import regex
from xlreport.plain_records import dataclass

_OWN, _BELOW, _WHOLE = "本级", "下级", Text("全部", "all units")
"""The words of a form that gives none."""
_DAY = regex(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKind:
    """A kind of unit, in the form's words."""

    id: str
    label: str
    tier: str
    """the tier it belongs to"""
    area: bool = False
    """a whole area of the level below: it hands in its own consolidated workbook, and is issued none to fill in"""
    whole: bool = False
    """its own report is that of the whole area: what it says of its units' work is theirs too"""
    anywhere: bool = False
    """it may stand on any tier"""
    law: tuple[int, int] | None = None
    """month and day of the next year by which a law or regulation asks for its report"""
    rule: str = ""
    """the code of the rule about that day"""

    def due(self, year: int) -> date | None:
        """Give the law's day for the report on a year."""
        return date(year + 1, *self.law) if self.law else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level that adds up: its own tier, the one below, what the whole is called, its kind to the level above."""

    own: str
    whole: Text
    below: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A made-up unit; with a reason it is out of scope."""

    name: str
    kind: str
    reason: str = ""
    powers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The units of a form; `levels` stand lowest first, `powers` and `published` go by the id of a power."""

    kinds: tuple[UnitKind, ...]
    own: str
    """the tier of the units of the level itself"""
    levels: tuple[Level, ...]
    areas: tuple[str, ...] = ()
    """what the whole may be called; each word ends as the name of a region does"""
    powers: Mapping[str, str] = field(default_factory=dict)
    published: Mapping[str, str] = field(default_factory=dict)
    """the roster's column for decisions of a power that the unit published"""
    listed: Mapping[str, str] = field(default_factory=dict)
    """the roster's column for documents in the justice department's list, by what is counted of them"""
    examples: tuple[Example, ...] = ()
    """lines of a new roster that show how it is filled"""
    deadlines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """keys of [deadlines] in a round's settings, each with the kinds of unit that it is for"""

    @property
    def words(self) -> Mapping[str, str]:
        """Give the label of each kind by its id."""
        return {kind.id: kind.label for kind in self.kinds}

    @property
    def tiers(self) -> tuple[str, ...]:
        """Give every tier, the own one first."""
        return (self.own, *dict.fromkeys(level.below for level in self.levels))

    @property
    def wholes(self) -> tuple[str, ...]:
        """Give every word that the whole may be called, whatever the region is."""
        return tuple(dict.fromkeys((*self.areas, *(level.whole.zh for level in self.levels))))

    def kind(self, identifier: str) -> UnitKind:
        """Give a kind; one that the form does not know may stand on any tier."""
        found = (kind for kind in self.kinds if kind.id == identifier)
        return next(found, UnitKind(id=identifier, label=identifier, tier=self.own, anywhere=True))

    def tier_of(self, kind: str) -> str:
        """Give the tier that a kind of unit belongs to."""
        return self.kind(kind).tier

    def level_of(self, tiers: Iterable[str], region: str = "") -> Level:
        """Give the level that has units of these tiers; tiers of lower levels beside its own are named too.

        What the whole is called follows from the region's name where the form has a word for each level.
        """
        present = set(tiers) - {self.own}
        highest = tuple(reversed(self.levels))
        below = [level.below for level in highest if level.below in present]
        level = next((each for each in highest if each.below in present), self.levels[0])
        fitting = (word for word in self.areas if level.kind and region.strip().endswith(word[-1]))
        whole = Text(next(fitting, level.whole.zh), level.whole.en)
        return Level(own=self.own, whole=whole, below="、".join(below) or level.below, kind=level.kind)


def units_of(keys: Keys, options: tuple[Option, ...]) -> Units:
    """Read `[units]`; `options` are those of the form's kind of unit, which lend their labels."""
    table = Keys(keys.take("units", dict, {}), file=keys.file, at="units")
    own = table.take("own", str, _OWN)
    levels = tuple(_level(each, own) for each in table.tables("level"))
    levels = levels or (Level(own=own, whole=_WHOLE, below=_BELOW, kind=""),)
    tiers = (own, *(level.below for level in levels))
    labels = {option.id: option.label for option in options}
    kinds = tuple(_kind(each, tiers, labels) for each in table.tables("kind"))
    kinds = kinds or tuple(UnitKind(id=each, label=label, tier=own) for each, label in labels.items())
    units = Units(
        kinds=kinds,
        own=own,
        levels=levels,
        areas=table.strings("areas"),
        powers=_roster_words(table, "powers"),
        published=_roster_words(table, "published"),
        listed=_roster_words(table, "listed"),
        examples=tuple(_example(each, kinds) for each in table.tables("example")),
        deadlines={key: _kinds_due(table, key, kinds) for key in table.take("deadlines", dict, {})},
    )
    table.done()
    return units


def _level(keys: Keys, own: str) -> Level:
    level = Level(own=own, whole=keys.text("whole"), below=keys.take("below", str), kind=keys.take("kind", str, ""))
    keys.done()
    return level


def _kind(keys: Keys, tiers: tuple[str, ...], labels: Mapping[str, str]) -> UnitKind:
    identifier = keys.take("id", str)
    day = keys.take("law", str, "")
    if day and not _DAY.fullmatch(day):
        keys.fail(f"{either('应为月-日，如 01-31', 'expected month-day')}: {day!r}", key="law")
    kind = UnitKind(
        id=identifier,
        label=keys.take("label", str, labels.get(identifier)),
        tier=keys.one_of("tier", tiers, tiers[0]),
        area=keys.take("area", bool, default=False),
        whole=keys.take("whole", bool, default=False),
        anywhere=keys.take("anywhere", bool, default=False),
        law=(int(day[:2]), int(day[3:])) if day else None,
        rule=keys.take("rule", str, ""),
    )
    keys.done()
    return kind


def _example(keys: Keys, kinds: tuple[UnitKind, ...]) -> Example:
    example = Example(
        name=keys.take("name", str),
        kind=keys.one_of("kind", [kind.id for kind in kinds]),
        reason=keys.take("reason", str, ""),
        powers=keys.strings("powers"),
    )
    keys.done()
    return example


def _roster_words(keys: Keys, key: str) -> Mapping[str, str]:
    inner = keys.take(key, dict, {})
    table = Keys(inner, file=keys.file, at=f"{keys.at}.{key}")
    return {identifier: table.take(identifier, str) for identifier in inner}


def _kinds_due(keys: Keys, key: str, kinds: tuple[UnitKind, ...]) -> tuple[str, ...]:
    table = Keys(keys.take("deadlines", dict), file=keys.file, at=f"{keys.at}.deadlines")
    named, known = table.strings(key), [kind.id for kind in kinds]
    for each in named:
        if each not in known:
            table.fail(f"{either('没有此单位类别', 'no such kind of unit')}: {each!r}", key=key)
    return named
