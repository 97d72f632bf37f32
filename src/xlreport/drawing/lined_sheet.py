"""A worksheet whose rows of plain cells are kept in few bytes and put down in one go.

xlsxwriter keeps an object for each cell and asks each for its kind; a list of a hundred thousand rows takes memory and
time that it need not. What is written here cell by cell stands in the file as xlsxwriter writes it.
"""

import io
import pickle
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from xlreport.drawing.packed_links import PackedLinks

Held = int | str | None
"""A cell of a row: the number of its shared text, a figure as the file has it, or a blank."""
_Line = tuple[int, int, float | None, tuple[Held, ...]]
"""A row: its number, that of its styles, its height where it has one of its own, its cells."""
_TOGETHER, _FASTEST = 64, 1
"""Rows that are packed together, and how."""
_BLOCK = 16
"""Rows that share one note of the columns in use."""
_FORMATTED = {"Number", "String", "Blank"}
"""xlsxwriter's kinds of cell that are put down here."""


class LinedSheet(Worksheet):  # type: ignore[misc]
    """Keeps whole rows beside xlsxwriter's own table of cells, many of them packed together."""

    fh: Any
    hyperlinks: Any

    def __init__(self) -> None:
        """Begin an empty sheet."""
        super().__init__()
        self._packed: list[bytes] = []
        self._waiting: list[_Line] = []
        self._last_line = -1
        self._wide: dict[int, int] = {}
        """by block of rows the last column of its lines"""
        self._styles: dict[tuple[Any, ...], int] = {}
        self._heads: dict[int, tuple[tuple[str, str], ...]] = {}
        self._row_heads: dict[tuple[str | None, float | None], str] = {}
        self._numbers: dict[Any, int] = {}
        self._links = PackedLinks()

    def write_line(
        self,
        row: int,
        values: Sequence[int | Decimal | str | None],
        styles: tuple[Any, ...],
        height: float | None = None,
    ) -> None:
        """Write values side by side from the first column on, each in its style; no other cell may be in the row.

        A style that is None leaves the cell that of its column. Lines are written from the first to the last, and
        what is to be said of their rows is said here.
        """
        if row <= self._last_line:
            raise ValueError(f"{self.name}, row {row + 1}: written before")
        last = len(values) - 1
        self._check_dimensions(row, 0)
        if self.dim_colmax is None or last > self.dim_colmax:
            self._check_dimensions(row, last)
        self._last_line = row
        self._wide[row // _BLOCK] = max(last, self._wide.get(row // _BLOCK, 0))
        style = self._styles.setdefault(styles, len(self._styles))
        self._waiting.append((row, style, height, self._held(values)))
        if len(self._waiting) == _TOGETHER:
            self._packed.append(zlib.compress(pickle.dumps(self._waiting, pickle.HIGHEST_PROTOCOL), _FASTEST))
            self._waiting = []

    def _lines(self) -> Iterator["_Line"]:
        """Give each row once: what was given is not kept."""
        self._packed.reverse()
        while self._packed:
            yield from pickle.loads(zlib.decompress(self._packed.pop()))  # noqa: S301  # packed above
        yield from self._waiting

    def _held(self, values: Iterable[int | Decimal | str | None]) -> tuple[Held, ...]:
        number_of = self.str_table.number_of
        return tuple(
            [
                (number_of(value) if value else None)
                if isinstance(value, str)
                else None
                if value is None
                else _figure(value)
                for value in values
            ]
        )

    def write_link(self, row: int, column: int, target: str, under: str, tip: str | None = None) -> None:
        """Let a cell lead somewhere whose value is written by itself; `under` is the link's own text, never seen.

        Those that are written from the first row to the last take little room.
        """
        if self._links.add(row, column, target, under, tip or ""):
            self._check_dimensions(row, column)
            self.hlink_count += 1
            return
        self.ignore_write_string = True
        try:
            self.write_url(row, column, target, string=under, tip=tip)
        finally:
            self.ignore_write_string = False

    # ---------------------------------------------------------------------------------- when the file is written

    def _write_hyperlinks(self) -> None:
        own: Any = self.hyperlinks
        self.hyperlinks = self._links.with_others(own)
        super()._write_hyperlinks()
        self.hyperlinks = own

    def _calculate_spans(self) -> None:
        spans: dict[int, tuple[int, int]] = {}
        for row, columns in self._used():
            first, last = min(columns), max(columns)
            known = spans.get(row // _BLOCK, (first, last))
            spans[row // _BLOCK] = min(known[0], first), max(known[1], last)
        self.row_spans = {block: f"{first + 1}:{last + 1}" for block, (first, last) in spans.items()}

    def _used(self) -> Iterator[tuple[int, Sequence[int] | Mapping[int, Any]]]:
        yield from ((row, cells) for row, cells in self.table.items() if cells)
        yield from ((row, cells) for row, cells in self.comments.items() if cells)
        yield from ((block * _BLOCK, (0, last)) for block, last in self._wide.items())

    def _write_rows(self) -> None:
        self._calculate_spans()
        styles = tuple(self._styles)
        lines = self._lines()
        line = next(lines, None)
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells, span = self.table.get(row), self.row_spans.get(row // _BLOCK)
            if line and line[0] == row:
                if cells or row in self.row_info:
                    raise ValueError(f"{self.name}, row {row + 1}: written as a whole and cell by cell")
                _, style, height, held = line
                self.fh.write(f'<row r="{row + 1}"{self._row_head(span, height)}')
                self.fh.write("".join(self._of_line(row + 1, style, styles[style], held)) + "</row>")
                line = next(lines, None)
            else:
                self._write_cells(row, span, cells)

    def _write_cells(self, row: int, span: str | None, cells: Mapping[int, Any] | None) -> None:
        info = self.row_info.get(row)
        if cells:
            self._write_row(row, span, info)
            for column in sorted(cells):
                self._write_cell(row, column, cells[column])
            self._xml_end_tag("row")
        elif info or row in self.comments:
            self._write_empty_row(row, span, info)

    def _row_head(self, span: str | None, height: float | None) -> str:
        """Give what stands at the beginning of a row behind its number, as xlsxwriter writes it."""
        if (span, height) not in self._row_heads:
            first = self.row_info.pop(0, None)
            if height is not None:
                self.set_row(0, height)
            known, self.fh = self.fh, io.StringIO()
            self._write_row(0, span, self.row_info.pop(0, None))
            written, self.fh = self.fh.getvalue(), known
            self._row_heads[span, height] = written.removeprefix('<row r="1"')
            if first:
                self.row_info[0] = first
        return self._row_heads[span, height]

    def _of_line(self, row: int, number: int, styles: tuple[Any, ...], cells: tuple[Held, ...]) -> Iterable[str]:
        if number not in self._heads:
            self._heads[number] = tuple(
                (f'<c r="{_letters(column)}', self._tail(style, column)) for column, style in enumerate(styles)
            )
        for (head, tail), cell in zip(self._heads[number], cells, strict=False):
            if cell is None:
                yield f"{head}{row}{tail}/>"
            elif type(cell) is int:
                yield f'{head}{row}{tail} t="s"><v>{cell}</v></c>'
            else:
                yield f"{head}{row}{tail}><v>{cell}</v></c>"

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = cell.__class__.__name__
        if kind not in _FORMATTED or not cell.format:
            super()._write_cell(row, col, cell)
            return
        begun = f'<c r="{_letters(col)}{row + 1}" s="{self._number(cell.format)}"'
        if kind == "String":
            self.fh.write(f'{begun} t="s"><v>{cell.string}</v></c>')
        elif kind == "Number":
            self.fh.write(f"{begun}><v>{_figure(cell.number)}</v></c>")
        else:
            self.fh.write(f"{begun}/>")

    def _tail(self, style: Any, column: int) -> str:
        """Give what follows a cell's name: a cell without a style has that of its column."""
        style = style or (self.col_info[column].column_format if column in self.col_info else None)
        return f'" s="{self._number(style)}"' if style else '"'

    def _number(self, style: Any) -> int:
        """Give a style's number in the file, the next one where it is the first to be put down."""
        if style not in self._numbers:
            self._numbers[style] = style._get_xf_index()  # noqa: SLF001  # xlsxwriter's own hook
        return self._numbers[style]


_SMALL = tuple(f"{number:.16G}" for number in range(1_000))
"""Figures of which a ledger has very many, each kept once."""


def _figure(value: Any) -> str:
    """Give a number as xlsxwriter puts it down."""
    return _SMALL[value] if type(value) is int and 0 <= value < len(_SMALL) else f"{value:.16G}"


@lru_cache(maxsize=1024)
def _letters(column: int) -> str:
    return str(xl_col_to_name(column))
