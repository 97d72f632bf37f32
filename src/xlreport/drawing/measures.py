"""How much room a text takes in a cell: programs do not adjust the rows of merged or protected cells themselves."""

import unicodedata
from functools import lru_cache
from math import ceil

HIGHEST_ROW = 409.0
"""Points: no program shows a higher row, and Excel repairs a file that asks for one."""
_PADDING = 3.0
"""Characters of a column's width that go to the indent and the cell's own margins."""


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
    return max(1, ceil(text_width(text) / max(room - _PADDING, 1)))
