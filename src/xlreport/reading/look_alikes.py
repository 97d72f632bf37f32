"""Tabs that look like a sheet of the form beside the one that was read, and sheets copied in. Reads no field anew."""

from collections.abc import Iterator, Mapping

from xlreport.layout import Layout, Place
from xlreport.reading.book import Book, BookCell
from xlreport.reading.sheets import fitting_tabs
from xlreport.submissions import LookAlike


def look_alikes(layout: Layout, book: Book, places: Mapping[str, Place]) -> Iterator[tuple[str, tuple[LookAlike, ...]]]:
    """Give the further tabs that look like a sheet of the form, held against the one that was read."""
    for name, tabs in fitting_tabs(layout, book).items():
        typed = [place for place in layout.sheet(name).places if place.field not in layout.form.computed]
        yield name, tuple(_look_alike(book, tab, typed, places) for tab in tabs)


def _look_alike(book: Book, tab: str, typed: list[Place], places: Mapping[str, Place]) -> LookAlike:
    """Compare each input of a tab, where it was issued, with what was read."""
    filled, differing = 0, []
    for place in typed:
        now = places[place.field]
        for there, read in zip(place.area, now.area, strict=False):
            held, taken = (_raw(book.cell(*at)) for at in ((tab, str(there)), (now.sheet, str(read))))
            filled += bool(held)
            differing += [str(there)] if held != taken else []
    return LookAlike(tab=tab, filled=filled, differing=tuple(differing))


def _raw(cell: BookCell | None) -> str:
    return (cell.raw or "") if cell else ""


def pasted_sheets(layout: Layout, book: Book) -> tuple[str, ...]:
    """Give the sheets of the form that have names of their own for their fields.

    A workbook is issued with names of the whole book; a program makes them a sheet's own when it copies the sheet
    into a workbook that has such names already.
    """
    local = {(name.sheet, name.name) for name in book.names if name.sheet}
    return tuple(
        sheet.name for sheet in layout.sheets if any((sheet.name, place.field) in local for place in sheet.places)
    )
