"""How the cells of a workbook moved since it was issued, and how an issued formula reads after that.

Follows rows and columns that were inserted or deleted, as a spreadsheet program does. Judges nothing.
"""

import re
from collections.abc import Collection, Mapping

from xlreport.cells import Cell
from xlreport.layout import Layout, Place
from xlreport.lazy import regex
from xlreport.plain_records import dataclass

_REFERENCE = regex(r"(?:'((?:[^']|'')+)'!)?(\$?)([A-Z]{1,3})(\$?)(\d+)(?::(\$?)([A-Z]{1,3})(\$?)(\d+))?(?![\w(])")
_LITERAL = regex(r'("[^"]*")')


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifts:
    """Per sheet and issued cell of a field the cell where it is now; nothing where nothing moved."""

    cells: Mapping[tuple[str, Cell], Cell]
    rows: Mapping[str, Mapping[int, int]]

    def cell(self, sheet: str, issued: Cell) -> Cell:
        """Give where an issued cell is now; one that is no field's moves with the fields below it."""
        if (sheet, issued) in self.cells:
            return self.cells[sheet, issued]
        rows = self.rows.get(sheet, {})
        below = min((row for row in rows if row >= issued.row), default=max(rows, default=None))
        return issued if below is None else issued.shifted(rows[below] - below)

    def formula(self, text: str, sheet: str) -> str:
        """Give an issued formula of a sheet as it reads now that its parts have moved."""
        if not self.cells:
            return text
        pieces = _LITERAL.split(text)
        return "".join(
            piece if piece.startswith('"') else _REFERENCE.sub(lambda match: self._moved(match, sheet), piece)
            for piece in pieces
        )

    def _moved(self, match: re.Match[str], sheet: str) -> str:
        own = match[1].replace("''", "'") if match[1] else sheet
        head = f"'{match[1]}'!" if match[1] else ""
        first = self._corner(own, match[3] + match[5], (match[2], match[4]))
        if match[9] is None:
            return head + first
        return f"{head}{first}:{self._corner(own, match[7] + match[9], (match[6], match[8]))}"

    def _corner(self, sheet: str, issued: str, dollars: tuple[str, str]) -> str:
        now = str(self.cell(sheet, Cell.parse(issued)))
        letters = now.rstrip("0123456789")
        return dollars[0] + letters + dollars[1] + now.removeprefix(letters)


def shifts_of(layout: Layout, places: Mapping[str, Place], unclear: Collection[str]) -> Shifts:
    """Compare where fields are with where they were issued; one on another sheet or in doubt tells nothing."""
    if places is layout.places:
        return Shifts(cells={}, rows={})
    known = {field: issued for field, issued in layout.places.items() if field not in unclear}
    touched = {
        issued.sheet
        for field, issued in known.items()
        if places[field] != issued and places[field].sheet == issued.sheet
    }
    cells: dict[tuple[str, Cell], Cell] = {}
    rows: dict[str, dict[int, int]] = {}
    for field, issued in known.items():
        now = places[field]
        if issued.sheet in touched and now.sheet == issued.sheet:
            cells[issued.sheet, issued.area.first] = now.area.first
            cells[issued.sheet, issued.area.last] = now.area.last
            rows.setdefault(issued.sheet, {})[issued.cell.row] = now.cell.row
    return Shifts(cells=cells, rows=rows)
