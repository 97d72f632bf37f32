"""Copies a sheet from one workbook into another as Excel does: names that are there already become its own."""

import re
from xml.sax.saxutils import escape, quoteattr

from patching import WORKBOOK, inlined, part_among, parts, remove_sheet, rename_sheet, zipped

_LINKS, _TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def sheet_copied(book: bytes, source: bytes, sheet: str, tab: str) -> bytes:
    """Put a sheet of the source at the end of a workbook under a name of its own."""
    given, members = parts(source), parts(book)
    text = inlined(given, part_among(given, sheet))
    text = re.sub(r"<legacyDrawing [^>]*/>|<hyperlinks>.*?</hyperlinks>", "", text, flags=re.DOTALL)
    number = members[WORKBOOK].decode().count("<sheet ")
    members["xl/worksheets/sheet77.xml"] = text.encode()
    link = f'<Relationship Id="rId777" Type="{_OFFICE}/worksheet" Target="worksheets/sheet77.xml"/></Relationships>'
    members[_LINKS] = members[_LINKS].replace(b"</Relationships>", link.encode())
    kind = f'<Override PartName="/xl/worksheets/sheet77.xml" ContentType="{_KIND}"/></Types>'
    members[_TYPES] = members[_TYPES].replace(b"</Types>", kind.encode())
    workbook = members[WORKBOOK].decode()
    element = f'<sheet name={quoteattr(tab)} sheetId="777" r:id="rId777"/></sheets>'
    own = re.findall(rf"<definedName name=\"([^\"]+)\">'{re.escape(escape(sheet))}'!([^<]+)<", workbook)
    names = "".join(
        f'<definedName name="{name}" localSheetId="{number}">\'{escape(tab)}\'!{cells}</definedName>'
        for name, cells in own
    )
    workbook = workbook.replace("</sheets>", element).replace("</definedNames>", f"{names}</definedNames>")
    return zipped({**members, WORKBOOK: workbook.encode()})


def sheet_replaced(book: bytes, source: bytes, sheet: str) -> bytes:
    """Copy a sheet in, delete the old one, give the copy its name: what pointed at the old one is #REF!."""
    copied = sheet_copied(book, source, sheet, f"{sheet} (2)")
    members = parts(copied)
    workbook = members[WORKBOOK].decode()
    dangling = re.sub(rf">'{re.escape(escape(sheet))}'![^<]+</definedName>", ">#REF!</definedName>", workbook)
    members[WORKBOOK] = dangling.encode()
    for name in [each for each in members if each.startswith("xl/worksheets/sheet")]:
        members[name] = members[name].replace(f"'{escape(sheet)}'!".encode(), b"#REF!")
    number = re.findall(r'<sheet name="([^"]+)"', workbook).index(escape(sheet))
    without = remove_sheet(zipped(members), sheet)
    moved = parts(without)
    scopes = re.sub(
        r'localSheetId="(\d+)"',
        lambda m: f'localSheetId="{int(m[1]) - (int(m[1]) > number)}"',
        moved[WORKBOOK].decode(),
    )
    return rename_sheet(zipped({**moved, WORKBOOK: scopes.encode()}), f"{sheet} (2)", sheet)
