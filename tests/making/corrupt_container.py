"""Changes to the package around the cells: what programs do to it all day (silent), and damage (told)."""

import io
import re
import struct
import zipfile
from collections.abc import Callable

import xlsxwriter

from filled import LAYOUT, Corruption, Filled
from patching import WORKBOOK, part_of, parts, patch_part, put_part, replace_text, zipped

COVER, REQUESTS = LAYOUT.sheets[0].name, "三 依申请公开"
_I41 = ("- I41 warning",)
APP = "docProps/app.xml"
TYPES, LINKS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _sheet(pattern: str, new: str, sheet: str = REQUESTS) -> Callable[[Filled], bytes]:
    return lambda given: patch_part(
        given.content, part_of(given.content, sheet), lambda text: re.sub(pattern, new, text, flags=re.DOTALL)
    )


def _workbook(pattern: str, new: str) -> Callable[[Filled], bytes]:
    return lambda given: patch_part(given.content, WORKBOOK, lambda text: re.sub(pattern, new, text, flags=re.DOTALL))


def _program(name: str, version: str) -> Callable[[Filled], bytes]:
    said = f"<Application>{name}</Application><AppVersion>{version}</AppVersion>"

    def change(text: str) -> str:
        return re.sub(r"<Application>.*?</Application>", said, re.sub(r"<AppVersion>.*?</AppVersion>", "", text))

    return lambda given: patch_part(given.content, APP, change)


def _marked_by_wps(given: Filled) -> bytes:
    """Add the property that WPS writes beside Excel's name."""
    mark = (
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="99" name="KSOProductBuildVer">'
        "<vt:lpwstr>2052-11.1.0.14309</vt:lpwstr></property></Properties>"
    )
    return replace_text(given.content, "docProps/custom.xml", "</Properties>", mark)


def _rezipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _reversed(given: Filled) -> bytes:
    return _rezipped(dict(reversed(parts(given.content).items())))


def _with_calculation_chain(given: Filled) -> bytes:
    """Add the chain that Excel writes, which says in what order cells are worked out."""
    chain = f'<calcChain xmlns="{_MAIN}"><c r="J7" i="5"/></calcChain>'
    book = put_part(given.content, "xl/calcChain.xml", chain.encode())
    link = f'<Relationship Id="rId999" Type="{_OFFICE}/calcChain" Target="calcChain.xml"/></Relationships>'
    return replace_text(book, LINKS, "</Relationships>", link)


def _linked(kind: str, part: str) -> Callable[[Filled], bytes]:
    """Add a part that the workbook refers to by a relation of this kind."""
    link = f'<Relationship Id="rId997" Type="{_OFFICE}/{kind}" Target="{part}"/></Relationships>'
    return lambda given: replace_text(put_part(given.content, f"xl/{part}", b"<x/>"), LINKS, "</Relationships>", link)


def _with_comment(author: str) -> Callable[[Filled], bytes]:
    return lambda given: _commented(given, author)


def _commented(given: Filled, author: str) -> bytes:
    part = part_of(given.content, REQUESTS)
    comment = (
        f'<comments xmlns="{_MAIN}"><authors><author>{author}</author></authors>'
        '<commentList><comment ref="D7" authorId="0">'
        "<text><t>请核对</t></text></comment></commentList></comments>"
    )
    links = (
        f'<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/comments" Target="../comments1.xml"/></Relationships>'
    )
    members = parts(given.content)
    name = part.rpartition("/")[2]
    assert f"xl/worksheets/_rels/{name}.rels" not in members
    return zipped(
        {
            **members,
            "xl/comments1.xml": comment.encode(),
            f"xl/worksheets/_rels/{name}.rels": links.encode(),
        }
    )


def _with_sheet(given: Filled) -> bytes:
    """Add a sheet of the unit's own with something in it."""
    cells = '<row r="2"><c r="B2" t="inlineStr"><is><t>底稿</t></is></c></row>'
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData><sheetProtection sheet="1"/></worksheet>'
    book = put_part(given.content, "xl/worksheets/sheet99.xml", sheet.encode())
    link = f'<Relationship Id="rId998" Type="{_OFFICE}/worksheet" Target="worksheets/sheet99.xml"/></Relationships>'
    book = replace_text(book, LINKS, "</Relationships>", link)
    return replace_text(book, WORKBOOK, "</sheets>", '<sheet name="底稿" sheetId="99" r:id="rId998"/></sheets>')


def _tabs_reversed(given: Filled) -> bytes:
    """Put the tabs in the other order; the scopes of names are numbers of tabs."""

    def change(text: str) -> str:
        tabs = re.findall(r"<sheet [^>]*/>", text)
        text = text.replace("".join(tabs), "".join(reversed(tabs)))
        return re.sub(r'localSheetId="(\d+)"', lambda m: f'localSheetId="{len(tabs) - 1 - int(m[1])}"', text)

    return patch_part(given.content, WORKBOOK, change)


def ole2(*streams: str) -> bytes:
    """Give an OLE2 file, as a password or an old program makes it, with a directory of these streams."""
    numbers = (0, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<6H10L", 0x3E, 3, 0xFFFE, 9, 6, 0, *numbers)
    table = struct.pack("<128L", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries = b""
    for number, name in enumerate(("Root Entry", *streams)):
        spelled = name.encode("utf-16-le")
        entry = spelled.ljust(64, b"\0") + struct.pack("<H2B", len(spelled) + 2, 2 if number else 5, 1)
        entries += entry.ljust(128, b"\0")
    return header + struct.pack("<109L", 0, *[0xFFFFFFFF] * 108) + table + entries.ljust(512, b"\0")


def _damaged(given: Filled) -> bytes:
    """Change one byte inside a part, as a bad disk or a bad line does."""
    with zipfile.ZipFile(io.BytesIO(given.content)) as archive:
        info = archive.getinfo(part_of(given.content, REQUESTS))
    at = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    return given.content[:at] + bytes([given.content[at] ^ 0xFF]) + given.content[at + 1 :]


def _too_large(given: Filled) -> bytes:
    """Blow one part up beyond what any return needs."""
    part = part_of(given.content, COVER)
    filling = b"<!--" + b" " * (160 << 20) + b"-->"
    members = parts(given.content)
    return zipped({**members, part: members[part].replace(b"<sheetData>", filling + b"<sheetData>", 1)})


def _other(name: str, content: bytes, code: str) -> Corruption:
    return Corruption(name=name, change=lambda _: content, told=(f"- {code} error",))


def _own_workbook() -> bytes:
    """Give a workbook that has nothing of the form."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("年报").write_row(0, 0, ["收到申请", 371])
    return out.getvalue()


_ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}
_DTD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<!DOCTYPE worksheet [<!ENTITY a "1">]>'

CONTAINER = (
    Corruption(name="column width", change=_sheet(r'width="[\d.]+"', 'width="33"')),
    Corruption(name="row height", change=_sheet(r'ht="[\d.]+"', 'ht="44"')),
    Corruption(
        name="validations removed",
        change=_sheet(r"<dataValidations.*</dataValidations>", ""),
        told=(f"{REQUESTS}!D3,D7:I29,D31:I31 I35 note",),
    ),
    Corruption(
        name="validation of one cell pasted over",
        change=_sheet(r" D8 ", " "),
        told=(f"{REQUESTS}!D8 I35 note",),
    ),
    Corruption(
        name="row hidden",
        change=_sheet(r'(<row r="12")', r'\g<1> hidden="1"'),
        told=(f"{REQUESTS}!D12:I12 I38 warning",),
    ),
    Corruption(
        name="row of no height",
        change=_sheet(r'<row r="12"[^>]*>', '<row r="12" ht="0" customHeight="1">'),
        told=(f"{REQUESTS}!D12:I12 I38 warning",),
    ),
    Corruption(
        name="columns of no width",
        change=_sheet(
            r'<col min="4" max="4" width="[^"]*" (.*?)<col min="5" max="5" width="[^"]*" ',
            r'<col min="4" max="4" width="0" \g<1><col min="5" max="5" width="0" ',
        ),
        told=(f"{REQUESTS}!D3,D7:E29,D31:E31,D34:E34 I38 warning",),
    ),
    Corruption(
        name="columns hidden",
        change=_sheet(r'<col min="(4|5)" max="(4|5)" ', r'<col min="\g<1>" max="\g<2>" hidden="1" '),
        told=(f"{REQUESTS}!D3,D7:E29,D31:E31,D34:E34 I38 warning",),
    ),
    Corruption(
        name="sheet hidden",
        change=_workbook(f'name="{REQUESTS}"', f'name="{REQUESTS}" state="hidden"'),
        told=(f"{REQUESTS} I38 warning",),
    ),
    Corruption(
        name="guide and 校验 hidden",
        change=_workbook(r'name="(填报说明|校验)"', r'name="\g<1>" state="hidden"'),
    ),
    Corruption(
        name="inputs merged over figures",
        change=_sheet(r"</mergeCells>", '<mergeCell ref="D7:E7"/></mergeCells>'),
        told=(f"{REQUESTS}!D7:E7 I39 error",),
    ),
    Corruption(
        name="text under a merged label",
        change=_sheet(r'<c r="B5"([^>]*)/>', r'<c r="B5"\g<1> t="str"><v>隐</v></c>'),
        told=(f"{REQUESTS}!A4:C6 I39 error",),
    ),
    Corruption(
        name="merge beside the table",
        change=_sheet(r"</mergeCells>", '<mergeCell ref="M7:N9"/></mergeCells>'),
    ),
    Corruption(name="external link", change=_linked("externalLink", "externalLinks/externalLink1.xml"), told=_I41),
    Corruption(name="macros", change=_linked("vbaProject", "vbaProject.bin"), told=_I41),
    Corruption(
        name="embedded object",
        change=lambda given: put_part(given.content, "xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0"),
        told=_I41,
    ),
    Corruption(
        name="conditional formats removed", change=_sheet(r"<conditionalFormatting.*</conditionalFormatting>", "")
    ),
    Corruption(name="false dimension", change=_sheet(r'<dimension ref="[^"]*"', '<dimension ref="A1"')),
    Corruption(
        name="another cell selected", change=_sheet(r'activeCell="D7" sqref="D7"', 'activeCell="B9" sqref="B9"')
    ),
    Corruption(name="row's span left out", change=_sheet(r' spans="[^"]*"', "")),
    Corruption(name="structure lock lost", change=_workbook(r"<workbookProtection[^>]*/>", "")),
    Corruption(name="manifest merely hidden", change=_workbook(r'state="veryHidden"', 'state="hidden"')),
    Corruption(name="calculation chain added", change=_with_calculation_chain),
    Corruption(name="parts in another order", change=_reversed),
    Corruption(name="zip stored", change=lambda given: _rezipped(parts(given.content), zipfile.ZIP_STORED)),
    Corruption(
        name="foreign name added",
        change=_workbook("</definedNames>", '<definedName name="_xlnm.Foo">#REF!</definedName></definedNames>'),
    ),
    Corruption(name="comment added", change=_with_comment("甲"), told=(f"{REQUESTS} I42 note",)),
    Corruption(name="comment of xlreport's own", change=_with_comment("xlreport")),
    Corruption(
        name="thumbnail added", change=lambda given: put_part(given.content, "docProps/thumbnail.jpeg", b"\xff\xd8")
    ),
    Corruption(name="tabs in another order", change=_tabs_reversed),
    Corruption(name="saved by Excel", change=_program("Microsoft Excel", "16.0300")),
    Corruption(name="saved by Excel on a Mac", change=_program("Microsoft Macintosh Excel", "16.0300")),
    Corruption(name="saved by WPS", change=_program("WPS Office", "11.1.0.14309"), told=("- I36 note",)),
    Corruption(name="saved by WPS, which leaves Excel's name", change=_marked_by_wps, told=("- I36 note",)),
    Corruption(
        name="saved by LibreOffice", change=_program("LibreOffice/24.2$Windows", "15.0000"), told=("- I36 note",)
    ),
    Corruption(name="saved by Numbers", change=_program("Numbers", "14.1"), told=("- I36 note",)),
    Corruption(name="saved by an unnamed program", change=_program("", ""), told=("- I36 note",)),
    Corruption(
        name="saved by a library that says Excel", change=_program("Microsoft Excel", "3.1"), told=("- I36 note",)
    ),
    Corruption(name="sheet of the unit's own", change=_with_sheet, told=("底稿!B2 F08 note",)),
    _other("empty file", b"", "I01"),
    _other("lock file of an open workbook", b"\x03abc" + b" " * 161, "I18"),
    _other("placeholder of a cloud drive", bytes(30_000), "I19"),
    _other("text with the name of a workbook", "单位,收到\n甲,1\n".encode(), "I02"),
    _other("a web page with the name of a workbook", b"<html><table><tr><td>1</td></tr></table></html>", "I02"),
    _other("a text document with the name of a workbook", b"{\\rtf1\\ansi 1}", "I02"),
    _other("a PDF with the name of a workbook", b"%PDF-1.7\n1 0 obj\n", "I02"),
    _other("a picture with the name of a workbook", b"\x89PNG\r\n\x1a\n" + bytes(64), "I02"),
    _other("password", ole2("EncryptionInfo", "EncryptedPackage"), "I03"),
    _other("old workbook", ole2("Workbook"), "I02"),
    Corruption(
        name="half a file", change=lambda given: given.content[: len(given.content) // 2], told=("- I05 error",)
    ),
    Corruption(name="one byte of a part", change=_damaged, told=("- I05 error",)),
    Corruption(
        name="part with an unsafe name",
        change=lambda given: put_part(given.content, "../../escape.xml", b"<x/>"),
        told=("- I06 error",),
    ),
    Corruption(name="part too large", change=_too_large, told=("- I07 error",)),
    Corruption(name="DTD in a sheet", change=_sheet(r"^<\?xml[^>]*\?>", _DTD), told=("- I08 error",)),
    Corruption(name="broken XML", change=_sheet("</sheetData>", ""), told=("- I09 error",)),
    _other("OpenDocument", _rezipped(_ODS), "I02"),
    _other("a workbook of the unit's own", _own_workbook(), "I11"),
)
