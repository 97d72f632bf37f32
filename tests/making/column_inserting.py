"""Inserts or exchanges columns in a sheet's raw XML as a spreadsheet program does; the manifest stays as it was."""

import re
from collections.abc import Callable

from patching import WORKBOOK, part_among, parts, zipped
from xlreport.cells import Cell, column_name

_CORNER = re.compile(r"(\$?)([A-Z]{1,3})(\$?\d+)")
_LOCAL = re.compile(r"(?<![!:\w$'])\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?(?![\w(!])")


def column_inserted(book: bytes, sheet: str, before: str) -> bytes:
    """Insert a blank column before one; cells, formulas, names, merges and widths move along."""
    start = Cell.parse(f"{before}1").column
    return _columns_moved(book, sheet, lambda column: column + (column >= start))


def _columns_moved(book: bytes, sheet: str, to: Callable[[int], int]) -> bytes:
    members = parts(book)
    part = part_among(members, sheet)

    def corner(match: re.Match[str]) -> str:
        return match[1] + column_name(to(Cell.parse(f"{match[2]}1").column)) + match[3]

    def moved(reference: str) -> str:
        return _CORNER.sub(corner, reference)

    qualified = re.compile(rf"('{re.escape(sheet)}'!)(\$?[A-Z]{{1,3}}\$?\d+(?::\$?[A-Z]{{1,3}}\$?\d+)?)")
    for name in [WORKBOOK, *(each for each in members if each.startswith("xl/worksheets/sheet"))]:
        members[name] = qualified.sub(lambda m: m[1] + moved(m[2]), members[name].decode()).encode()
    own = members[part].decode()
    own = re.sub(r'(<c r=")([A-Z]+\d+)(")', lambda m: m[1] + moved(m[2]) + m[3], own)
    own = re.sub(r'(\s(?:sqref|ref)=")([^"]*)(")', lambda m: m[1] + moved(m[2]) + m[3], own)
    own = re.sub(
        r"(<f>|<formula>|<formula1>)([^<]*)(</f>|</formula>|</formula1>)",
        lambda m: m[1] + _LOCAL.sub(lambda r: moved(r[0]), m[2]) + m[3],
        own,
    )
    own = re.sub(r"<col ([^>]*)/>", lambda m: _widths(m[0], to), own)
    return zipped({**members, part: own.encode()})


def _widths(element: str, to: Callable[[int], int]) -> str:
    return re.sub(r'(min|max)="(\d+)"', lambda m: f'{m[1]}="{to(int(m[2]) - 1) + 1}"', element)


def columns_exchanged(book: bytes, sheet: str, first: str, second: str) -> bytes:
    """Exchange two columns with all that is in them, labels too, by cutting and pasting; merges stay in place."""
    one, two = (Cell.parse(f"{each}1").column for each in (first, second))
    moves = {one: two, two: one}
    members = parts(_columns_moved(book, sheet, lambda column: moves.get(column, column)))
    part = part_among(members, sheet)
    before = re.search(r"<mergeCells.*?</mergeCells>", parts(book)[part].decode(), re.DOTALL)
    assert before is not None
    text = re.sub(r"<mergeCells.*?</mergeCells>", lambda _: before[0], members[part].decode(), flags=re.DOTALL)
    text = re.sub(r"<row .*?</row>", lambda m: _in_order(m[0]), text, flags=re.DOTALL)
    return zipped({**members, part: text.encode()})


def _in_order(row: str) -> str:
    """Put the cells of a row in order again."""
    cells = re.findall(r"<c [^>]*?/>|<c .*?</c>", row, re.DOTALL)
    drawn = sorted(cells, key=lambda cell: Cell.parse(re.findall(r'r="([A-Z]+\d+)"', cell)[0]).column)
    return row.replace("".join(cells), "".join(drawn))
