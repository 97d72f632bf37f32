"""Last year's figures out of a consolidated workbook's 明细. A row unlike its hidden copy is not believed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlreport.cells import Cell as Place
from xlreport.language import Text
from xlreport.layout import MANIFEST_SHEET, Layout
from xlreport.merging.places import INCLUDED, LEDGER_HEAD, LEDGER_SHEET, LEDGER_TOP
from xlreport.merging.seal import Seal, SealedRow, parse
from xlreport.numbers import Number, exact, stored
from xlreport.reading.book import Book

_ALTERED = Text(
    "汇总工作簿在汇总之后被改动，请用 xlreport verify 核对",
    "the consolidated workbook was altered after the merge; see xlreport verify",
)
_TAKEN_OUT = Text("“明细”中该单位标为不计入", "明细 has this unit taken out of the totals")


class LedgerTrouble(Exception):
    """A consolidated workbook as a whole cannot be relied on."""

    def __init__(self, why: Text) -> None:
        """Keep the cause in both languages."""
        super().__init__(why.en)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One unit of 明细 with the figures that this year's form shows."""

    code: str
    name: str
    figures: Mapping[str, Number]
    trouble: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedBook:
    """A consolidated workbook as a source of figures."""

    form: str
    edition: str
    year: str
    rows: tuple[LedgerRow, ...]


def ledger_of(book: Book, layout: Layout) -> SealedBook | None:
    """Read 明细; None when the workbook is no consolidated one; raises LedgerTrouble when it was altered as a whole."""
    seal = parse(list(_table(book, MANIFEST_SHEET).values()))
    if seal is None:
        return None
    lines = _table(book, LEDGER_SHEET)
    ids = tuple(lines.get(0, ()))
    head = tuple(identifier for identifier, _, _ in LEDGER_HEAD)
    if seal.digest != seal.true_digest or ids[: len(head)] != head:
        raise LedgerTrouble(_ALTERED)
    sealed = {row.said["code"]: row for row in seal.rows}
    found = [dict(zip(ids, line, strict=False)) for row, line in lines.items() if row >= LEDGER_TOP and any(line)]
    if sorted(each.get("code", "") for each in found) != sorted(sealed):
        raise LedgerTrouble(_ALTERED)
    numbers = [identifier for identifier in ids[len(head) :] if identifier]
    rows = tuple(_row(said, sealed[said["code"]], numbers, layout) for said in found)
    return _book(seal, rows)


def _book(seal: Seal, rows: tuple[LedgerRow, ...]) -> SealedBook:
    head = seal.head
    return SealedBook(form=head.get("form", ""), edition=head.get("edition", ""), year=head.get("year", ""), rows=rows)


def _row(said: Mapping[str, str], sealed: SealedRow, numbers: Sequence[str], layout: Layout) -> LedgerRow:
    hidden = dict(zip(numbers, sealed.numbers, strict=False))
    shown = {each.id: each.last_of for each in layout.form.fields.values() if each.last_of in hidden}
    figures = {identifier: stored(said.get(before, "")) for identifier, before in shown.items()}
    same = all(figures[identifier] == exact(hidden[before]) for identifier, before in shown.items())
    trouble = None if said.get("include") == INCLUDED else _TAKEN_OUT
    if not same or len(numbers) != len(sealed.numbers) or said.get("name") != sealed.said["name"]:
        trouble = _ALTERED
    known = {identifier: number for identifier, number in figures.items() if number is not None}
    return LedgerRow(code=said["code"], name=sealed.said["name"], figures=known, trouble=trouble)


def _table(book: Book, sheet: str) -> dict[int, list[str]]:
    """Give a sheet's filled rows as texts, by 0-based number, each without holes."""
    rows: dict[int, dict[int, str]] = {}
    for ref, cell in book.cells[sheet].filled.items() if sheet in book.cells else ():
        place = Place.parse(ref)
        rows.setdefault(place.row, {})[place.column] = cell.raw or ""
    return {row: list(_dense(rows[row])) for row in sorted(rows)}


def _dense(cells: Mapping[int, str]) -> Iterator[str]:
    for column in range(max(cells, default=-1) + 1):
        yield cells.get(column, "")
