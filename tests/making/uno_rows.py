"""Copies rows from one register into another in LibreOffice's window, types one more, and tells what came of it.

Run by the Python that LibreOffice's `uno` belongs to, with a port and, on standard input, JSON: the url of the register
that is copied from and of the return that is pasted into, the sheet, the block that is copied, where it goes, the cells
of one more row with what is typed into each by the keyboard (Tab goes on to the next), and the cells to be told at the
end.
"""

import json
import os
import subprocess
import sys
import time
from typing import Any

import uno  # type: ignore[import-not-found]  # noqa: F401  # makes com.sun.star importable
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]  # of LibreOffice's own Python

from uno_connecting import at_port


def main() -> None:
    """Copy, paste, type, tell."""
    asked = json.load(sys.stdin)
    office = at_port(sys.argv[1])
    source = office.desktop.loadComponentFromURL(asked["source"], "_blank", 0, ())
    _chosen(source, asked["sheet"], asked["block"])
    office.do(source, "Copy")
    time.sleep(1)
    book = office.desktop.loadComponentFromURL(asked["target"], "_blank", 0, ())
    _chosen(book, asked["sheet"], asked["goes_to"])
    office.do(book, "Paste")
    before = _told(book, asked["told"])
    # A cell that is chosen as an area would keep the Tab key within it.
    office.do(book, "GoToCell", PropertyValue("ToPoint", 0, asked["types_at"], 0))
    _typed(book, asked["typed"])
    answer = {"pasted": before, "typed": _told(book, asked["told"])}
    open_ = [_locked(book, asked["sheet"], cell) for cell in asked["open"]]
    json.dump({**answer, "locked": open_}, sys.stdout)
    sys.stdout.flush()
    os._exit(0)


def _chosen(book: Any, sheet: str, area: str) -> None:
    book.CurrentController.setActiveSheet(book.Sheets.getByName(sheet))
    book.CurrentController.select(book.Sheets.getByName(sheet).getCellRangeByName(area))


def _typed(book: Any, keys: list[str]) -> None:
    """Type into the window with the keyboard, a key or a word at a time."""
    book.CurrentController.Frame.ContainerWindow.toFront()
    book.CurrentController.Frame.ContainerWindow.setFocus()
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "Calc"], capture_output=True, text=True, check=False
    )
    for window in found.stdout.split():
        subprocess.run(["xdotool", "windowraise", window], check=False)
    if found.stdout.split():
        subprocess.run(["xdotool", "windowfocus", "--sync", found.stdout.split()[-1]], check=False)
    time.sleep(3)
    for key in keys:
        how = ["key", key] if key in {"Tab", "Return"} else ["type", "--delay", "40", key]
        subprocess.run(["xdotool", *how], check=True)
        time.sleep(0.8)
    time.sleep(1)


def _told(book: Any, cells: list[list[str]]) -> list[str]:
    return [book.Sheets.getByName(sheet).getCellRangeByName(cell).String for sheet, cell in cells]


def _locked(book: Any, sheet: str, cell: str) -> bool:
    return bool(book.Sheets.getByName(sheet).getCellRangeByName(cell).CellProtection.IsLocked)


if __name__ == "__main__":
    main()
