"""Rows, columns and views that leave nothing to see of a cell, though nothing is hidden by name. Measures roughly."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from xlreport.cells import Cell
from xlreport.language import Text

_LOWEST, _USUAL_HEIGHT, _USUAL_WIDTH = 6.0, 15.0, 8.43
"""Points of a row below which nothing of a text is seen; what a program takes where nothing is said."""
_SMALLEST_ZOOM = 20
FLAT = Text("行高过小", "the row is too low")
NARROW = Text("列宽容不下数字，显示为 ###", "the column is too narrow for the number, which shows as ###")
NO_WIDTH = Text("列宽过小", "the column is too narrow")
NO_ZEROS = Text("视图设为不显示 0", "the view shows no zeros")
FORMULAS = Text("视图设为显示公式而不是结果", "the view shows formulas in the place of results")
OUT_OF_REACH = Text(
    "冻结窗格时已滚动，上方或左侧的内容滚不回来",
    "panes were frozen when scrolled: what is above or left is out of reach",
)
ZOOMED_OUT = Text("显示比例过小", "the view is zoomed out too far")


def too_small(theirs: Any, ours: Any, seen: Mapping[Cell, Callable[[], str]]) -> Iterator[tuple[Cell, Text]]:
    """Give the filled cells that a size or the view leaves unseen, as they were not in the sheet written anew.

    `seen` gives of each filled cell the number that it shows, or nothing.
    """
    columns = {cell.column for cell in seen}
    widths, before = (_widths(sheet, columns) for sheet in (theirs, ours))
    for cell, shown in seen.items():
        if _height(theirs, cell.row) < _LOWEST <= _height(ours, cell.row):
            yield cell, FLAT
        width, then = widths[cell.column], before[cell.column]
        if width < 1 <= then:
            yield cell, NO_WIDTH
        elif width < then and width + 1 < len(shown()) <= then + 1:
            yield cell, NARROW
    yield from _of_view(theirs, seen)


def _widths(sheet: Any, columns: Iterable[int]) -> dict[int, float]:
    usual = sheet.sheet_format.defaultColWidth
    usual = _USUAL_WIDTH if usual is None else float(usual)
    said = [(each.min or each.index, each.max, each.width) for each in sheet.column_dimensions.values()]
    found = dict.fromkeys(columns, usual)
    for first, last, width in said:
        for column in found:
            if isinstance(first, int) and first <= column + 1 <= (last or first) and width is not None:
                found[column] = float(width)
    return found


def _height(sheet: Any, row: int) -> float:
    said = sheet.row_dimensions[row + 1].height if row + 1 in sheet.row_dimensions else None
    if said is not None:
        return float(said)
    usual = sheet.sheet_format
    return 0.0 if usual.zeroHeight else float(usual.defaultRowHeight or _USUAL_HEIGHT)


def _of_view(sheet: Any, seen: Mapping[Cell, Callable[[], str]]) -> Iterator[tuple[Cell, Text]]:
    view = sheet.sheet_view
    first = min(seen, default=None)
    if first is None:
        return
    if view.showFormulas:
        yield first, FORMULAS
    if view.showZeros is False:
        yield from ((cell, NO_ZEROS) for cell, shown in seen.items() if shown() == "0")
    if view.pane is not None and view.pane.state in {"frozen", "frozenSplit"} and view.topLeftCell not in {None, "A1"}:
        yield first, OUT_OF_REACH
    if view.zoomScale and view.zoomScale < _SMALLEST_ZOOM:
        yield first, ZOOMED_OUT
