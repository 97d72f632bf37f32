"""A county added up again by nothing but the standard library: no line of xlreport, no spreadsheet library.

Reads each return's figures where its defined names point, adds them up by field, and reads what a cell of another
workbook shows. Knows nothing of forms; a blank is nothing.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree as ET

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TARGET = re.compile(r"'?([^'!]+)'?!\$?([A-Z]+)\$?(\d+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A workbook as its XML says it: the values of its cells by sheet and name, and the cells that names point at."""

    cells: Mapping[tuple[str, str], str]
    names: Mapping[str, tuple[str, str]]

    def number(self, sheet: str, cell: str) -> Decimal:
        """Give a cell's number; nothing is 0."""
        return Decimal(self.cells.get((sheet, cell)) or 0)


def _tree(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314  # workbooks that the test itself made


def plain(book: bytes) -> Plain:
    """Read a workbook."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        strings = [
            "".join(each.text or "" for each in item.iter(f"{_MAIN}t"))
            for item in _tree(archive.read("xl/sharedStrings.xml"))
        ]
        targets = {
            each.get("Id"): posixpath.normpath(posixpath.join("/xl", each.get("Target", ""))).lstrip("/")
            for each in _tree(archive.read("xl/_rels/workbook.xml.rels"))
        }
        root = _tree(archive.read("xl/workbook.xml"))
        cells: dict[tuple[str, str], str] = {}
        for sheet in root.iter(f"{_MAIN}sheet"):
            part = _tree(archive.read(targets[sheet.get(_ID)]))
            for cell in part.iter(f"{_MAIN}c"):
                value = cell.findtext(f"{_MAIN}v")
                if value is not None:
                    text = strings[int(value)] if cell.get("t") == "s" else value
                    cells[sheet.get("name", ""), cell.get("r", "")] = text
        pairs = ((each.get("name", ""), _TARGET.match(each.text or "")) for each in root.iter(f"{_MAIN}definedName"))
        return Plain(cells=cells, names={name: (found[1], found[2] + found[3]) for name, found in pairs if found})


def added_up(returns: Iterable[bytes], fields: Iterable[str]) -> dict[str, Decimal]:
    """Give by field the sum over returns of what their cells hold."""
    wanted, total = tuple(fields), {field: Decimal(0) for field in fields}
    for each in map(plain, returns):
        for field in wanted:
            total[field] += each.number(*each.names[field])
    return total
