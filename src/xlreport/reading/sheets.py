"""Recognises a form's sheets whatever their tabs are called, by the labels they print and the names that point there.

Gives the book as if the tabs still had the names they were issued with. Touches no cell.
"""

from collections.abc import Mapping
from dataclasses import replace

from xlreport.layout import MANIFEST_SHEET, Layout, Sheet
from xlreport.lazy import regex
from xlreport.reading.book import Book

_ENOUGH = 0.6
_TAB = regex(r"(?:'((?:[^']|'')+)'|([^'!]+))!")


def renamed_sheets(layout: Layout, book: Book) -> dict[str, str]:
    """Give the tab now on each sheet of the form that is there under another name, by the name it was issued with.

    Of several tabs that fit one sheet that is taken at which alone the names of its fields point. A tab that fits
    two sheets, or two tabs that fit one and have no names, are not taken for any.
    """
    present = {sheet.name for sheet in book.sheets}
    fitting = fitting_tabs(layout, book)
    targets = _targets(book) if fitting else {}
    renamed: dict[str, str] = {}
    for name, tabs in fitting.items():
        named = [tab for tab in tabs if _is_pointed_at(layout.sheet(name), tab, targets)]
        best = named if len(tabs) > 1 else tabs
        if name not in present and len(best) == 1:
            renamed[name] = best[0]
    return {name: tab for name, tab in renamed.items() if list(renamed.values()).count(tab) == 1}


def fitting_tabs(layout: Layout, book: Book) -> dict[str, list[str]]:
    """Give the tabs under names of their own that look like a sheet of the form, by the sheet's issued name."""
    annex = layout.annex.sheets if layout.annex else ()
    own = {sheet.name for sheet in layout.sheets} | {MANIFEST_SHEET, *annex}
    present = {sheet.name for sheet in book.sheets}
    strangers = sorted(present - own)
    targets = _targets(book) if strangers else {}
    fitting = {
        sheet.name: [tab for tab in strangers if _prints(sheet, tab, book) or _is_pointed_at(sheet, tab, targets)]
        for sheet in layout.sheets
        if strangers and (sheet.section or sheet.name not in present)
    }
    return {name: tabs for name, tabs in fitting.items() if tabs}


def is_of_the_form(layout: Layout, book: Book) -> bool:
    """Tell whether any tab, whatever it is called, prints the labels of a sheet of the form or has its names."""
    targets = _targets(book)
    return any(
        _prints(sheet, tab.name, book) or _is_pointed_at(sheet, tab.name, targets)
        for sheet in layout.sheets
        if sheet.section
        for tab in book.sheets
    )


def _targets(book: Book) -> dict[str, str]:
    return {name.name: tab_of(name.target) for name in book.names if name.sheet is None}


def _prints(sheet: Sheet, tab: str, book: Book) -> bool:
    """Tell whether most labels of a sheet are printed on a tab."""
    labels = [label for label in sheet.labels if label.text]
    printed = sum(book.raw(tab, str(label.area.first)) == label.text for label in labels)
    return bool(printed) and printed >= _ENOUGH * len(labels)


def _is_pointed_at(sheet: Sheet, tab: str, targets: Mapping[str, str]) -> bool:
    """Tell whether most names of a sheet's fields point at a tab."""
    pointing = sum(targets.get(place.field) == tab for place in sheet.places)
    return bool(pointing) and pointing >= _ENOUGH * len(sheet.places)


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
