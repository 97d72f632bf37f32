"""The units of a form file, read strictly; a form that names none has the options of its kind of unit, on one tier."""

import re
from collections.abc import Mapping

from xlreport.forms.fields import Option
from xlreport.forms.units import Example, Level, UnitKind, Units
from xlreport.keys import Keys
from xlreport.language import Text

_OWN, _BELOW, _WHOLE = "本级", "下级", Text("全部", "all units")
"""The words of a form that gives none."""
_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


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
        powers=_words(table, "powers"),
        published=_words(table, "published"),
        listed=_words(table, "listed"),
        examples=tuple(_example(each, kinds) for each in table.tables("example")),
        deadlines={key: _kinds(table, key, kinds) for key in table.take("deadlines", dict, {})},
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
        keys.fail(f"应为月-日，如 01-31 (expected month-day): {day!r}", key="law")
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


def _words(keys: Keys, key: str) -> Mapping[str, str]:
    inner = keys.take(key, dict, {})
    table = Keys(inner, file=keys.file, at=f"{keys.at}.{key}")
    return {identifier: table.take(identifier, str) for identifier in inner}


def _kinds(keys: Keys, key: str, kinds: tuple[UnitKind, ...]) -> tuple[str, ...]:
    table = Keys(keys.take("deadlines", dict), file=keys.file, at=f"{keys.at}.deadlines")
    named, known = table.strings(key), [kind.id for kind in kinds]
    for each in named:
        if each not in known:
            table.fail(f"没有此单位类别 (no such kind of unit): {each!r}", key=key)
    return named
