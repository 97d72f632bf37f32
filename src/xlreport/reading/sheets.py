"""Recognises a form's sheets whatever their tabs are called, by the labels they print and the names that point there.

Gives the book as if the tabs still had the names they were issued with. Touches no cell.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from xlreport.layout import MANIFEST_SHEET, Layout, Sheet
from xlreport.reading.book import Book

_ENOUGH = 0.6
_TAB = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!")


def renamed_sheets(layout: Layout, book: Book) -> dict[str, str]:
    """Give the tab now on each sheet of the form that is there under another name, by the name it was issued with.

    A tab that fits two sheets, or two tabs that fit one, are not taken for any.
    """
    present, own = {sheet.name for sheet in book.sheets}, {sheet.name for sheet in layout.sheets}
    strangers = present - own - {MANIFEST_SHEET}
    fitting = {
        sheet.name: [tab for tab in sorted(strangers) if _fits(sheet, tab, book)]
        for sheet in layout.sheets
        if sheet.name not in present
    }
    renamed = {name: tabs[0] for name, tabs in fitting.items() if len(tabs) == 1}
    return {name: tab for name, tab in renamed.items() if list(renamed.values()).count(tab) == 1}


def _fits(sheet: Sheet, tab: str, book: Book) -> bool:
    """Tell whether most labels of a sheet are printed on a tab, or most names of its fields point there."""
    printed = [_text(book, tab, str(label.area.first)) == label.text for label in sheet.labels if label.text]
    targets = {name.name: tab_of(name.target) for name in book.names if name.sheet is None}
    pointing = [targets.get(place.field) == tab for place in sheet.places]
    return any(votes and sum(votes) >= _ENOUGH * len(votes) for votes in (printed, pointing))


def _text(book: Book, tab: str, ref: str) -> str:
    cell = book.cell(tab, ref)
    return (cell.raw or "") if cell else ""


def tab_of(target: str) -> str:
    """Give the tab that a defined name points at, empty when it points at none."""
    match = _TAB.match(target.removeprefix("="))
    return (match[1] or match[2]).replace("''", "'") if match else ""


def as_issued(book: Book, renamed: Mapping[str, str]) -> Book:
    """Give the book with its tabs, and the names that point at them, under the names they were issued with."""
    if not renamed:
        return book
    issued = {tab: name for name, tab in renamed.items()}
    return replace(
        book,
        sheets=tuple(replace(sheet, name=issued.get(sheet.name, sheet.name)) for sheet in book.sheets),
        cells={issued.get(tab, tab): cells for tab, cells in book.cells.items()},
        names=tuple(
            replace(
                name,
                sheet=issued.get(name.sheet or "", name.sheet),
                target=_retargeted(name.target, issued),
            )
            for name in book.names
        ),
    )


def _retargeted(target: str, issued: Mapping[str, str]) -> str:
    name = issued.get(tab_of(target))
    return target if name is None else "'" + name.replace("'", "''") + "'!" + target.rpartition("!")[2]
