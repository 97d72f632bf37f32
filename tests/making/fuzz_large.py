"""Files that are small packed and as large unpacked as the gate lets in, one part filled each."""

import io
import zipfile

from filled import filled
from patching import parts

_MEBIBYTE = 1 << 20
_NEARLY_ALL = 140
_SHEET = "xl/worksheets/sheet5.xml"
_STRINGS = "xl/sharedStrings.xml"

# Per name: the part, the tag before which it is filled, what with, how many MiB.
LARGE: dict[str, tuple[str, bytes, bytes, int]] = {
    "long texts in cells": (
        _SHEET,
        b"</sheetData>",
        b'<row><c t="str"><v>' + b"x" * 900_000 + b"</v></c></row>",
        _NEARLY_ALL,
    ),
    "long shared texts": (_STRINGS, b"</sst>", b"<si><t>" + b"x" * 1000 + b"</t></si>", _NEARLY_ALL),
    "blanks in a sheet": (_SHEET, b"<sheetData>", b" " * 1000, _NEARLY_ALL),
    "styles": ("xl/styles.xml", b"</cellXfs>", b"<xf/>", _NEARLY_ALL),
    "names": ("xl/workbook.xml", b"</definedNames>", b'<definedName name="x">A1</definedName>', _NEARLY_ALL),
    "properties": ("docProps/custom.xml", b"</Properties>", b'<property name="a"><x/></property>', _NEARLY_ALL),
    "relations": (
        "xl/_rels/workbook.xml.rels",
        b"</Relationships>",
        b'<Relationship Id="a" Type="b" Target="c"/>',
        _NEARLY_ALL,
    ),
    "formulas shared": (
        _SHEET,
        b"</sheetData>",
        b'<row><c><f t="shared" si="0">' + b"A1+" * 300 + b'1</f></c><c><f t="shared" si="0"/></c></row>',
        20,
    ),
    "long rows": (_SHEET, b"</sheetData>", b"<row>" + b"<c><v>1</v></c>" * 16_000 + b"</row>", 70),
    "many rows": (_SHEET, b"</sheetData>", b'<row><c><v>1</v></c><c t="str"><v>ab</v></c></row>', 46),
    "one cell again and again": (
        _SHEET,
        b"</sheetData>",
        b'<row r="7">' + b'<c r="D7"><v>1</v></c>' * 1000 + b"</row>",
        _NEARLY_ALL,
    ),
    "many elements": (_SHEET, b"</worksheet>", b"<x/>", _NEARLY_ALL),
    "many shared texts": (_STRINGS, b"</sst>", b"<si><t>a</t></si>", _NEARLY_ALL),
}


def large(name: str) -> bytes:
    """Give one of the files, made without ever holding it unpacked."""
    filled_part, tag, piece, mebibytes = LARGE[name]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, data in parts(filled("county-ZRZ").content).items():
            at = data.index(tag) if part == filled_part else len(data)
            with archive.open(part, "w") as stream:
                stream.write(data[:at])
                for _ in range(mebibytes if part == filled_part else 0):
                    stream.write(piece * (_MEBIBYTE // len(piece)))
                stream.write(data[at:])
    return out.getvalue()
