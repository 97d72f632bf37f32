"""Small counties with their inboxes and consolidated workbooks, and the prefecture above them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from returns_made import LAYOUT, answers, write_inbox
from xlreport.merging import AreaBook, Ledger, MergeTerms, assemble, consolidated, scan
from xlreport.office.adding_up.consolidation import area_book
from xlreport.office.taking_in.intake import taken_in
from xlreport.rounds import Roster, Unit
from xlreport.submissions import Return, Value

UNITS = LAYOUT.form.units

RECEIVED, CARRIED, FEES = "requests.received.natural", "requests.carried_out.natural", "disclosure.fees.amount"
EAST = {"E-ZF": ("government", 1), "E-JY": ("department", 20), "E-XZ": ("township", 300)}
WEST = {"W-ZF": ("government", 1_000), "W-XZ": ("township", 2_000)}
OWN = {"P-ZF": ("government", 4_000), "P-JY": ("department", 8_000)}
Figures = Mapping[str, tuple[str, int]]
"""By unit code, its kind and the one number that it has."""


def unit(code: str, kind: str, name: str = "") -> Unit:
    """A unit of a roster."""
    return Unit(
        code=code, name=name or f"{code} 单位", kind=kind, tier=UNITS.tier_of(kind), is_area=UNITS.kind(kind).area
    )


def roster_of(figures: Figures, *more: Unit) -> Roster:
    """The roster of these units."""
    return Roster(units=(*(unit(code, kind) for code, (kind, _) in figures.items()), *more))


EAST_UNIT, WEST_UNIT = unit("01", "county", "东岭县"), unit("02", "county", "西河县")
PREFECTURE = roster_of(OWN, EAST_UNIT, WEST_UNIT)


def said(code: str, kind: str, number: int) -> dict[str, Value]:
    """A return that is accepted, all of its figures from one number."""
    figures: dict[str, Value] = {RECEIVED: number, CARRIED: number, FEES: Decimal("0.1") * (number % 7)}
    return {**answers(code, figures), "cover.unit_kind": kind}


def hand_in(inbox: Path, figures: Figures) -> Path:
    """Put a return of each unit into an inbox."""
    return write_inbox(inbox, [(f"{code}.xlsx", said(code, *each)) for code, each in figures.items()])


def merged(
    places: Iterable[Path], roster: Roster | None, region: str, terms: MergeTerms | None = None, year: str = "2025"
) -> Ledger:
    """The ledger of what lies in some folders."""
    handed = [_handed(name, path) for name, path in scan(places).files]
    return assemble(
        [each for each in handed if isinstance(each, Return)],
        books=[each for each in handed if isinstance(each, AreaBook)],
        layout=LAYOUT,
        roster=roster,
        year=year,
        region=region,
        terms=terms,
    )


_READ: dict[tuple[str, bytes], Return | AreaBook] = {}


def _handed(name: str, path: Path) -> Return | AreaBook:
    """A file taken in as merge takes it in, the same one only once: its own proof is what takes time."""
    key = (name, path.read_bytes())
    if key not in _READ:
        received = taken_in(name, path, LAYOUT)
        _READ[key] = area_book(received, path, LAYOUT) or received
    return _READ[key]


def county(inbox: Path, region: str, figures: Figures, missing: Figures | None = None) -> bytes:
    """A county's consolidated workbook, its returns left in the inbox; units that are missing hand in nothing."""
    roster = roster_of({**figures, **(missing or {})})
    return consolidated(merged([hand_in(inbox, figures)], roster, region), LAYOUT)[0]


def prefecture(folder: Path) -> Path:
    """The inbox of a prefecture: two bureaus of its own and two counties, whose own inboxes are beside it."""
    inbox = hand_in(folder / "inbox", OWN)
    (inbox / "东岭县.xlsx").write_bytes(county(folder / "east", "东岭县", EAST))
    (inbox / "西河县.xlsx").write_bytes(county(folder / "west", "西河县", WEST))
    return inbox
