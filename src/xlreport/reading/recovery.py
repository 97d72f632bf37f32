"""Reads what can be read of a workbook of an older structure, or of one whose manifest is gone.

Finds each field by the file's own manifest and names, else by its printed labels: what none of them knows is taken
from nowhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from xlreport.cells import Area
from xlreport.layout import Layout
from xlreport.manifest import Manifest, parse
from xlreport.reading.book import Book
from xlreport.reading.container import container_of, open_container
from xlreport.reading.ooxml import read_book
from xlreport.reading.reader import manifest_rows, submission_of, without_manifest
from xlreport.submissions import State, Submission

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
    submission = submission_of(path, layout, book, manifest)
    named = {each.name for each in book.names if each.sheet is None}
    found = {each.field for each in submission.moved if each.by_label}
    absent = frozenset(f for f in layout.form.fields if f not in {*manifest.addresses, *named, *found})
    blank = {f: replace(submission.entries[f], state=State.BLANK, value=None, raw=None) for f in absent}
    return Recovered(
        submission=replace(submission, entries={**submission.entries, **blank}),
        foreign=tuple(_foreign(book, manifest, layout)),
        absent=absent,
    )


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
