"""The rows and cells of a sheet as they stream by: exact texts, types, formulas. Interprets no value."""

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from xlreport.cells import MAX_COLUMN, MAX_ROW, column_name
from xlreport.cells import Cell as Place
from xlreport.errors import Refusal
from xlreport.lazy import regex
from xlreport.plain_records import dataclass
from xlreport.reading.book import Filled
from xlreport.reading.ooxml_formulas import SharedFormula
from xlreport.reading.ooxml_strings import decoded
from xlreport.reading.ooxml_xml import Ends, Starts, is_on, whole

MAX_CELLS = 500_000
LOWEST_ROW, NARROWEST_COLUMN = 2.0, 0.5
"""Points and characters below which nothing of a cell can be seen."""
_TYPES = frozenset({"n", "s", "str", "b", "e", "inlineStr", "d"})
_REFERENCE = regex(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LAST_COLUMN = "XFD"
_LONG_NUMBER = 10
_made = tuple.__new__


@dataclass(slots=True, kw_only=True)
class Totals:
    """What the whole book holds so far, over all its sheets."""

    cells: int = 0
    merges: int = 0


def is_below(size: str | None, least: float) -> bool:
    """Tell whether a height or width is given and too small to see anything."""
    if size is None:
        return False
    try:
        return float(size) < least
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCells:
    """The cells of a row by address, as they stand in any workbook that has it: shared strings only by their number."""

    filled: dict[str, Filled]
    blank: dict[str, int]
    strings: list[tuple[str, int, str | None, int]]
    """those of them that hold a shared string: address, number, formula and style"""
    shared: list[tuple[str, str, Mapping[str, str]]]
    """formulas that are shared: address, text and attributes"""

    def take(self, other: "RowCells") -> None:
        """Take the cells of another row."""
        self.filled.update(other.filled)
        self.blank.update(other.blank)
        self.strings.extend(other.strings)
        self.shared.extend(other.shared)


class RowHead(NamedTuple):
    """What a row says of itself; `style` is None where it has none."""

    number: int
    style: int | None
    is_hidden: bool
    has_height: bool


def row_head(attributes: Mapping[str, str], number: int, where: str) -> RowHead:
    """Read what a row says of itself; raises Refusal I09."""
    height = attributes.get("ht")
    is_styled = "s" in attributes and is_on(attributes.get("customFormat"))
    return RowHead(
        number=number,
        style=whole(attributes["s"], f"{where} {number}") if is_styled else None,
        is_hidden=is_on(attributes.get("hidden")) or is_below(height, LOWEST_ROW),
        has_height=height is not None,
    )


class CellScan:
    """Follows the elements of rows and cells; the methods are called where the format has them."""

    def __init__(self, sheet: str, strings: Sequence[str] | None, totals: Totals) -> None:
        self.filled: dict[str, Filled] = {}
        self.blank: dict[str, int] = {}
        self.duplicates: list[str] = []
        self.row_styles: dict[str, int] = {}
        self.hidden_rows: set[int] = set()
        self.shown_rows: set[int] = set()
        self.are_rows_hidden = False
        self.pieces: list[str] = []
        self._sheet = sheet
        self._strings = strings
        self._totals = totals
        self._masters: dict[str, SharedFormula] = {}
        self._row = "0"
        self._row_is_given = True
        self._ref = ""
        self._letters: set[str] = set()
        self._type = "n"
        self._style = 0
        self._value: str | None = None
        self._formula: str | SharedFormula | None = None
        self._formula_attributes: dict[str, str] = {}
        self._inline: list[str] | None = None
        self._is_run = False

    @property
    def starts(self) -> Starts:
        """Say what follows the beginning of which element, by depth and name."""
        return {
            (3, "row"): self.start_row,
            (4, "c"): self.start_cell,
            (5, "v"): self.start_text,
            (5, "f"): self.start_formula,
            (5, "is"): self.start_inline,
            (6, "t"): self.start_text,
            (6, "r"): self.start_run,
            (6, "rPh"): self.start_phonetic,
            (7, "t"): self.start_text,
        }

    @property
    def ends(self) -> Ends:
        """Say what follows its end."""
        return {
            (4, "c"): self.end_cell,
            (5, "v"): self.end_value,
            (5, "f"): self.end_formula,
            (6, "t"): self.end_inline_text,
            (7, "t"): self.end_run_text,
        }

    def _refusal(self, found: str) -> Refusal:
        return Refusal(code="I09", found=f"{self._sheet}: {found}")

    def start_row(self, attributes: dict[str, str]) -> None:
        """Begin a row; one without a number follows the one before."""
        given = attributes.get("r")
        number = int(self._row) + 1 if given is None else whole(given, f"{self._sheet}: row")
        if not 1 <= number <= MAX_ROW:
            raise self._refusal(f"row {number}")
        self.begin_row(row_head(attributes, number, f"{self._sheet}: row"))
        self._row_is_given = given is not None

    def begin_row(self, head: RowHead) -> None:
        """Begin a row of which is known what it says of itself."""
        number, style, is_hidden, has_height = head
        if number > MAX_ROW:
            raise self._refusal(f"row {number}")
        self._row, self._row_is_given, self._ref = str(number), True, ""
        if style is not None:
            self.row_styles[self._row] = style
        if is_hidden:
            self.hidden_rows.add(number)
        elif self.are_rows_hidden and has_height:
            self.shown_rows.add(number)

    def start_cell(self, attributes: dict[str, str]) -> None:
        """Begin a cell; one without an address follows the one before."""
        self._count()
        ref = attributes.get("r")
        self._ref = self._following() if ref is None else self._checked(ref)
        self._type = kind = attributes.get("t", "n")
        if kind not in _TYPES:
            raise self._refusal(f"{self._ref}: type {kind[:40]!r}")
        style = attributes.get("s", "0")
        self._style = int(style) if style.isdecimal() and len(style) < _LONG_NUMBER else 0
        self._value = self._formula = self._inline = None
        self._is_run = False

    def _count(self) -> None:
        self._totals.cells += 1
        self._within_limit()

    def _within_limit(self) -> None:
        if self._totals.cells > MAX_CELLS:
            raise Refusal(code="I07", found=f"more than {MAX_CELLS} cells")

    def take_cells(self, cells: "RowCells", count: int) -> None:
        """Take so many cells, each with an address of its own inside its row."""
        self._totals.cells += count
        self._within_limit()
        self.blank.update(cells.blank)
        self.filled.update(cells.filled)
        if cells.strings:
            self._take_strings(cells)
        for ref, text, attributes in cells.shared:
            self.filled[ref] = self.filled[ref]._replace(formula=self.formula_of(ref, text, attributes))

    def _take_strings(self, cells: "RowCells") -> None:
        strings = self._strings or ()
        refs, indexes, formulas, styles = zip(*cells.strings, strict=True)
        if max(indexes) >= len(strings):
            for ref, index, *_ in cells.strings:
                self._shared_string(index, ref)
        held = zip(repeat("s"), map(strings.__getitem__, indexes), formulas, styles)  # one has no end
        self.filled.update(zip(refs, map(_made, repeat(Filled), held), strict=True))

    def _checked(self, ref: str) -> str:
        """Give back an address inside the sheet and inside its row; this is the pass's hottest line."""
        if ref.endswith(self._row) and ref[: -len(self._row)] in self._letters:
            return ref
        match = _REFERENCE.fullmatch(ref)
        if match is None or (len(match[1]) == len(_LAST_COLUMN) and match[1] > _LAST_COLUMN):
            raise self._refusal(f"cell {ref[:40]!r}")
        if match[2] != self._row:
            if self._row_is_given or int(match[2]) > MAX_ROW:
                raise self._refusal(f"cell {ref} in row {self._row}")
            self._row, self._row_is_given = match[2], True
        self._letters.add(match[1])
        return ref

    def _following(self) -> str:
        column = Place.parse(self._ref).column + 1 if self._ref else 0
        if column >= MAX_COLUMN:
            raise self._refusal(f"row {self._row}: too many cells")
        return f"{column_name(column)}{self._row}"

    def start_text(self, _attributes: dict[str, str]) -> None:
        """Begin a text that is wanted: what came before is forgotten."""
        self.pieces.clear()

    def end_value(self) -> None:
        """Keep the text of a value; of two in one cell each program would take another."""
        if self._value is not None:
            raise self._refusal(f"{self._ref}: two values")
        self._value = "".join(self.pieces)

    def start_formula(self, attributes: dict[str, str]) -> None:
        """Begin a formula."""
        self.pieces.clear()
        self._formula_attributes = attributes

    def end_formula(self) -> None:
        """Keep a formula; of a shared one the first cell has the text, the others only its number."""
        text = "".join(self.pieces)
        is_shared = self._formula_attributes.get("t") == "shared"
        self._formula = self.formula_of(self._ref, text, self._formula_attributes) if is_shared else text

    def formula_of(self, ref: str, text: str, attributes: Mapping[str, str]) -> str | SharedFormula:
        """Give a shared formula: its own text, or the one that its number stands for."""
        number = attributes.get("si", "")
        if text:
            self._masters[number] = SharedFormula(origin=ref, text=text)
            return text
        if number not in self._masters:
            raise self._refusal(f"{ref}: shared formula {number[:40]!r} is not defined")
        return self._masters[number]

    def start_inline(self, _attributes: dict[str, str]) -> None:
        """Begin a text that stands in the cell itself."""
        self._inline = []

    def start_run(self, _attributes: dict[str, str]) -> None:
        """Begin a run of rich text in the cell."""
        self._is_run = True

    def start_phonetic(self, _attributes: dict[str, str]) -> None:
        """Begin a phonetic guide, which is no part of the text."""
        self._is_run = False

    def end_inline_text(self) -> None:
        """Keep a plain text of the cell."""
        if self._inline is not None:
            self._inline.append("".join(self.pieces))

    def end_run_text(self) -> None:
        """Keep the text of a run."""
        if self._is_run:
            self.end_inline_text()

    def end_cell(self) -> None:
        """Keep the cell; one that is there twice is noted, and the last counts."""
        ref = self._ref
        if ref in self.filled or ref in self.blank:
            self.duplicates.append(ref)
            self.filled.pop(ref, None)
            self.blank.pop(ref, None)
        raw = self._raw()
        if raw is None and self._formula is None:
            self.blank[ref] = self._style
        else:
            self.filled[ref] = Filled(self._type, raw, self._formula, self._style)

    def _raw(self) -> str | None:
        value = self._value
        if self._type == "n":
            return value or None
        match self._type:
            case "s":
                return self.string(value) if value else None
            case "inlineStr" if self._inline is not None:
                return decoded("".join(self._inline))
            case "str" | "inlineStr":
                return None if value is None else decoded(value)
        return value or None

    def string(self, value: str) -> str:
        """Give a shared string by its number; raises Refusal where there is none."""
        return self._shared_string(whole(value, f"{self._sheet}: {self._ref}"), self._ref)

    def _shared_string(self, index: int, ref: str) -> str:
        if self._strings is None:
            raise Refusal(code="I09", found="shared strings: missing")
        if not 0 <= index < len(self._strings):
            raise self._refusal(f"{ref}: shared string {index} of {len(self._strings)}")
        return self._strings[index]
