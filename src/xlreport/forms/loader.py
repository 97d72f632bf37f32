"""Reads a form file, strictly: what is misspelt, doubled or unknown is an error that says where and what instead."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

from xlreport.errors import FormError
from xlreport.findings import Severity
from xlreport.forms.keys import Keys
from xlreport.forms.records import (
    Block,
    Field,
    Form,
    Header,
    Items,
    Kind,
    Option,
    Relation,
    Section,
    Statement,
    Table,
    Texts,
)
from xlreport.forms.statements import spelled_out, ways
from xlreport.language import same
from xlreport.resources import templates_folder

_ID = re.compile(r"[a-z][a-z0-9_]*")


def load_form(name: str = "gkbg-2021") -> Form:
    """Load a form that ships with xlreport, by its folder's name."""
    path = templates_folder() / name / "form.toml"
    if not path.is_file():
        known = sorted(each.parent.name for each in templates_folder().glob("*/form.toml"))
        raise FormError(f"{name}: 没有此表样 (no such form); 可用 (known): {', '.join(known)}")
    return read_form(path)


def read_form(path: Path) -> Form:
    """Read a form file; raises FormError naming file, key and the nearest right word."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FormError(f"{path.name}: 无法读取 (cannot be read): {error}") from error
    keys = Keys(table, file=path.name, at="")
    sections = tuple(_section(each) for each in keys.tables("section"))
    fields = _collected(sections, keys)
    relations = [each for row in keys.tables("relation") for each in _relations(row, sections, fields)]
    _no_double([each.code for each in relations], "relation code", keys)
    form = Form(
        id=keys.take("id", str),
        edition=keys.take("edition", str),
        title=keys.take("title", str),
        source=keys.text("source"),
        first_year=keys.take("first_year", int),
        guide=keys.strings("guide"),
        sections=sections,
        relations=tuple(relations),
        fields=fields,
        computed=_computed(relations, keys),
    )
    keys.done()
    return form


def _collected(sections: tuple[Section, ...], keys: Keys) -> dict[str, Field]:
    _no_double([section.id for section in sections], "section id", keys)
    _no_double([section.sheet for section in sections], "sheet: 位置重叠 (overlapping places)", keys)
    every = [field for section in sections for field in section.fields]
    _no_double([field.id for field in every], "field id", keys)
    return {field.id: field for field in every}


def _no_double(words: Iterable[str], what: str, keys: Keys) -> None:
    seen: set[str] = set()
    for word in words:
        if word in seen:
            keys.fail(f"{what}: 重复 (duplicate): {word!r}")
        seen.add(word)


def _section(keys: Keys) -> Section:
    identifier = _identifier(keys)
    flag = Field(
        id=f"{identifier}.blank_is_zero", section=identifier, path=("空白单元格均为 0",), kind=Kind.FLAG
    )
    section = Section(
        id=identifier,
        sheet=keys.take("sheet", str),
        heading=keys.take("heading", str),
        guide=keys.strings("guide"),
        blocks=tuple(_block(each, identifier) for each in keys.tables("block")),
        blank_is_zero=flag if keys.take("blank_is_zero", bool, default=False) else None,
    )
    keys.done()
    return section


def _identifier(keys: Keys) -> str:
    identifier = keys.take("id", str)
    if not _ID.fullmatch(identifier):
        keys.fail(f"应为小写字母、数字和下划线 (lower case, digits, _): {identifier!r}", key="id")
    return identifier


def _block(keys: Keys, section: str) -> Block:
    caption = keys.take("caption", str, "")
    block: Block
    match [name for name in ("items", "texts", "columns") if name in keys]:
        case ["items"]:
            fields = tuple(_item(each, section) for each in keys.tables("items"))
            block = Items(caption=caption, fields=fields)
        case ["texts"]:
            fields = tuple(_text(each, section) for each in keys.tables("texts"))
            block = Texts(caption=caption, fields=fields)
        case ["columns"]:
            block = _table(keys, section, caption)
        case _:
            keys.fail("应有 items、texts 或 columns 之一 (exactly one of these)")
    keys.done()
    return block


def _item(keys: Keys, section: str) -> Field:
    options = tuple(_option(each) for each in keys.tables("options"))
    kind = _kind(keys)
    field = Field(
        id=f"{section}.{_identifier(keys)}",
        section=section,
        path=(keys.take("label", str),),
        kind=kind,
        decimals=keys.take("decimals", int, _DECIMALS.get(kind, 0)),
        options=options,
        required=keys.take("required", bool, default=False),
        issued=keys.take("issued", bool, default=False),
    )
    if (kind is Kind.CHOICE) != bool(options):
        keys.fail("choice 与 options 应同时有 (choice and options go together)", key="options")
    keys.done()
    return field


_DECIMALS = {Kind.AMOUNT: 4}


def _kind(keys: Keys, default: str | None = None) -> Kind:
    words = [kind.value for kind in Kind if kind not in {Kind.TEXT, Kind.FLAG}]
    return Kind(keys.one_of("kind", words, default))


def _option(keys: Keys) -> Option:
    option = Option(_identifier(keys), keys.take("label", str))
    keys.done()
    return option


def _text(keys: Keys, section: str) -> Field:
    field = Field(
        id=f"{section}.{_identifier(keys)}",
        section=section,
        path=(keys.take("label", str),),
        kind=Kind.TEXT,
        paragraphs=keys.take("paragraphs", int, 8),
    )
    keys.done()
    return field


def _table(keys: Keys, section: str, caption: str) -> Table:
    kind = _kind(keys, Kind.LINE.value)
    columns = tuple(_header(each, "columns") for each in keys.tables("columns"))
    rows = tuple(_header(each, "rows") for each in keys.tables("rows"))
    return Table(
        caption=caption,
        corner=keys.take("corner", str, ""),
        columns=columns,
        rows=rows,
        fields=tuple(_crossings(section, kind, columns, rows)),
    )


def _header(keys: Keys, children: str) -> Header:
    kind = _kind(keys) if "kind" in keys else None
    header = Header(
        label=keys.take("label", str),
        id=_identifier(keys) if "id" in keys else "",
        kind=kind,
        children=tuple(_header(each, children) for each in keys.tables(children)),
    )
    if not header.children and not header.id:
        keys.fail("没有下级的表头应有 id (a header without children needs an id)", key="id")
    keys.done()
    return header


def _crossings(
    section: str, kind: Kind, columns: tuple[Header, ...], rows: tuple[Header, ...]
) -> Iterator[Field]:
    down = [way for header in rows for way in header.leaves()] or [()]
    across = [way for header in columns for way in header.leaves()]
    for row, column in product(down, across):
        ids = [[header.id for header in way if header.id] for way in (row, column)]
        own = column[-1].kind or kind
        yield Field(
            id=".".join([section, *ids[0], *ids[1]]),
            section=section,
            kind=own,
            path=_path(row, column),
            decimals=_DECIMALS.get(own, 0),
            row=tuple(ids[0]),
            column=tuple(ids[1]),
        )


def _path(row: tuple[Header, ...], column: tuple[Header, ...]) -> tuple[str, ...]:
    """Name a crossing as a person would: the row's leaf first; a table without rows goes by its columns."""
    if not row:
        return tuple(header.label for header in column)
    return (row[-1].label, *(header.label for header in column[-1:]))


def _relations(keys: Keys, sections: tuple[Section, ...], fields: dict[str, Field]) -> Iterator[Relation]:
    runs = ways(keys.take("over", str, ""), sections, keys)
    says, codes = keys.strings("says"), keys.take("codes", dict, {})
    relation = Relation(
        code=keys.take("code", str, "" if codes else None),
        severity=Severity(keys.one_of("severity", ("error", "warning", "note"))),
        level=keys.one_of("level", ("A", "B", "C", "D", "E")),
        source=keys.text("source"),
        title=keys.text("title"),
        meaning=keys.text("meaning"),
        message=keys.text("message"),
        advice=keys.text("advice"),
        computes=keys.take("computes", bool, default=False),
        kinds=_kinds(keys, fields),
        statements=(),
    )
    keys.done()
    if not codes:
        yield _with(
            relation, relation.code, [s for text in says for s in spelled_out(text, runs, fields, keys)]
        )
    for names, about in runs if codes else ():
        ((name, identifier),) = names.items()
        if identifier not in codes:
            keys.fail(f"缺少 {identifier!r} 的代码 (its code is missing)", key="codes")
        statements = [s for text in says for s in spelled_out(text, [(names, about)], fields, keys)]
        yield _with(relation, codes[identifier], statements, {name: about})


def _kinds(keys: Keys, fields: dict[str, Field]) -> tuple[str, ...]:
    kinds = keys.strings("kinds")
    known = [option.id for option in fields["cover.unit_kind"].options] if "cover.unit_kind" in fields else []
    for kind in kinds:
        if kind not in known:
            keys.fail(f"没有此单位类别 (no such kind of unit): {kind!r}", key="kinds")
    return kinds


def _with(
    relation: Relation, code: str, statements: list[Statement], names: dict[str, str] | None = None
) -> Relation:
    filled = {
        word: getattr(relation, word) if names is None else _named(getattr(relation, word), names)
        for word in ("title", "meaning", "message")
    }
    return Relation(
        code=code,
        severity=relation.severity,
        level=relation.level,
        source=relation.source,
        advice=relation.advice,
        computes=relation.computes,
        kinds=relation.kinds,
        statements=tuple(statements),
        **filled,
    )


def _named(text: object, names: dict[str, str]) -> object:
    for name, label in names.items():
        text = type(text)(*(part.replace(f"{{{name}}}", label) for part in (text.zh, text.en)))
    return text


def _computed(relations: Iterable[Relation], keys: Keys) -> dict[str, Statement]:
    computed: dict[str, Statement] = {}
    for relation in relations:
        for statement in relation.statements if relation.computes else ():
            if len(statement.left) != 1 or statement.operator != "=":
                keys.fail(f"{relation.code}: computes 要求左边是一个合计 (needs one total on the left)")
            computed.setdefault(statement.left[0].field, statement)
    return computed
