"""Reads a form file, strictly: what is misspelt, doubled or unknown is an error that says where."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from xlreport.errors import FormError, reason
from xlreport.findings import Rule, Severity
from xlreport.forms.fields import Field, Option
from xlreport.forms.form_sections import section_of
from xlreport.forms.records import MOST_SERIES, Bar, Chart, Form, KeyFigure, Limit, Over, Relation, Section, Statement
from xlreport.forms.roles import roles_of
from xlreport.forms.statements import matching, spelled_out, ways
from xlreport.forms.units import Example, Level, UnitKind, Units
from xlreport.keys import Keys
from xlreport.language import Text, either
from xlreport.resources import templates_folder
from xlreport.rules import rule_of
from xlreport.structured import Malformed, read_toml


def compared_of(keys: Keys, fields: Mapping[str, Field]) -> tuple[str, ...]:
    """Read the figures by which units and years are compared."""
    return tuple(field for pattern in keys.strings("compared") for field in matching(pattern, fields, keys, "compared"))


def chart_of(keys: Keys, fields: Mapping[str, Field]) -> Chart:
    """Read one chart: over units, over years, or over figures."""
    title, series = keys.take("title", str), keys.strings("series")
    if "units" in keys:
        pattern = keys.take("units", str)
        bar = Bar(label="", sums=(tuple(matching(pattern, fields, keys, "units")),))
        chart = Chart(title=title, over=Over.UNITS, series=series, bars=(bar,))
    else:
        over = Over.YEARS if keys.take("years", bool, default=False) else Over.FIGURES
        beside = keys.take("last_year", bool, default=False)
        bars = tuple(_bar(each, fields) for each in keys.tables("bars"))
        chart = Chart(title=title, over=over, series=series, bars=bars, beside=beside)
    _refuse_misfits(chart, keys)
    keys.done()
    return chart


def key_figure_of(keys: Keys, fields: Mapping[str, Field]) -> KeyFigure:
    """Read one figure of the consolidated workbook's cover."""
    over = keys.take("of", str, default="")
    figure = KeyFigure(
        label=keys.take("label", str),
        fields=_added(keys.take("sum", str), fields, keys),
        of=_added(over, fields, keys) if over else (),
    )
    keys.done()
    return figure


def _bar(keys: Keys, fields: Mapping[str, Field]) -> Bar:
    bar = Bar(label=keys.take("label", str), sums=tuple(_added(text, fields, keys) for text in keys.strings("sums")))
    keys.done()
    return bar


def _added(text: str, fields: Mapping[str, Field], keys: Keys) -> tuple[str, ...]:
    return tuple(field for pattern in text.split("+") for field in matching(pattern.strip(), fields, keys, "sums"))


def _refuse_misfits(chart: Chart, keys: Keys) -> None:
    """Refuse a chart over units of several fields, and bars that have not one sum a series."""
    if chart.over is Over.UNITS and len(chart.bars[0].sums[0]) != 1:
        keys.fail(either("应正好是一个数字栏", "exactly one number field"), key="units")
    if len(chart.series) > MOST_SERIES:
        keys.fail(either(f"最多 {MOST_SERIES} 个", f"at most {MOST_SERIES}"), key="series")
    if chart.beside and (chart.series or chart.over is not Over.FIGURES):
        keys.fail(either("只用于单一数列", "only for bars of one series"), key="last_year")
    if not chart.bars:
        keys.fail(either("缺少此项", "missing"), key="bars")
    wanted = 1 if chart.over is Over.YEARS else max(len(chart.series), 1)
    if any(len(bar.sums) != wanted for bar in chart.bars):
        keys.fail(either(f"每项应有 {wanted} 个 sums", f"each needs {wanted}: one a series"), key="bars")


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


def relations_of(
    keys: Keys, sections: tuple[Section, ...], fields: dict[str, Field], kinds: tuple[str, ...]
) -> Iterator[Relation]:
    """Read one relation; `codes` makes it several, one per row, column or group that `over` names.

    `kinds` are the kinds of unit that a return of the form may be of.
    """
    runs = ways(keys.take("over", str, ""), sections, keys)
    says, codes = keys.strings("says"), keys.take("codes", dict, {})
    words = rule_of(keys, keys.take("code", str, "" if codes else None))
    relation = Relation(
        rule=replace(words, fixed=words.severity is Severity.ERROR and words.level == "A"),
        holds=keys.text("holds") if "holds" in keys else words.title,
        computes=keys.take("computes", bool, default=False),
        kinds=_kinds_it_holds_for(keys, kinds),
        statements=(),
    )
    keys.done()
    if not codes:
        statements = tuple(each for text in says for each in spelled_out(text, runs, fields, keys))
        yield replace(relation, statements=statements)
    for names, about in runs if codes else ():
        ((name, identifier),) = names.items()
        if identifier not in codes:
            keys.fail(either(f"缺少 {identifier!r} 的代码", f"the code of {identifier!r} is missing"), key="codes")
        one = [({name: identifier}, about)]
        statements = tuple(each for text in says for each in spelled_out(text, one, fields, keys))
        named = _named(relation.rule, codes[identifier], name, about)
        yield replace(relation, rule=named, holds=_filled(relation.holds, name, about), statements=statements)


def _kinds_it_holds_for(keys: Keys, known: tuple[str, ...]) -> tuple[str, ...]:
    kinds = keys.strings("kinds")
    for kind in kinds:
        if kind not in known:
            keys.fail(f"{either('没有此单位类别', 'no such kind of unit')}: {kind!r}", key="kinds")
    return kinds


def _named(rule: Rule, code: str, name: str, label: str) -> Rule:
    """Put the label of its row, column or group into the words of a relation's rule."""
    return replace(
        rule,
        code=code,
        title=_filled(rule.title, name, label),
        meaning=_filled(rule.meaning, name, label),
        message=_filled(rule.message, name, label),
    )


def _filled(text: Text, name: str, label: str) -> Text:
    return Text(text.zh.replace(f"{{{name}}}", label), text.en.replace(f"{{{name}}}", label))


_NAME = re.compile(r"[A-Za-z0-9_.-]+")
USUAL_FORM = "gkbg-2021"
FORM_FILE = "form.toml"


def load_form(name: str = USUAL_FORM, beside: Path | None = None) -> Form:
    """Load a form: by the name of one that ships with xlreport, or by the path of its folder or file.

    A path is seen from the folder `beside`, else from where one stands.
    """
    return read_form(_file_of(name, beside or Path()))


def _file_of(name: str, beside: Path) -> Path:
    shipped = templates_folder() / name / FORM_FILE
    if _NAME.fullmatch(name) and shipped.is_file():
        return shipped
    for path in (beside / name, beside / name / FORM_FILE):
        if path.is_file():
            return path
    known = sorted(each.parent.name for each in templates_folder().glob(f"*/{FORM_FILE}"))
    raise FormError(
        f"{name}: "
        + either(f"没有此表样，也不是表样的文件夹或 {FORM_FILE} 的路径", "no such form, no path of one")
        + "; "
        + either("可用", "known")
        + f": {', '.join(known)}"
    )


def read_form(path: Path) -> Form:
    """Read a form file; raises FormError naming file, key and the nearest right word."""
    try:
        stamp = path.stat()
    except OSError as error:
        raise FormError(f"{path.name}: {either('无法读取', 'cannot be read')}: {reason(error)}") from error
    return _read(path.resolve(), (stamp.st_mtime_ns, stamp.st_size, stamp.st_ino))


@lru_cache(maxsize=8)
def _read(path: Path, _stamp: tuple[int, ...]) -> Form:
    """Read a form file as it stands; one that nobody touched since is not read again."""
    try:
        table = read_toml(path)
    except (FileNotFoundError, Malformed) as error:
        raise FormError(f"{path.name}: {either('无法读取', 'cannot be read')}: {reason(error)}") from error
    keys = Keys(table, file=path.name, at="")
    sections = tuple(section_of(each) for each in keys.tables("section"))
    fields = _collected(sections, keys)
    limits = _limits(keys)
    roles = roles_of(keys, tuple(section.id for section in sections), fields, limits)
    asked = fields.get(roles.field("unit_kind"))
    options = asked.options if asked else ()
    kinds = tuple(option.id for option in options)
    relations = [each for row in keys.tables("relation") for each in relations_of(row, sections, fields, kinds)]
    _no_double([each.code for each in relations], "relation code", keys)
    form = Form(
        id=keys.take("id", str),
        edition=keys.take("edition", str),
        title=keys.take("title", str),
        source=keys.text("source"),
        first_year=keys.take("first_year", int),
        final_year=keys.take("final_year", int, 0),
        guide=keys.strings("guide"),
        sections=sections,
        relations=tuple(relations),
        fields=fields,
        computed=_computed(relations, keys),
        roles=roles,
        units=units_of(keys, options),
        wing=keys.take("wing", str, ""),
        families=_families(keys),
        folder=path.parent,
        compared=compared_of(keys, fields),
        charts=tuple(chart_of(each, fields) for each in keys.tables("chart")),
        key_figures=tuple(key_figure_of(each, fields) for each in keys.tables("key_figure")),
        left_over=keys.strings("left_over"),
        limits=limits,
    )
    keys.done()
    return form


def _limits(keys: Keys) -> dict[str, Limit]:
    table = keys.table("limits", {})
    return {name: _limit(table.table(name)) for name in table.names}


def _limit(keys: Keys) -> Limit:
    limit = Limit(usual=keys.take("usual", int), percent=keys.take("percent", bool, default=False))
    keys.done()
    return limit


def _families(keys: Keys) -> dict[str, Text]:
    inner = keys.take("families", dict, {})
    table = Keys(inner, file=keys.file, at="families")
    return {letter: table.text(letter) for letter in inner}


def _collected(sections: tuple[Section, ...], keys: Keys) -> dict[str, Field]:
    _no_double([section.id for section in sections], "section id", keys)
    _no_double([section.sheet for section in sections], f"sheet: {either('位置重叠', 'overlapping places')}", keys)
    every = [field for section in sections for field in section.fields]
    _no_double([field.id for field in every], "field id", keys)
    return {field.id: field for field in every}


def _no_double(words: Iterable[str], what: str, keys: Keys) -> None:
    seen: set[str] = set()
    for word in words:
        if word in seen:
            keys.fail(f"{what}: {either('重复', 'duplicate')}: {word!r}")
        seen.add(word)


def _computed(relations: Iterable[Relation], keys: Keys) -> dict[str, Statement]:
    computed: dict[str, Statement] = {}
    for relation in relations:
        for statement in relation.statements if relation.computes else ():
            if len(statement.left) != 1 or statement.left_constant or statement.operator != "=":
                keys.fail(f"{relation.code}: {either('computes 要求左边是一个合计', 'needs one total on the left')}")
            computed.setdefault(statement.left[0].field, statement)
    _refuse_circles(computed, keys)
    return computed


def _refuse_circles(computed: Mapping[str, Statement], keys: Keys) -> None:
    """Refuse totals that rest on themselves."""
    parts = {total: [term.field for term in statement.right] for total, statement in computed.items()}
    try:
        TopologicalSorter(parts).prepare()
    except CycleError as error:
        circle = " ← ".join(error.args[1])
        keys.fail(f"computes: {either('合计循环引用', 'totals that rest on themselves')}: {circle}")
