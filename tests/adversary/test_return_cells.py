"""A return's values straight from its parts are those that openpyxl gives, whatever was done to the file."""

import io

import openpyxl

from corruption import CORRUPTIONS
from filled import LAYOUT, SOURCES, filled
from xlreport.proof.return_cells import ReturnCells
from xlreport.proof.returns import ByOpenpyxl, Reread, reread_of
from xlreport.proof.second_reader import Unreadable, openpyxl_guarded

LARGEST = 64 * 2**20
LEAST_SHARE = 0.75
"""Of the changed files, how many are read without openpyxl."""


def plainly(content: bytes) -> list[Reread] | None:
    """What the parts say; None where openpyxl is asked in their place."""
    try:
        with openpyxl_guarded():
            return reread_of(ReturnCells(content, LARGEST), LAYOUT.form)
    except Unreadable:
        return None


def by_openpyxl(content: bytes) -> list[Reread] | None:
    """What openpyxl says; None where it says nothing."""
    try:
        with openpyxl_guarded():
            return reread_of(ByOpenpyxl(content), LAYOUT.form)
    except Unreadable:
        return None


def test_each_changed_return_reads_alike() -> None:
    """Every corruption of the set, and the file itself: the same numbers, places and texts, or openpyxl is asked."""
    given = filled(next(iter(SOURCES)))
    read = 0
    for content in (given.content, *(each.change(given) for each in CORRUPTIONS)):
        plain = plainly(content)
        if plain is not None:
            read += 1
            assert plain == by_openpyxl(content)
    assert plainly(given.content) is not None
    assert read > LEAST_SHARE * len(CORRUPTIONS)


def test_a_return_that_openpyxl_saved_reads_alike() -> None:
    """It writes other parts, names and blanks; dates on the cover stay no figures."""
    book = openpyxl.load_workbook(io.BytesIO(filled(next(iter(SOURCES))).content))
    out = io.BytesIO()
    book.save(out)
    assert plainly(out.getvalue()) == by_openpyxl(out.getvalue())
    assert plainly(out.getvalue()) is not None
