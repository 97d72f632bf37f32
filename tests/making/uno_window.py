"""What scripts that drive LibreOffice's window share: the way in by a port, its commands, its keyboard.

Run by the Python that LibreOffice's `uno` belongs to.
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

_KEYS = frozenset({"Tab", "Return", "Escape", "Down", "Right", "F2", "shift+Tab", "alt+Down", "ctrl+v", "ctrl+s"})


class Window:
    """A LibreOffice that is open on the screen."""

    def __init__(self, port: str) -> None:
        """Find the one that listens at a port."""
        self._office = at_port(port)

    def opened(self, url: str) -> Any:
        """Open a document, or a new one."""
        return self._office.desktop.loadComponentFromURL(url, "_blank", 0, ())

    def do(self, document: Any, command: str, **arguments: Any) -> None:
        """Do what a command of the menus does."""
        given = tuple(PropertyValue(name, 0, value, 0) for name, value in arguments.items())
        self._office.do(document, command, *given)

    def chosen(self, book: Any, sheet: str, area: str) -> None:
        """Choose an area of a sheet."""
        book.CurrentController.setActiveSheet(book.Sheets.getByName(sheet))
        book.CurrentController.select(book.Sheets.getByName(sheet).getCellRangeByName(area))

    def gone_to(self, book: Any, sheet: str, cell: str) -> None:
        """Go to a cell without choosing it as an area, which would keep the Tab key within it."""
        book.CurrentController.setActiveSheet(book.Sheets.getByName(sheet))
        self.do(book, "GoToCell", ToPoint=cell)

    def copied(self, document: Any, *before: str) -> None:
        """Copy what is chosen, or what these commands choose."""
        for command in (*before, "Copy"):
            self.do(document, command)
        time.sleep(1)

    def focused(self, book: Any) -> None:
        """Bring a workbook's window before the others, and give it the keyboard."""
        book.CurrentController.Frame.ContainerWindow.toFront()
        book.CurrentController.Frame.ContainerWindow.setFocus()
        for window in windows("Calc"):
            subprocess.run(["xdotool", "windowraise", window], check=False)
        if found := windows("Calc"):
            subprocess.run(["xdotool", "windowfocus", "--sync", found[-1]], check=False)
        time.sleep(3)

    def typed(self, keys: list[str], pause: float = 0.8) -> None:
        """Type with the keyboard, a key or a word at a time."""
        for key in keys:
            how = ["key", key] if key in _KEYS else ["type", "--delay", "40", key]
            subprocess.run(["xdotool", *how], check=True)
            time.sleep(pause)


def windows(name: str) -> list[str]:
    """Give the windows on the screen with something in their title."""
    command = ["xdotool", "search", "--onlyvisible", "--name", name]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()


def shown(book: Any, sheet: str, cell: str) -> str:
    """Give what a cell shows."""
    return str(book.Sheets.getByName(sheet).getCellRangeByName(cell).String)


def locked(book: Any, sheet: str, cell: str) -> bool:
    """Tell whether a cell is locked."""
    return bool(book.Sheets.getByName(sheet).getCellRangeByName(cell).CellProtection.IsLocked)


def answer(said: Any) -> None:
    """Give the answer, and end without taking the bridge down."""
    json.dump(said, sys.stdout)
    sys.stdout.flush()
    os._exit(0)
