"""Reads what can be read of a workbook of an older structure, or of one whose manifest is gone.

Finds each field by the file's own manifest and names, else by its printed labels: what none of them knows is taken
from nowhere.
"""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from xlreport.cells import Area, Cell, ranges
from xlreport.layout import CHECK_HEADERS, CHECKS_SHEET, CheckLine, Layout, Place
from xlreport.manifest import Manifest, parse
from xlreport.plain_records import dataclass
from xlreport.reading.book import Book
from xlreport.reading.by_labels import is_open, places_by_labels
from xlreport.reading.container import container_of, open_container
from xlreport.reading.ooxml import read_book
from xlreport.reading.reader import manifest_rows, submission_of, without_manifest
from xlreport.reading.sheets import as_issued, renamed_sheets
from xlreport.submissions import Moved, State, Submission

_LARGEST_FIELD = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A filled field of the old workbook that the form does not ask."""

    field: str
    place: str
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What was read of an old or damaged workbook: what the form asks, and what it does not."""

    submission: Submission
    foreign: tuple[Foreign, ...]
    absent: frozenset[str]
    """fields of the form that neither the file's manifest nor its names nor its labels know"""


def recover(path: Path, layout: Layout, content: bytes | None = None) -> Recovered:
    """Read a workbook by its own manifest, names and labels; raises Refusal when it has none, or is no workbook."""
    book = read_book(open_container(path) if content is None else container_of(path, content))
    manifest = parse(manifest_rows(book)) or without_manifest(book, layout)
    if manifest.identity.edition in {"", layout.form.edition}:
        submission = submission_of(path, layout, book, manifest)
    else:
        submission = _of_another_edition(path, book, manifest, layout)
    labelled = {each.field for each in submission.moved if each.by_label}
    absent = layout.form.fields.keys() - _addressed(book, manifest) - labelled
    blank = {f: replace(submission.entries[f], state=State.BLANK, value=None, raw=None, shows=None) for f in absent}
    return Recovered(
        submission=replace(submission, entries={**submission.entries, **blank}),
        foreign=tuple(_foreign(book, manifest, layout)),
        absent=frozenset(absent),
    )


def _printed(layout: Layout, book: Book, known: Collection[str]) -> dict[str, tuple[str, str]]:
    """Give the sheet and the cells of the fields that only the labels of another edition lead to."""
    found = places_by_labels(layout, as_issued(book, renamed_sheets(layout, book)))
    return {field: (place.sheet, str(place.area)) for field, place in found.items() if field not in known}


def _by_label(field: str, sheet: str, cells: str) -> Moved:
    place = f"{sheet}!{cells}"
    return Moved(field=field, followed=place, by_manifest="", by_name="", by_label=place)


def _places(manifest: Manifest, layout: Layout) -> dict[str, Place]:
    """Give where another edition has its fields: where its own manifest says, whatever is printed there."""
    places = {}
    for field in layout.form.fields.keys() & manifest.addresses.keys():
        sheet, cells = manifest.addresses[field]
        with suppress(ValueError):
            area = Area.parse(cells)
            if area.rows * area.columns <= _LARGEST_FIELD:
                places[field] = Place(field=field, sheet=sheet, area=area)
    return places


def _of_another_edition(path: Path, book: Book, manifest: Manifest, layout: Layout) -> Submission:
    """Read what another edition keeps elsewhere: no address is wrong, and only open cells hold a clerk's words."""
    addressed = _addressed(book, manifest)
    printed = {} if manifest.addresses else _printed(layout, book, addressed)
    led = replace(manifest, addresses={**manifest.addresses, **printed})
    issued = replace(layout, places={**layout.places, **_places(led, layout)})
    submission = submission_of(path, issued, book, led)
    known = [entry for field, entry in submission.entries.items() if field in {*addressed, *printed}]
    reasons, taken = _reasons(book, layout)
    taken |= {(entry.sheet, cell) for entry in known for cell in entry.area}
    extra = {
        name: (ranges(strange),)
        for name, cells in book.cells.items()
        if (
            strange := [
                cell
                for ref, held in cells.filled.items()
                for cell in [Cell.parse(ref)]
                if held.raw and is_open(book, name, cell) and (name, cell) not in taken
            ]
        )
    }
    moved = tuple(_by_label(field, *at) for field, at in printed.items())
    return replace(submission, reasons=reasons, extra_cells=extra, formulas=(), moved=moved)


def _addressed(book: Book, manifest: Manifest) -> set[str]:
    """Give the fields that the file's manifest or its names know."""
    return {*manifest.addresses, *(each.name for each in book.names if each.sheet is None)}


def _reasons(book: Book, layout: Layout) -> tuple[dict[int, str], set[tuple[str, Cell]]]:
    """Find each line's 说明 by the code and the words printed in its row; gives the cells they stand in too.

    A row whose 说明 is a formula repeats a line for the reader, and is none.
    """
    filled = {
        Cell.parse(ref): held
        for ref, held in (book.cells[CHECKS_SHEET].filled.items() if CHECKS_SHEET in book.cells else ())
    }
    columns = {cell.column for cell, held in filled.items() if (held.raw or "").startswith(_REASON)}
    repeated = {cell.row for cell, held in filled.items() if cell.column in columns and held.formula is not None}
    rows: dict[int, dict[int, str]] = {}
    for cell, held in filled.items():
        if cell.row not in repeated:
            rows.setdefault(cell.row, {})[cell.column] = held.raw or ""
    lines = [(number, line, _words(line, layout)) for number, line in enumerate(layout.lines)]
    reasons: dict[int, str] = {}
    taken: set[tuple[str, Cell]] = set()
    for row, texts in sorted(rows.items()):
        fitting = [each for each in lines if each[2] <= set(texts.values())]
        said = [(column, texts[column]) for column in columns if texts.get(column, "").strip()]
        if fitting:
            lines.remove(fitting[0])
            taken |= {(CHECKS_SHEET, Cell(row, column)) for column, _ in said}
            reasons.update((fitting[0][0], text) for _, text in said)
    return reasons, taken


_REASON = CHECK_HEADERS[8].partition("（")[0]


def _words(line: CheckLine, layout: Layout) -> set[str]:
    """Give what any edition prints in a line: its rule's code, and of what it speaks."""
    about = line.statement.about or layout.form.fields[line.statement.left[0].field].label
    return {line.code, about}


def _foreign(book: Book, manifest: Manifest, layout: Layout) -> Iterator[Foreign]:
    for field, (sheet, cells) in manifest.addresses.items():
        if field in layout.form.fields:
            continue
        try:
            area = Area.parse(cells)
        except ValueError:
            continue
        if area.rows * area.columns > _LARGEST_FIELD:
            continue
        raws = [each.raw for cell in area if (each := book.cell(sheet, str(cell))) and each.raw]
        if raws:
            yield Foreign(field=field, place=f"{sheet}!{cells}", raw="\n".join(raws))
