"""The sweep over rows and strings against the strict pass: the same book, or the same refusal, whatever comes in."""

import io
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from corruption import CORRUPTIONS
from filled import filled
from oddities import GIVEN, ODDITIES
from packages import MAIN, Parts, package, strings, worksheet, zipped
from xlreport.errors import Refusal
from xlreport.reading import ooxml_known, ooxml_sheet
from xlreport.reading.book import Book
from xlreport.reading.container import open_container
from xlreport.reading.ooxml import read_book
from xlreport.reading.ooxml_strings import shared_strings

SAVED = Path(__file__).parents[2] / "making" / "saved"
"""What tests/making/saved_elsewhere.cjs makes."""
ROWS = (
    '<row r="1" spans="1:4" ht="15.5" customHeight="1"><c r="A1" s="0" t="s"><v>0</v></c><c r="B1"/>'
    '<c r="C1" t="str"><f>A1&amp;"&lt;"</f><v>a_x000D_b</v></c><c r="D1" t="b"><v>1</v></c></row>'
    '<row r="2" hidden="1"/>'
    '<row r="3"><c r="A3"><f t="shared" ref="A3:B3" si="0">A1+1</f><v>2</v></c><c r="B3"><f t="shared" si="0"/><v>3</v>'
    '</c><c r="C3" t="inlineStr"><is><t xml:space="preserve"> 表 </t></is></c><c r="AA3" t="e"><v>#DIV/0!</v></c>'
    '<c r="AB3" s="7"></c><c r="AC3" t="n"><f aca="false"/><v/></c></row><row r="9" s="1" customFormat="1" ht="0"/>'
)
ITEMS = (
    '<si><t>零</t></si><si><t xml:space="preserve"> &#19968;&#xA; </t></si><si><t/></si>'
    '<si><r><rPr><sz val="12"/><b/></rPr><t>甲</t></r><r><t xml:space="preserve">乙&amp;</t></r></si>'
)
HEADER = "<headerFooter><oddHeader>&amp;L甲单位 &lt;2025&gt;</oddHeader></headerFooter>"
SCRAPS = ("<", ">", "/", '"', "&", "&amp;", " ", "\n", "9", "A", "x:", "<v>", "</c>", "<row>", "]]>", "\x00", "零", "s")
SWEPT = {
    "as written": worksheet(ROWS, after=HEADER),
    "no header": worksheet(ROWS),
    "a header in a comment": worksheet(ROWS, after=f"<!--{HEADER}-->"),
    "two headers": worksheet(ROWS, after=HEADER * 2),
    "a header in a section": worksheet(ROWS, after=f"<headerFooter><![CDATA[{HEADER}]]></headerFooter>"),
    "no rows": worksheet(""),
    "no cells": worksheet('<row r="7"></row>'),
    "a default height": worksheet(ROWS, before='<sheetFormatPr defaultRowHeight="1" zeroHeight="1"/>'),
    "no declaration": worksheet(ROWS).partition("?>")[2],
    "a prefix that means something": worksheet('<row r="1" x14ac:dyDescent="0.2"><c r="A1"><v>1</v></c></row>').replace(
        "<worksheet ", '<worksheet xmlns:x14ac="urn:x" '
    ),
}
STRICT = {
    "a prefix that means nothing": worksheet('<row r="1" x14ac:dyDescent="0.2"/>'),
    "another prefix": worksheet('<row r="1" y:a="0.2"/>').replace("<worksheet ", '<worksheet xmlns:y="urn:x" '),
    "an attribute twice": worksheet('<row r="1" ht="1" ht="2"/>'),
    "the number twice": worksheet('<row r="1" r="1"/>'),
    "a header in what is read": worksheet(
        ROWS,
        before='<x xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x><x><x14:dataValidation type="list">'
        "<xm:sqref>A1<oddHeader>B2</oddHeader></xm:sqref></x14:dataValidation></x></x></x>",
    ),
    "a header that is no text": worksheet(ROWS, after=HEADER.replace("2025", "&nbsp;")),
    "a header with the end of a section": worksheet(ROWS, after=HEADER.replace("2025", "]]>")),
    "a header with a control sign": worksheet(ROWS, after=HEADER.replace("2025", "\x01")),
    "a header that is not closed": worksheet(ROWS, after=HEADER.replace("2025", "<b>")),
    "rows in a comment": worksheet("").replace("<sheetData></sheetData>", f"<!--<sheetData>{ROWS}</sheetData>-->"),
    "rows in a comment beside others": worksheet("")
    .replace("<sheetData></sheetData>", f"<!--<sheetData>{ROWS}</sheetData>--><x:sheetData/>")
    .replace("<worksheet ", f'<worksheet xmlns:x="{MAIN}" '),
    "rows in a section": worksheet("").replace("<sheetData></sheetData>", f"<![CDATA[<sheetData>{ROWS}</sheetData>]]>"),
    "rows deeper down": worksheet("").replace("<sheetData></sheetData>", f"<x><sheetData>{ROWS}</sheetData></x>"),
    "rows twice": worksheet(ROWS, after="<sheetData><row><c><v>5</v></c></row></sheetData>"),
    "cells elsewhere": worksheet(ROWS, after='<other><row r="20"><c r="A20"><v>5</v></c></row></other>'),
    "a row twice": worksheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>'),
    "rows without numbers": worksheet("<row><c><v>1</v></c></row>"),
    "a cell of another row": worksheet('<row r="1"><c r="A2"><v>1</v></c></row>'),
    "a cell beyond the last column": worksheet('<row r="1"><c r="XFE1"><v>1</v></c></row>'),
    "a row beyond the last": worksheet('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'),
    "a cell twice": worksheet('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
    "a value before its formula": worksheet('<row r="1"><c r="A1"><v>1</v><f>2</f></c></row>'),
    "two values": worksheet('<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>'),
    "an unknown type": worksheet('<row r="1"><c r="A1" t="x"><v>1</v></c></row>'),
    "a shared formula of nobody": worksheet('<row r="1"><c r="A1"><f t="shared" si="3"/><v>1</v></c></row>'),
    "a string that is not there": worksheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
    "a string before the first": worksheet('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'),
    "a string of no number": worksheet('<row r="1"><c r="A1" t="s"><v>x</v></c></row>'),
    "a section in a value": worksheet('<row r="1"><c r="A1" t="str"><v><![CDATA[<x>]]></v></c></row>'),
    "the end of a section": worksheet('<row r="1"><c r="A1" t="str"><v>a]]>b</v></c></row>'),
    "an entity of nobody": worksheet('<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>'),
    "an ampersand": worksheet('<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>'),
    "a sign that XML has not": worksheet('<row r="1"><c r="A1" t="str"><v>&#1;</v></c></row>'),
    "half of a pair": worksheet('<row r="1"><c r="A1" t="str"><v>&#xD800;</v></c></row>'),
    "a control sign": worksheet('<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>'),
    "a carriage return": worksheet('<row r="1"><c r="A1" t="str"><v>a\r\nb</v></c></row>'),
    "blanks between": worksheet('<row r="1">\n<c r="A1"><v>1</v></c>\n</row>'),
    "a tag that is not closed": worksheet('<row r="1"><c r="A1"><v>1</v></c>'),
    "too much is closed": worksheet('<row r="1"><c r="A1"><v>1</v></c></row></row>'),
    "a part that ends early": worksheet(ROWS).removesuffix("</worksheet>"),
    "a document type": worksheet(ROWS).replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1),
    "another encoding": worksheet(ROWS).replace("UTF-8", "US-ASCII"),
    "another root": worksheet(ROWS).replace("worksheet", "workshop"),
    "a name that begins with a digit": worksheet('<row r="1" 9t="1"/>'),
    "rows of another namespace": worksheet('<row r="1" xmlns="urn:x"><c r="A1"><v>1</v></c></row>'),
    "a formula of another namespace": worksheet('<row r="1"><c r="A1"><f xmlns="urn:x">1</f><v>1</v></c></row>'),
    "a guide in an item": "",
    "items in a comment beside others": "",
}


@contextmanager
def strictly() -> Iterator[None]:
    """Have everything read by the strict pass."""

    def unusual(*_: object) -> object:
        raise ooxml_known.Unusual

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ooxml_sheet, "opened", unusual)
        patch.setattr(ooxml_known, "opened", unusual)
        yield


def outcome(path: Path) -> object:
    """The book that is read, or the refusal with its code and what it found."""
    try:
        return read_book(open_container(path))
    except Refusal as refusal:
        return (refusal.code, refusal.found)


def both(path: Path) -> tuple[object, object]:
    """What the sweep and what the strict pass say of a file."""
    swept = outcome(path)
    with strictly():
        return swept, outcome(path)


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note which parts are left to the strict pass."""
    left: list[str] = []

    def noted(strict: Callable[..., Any]) -> Callable[..., Any]:
        def read(*given: Any, **named: Any) -> Any:
            left.append(given[1])
            return strict(*given, **named)

        return read

    with monkeypatch.context() as patch:
        patch.setattr(ooxml_sheet, "strictly_scanned", noted(ooxml_sheet.strictly_scanned))
        patch.setattr(ooxml_known, "shared_strings", noted(shared_strings))
        yield left


def parts(name: str) -> Parts:
    """The package of a case."""
    if name == "a guide in an item":
        return package(strings=strings('<si><t>字</t><rPh sb="0" eb="1"><t>zi</t></rPh></si>'))
    if name == "items in a comment beside others":
        hidden = strings("").replace("<sst ", f'<!--<sst a="">{ITEMS}</sst>--><x:sst xmlns:x="{MAIN}" ')
        return package(strings=hidden.replace("</sst>", "</x:sst>").replace("</x:sst>-->", "</sst>-->"))
    return package(sheet=(SWEPT | STRICT)[name], strings=strings(ITEMS))


@pytest.mark.parametrize("name", SWEPT)
def test_what_programs_usually_write_is_swept(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of such a part is left to the strict pass, and both say the same."""
    path = zipped(tmp_path / "book.xlsx", parts(name))
    with counted(monkeypatch) as left:
        outcome(path)
    swept, strict = both(path)
    assert (left, swept) == ([], strict)


@pytest.mark.parametrize("name", STRICT)
def test_what_is_unusual_is_left_to_the_strict_pass(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sweep neither reads nor refuses it: the outcome is the strict pass's."""
    path = zipped(tmp_path / "book.xlsx", parts(name))
    with counted(monkeypatch) as left:
        swept = outcome(path)
    with strictly():
        assert swept == outcome(path)
    assert left or isinstance(swept, tuple)


def test_a_row_that_was_kept_says_nothing_of_another_file(tmp_path: Path) -> None:
    """The same rows over other texts, other formulas to share and a sheet of another name."""
    texts = (ITEMS, ITEMS.replace("零", "壹"), "")
    for number, items in enumerate(texts):
        path = zipped(tmp_path / f"{number}.xlsx", package(sheet=worksheet(ROWS), strings=strings(items)))
        swept, strict = both(path)
        assert swept == strict
    assert outcome(tmp_path / "0.xlsx") != outcome(tmp_path / "1.xlsx")


def test_a_page_header_that_names_the_unit_hides_nothing_that_sheets_have_in_common(tmp_path: Path) -> None:
    """What stands beside the rows is read once for sheets that differ in their page header alone."""
    ooxml_sheet._kept_beside.cache_clear()  # noqa: SLF001  # what is kept shows nowhere else
    for number, unit in enumerate(("甲单位", "乙单位", "丙 &amp; 丁")):
        sheet = worksheet(ROWS, after=HEADER.replace("甲单位", unit))
        swept, strict = both(zipped(tmp_path / f"{number}.xlsx", package(sheet=sheet, strings=strings(ITEMS))))
        assert swept == strict
    assert ooxml_sheet._kept_beside.cache_info().misses == 1  # noqa: SLF001


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_changed_in_a_part_both_say_the_same(seed: int, tmp_path: Path) -> None:
    """Bytes exchanged, left out, doubled and brought in from elsewhere, in rows and in strings."""
    luck = random.Random(seed)  # noqa: S311  # no secret
    sheet, texts = SWEPT["as written"], strings(ITEMS)
    for number in range(150):
        changed = [changed_by(luck, sheet), texts] if number % 3 else [sheet, changed_by(luck, texts)]
        path = zipped(tmp_path / "book.xlsx", package(sheet=changed[0], strings=changed[1]))
        swept, strict = both(path)
        assert swept == strict, changed


def changed_by(luck: random.Random, text: str) -> str:
    """A text with a few places changed."""
    for _ in range(luck.randint(1, 3)):
        place, length = luck.randrange(len(text)), luck.choice((0, 0, 1, 1, 4, 30))
        brought = luck.choice([*SCRAPS, text[place : place + length] * 2, ""])
        text = text[:place] + brought + text[place + length :]
    return text


@pytest.mark.parametrize("name", ODDITIES)
def test_both_read_what_is_unusual_and_legal_alike(name: str, tmp_path: Path) -> None:
    """Every odd package of a filled return gives one book."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(ODDITIES[name](GIVEN.content))
    swept, strict = both(path)
    assert swept == strict


def test_both_read_every_corruption_alike(tmp_path: Path) -> None:
    """The whole set of single changes to a filled return, read or refused alike."""
    given, path = filled("county-ZRZ"), tmp_path / "book.xlsx"
    for corruption in CORRUPTIONS:
        path.write_bytes(corruption.change(given))
        swept, strict = both(path)
        assert swept == strict, corruption.name


def test_what_openpyxl_saves_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save by openpyxl has its signs as numbers and is read without the strict pass all the same."""
    path = tmp_path / "saved.xlsx"
    with pytest.warns(UserWarning, match="not supported"):
        openpyxl.load_workbook(io.BytesIO(GIVEN.content)).save(path)
    with counted(monkeypatch) as left:
        outcome(path)
    swept, strict = both(path)
    assert (left, swept) == ([], strict)


@pytest.mark.parametrize("name", ["exceljs.xlsx", "sheetjs.xlsx"])
def test_what_other_libraries_save_is_read_alike(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A return as exceljs and SheetJS save it: nearly all of it swept, and both say the same."""
    path = SAVED / name
    with counted(monkeypatch) as left:
        outcome(path)
    swept, strict = both(path)
    assert isinstance(swept, Book)
    assert (len(left) <= 1, swept) == (True, strict)


@pytest.mark.skipif(sys.platform == "win32", reason="the fuzzer measures memory, which Windows does not tell")
@pytest.mark.parametrize("seed", range(4))
def test_both_read_what_the_fuzzer_makes_alike(seed: int, tmp_path: Path) -> None:
    """Bytes, parts, XML and cells edited on top of each other: read or refused alike."""
    from fuzzing import fuzzed, seeds  # noqa: PLC0415  # needs getrusage

    (_, contents), _ = seeds(tmp_path)
    luck, path = random.Random(seed), tmp_path / "book.xlsx"  # noqa: S311  # no secret
    for number in range(100):
        path.write_bytes(fuzzed(luck, contents[number % len(contents)]))
        swept, strict = both(path)
        assert swept == strict, (seed, number)
