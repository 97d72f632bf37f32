"""What is wrong with a workbook that a program has written: what Excel would repair, drop, misread or show as broken.

Works on the file's XML, whatever the workbook is about; knows nothing of forms. `complaints` judges one file,
`stale` compares its cached results with those of a recalculated copy, `unlawful` holds each part against the schemas of
ISO 29500 as Excel 2010 has them.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import unescape

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles import Border
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openxml_audit import FileFormat, OpenXmlValidator

from patching import parts

# What Excel 2010, WPS and LibreOffice all know; none is volatile or depends on the language.
SAFE_FUNCTIONS = frozenset(
    {
        *("SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "COUNT", "COUNTA", "COUNTBLANK", "COUNTIF", "COUNTIFS", "EXACT"),
        *("IF", "AND", "OR", "NOT", "TRUE", "FALSE", "IFERROR", "INDEX", "MATCH", "VLOOKUP"),
        *("ROUND", "ABS", "MAX", "MIN", "DATE", "EOMONTH", "TEXT", "REPT", "SUBTOTAL"),
        *("LEN", "TRIM", "LEFT", "MID", "RIGHT", "FIND", "SUBSTITUTE", "CHAR", "ISNUMBER", "ISTEXT", "ISBLANK"),
        *("INT", "MOD", "ROW", "COLUMN", "ADDRESS", "HYPERLINK", "N", "YEAR", "WEEKDAY", "SMALL"),
    }
)
LONGEST_FORMULA, LONGEST_LITERAL, MOST_ARGUMENTS, DEEPEST = 8_192, 255, 255, 64
LONGEST_LIST, LONGEST_PROMPT, LONGEST_PROMPT_TITLE = 255, 255, 32
LONGEST_TEXT, LONGEST_SHEET_NAME, LONGEST_HEADER = 32_767, 31, 255
PLACES = 9
_A4 = 9
_QUOTES = {"&quot;": '"', "&apos;": "'"}
_SHEET = re.compile(r'<sheet [^>]*?name="([^"]*)"')
_NAME = re.compile(r"[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_.\u4e00-\u9fff]*")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|[RrCc]")
_BUILT_IN = ("Print_Area", "Print_Titles", "_FilterDatabase")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula somewhere in the workbook, with where it stands."""

    where: str
    text: str


def complaints(content: bytes) -> list[str]:
    """Give one line per thing that is wrong, in no special order."""
    members = parts(content)
    names = [unescape(name) for name in _SHEET.findall(members["xl/workbook.xml"].decode("utf-8"))]
    if wrong := list(_of_sheet_names(names)):
        return wrong
    book = _opened(content)
    found = chain(
        _of_formulas(book),
        _of_names(book),
        *(check(sheet) for sheet in book for check in _SHEET_CHECKS),
        _of_parts(members),
        _of_links(members, names),
    )
    return list(found)


def unlawful(path: Path) -> list[str]:
    """Give one line per element, attribute or relationship of a workbook that the schemas do not have there."""
    result = OpenXmlValidator(FileFormat.OFFICE_2010, max_errors=0).validate(path)
    return [str(error) for error in result.errors]


def stale(content: bytes, recalculated: bytes) -> list[str]:
    """Give one line per formula whose cached result is missing or is not what a recalculation comes to."""
    formulas = opened(content)
    written, anew = (opened(each, data_only=True) for each in (content, recalculated))
    return [
        f"{where}: shows {before!r}, recalculated {after!r}"
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
        for where in [f"{sheet.title}!{cell.coordinate}"]
        for before, after in [(written[sheet.title][cell.coordinate].value, anew[sheet.title][cell.coordinate].value)]
        if _plain(before) != _plain(after)
    ]


class _Borderless(ExcelReader):  # type: ignore[misc]
    """Reads no borders: none is looked at, and to draw them round merged areas is a third of what reading takes."""

    def read_worksheets(self) -> None:
        """Read the sheets, every cell of which has the border that is none."""
        self.wb._borders = IndexedList([Border()] * len(self.wb._borders))  # noqa: SLF001
        super().read_worksheets()


def opened(content: bytes, *, data_only: bool = False) -> Any:
    """Open a workbook without its borders, with its formulas or with their results."""
    reader = _Borderless(io.BytesIO(content), data_only=data_only)
    reader.read()
    return reader.wb


@lru_cache(maxsize=1)
def _opened(content: bytes) -> Any:
    """Open a workbook, only to be looked at; the last one is kept for what is asked of it next."""
    return opened(content)


def count_formulas(content: bytes) -> int:
    """Count the cells that hold a formula."""
    book = _opened(content)
    return sum(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def _plain(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(Decimal(str(value)), PLACES)
    return value or ""


def every_formula(book: Any) -> Iterator[Formula]:
    """Give the formulas of cells, conditional formats and validations."""
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            yield Formula(f"{sheet.title}!{cell.coordinate}", str(cell.value))
        for rules in sheet.conditional_formatting:
            for text in (text for rule in rules.rules for text in rule.formula):
                yield Formula(f"{sheet.title}!{rules.sqref} (format)", f"={text}")
        for each in sheet.data_validations.dataValidation:
            for text in (each.formula1, each.formula2):
                if text and not text.startswith('"'):  # a list of words is none
                    yield Formula(f"{sheet.title}!{each.sqref} (validation)", f"={text}")


def _of_formulas(book: Any) -> Iterator[str]:
    sheets, names = set(book.sheetnames), set(book.defined_names)
    for formula in every_formula(book):
        if formula.where.endswith(")") and "!" in re.sub(r'"[^"]*"', "", formula.text):
            yield f"{formula.where}: names another sheet: {formula.text}"
        yield from (f"{formula.where}: {wrong}" for wrong in _of_formula(formula.text, sheets, names))


def _of_formula(text: str, sheets: set[str], names: set[str]) -> Iterator[str]:
    wrong, references = _by_itself(text)
    yield from wrong
    for reference in references:
        yield from _of_reference(reference, sheets, names)


@cache
def _by_itself(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is wrong with a formula whatever the workbook, and what it refers to; most stand in many workbooks."""
    tokens = Tokenizer(text).items
    references = [each.value for each in tokens if (each.type, each.subtype) == (Token.OPERAND, Token.RANGE)]
    return tuple(_of_tokens(text, tokens)), tuple(references)


def _of_tokens(text: str, tokens: list[Token]) -> Iterator[str]:
    if len(text) > LONGEST_FORMULA:
        yield f"formula of {len(text)} characters"
    for token in tokens:
        match token.type, token.subtype:
            case Token.FUNC, Token.OPEN if token.value[:-1] not in SAFE_FUNCTIONS:
                yield f"function {token.value[:-1]}"
            case Token.OPERAND, Token.ERROR:
                yield f"broken reference {token.value}"
            case Token.OPERAND, Token.TEXT if len(token.value) - 2 > LONGEST_LITERAL:
                yield f"text of {len(token.value) - 2} characters in a formula"
            case Token.ARRAY, _:
                yield "array constant"
    if _most_arguments(tokens) > MOST_ARGUMENTS:
        yield f"{_most_arguments(tokens)} arguments"
    if _depth(tokens) > DEEPEST:
        yield f"calls {_depth(tokens)} deep"


def _depth(tokens: list[Token]) -> int:
    depth = deepest = 0
    for token in tokens:
        if token.subtype in {Token.OPEN, Token.CLOSE}:
            depth += 1 if token.subtype == Token.OPEN else -1
            deepest = max(deepest, depth)
    return deepest


def _most_arguments(tokens: list[Token]) -> int:
    most, open_calls = 0, []
    for token in tokens:
        if token.subtype == Token.OPEN:
            open_calls.append(1)
        elif token.type == Token.SEP and open_calls:
            open_calls[-1] += 1
        elif token.subtype == Token.CLOSE:
            most = max(most, open_calls.pop())
    return most


def _of_reference(text: str, sheets: set[str], names: set[str]) -> Iterator[str]:
    sheet, _, area = text.removeprefix(":").rpartition("!")  # a range may begin with what INDEX gives
    if "#REF!" in text:
        yield f"broken reference {text}"
    elif "[" in text:
        yield f"reference to another file {text}"
    elif sheet and sheet.strip("'").replace("''", "'") not in sheets:
        yield f"no such sheet {text}"
    elif re.fullmatch(r"\$?[A-Z]+:\$?[A-Z]+|\$?\d+:\$?\d+", area):
        yield f"whole columns or rows {text}"
    elif not re.fullmatch(r"\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?", area) and area not in names:
        yield f"no such name {text}"


def _of_names(book: Any) -> Iterator[str]:
    scopes = [("", book.defined_names), *((sheet.title, sheet.defined_names) for sheet in book)]
    for scope, names in scopes:
        for name, each in names.items():
            if not name.startswith(_BUILT_IN):
                if not _NAME.fullmatch(name) or _CELL_LIKE.fullmatch(name) or len(name) > LONGEST_HEADER:
                    yield f"{scope}: name {name} is none that Excel takes"
                wrong = _of_formula(f"={each.attr_text}", set(book.sheetnames), set())
                yield from (f"{scope}: name {name}: {what}" for what in wrong)


def _of_validations(sheet: Any) -> Iterator[str]:
    for each in sheet.data_validations.dataValidation:
        where = f"{sheet.title}!{each.sqref}"
        if each.type == "list" and len(str(each.formula1).strip('"')) > LONGEST_LIST:
            yield f"{where}: list of more than {LONGEST_LIST} characters"
        for text, longest in (
            (each.promptTitle, LONGEST_PROMPT_TITLE),
            (each.errorTitle, LONGEST_PROMPT_TITLE),
            (each.prompt, LONGEST_PROMPT),
            (each.error, LONGEST_PROMPT),
        ):
            if len(text or "") > longest:
                yield f"{where}: prompt or title of {len(text)} characters: {text[:20]}"


def _of_cells(sheet: Any) -> Iterator[str]:
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, str) and len(cell.value) > LONGEST_TEXT:
            yield f"{sheet.title}!{cell.coordinate}: text of {len(cell.value)} characters"
        if cell.data_type == "e":
            yield f"{sheet.title}!{cell.coordinate}: error value {cell.value}"


def _of_merges(sheet: Any) -> Iterator[str]:
    taken: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        cells = set(area.cells)
        if taken & cells:
            yield f"{sheet.title}!{area}: merged areas overlap"
        taken |= cells
        if area.min_row != area.max_row and not sheet[area.start_cell.coordinate].protection.locked:
            yield f"{sheet.title}!{area}: merged input"


def _of_page(sheet: Any) -> Iterator[str]:
    if sheet.sheet_state == "visible" and sheet.page_setup.paperSize != _A4:
        yield f"{sheet.title}: prints on paper {sheet.page_setup.paperSize}, not A4"
    for part in (sheet.oddHeader, sheet.oddFooter):
        if sum(len(each.text or "") for each in (part.left, part.center, part.right)) > LONGEST_HEADER:
            yield f"{sheet.title}: header or footer of more than {LONGEST_HEADER} characters"


def _of_sizes(sheet: Any) -> Iterator[str]:
    for number, row in sheet.row_dimensions.items():
        if (row.height or 0) > 409:  # Excel's highest row
            yield f"{sheet.title}: row {number} is {row.height} points high"
    for number, column in enumerate(sheet.column_dimensions.values(), 1):
        if column.width > LONGEST_HEADER:
            yield f"{sheet.title}: column {get_column_letter(number)} is {column.width} wide"


_SHEET_CHECKS = (_of_validations, _of_cells, _of_merges, _of_page, _of_sizes)


def _of_sheet_names(names: list[str]) -> Iterator[str]:
    if len({name.casefold() for name in names}) < len(names):
        yield "two sheets have one name"
    for name in names:
        if not 0 < len(name) <= LONGEST_SHEET_NAME or re.search(r"[\[\]:*?/\\]|^'|'$", name) or name == "History":
            yield f"sheet name {name!r}"


def _of_links(members: Mapping[str, bytes], sheets: list[str]) -> Iterator[str]:
    for name, data in members.items():
        for link in re.findall(r"<hyperlink ([^>]*)/>", data.decode("utf-8") if "/worksheets/sheet" in name else ""):
            said = {key: unescape(value, _QUOTES) for key, value in re.findall(r'([\w:]+)="([^"]*)"', link)}
            sheet = said.get("location", "").rpartition("!")[0].strip("'").replace("''", "'")
            if "r:id" not in said and sheet not in sheets:
                yield f"{name}!{said['ref']}: link to no sheet {sheet!r}"


def _of_parts(members: Mapping[str, bytes]) -> Iterator[str]:
    for name, data in members.items():
        if re.search(r"externalLink|vbaProject|activeX|/embeddings/|connections\.xml|customXml", name):
            yield f"part {name}"
        if name.endswith(".rels"):
            yield from (
                f"{name}: leads out of the workbook: {each.get('Target')}"
                for each in ET.fromstring(data)  # noqa: S314  # written by the program under test
                if each.get("TargetMode") == "External" and not _is_near(each)
            )
        if re.match(r"xl/worksheets/sheet\d+\.xml", name):
            bare = re.findall(r'<c r="(\w+)"[^>]*><f[^>]*>[^<]*</f></c>', data.decode("utf-8"))
            yield from (f"{name}: formula without a cached value in {cell}" for cell in bare)


def _is_near(relationship: ET.Element) -> bool:
    """Tell whether it is a link to a file by its place beside this one, as those to returns inside a round are."""
    target = relationship.get("Target", "")
    return relationship.get("Type", "").endswith("/hyperlink") and not re.match(r"\w+:|[/\\]", target)
