"""A sheet's cells as its part writes them, before any library chooses one of two: what stands there twice or beside.

Tells what openpyxl passes over in silence. Compares nothing.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError, iterparse

from xlreport.cells import Cell
from xlreport.merging.proof.package import Package, Refused

TWICE, ROW_TWICE, MISPLACED, OTHER_VALUE, TWO_TABLES = "", "row", "misplaced", "other_value", "tables"


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """One thing that two programs may read differently: what it is, where, and what stands there."""

    kind: str
    cell: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of a text with a font of its own: its colour's element and its size."""

    text: str
    colour: Mapping[str, str]
    size: float | None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSheet:
    """What a sheet's part alone tells."""

    oddities: tuple[Oddity, ...]
    rich: Mapping[str, Runs]
    """by cell, the pieces of a text that has several fonts"""


def shared_runs(package: Package) -> Mapping[int, Runs]:
    """Give the shared texts that have pieces with fonts of their own, by number."""
    parts = [part for main in package.workbooks[:1] for part in package.leads_to(main, "sharedStrings")]
    texts = (text for part in parts for text in package.tree(part))
    found = ((number, _runs(text)) for number, text in enumerate(texts))
    return {number: runs for number, runs in found if runs}


def _runs(text: Element) -> Runs:
    pieces = text.findall("r")
    return tuple(map(_run, pieces)) if any(each.find("rPr") is not None for each in pieces) else ()


def _run(piece: Element) -> Run:
    colour, size = piece.find("rPr/color"), piece.find("rPr/sz")
    return Run(
        text=piece.findtext("t", ""),
        colour=colour.attrib if colour is not None else {},
        size=float(size.get("val", "11")) if size is not None else None,
    )


def raw_sheet(package: Package, part: str, shared: Mapping[int, Runs]) -> RawSheet:
    """Read a sheet's part as it stands; raises Refused when it is no XML."""
    scan = _Scan(shared)
    try:
        for event, element in iterparse(io.BytesIO(package.parts[part]), ("start", "end")):  # noqa: S314  # no DTD passes the gate
            scan.see(event, element)
    except (ParseError, ValueError) as error:
        raise Refused(f"{part}: {error}") from error
    return RawSheet(oddities=tuple(scan.oddities), rich=scan.rich)


class _Scan:
    """A sheet's part being read from its beginning to its end."""

    def __init__(self, shared: Mapping[int, Runs]) -> None:
        self.shared = shared
        self.oddities: list[Oddity] = []
        self.rich: dict[str, Runs] = {}
        self.rows: set[int] = set()
        self.cells: set[str] = set()
        self.row, self.column, self.tables = 0, 0, 0
        self.name = ""

    def see(self, event: str, element: Element) -> None:
        """Take in the beginning or the end of an element."""
        name = element.tag.rpartition("}")[2]
        if event == "start":
            self._begins(name, element.attrib)
        elif name == "c":
            self._ends(element)
            element.clear()
        elif name == "row":
            element.clear()

    def _begins(self, name: str, said: Mapping[str, str]) -> None:
        match name:
            case "sheetData":
                self.tables += 1
                if self.tables > 1:
                    self._odd(TWO_TABLES, "A1", name)
            case "row":
                self.row, self.column = int(said.get("r", self.row + 1)), 0
                if self.row in self.rows:
                    self._odd(ROW_TWICE, f"A{self.row}", str(self.row))
                self.rows.add(self.row)
            case "c":
                self._cell(said)

    def _cell(self, said: Mapping[str, str]) -> None:
        name = said.get("r") or str(Cell(self.row - 1, self.column))
        cell = Cell.parse(name)
        self.column, self.name = cell.column + 1, str(cell)
        if cell.row + 1 != self.row:
            self._odd(MISPLACED, self.name, str(self.row))
        if "vm" in said:
            self._odd(OTHER_VALUE, self.name, "vm")

    def _ends(self, element: Element) -> None:
        children = {child.tag.rpartition("}")[2]: child for child in element}
        value = children["v"].text or "" if "v" in children else ""
        if self.name in self.cells:
            self._odd(TWICE, self.name, value)
        self.cells.add(self.name)
        runs = self._rich(element.get("t"), value, children)
        if runs:
            self.rich[self.name] = runs

    def _rich(self, kind: str | None, value: str, children: Mapping[str, Element]) -> Runs:
        if kind == "s" and value.isdigit():
            return self.shared.get(int(value), ())
        return _runs(_plain(children["is"])) if "is" in children else ()

    def _odd(self, kind: str, cell: str, found: str) -> None:
        self.oddities.append(Oddity(kind=kind, cell=cell, found=found))


def _plain(element: Element) -> Element:
    """Take the namespaces off an element and those in it."""
    for each in element.iter():
        each.tag = each.tag.rpartition("}")[2]
    return element


def alternatives(package: Package, part: str) -> Iterator[Any]:
    """Give the elements of a sheet's part between which a program chooses, as far as they hold cells."""
    if b"AlternateContent" in package.parts[part]:
        for each in package.tree(part).iter("AlternateContent"):
            if each.find(".//c") is not None:
                yield each
