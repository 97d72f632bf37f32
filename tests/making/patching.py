"""Changes to a workbook's raw XML, one at a time, as accidents and other programs make them.

Works on the bytes of the zip, touches nothing but what it is told to, and keeps every cell's style.
It repairs nothing: what a change breaks stays broken, since that is what the tests are about.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import EllipsisType
from xml.sax.saxutils import escape, quoteattr, unescape

from xlreport.cells import Cell

Content = int | float | Decimal | bool | str | None
WORKBOOK = "xl/workbook.xml"
_DATE = 33
"""the first of January 1980, in a zip's count"""
_MUCH = 1 << 20
"""of which no part is kept packed"""
_ATTRIBUTE = r'\s{}="([^"]*)"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """What to put into a cell; `...` keeps what is there, None takes it away.

    `type` is the file's own word (n, s, str, b, e, inlineStr); left out, it follows from the value.
    """

    value: Content | EllipsisType = ...
    type: str | None = None
    formula: str | EllipsisType | None = ...


CLEARED = Patch(value=None, formula=None)
"""As the Delete key leaves a cell: no value, no formula, its style kept."""


def typed(value: Content, type: str | None = None) -> Patch:  # noqa: A002
    """Give the patch of somebody typing over a cell: a formula that was there is gone."""
    return Patch(value=value, type=type, formula=None)


def parts(book: bytes) -> dict[str, bytes]:
    """Give every part of a workbook by its name, in the zip's order."""
    return dict(_parts(book))


@lru_cache(maxsize=16)
def _parts(book: bytes) -> dict[str, bytes]:
    """The same, once for a workbook that many changes begin with."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Give the bytes of a workbook with these parts; what was packed before, as most parts were, is not packed anew."""
    body, directory = bytearray(), bytearray()
    for name, data in members.items():
        crc, packed = (_packed if len(data) < _MUCH else _packed.__wrapped__)(data)
        called, at = name.encode("utf-8"), len(body)
        about = (20, 0x800, zipfile.ZIP_DEFLATED, 0, _DATE, crc, len(packed), len(data), len(called), 0)
        body += struct.pack("<4s5H3L2H", b"PK\3\4", *about) + called + packed
        directory += struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *about, 0, 0, 0, 0, at) + called
    count = len(members)
    return bytes(body + directory) + struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0
    )


@lru_cache(maxsize=512)
def _packed(data: bytes) -> tuple[int, bytes]:
    """A part's checksum, and the part deflated, quickly rather than well."""
    packing = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    return zlib.crc32(data), packing.compress(data) + packing.flush()


def patch_part(book: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """Change the text of one part; KeyError when there is no such part, ValueError when nothing changed."""
    members = parts(book)
    before = members[part].decode("utf-8")
    after = change(before)
    if after == before:
        raise ValueError(f"{part}: nothing changed")
    return zipped({**members, part: after.encode("utf-8")})


def put_part(book: bytes, part: str, data: bytes) -> bytes:
    """Add a part, or replace it."""
    return zipped({**parts(book), part: data})


def remove_part(book: bytes, part: str) -> bytes:
    """Take one part away, and leave what refers to it; KeyError when there is no such part."""
    members = parts(book)
    del members[part]
    return zipped(members)


def replace_text(book: bytes, part: str, old: str, new: str) -> bytes:
    """Replace a text in one part wherever it stands; ValueError when it does not."""
    return patch_part(book, part, lambda text: text.replace(old, new))


def inlined(members: Mapping[str, bytes], part: str) -> str:
    """Give a sheet's part with its texts in the cells instead of the shared table."""
    table = members["xl/sharedStrings.xml"].decode()
    texts = [re.sub(r"^<si>|</si>$", "", each) for each in re.findall(r"<si>.*?</si>", table, re.DOTALL)]
    form = r't="s"><v>(\d+)</v>'
    return re.sub(form, lambda m: f't="inlineStr"><is>{texts[int(m[1])]}</is>', members[part].decode())


def part_of(book: bytes, sheet: str) -> str:
    """Give the name of a sheet's part; KeyError when there is no such sheet."""
    return part_among(parts(book), sheet)


def part_among(members: Mapping[str, bytes], sheet: str) -> str:
    """Give the name of a sheet's part among the parts of a workbook."""
    relation = _attribute(_sheet_element(members[WORKBOOK].decode(), sheet), "r:id")
    links = members["xl/_rels/workbook.xml.rels"].decode()
    link = next(each for each in re.findall(r"<Relationship\s[^>]*>", links) if _attribute(each, "Id") == relation)
    target = _attribute(link, "Target")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _sheet_element(workbook: str, sheet: str) -> str:
    for element in re.findall(r"<sheet\s[^>]*>", workbook):
        if _attribute(element, "name") == sheet:
            return str(element)
    raise KeyError(sheet)


def _attribute(element: str, name: str) -> str:
    found = re.search(_ATTRIBUTE.format(name), element)
    return unescape(found[1], {"&quot;": '"', "&apos;": "'"}) if found else ""


def patch_cell(
    book: bytes,
    sheet: str,
    cell: str,
    *,
    value: Content | EllipsisType = ...,
    type: str | None = None,  # noqa: A002
    formula: str | EllipsisType | None = ...,
) -> bytes:
    """Change one cell: `value` alone changes what a formula shows, `formula=None` as well types over it."""
    return patch_cells(book, {sheet: {cell: Patch(value=value, type=type, formula=formula)}})


def patch_cells(book: bytes, changes: Mapping[str, Mapping[str, Patch]]) -> bytes:
    """Change many cells, by sheet and by A1 name."""
    members = parts(book)
    for sheet, patches in changes.items():
        part = part_among(members, sheet)
        text = members[part].decode("utf-8")
        for cell, patch in patches.items():
            text = _patched(text, cell, patch)
        members[part] = text.encode("utf-8")
    return zipped(members)


def remove_cell(book: bytes, sheet: str, cell: str) -> bytes:
    """Take a cell's element away, style and all; ValueError when it is not there."""
    return patch_part(book, part_of(book, sheet), lambda text: _element(cell).sub("", text, count=1))


def cell_xml(book: bytes, sheet: str, cell: str) -> str:
    """Give a cell's raw element, empty when it has none."""
    members = parts(book)
    found = _element(cell).search(members[part_among(members, sheet)].decode("utf-8"))
    return found[0] if found else ""


def _element(cell: str) -> re.Pattern[str]:
    return re.compile(rf'<c\s(?=[^>]*?\br="{cell}")[^>]*?(?:/>|>.*?</c>)', re.DOTALL)


def _patched(text: str, cell: str, patch: Patch) -> str:
    found = _element(cell).search(text)
    if found is None:
        return _inserted(text, cell, _drawn(cell, "", patch, "", ""))
    head = re.match(r"<c\s[^>]*>", found[0])
    assert head is not None
    formula = re.search(r"<f[\s>].*?</f>|<f\s[^>]*/>", found[0], re.DOTALL)
    kept = found[0][head.end() :].removesuffix("</c>") if not head[0].endswith("/>") else ""
    new = _drawn(cell, head[0], patch, formula[0] if formula else "", kept)
    return text[: found.start()] + new + text[found.end() :]


def _drawn(cell: str, head: str, patch: Patch, formula: str, kept: str) -> str:
    style, kind = _attribute(head, "s"), _attribute(head, "t")
    if patch.formula is None:
        formula = ""
    elif isinstance(patch.formula, str):
        formula = f"<f>{escape(patch.formula.removeprefix('='))}</f>"
    if isinstance(patch.value, EllipsisType):
        content = re.sub(r"<f[\s>].*?</f>|<f\s[^>]*/>", "", kept, flags=re.DOTALL)
        kind = patch.type or kind
    else:
        kind, content = _content(patch.value, patch.type, in_formula=bool(formula))
    attributes = "".join(f' {name}="{value}"' for name, value in (("s", style), ("t", kind)) if value)
    return f'<c r="{cell}"{attributes}>{formula}{content}</c>'


def _content(value: Content, kind: str | None, *, in_formula: bool) -> tuple[str, str]:
    """Give the file's word for a value's type, and the element that holds it."""
    match value:
        case None:
            return "", ""
        case bool():
            return kind or "b", f"<v>{int(value)}</v>"
        case str() if (kind or ("str" if in_formula else "inlineStr")) == "inlineStr":
            return "inlineStr", f'<is><t xml:space="preserve">{escape(value)}</t></is>'
        case str():
            return kind or "str", f"<v>{escape(value)}</v>"
        case _:
            return kind or "", f"<v>{value}</v>"


def _inserted(text: str, cell: str, element: str) -> str:
    """Put a new cell where it belongs: rows and cells stand in order."""
    place = Cell.parse(cell)
    for row in re.finditer(r'<row\s[^>]*?\br="(\d+)"[^>]*?(?:/>|>.*?</row>)', text, re.DOTALL):
        if int(row[1]) == place.row + 1:
            return text[: row.start()] + _into_row(row[0], place, element) + text[row.end() :]
        if int(row[1]) > place.row + 1:
            return f'{text[: row.start()]}<row r="{place.row + 1}">{element}</row>{text[row.start() :]}'
    new = f'<row r="{place.row + 1}">{element}</row>'
    return text.replace("<sheetData/>", "<sheetData></sheetData>").replace("</sheetData>", f"{new}</sheetData>", 1)


def _into_row(row: str, place: Cell, element: str) -> str:
    if row.endswith("/>"):
        return f"{row[:-2]}>{element}</row>"
    for other in re.finditer(r'<c\s[^>]*?\br="([A-Z]+\d+)"', row):
        if Cell.parse(other[1]).column > place.column:
            return row[: other.start()] + element + row[other.start() :]
    return row.replace("</row>", f"{element}</row>")


def rename_sheet(book: bytes, old: str, new: str) -> bytes:
    """Rename a sheet as a spreadsheet program does: its tab, and every formula and name that quotes it."""
    members = parts(book)
    workbook = members[WORKBOOK].decode("utf-8")
    tab = _sheet_element(workbook, old)
    renamed = tab.replace(f"name={quoteattr(old)}", f"name={quoteattr(new)}")
    members[WORKBOOK] = workbook.replace(tab, renamed).encode("utf-8")
    reference, replaced = (f"'{escape(name)}'!" for name in (old, new))
    texts = {name: data for name, data in members.items() if name == WORKBOOK or "/worksheets/sheet" in name}
    return zipped(members | {name: data.replace(reference.encode(), replaced.encode()) for name, data in texts.items()})


def remove_sheet(book: bytes, sheet: str) -> bytes:
    """Delete a sheet's tab and its part; names and formulas that quote it are left dangling."""
    part, members = part_of(book, sheet), parts(book)
    del members[part]
    workbook = members[WORKBOOK].decode("utf-8")
    members[WORKBOOK] = workbook.replace(_sheet_element(workbook, sheet), "").encode("utf-8")
    types = members["[Content_Types].xml"].decode("utf-8")
    types = re.sub(rf'<Override PartName="/{re.escape(part)}"[^>]*/>', "", types)
    return zipped(members | {"[Content_Types].xml": types.encode("utf-8")})


def point_name(book: bytes, name: str, target: str | None) -> bytes:
    """Point a workbook-wide defined name elsewhere, or with None delete it; ValueError when it is not there."""
    pattern = re.compile(rf'(<definedName\s+name="{re.escape(name)}"[^>]*>)(.*?)(</definedName>)')
    new = "" if target is None else rf"\g<1>{escape(target)}\g<3>"
    return patch_part(book, WORKBOOK, lambda text: pattern.sub(new, text, count=1))
