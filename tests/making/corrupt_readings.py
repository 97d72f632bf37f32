"""Corruptions of how a cell shows what it holds, of what a program made of it, and of the parts around it."""

import re
from collections.abc import Callable

from corrupt_container import LINKS, REQUESTS
from corrupt_values import REC, REC_T
from filled import Corruption, Filled, place, put
from patching import (
    WORKBOOK,
    Patch,
    part_of,
    parts,
    patch_part,
    put_part,
    remove_sheet,
    replace_text,
    typed,
    zipped,
)
from xlreport.layout import MANIFEST_SHEET

SIGNED, PHONE, DAY = "cover.department_head.name", "cover.phone", "cover.submitted_on"
OPEN_REQUEST = ("T301", "T303")
_MACRO = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
_SHEET_XML = '<{root} xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></{root}>'
STRINGS = "xl/sharedStrings.xml"
HIDDEN_ROW = (f"{REQUESTS}!D12:I12 I38 warning",)
HIDDEN_COLUMN = (f"{REQUESTS}!D3,D7:D29,D31,D34 I38 warning",)


def with_format(given: Filled, code: str, field: str) -> bytes:
    """Dress the cell of a field in a number format, and in nothing else."""
    styles = parts(given.content)["xl/styles.xml"].decode()
    records = re.search(r"<cellXfs.*?</cellXfs>", styles, re.DOTALL)
    formats = re.search(r'<numFmts count="\d+">', styles)
    assert records is not None
    assert formats is not None
    written = code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    styles = styles.replace(formats[0], f'{formats[0]}<numFmt numFmtId="399" formatCode="{written}"/>')
    dressed = '<xf numFmtId="399" fontId="0" fillId="0" borderId="0"><protection locked="0"/></xf></cellXfs>'
    styles = styles.replace(records[0], records[0].replace("</cellXfs>", dressed))
    number = records[0].count("<xf ")
    book = put_part(given.content, "xl/styles.xml", styles.encode())
    sheet, cell = place(field)
    pattern = rf'(<c r="{cell}" s=")\d+"'
    return patch_part(book, part_of(book, sheet), lambda text: re.sub(pattern, rf'\g<1>{number}"', text))


def _shows(code: str) -> Corruption:
    return Corruption(
        name=f"a count shown by {code}",
        change=lambda given: with_format(given, code, REC),
        told=(f"{REC} N08 warning",),
    )


def _faithful(code: str) -> Corruption:
    return Corruption(name=f"a count shown faithfully by {code}", change=lambda given: with_format(given, code, REC))


def _no_number(name: str, content: Patch) -> Corruption:
    return Corruption(
        name=name,
        change=lambda given: put(given.content, {REC: content}),
        told=(f"{REC} N01 error",),
        skipped=OPEN_REQUEST,
        reads=lambda given: {REC: None, REC_T: given.number(REC_T) - given.number(REC)},
    )


def _encoded(part: str, encoding: str, declared: str = "") -> Callable[[Filled], bytes]:
    """Write a part in an encoding and say so, as old export programs do; texts that it lacks are left alone."""

    def change(given: Filled) -> bytes:
        text = parts(given.content)[part].decode("utf-8")
        text = text.replace('encoding="UTF-8"', f'encoding="{declared or encoding}"', 1)
        return put_part(given.content, part, text.encode(encoding, "xmlcharrefreplace"))

    return change


def _unread(encoding: str) -> Callable[[Filled], bytes]:
    data = f'<?xml version="1.0" encoding="{encoding}"?><b:Sources xmlns:b="urn:b"/>'
    return lambda given: put_part(given.content, "customXml/item1.xml", data.encode())


def _in_requests(pattern: str, new: str) -> Callable[[Filled], bytes]:
    return lambda given: patch_part(
        given.content, part_of(given.content, REQUESTS), lambda text: re.sub(pattern, new, text, count=1)
    )


def _row_of(size: str) -> Callable[[Filled], bytes]:
    return _in_requests(r'<row r="12"[^>]*>', f'<row r="12" {size}>')


def _column_of(width: str) -> Callable[[Filled], bytes]:
    return _in_requests(r'<col min="4" max="4" width="[^"]*" ', f'<col min="4" max="4" width="{width}" ')


def _rows_hidden_by_default(given: Filled) -> bytes:
    """Hide every row that does not give its own height, and take the height of one away."""
    book = _in_requests(r"<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" ')(given)
    part = part_of(book, REQUESTS)

    def heights(text: str) -> str:
        text = re.sub(r'<row r="(\d+)"(?![^>]*\bht=)', r'<row r="\g<1>" ht="15"', text)
        return re.sub(r'<row r="12"[^>]*>', '<row r="12">', text)

    return patch_part(book, part, heights)


def _columns_hidden_by_default(given: Filled) -> bytes:
    """Give columns no width but where they have their own, and take that of one away."""
    book = _in_requests(r"<sheetFormatPr ", '<sheetFormatPr defaultColWidth="0" ')(given)
    return patch_part(
        book,
        part_of(book, REQUESTS),
        lambda text: re.sub(r'<col min="4" max="4" [^>]*/>', "", text, count=1),
    )


def _many_validations(given: Filled) -> bytes:
    """Put a hundred thousand areas before the validations that are the form's."""
    areas = " ".join(f"ZZ{row}" for row in range(1, 100_001))
    before = f'<dataValidation type="whole" sqref="{areas}"><formula1>0</formula1></dataValidation>'
    return _in_requests(r"(<dataValidations[^>]*>)", rf"\g<1>{before}")(given)


def _macro_sheet(given: Filled) -> bytes:
    """Add a macro sheet of Excel 4 beside the form."""
    xml = '<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"/>'
    book = put_part(given.content, "xl/macrosheets/sheet1.xml", xml.encode())
    link = f'<Relationship Id="rId988" Type="{_MACRO}" Target="macrosheets/sheet1.xml"/></Relationships>'
    book = replace_text(book, LINKS, "</Relationships>", link)
    return replace_text(book, WORKBOOK, "</sheets>", '<sheet name="宏1" sheetId="988" r:id="rId988"/></sheets>')


def _backslashes(given: Filled) -> bytes:
    return zipped({name.replace("/", "\\"): data for name, data in parts(given.content).items()})


def _many_formats(given: Filled) -> bytes:
    """Give the workbook thirty thousand more cell formats, as pasting from many workbooks does."""
    more = '<xf numFmtId="1" fontId="0"><alignment wrapText="1"/><protection locked="0"/></xf>' * 30_000
    return patch_part(given.content, "xl/styles.xml", lambda text: text.replace("</cellXfs>", f"{more}</cellXfs>"))


def _tabs_over_one_part(given: Filled) -> bytes:
    """List one empty sheet as eight hundred tabs."""
    book = put_part(given.content, "xl/worksheets/sheet99.xml", _SHEET_XML.format(root="worksheet").encode())
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    link = f'<Relationship Id="rId977" Type="{kind}" Target="worksheets/sheet99.xml"/></Relationships>'
    tabs = "".join(f'<sheet name="T{number}" sheetId="{number + 1000}" r:id="rId977"/>' for number in range(800))
    return replace_text(replace_text(book, LINKS, "</Relationships>", link), WORKBOOK, "</sheets>", f"{tabs}</sheets>")


def _nothing_but_labels(given: Filled) -> bytes:
    """Take the manifest and every name away, as copying into a new workbook does."""
    book = remove_sheet(given.content, MANIFEST_SHEET)
    return patch_part(book, WORKBOOK, lambda text: re.sub(r"<definedNames>.*</definedNames>", "", text))


def _pictured(formula: str, shown: str) -> Callable[[Filled], bytes]:
    return lambda given: put(given.content, {SIGNED: Patch(value=shown, type="str", formula=formula)})


def _number_in(field: str, raw: str) -> Callable[[Filled], bytes]:
    """Let a program make a number of a line of text."""
    sheet, cell = place(field)
    element = rf'<c r="{cell}"( s="\d+")?[^>]*>.*?</c>'
    new = rf'<c r="{cell}"\g<1>><v>{raw}</v></c>'
    return lambda given: patch_part(
        put(given.content, {field: typed("x")}),
        part_of(given.content, sheet),
        lambda text: re.sub(element, new, text, count=1, flags=re.DOTALL),
    )


def _serial(raw: int) -> Callable[[Filled], bytes]:
    return lambda given: put(given.content, {DAY: Patch(value=raw, type="n", formula=None)})


def _serial_of_1904(raw: int) -> Callable[[Filled], bytes]:
    """Put a day into a workbook that counts from 1904; its other days are taken away."""

    def change(given: Filled) -> bytes:
        book = put(given.content, {DAY: Patch(value=raw, type="n", formula=None), **dict.fromkeys(REVIEWED)})
        return patch_part(book, WORKBOOK, lambda text: text.replace("<workbookPr ", '<workbookPr date1904="1" ', 1))

    return change


REVIEWED = [f"cover.{person}.date" for person in ("department_head", "deputy_leader", "chief_leader")]
NO_REVIEW = dict.fromkeys(REVIEWED)
READINGS = (
    *map(_shows, (";;;", "0,", '"100"', '0"0"', "[White]0", '0.0,"千"', '[>0]"少";0', '0"."0')),
    *map(_faithful, ("#,##0_ ", '0"件"', "[Red]#,##0;[Blue]-#,##0", "[$¥-804]#,##0.00", "G/通用格式", "000000")),
    Corruption(
        name="a count shown as a weekday",
        change=lambda given: with_format(given, "aaaa", REC),
        told=(f"{REC} N01 error",),
        skipped=OPEN_REQUEST,
        reads=lambda given: {REC: None, REC_T: given.number(REC_T) - given.number(REC)},
    ),
    _no_number("a count of 1e999", Patch(value="1e999", type="n")),
    _no_number("a count of four hundred digits", Patch(value="9" * 400, type="n")),
    _no_number("four hundred digits as text", Patch(value="9" * 400, type="inlineStr")),
    Corruption(
        name="last day of the calendar of 1900",
        change=_serial(2_958_465),
        told=(f"{DAY} N07 warning",),
        reads={DAY: "9999-12-31"},
    ),
    Corruption(
        name="day after the last of 1900",
        change=_serial(2_958_466),
        told=(f"{DAY} N06 error",),
        reads={DAY: None},
    ),
    Corruption(
        name="last day of the calendar of 1904",
        change=_serial_of_1904(2_957_003),
        told=(f"{DAY} N07 warning",),
        reads={DAY: "9999-12-31", **NO_REVIEW},
    ),
    Corruption(
        name="day after the last of 1904",
        change=_serial_of_1904(2_957_004),
        told=(f"{DAY} N06 error",),
        reads={DAY: None, **NO_REVIEW},
    ),
    Corruption(
        name="a bare year in a date cell",
        change=_serial(2026),
        told=(f"{DAY} N07 warning",),
        reads={DAY: "1905-07-18"},
    ),
    Corruption(
        name="a phone number made a number", change=_number_in(PHONE, "1.3912345678E10"), reads={PHONE: "13912345678"}
    ),
    Corruption(
        name="a picture of WPS as signature",
        change=_pictured('_xlfn.DISPIMG("ID_1F8C",1)', '=DISPIMG("ID_1F8C",1)'),
        told=(f"{SIGNED} N06 warning",),
        reads={SIGNED: None},
    ),
    Corruption(
        name="a picture of Excel as signature",
        change=_pictured('_xlfn.IMAGE("a.png")', "x"),
        told=(f"{SIGNED} N06 warning",),
        reads={SIGNED: None},
    ),
    Corruption(
        name="a direction mark in a name",
        change=lambda given: put(given.content, {SIGNED: typed("张\u202e三")}),
        told=(f"{SIGNED} N09 note",),
        reads={SIGNED: "张\u202e三"},
    ),
    Corruption(
        name="a control character in a name",
        change=lambda given: put(given.content, {SIGNED: typed("张\u0085三")}),
        told=(f"{SIGNED} N09 note",),
        reads={SIGNED: "张\u0085三"},
    ),
    Corruption(name="a row of a tenth of a point", change=_row_of('ht="0.1" customHeight="1"'), told=HIDDEN_ROW),
    Corruption(name="a column of a twentieth", change=_column_of("0.05"), told=HIDDEN_COLUMN),
    Corruption(name="rows hidden by default", change=_rows_hidden_by_default, told=HIDDEN_ROW),
    Corruption(name="columns of no width by default", change=_columns_hidden_by_default, told=HIDDEN_COLUMN),
    Corruption(name="a hundred thousand validations before the form's", change=_many_validations),
    Corruption(name="a macro sheet", change=_macro_sheet, told=("- I41 note",)),
    Corruption(name="backslashes in the names of parts", change=_backslashes),
    Corruption(name="thirty thousand cell formats", change=_many_formats),
    Corruption(name="eight hundred tabs over one part", change=_tabs_over_one_part),
    Corruption(name="bytes after the end", change=lambda given: given.content + b"\r\n--\r\n", told=("- I05 error",)),
    Corruption(name="neither manifest nor names", change=_nothing_but_labels, told=("- I26 warning",)),
    *(
        Corruption(name=f"an unread part in {encoding}", change=_unread(encoding))
        for encoding in ("GBK", "UTF-7", "x-unknown", "utf-32")
    ),
    *(
        Corruption(name=f"strings in {encoding}", change=_encoded(STRINGS, encoding))
        for encoding in ("gb18030", "gbk", "big5", "shift_jis", "euc_kr", "utf-7", "windows-1252", "utf-16")
    ),
    Corruption(
        name="strings that are not in the encoding they declare",
        change=_encoded(STRINGS, "utf-8", "euc-kr"),
        told=("- I09 error",),
    ),
    Corruption(
        name="strings in an encoding nobody knows", change=_encoded(STRINGS, "utf-8", "x-none"), told=("- I09 error",)
    ),
    Corruption(
        name="strings in what is no character set", change=_encoded(STRINGS, "utf-8", "punycode"), told=("- I09 error",)
    ),
)
