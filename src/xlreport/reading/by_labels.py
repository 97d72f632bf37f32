"""Where another edition of a form has its fields, by the labels it prints: their words are the same, not their cells.

Asked where neither manifest nor name is left. What is printed more often, or less often, than the form prints it leads
nowhere, and of two fields that would share a cell neither is found.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import takewhile

from xlreport.cells import Area, Cell
from xlreport.forms import Kind
from xlreport.layout import Label, Layout, Place, Role
from xlreport.plain_records import dataclass
from xlreport.reading.book import Book
from xlreport.reading.places import labels_of
from xlreport.reading.prints import Prints

_MOST_PARAGRAPHS = 1_000
_WIDEST_HEADING = 8


def is_open(book: Book, sheet: str, cell: Cell) -> bool:
    """Tell whether a cell is there and takes what a clerk types."""
    held = book.cell(sheet, str(cell))
    return held is not None and not held.locked


def places_by_labels(layout: Layout, book: Book) -> dict[str, Place]:
    """Give the fields of the form that a book of another edition has beside, or below, labels in the form's words."""
    present = {sheet.name for sheet in book.sheets}
    labels = {place.field: labels_of(place, layout) for place in layout.places.values()}
    look = _Labelled(layout=layout, book=book, prints=Prints.of(book), labels=labels)
    areas = {
        place.field: (place.sheet, area)
        for place in layout.places.values()
        if place.sheet in present and (area := look.area(place)) is not None
    }
    taken = Counter((sheet, cell) for sheet, area in areas.values() for cell in area)
    alone = {f: at for f, at in areas.items() if all(taken[at[0], cell] == 1 for cell in at[1])}
    return {f: Place(field=f, sheet=sheet, area=area) for f, (sheet, area) in alone.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Labelled:
    """A book of another edition, looked at with the words of the form."""

    layout: Layout
    book: Book
    prints: Prints
    labels: Mapping[str, tuple[Label | None, Label | None]]
    _sheets: dict[str, Mapping[Cell, Area]] = field(default_factory=dict)

    def area(self, issued: Place) -> Area | None:
        """Give the cells that a field's labels lead to; None where they lead nowhere, or onto a label."""
        left, above = self.labels[issued.field]
        if self.layout.form.fields[issued.field].kind is Kind.TEXT:
            return self._paragraphs(issued, above)
        if left is not None and self._prompts_one(left, issued):
            cell = self._beside(issued, left)
        elif left is not None:
            cell = self._crossing(issued, left, above)
        else:
            cell = self._below(issued, above)
        return None if cell is None or self._is_label(issued.sheet, cell) else Area(cell, cell)

    def _prompts_one(self, left: Label, issued: Place) -> bool:
        """Tell whether a label asks for the one cell right of it, and not for a row under heads."""
        if left.role is not Role.PROMPT or left.area.last.column + 1 != issued.cell.column:
            return False
        return sum(self.labels[each.field][0] is left for each in self.layout.sheet(issued.sheet).places) == 1

    def _beside(self, issued: Place, left: Label) -> Cell | None:
        now = self._now(issued.sheet, left)
        return now.first.shifted(columns=now.columns) if now is not None else None

    def _crossing(self, issued: Place, left: Label, above: Label | None) -> Cell | None:
        beside, over = self._now(issued.sheet, left), self._now(issued.sheet, above)
        if beside is None or over is None or above is None:
            return None
        rows = issued.cell.row - left.area.first.row
        columns = issued.cell.column - above.area.first.column
        return Cell(beside.first.row + rows, over.first.column + columns)

    def _below(self, issued: Place, above: Label | None) -> Cell | None:
        """Give the cell as far below a head as the form has it; in a list all on the way there must be open."""
        over = self._now(issued.sheet, above)
        if over is None or above is None:
            return None
        down = range(1, issued.cell.row - above.area.last.row + 1)
        columns = issued.cell.column - above.area.first.column
        way = [Cell(over.last.row + rows, over.first.column + columns) for rows in down]
        if above.role is Role.LIST_HEAD and not all(is_open(self.book, issued.sheet, cell) for cell in way):
            return None
        return way[-1]

    def _paragraphs(self, issued: Place, heading: Label | None) -> Area | None:
        """Give the open cells in one column right below a heading."""
        over = self._now(issued.sheet, heading)
        if over is None:
            return None
        row, start = over.last.row + 1, over.first.column
        columns = (Cell(row, column) for column in range(start, start + _WIDEST_HEADING))
        first = next((cell for cell in columns if is_open(self.book, issued.sheet, cell)), None)
        if first is None:
            return None
        down = (first.shifted(rows=rows) for rows in range(_MOST_PARAGRAPHS))
        *_, last = takewhile(lambda cell: is_open(self.book, issued.sheet, cell), down)
        return Area(first, last)

    def _is_label(self, sheet: str, cell: Cell) -> bool:
        text = self.prints.label(sheet, cell)
        return bool(text) and text in {_words(label) for label in self.layout.sheet(sheet).labels}

    def _now(self, sheet: str, label: Label | None) -> Area | None:
        """Give the cells that a label of the form takes in the book."""
        if sheet not in self._sheets:
            self._sheets[sheet] = dict(self._labels(sheet))
        return self._sheets[sheet].get(label.area.first) if label is not None else None

    def _labels(self, sheet: str) -> Iterator[tuple[Cell, Area]]:
        issued: dict[str, list[Cell]] = {}
        texts: dict[str, str] = {}
        for label in self.layout.sheet(sheet).labels:
            if label.text:
                issued.setdefault(_words(label), []).append(label.area.first)
                texts |= {_words(label): _words(label), label.text: _words(label)}
        now: dict[str, list[Cell]] = {}
        for text, cells in self.prints.cells(sheet, texts.keys()).items():
            now.setdefault(texts[text], []).extend(cell for cell in cells if self.prints.label(sheet, cell))
        lasts: dict[Cell, Cell] = {}
        for cell, first in self.prints.merged.get(sheet, {}).items():
            lasts[first] = max(lasts.get(first, first), cell)
        for words, cells in issued.items():
            if len(cells) == len(now.get(words, ())):
                yield from (
                    (was, Area(cell, lasts.get(cell, cell)))
                    for was, cell in zip(sorted(cells), sorted(now[words]), strict=True)
                )


def _words(label: Label) -> str:
    """Give what a label says without the remark at its end."""
    return label.text.removesuffix(label.hint).rstrip() if label.hint else label.text
