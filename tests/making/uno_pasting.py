"""Pastes into a workbook in LibreOffice's window, as a person does, and tells what came of it.

Run by the Python that LibreOffice's `uno` belongs to, with a port and, on standard input, a JSON list of visits: a
workbook's url, where a text from a document goes, and where cells of another workbook go. All go into blank
cells: LibreOffice asks before it pastes over others. Gives per visit what stands in these cells and whether they are
locked, and what a cell holds that is typed into after that.
"""

import json
import sys
from typing import Any

from uno_window import Window, answer, locked, shown

_PARAGRAPHS = ("第一段，加粗。", "第二段。")
_FIGURES = (3, 4, 5)


def main() -> None:
    """Make one visit after the other."""
    window = Window(sys.argv[1])
    answer([_visit(window, *visit) for visit in json.load(sys.stdin)])


def _visit(window: Window, url: str, text_at: list[str], cells_at: list[str]) -> dict[str, Any]:
    window.copied(_document(window), "SelectAll")
    book = window.opened(url)
    text = _pasted(window, book, *text_at)
    window.copied(_cells(window))
    cells = _pasted(window, book, *cells_at)
    window.chosen(book, *cells_at[:2])
    window.do(book, "EnterString", StringName="9")
    return {"text": text, "cells": cells, "typed": shown(book, *cells_at[:2])}


def _pasted(window: Window, book: Any, sheet: str, *cells: str) -> list[list[Any]]:
    window.chosen(book, sheet, cells[0])
    window.do(book, "Paste")
    return [[shown(book, sheet, cell), locked(book, sheet, cell)] for cell in cells]


def _document(window: Window) -> Any:
    """Write two paragraphs, the first bold and red."""
    document = window.opened("private:factory/swriter")
    cursor = document.Text.createTextCursor()
    cursor.CharWeight, cursor.CharColor = 150.0, 0xFF0000
    document.Text.insertString(cursor, _PARAGRAPHS[0], False)  # noqa: FBT003  # UNO knows no keywords
    document.Text.insertControlCharacter(cursor, 0, False)  # noqa: FBT003
    document.Text.insertString(cursor, _PARAGRAPHS[1], False)  # noqa: FBT003
    return document


def _cells(window: Window) -> Any:
    """Fill three green cells of another workbook, and choose them."""
    other = window.opened("private:factory/scalc")
    sheet = other.Sheets.getByIndex(0)
    for column, figure in enumerate(_FIGURES):
        cell = sheet.getCellByPosition(column, 0)
        cell.Value, cell.CellBackColor = figure, 0x00FF00
    window.chosen(other, sheet.Name, "A1:C1")
    return other


if __name__ == "__main__":
    main()
