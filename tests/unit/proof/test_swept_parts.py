"""Parts read in one sweep say what their elements say, and what is written in any other way is left to these."""

import io
import zipfile
from collections.abc import Iterator

import pytest

from corruption import CORRUPTIONS
from filled import SOURCES, filled
from xlreport.proof.return_cells import WrittenOtherwise, element_cells, element_texts
from xlreport.proof.swept_parts import Unswept, cells_of, texts_of

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
CELLS = b'<row r="2" spans="1:3"/><row r="3"><c r="A3" s="4" t="s"><v>0</v></c><c r="C3"><f>A3</f><v>1.5</v></c></row>'
TEXTS = '<si><t>甲&amp;乙</t></si><si><t xml:space="preserve"> _x0041_</t></si>'.encode()
LEAST = 200
"""Parts of the changed files that are swept."""


def sheet(cells: bytes = CELLS, before: bytes = b"", behind: bytes = b"", root: bytes = b"worksheet") -> bytes:
    """A sheet's part."""
    return HEAD + b"<%s %s>%s<sheetData>%s</sheetData>%s</%s>" % (root, MAIN, before, cells, behind, root)


def texts(items: bytes = TEXTS) -> bytes:
    """A part of shared texts."""
    return HEAD + b'<sst %s count="2">%s</sst>' % (MAIN, items)


def parts() -> Iterator[tuple[str, bytes]]:
    """The sheets and texts of a return and of every changed one."""
    given = filled(next(iter(SOURCES)))
    for content in (given.content, *(each.change(given) for each in CORRUPTIONS)):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for name in archive.namelist():
                    if name.startswith("xl/worksheets/sheet") or name == "xl/sharedStrings.xml":
                        yield name, archive.read(name)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
            continue


def test_a_sweep_gives_what_the_elements_say() -> None:
    """Of a return and of every changed one: the same cells and texts, or no sweep."""
    swept = 0
    for name, part in parts():
        try:
            if name.endswith("sharedStrings.xml"):
                assert texts_of(part) == element_texts(part)
            else:
                assert dict(cells_of(part)) == element_cells(part)
        except Unswept:
            continue
        swept += 1
    assert swept > LEAST


def test_a_usual_part_is_swept() -> None:
    """Style, type, formula and value as written; references and escapes of texts resolved."""
    assert dict(cells_of(sheet())) == {"A3": ("4", "s", None, "0"), "C3": ("0", "n", "=A3", "1.5")}
    assert texts_of(texts()) == ["甲&乙", " A"]
    assert texts_of(texts(b"<si><r><rPr><sz val='9'/></rPr><t>a</t></r><r><t>b</t></r></si>")) == ["ab"]


@pytest.mark.parametrize(
    "part",
    [
        sheet(b'<row r="3"><c r="A3"><v>1</v></c><c r="A3"><v>2</v></c></row>'),
        sheet(b'<row r="3"><c r="B3"><v>1</v></c><c r="A3"><v>2</v></c></row>'),
        sheet(b'<row r="3"><c r="A4"><v>1</v></c></row>'),
        sheet(b'<row r="3"><c r="A3"/></row><row r="3"><c r="A3"/></row>'),
        sheet(b'<row r="3" r="4"><c r="A3"/></row>'),
        sheet(b'<row r="3" ht="1" ht="1"><c r="A3"/></row>'),
        sheet(b'<row r="3"><c r="A3"><!-- --><v>1</v></c></row>'),
        sheet(b'<row r="3"><c r="A3"><v>&#49;</v></c></row>'),
        sheet(b'<row r="3"><c r="A3"><v><![CDATA[1]]></v></c></row>'),
        sheet(b'<row r="3"><c r="A3"><v>1</v></c></row>\r\n'),
        sheet(b'<row r="3"><c r="A3" t="inlineStr"><is><t>1</t></is></c></row>'),
        sheet(b'<row r="3"><c r="A3"><v>1</v></c></row></sheetData><sheetData>'),
        sheet(b'<row r="3" x14ac:dyDescent="0.2"><c r="A3"/></row>'),
        sheet(b'<row r="3" xmlns="other"><c r="A3"/></row>'),
        sheet(before=b"<!--", behind=b"-->"),
        sheet(before=b"<a>", behind=b"</a>"),
        sheet(behind=b"<a>"),
        sheet(before=b"<sheetData />"),
        sheet(before=b"<oddHeader>&none;</oddHeader>"),
        sheet(root=b"x:worksheet"),
        sheet().replace(b"UTF-8", b"GB18030"),
        sheet().replace(b"1.5", b"\xff"),
        sheet().replace(b"1.5", b"\x0b"),
        sheet()[len(HEAD) :],
    ],
)
def test_an_unusual_sheet_is_left_alone(part: bytes) -> None:
    """Twice the same cell, another order, other ways to write a value, a table that is none: no sweep."""
    with pytest.raises(Unswept):
        cells_of(part)


@pytest.mark.parametrize(
    "part",
    [
        texts(b"<si><t>a</t><t>b</t></si>"),
        texts(b"<si><t>a</t></si> "),
        texts(b"<si><r><t>a</r></si>"),
        texts(b"<si><t>&apos;</t></si>"),
        texts(b"<other/>"),
        texts().replace(b"<sst", b"<a><sst").replace(b"</sst>", b"</sst></a>"),
    ],
)
def test_unusual_texts_are_left_alone(part: bytes) -> None:
    """Two pieces without a run, blanks between texts, a broken run, another reference: no sweep."""
    with pytest.raises(Unswept):
        texts_of(part)


def test_cells_out_of_order_are_left_to_openpyxl() -> None:
    """The elements are read only as far as they stand in order."""
    with pytest.raises(WrittenOtherwise):
        element_cells(sheet(b'<row r="3"><c r="B3"/><c r="A3"/></row>'))
