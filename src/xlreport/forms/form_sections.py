"""Sections, blocks and headers of a form file, read into records with the fields they give."""

from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import product

from xlreport.forms.fields import Field, Kind, Option
from xlreport.forms.records import Block, Header, Items, Section, Table, Texts
from xlreport.keys import Keys, nearest
from xlreport.language import either
from xlreport.lazy import regex

_ID = regex(r"[a-z][a-z0-9_]*")
_OF_GROUP = regex(r"（[一二三四五六七八九十]+）")


def section_of(keys: Keys) -> Section:
    """Read one section with its blocks and fields."""
    identifier = _identifier(keys)
    flag = Field(id=f"{identifier}.blank_is_zero", section=identifier, path=("空白单元格均为 0",), kind=Kind.FLAG)
    blocks = tuple(_block(each, identifier) for each in keys.tables("block"))
    section = Section(
        id=identifier,
        sheet=keys.take("sheet", str),
        heading=keys.take("heading", str),
        guide=keys.strings("guide"),
        blocks=blocks,
        blank_is_zero=flag if keys.take("blank_is_zero", bool, default=False) else None,
        last=tuple(_last_year(blocks, keys)),
        limit=keys.take("limit", int, 0),
        mentions=keys.strings("mentions"),
    )
    keys.done()
    return section


def _last_year(blocks: tuple[Block, ...], keys: Keys) -> Iterator[Field]:
    """Give the fields for last year's figures that `last_year` names by pattern."""
    cells = {field.id: field for block in blocks if isinstance(block, Table) for field in block.fields}
    for pattern in keys.strings("last_year"):
        found = [field for identifier, field in cells.items() if fnmatchcase(identifier, pattern)]
        if not found:
            keys.fail(f"{pattern!r}: {either('没有此栏', 'no such field')}; {nearest(pattern, cells)}", key="last_year")
        for field in found:
            path = (f"上年 {field.path[0]}", *field.path[1:])
            yield replace(field, id=f"last.{field.id}", path=path, last_of=field.id)


def _identifier(keys: Keys) -> str:
    identifier = keys.take("id", str)
    if not _ID.fullmatch(identifier):
        keys.fail(f"{either('应为小写字母、数字和下划线', 'lower case, digits, _')}: {identifier!r}", key="id")
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
            keys.fail(either("应有 items、texts 或 columns 之一", "exactly one of these"))
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
        keys.fail(either("choice 与 options 应同时有", "choice and options go together"), key="options")
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
        hint=keys.take("hint", str, ""),
    )
    keys.done()
    return field


def _table(keys: Keys, section: str, caption: str) -> Table:
    kind = _kind(keys, Kind.LINE.value)
    columns = tuple(_header(each, "columns") for each in keys.tables("columns"))
    rows = tuple(_header(each, "rows") for each in keys.tables("rows"))
    answers = keys.take("answers", bool, default=False)
    if answers and len(columns) != len(("rule", "reason")):
        keys.fail(
            either("answers 的表应正好两列：规则代码、原因", "exactly two columns: rule and reason"), key="answers"
        )
    return Table(
        caption=caption,
        corner=keys.take("corner", str, ""),
        columns=columns,
        rows=rows,
        fields=tuple(_crossings(section, kind, columns, rows)),
        answers=answers,
    )


def _header(keys: Keys, children: str) -> Header:
    kind = _kind(keys) if "kind" in keys else None
    header = Header(
        label=keys.take("label", str),
        id=_identifier(keys) if "id" in keys else "",
        kind=kind,
        children=tuple(_header(each, children) for each in keys.tables(children)),
        note=keys.take("note", str, ""),
        level=keys.one_of("level", ("", *"ABCD"), ""),
    )
    if not header.children and not header.id:
        keys.fail(either("没有下级的表头应有 id", "a header without children needs an id"), key="id")
    keys.done()
    return header


def _crossings(section: str, kind: Kind, columns: tuple[Header, ...], rows: tuple[Header, ...]) -> Iterator[Field]:
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
            group=_group(row),
            row=tuple(ids[0]),
            column=tuple(ids[1]),
        )


def _group(row: tuple[Header, ...]) -> str:
    """Give the number of the group above a row that bears one of its own, which comes again in each group."""
    number = _OF_GROUP.match(row[-2].label) if len(row) > 1 and row[-1].label[:1].isdecimal() else None
    return number[0] if number else ""


def _path(row: tuple[Header, ...], column: tuple[Header, ...]) -> tuple[str, ...]:
    """Name a crossing as a person would: the row's leaf first; a table without rows goes by its columns."""
    if not row:
        return tuple(header.label for header in column)
    return (row[-1].label, *(header.label for header in column[-1:]))
