"""The consolidated workbook: every number a live formula over the ledger. Decides nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from xlreport.drawing import Styles, parts_traced, parts_written, pieces_written, property_text
from xlreport.layout import MANIFEST_SHEET, Layout
from xlreport.merging.book.book_canvas import PROTECTION, BookCanvas
from xlreport.merging.book.book_places import places_of
from xlreport.merging.book.formula_parts import Formula
from xlreport.merging.book.live_formulas import formulas
from xlreport.merging.book.results import results
from xlreport.merging.book.seal import KIND, sealed
from xlreport.merging.book.sheets import chart_sheet, compared_sheet, control_sheet, cover_page
from xlreport.merging.book.sheets.collected_requests import draw_requests
from xlreport.merging.book.sheets.figure_sheets import draw_sums
from xlreport.merging.book.sheets.ledger_sheet import draw_ledger
from xlreport.merging.book.sheets.list_sheets import TextRows, draw_findings, draw_register, draw_texts
from xlreport.merging.ledgers import Ledger
from xlreport.storage import Purpose

CONSOLIDATED = Purpose(name="merge", ending=".xlsx")
SHEETS = (
    cover_page.draw,
    draw_sums,
    draw_ledger,
    draw_texts,
    draw_register,
    draw_requests,
    draw_findings,
    compared_sheet.draw,
    chart_sheet.draw,
    control_sheet.draw,
)
"""The visible sheets, in the order of the workbook."""


def consolidated(ledger: Ledger, layout: Layout) -> tuple[bytes, str]:
    """Give the bytes of the consolidated workbook and its digest; the same ledger gives the same bytes."""
    pieces, digest = consolidated_pieces(ledger, layout)
    return b"".join(pieces), digest


def consolidated_pieces(ledger: Ledger, layout: Layout) -> tuple[Iterator[bytes], str]:
    """Give the same bytes in pieces, to be written down one after the other, and the digest."""
    draw, digest = _drawing(ledger, layout)
    return pieces_written(draw, replace(CONSOLIDATED, subject=subject_of(ledger)).stamped_parts), digest


def consolidated_parts(ledger: Ledger, layout: Layout) -> Mapping[str, bytes]:
    """Give the parts of that workbook by their names, not packed and without the stamp of a written file."""
    return parts_written(_drawing(ledger, layout)[0])


def consolidated_traces(ledger: Ledger, layout: Layout) -> Mapping[str, bytes]:
    """Give the same parts for a comparison: of large ones no more than their digests is kept."""
    return parts_traced(_drawing(ledger, layout)[0])


def _drawing(ledger: Ledger, layout: Layout) -> tuple[Callable[[Any], None], str]:
    """Give what draws the workbook, and its digest."""
    at = places_of(ledger, layout)
    texts = TextRows(ledger, layout)
    seal = sealed(ledger, layout, texts)
    by_sheet = defaultdict[str, list[Formula]](list)
    for formula in formulas(at):
        by_sheet[formula.sheet].append(formula)

    def draw(book: Any) -> None:
        canvas = BookCanvas(
            book=book,
            styles=Styles(book),
            ledger=ledger,
            at=at,
            results=results(ledger, at),
            seal=seal,
            texts=texts,
            formulas={sheet: tuple(each) for sheet, each in by_sheet.items()},
        )
        for sheet in SHEETS:
            sheet(canvas)
        _manifest(canvas)
        _properties(canvas)

    return draw, seal.digest


def subject_of(ledger: Ledger) -> str:
    """Give what a consolidated workbook is about: another region's or year's is not replaced by it."""
    return f"{ledger.region} {ledger.year}"


def _manifest(canvas: BookCanvas) -> None:
    drawn = canvas.book.add_worksheet(MANIFEST_SHEET)
    for row, texts in enumerate(canvas.seal.taken()):
        drawn.write_line(row, texts, (None,) * len(texts))
    drawn.protect("", PROTECTION)
    drawn.very_hidden()


def _properties(canvas: BookCanvas) -> None:
    form = canvas.at.layout.form
    said = {
        "kind": KIND,
        "form": form.id,
        "edition": form.edition,
        "year": canvas.ledger.year,
        "region": canvas.ledger.region,
        "digest": canvas.seal.digest,
    }
    for name, text in said.items():
        if text:
            canvas.book.set_custom_property(f"xlreport.{name}", property_text(text), "text")
