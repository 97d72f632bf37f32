"""What a workbook prints where: its locked texts, a merged one on every cell it covers. Compares with nothing."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from xlreport.cells import Area, Cell
from xlreport.layout import Place
from xlreport.plain_records import dataclass
from xlreport.reading.book import Book

_STRINGS = {"s", "str", "inlineStr"}
_LARGEST_MERGE = 10_000
_SHEETS_KEPT = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Prints:
    """The labels of a workbook as it stands; `merged` gives per sheet each covered cell with the one that shows."""

    book: Book
    merged: Mapping[str, Mapping[Cell, Cell]]

    @classmethod
    def of(cls, book: Book) -> "Prints":
        """Look at the merged areas of a book once."""
        return cls(book=book, merged={sheet.name: _covered(sheet.merges) for sheet in book.sheets})

    def label(self, sheet: str, cell: Cell) -> str:
        """Give the locked text at a cell, empty when there is none."""
        found = self.book.cell(sheet, str(self.merged.get(sheet, {}).get(cell, cell)))
        return found.raw if found is not None and found.locked and found.type in _STRINGS and found.raw else ""

    def cells(self, sheet: str, texts: Collection[str]) -> dict[str, list[Cell]]:
        """Give where each of the texts is printed on a sheet."""
        found: dict[str, list[Cell]] = {}
        held = self.book.cells.get(sheet)
        for ref, cell in held.filled.items() if held is not None else ():
            if cell.raw in texts and cell.type in _STRINGS:
                found.setdefault(cell.raw or "", []).append(Cell.parse(ref))
        return found

    def nearest(self, place: Place, *, rows: int, columns: int) -> str:
        """Give the first label met from a place on, one step after the other; empty when the sheet ends first."""
        cell = place.cell
        while cell.row + rows >= 0 and cell.column + columns >= 0:
            cell = Cell(cell.row + rows, cell.column + columns)
            if found := self.label(place.sheet, cell):
                return found
        return ""


@lru_cache(maxsize=_SHEETS_KEPT)
def _covered(merges: tuple[str, ...]) -> Mapping[Cell, Cell]:
    """Give each cell that a merged area covers with the first of the area; returns of a round are merged alike."""
    return MappingProxyType({cell: area.first for area in _areas(merges) for cell in area})


def _areas(merges: Iterable[str]) -> list[Area]:
    """Give the merged areas of a size that a form has."""
    areas = []
    for reference in merges:
        try:
            area = Area.parse(reference)
        except ValueError:
            continue
        if area.rows * area.columns <= _LARGEST_MERGE:
            areas.append(area)
    return areas
