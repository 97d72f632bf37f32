"""Pastes into a workbook in LibreOffice's window, as a person does, and tells what came of it.

Run by the Python that LibreOffice's `uno` belongs to, with a port and, on standard input, a JSON list of visits: a
workbook's url, where a text from a document goes, and where cells of another workbook go. All go into blank
cells: LibreOffice asks before it pastes over others. Gives per visit what stands in these cells and whether they are
locked, and what a cell holds that is typed into after that.
"""

import json
import os
import sys
import time
from typing import Any

import uno  # type: ignore[import-not-found]  # noqa: F401  # makes com.sun.star importable
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]  # of LibreOffice's own Python

from uno_connecting import Office, at_port

_PARAGRAPHS = ("第一段，加粗。", "第二段。")
_FIGURES = (3, 4, 5)


def main() -> None:
    """Make one visit after the other."""
    office = at_port(sys.argv[1])
    answers = [_visit(office, *visit) for visit in json.load(sys.stdin)]
    json.dump(answers, sys.stdout)
    sys.stdout.flush()
    os._exit(0)


def _visit(office: Office, url: str, text_at: list[str], cells_at: list[str]) -> dict[str, Any]:
    def pasted(at: list[str]) -> Any:
        sheet = book.Sheets.getByName(at[0])
        book.CurrentController.setActiveSheet(sheet)
        book.CurrentController.select(sheet.getCellRangeByName(at[1]))
        office.do(book, "Paste")
        return sheet

    _copied(office, _document(office.desktop), "SelectAll")
    book = office.desktop.loadComponentFromURL(url, "_blank", 0, ())
    sheet = pasted(text_at)
    text = [_told(sheet, cell) for cell in text_at[1:]]
    _copied(office, _cells(office.desktop))
    sheet = pasted(cells_at)
    cells = [_told(sheet, cell) for cell in cells_at[1:]]
    book.CurrentController.select(sheet.getCellRangeByName(cells_at[1]))
    office.do(book, "EnterString", PropertyValue("StringName", 0, "9", 0))
    return {"text": text, "cells": cells, "typed": sheet.getCellRangeByName(cells_at[1]).String}


def _document(desktop: Any) -> Any:
    """Write two paragraphs, the first bold and red."""
    document = desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, ())
    cursor = document.Text.createTextCursor()
    cursor.CharWeight, cursor.CharColor = 150.0, 0xFF0000
    document.Text.insertString(cursor, _PARAGRAPHS[0], False)  # noqa: FBT003  # UNO knows no keywords
    document.Text.insertControlCharacter(cursor, 0, False)  # noqa: FBT003
    document.Text.insertString(cursor, _PARAGRAPHS[1], False)  # noqa: FBT003
    return document


def _cells(desktop: Any) -> Any:
    """Fill three green cells of another workbook, and choose them."""
    other = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    sheet = other.Sheets.getByIndex(0)
    for column, figure in enumerate(_FIGURES):
        cell = sheet.getCellByPosition(column, 0)
        cell.Value, cell.CellBackColor = figure, 0x00FF00
    other.CurrentController.select(sheet.getCellRangeByName("A1:C1"))
    return other


def _copied(office: Office, document: Any, *before: str) -> None:
    for command in (*before, "Copy"):
        office.do(document, command)
    time.sleep(1)


def _told(sheet: Any, name: str) -> list[Any]:
    cell = sheet.getCellRangeByName(name)
    return [cell.String, bool(cell.CellProtection.IsLocked)]


if __name__ == "__main__":
    main()
