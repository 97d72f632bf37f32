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

import uno  # type: ignore[import-not-found]  # belongs to LibreOffice's own Python
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

_WAIT_SECONDS = 180


def main() -> None:
    """Copy, paste, type, tell."""
    asked = json.load(sys.stdin)
    context = _connected(sys.argv[1])
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)

    def do(document: Any, command: str, *arguments: Any) -> None:
        dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{command}", "", 0, arguments)

    source = desktop.loadComponentFromURL(asked["source"], "_blank", 0, ())
    _chosen(source, asked["sheet"], asked["block"])
    do(source, "Copy")
    time.sleep(1)
    book = desktop.loadComponentFromURL(asked["target"], "_blank", 0, ())
    _chosen(book, asked["sheet"], asked["goes_to"])
    do(book, "Paste")
    before = _told(book, asked["told"])
    # A cell that is chosen as an area would keep the Tab key within it.
    do(book, "GoToCell", PropertyValue("ToPoint", 0, asked["types_at"], 0))
    _typed(book, asked["typed"])
    answer = {"pasted": before, "typed": _told(book, asked["told"])}
    open_ = [_locked(book, asked["sheet"], cell) for cell in asked["open"]]
    json.dump({**answer, "locked": open_}, sys.stdout)
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
