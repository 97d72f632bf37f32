"""Hides the lines of a register that are not filled, by the keyboard in LibreOffice's window, and prints what is left.

Run by the Python that LibreOffice's `uno` belongs to, with a port and, on standard input, JSON: the url of the
register, the sheet, the cell of the head to filter by, the keys pressed there, the rows to look at, and where the PDF
goes.
"""

import json
import sys
import time

import uno  # type: ignore[import-not-found]  # noqa: F401  # makes com.sun.star importable
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]  # of LibreOffice's own Python

from uno_window import Window, answer


def main() -> None:
    """Open, press the keys, count the rows in sight, print."""
    asked = json.load(sys.stdin)
    window = Window(sys.argv[1])
    book = window.opened(asked["url"])
    first, last = asked["rows"]
    rows = book.Sheets.getByName(asked["sheet"]).Rows
    window.gone_to(book, asked["sheet"], asked["head"])
    window.focused(book)
    window.typed(asked["keys"])
    time.sleep(2)
    seen = sum(rows.getByIndex(row).IsVisible for row in range(first, last))
    how = PropertyValue()
    how.Name, how.Value = "FilterName", "calc_pdf_Export"
    book.storeToURL(asked["pdf"], (how,))
    answer({"seen": seen})


if __name__ == "__main__":
    main()
