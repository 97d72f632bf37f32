"""What is unusual and legal in a workbook's package: each a change of one filled return that must read the same."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

from filled import FORM, filled, put
from mutate_package import Pipe
from patching import WORKBOOK, inlined, parts, replace_text, zipped
from xlreport.cells import Cell, column_name
from xlreport.forms import Kind

GIVEN = filled("county-ZRZ")
STRINGS, STYLES, TYPES = "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"
_OLD, _NEW = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"

Change = Callable[[bytes], bytes]


def everywhere(change: Callable[[str], str], *, only: str = "") -> Change:
    """Change every XML part, or those whose names match."""

    def changed(book: bytes) -> bytes:
        members = parts(book)
        wanted = [name for name in members if name.endswith((".xml", ".rels")) and re.search(only, name)]
        found = {name: change(members[name].decode()).encode() for name in wanted}
        assert any(found[name] != members[name] for name in wanted)
        return zipped({**members, **found})

    return changed


def strict(book: bytes) -> bytes:
    """Strict Open XML: other namespaces throughout."""

    def renamed(text: str) -> str:
        text = text.replace(f"{_OLD}spreadsheetml/2006/main", f"{_NEW}spreadsheetml/main")
        text = text.replace(f"{_OLD}officeDocument/2006/", f"{_NEW}officeDocument/")
        text = text.replace("extended-properties", "extendedProperties")
        return text.replace("custom-properties", "customProperties")

    changed = everywhere(renamed)(book)
    types = parts(book)[TYPES]
    return zipped({**parts(changed), TYPES: types})


def stored(book: bytes) -> bytes:
    """Parts that are not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts(book).items():
            archive.writestr(name, data)
    return out.getvalue()


def streamed(book: bytes) -> bytes:
    """Sizes behind the data, as a program writes that cannot go back."""
    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts(book).items():
            archive.writestr(name, data)
    written: bytes = out.getvalue()
    assert b"PK\x07\x08" in written
    return written


def utf16(book: bytes) -> bytes:
    """Every part but the list of types in UTF-16."""
    members = parts(book)
    wide = {name: data.decode().replace("UTF-8", "UTF-16", 1).encode("utf-16") for name, data in members.items()}
    return zipped({**wide, TYPES: members[TYPES]})


def prefixed(text: str) -> str:
    """Every element of the main namespace with a prefix."""
    if f'xmlns="{_OLD}spreadsheetml' not in text:
        return text
    text = re.sub(r"<(/?)(?![a-z0-9]+:)([A-Za-z])", r"<\1x:\2", text)
    return text.replace(" xmlns=", " xmlns:x=", 1)


def unaddressed(text: str) -> str:
    """No row and no cell says where it is; what is blank between them is there as an empty element."""
    rows = {int(row[1]): row for row in re.finditer(r'<row r="(\d+)"([^>]*?)(?:/>|>(.*?)</row>)', text, re.DOTALL)}
    drawn = "".join(_row(rows[n]) if n in rows else "<row/>" for n in range(1, max(rows, default=0) + 1))
    return re.sub(r"<sheetData>.*</sheetData>", lambda _: f"<sheetData>{drawn}</sheetData>", text, flags=re.DOTALL)


def _row(row: re.Match[str]) -> str:
    found = re.findall(r'<c r="([A-Z]+)\d+"([^>]*/>|.*?</c>)', row[3] or "", re.DOTALL)
    cells = {name: f"<c{rest}" for name, rest in found}
    last = max((Cell.parse(f"{name}1").column for name in cells), default=-1)
    inner = "".join(cells.get(column_name(column), "<c/>") for column in range(last + 1))
    return f"<row{row[2]}>{inner}</row>"


def since_1904(book: bytes) -> bytes:
    """Every date as a number of days since 1904."""
    dates = [field.id for field in FORM.fields.values() if field.kind is Kind.DATE and field.id in GIVEN.values]
    days = {field: (date.fromisoformat(str(GIVEN.values[field])) - date(1904, 1, 1)).days for field in dates}
    return replace_text(put(book, days), WORKBOOK, "<workbookPr ", '<workbookPr date1904="1" ')


def _cut(text: str) -> int:
    return max(1, len(text) // 2)


def rich(text: str) -> str:
    """Every text in two runs with formats of their own."""
    return re.sub(
        r"<si><t[^>]*>([^<&]+)</t></si>",
        lambda m: (
            f'<si><r><rPr><b/></rPr><t xml:space="preserve">{m[1][: _cut(m[1])]}</t></r>'
            f'<r><t xml:space="preserve">{m[1][_cut(m[1]) :]}</t></r></si>'
        ),
        text,
    )


def in_cells(book: bytes) -> bytes:
    """Every text in its cell, and no shared texts at all."""
    members = parts(book)
    sheets = [name for name in members if name.startswith("xl/worksheets/sheet")]
    own = {name: inlined(members, name).encode() for name in sheets}
    left = {name: data for name, data in {**members, **own}.items() if name != STRINGS}
    links = re.sub(r"<Relationship [^>]*sharedStrings[^>]*/>", "", left["xl/_rels/workbook.xml.rels"].decode())
    types = re.sub(r"<Override [^>]*sharedStrings[^>]*/>", "", left[TYPES].decode())
    return zipped({**left, "xl/_rels/workbook.xml.rels": links.encode(), TYPES: types.encode()})


_SHEETS, _CELLS = r"worksheets/sheet\d+\.xml$", r"(worksheets/sheet\d+|sharedStrings)\.xml$"
_GUIDE = '</t><rPh sb="0" eb="1"><t>zi</t></rPh><phoneticPr fontId="0"/></si>'
ODDITIES: dict[str, Change] = {
    "Strict Open XML": strict,
    "stored zip": stored,
    "data descriptors": streamed,
    "UTF-16": utf16,
    "prefixed namespaces": everywhere(prefixed, only=r"^xl/[^_].*\.xml$"),
    "cells without addresses": everywhere(unaddressed, only=_SHEETS),
    "wrong dimension": everywhere(
        lambda text: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="C3:XFD1048576"', text), only=_SHEETS
    ),
    "absolute targets": everywhere(
        lambda text: re.sub(r'Target="(?=[a-z])', 'Target="/xl/', text), only=r"^xl/_rels/workbook"
    ),
    "1904 dates": since_1904,
    "CDATA": everywhere(
        lambda text: re.sub(r"(<(?:t|v)(?: [^>]*)?>)([^<&]+)(?=</)", r"\1<![CDATA[\2]]>", text), only=_CELLS
    ),
    "phonetic guides": everywhere(lambda text: text.replace("</t></si>", _GUIDE), only="sharedStrings"),
    "rich text": everywhere(rich, only="sharedStrings"),
    "texts in the cells": in_cells,
}
