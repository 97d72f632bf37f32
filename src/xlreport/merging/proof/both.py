"""The workbook as found beside the same workbook written anew: which sheets differ at all. Bytes first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xlreport.cells import Cell
from xlreport.layout import MANIFEST_SHEET
from xlreport.merging.proof.package import Package
from xlreport.merging.proof.reader import Loaded

_OF_ALL = ("sharedStrings", "styles", "theme")
"""The parts of a workbook that every sheet shows something of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """Both workbooks, and the visible sheets of which not every byte is the same."""

    found: Loaded
    rebuilt: Any
    """as openpyxl reads it"""
    anew: Package
    changed: tuple[str, ...]
    results: Any
    """those of the workbook written anew, for a file that keeps none"""

    def value(self, sheet: str, cell: Cell) -> Any:
        """Give what a cell shows: its stored result, or what it comes to where none is stored."""
        found = self.found.result(sheet, cell)
        if found is None and self.results is not None and self.found.formula(sheet, cell) is not None:
            return self.results[sheet].cell(cell.row + 1, cell.column + 1).value
        return found

    @property
    def sheets(self) -> Iterator[tuple[str, Any, Any]]:
        """Give each changed sheet that both have: its name, as found, and as written anew."""
        for name in self.changed:
            if self.found.has(name):
                yield name, self.found.formulas[name], self.rebuilt[name]


def changed_sheets(found: Package, anew: Package) -> tuple[str, ...]:
    """Give the sheets of the workbook written anew that are not the same in every byte, the hidden one aside."""
    names = [name for name in anew.sheets if name != MANIFEST_SHEET]
    if _shared(found) != _shared(anew):
        return tuple(names)
    return tuple(name for name in names if _whole(found, name) != _whole(anew, name))


def _shared(package: Package) -> list[bytes | None]:
    main = package.workbooks[0]
    parts = [main, *(part for kind in _OF_ALL for part in package.leads_to(main, kind))]
    return [package.parts.get(part) for part in parts]


def _whole(package: Package, sheet: str) -> list[bytes] | None:
    """Give the bytes of a sheet's part and of all that it leads to."""
    if sheet not in package.sheets:
        return None
    open_, known = [package.sheets[sheet]], [package.sheets[sheet]]
    while open_:
        part = open_.pop(0)
        for each in package.references(part):
            if not each.outside and each.target in package.parts and each.target not in known:
                known.append(each.target)
                open_.append(each.target)
    return [data for part in known for data in _with_references(package, part)]


def _with_references(package: Package, part: str) -> Iterator[bytes]:
    yield package.parts[part]
    for each in package.references(part):
        yield f"{each.id} {each.kind} {each.outside} {each.target if each.outside else ''}".encode()


def filled(sheet: Any) -> Iterator[tuple[Cell, Any]]:
    """Give the cells of an openpyxl sheet that hold something, each with its place."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                yield Cell(cell.row - 1, cell.column - 1), cell
