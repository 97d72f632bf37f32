"""How much room a text takes in a cell, and columns on paper: programs do not adjust merged or protected rows."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import ceil

HIGHEST_ROW = 409.0
"""Points: no program shows a higher row, and Excel repairs a file that asks for one."""
_PADDING = 3.0
"""Characters of a column's width that go to the indent and the cell's own margins."""
_POINTS_PER_CHARACTER = 7.3
"""Columns come out wider where Calibri is missing; a page must hold them there too."""
_BETWEEN = 0.75
"""Characters that a column is wider than asked for."""
_UPRIGHT, _LANDSCAPE = (595 - 87, 100), (842 - 72, 66)
"""Points across a page between the margins, and the scale at which 30 rows of a table go on one."""


class _Widths(dict[str, int]):
    """The width of each character that was met."""

    def __missing__(self, each: str) -> int:
        """Look a character up for the first time."""
        self[each] = width = 2 if unicodedata.east_asian_width(each) in "WFA" else 1
        return width


_WIDTHS = _Widths()


@lru_cache(maxsize=4096)
def text_width(text: str) -> int:
    """Count the characters of column width a text takes: two for a Chinese character, one for a Latin one."""
    return sum(map(_WIDTHS.__getitem__, text))


def lines_needed(text: str, room: float) -> int:
    """Estimate the lines a text takes in columns that are `room` characters wide together."""
    if takes_one_line(text, room):
        return 1
    return max(1, ceil(text_width(text) / max(room - _PADDING, 1)))


def takes_one_line(text: str, room: float) -> bool:
    """Tell whether a text takes one line whatever it says: no character is wider than two."""
    return 2 * len(text) <= max(room - _PADDING, 1)


def laid_out(widths: Iterable[float]) -> float:
    """Give the characters that columns of these widths take side by side."""
    return sum(width + _BETWEEN for width in widths)


def printed_scale(widths: Sequence[float], *, landscape: bool) -> int:
    """Give the scale in per cent at which columns of these widths, and a table's rows, fit an A4 page."""
    needed = laid_out(widths) * _POINTS_PER_CHARACTER
    across, largest = _LANDSCAPE if landscape else _UPRIGHT
    return max(10, min(largest, int(100 * across / needed)))
