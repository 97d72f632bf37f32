"""The consolidated workbook in itself: ledger against hidden copy, formulas as written, results from the ledger."""

from collections.abc import Iterator

from xlreport.cells import Cell
from xlreport.findings import Finding, Where, found_by
from xlreport.layout import MANIFEST_SHEET, Layout
from xlreport.manifest import structure
from xlreport.merging.book.places import (
    CHARTS_SHEET,
    COMPARED_SHEET,
    CONTROL_SHEET,
    COVER_SHEET,
    EXCLUDED,
    INCLUDED,
    LEDGER_HEAD,
    LEDGER_SHEET,
    LEDGER_TOP,
    TEXTS_SHEET,
    Places,
)
from xlreport.merging.book.seal import Seal, parse
from xlreport.merging.proof.charts import changed_charts
from xlreport.merging.proof.formulas import changed_formulas
from xlreport.merging.proof.reader import Loaded, as_number, as_text
from xlreport.merging.proof.rows import Found, ledger_rows, unit_of
from xlreport.rules import rule

_HEAD = tuple(identifier for identifier, _, _ in LEDGER_HEAD)
_LABELS = {identifier: label for identifier, label, _ in LEDGER_HEAD}
_SAID = _HEAD[1:]
_NEEDED = (COVER_SHEET, LEDGER_SHEET, TEXTS_SHEET, COMPARED_SHEET, CHARTS_SHEET, CONTROL_SHEET)


def read_seal(book: Loaded, layout: Layout) -> Seal | None:
    """Read the manifest sheet; None when there is none of a consolidated workbook."""
    if not book.has(MANIFEST_SHEET):
        return None
    rows = book.formulas[MANIFEST_SHEET].iter_rows(values_only=True)
    return parse(([as_text(value) for value in row] for row in rows), layout)


def inside(book: Loaded, seal: Seal, layout: Layout) -> Iterator[Finding]:
    """Give every finding about the workbook in itself."""
    at = seal.places(layout)
    yield from _form(seal, layout)
    yield from _digests(book, seal, at)
    if seal.ledger is None:
        return
    needed = (*_NEEDED, *(sheet.name for sheet in at.sheets))
    gone = [name for name in needed if not book.has(name)]
    yield from (found_by(rule("V14"), Where(sheet=name), expected=name) for name in gone)
    if gone:
        return
    rows = ledger_rows(book, seal, at)
    yield from _headers(book, at)
    yield from _rows(rows, seal)
    yield from _ledger_cells(rows, at)
    yield from _flags(rows)
    yield from changed_formulas(book, rows, seal, at)
    yield from changed_charts(book, at)


def _form(seal: Seal, layout: Layout) -> Iterator[Finding]:
    expected = {"form": layout.form.id, "edition": layout.form.edition, "structure": structure(layout)}
    for what, word in expected.items():
        if seal.head.get(what) != word:
            where = Where(sheet=MANIFEST_SHEET)
            yield found_by(rule("V02"), where, found=seal.head.get(what, ""), expected=word, what=what)


def _digests(book: Loaded, seal: Seal, at: Places) -> Iterator[Finding]:
    cell = at.cover("digest")
    printed = book.text(COVER_SHEET, cell) if book.has(COVER_SHEET) else ""
    said = [(Where(sheet=MANIFEST_SHEET, cell="B1"), seal.digest), (Where(sheet=COVER_SHEET, cell=str(cell)), printed)]
    for where, digest in said:
        if digest != seal.true_digest:
            yield found_by(rule("V03"), where, found=digest, expected=seal.true_digest, sheet=where.sheet)


def _headers(book: Loaded, at: Places) -> Iterator[Finding]:
    for field in at.layout.form.numbers:
        place, column = at.layout.places[field.id], at.columns[field.id]
        for row, expected in enumerate((field.id, f"{place.sheet}!{place.cell}", field.label)):
            found = book.text(LEDGER_SHEET, Cell(row, column))
            if found != expected:
                where = Where(sheet=LEDGER_SHEET, cell=str(Cell(row, column)), label=field.label, field=field.id)
                yield found_by(rule("V11"), where, found=found, expected=expected)


def _rows(rows: list[Found], seal: Seal) -> Iterator[Finding]:
    answered = {id(found.sealed) for found in rows}
    for number, sealed in enumerate(seal.rows):
        if id(sealed) not in answered:
            where = Where(sheet=LEDGER_SHEET, cell=str(Cell(LEDGER_TOP + number, 0)))
            yield found_by(rule("V04"), where, expected=unit_of(sealed))
    for found in rows:
        if found.sealed is None:
            where = Where(sheet=LEDGER_SHEET, cell=str(Cell(found.row, 0)))
            shown = " ".join(filter(None, (found.text(_HEAD.index("code")), found.text(_HEAD.index("name")))))
            yield found_by(rule("V05"), where, found=shown or found.text(0))
        elif found.row >= LEDGER_TOP + len(seal.rows):
            where = Where(sheet=LEDGER_SHEET, cell=str(Cell(found.row, 0)))
            last = str(LEDGER_TOP + len(seal.rows))
            yield found_by(rule("V45"), where, unit=unit_of(found.sealed), found=str(found.row + 1), expected=last)


def _ledger_cells(rows: list[Found], at: Places) -> Iterator[Finding]:
    """Compare each cell of 明细 with the hidden copy."""
    for found in rows:
        if found.sealed is None:
            continue
        for column, identifier in enumerate(_SAID, 1):
            yield from _compare(found, column, "", _LABELS[identifier], found.sealed.said.get(identifier, ""))
        for field, number in zip(at.layout.form.numbers, found.sealed.numbers, strict=False):
            yield from _compare(found, at.columns[field.id], field.id, field.label, number)


def _compare(found: Found, column: int, field: str, label: str, expected: str) -> Iterator[Finding]:
    shown = found.text(column)
    is_number = not field or not shown or as_number(found.values[column]) is not None
    if shown == expected and is_number:
        return
    where = Where(sheet=LEDGER_SHEET, cell=str(Cell(found.row, column)), label=label, field=field)
    unit = unit_of(found.sealed) if found.sealed else ""
    quoted = shown if is_number else f"“{shown}”"
    yield found_by(rule("V06"), where, found=quoted or "（空）", expected=expected or "（空）", unit=unit)


def _flags(rows: list[Found]) -> Iterator[Finding]:
    for found in rows:
        where = Where(sheet=LEDGER_SHEET, cell=str(Cell(found.row, 0)), label=_LABELS["include"])
        unit = unit_of(found.sealed) if found.sealed else found.text(_HEAD.index("code"))
        flag = found.text(0)
        if flag == EXCLUDED:
            yield found_by(rule("V09"), where, found=flag, expected=INCLUDED, unit=unit)
        elif flag != INCLUDED:
            yield found_by(rule("V10"), where, found=flag or "（空）", expected=f"{INCLUDED}/{EXCLUDED}", unit=unit)
