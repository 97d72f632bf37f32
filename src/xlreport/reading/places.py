"""Finds each field by the manifest's address and by its defined name; the printed labels decide where they differ."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from xlreport.cells import Area, Cell
from xlreport.layout import Layout, Place, Role
from xlreport.manifest import Manifest
from xlreport.reading.book import Book
from xlreport.submissions import Moved

_TARGET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)")
_STRINGS = {"s", "str", "inlineStr"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where the fields of a workbook are, and those about which the addresses disagree."""

    places: Mapping[str, Place]
    moved: tuple[Moved, ...]


def find(layout: Layout, manifest: Manifest, book: Book) -> Found:
    """Find every field of the form; a field that neither address gives stays at the layout's place.

    A sheet that is not there is told as such, not field by field.
    """
    look = _Look(layout=layout, book=book, sheets=frozenset(sheet.name for sheet in book.sheets))
    named = {
        each.name: target
        for each in book.names
        if each.sheet is None and (target := _target(each.name, each.target)) is not None
    }
    places: dict[str, Place] = {}
    moved: list[Moved] = []
    for field, issued in layout.places.items():
        witnesses = _Witnesses(issued=issued, listed=_listed(field, manifest), named=named.get(field))
        places[field] = look.followed(witnesses)
        if places[field].sheet in look.sheets and not (issued == witnesses.listed == witnesses.named):
            moved.append(_moved(places[field], witnesses, look))
    return Found(places=places, moved=tuple(moved))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Witnesses:
    """Where a field is by the form, by the manifest and by its name."""

    issued: Place
    listed: Place | None
    named: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """The workbook as the third witness: what labels it prints beside a place."""

    layout: Layout
    book: Book
    sheets: frozenset[str]

    def followed(self, witnesses: _Witnesses) -> Place:
        """Follow the address that both give; where they differ, the one whose printed labels fit."""
        both = (witnesses.listed, witnesses.named)
        candidates = [each for each in both if each is not None and each.sheet in self.sheets]
        if not candidates:
            return witnesses.issued
        if candidates[0] == candidates[-1]:
            return candidates[0]
        fitting = [each for each in candidates if self.fits(each)] or candidates
        return witnesses.issued if witnesses.issued in fitting else fitting[0]

    def decided(self, witnesses: _Witnesses, followed: Place) -> bool:
        """Tell whether the labels fit the place followed and, unless it is where the form has it, no other."""
        if not self.fits(followed):
            return False
        others = {witnesses.listed, witnesses.named} - {followed, None}
        return followed == witnesses.issued or not any(self.fits(each) for each in others if each)

    def fits(self, place: Place) -> bool:
        """Tell whether the nearest printed labels left of and above a place are the field's own."""
        left, above = _expected(self.layout.places[place.field], self.layout)
        if left and _nearest(self.book, place, rows=0, columns=-1) != left:
            return False
        return not above or _nearest(self.book, place, rows=-1, columns=0) == above


def _target(field: str, target: str) -> Place | None:
    match = _TARGET.fullmatch(target.removeprefix("="))
    if match is None:
        return None
    try:
        area = Area.parse(match[3])
    except ValueError:
        return None
    return Place(field=field, sheet=(match[1] or match[2]).replace("''", "'"), area=area)


def _listed(field: str, manifest: Manifest) -> Place | None:
    sheet, cells = manifest.addresses.get(field, ("", ""))
    try:
        return Place(field=field, sheet=sheet, area=Area.parse(cells)) if sheet else None
    except ValueError:
        return None


def _moved(followed: Place, witnesses: _Witnesses, look: _Look) -> Moved:
    return Moved(
        field=followed.field,
        followed=_shown(followed),
        by_manifest=_shown(witnesses.listed),
        by_name=_shown(witnesses.named),
        by_label=_shown(followed) if look.decided(witnesses, followed) else "",
    )


def _shown(place: Place | None) -> str:
    return "" if place is None else f"{place.sheet}!{place.area}"


def _expected(issued: Place, layout: Layout) -> tuple[str, str]:
    """Give the labels that the layout prints nearest to a field: to the left in its row, above in its column."""
    sheet = layout.sheet(issued.sheet)
    printed = [label for label in sheet.labels if label.text and label.role is not Role.TITLE]
    beside = [
        label
        for label in printed
        if label.role in {Role.ROW, Role.PROMPT}
        and label.area.first.row <= issued.cell.row <= label.area.last.row
        and label.area.last.column < issued.cell.column
    ]
    over = [
        label
        for label in printed
        if label.role in {Role.HEADER, Role.PART}
        and label.area.last.row < issued.cell.row
        and label.area.first.column <= issued.cell.column <= label.area.last.column
    ]
    left = max(beside, key=lambda label: label.area.first.column, default=None)
    above = max(over, key=lambda label: label.area.first.row, default=None)
    is_item = left is not None and left.role is Role.PROMPT
    return (left.text if left else "", above.text if above and not is_item else "")


def _nearest(book: Book, place: Place, *, rows: int, columns: int) -> str:
    cell = place.cell
    while cell.row + rows >= 0 and cell.column + columns >= 0:
        cell = Cell(cell.row + rows, cell.column + columns)
        found = book.cell(place.sheet, str(cell))
        if found is not None and found.locked and found.type in _STRINGS and found.raw:
            return found.raw
    return ""
