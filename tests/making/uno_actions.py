"""Does in LibreOffice what a person does with the keyboard, and tells what came of it.

Run by the Python that LibreOffice's `uno` belongs to, not by pytest: the standard library and uno only.
Takes JSON on standard input, {"socket": ..., "visits": [[url, [action, ...]], ...]}; gives JSON with one answer per
action. Each visit loads its workbook anew, hidden, and saves nothing. Typing that may be refused wants a visit of its
own, and other typing one a sheet: LibreOffice 7.4 without a screen ends when a second cell is typed into after an error
box or on another sheet.
"""

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from typing import Any

import uno  # type: ignore[import-not-found]  # makes com.sun.star importable
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.lang import DisposedException, IllegalArgumentException  # type: ignore[import-not-found]

from uno_connecting import Office


def main() -> None:
    """Make one visit after the other."""
    asked = json.load(sys.stdin)
    office = Office(asked["socket"])
    answers = [_visit(office, url, actions) for url, actions in asked["visits"]]
    json.dump(answers, sys.stdout)
    sys.stdout.flush()
    with suppress(DisposedException):
        office.desktop.terminate()
    # All is said. Taking the bridge down at the interpreter's own end can crash, once LibreOffice has gone.
    os._exit(0)


def _visit(office: Office, url: str, actions: list[list[Any]]) -> list[Any]:
    book = office.desktop.loadComponentFromURL(url, "_blank", 0, (_property("Hidden", value=True),))
    sheet = cache(book.Sheets.getByName)  # to ask for a sheet or a cell takes longer than to put a value there
    area = cache(lambda name, cells: sheet(name).getCellRangeByName(cells))
    try:
        return [_done(office, book, sheet(name), partial(area, name), action, *rest) for action, name, *rest in actions]
    finally:
        book.close(True)  # noqa: FBT003  # UNO knows no keywords


def _done(office: Office, book: Any, drawn: Any, area_of: Callable[[str], Any], action: str, *rest: Any) -> Any:
    match action, rest:
        case "enter", (cell, text):
            return _entered(office, book, drawn, area_of(cell), text)
        case "unprotect", (password,):
            return _unprotected(drawn, password)
        case "put", (cell, value):
            return _put(area_of(cell), value)
        case "invalid", ():
            return _invalid(drawn)
        case "sort", (area, column):
            return _sorted(area_of(area), column)
        case "hide", (area, number):
            return _hidden(area_of(area), number)
        case "read", (areas,):
            return [_values(area_of(area)) for area in areas]
        case "results", (places,):
            return _results(book, places)
        case _:
            raise ValueError(f"no such action: {action} {rest}")


def _entered(office: Office, book: Any, drawn: Any, cell: Any, text: str) -> list[str]:
    """Type into a cell as a person would; gives what the cell held before and after."""
    controller = book.CurrentController
    controller.setActiveSheet(drawn)
    controller.select(cell)
    before = cell.Formula
    office.do(book, "EnterString", _property("StringName", text))
    return [before, cell.Formula]


def _unprotected(drawn: Any, password: str) -> bool:
    """Try to take a sheet's protection off; tells whether it is off now."""
    try:
        drawn.unprotect(password)
    except IllegalArgumentException:
        return False
    return not drawn.isProtected()


def _put(cell: Any, value: Any) -> None:
    """Put a value into a cell past every validation, as pasting does."""
    match value:
        case None:
            cell.setString("")
        case str():
            cell.setString(value)
        case _:
            cell.setValue(float(value))


def _invalid(drawn: Any) -> list[str]:
    """Let LibreOffice circle the cells that break their validation, and give their names."""
    drawn.clearArrows()
    drawn.showInvalid()
    page = drawn.DrawPage
    anchors = [page.getByIndex(number).Anchor for number in range(page.Count)]
    return sorted({anchor.AbsoluteName.rpartition(".")[2].replace("$", "") for anchor in anchors})


def _sorted(area: Any, column: int) -> None:
    """Sort the rows of an area by one of its columns, 0-based, from the largest down."""
    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.Field, field.IsAscending = column, False
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    area.sort((_property("SortFields", fields), _property("ContainsHeader", value=False)))


def _hidden(area: Any, number: int) -> None:
    """Hide the first rows of an area, as a filter does."""
    for row in range(number):
        area.Rows.getByIndex(row).IsVisible = False


def _values(area: Any) -> list[Any]:
    return [value for row in area.getDataArray() for value in row]


def _results(book: Any, places: list[list[str]]) -> list[Any]:
    """Work everything out again and give what these cells show: numbers, or text; "error" for an error value."""
    book.calculateAll()
    shown = {name: _whole(book.Sheets.getByName(name)) for name in dict(places)}
    return [_value_at(shown[sheet], cell) for sheet, cell in places]


def _whole(drawn: Any) -> Any:
    """Give every cell of a sheet in one go, by row from A1: asking for each would take longer than the sums do."""
    cursor = drawn.createCursor()
    cursor.gotoEndOfUsedArea(False)  # noqa: FBT003  # UNO knows no keywords
    end = cursor.RangeAddress
    return drawn.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getDataArray()


def _value_at(rows: Any, cell: str) -> Any:
    letters = cell.rstrip("0123456789")
    row, column = int(cell.removeprefix(letters)), 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    value = rows[row - 1][column - 1]
    return "error" if value is None else value


def _property(name: str, value: Any) -> Any:
    return PropertyValue(name, 0, value, 0)


if __name__ == "__main__":
    main()
