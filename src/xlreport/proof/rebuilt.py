"""The workbook against the same workbook written anew from the ledger it carries: what else was changed by hand.

Bytes first. Leaves to the other checks what they tell more exactly: the rows of 明细, formulas and their results.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from xlreport.cells import Cell
from xlreport.findings import Finding, Where, found_by
from xlreport.merging.book.book_places import LEDGER_SHEET, LEDGER_TOP
from xlreport.plain_records import dataclass
from xlreport.proof.package import Package
from xlreport.proof.second_reader import Loaded, as_text
from xlreport.rules import rule

_OF_ALL = ("sharedStrings", "styles", "theme")
"""The parts of a workbook that every sheet shows something of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """Both workbooks, and the sheets of which not every byte is the same, the hidden one aside."""

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
    """Give the sheets of the workbook written anew that are not the same in every byte."""
    names = list(anew.sheets)
    if _shared_parts(found) != _shared_parts(anew):
        return tuple(names)
    return tuple(name for name in names if _digests_of(found, name) != _digests_of(anew, name))


def _shared_parts(package: Package) -> list[bytes | None]:
    main = package.workbooks[0]
    parts = [main, *(part for kind in _OF_ALL for part in package.leads_to(main, kind))]
    return [package.digest(part) if part in package.parts else None for part in parts]


def _digests_of(package: Package, sheet: str) -> list[bytes] | None:
    """Give the digests of a sheet's part and of all that it leads to."""
    if sheet not in package.sheets:
        return None
    open_, known = [package.sheets[sheet]], [package.sheets[sheet]]
    while open_:
        part = open_.pop(0)
        for each in package.references(part):
            if not each.outside and each.target in package.parts and each.target not in known:
                known.append(each.target)
                open_.append(each.target)
    return [said for part in known for said in _with_references(package, part)]


def _with_references(package: Package, part: str) -> Iterator[bytes]:
    yield package.digest(part)
    for each in package.references(part):
        yield f"{each.id} {each.kind} {each.outside} {each.target if each.outside else ''}".encode()


def filled(sheet: Any) -> Iterator[tuple[Cell, Any]]:
    """Give the cells of an openpyxl sheet that hold something, each with its place."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                yield Cell(cell.row - 1, cell.column - 1), cell


_MOST_SINGLY = 20
"""Changed texts of one sheet that are told one by one; more are counted."""
Told = Collection[tuple[str, str]]


def against_rebuilt(both: Both, told: Told) -> Iterator[Finding]:
    """Compare two workbooks, sheet by sheet; `told` holds the sheet and cell of what is told already."""
    yield from _strange_sheets(both.found.formulas, both.rebuilt)
    for name, theirs, ours in both.sheets:
        yield from _texts(theirs, ours, told)
        yield from _hidden(theirs, ours)
        yield from _links(theirs, ours)
        if ours.protection.sheet and not theirs.protection.sheet:
            yield found_by(rule("V18"), Where(sheet=name), sheet=name)


def _strange_sheets(found: Any, rebuilt: Any) -> Iterator[Finding]:
    for name in found.sheetnames:
        if name not in rebuilt.sheetnames:
            yield found_by(rule("V19"), Where(sheet=name), found=name)


def _texts(theirs: Any, ours: Any, told: Told) -> Iterator[Finding]:
    name = ours.title
    now, then = _filled(theirs), _filled(ours)
    changed = [cell for cell in sorted(now.keys() | then.keys()) if now.get(cell, "") != then.get(cell, "")]
    places = [Cell(row, column) for row, column in changed]
    open_ = [cell for cell in places if (name, str(cell)) not in told and not _of_ledger(name, cell)]
    for cell in open_[:_MOST_SINGLY]:
        place = (cell.row, cell.column)
        where = Where(sheet=name, cell=str(cell))
        before, after = (texts.get(place, "") or "（空）" for texts in (then, now))
        yield found_by(rule("V16"), where, found=after, expected=before, sheet=name)
    if rest := open_[_MOST_SINGLY:]:
        where = Where(sheet=name, cell=f"{rest[0]}")
        yield found_by(rule("V16", "many"), where, found=str(len(rest)), expected="0", count=len(rest), sheet=name)


def _of_ledger(sheet: str, cell: Cell) -> bool:
    return sheet == LEDGER_SHEET and cell.row >= LEDGER_TOP


def _filled(sheet: Any) -> Mapping[tuple[int, int], str]:
    """Give what stands in the cells that hold something but formulas, by 0-based row and column."""
    return {
        (cell.row - 1, cell.column - 1): as_text(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and cell.data_type != "f"
    }


def _hidden(theirs: Any, ours: Any) -> Iterator[Finding]:
    name = ours.title
    if theirs.sheet_state != ours.sheet_state:
        yield found_by(
            rule("V15"), Where(sheet=name), found=theirs.sheet_state, expected=ours.sheet_state, what=name, sheet=name
        )
    for what, mine, other in (
        ("行", ours.row_dimensions, theirs.row_dimensions),
        ("列", ours.column_dimensions, theirs.column_dimensions),
    ):
        before = {key for key, each in mine.items() if each.hidden}
        for key in (key for key, each in other.items() if each.hidden and key not in before):
            cell = f"A{key}" if what == "行" else f"{key}1"
            yield found_by(
                rule("V15"), Where(sheet=name, cell=cell), found="hidden", expected="", what=f"{what} {key}", sheet=name
            )


def _links(theirs: Any, ours: Any) -> Iterator[Finding]:
    now, then = _targets(theirs), _targets(ours)
    changed = sorted(cell for cell in now.keys() | then.keys() if now.get(cell) != then.get(cell))
    moved = [cell for cell in changed if _link_end(now.get(cell, "")) == _link_end(then.get(cell, ""))]
    others = [cell for cell in changed if cell not in set(moved)]
    singly = [(rule("V17"), cell, 1) for cell in others[:_MOST_SINGLY]]
    for governing, cell, count in [*singly, *((rule("V17", "moved"), cell, len(moved)) for cell in moved[:1])]:
        found, expected = (targets.get(cell) or "（空）" for targets in (now, then))
        where = Where(sheet=ours.title, cell=cell)
        yield found_by(
            governing,
            where,
            found=found,
            expected=expected,
            sheet=ours.title,
            count=count,
        )


def _link_end(link: str) -> str:
    """Give a link's file and place without its folders, which a workbook saved elsewhere has others of."""
    return link.rpartition("/")[2]


def _targets(sheet: Any) -> dict[str, str]:
    """Give where each linked cell leads, in the plain way that every program writes it."""
    links = ((cell.coordinate, cell.hyperlink) for row in sheet.iter_rows() for cell in row if cell.hyperlink)
    return {cell: _plain_link(f"{link.target or ''}#{link.location or ''}") for cell, link in links}


def _plain_link(link: str) -> str:
    return unquote(link).replace("\\", "/").replace("'", "").replace("$", "")
