"""The streaming pass: exact texts, types, formulas and locks; each legal oddity whole, each bad part refused."""

import datetime as dt
import time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName

from packages import (
    HEAD,
    MAIN,
    Parts,
    package,
    patched,
    relationships,
    strict,
    strings,
    workbook,
    worksheet,
    zipped,
)
from xlreport.errors import Refusal
from xlreport.reading.container import open_container
from xlreport.reading.ooxml import Book, BookCell, read_book, translated


def read(path: Path) -> Book:
    """Read a whole workbook."""
    return read_book(open_container(path))


def book_of(folder: Path, parts: Parts) -> Book:
    """The book of a package given by its parts."""
    return read(zipped(folder / "book.xlsx", parts))


def cell_of(folder: Path, parts: Parts, ref: str = "A1") -> BookCell:
    """A cell of the only sheet of a package."""
    cell = book_of(folder, parts).cell("S", ref)
    assert cell is not None
    return cell


def refusal_of(folder: Path, parts: Parts) -> tuple[str, str]:
    """Code and fact of the refusal of a package, which must come within two seconds of work."""
    path = zipped(folder / "book.xlsx", parts)
    begin = time.process_time()
    with pytest.raises(Refusal) as caught:
        read(path)
    assert time.process_time() - begin < 2
    return caught.value.code, caught.value.found


@pytest.mark.parametrize(
    ("xml", "kind", "raw"),
    [
        ("<c r='A1'><v>59237.2449</v></c>", "n", "59237.2449"),
        ("<c r='A1'><v>123456789012345678</v></c>", "n", "123456789012345678"),
        ("<c r='A1'><v>1E-2</v></c>", "n", "1E-2"),
        ("<c r='A1'><v> 5 </v></c>", "n", " 5 "),
        ("<c r='A1' t='n'><v></v></c>", "n", None),
        ("<c r='A1'/>", "n", None),
        ("<c r='A1' t='s'><v>0</v></c>", "s", "零"),
        ("<c r='A1' t='s'/>", "n", None),
        ("<c r='A1' t='str'><f>\"\"</f><v></v></c>", "str", ""),
        ("<c r='A1' t='str'><f>B1</f></c>", "str", None),
        ("<c r='A1' t='str'><v>a_x000D_b</v></c>", "str", "a\rb"),
        ("<c r='A1' t='b'><v>1</v></c>", "b", "1"),
        ("<c r='A1' t='e'><v>#DIV/0!</v></c>", "e", "#DIV/0!"),
        ("<c r='A1' t='d'><v>2025-12-31</v></c>", "d", "2025-12-31"),
        ("<c r='A1' t='inlineStr'><is><t> 字 </t></is></c>", "inlineStr", " 字 "),
        ("<c r='A1' t='inlineStr'><is><r><t>甲</t></r><r><rPr/><t>乙</t></r></is></c>", "inlineStr", "甲乙"),
        ("<c r='A1' t='inlineStr'><is><t>字</t><rPh sb='0' eb='1'><t>zi</t></rPh></is></c>", "inlineStr", "字"),
        ("<c r='A1' t='inlineStr'><v>字</v></c>", "inlineStr", "字"),
        ("<c r='A1'><v><![CDATA[12]]></v></c>", "n", "12"),
        ("<c r='A1'><!-- no --><v>1<?no matter?>2</v></c>", "n", "12"),
    ],
)  # fmt: skip
def test_a_value_is_the_exact_text(tmp_path: Path, xml: str, kind: str, raw: str | None) -> None:
    """Type and text of a value are those of the file; a missing value and an empty text stay apart."""
    cell = cell_of(tmp_path, package(f"<row r='1'>{xml}</row>"))
    assert (cell.type, cell.raw) == (kind, raw)


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("<t>甲</t>", "甲"),
        ("<r><t>甲</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 乙</t></r>", "甲 乙"),
        ("<t>甲</t><rPh sb='0' eb='1'><t>jia</t></rPh><phoneticPr fontId='1'/>", "甲"),
        ("<t><![CDATA[<甲>]]>&amp;</t>", "<甲>&"),
        ("<t>a_x000D_\nb_x0009_</t>", "a\r\nb\t"),
        ("<t>_x005F_x000D_</t>", "_x000D_"),
        ("<t>_xD83D__xDE00_ and _xD83D_</t>", "😀 and �"),
        ("<t>max_x and _x12_</t>", "max_x and _x12_"),
        ("", ""),
    ],
)
def test_a_shared_string_is_its_whole_text(tmp_path: Path, item: str, text: str) -> None:
    """Rich text is joined, phonetic guides are skipped, escapes are decoded."""
    parts = package("<row r='1'><c r='A1' t='s'><v>0</v></c></row>", strings=strings(f"<si>{item}</si>"))
    assert cell_of(tmp_path, parts).raw == text


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_shared_formulas_are_expanded(tmp_path: Path) -> None:
    """Each cell of a shared formula has its own formula, as openpyxl translates it."""
    rows = (
        "<row r='1'><c r='A1'><f t='shared' ref='A1:B2' si='0'>SUM($D1:E1)+'甲 表'!F$1</f><v>1</v></c>"
        "<c r='B1'><f t='shared' si='0'/><v>2</v></c></row>"
        "<row r='2'><c r='A2'><f t='shared' si='0'/></c><c r='B2'><f t='shared' si='0'></f></c></row>"
    )
    path = zipped(tmp_path / "a.xlsx", package(rows))
    sheet = openpyxl.load_workbook(path).active
    book = read(path)
    found = {ref: cell.formula for ref, cell in book.cells["S"].items()}
    assert found["B2"] == "SUM($D2:F2)+'甲 表'!G$1"
    assert {ref: f"={formula}" for ref, formula in found.items()} == {
        cell.coordinate: cell.value for row in sheet for cell in row
    }


def test_other_formulas_are_their_text(tmp_path: Path) -> None:
    """Array and plain formulas are their text; a formula without a text is empty, not absent."""
    rows = (
        "<row r='1'><c r='A1'><f t='array' ref='A1:A2'>B1:B2*2</f><v>1</v></c><c r='B1'><f ca='1'/><v>1</v></c>"
        "<c r='C1'><f>IF(A1&lt;1,&quot;是&quot;,1)</f></c><c r='D1'><v>1</v></c></row>"
    )
    cells = book_of(tmp_path, package(rows)).cells["S"]
    assert [cell.formula for cell in cells.values()] == ["B1:B2*2", "", 'IF(A1<1,"是",1)', None]


def test_an_unreadable_shared_formula_is_empty(tmp_path: Path) -> None:
    """A shared formula that is no formula raises nothing: its other cells have an empty one."""
    rows = (
        "<row r='1'><c r='A1'><f t='shared' ref='A1:B1' si='0'>\"open</f></c><c r='B1'><f t='shared' si='0'/></c></row>"
    )
    assert cell_of(tmp_path, package(rows), "B1").formula == ""


def test_a_formula_moves_with_its_relative_parts() -> None:
    """A formula is filled to another cell with or without its equals sign; out of the sheet it is no more."""
    assert translated("=SUM(A1:$B$2)", "C3", "D5") == "SUM(B3:$B$2)"
    assert translated("甲!A1", "C3", "C4") == "甲!A2"
    assert "#REF!" in translated("A1", "C3", "C1") or translated("A1", "C3", "C1") == ""


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A workbook of xlsxwriter with locks, formats, merges, protection, names and properties."""
    path = tmp_path / "locked.xlsx"
    book = xlsxwriter.Workbook(path, {"in_memory": True})
    book.set_properties({"author": "甲局", "created": dt.datetime(2026, 1, 5, tzinfo=dt.UTC)})
    book.set_custom_property("xlreport.unit", "230381-ZRZ")
    book.set_custom_property("年度", 2025)
    sheet = book.add_worksheet("一 主动公开")
    free = book.add_format({"locked": False, "num_format": "0.00##"})
    sheet.protect("", {"format_columns": True})
    sheet.write_number("B2", 0.1, free)
    sheet.write_blank("C2", None, free)
    sheet.write_formula("D2", "=B2*2", book.add_format({"hidden": True, "num_format": 14}), 0.2)
    sheet.merge_range("A4:C5", "合并")
    sheet.set_column("F:G", None, free, {"hidden": True})
    sheet.set_row(8, None, free, {"hidden": True})
    sheet.data_validation("B2:B9", {"validate": "integer", "criteria": ">=", "value": 0})
    sheet.write_comment("B2", "注")
    sheet.write_comment("B3", "注")
    book.add_worksheet("隐").hide()
    book.add_worksheet("_manifest").very_hidden()
    book.define_name("field.one", "='一 主动公开'!$B$2")
    book.define_name("'一 主动公开'!code", "='一 主动公开'!$A$1")
    book.close()
    return path


def test_locks_and_formats(locked: Path) -> None:
    """Each cell tells its lock and number format, blank ones and those the file does not hold included."""
    book = read(locked)
    facts = {
        ref: (cell.raw, cell.locked, cell.hidden_formula, cell.number_format)
        for ref in ("B2", "C2", "D2", "A4")
        if (cell := book.cell("一 主动公开", ref))
    }
    assert facts == {
        "B2": ("0.1", False, False, "0.00##"),
        "C2": (None, False, False, "0.00##"),
        "D2": ("0.2", True, True, "mm-dd-yy"),
        "A4": ("合并", True, False, "General"),
    }
    locks = {ref: book.locked("一 主动公开", ref) for ref in ("B2", "Z1", "F3", "A9", "H9")}
    assert locks == {"B2": False, "Z1": True, "F3": False, "A9": False, "H9": False}
    assert book.cell("一 主动公开", "Z99") is None
    assert book.cell("一主动公开", "B2") is None


def test_what_stands_beside_the_cells(locked: Path) -> None:
    """Merges, protection, validations, hidden rows and columns, comments and states are told."""
    sheet, hidden, very_hidden = read(locked).sheets
    assert (sheet.name, sheet.state, sheet.protected) == ("一 主动公开", "visible", True)
    assert sheet.protection["formatColumns"] == "0"
    assert sheet.merges == ("A4:C5",)
    assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({9}), frozenset({6, 7}))
    assert sheet.validations == (("whole", "B2:B9"),)
    assert sheet.comments == 2
    assert (hidden.state, hidden.protected, very_hidden.state) == ("hidden", False, "veryHidden")


def test_names_and_properties(locked: Path) -> None:
    """Names have their scope; the properties are texts; the hash is that of the file."""
    book = read(locked)
    assert {(each.name, each.sheet, each.target) for each in book.names} == {
        ("field.one", None, "'一 主动公开'!$B$2"),
        ("code", "一 主动公开", "'一 主动公开'!$A$1"),
    }
    assert book.custom_properties == {"xlreport.unit": "230381-ZRZ", "年度": "2025"}
    assert (book.core["creator"], book.core["created"]) == ("甲局", "2026-01-05T00:00:00Z")
    assert book.application.startswith("Microsoft Excel")
    assert book.sha256 == open_container(locked).sha256
    flags = (book.structure_locked, book.date1904, book.macro_project, book.external_links, book.embedded)
    assert flags == (False, False, False, 0, 0)


def test_flags_of_the_book(tmp_path: Path) -> None:
    """Structure lock, date system, macros, links, embedded objects, hidden and stray names are told."""
    parts = package(
        workbook=workbook(
            "<definedNames><definedName name='h' hidden='1'>S!$A$1</definedName>"
            "<definedName name='s' localSheetId='7'>#REF!</definedName></definedNames>",
            before="<workbookPr date1904='1'/><workbookProtection lockStructure='1'/>",
        )
    )
    links = str(parts["xl/_rels/workbook.xml.rels"])
    more = relationships(("v", "vbaProject", "vbaProject.bin"), ("x", "externalLink", "externalLinks/e1.xml"))
    inner = more.partition('relationships">')[2]
    parts["xl/_rels/workbook.xml.rels"] = links.replace("</Relationships>", inner)
    parts |= {"xl/vbaProject.bin": b"1", "xl/embeddings/oleObject1.bin": b"1"}
    book = book_of(tmp_path, parts)
    flags = (book.structure_locked, book.date1904, book.macro_project, book.external_links, book.embedded)
    assert flags == (True, True, True, 1, 1)
    assert [(each.name, each.sheet, each.hidden) for each in book.names] == [("h", None, True), ("s", "", False)]


@pytest.mark.parametrize(("word", "is_on"), [("1", True), ("true", True), ("TRUE", True), ("On", True), ("0", False)])
def test_a_flag_in_any_case(tmp_path: Path, word: str, is_on: bool) -> None:  # noqa: FBT001
    """Programs write a flag that is set as 1, true, TRUE or on."""
    parts = package(workbook=workbook(before=f"<workbookProtection lockStructure='{word}'/>"))
    assert book_of(tmp_path, parts).structure_locked is is_on


@pytest.mark.parametrize(
    ("state", "seen"), [("hidden", "hidden"), ("veryHidden", "veryHidden"), ("odd", "visible"), ("", "visible")]
)
def test_a_sheet_state_that_nobody_knows_is_shown(tmp_path: Path, state: str, seen: str) -> None:
    """As spreadsheet programs do: only the two words for hidden hide a sheet."""
    listed = f'<sheet name="S" sheetId="1" state="{state}" r:id="rId1"/>'
    (sheet,) = book_of(tmp_path, package(workbook=workbook(sheets=listed))).sheets
    assert sheet.state == seen


def test_validations_of_excel_2010(tmp_path: Path) -> None:
    """Validations that Excel keeps in its extension list are told too; nothing else there is a cell."""
    late = (
        "<extLst><ext uri='x'><x14:dataValidations xmlns:x14='http://schemas.microsoft.com/office/spreadsheetml"
        "/2009/9/main' xmlns:xm='http://schemas.microsoft.com/office/excel/2006/main'><x14:dataValidation "
        "type='list'><x14:formula1><xm:f>T!A1:A9</xm:f></x14:formula1><xm:sqref>B1:B9</xm:sqref>"
        "</x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    book = book_of(tmp_path, package(sheet=worksheet("<row><c><v>1</v></c></row>", after=late)))
    assert book.sheets[0].validations == (("list", "B1:B9"),)
    assert list(book.cells["S"]) == ["A1"]


def test_only_the_wanted_sheets_are_read(locked: Path) -> None:
    """Sheets that nobody asked for are listed with their state, without cells."""
    book = read_book(open_container(locked), {"隐"})
    assert [sheet.name for sheet in book.sheets] == ["一 主动公开", "隐", "_manifest"]
    assert list(book.cells) == ["隐"]


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_a_cell_that_is_there_twice(tmp_path: Path) -> None:
    """Of a cell written twice the last counts, as in openpyxl, and the sheet says so."""
    rows = "<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>"
    path = zipped(tmp_path / "a.xlsx", package(rows))
    book = read(path)
    assert book.sheets[0].duplicates == ("A1",)
    assert [cell.raw for cell in book.cells["S"].values()] == ["2"]
    assert openpyxl.load_workbook(path)["S"]["A1"].value == 2


def test_a_style_that_does_not_exist_is_the_default(tmp_path: Path) -> None:
    """A style number out of range leaves the cell locked and general."""
    cell = cell_of(tmp_path, package("<row r='1'><c r='A1' s='99'><v>1</v></c></row>"))
    assert (cell.locked, cell.number_format) == (True, "General")


def _plain(book: Book) -> dict[str, str | None]:
    return {ref: cell.raw for ref, cell in book.cells["S"].items()}


def test_cells_without_an_address(tmp_path: Path) -> None:
    """Rows and cells without an address follow those before them; one with an address moves on from there."""
    rows = (
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c r='C2'><v>3</v></c><c><v>4</v></c></row>"
        "<row r='9'><c><v>5</v></c></row><row><c r='B12'><v>6</v></c></row><row><c><v>7</v></c></row>"
    )
    expected = {"A1": "1", "B1": "2", "C2": "3", "D2": "4", "A9": "5", "B12": "6", "A13": "7"}
    assert _plain(book_of(tmp_path, package(rows))) == expected


def _utf16(parts: Parts) -> Parts:
    return {
        name: str(part).replace("UTF-8", "UTF-16").encode("utf-16") if name != "[Content_Types].xml" else part
        for name, part in parts.items()
    }


def _prefixed(parts: Parts) -> Parts:
    sheet = (
        f'{HEAD}<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    return parts | {"xl/worksheets/sheet1.xml": sheet}


def _absolute(parts: Parts) -> Parts:
    links = str(parts["xl/_rels/workbook.xml.rels"]).replace('Target="', 'Target="/xl/')
    root = str(parts["_rels/.rels"]).replace('Target="', 'Target="/')
    return parts | {"xl/_rels/workbook.xml.rels": links, "_rels/.rels": root}


def _relocated(parts: Parts) -> Parts:
    moved = {name.replace("xl/", "a b/c/").replace("workbook", "book"): part for name, part in parts.items()}
    return moved | {"_rels/.rels": relationships(("a", "officeDocument", "a%20b/c/book.xml"))}


def _other_case(parts: Parts) -> Parts:
    return {name.replace("sheet1", "Sheet1"): part for name, part in parts.items()}


def _false_dimension(parts: Parts) -> Parts:
    rows = '<row r="1"><c r="A1"><v>7</v></c></row>'
    return parts | {"xl/worksheets/sheet1.xml": worksheet(rows, before='<dimension ref="A1:XFD1048576"/>')}


def _only_what_is_needed(parts: Parts) -> Parts:
    return {name: part for name, part in parts.items() if "styles" not in name and "sharedStrings" not in name}


@pytest.mark.parametrize(
    "change",
    [strict, _utf16, _prefixed, _absolute, _relocated, _other_case, _false_dimension, _only_what_is_needed],
)
def test_a_legal_oddity_is_read(tmp_path: Path, change: object) -> None:
    """Strict files, UTF-16, prefixes, other places and claims that do not hold change nothing."""
    assert callable(change)
    assert _plain(book_of(tmp_path, change(package()))) == {"A1": "7"}


_DTD = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
_LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml",
     "xl/sharedStrings.xml", "xl/styles.xml"],
)  # fmt: skip
@pytest.mark.parametrize("head", [_DTD, _LAUGHS + "]>", '<!DOCTYPE x SYSTEM "file:///etc/passwd">'])
def test_a_dtd_in_any_part(tmp_path: Path, part: str, head: str) -> None:
    """A document type in any part that is read is I08, before anything it says is followed."""
    parts = package()
    parts[part] = head + str(parts[part]).removeprefix(HEAD)
    assert refusal_of(tmp_path, parts) == ("I08", part)


@pytest.mark.parametrize(
    "part", ["xl/theme/theme1.xml", "docProps/app.xml", "customXml/item1.xml", "xl/drawings/a.VML"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_dtd_in_a_part_that_nobody_reads(tmp_path: Path, part: str, encoding: str) -> None:
    """A document type is refused wherever it stands, behind a comment too; a picture may have one."""
    head = f'<?xml version="1.0" encoding="{encoding}"?><!-- {"x" * 3000} --><!DOCTYPE x [<!ENTITY a "b">]><x/>'
    assert refusal_of(tmp_path, package() | {part: head.encode(encoding)}) == ("I08", part)
    assert _plain(book_of(tmp_path, package() | {"xl/media/a.svg": head.encode(encoding)})) == {"A1": "7"}


def test_a_part_that_nobody_reads_may_be_anything(tmp_path: Path) -> None:
    """What is not read need not be well-formed, and the words of a DTD in its text are none."""
    others: Parts = {"xl/drawings/a.vml": "<br>", "customXml/a.xml": b"\xff\xfe\x00", "c.xml": ""}
    others["b.xml"] = "<x>&lt;!DOCTYPE x></x>"
    assert _plain(book_of(tmp_path, package() | others)) == {"A1": "7"}


def test_a_dtd_in_utf16(tmp_path: Path) -> None:
    """A document type is seen in UTF-16 as well."""
    sheet = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x []><worksheet xmlns="{MAIN}"/>'
    parts = package() | {"xl/worksheets/sheet1.xml": sheet.encode("utf-16")}
    assert refusal_of(tmp_path, parts)[0] == "I08"


def _cells(xml: str) -> Parts:
    return package(f"<row r='1'>{xml}</row>")


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (_cells("<c r='A1'><v>1</c>"), "mismatched tag"),
        (_cells("<c r='A1' t='s'><v>1</v></c>"), "shared string 1 of 1"),
        (_cells("<c r='A1' t='s'><v>-1</v></c>"), "shared string -1 of 1"),
        (_cells("<c r='A1' t='s'><v>x</v></c>"), "'x' is no number"),
        (_cells("<c r='a1'><v>1</v></c>"), "cell 'a1'"),
        (_cells("<c r='A0'><v>1</v></c>"), "cell 'A0'"),
        (_cells("<c r='A1'/><c r='A01'/>"), "cell 'A01'"),
        (_cells("<c r='XFE1'><v>1</v></c>"), "cell 'XFE1'"),
        (_cells("<c r='B2'><v>1</v></c>"), "cell B2 in row 1"),
        (_cells("<c r='A1'/><c r='A2'/>"), "cell A2 in row 1"),
        (_cells("<c r='A1'/><c r='A11'/>"), "cell A11 in row 1"),
        (package("<row><c r='A3'/><c r='A4'/></row>"), "cell A4 in row 3"),
        (_cells("<c r='A1' t='x'><v>1</v></c>"), "type 'x'"),
        (_cells("<c r='A1'><v>1</v><v>2</v></c>"), "two values"),
        (_cells("<c r='A1'><f t='shared' si='4'/></c>"), "shared formula '4'"),
        (_cells("<c r='XFD1'/><c/>"), "too many cells"),
        (package("<row r='1048577'/>"), "row 1048577"),
        (package("<row r='x'/>"), "'x' is no number"),
        (package(sheet=worksheet("").replace("worksheet", "workshop")), "unexpected root"),
        (package(sheet=worksheet("", namespace="urn:other")), "unexpected root"),
        (package(sheet=HEAD), "no element found"),
        (package(workbook=workbook(sheets='<sheet name="S" r:id="rId9"/>')), "sheet S: missing"),
        (package(workbook=workbook(sheets='<sheet name="S" r:id="rId1"/><sheet name="s" r:id="rId1"/>')),
         "without a name of their own"),
        (package(workbook=f'<book xmlns="{MAIN}"/>'), "instead of workbook"),
        (package() | {"_rels/.rels": relationships()}, "workbook: missing"),
        (package() | {"_rels/.rels": relationships(("a", "officeDocument", "../../etc/passwd"))},
         "workbook: missing"),
        (package() | {"_rels/.rels": relationships(("a", "officeDocument", "../xl/workbook.xml"))},
         "workbook: missing"),
        (package() | {"_rels/.rels": relationships(("a", "officeDocument", "http://x/xl/workbook.xml"))},
         "workbook: missing"),
        ({name: part for name, part in package("<row><c t='s'><v>0</v></c></row>").items() if "sharedS" not in name},
         "shared strings: missing"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood(tmp_path: Path, parts: Parts, found: str) -> None:
    """A broken or missing part that is needed is I09 with the fact."""
    code, fact = refusal_of(tmp_path, parts)
    assert code == "I09"
    assert found in fact


_STYLES = f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * 100_001}</cellXfs></styleSheet>'
_NAMES = "<definedNames>" + "<definedName name='n'>1</definedName>" * 20_001 + "</definedNames>"
_MERGES = "<mergeCells>" + "<mergeCell ref='A1:B1'/>" * 50_001 + "</mergeCells>"
_SHEETS = "".join(f'<sheet name="S{number}" r:id="rId1"/>' for number in range(1_001))


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (package(sheet=worksheet("", after=_MERGES)),
         "merged ranges"),
        (package(styles=_STYLES), "cell styles"),
        (package(workbook=workbook(_NAMES)), "defined names"),
        (package(workbook=workbook(sheets=_SHEETS)), "1001 sheets"),
        (package(sheet=worksheet("<a>" * 200_000 + "</a>" * 200_000)), "deeper than 256"),
        (package(workbook=workbook("<a>" * 200_000 + "</a>" * 200_000)), "deeper than 256"),
        (package(f"<row r='1' spans='{'1' * 1_200_000}'/>"), "markup longer"),
        (package(workbook=workbook("<a/>" * 250_001)), "more than 250000 elements"),
    ],
    ids=["merges", "styles", "names", "sheets", "depth", "depth of a tree", "attribute", "elements"],
)  # fmt: skip
def test_too_much_of_anything(tmp_path: Path, parts: Parts, found: str) -> None:
    """More than any real return holds is I07, soon."""
    code, fact = refusal_of(tmp_path, parts)
    assert code == "I07"
    assert found in fact


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cells of all sheets together have a limit, here set lower."""
    monkeypatch.setattr("xlreport.reading.ooxml_cells.MAX_CELLS", 1_000)
    rows = "<row>" + "<c/>" * 600 + "</row>"
    assert len(book_of(tmp_path, package(rows)).cells["S"]) == 600
    assert refusal_of(tmp_path, package(rows * 2)) == ("I07", "more than 1000 cells")


def test_too_many_strings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shared strings have a limit, here set lower."""
    monkeypatch.setattr("xlreport.reading.ooxml_strings.MAX_STRINGS", 10)
    assert refusal_of(tmp_path, package(strings=strings("<si/>" * 11)))[0] == "I07"


@pytest.mark.parametrize(
    "parts",
    [
        package("<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"),
        package("<row r='1'><c r='A1' t='s'><v>0</v></c></row>",
                strings=strings("<si><t>1</t></si>", ' count="4294967295" uniqueCount="4294967295"')),
        package(sheet=worksheet("<row><c><v>1</v></c></row>",
                                after="<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"
                                      "<hyperlinks><hyperlink ref='A1:XFD1048576' location='x'/></hyperlinks>")),
        package(sheet=worksheet("<row><c><v>1</v></c></row>",
                                before="<cols>" + "<col min='1' max='16384' hidden='1'/>" * 20_000 + "</cols>")),
    ],
    ids=["two corners", "false count", "huge merge", "overlapping columns"],
)  # fmt: skip
def test_a_hostile_file_settles_soon(tmp_path: Path, parts: Parts) -> None:
    """What stops other readers for minutes is read within a second."""
    path = zipped(tmp_path / "a.xlsx", parts)
    begin = time.process_time()
    assert set(_plain(read(path)).values()) == {"1"}
    assert time.process_time() - begin < 1


def test_openpyxl_files_say_the_same(tmp_path: Path) -> None:
    """A workbook that openpyxl wrote has the same locks, comments, names and properties here."""
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = "字", "=A1&1"
    sheet["A1"].protection = Protection(locked=False)
    sheet["A1"].comment = Comment("注", "我")
    sheet["B1"].number_format = "yyyy-mm-dd"
    sheet.protection.enable()
    sheet.row_dimensions[3].hidden = True
    book.defined_names["n"] = DefinedName("n", attr_text="Sheet!$A$1", hidden=True)
    book.properties.creator, book.properties.lastModifiedBy = "甲", "乙"
    book.save(path)
    read_back = read(path)
    info, cell = read_back.sheets[0], read_back.cell("Sheet", "A1")
    assert cell is not None
    assert (cell.raw, cell.locked, info.protected, info.comments, info.hidden_rows) == (
        "字",
        False,
        True,
        1,
        frozenset({3}),
    )
    assert [(name.name, name.target, name.hidden) for name in read_back.names] == [("n", "Sheet!$A$1", True)]
    assert (read_back.core["creator"], read_back.core["lastModifiedBy"]) == ("甲", "乙")
    assert "Excel" in read_back.application


def test_a_changed_part_is_seen(locked: Path, tmp_path: Path) -> None:
    """A value and a lock changed in the raw parts of a file are read as they are now."""
    copy = patched(
        locked,
        tmp_path / "copy.xlsx",
        sheet1=lambda part: part.replace(b"<v>0.1</v>", b"<v>0.10</v>"),
        styles=lambda part: part.replace(b'locked="0"', b'locked="1"'),
    )
    cell = read(copy).cell("一 主动公开", "B2")
    assert cell is not None
    assert (cell.raw, cell.locked) == ("0.10", True)
