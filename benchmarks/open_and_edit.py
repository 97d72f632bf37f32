"""Opens a workbook in LibreOffice, edits one cell, and says how long each took. Run by LibreOffice's own Python.

Takes a port, the workbook's url, the sheet and the cell to edit, what is typed there, and the sheet and the cell in
which the edit must show.
"""

import json
import os
import sys
import time
from typing import Any

import uno  # type: ignore[import-not-found]  # belongs to LibreOffice's own Python
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]


def main() -> None:
    """Open, edit, tell the seconds."""
    port, url, sheet, cell, said, there, shown = sys.argv[1:]
    context = _connected(port)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    hidden = PropertyValue("Hidden", 0, True, 0)  # noqa: FBT003  # UNO knows no keywords
    start = time.perf_counter()
    book = desktop.loadComponentFromURL(url, "_blank", 0, (hidden,))
    opened = time.perf_counter()
    table = book.Sheets.getByName(there).getCellRangeByName(shown)
    before = table.String
    edited = time.perf_counter()
    book.Sheets.getByName(sheet).getCellRangeByName(cell).String = said
    after = table.String
    done = time.perf_counter()
    json.dump({"open": opened - start, "edit": done - edited, "before": before, "after": after}, sys.stdout)
    sys.stdout.flush()
    os._exit(0)


def _connected(port: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while True:
        try:
            return resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)


if __name__ == "__main__":
    main()
