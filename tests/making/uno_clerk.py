"""Fills a workbook in LibreOffice's window as a clerk does, an action after the other, and tells what was to be seen.

Run by the Python that LibreOffice's `uno` belongs to, with a port and, on standard input, JSON: the url of a workbook
and a list of actions, each a verb with what it takes. `type` goes to a cell and types a number or word by the keyboard,
`write` enters a text that has no keys, `paste table` and `paste text` copy from a text document first, `paste inside`
pastes within the cell that is being edited, `refused` is a paste that a message box answers, `look` tells what a cell
shows, `save` saves. Gives what each `look` saw and what stood in the cell of each `type` and `write` afterwards.
"""

import json
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from uno_window import Window, answer, shown, windows

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE = 30.0


def main() -> None:
    """Do one action after the other."""
    asked = json.load(sys.stdin)
    clerk = Clerk(Window(sys.argv[1]), asked["url"])
    for verb, *taken in asked["actions"]:
        clerk.act(verb, *taken)
    answer(clerk.told)


class Clerk:
    """Somebody at a workbook."""

    def __init__(self, window: Window, url: str) -> None:
        """Open the workbook."""
        self.window = window
        self.told: list[Any] = []
        self.pasted = False
        self.paper = window.opened("private:factory/swriter")
        self.book = window.opened(url)
        window.focused(self.book)
        self.verbs: dict[str, Callable[..., None]] = {
            "type": self.type,
            "write": self.write,
            "paste table": self.paste_table,
            "paste text": self.paste_text,
            "paste inside": self.paste_inside,
            "refused": self.refused,
            "look": self.look,
            "save": self.save,
        }

    def act(self, verb: str, *taken: Any) -> None:
        """Do one action."""
        self.verbs[verb](*taken)

    def type(self, sheet: str, cell: str, keys: str, end: str) -> None:
        """Type into a cell and leave it by a key; a paste may have left the keyboard elsewhere."""
        if self.pasted:
            self.window.focused(self.book)
            self.pasted = False
        self.window.gone_to(self.book, sheet, cell)
        self.window.typed([keys, end], pause=0.2)
        self._entered(sheet, cell, keys)

    def write(self, sheet: str, cell: str, text: str) -> None:
        """Enter a text that the keyboard has no keys for."""
        self.window.gone_to(self.book, sheet, cell)
        self.window.do(self.book, "EnterString", StringName=text)
        self._entered(sheet, cell, text)

    def paste_table(self, sheet: str, cell: str, rows: list[list[str]]) -> None:
        """Copy a table of a document, and paste it."""
        self._copy_table(rows)
        self._focused(sheet, cell)
        self.window.do(self.book, "Paste")

    def refused(self, sheet: str, cell: str, rows: list[list[str]]) -> None:
        """Paste a table that does not go in: a box says so and is closed by the Enter key."""
        self._copy_table(rows)
        self._focused(sheet, cell)
        before = set(windows("."))
        box: list[str] = []
        watcher = threading.Thread(target=_closed, args=(before, box))
        watcher.start()
        self.window.do(self.book, "Paste")
        watcher.join()
        self.window.typed(["Return"])
        self.told.append(["box", bool(box)])

    def paste_text(self, sheet: str, cell: str, text: str) -> None:
        """Copy paragraphs of a document, and paste them."""
        self._write_paper(text)
        self.window.copied(self.paper, "SelectAll")
        self._focused(sheet, cell)
        self.window.do(self.book, "Paste")

    def paste_inside(self, sheet: str, cell: str, text: str) -> None:
        """Copy paragraphs of a document, and paste them by the keyboard into the cell that is being edited."""
        self._write_paper(text)
        self.window.copied(self.paper, "SelectAll")
        self._focused(sheet, cell)
        self.window.typed(["F2", "ctrl+v", "Return"], pause=1.5)
        self._entered(sheet, cell, text)

    def look(self, sheet: str, cell: str) -> None:
        """Tell what a cell shows."""
        self.told.append([f"{sheet}!{cell}", shown(self.book, sheet, cell)])

    def save(self) -> None:
        """Save the workbook in its own format."""
        self.book.store()

    def _focused(self, sheet: str, cell: str) -> None:
        self.pasted = True
        self.window.focused(self.book)
        self.window.gone_to(self.book, sheet, cell)

    def _entered(self, sheet: str, cell: str, expected: str) -> None:
        """Wait until what was typed stands in its cell."""
        until = time.monotonic() + _PATIENCE
        entered = self.book.Sheets.getByName(sheet).getCellRangeByName(cell)
        while entered.Formula.strip("'") != expected and entered.String != expected and time.monotonic() < until:
            time.sleep(0.1)
        self.told.append([f"{sheet}!{cell}", entered.String])

    def _write_paper(self, text: str) -> None:
        self.paper.Text.setString("")
        cursor = self.paper.Text.createTextCursor()
        for number, line in enumerate(text.split("\n")):
            if number:
                self.paper.Text.insertControlCharacter(cursor, 0, False)  # noqa: FBT003  # UNO knows no keywords
            self.paper.Text.insertString(cursor, line, False)  # noqa: FBT003

    def _copy_table(self, rows: list[list[str]]) -> None:
        self.paper.Text.setString("")
        table = self.paper.createInstance("com.sun.star.text.TextTable")
        table.initialize(len(rows), len(rows[0]))
        self.paper.Text.insertTextContent(self.paper.Text.createTextCursor(), table, False)  # noqa: FBT003
        table.setDataArray(tuple(map(tuple, rows)))
        self.paper.CurrentController.select(table)
        self.window.copied(self.paper, "SelectTable")


def _closed(before: set[str], box: list[str]) -> None:
    """Wait for a window that was not there before, and answer it by the Enter key."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if fresh := set(windows(".")) - before:
            box.extend(fresh)
            time.sleep(1)
            for window in fresh:
                subprocess.run(["xdotool", "windowfocus", window, "key", "Return"], check=False)
            if not set(windows(".")) & fresh:
                return
        time.sleep(0.3)


if __name__ == "__main__":
    main()
