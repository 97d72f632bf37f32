"""Inserts a row into a sheet's raw XML as a spreadsheet program does: cells, formulas, names and merges move along.

The manifest is text to such a program and stays as it was.
"""

import re

from patching import WORKBOOK, part_among, parts, zipped

_CORNER = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)")
_LOCAL = re.compile(r"(?<![!:\w$'])\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?(?![\w(!])")


def row_inserted(book: bytes, sheet: str, row: int) -> bytes:
    """Insert a blank row above `row` (1-based)."""
    return _rows_moved(book, sheet, row, 1)


def row_deleted(book: bytes, sheet: str, row: int) -> bytes:
    """Delete a row (1-based); names that pointed into it alone become #REF!."""
    members = parts(book)
    part = part_among(members, sheet)
    text = members[part].decode()
    members[part] = re.sub(rf'<row r="{row}"[\s>].*?</row>', "", text, count=1, flags=re.DOTALL).encode()
    lost = re.compile(rf"'{re.escape(sheet)}'!\$[A-Z]+\${row}(?=</definedName>)")
    members[WORKBOOK] = lost.sub("#REF!", members[WORKBOOK].decode()).encode()
    return _rows_moved(zipped(members), sheet, row + 1, -1)


def _rows_moved(book: bytes, sheet: str, row: int, by: int) -> bytes:
    members = parts(book)
    part = part_among(members, sheet)

    def moved(reference: str) -> str:
        return _CORNER.sub(lambda m: m[1] + str(int(m[2]) + (by if int(m[2]) >= row else 0)), reference)

    texts = [WORKBOOK, *(name for name in members if name.startswith("xl/worksheets/sheet"))]
    qualified = re.compile(rf"('{re.escape(sheet)}'!)(\$?[A-Z]{{1,3}}\$?\d+(?::\$?[A-Z]{{1,3}}\$?\d+)?)")
    for name in texts:
        text = members[name].decode()
        members[name] = qualified.sub(lambda m: m[1] + moved(m[2]), text).encode()
    own = members[part].decode()
    own = re.sub(r'(<row r=")(\d+)(")', lambda m: m[1] + moved(f"A{m[2]}")[1:] + m[3], own)
    own = re.sub(r'(<c r=")([A-Z]+\d+)(")', lambda m: m[1] + moved(m[2]) + m[3], own)
    own = re.sub(r'(\s(?:sqref|ref)=")([^"]*)(")', lambda m: m[1] + moved(m[2]) + m[3], own)
    own = re.sub(
        r"(<f>|<formula>)([^<]*)(</f>|</formula>)",
        lambda m: m[1] + _LOCAL.sub(lambda r: moved(r[0]), m[2]) + m[3],
        own,
    )
    return zipped({**members, part: own.encode()})
