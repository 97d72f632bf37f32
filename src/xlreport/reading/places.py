"""Finds each field by the manifest's address and by its defined name; the printed labels decide where they differ."""

from collections.abc import Mapping
from functools import lru_cache

from xlreport.cells import Area
from xlreport.layout import Label, Layout, Place, Role
from xlreport.lazy import regex
from xlreport.manifest import Manifest
from xlreport.plain_records import dataclass
from xlreport.reading.book import Book, Name
from xlreport.reading.printed import PrintedPlaces
from xlreport.reading.prints import Prints
from xlreport.submissions import Moved

_TARGET = regex(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)")

_LARGEST_FIELD = 1_000
_PLACES_KEPT = 8_192
"""A form has some hundred fields; the returns of a round name the same places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where the fields of a workbook are, and those about which the addresses disagree.

    A `lost` field has no place of its own left: it keeps the issued one in `places`, where another field is now.
    """

    places: Mapping[str, Place]
    moved: tuple[Moved, ...]
    lost: frozenset[str]

    @property
    def unclear(self) -> frozenset[str]:
        """Give the fields whose place the labels do not confirm."""
        return frozenset(each.field for each in self.moved if not each.by_label)

    @property
    def held(self) -> Mapping[str, Place]:
        """Give the places of the fields that have one of their own."""
        return {f: place for f, place in self.places.items() if f not in self.lost} if self.lost else self.places


def find(layout: Layout, manifest: Manifest, book: Book) -> Found:
    """Find every field of the form; a field that no address gives stays at the layout's place.

    A sheet that is not there is told as such, not field by field.
    """
    named, words = _named(layout, book.names), _words(layout)
    if named.all_issued and manifest.addresses == words:
        return Found(places=layout.places, moved=(), lost=frozenset())
    prints, sheets = Prints.of(book), frozenset(sheet.name for sheet in book.sheets)
    look = _Look(layout=layout, prints=prints, sheets=sheets, printed=PrintedPlaces(layout=layout, prints=prints))
    places: dict[str, Place] = {}
    doubted: dict[str, _Witnesses] = {}
    for field, issued in layout.places.items():
        if named.places.get(field) is issued and manifest.addresses.get(field) == words[field]:
            places[field] = issued
            continue
        witnesses = _Witnesses(issued=issued, listed=_listed(field, manifest), named=named.places.get(field))
        places[field] = look.followed(witnesses)
        if places[field].sheet in look.sheets and not (issued == witnesses.listed == witnesses.named):
            doubted[field] = witnesses
    alike = look.moved_alike(places, doubted)
    places |= alike
    unclear = {field for field, witnesses in doubted.items() if not look.decided(witnesses, places[field])}
    unclear -= alike.keys()
    lost = _crowded_out(places, unclear)
    moved = (_moved(places[f], w, clear=f not in unclear, lost=f in lost) for f, w in doubted.items())
    return Found(places=places, moved=tuple(moved), lost=lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """The places that names give, and whether they are those of the form, every one."""

    places: Mapping[str, Place]
    all_issued: bool


@lru_cache(maxsize=16)
def _named(layout: Layout, names: tuple[Name, ...]) -> _Named:
    """Give the places that names give, the issued one itself where it is that: the same in many workbooks."""
    targets = ((each.name, _target(each.name, each.target)) for each in names if each.sheet is None)
    named = {name: target for name, target in targets if target is not None}
    issued = {field: own for field, own in layout.places.items() if named.get(field) == own}
    return _Named(places=named | issued, all_issued=issued.keys() == layout.places.keys())


@lru_cache(maxsize=4)
def _words(layout: Layout) -> Mapping[str, tuple[str, str]]:
    """Give the place of each field as a manifest has it."""
    return {field: (place.sheet, str(place.area)) for field, place in layout.places.items()}


def _crowded_out(places: Mapping[str, Place], unclear: set[str]) -> frozenset[str]:
    """Give the fields in doubt whose cells are those of a field that is in no doubt."""
    if not unclear:
        return frozenset()
    taken = {(place.sheet, cell) for field, place in places.items() if field not in unclear for cell in place.area}
    return frozenset(f for f in unclear if any((places[f].sheet, cell) in taken for cell in places[f].area))


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
    prints: Prints
    sheets: frozenset[str]
    printed: PrintedPlaces

    def followed(self, witnesses: _Witnesses) -> Place:
        """Follow the manifest and the name where they agree with the form, else the address that the labels fit."""
        both = (witnesses.listed, witnesses.named)
        candidates = [each for each in both if each is not None and each.sheet in self.sheets]
        if witnesses.listed is None and witnesses.named is None:
            return self._by_labels(witnesses.issued)
        if not candidates or all(each == witnesses.issued for each in candidates):
            return witnesses.issued
        fitting = self.fitting(witnesses)
        if not fitting:
            return candidates[0]
        return witnesses.issued if witnesses.issued in fitting else fitting[0]

    def _by_labels(self, issued: Place) -> Place:
        """Follow the labels of a field of which neither manifest nor name is left, where they lead to one place."""
        if issued.sheet not in self.sheets or self.fits(issued):
            return issued
        found = self.printed.place(issued, *labels_of(issued, self.layout))
        return found if found is not None and self.fits(found) else issued

    def fitting(self, witnesses: _Witnesses) -> list[Place]:
        """Give the addresses that the labels fit."""
        all_three = dict.fromkeys((witnesses.listed, witnesses.named, witnesses.issued))
        return [each for each in all_three if each is not None and each.sheet in self.sheets and self.fits(each)]

    def moved_alike(self, places: Mapping[str, Place], doubted: Mapping[str, _Witnesses]) -> dict[str, Place]:
        """Give the fields that the labels fit in two places where the other fields of their row or column moved.

        A caption over a whole table fits every column; what has only one fitting place shows what moved. Of two
        places that begin at one cell the longer one is taken: a row was inserted among paragraphs.
        """
        fitting = {field: self.fitting(witnesses) for field, witnesses in doubted.items()}
        sure = [(doubted[f].issued, places[f]) for f, found in fitting.items() if len(found) == 1]
        sure = [(issued, now) for issued, now in sure if issued.sheet == now.sheet]
        rows = {(issued.sheet, issued.cell.row): now.cell.row for issued, now in sure}
        columns = {(issued.sheet, issued.cell.column): now.cell.column for issued, now in sure}
        alike = {}
        for field, found in fitting.items():
            issued = doubted[field].issued
            row = rows.get((issued.sheet, issued.cell.row), issued.cell.row)
            column = columns.get((issued.sheet, issued.cell.column), issued.cell.column)
            there = [each for each in found if (each.cell.row, each.cell.column) == (row, column)]
            best = max((each for each in there if self.whole(each)), key=lambda each: each.area.rows, default=None)
            if len(found) > 1 and best and best != places[field] and best.sheet == issued.sheet:
                alike[field] = best
        return alike

    def decided(self, witnesses: _Witnesses, followed: Place) -> bool:
        """Tell whether the labels fit the place followed and, unless it is where the form has it, no other."""
        if not self.fits(followed):
            return False
        others = {witnesses.listed, witnesses.named} - {followed, None}
        return followed == witnesses.issued or not any(self.fits(each) for each in others if each)

    def fits(self, place: Place) -> bool:
        """Tell whether the nearest printed labels left of and above a place are the field's own."""
        issued = self.layout.places[place.field]
        left, above = _expected(issued, self.layout)
        if self.prints.label(place.sheet, place.cell) in self._texts(issued.sheet):
            return False
        if left and self.prints.nearest(place, rows=0, columns=-1) != left:
            return False
        return not above or self.prints.nearest(place, rows=-1, columns=0) == above

    def whole(self, place: Place) -> bool:
        """Tell whether no label is printed inside a place."""
        return not any(self.prints.label(place.sheet, cell) for cell in place.area)

    def _texts(self, sheet: str) -> set[str]:
        return {label.text for label in self.layout.sheet(sheet).labels if label.text}


@lru_cache(maxsize=_PLACES_KEPT)
def _target(field: str, target: str) -> Place | None:
    match = _TARGET.fullmatch(target.removeprefix("="))
    if match is None:
        return None
    return _place(field, (match[1] or match[2]).replace("''", "'"), match[3])


def _listed(field: str, manifest: Manifest) -> Place | None:
    sheet, cells = manifest.addresses.get(field, ("", ""))
    return _place(field, sheet, cells) if sheet else None


@lru_cache(maxsize=_PLACES_KEPT)
def _place(field: str, sheet: str, cells: str) -> Place | None:
    """Give a place of a size that a field may have; a whole column is nobody's."""
    try:
        area = Area.parse(cells)
    except ValueError:
        return None
    return Place(field=field, sheet=sheet, area=area) if area.rows * area.columns <= _LARGEST_FIELD else None


def _moved(followed: Place, witnesses: _Witnesses, *, clear: bool, lost: bool) -> Moved:
    return Moved(
        field=followed.field,
        followed="" if lost else _shown(followed),
        by_manifest=_shown(witnesses.listed),
        by_name=_shown(witnesses.named),
        by_label=_shown(followed) if clear else "",
    )


def _shown(place: Place | None) -> str:
    return "" if place is None else f"{place.sheet}!{place.area}"


def _expected(issued: Place, layout: Layout) -> tuple[str, str]:
    """Give the texts that the layout prints nearest to a field: to the left in its row, above in its column."""
    left, above = labels_of(issued, layout)
    is_item = left is not None and left.role is Role.PROMPT
    return (left.text if left else "", above.text if above and not is_item else "")


def labels_of(issued: Place, layout: Layout) -> tuple[Label | None, Label | None]:
    """Give the labels nearest to a field: to the left in its row, above in its column."""
    sheet = layout.sheet(issued.sheet)
    printed = [label for label in sheet.labels if label.text]
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
        if label.area.last.row < issued.cell.row
        and label.area.first.column <= issued.cell.column <= label.area.last.column
    ]
    left = max(beside, key=lambda label: label.area.first.column, default=None)
    above = max(over, key=lambda label: label.area.first.row, default=None)
    return left, above
