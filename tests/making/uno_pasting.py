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

import uno  # type: ignore[import-not-found]  # belongs to LibreOffice's own Python
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

_WAIT_SECONDS = 180
_PARAGRAPHS = ("第一段，加粗。", "第二段。")
_FIGURES = (3, 4, 5)


def main() -> None:
    """Make one visit after the other."""
    context = _connected(sys.argv[1])
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    answers = [_visit(desktop, dispatcher, *visit) for visit in json.load(sys.stdin)]
    json.dump(answers, sys.stdout)
    sys.stdout.flush()
    os._exit(0)


def _connected(port: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _visit(desktop: Any, dispatcher: Any, url: str, text_at: list[str], cells_at: list[str]) -> dict[str, Any]:
    def do(document: Any, command: str, *arguments: Any) -> None:
        dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{command}", "", 0, arguments)

    def pasted(at: list[str]) -> Any:
        sheet = book.Sheets.getByName(at[0])
        book.CurrentController.setActiveSheet(sheet)
        book.CurrentController.select(sheet.getCellRangeByName(at[1]))
        do(book, "Paste")
        return sheet

    _copied(_document(desktop), do, "SelectAll")
    book = desktop.loadComponentFromURL(url, "_blank", 0, ())
    sheet = pasted(text_at)
    text = [_told(sheet, cell) for cell in text_at[1:]]
    _copied(_cells(desktop), do)
    sheet = pasted(cells_at)
    cells = [_told(sheet, cell) for cell in cells_at[1:]]
    book.CurrentController.select(sheet.getCellRangeByName(cells_at[1]))
    do(book, "EnterString", PropertyValue("StringName", 0, "9", 0))
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


def _copied(document: Any, do: Any, *before: str) -> None:
    for command in (*before, "Copy"):
        do(document, command)
    time.sleep(1)


def _told(sheet: Any, name: str) -> list[Any]:
    cell = sheet.getCellRangeByName(name)
    return [cell.String, bool(cell.CellProtection.IsLocked)]


if __name__ == "__main__":
    main()
