"""An area's own workbook read a second time: its totals added up from its 明细, whom it counts. Believes no total."""

from dataclasses import dataclass
from pathlib import Path

from xlreport.findings import Finding, Severity
from xlreport.layout import Layout
from xlreport.merging.book.places import INCLUDED, LEDGER_SHEET, Places
from xlreport.merging.book.seal import Seal
from xlreport.merging.deciding.areas import area_of
from xlreport.merging.proof.formulas import as_found
from xlreport.merging.proof.inside import inside, read_seal
from xlreport.merging.proof.reader import Unreadable, glanced, load, openpyxl_guarded
from xlreport.merging.proof.rows import Found, ledger_rows
from xlreport.merging.proof.sums import added_up
from xlreport.merging.records import Area
from xlreport.numbers import Number, held, whole
from xlreport.rounds import WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRead:
    """What an area's workbook says to the second reader; `findings` are the errors of the workbook in itself."""

    seal: Seal
    places: Places
    rows: tuple[Found, ...]
    """those of 明细 that count"""
    numbers: dict[str, Number]
    at: dict[str, str]
    """by field, the cell of 汇总 that shows it"""
    carried: Area
    findings: tuple[Finding, ...]


def area_read(path: Path, layout: Layout) -> AreaRead:
    """Read an area's workbook; raises Unreadable when it is none of this form."""
    book = load(path)
    with openpyxl_guarded():
        seal = read_seal(book, layout)
        if seal is None or seal.ledger is None or not book.has(LEDGER_SHEET):
            raise Unreadable("no consolidated workbook of this form")
        at = seal.places(layout)
        rows = tuple(row for row in ledger_rows(book, seal, at) if row.text(0) == INCLUDED)
        errors = tuple(each for each in inside(book, seal, layout) if each.severity is Severity.ERROR)
        lines = [as_found(row, at) for row in rows]
    codes = {row.sealed.said["code"] for row in rows if row.sealed}
    totals = {field.id: at.totals[WHOLE, field.id] for field in layout.form.numbers}
    return AreaRead(
        seal=seal,
        places=at,
        rows=rows,
        numbers={field.id: held(whole(added_up(lines, field))) for field in layout.form.numbers},
        at={field: f"{place.sheet}!{place.cell}" for field, place in totals.items()},
        carried=area_of(seal.ledger, [row for row in seal.ledger.rows if row.code in codes]),
        findings=errors,
    )


def registered_in(path: Path, layout: Layout) -> set[str]:
    """Give the SHA-256 of every file that an area's workbook has a line for; none where it is no such workbook."""
    try:
        book = glanced(path)
        with openpyxl_guarded():
            seal = read_seal(book, layout)
    except Unreadable:
        return set()
    return {sha256 for _, sha256, _ in seal.files if sha256} if seal else set()
