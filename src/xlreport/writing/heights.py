"""Row heights that show every label whole: programs do not adjust rows for merged or protected cells themselves."""

from collections.abc import Mapping

from xlreport.drawing import HIGHEST_ROW, lines_needed
from xlreport.layout import Label, Role, Sheet

_LINE, _ROOM = 15.5, 4.5
_DEFAULT_WIDTH = 8.43
_GAP = 9.0
_SINGLE: dict[Role, float] = {
    Role.TITLE: 36,
    Role.BACK: 20,
    Role.BLOCK: 24,
    Role.CAPTION: 22,
    Role.LIST_HEAD: 21,
    Role.LISTED: 19,
    Role.PROMPT: 21,
    Role.PART: 24,
    Role.SAMPLE: 20,
    Role.SIGN: 18,
    Role.STEP: 22,
    Role.HEADER: 20,
}
"""The height of a row that holds one line of such a label."""
_ROWS, _TIGHT_ROWS, _ALONE = 24.0, 17.0, 34.0
"""A row of an official table: where there are few, where there are many, the only one."""
_MANY = 12
_TEXT_LINE, _OPEN_TEXT, _NEXT_TEXT, _OPEN_ROWS = 18.5, 57.0, 20.0, 3


def heights(sheet: Sheet) -> Mapping[int, float]:
    """Give the height in points of every row that holds something: as much as its longest label needs."""
    rows = dict.fromkeys(range(sheet.last.row), _GAP)
    body = [label for label in sheet.labels if label.role is Role.ROW]
    one_line = _TIGHT_ROWS if len(body) > _MANY else _ROWS
    for row in sheet.notes:
        rows[row] = one_line if body else _ALONE
    for label in sheet.labels:
        if label.area.rows == 1 and label.text:
            row = label.area.first.row
            rows[row] = max(rows.get(row, 0), _needed(label, sheet, one_line))
    for place in sheet.places:
        rows[place.cell.row] = max(rows.get(place.cell.row, 0), _TIGHT_ROWS)
    return rows


_ONE_LINE = {Role.PART, Role.BLOCK, Role.BACK, Role.REMARK, Role.LIST_HEAD, Role.SAMPLE}


def _needed(label: Label, sheet: Sheet, one_line: float) -> float:
    lines = (
        1
        if label.role in {Role.PART, Role.BLOCK, Role.BACK, Role.REMARK, Role.LIST_HEAD, Role.SAMPLE}
        else _lines(label, sheet)
    )
    single = one_line if label.role is Role.ROW else _SINGLE.get(label.role, _LINE + _ROOM)
    if lines == 1:
        return single
    return min(single + (lines - 1) * (_LINE - 3 if label.role is Role.ROW else _LINE), HIGHEST_ROW)


def height_for(text: str, room: float) -> float:
    """Give the height in points that a text needs in a column `room` characters wide."""
    lines = sum(lines_needed(line, room) for line in text.split("\n"))
    return min(_LINE * lines + _ROOM, HIGHEST_ROW)


def paragraph_height(text: str, number: int, room: float, *, blank: bool) -> float:
    """Give the height of a paragraph's row, `number` from 0: room to begin with as long as the part is blank."""
    if not text:
        return _OPEN_TEXT if blank and number < _OPEN_ROWS else _NEXT_TEXT
    # The letters are larger than those that a column's width counts.
    lines = sum(lines_needed(line, room * 11 / 12.6) for line in text.split("\n"))
    return min(max(_TEXT_LINE * lines + 4, _NEXT_TEXT), HIGHEST_ROW)


def _lines(label: Label, sheet: Sheet) -> int:
    columns = range(label.area.first.column, label.area.last.column + 1)
    room = sum(sheet.widths[each] if each < len(sheet.widths) else _DEFAULT_WIDTH for each in columns)
    # These stand close to the lines around them, or are indented by one.
    return lines_needed(label.text, room + _CLOSE.get(label.role, 0))


_CLOSE = {Role.LISTED: 3, Role.HEADER: 6, Role.ROW: 2, Role.PROMPT: 2}
