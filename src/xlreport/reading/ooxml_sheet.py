"""One sheet in one streaming pass: its cells, merges, protection, validations, hidden rows and columns.

Dimensions and counts that the file claims are ignored: only what is there counts.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from xlreport.cells import MAX_COLUMN
from xlreport.errors import Refusal
from xlreport.plain_records import dataclass
from xlreport.reading.book import SheetCells, SheetInfo, Style
from xlreport.reading.container import Container
from xlreport.reading.ooxml_cells import LOWEST_ROW, NARROWEST_COLUMN, CellScan, Totals, is_below
from xlreport.reading.ooxml_known import (
    MARK,
    MARKED_PAGE_WORDS,
    Unusual,
    opened,
    swept_rows,
    unusual,
    without_page_words,
)
from xlreport.reading.ooxml_parts import first_of, relations_of
from xlreport.reading.ooxml_xml import Routes, Starts, is_on, scan, scan_data, whole

MAX_MERGES = 50_000
OWN_AUTHOR = "xlreport"
_ROOTS = frozenset({"worksheet", "chartsheet", "dialogsheet"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What the sheets of a book share: strings (None without such a part), styles, its size so far."""

    strings: Sequence[str] | None
    styles: tuple[Style, ...]
    totals: Totals


class SheetScan:
    """Sends each element to who follows it, and keeps what stands beside the cells."""

    def __init__(self, sheet: str, cells: CellScan, totals: Totals) -> None:
        self.sheet = sheet
        self.cells = cells
        self.merges: list[str] = []
        self.validations: list[tuple[str, str]] = []
        self.protection: dict[str, str] = {}
        self.hidden: list[tuple[int, int]] = []
        self.shown: list[tuple[int, int]] = []
        self.are_columns_hidden = False
        self.column_styles: list[tuple[int, int, int]] = []
        self._totals = totals
        self._late_type = ""

    def routes(self) -> Routes:
        """Say who follows which element of a sheet."""
        own: Starts = {
            (2, "sheetProtection"): self.protection.update,
            (2, "sheetFormatPr"): self.start_defaults,
            (3, "col"): self.start_column,
            (3, "mergeCell"): self.start_merge,
            (3, "dataValidation"): self.start_validation,
            (5, "x14:dataValidation"): self.start_late_validation,
            (6, "xm:sqref"): self.cells.start_text,
        }
        return Routes(
            roots=_ROOTS,
            starts={**own, **self.cells.starts},
            ends={(6, "xm:sqref"): self.end_late_validation, **self.cells.ends},
            text=self.cells.pieces.append,
        )

    def take(self, other: "SheetScan") -> None:
        """Take what stands beside the cells from a scan of the same; raises Refusal I07."""
        self._totals.merges += len(other.merges)
        if self._totals.merges > MAX_MERGES:
            raise Refusal(code="I07", found=f"more than {MAX_MERGES} merged ranges")
        self.merges, self.validations, self.protection = other.merges, other.validations, other.protection
        self.hidden, self.shown, self.column_styles = other.hidden, other.shown, other.column_styles
        self.are_columns_hidden = other.are_columns_hidden

    def start_defaults(self, attributes: dict[str, str]) -> None:
        """Note whether rows, or columns, are hidden that say nothing themselves."""
        is_low = is_on(attributes.get("customHeight")) and is_below(attributes.get("defaultRowHeight"), LOWEST_ROW)
        self.cells.are_rows_hidden = is_low or is_on(attributes.get("zeroHeight"))
        self.are_columns_hidden = is_below(attributes.get("defaultColWidth"), NARROWEST_COLUMN)

    def start_column(self, attributes: dict[str, str]) -> None:
        """Keep the style of a range of columns, and whether it is hidden."""
        first = max(1, whole(attributes.get("min", ""), f"{self.sheet}: column"))
        last = min(MAX_COLUMN, whole(attributes.get("max", ""), f"{self.sheet}: column"))
        if is_on(attributes.get("hidden")) or is_below(attributes.get("width"), NARROWEST_COLUMN):
            self.hidden.append((first, last))
        elif "width" in attributes:
            self.shown.append((first, last))
        style = whole(attributes.get("style", "0"), f"{self.sheet}: column")
        self.column_styles.append((first, last, style))

    def start_merge(self, attributes: dict[str, str]) -> None:
        """Keep a merged range as it is written; it is never spread out."""
        self._totals.merges += 1
        if self._totals.merges > MAX_MERGES:
            raise Refusal(code="I07", found=f"more than {MAX_MERGES} merged ranges")
        self.merges.append(attributes.get("ref", ""))

    def start_validation(self, attributes: dict[str, str]) -> None:
        """Keep the type and the ranges of a data validation."""
        self.validations.append((attributes.get("type", "none"), attributes.get("sqref", "")))

    def start_late_validation(self, attributes: dict[str, str]) -> None:
        """Keep the type of a validation written the way of Excel 2010; its ranges come as text."""
        self._late_type = attributes.get("type", "none")

    def end_late_validation(self) -> None:
        """Keep such a validation with its ranges."""
        self.validations.append((self._late_type, "".join(self.cells.pieces)))


def read_sheet(
    container: Container,
    part: str,
    *,
    sheet: SheetInfo,
    shared: Shared,
) -> tuple[SheetInfo, SheetCells]:
    """Read a sheet of which name and state are known; raises Refusal I05, I07, I08 or I09."""
    found = scanned(container.read(part), part, sheet=sheet, shared=shared)
    cells = found.cells
    comments = _comments(container, part)
    info = SheetInfo(
        name=sheet.name,
        state=sheet.state,
        protected=is_on(found.protection.get("sheet")),
        protection=dict(found.protection),
        merges=tuple(found.merges),
        hidden_rows=frozenset(cells.hidden_rows),
        hidden_columns=_spread(found.hidden),
        only_rows=frozenset(cells.shown_rows) if cells.are_rows_hidden else None,
        only_columns=_spread(found.shown) if found.are_columns_hidden else None,
        validations=tuple(found.validations),
        duplicates=tuple(cells.duplicates),
        comments=len(comments),
        own_comments=comments.count(OWN_AUTHOR),
    )
    held = SheetCells(
        sheet=sheet.name,
        styles=shared.styles,
        filled=cells.filled,
        blank=cells.blank,
        row_styles=cells.row_styles,
        column_styles=tuple(found.column_styles),
    )
    return info, held


def scanned(data: bytes, part: str, *, sheet: SheetInfo, shared: Shared) -> SheetScan:
    """Scan a sheet: its rows in one sweep where they are as programs usually write them, else strictly.

    What the sweep stumbles over is read again from the beginning: only the strict pass refuses.
    """
    before = replace(shared.totals)
    with suppress(Unusual, Refusal):
        return _swept(data, sheet=sheet, shared=shared)
    shared.totals.cells, shared.totals.merges = before.cells, before.merges
    return strictly_scanned(data, part, sheet=sheet, shared=shared)


def strictly_scanned(data: bytes, part: str, *, sheet: SheetInfo, shared: Shared) -> SheetScan:
    """Scan a sheet element by element."""
    found = SheetScan(sheet.name, CellScan(sheet.name, shared.strings, shared.totals), shared.totals)
    scan_data(data, part, found.routes())
    return found


def _swept(data: bytes, *, sheet: SheetInfo, shared: Shared) -> SheetScan:
    """Scan a sheet whose rows stand where they belong, once, and hold nothing unusual; raises Unusual or Refusal."""
    rows = opened(data, b"<sheetData>", b"</sheetData>")
    left = without_page_words(rows.left)
    beside = (_kept_beside if len(left) <= _LARGEST_KEPT else _beside)(left)
    found = SheetScan(sheet.name, CellScan(sheet.name, shared.strings, shared.totals), shared.totals)
    found.take(beside.scan)
    found.cells.are_rows_hidden = beside.are_rows_hidden
    swept_rows(rows.content, found.cells)
    found.cells.are_rows_hidden = beside.scan.cells.are_rows_hidden
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """What stands beside the rows of a sheet, and whether rows are hidden by what stands before them."""

    scan: SheetScan
    are_rows_hidden: bool


def _beside(left: bytes) -> _Beside:
    """Read what many sheets have in common down to the byte: all but rows and page words; raises Unusual or Refusal.

    What is kept is only looked at.
    """
    totals = Totals()
    found = SheetScan("", CellScan("", None, totals), totals)
    places: list[tuple[bool, bool]] = []
    words: list[dict[str, str]] = []

    def pass_rows(attributes: dict[str, str]) -> None:
        places.append((MARK in attributes, found.cells.are_rows_hidden))

    routes = found.routes()
    elsewhere = dict.fromkeys(found.cells.starts, unusual)
    own: Starts = {(2, "sheetData"): pass_rows, (3, "oddHeader"): words.append}
    scan_data(left, "", replace(routes, starts={**routes.starts, **elsewhere, **own}))
    marked = sum(MARK in each for each in words)
    if [is_marked for is_marked, _ in places] != [True] or marked != left.count(MARKED_PAGE_WORDS):
        raise Unusual
    return _Beside(scan=found, are_rows_hidden=places[0][1])


_kept_beside = lru_cache(maxsize=64)(_beside)
_LARGEST_KEPT = 2**19


def _spread(ranges: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Name each column of the ranges once, however often they overlap."""
    found: set[int] = set()
    reach = 0
    for first, last in sorted(ranges):
        found.update(range(max(first, reach + 1), last + 1))
        reach = max(reach, last)
    return frozenset(found)


def _comments(container: Container, part: str) -> list[str]:
    """Give the author of each comment of a sheet; "" where the file names none."""
    target = first_of(relations_of(container, part), "comments")
    if not target or target not in container:
        return []
    found: list[dict[str, str]] = []
    authors: list[str] = []
    pieces: list[str] = []
    routes = Routes(
        roots=frozenset({"comments"}),
        starts={(3, "author"): lambda _: pieces.clear(), (3, "comment"): found.append},
        ends={(3, "author"): lambda: authors.append("".join(pieces))},
        text=pieces.append,
    )
    scan(container, target, routes)
    by_number = {str(number): author for number, author in enumerate(authors)}
    return [by_number.get(each.get("authorId", ""), "") for each in found]
