"""Reads a form file, strictly: what is misspelt, doubled or unknown is an error that says where."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from xlreport.errors import FormError, reason
from xlreport.forms.charts import chart_of, compared_of, key_figure_of
from xlreport.forms.fields import Field, advice_of
from xlreport.forms.form_sections import section_of
from xlreport.forms.records import Form, Limit, Relation, Section, Statement
from xlreport.forms.roles import roles_of
from xlreport.forms.statements import relations_of
from xlreport.forms.units import units_of
from xlreport.keys import Keys
from xlreport.language import Text, either
from xlreport.lazy import regex
from xlreport.resources import templates_folder
from xlreport.structured import Malformed, read_toml

_NAME = regex(r"[A-Za-z0-9_.-]+")
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
        advice=tuple(advice_of(each, fields) for each in keys.tables("advice")),
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
            left = statement.left
            if len(left) != 1 or left[0].sign != 1 or statement.left_constant or statement.operator != "=":
                keys.fail(f"{relation.code}: {either('computes 要求 = 前是一个合计', 'needs one total before the =')}")
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
