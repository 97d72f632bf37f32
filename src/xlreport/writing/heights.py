"""Row heights that show every label whole: programs do not adjust rows for merged cells themselves."""

import unicodedata
from collections.abc import Mapping
from math import ceil

from xlreport.layout import Label, Role, Sheet

_TITLE, _LINE, _ROOM = 32.0, 15.5, 4.5
_HIGHEST = 409.0
"""No program shows a higher row, and Excel repairs a file that asks for one."""
_PADDING = 3.0
"""Characters of a column's width that go to the indent and the cell's own margins."""
_DEFAULT_WIDTH = 8.43


def heights(sheet: Sheet) -> Mapping[int, float]:
    """Give the height in points of every row that holds a label: as many lines as its longest label needs."""
    lines: dict[int, int] = {}
    for label in sheet.labels:
        if label.area.rows == 1:
            row = label.area.first.row
            lines[row] = max(lines.get(row, 1), _lines(label, sheet))
    tall = {row: _height(count) for row, count in lines.items()}
    titles = {label.area.first.row: _TITLE for label in sheet.labels if label.role is Role.TITLE}
    return tall | titles


def height_for(text: str, room: float) -> float:
    """Give the height in points that a text needs in a column `room` characters wide."""
    return _height(_wrapped(text, room))


def _height(lines: int) -> float:
    return min(_LINE * lines + _ROOM, _HIGHEST)


def _lines(label: Label, sheet: Sheet) -> int:
    columns = range(label.area.first.column, label.area.last.column + 1)
    room = sum(sheet.widths[each] if each < len(sheet.widths) else _DEFAULT_WIDTH for each in columns)
    return _wrapped(label.text, room)


def _wrapped(text: str, room: float) -> int:
    return max(1, ceil(width(text) / max(room - _PADDING, 1)))


def width(text: str) -> int:
    """Count the columns a text takes: two for a Chinese character, one for a Latin one."""
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)
