"""The third address of a field: the cell beside and below its printed labels, wherever those stand now.

Asked where neither manifest nor name says anything. A label that is printed more often, or less often, than the
form prints it gives no place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field

from xlreport.cells import Area, Cell
from xlreport.layout import Label, Layout, Place, Sheet
from xlreport.plain_records import dataclass
from xlreport.reading.prints import Prints


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPlaces:
    """Where fields would be by their labels; each sheet is searched once, when first asked for."""

    layout: Layout
    prints: Prints
    _sheets: dict[str, Mapping[Cell, Cell]] = field(default_factory=dict)

    def place(self, issued: Place, left: Label | None, above: Label | None) -> Place | None:
        """Give the place that a field's labels, to its left and above it, lead to; None where they lead nowhere."""
        moved = self._moved(issued.sheet)
        row = _shift(left or above, moved)
        column = _shift(above or left, moved)
        if row is None or column is None:
            return None
        rows, columns = row.row, column.column
        first, last = (corner.row + rows for corner in (issued.area.first, issued.area.last))
        if min(first, issued.area.first.column + columns) < 0:
            return None
        area = Area(Cell(first, issued.area.first.column + columns), Cell(last, issued.area.last.column + columns))
        return Place(field=issued.field, sheet=issued.sheet, area=area)

    def _moved(self, sheet: str) -> Mapping[Cell, Cell]:
        if sheet not in self._sheets:
            self._sheets[sheet] = dict(self._labels(self.layout.sheet(sheet)))
        return self._sheets[sheet]

    def _labels(self, sheet: Sheet) -> Iterator[tuple[Cell, Cell]]:
        """Give the cell of each label now, by the cell where the form has it."""
        issued: dict[str, list[Cell]] = {}
        for label in sheet.labels:
            if label.text:
                issued.setdefault(label.text, []).append(label.area.first)
        now = self.prints.cells(sheet.name, issued.keys())
        for text, cells in issued.items():
            if len(cells) == len(now.get(text, ())):
                yield from zip(sorted(cells), sorted(now[text]), strict=True)


def _shift(label: Label | None, moved: Mapping[Cell, Cell]) -> Cell | None:
    """Give by how many rows and columns a label moved, as the cell that far from nought; None when it is gone."""
    if label is None or label.area.first not in moved:
        return None
    now = moved[label.area.first]
    return Cell(now.row - label.area.first.row, now.column - label.area.first.column)
