"""Row heights that show every label whole: programs do not adjust rows for merged cells themselves."""

from collections.abc import Mapping

from xlreport.drawing import HIGHEST_ROW, lines_needed
from xlreport.layout import Label, Role, Sheet

_TITLE, _LINE, _ROOM = 32.0, 15.5, 4.5
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
    return _height(lines_needed(text, room))


def _height(lines: int) -> float:
    return min(_LINE * lines + _ROOM, HIGHEST_ROW)


def _lines(label: Label, sheet: Sheet) -> int:
    columns = range(label.area.first.column, label.area.last.column + 1)
    room = sum(sheet.widths[each] if each < len(sheet.widths) else _DEFAULT_WIDTH for each in columns)
    return lines_needed(label.text, room)
