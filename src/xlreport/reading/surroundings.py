"""What stands around the answers: hidden inputs, merges, lost validations, comments, links. Judges nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from xlreport.cells import Area, Cell, ranges
from xlreport.layout import Layout, Place
from xlreport.reading.book import Book, Filled, SheetInfo
from xlreport.submissions import Surroundings

_CELLS_LOOKED_AT = 1_000
_AREAS_LOOKED_AT = 5_000
_VALIDATIONS_LOOKED_AT = 500_000
_MERGES_TOLD = 200
_CELLS_MERGED = 20_000
"""Of all merged areas of a sheet, up to which each is looked at; more are gone through row by row."""
_TEXTS_TOLD = 5
_LONGEST_TOLD = 20


def surroundings_of(layout: Layout, book: Book, places: Mapping[str, Place]) -> Surroundings:
    """Look around the fields at the places where they are now."""
    as_issued = (layout.places[field] is place for field, place in places.items())
    unmoved = places is layout.places or (len(places) == len(layout.places) and all(as_issued))
    inputs, taken, known = _issued_inputs(layout) if unmoved else _inputs(layout, places)
    named = {each.name for each in layout.sheets}
    own = [sheet for sheet in book.sheets if sheet.name in named]
    merged = {
        sheet.name: list(islice(_strange_merges(book, sheet, inputs, taken, known), _MERGES_TOLD)) for sheet in own
    }
    return Surroundings(
        hidden={sheet.name: cells for sheet in own if (cells := _hidden(sheet, inputs)) is not None},
        merged={name: ",".join(map(str, areas)) for name, areas in merged.items() if areas},
        covered={name: texts for name, areas in merged.items() if (texts := _texts(book, name, areas))},
        unvalidated={
            sheet.name: cells
            for sheet in own
            if (
                cells := _as_issued(layout, sheet.name, sheet.validations)
                if unmoved
                else _unvalidated(layout, sheet.name, sheet.validations, places)
            )
        },
        comments={sheet.name: left for sheet in own if (left := sheet.comments - sheet.own_comments)},
        external_links=book.external_links,
        macro_project=book.macro_project,
        macro_sheets=book.macro_sheets,
        embedded=book.embedded,
    )


Inputs = tuple[Mapping[str, list[Cell]], Mapping[str, frozenset[str]], Collection[str]]


def _inputs(layout: Layout, places: Mapping[str, Place]) -> Inputs:
    """Give the cells of the inputs by sheet, their names, and the merged areas that the form's own wide fields are."""
    cells: dict[str, list[Cell]] = {}
    for field, place in places.items():
        if field not in layout.form.computed:
            cells.setdefault(place.sheet, []).extend(place.area)
    wide = {field: issued.span for field, issued in layout.places.items() if issued.span > 1}
    names = {sheet: frozenset(map(str, own)) for sheet, own in cells.items()}
    return (
        cells,
        names,
        {str(replace(place, span=wide[field]).merged) for field, place in places.items() if field in wide},
    )


@lru_cache(maxsize=4)
def _issued_inputs(layout: Layout) -> Inputs:
    return _inputs(layout, layout.places)


def _hidden(sheet: SheetInfo, inputs: Mapping[str, list[Cell]]) -> str | None:
    """Give the hidden inputs of a sheet as ranges, "" when the whole sheet is hidden; None when none is."""
    own = inputs.get(sheet.name, [])
    if own and sheet.state != "visible":
        return ""
    all_shown = sheet.only_rows is None and sheet.only_columns is None
    if all_shown and not sheet.hidden_rows and not sheet.hidden_columns:
        return None
    cells = [cell for cell in own if sheet.hides(cell)]
    return ranges(cells) if cells else None


def _strange_merges(
    book: Book,
    sheet: SheetInfo,
    inputs: Mapping[str, list[Cell]],
    names: Mapping[str, frozenset[str]],
    known: Collection[str],
) -> Iterator[Area]:
    """Give the merged areas over inputs, or over content that nobody sees: the form's own have neither."""
    held = book.cells[sheet.name].filled
    if (small := _small_merges(sheet.merges)) is not None:
        taken = names.get(sheet.name, frozenset())
        for area, name, first, under in small:
            if name not in known and (
                first in taken or any(ref in taken or ((cell := held.get(ref)) and cell.raw) for ref in under)
            ):
                yield area
        return
    yield from _strange_large(held, sheet, inputs.get(sheet.name, []), known)


@lru_cache(maxsize=128)
def _small_merges(merges: tuple[str, ...]) -> tuple[tuple[Area, str, str, tuple[str, ...]], ...] | None:
    """Give each merged area with its name, its first cell and the cells under it; None for more than a form has."""
    areas = [area for area in _areas(" ".join(merges)) if area.first != area.last]
    if sum(area.rows * area.columns for area in areas) > _CELLS_MERGED:
        return None
    return tuple((area, str(area), str(area.first), tuple(map(str, islice(area, 1, None)))) for area in areas)


def _strange_large(
    held: Mapping[str, Filled], sheet: SheetInfo, own: Collection[Cell], known: Collection[str]
) -> Iterator[Area]:
    filled = [Cell.parse(ref) for ref, cell in held.items() if cell.raw]
    wanted = {*own, *filled}
    if not wanted:
        return
    around, rows, taken = _around(wanted), _by_row(wanted), set(own)
    for area in _areas(" ".join(sheet.merges)):
        if area.first == area.last or str(area) in known or not area.overlaps(around):
            continue
        under = [each for each in _cells_within(area, rows, around) if each in taken or each != area.first]
        if under:
            yield area


def _around(cells: Collection[Cell]) -> Area:
    """Give the one area that holds all the cells."""
    rows, columns = [cell.row for cell in cells], [cell.column for cell in cells]
    return Area(Cell(min(rows), min(columns)), Cell(max(rows), max(columns)))


def _by_row(cells: Iterable[Cell]) -> dict[int, list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return rows


def _cells_within(area: Area, rows: Mapping[int, list[Cell]], around: Area) -> Iterator[Cell]:
    for row in range(max(area.first.row, around.first.row), min(area.last.row, around.last.row) + 1):
        yield from (each for each in rows.get(row, ()) if area.first.column <= each.column <= area.last.column)


def _texts(book: Book, sheet: str, areas: Iterable[Area]) -> tuple[str, ...]:
    """Give the first few texts that stand in merged areas beside their first cell."""
    held = book.cells[sheet].filled
    found: list[str] = []
    for area in islice(areas, _AREAS_LOOKED_AT):
        for place in islice(area, 1, _CELLS_LOOKED_AT):
            cell = held.get(str(place))
            if cell is not None and cell.raw:
                found.append(f"{place}={cell.raw[:_LONGEST_TOLD]}")
            if len(found) == _TEXTS_TOLD:
                return tuple(found)
    return tuple(found)


@lru_cache(maxsize=64)
def _as_issued(layout: Layout, sheet: str, validations: tuple[tuple[str, str], ...]) -> str:
    """Give the inputs that lack a validation where every field is where it was issued: the same in many workbooks."""
    return _unvalidated(layout, sheet, validations, layout.places)


def _unvalidated(
    layout: Layout, sheet: str, validations: tuple[tuple[str, str], ...], places: Mapping[str, Place]
) -> str:
    """Give the inputs that were issued with a data validation and have none."""
    issued = [
        cell
        for field, place in places.items()
        if place.sheet == sheet and _is_validated(layout, field)
        for cell in place.area
    ]
    if not issued:
        return ""
    lacking, around = _by_row(issued), _around(issued)
    areas = _areas(" ".join(cells for _, cells in validations))
    for area in islice(areas, _VALIDATIONS_LOOKED_AT):
        if area.overlaps(around):
            for cell in list(_cells_within(area, lacking, around)):
                lacking[cell.row].remove(cell)
    # Where not all were looked at nothing is said of what is lacking.
    return "" if next(areas, None) else ranges(cell for row in lacking.values() for cell in row)


def _is_validated(layout: Layout, identifier: str) -> bool:
    field = layout.form.fields[identifier]
    return identifier not in layout.form.computed and not field.issued and not field.last_of


def _areas(references: str) -> Iterator[Area]:
    for each in references.split():
        try:
            yield Area.parse(each.replace("$", ""))
        except ValueError:
            continue
