"""The streaming pass against openpyxl, which is an independent reader: on random workbooks both say the same."""

import datetime as dt
import tempfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell as OtherCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.formula import ArrayFormula

from bounded import bounded
from filled import SOURCES, filled, put
from oddities import GIVEN, ODDITIES
from packages import package, strings, zipped
from running import run
from xlreport.reading.book import Book, BookCell
from xlreport.reading.container import open_container
from xlreport.reading.ooxml import read_book

_ROOT = Path(__file__).parents[3]

Written = bool | int | float | str | None

# Text that XML can hold at all; openpyxl refuses to write the rest.
_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=20
)
_ODD_TEXT = st.sampled_from(
    ["", " ", "=1+1", "'", "#DIV/0!", "_x000D_", "a_x0041_b", "第一行\n第二行", "０１２", "1,234", "\t", "😀"]
)
_NUMBERS = st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False, width=64)
_VALUES = st.booleans() | _NUMBERS | _TEXT | _ODD_TEXT | st.none()
_FORMULAS = st.sampled_from(["=1+1", '=IF(A1>1,"√","×")', "=SUM($A$1:B2)", "=表二!A1", "='a b'!A1&\"<&>\""])
_PLACES = st.tuples(st.integers(0, 40), st.integers(0, 30))
_SHEETS = st.dictionaries(_PLACES, st.tuples(_VALUES, st.booleans(), st.none() | _FORMULAS), max_size=15)


def _written(path: Path, cells: dict[tuple[int, int], tuple[Written, bool, str | None]]) -> Path:
    book = xlsxwriter.Workbook(path, {"in_memory": True})
    sheet = book.add_worksheet("表")
    free = book.add_format({"locked": False, "num_format": "0.00"})
    for (row, column), (value, is_free, formula) in cells.items():
        style = free if is_free else None
        match value:
            case _ if formula is not None:
                sheet.write_formula(row, column, formula, style, 0 if value is None else value)
            case None:
                sheet.write_blank(row, column, None, free)
            case bool():
                sheet.write_boolean(row, column, value, style)
            case str():
                sheet.write_string(row, column, value, style)
            case _:
                sheet.write_number(row, column, value, style)
    book.close()
    return path


def _same(ours: BookCell, value: object, epoch: dt.datetime) -> bool:
    """Tell whether openpyxl's value is ours, turned into Python by what the types of the format mean."""
    if ours.raw is None:
        return value is None
    match ours.type:
        case "n" if isinstance(value, dt.date | dt.time | dt.timedelta):
            return bool(value == from_excel(float(ours.raw), epoch))
        case "n":
            # openpyxl has a whole number exactly, of any other no more than a float of the text.
            number = int(ours.raw) if isinstance(value, int) and ours.raw.isdecimal() else float(ours.raw)
            return isinstance(value, int | float) and value == number
        case "b":
            return value is (ours.raw == "1")
        case "s" | "inlineStr" | "str":
            # openpyxl leaves `_x000D_` escapes as they are, but for the escape of the underscore itself.
            text = "" if value is None else str(value)
            return ours.raw in (text, unescape(text))
        case _:
            return value == ours.raw


def _formula(other: OtherCell) -> str | None:
    if isinstance(other.value, ArrayFormula):
        return str(other.value.text).removeprefix("=")
    return str(other.value).removeprefix("=") if other.data_type == "f" else None


def differences(path: Path, book: Book) -> list[str]:
    """Every cell of which openpyxl reads another value, formula, lock or format."""
    values, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    found = [] if [sheet.name for sheet in book.sheets] == values.sheetnames else ["sheets"]
    for name, cells in book.cells.items():
        other_refs = {each.coordinate for row in values[name] for each in row if each.value is not None}
        found += [f"{name}!{ref}: only openpyxl has it" for ref in other_refs - set(cells)]
        for ref, ours in cells.items():
            value, other = values[name][ref].value, formulas[name][ref]
            if not _same(ours, value, values.epoch):
                found.append(f"{name}!{ref}: {ours.type} {ours.raw!r}, openpyxl {value!r}")
            if ours.formula != _formula(other):
                found.append(f"{name}!{ref}: formula {ours.formula!r}, openpyxl {other.value!r}")
            # Of a cell under a merged one openpyxl keeps the lock, and forgets the format that the file gives it.
            shown_as = ours.number_format if isinstance(other, MergedCell) else other.number_format
            if (ours.locked, ours.number_format) != (other.protection.locked, shown_as):
                found.append(f"{name}!{ref}: lock or format")
    return found


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(cells=_SHEETS)
def test_both_readers_agree_on_files_of_xlsxwriter(
    cells: dict[tuple[int, int], tuple[Written, bool, str | None]],
) -> None:
    """Values, formulas, locks and formats of a random workbook are those that openpyxl reads."""
    with tempfile.TemporaryDirectory() as folder:
        path = _written(Path(folder) / "a.xlsx", cells)
        before = path.read_bytes()
        assert differences(path, read_book(open_container(path))) == []
        assert path.read_bytes() == before


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(cells=st.dictionaries(_PLACES, _NUMBERS | st.booleans() | _TEXT | _FORMULAS, max_size=15))
def test_both_readers_agree_on_files_of_openpyxl(cells: dict[tuple[int, int], Written]) -> None:
    """The same holds for what openpyxl itself writes: no cached values, formulas and texts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        book = openpyxl.Workbook()
        for (row, column), value in cells.items():
            book.worksheets[0].cell(row + 1, column + 1, value)
        book.save(path)
        assert differences(path, read_book(open_container(path))) == []


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("oddity", [name for name in ODDITIES if name != "Strict Open XML"])
def test_both_readers_agree_on_what_is_unusual(oddity: str, tmp_path: Path) -> None:
    """A whole return in each legal form says the same to both; a Strict file openpyxl reads as one without sheets."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(ODDITIES[oddity](GIVEN.content))
    assert differences(path, read_book(open_container(path))) == []


@pytest.mark.filterwarnings("ignore")
def test_openpyxl_finds_no_sheet_in_a_strict_file(tmp_path: Path) -> None:
    """That is why a Strict file is not among those above."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(ODDITIES["Strict Open XML"](GIVEN.content))
    assert openpyxl.load_workbook(path).sheetnames == []
    assert len(read_book(open_container(path)).sheets) > 1


def test_both_readers_agree_on_the_workbooks_of_a_round(tmp_path: Path) -> None:
    """The blank one that is handed out, filled ones, an annotated copy and the consolidated workbook."""
    (blank,) = _ROOT.glob("templates/*/*.xlsx")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in SOURCES:
        (inbox / f"{name}.xlsx").write_bytes(put(filled(name).content, {"requests.received.natural": "3件"}))
    run("validate", inbox, "--annotate", tmp_path / "copies")
    run("merge", inbox, "-o", tmp_path / "all.xlsx", "--draft")
    made = sorted(tmp_path.rglob("*.xlsx"))
    assert len(made) == 2 * len(SOURCES) + 1
    for path in (blank, *made):
        assert differences(path, read_book(open_container(path))) == [], path.name


HAND_MADE = {
    "A1": ("<c r='A1'><v>123456789012345678</v></c>", ""),
    "A2": ("<c r='A2' t='s'><v>1</v></c>", ""),
    "A3": ("<c r='A3' t='s'><v>2</v></c>", ""),
    "A4": ("<c r='A4' t='e'><v>#N/A</v></c>", ""),
    "A5": ("<c r='A5' t='b'><v>1</v></c>", ""),
    "A6": ("<c r='A6' t='inlineStr'><is><r><t>甲</t></r><r><t>乙</t></r></is></c>", ""),
    "A7": ("<c r='A7' t='str'><v>a_x000D_b</v></c>", ""),
    "A8": ("<c r='A8'><v>0.30000000000000004</v></c>", ""),
    "A9": ("<c r='A9' t='s'><v>3</v></c>", ""),
    "A10": ("<c r='A10' t='d'><v>2025-12-31</v></c>", "openpyxl makes a date of it, here it stays the text"),
    "A11": ("<c r='A11' t='s'><v>4</v></c>", ""),
    "A12": ("<c r='A12' t='str'><f>\"\"</f><v></v></c>", ""),
    "A13": ("<c r='A13' t='inlineStr'><is><t>字</t><rPh sb='0' eb='1'><t>zi</t></rPh></is></c>", ""),
    "A14": ("<c r='A14'><v>1</v></c><c r='A14'><v>2</v></c>", ""),
    "A15": ("<c r='A15'><f t='shared' ref='A15:A16' si='0'>SUM(B$1:B15)</f><v>1</v></c>", ""),
    "A16": ("<c r='A16'><f t='shared' si='0'/><v>1</v></c>", ""),
}
"""Cells written by hand, and why openpyxl reads another one where it does."""
_TEXTS = (
    "零",
    "230381199001011234",
    "𠮷野家😀",
    "长" * 32_767,
    "_x005F_x000D_",
)


def hand_made(path: Path) -> Path:
    """A workbook of these cells, one a row."""
    rows = "".join(f"<row r='{ref[1:]}'>{xml}</row>" for ref, (xml, _) in HAND_MADE.items())
    items = "".join(f"<si><t>{text}</t></si>" for text in _TEXTS)
    return zipped(path, package(rows, strings=strings(items)))


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_both_readers_agree_on_what_was_written_by_hand(tmp_path: Path) -> None:
    """Only where it is explained do they differ, and each explained difference is there."""
    path = hand_made(tmp_path / "a.xlsx")
    told = {each.partition(":")[0].removeprefix("S!") for each in differences(path, read_book(open_container(path)))}
    assert told == {ref for ref, (_, why) in HAND_MADE.items() if why}


def test_what_was_written_by_hand_is_exact(tmp_path: Path) -> None:
    """Eighteen digits, characters beyond the first plane, as many as a cell holds: to the last one."""
    book = read_book(open_container(hand_made(tmp_path / "a.xlsx")))
    raws = {ref: cell.raw for ref, cell in book.cells["S"].items()}
    assert raws["A1"] == "123456789012345678"
    assert tuple(raws[ref] for ref in ("A2", "A3", "A9", "A11")) == (*_TEXTS[1:4], "_x000D_")
    assert (raws["A4"], raws["A7"], raws["A8"], raws["A14"]) == ("#N/A", "a\rb", "0.30000000000000004", "2")
    assert book.sheets[0].duplicates == ("A14",)


@pytest.mark.soffice
def test_both_readers_agree_on_a_file_of_libreoffice(soffice: Path, tmp_path: Path) -> None:
    """A workbook that LibreOffice saved again is read as openpyxl reads it, and as it was before."""
    values: list[Written] = [1, 0.1, 59237.2449, "文字", "第一行\n第二行", " 两端 ", None]
    cells: dict[tuple[int, int], tuple[Written, bool, str | None]] = {
        (row, 0): (value, row % 2 == 0, None) for row, value in enumerate(values)
    }
    cells |= {(row, 2): (3, False, "=SUM(A1:A3)") for row in range(3)}
    source = _written(tmp_path / "a.xlsx", cells)
    profile = (tmp_path / "profile").as_uri()
    command: list[str | Path] = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    bounded([*command, "--outdir", tmp_path / "out", source], check=True, capture_output=True)
    before, after = read_book(open_container(source)), read_book(open_container(tmp_path / "out" / "a.xlsx"))
    assert differences(tmp_path / "out" / "a.xlsx", after) == []
    assert "LibreOffice" in after.application
    facts = [
        {ref: (cell.raw, cell.formula, cell.locked) for ref, cell in book.cells["表"].items() if cell.raw}
        for book in (before, after)
    ]
    assert facts[0] == facts[1]
