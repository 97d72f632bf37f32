"""What a consolidated workbook holds that programs could read in two ways, or that it leads to beside its own sheets.

Tells what openpyxl passes over in silence; opens no library, compares nothing.
"""

import io
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, iterparse

from xlreport.cells import Cell
from xlreport.findings import Finding, Where, found_by
from xlreport.plain_records import dataclass
from xlreport.proof.package import Package, Refused
from xlreport.rules import rule

TWICE, ROW_TWICE, MISPLACED, OTHER_VALUE, TWO_TABLES = "", "row", "misplaced", "other_value", "tables"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguity:
    """One thing that two programs may read differently: what it is, where, and what stands there."""

    kind: str
    cell: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FontRun:
    """A piece of a text with a font of its own: its colour's element and its size."""

    text: str
    colour: Mapping[str, str]
    size: float | None


Runs = tuple[FontRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSheet:
    """What a sheet's part alone tells."""

    oddities: tuple[Ambiguity, ...]
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


def _run(piece: Element) -> FontRun:
    colour, size = piece.find("rPr/color"), piece.find("rPr/sz")
    return FontRun(
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
        self.oddities: list[Ambiguity] = []
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
        self.oddities.append(Ambiguity(kind=kind, cell=cell, found=found))


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


_USUAL = frozenset({
    "officeDocument", "core-properties", "coreProperties", "extended-properties", "extendedProperties",
    "custom-properties", "customProperties", "worksheet", "theme", "styles", "sharedStrings", "drawing", "chart",
    "hyperlink", "calcChain", "chartStyle", "style", "chartColorStyle", "colors", "printerSettings", "thumbnail",
    "customXml", "customXmlProps", "person", "image", "chartUserShapes", "table", "sheetMetadata", "digital-signature",
})  # fmt: skip
"""Kinds of references that change nothing one sees, or that are looked at elsewhere."""
_REMARKS = frozenset({"comments", "threadedComment", "vmlDrawing"})
_MACROS = frozenset({"vbaProject", "xlMacrosheet", "xlIntlMacrosheet", "extensibility", "attachedToolbars"})
_FOLLOWING = frozenset({"externalLinkPath", "externalLinkLongPath", "xlExternalLinkPath", "pivotCacheRecords"})
"""What follows from something that is told already."""
_MOST_NAMED = 5


def attached(package: Package) -> Iterator[Finding]:
    """V44, V46: tell everything that a merge never attaches, at the sheet from which it is reached."""
    owners = {part: name for name, part in package.sheets.items()}
    for part in ("", *sorted(package.reached)):
        sheet = owners.get(part, "")
        others = [each for each in package.references(part) if each.kind not in _USUAL | _REMARKS | _FOLLOWING]
        for each in others:
            case = "macro" if each.kind in _MACROS else ""
            where = Where(sheet=sheet)
            yield found_by(rule("V44", case), where, found=each.kind, part=each.target, sheet=sheet or "工作簿")
        if sheet and (beside := [each for each in package.references(part) if each.kind == "image"]):
            yield found_by(rule("V44"), Where(sheet=sheet), found="image", part=beside[0].target, sheet=sheet)


def remarks(package: Package) -> Iterator[Finding]:
    """V46: name the sheets that bear comments, with the cells of the first of them."""
    for sheet, part in package.sheets.items():
        cells = [
            each.get("ref", "")
            for held in package.leads_to(part, "comments")
            for each in package.tree(held).iter("comment")
        ]
        if cells:
            named = "、".join(cells[:_MOST_NAMED])
            yield found_by(rule("V46"), Where(sheet=sheet, cell=cells[0]), sheet=sheet, found=named, count=len(cells))


_WORKBOOK = b"sheetMain"


def strange_parts(package: Package) -> Iterator[Finding]:
    """V36, V44, V46: a second workbook, parts that nothing leads to, what is attached."""
    first, *others = package.workbooks
    second = [*others, *(name for name in package.strangers if _is_workbook(package, name))]
    for name in second:
        yield found_by(rule("V36", "workbook"), found=name, expected=first)
    loose = [name for name in package.strangers if name not in second]
    if loose:
        named = "、".join(loose[:_MOST_NAMED])
        yield found_by(rule("V36"), found=named, count=len(loose))
    names = [each.get("name", "").casefold() for each in package.tree(first).iter("sheet")]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield found_by(rule("V36", "sheet"), Where(sheet=name), found=name)
    yield from attached(package)
    yield from remarks(package)


def _is_workbook(package: Package, name: str) -> bool:
    if not name.casefold().endswith(".xml") or b"<sheets" not in package.parts[name].replace(b":", b"<"):
        return False
    return package.tree(name).tag == "workbook"


def odd_cells(package: Package, sheet: str, raw: RawSheet) -> Iterator[Finding]:
    """V37: tell what a sheet's part writes twice, or where it does not belong."""
    for each in raw.oddities:
        yield _odd(sheet, each)
    for _ in alternatives(package, package.sheets[sheet]):
        yield found_by(rule("V37", "choice"), Where(sheet=sheet, cell="A1"), sheet=sheet)


def _odd(sheet: str, odd: Ambiguity) -> Finding:
    return found_by(rule("V37", odd.kind), Where(sheet=sheet, cell=odd.cell), sheet=sheet, found=odd.found)
