"""The rows of a plain text: labels and figures that stand on lines of their own, or torn over lines, put together.

Where the figures of a label end is where the next words begin; whether they are as many as there should be is not
asked here.
"""

from collections.abc import Iterator
from dataclasses import field, replace

from xlreport.plain_records import dataclass
from xlreport.publishing.from_text import figure_like
from xlreport.publishing.page_blocks import Page, PageCell, PageTable
from xlreport.publishing.printed_cells import is_blank
from xlreport.publishing.printed_tables import FormTables


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceInText:
    """Where something stood on the page: table and row, or the line of a text."""

    table: int = 0
    row: int = 0
    line: int = 0

    def at(self, column: int) -> dict[str, int]:
        """Give it as data, with the column."""
        known = {"table": self.table, "row": self.row, "line": self.line, "column": column}
        return {name: number for name, number in known.items() if number}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """One row of the page: its cells and where it stood; `widest` tells that no row of its table is wider.

    `words` are lines without a figure put together: they may head a table, and are never a row of figures.
    """

    cells: tuple[PageCell, ...]
    place: PlaceInText
    spanned: bool
    widest: bool
    words: bool = False


_LONGEST_LABEL = 60
_TORN = 4
"""Lines that a label is torn over at most."""


@dataclass(slots=True)
class _Open:
    """Words and figures that no row was made of yet."""

    words: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    line: int = 0


def text_rows(page: Page, tables: FormTables) -> Iterator[PageRow]:
    """Give the rows of a text."""
    current = _Open()
    for line, cells, widest in _items(page):
        words = [cell for cell in cells if not _is_figure(cell)]
        figures = [cell for cell in cells if _is_figure(cell)]
        if words and current.figures:
            yield from _closed(current, tables)
            current = _Open()
        if not words:
            current.figures += figures
            current.line = current.line or line
        elif not any(figure_like(cell) for cell in figures):
            current.words += words if len(cells) < _TORN else []
            if len(cells) >= _TORN:
                yield _row(cells, line, widest=widest)
        else:
            torn = _torn(current.words, words, tables)
            yield from _closed(current, tables)
            current = _Open()
            yield from _whole(torn, cells, line, tables, widest=widest)
    yield from _closed(current, tables)


def _items(page: Page) -> Iterator[tuple[int, list[str], bool]]:
    for block in page.blocks:
        if isinstance(block, PageTable):
            widest = max(map(len, block.rows), default=0)
            for line, row in zip(block.lines, block.rows, strict=True):
                yield line, [cell.text for cell in row], len(row) == widest
        elif len(block.text) <= _LONGEST_LABEL:
            yield block.number, [block.text], False


def _torn(before: list[str], words: list[str], tables: FormTables) -> str:
    """Give the label that the first words of a row end, when its beginning stands on the lines before."""
    if any(tables.speller.tell(word) for word in words):
        return ""
    for count in range(1, _TORN):
        joined = "".join(before[-count:]) + words[0]
        if count <= len(before) and tables.speller.tell(joined):
            return joined
    return ""


def _whole(torn: str, cells: list[str], line: int, tables: FormTables, *, widest: bool) -> Iterator[PageRow]:
    if torn:
        yield _row([torn, *(cell for cell in cells if _is_figure(cell))], line, widest=False)
        return
    first = next((place for place, cell in enumerate(cells) if not _is_figure(cell)), 0)
    pieces = _pieces(cells[first], tables)
    whole = len(pieces) == 1
    yield _row([*cells[:first], *pieces, *cells[first + 1 :]], line, widest=widest and whole)


def _closed(current: _Open, tables: FormTables) -> Iterator[PageRow]:
    """Make rows of what is open: the head's words, then the figures after the label, or after none."""
    words = [piece for word in _joined(current.words, tables) for piece in _pieces(word, tables)]
    label = words.pop() if words and current.figures and _is_label(words[-1], tables) else ""
    if words:
        yield replace(_row(words, current.line, widest=False), words=True)
    if current.figures:
        yield _row([*([label] if label else []), *current.figures], current.line, widest=False)


def _joined(words: list[str], tables: FormTables) -> list[str]:
    """Put the last words together where they are one label torn over lines."""
    if words and not _is_label(words[-1], tables):
        for count in range(2, _TORN + 1):
            joined = "".join(words[-count:])
            if count <= len(words) and _is_label(joined, tables):
                return [*words[:-count], joined]
    return words


def _is_label(text: str, tables: FormTables) -> bool:
    spelt = tables.speller.tell(text)
    if spelt is None or not (spelt.word in tables.rows or spelt.word in tables.groups):
        return False
    return spelt.word not in tables.heads or bool(spelt.numbering)


def _pieces(text: str, tables: FormTables) -> list[str]:
    """Cut a text where several labels run together in it."""
    spelt = tables.speller.tell(text)
    if spelt and spelt.alike:
        return [text]
    pieces = tables.speller.pieces(text)
    return pieces if any((told := tables.speller.tell(piece)) and told.alike for piece in pieces) else [text]


def _row(cells: list[str], line: int, *, widest: bool) -> PageRow:
    return PageRow(
        cells=tuple(PageCell(text=cell, column=place) for place, cell in enumerate(cells)),
        place=PlaceInText(line=line),
        spanned=False,
        widest=widest,
    )


def _is_figure(text: str) -> bool:
    return is_blank(text) or figure_like(text)
