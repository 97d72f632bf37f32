"""Copies rows from one register into another in LibreOffice's window, types one more, and tells what came of it.

Run by the Python that LibreOffice's `uno` belongs to, with a port and, on standard input, JSON: the url of the register
that is copied from and of the return that is pasted into, the sheet, the block that is copied, where it goes, the cells
of one more row with what is typed into each by the keyboard (Tab goes on to the next), and the cells to be told at the
end.
"""

import json
import sys
import time

from uno_window import Window, answer, locked, shown


def main() -> None:
    """Copy, paste, type, tell."""
    asked = json.load(sys.stdin)
    window = Window(sys.argv[1])
    source = window.opened(asked["source"])
    window.chosen(source, asked["sheet"], asked["block"])
    window.copied(source)
    book = window.opened(asked["target"])
    window.chosen(book, asked["sheet"], asked["goes_to"])
    window.do(book, "Paste")
    before = [shown(book, *each) for each in asked["told"]]
    window.gone_to(book, asked["sheet"], asked["types_at"])
    window.focused(book)
    window.typed(asked["typed"])
    time.sleep(1)
    after = [shown(book, *each) for each in asked["told"]]
    open_ = [locked(book, asked["sheet"], cell) for cell in asked["open"]]
    answer({"pasted": before, "typed": after, "locked": open_})


if __name__ == "__main__":
    main()
