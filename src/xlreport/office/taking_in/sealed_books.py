"""A consolidated workbook as a source: its sealed ledger, held against the sheets people see. Believes no altered row.

The figures and texts are those of the hidden copy; 明细 and 文字汇编 must still say the same.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path

from xlreport.cells import Cell as Place
from xlreport.checks import refused
from xlreport.errors import AnswersError, Refusal, XlreportError, reason
from xlreport.forms import Units, nearest
from xlreport.language import Text, either
from xlreport.layout import MANIFEST_SHEET, Layout
from xlreport.merging import Ledger, Row, UnitState, scope_word
from xlreport.merging.book.book_places import (
    EXCLUDED,
    FORMER_WORDS,
    INCLUDED,
    LEDGER_LINKS,
    LEDGER_SHEET,
    LEDGER_TOP,
    TEXTS_SHEET,
    ledger_ids,
    return_cell,
)
from xlreport.merging.book.seal import Seal, SealedRow, parse, texts_digest
from xlreport.merging.book.sheets.list_sheets import TEXTS_TOP
from xlreport.numbers import exact, stored
from xlreport.plain_records import dataclass
from xlreport.reading.book import Book
from xlreport.reading.container import open_container
from xlreport.reading.ooxml import read_book
from xlreport.rounds import SCOPES, WHOLE
from xlreport.submissions import Submission

ALTERED = Text(
    "汇总工作簿在汇总之后被改动，请用 xlreport verify 核对",
    "the consolidated workbook was altered after the consolidation; see xlreport verify",
)
TAKEN_OUT = Text("“明细”中该单位标为不计入", "明细 has this unit taken out of the totals")

_CODE, _FORMER_TEXTS = "code", 2
"""The id of a column that the ledgers of earlier editions have in a row of their own, and where their texts begin."""


class LedgerTrouble(Exception):
    """A consolidated workbook as a whole cannot be relied on."""

    def __init__(self, why: Text) -> None:
        """Keep the cause in both languages."""
        super().__init__(why.en)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedBook:
    """A consolidated workbook as a source of figures: the ledger as it was merged."""

    form: str
    edition: str
    ledger: Ledger
    taken_out: frozenset[str]
    """codes of the units whose flag 计入 stands on no"""
    altered: frozenset[str]
    """codes of the units whose line of 明细 is not as merged"""
    fingerprint: str = ""
    """the digest over the ledger, as the cover prints it"""

    @property
    def counted(self) -> tuple[Row, ...]:
        """Give the rows that count, as the flags of 明细 stand now."""
        return tuple(row for row in self.ledger.rows if row.code not in self.taken_out)

    @property
    def about(self) -> dict[str, str]:
        """Give what holds for every line of the ledger."""
        return {
            "form": self.form,
            "edition": self.edition,
            "year": self.ledger.year,
            "region": self.ledger.region,
            "draft": "yes" if self.ledger.draft else "no",
        }

    def trouble(self, code: str) -> Text | None:
        """Say why a unit's figures cannot be taken for what was reported and counted."""
        if code in self.altered:
            return ALTERED
        return TAKEN_OUT if code in self.taken_out else None


def sealed_book(path: Path, layout: Layout) -> SealedBook | None:
    """Read a workbook's ledger; None when it is no consolidated one.

    Raises LedgerTrouble when it was altered as a whole, Refusal and OSError when it cannot be read.
    """
    return ledger_of(read_book(open_container(path), {MANIFEST_SHEET, LEDGER_SHEET, TEXTS_SHEET}), layout)


def ledger_of(book: Book, layout: Layout) -> SealedBook | None:
    """Give the ledger of a read workbook, as `sealed_book` does."""
    seal = parse(list(_table(book, MANIFEST_SHEET).values()), layout)
    if seal is None:
        return None
    ledger, lines = seal.ledger, _table(book, LEDGER_SHEET)
    former = tuple(lines.get(0, ()))
    ids, sealed = former if _CODE in former else ledger_ids(seal.fields), {row.said["code"]: row for row in seal.rows}
    edition = seal.head.get("edition", "")
    top = LEDGER_TOP if edition == layout.form.edition else _first_line(lines, ids, sealed)
    seen = [dict(zip(ids, line, strict=False)) for row, line in lines.items() if row >= top and any(line)]
    whole = ledger and _is_whole(seal, book, lines, layout)
    if not ledger or not whole or sorted(each.get("code", "") for each in seen) != sorted(sealed):
        raise LedgerTrouble(ALTERED if edition == layout.form.edition else _of_another(edition, layout))
    return SealedBook(
        form=seal.head.get("form", ""),
        edition=edition,
        ledger=ledger,
        taken_out=frozenset(each["code"] for each in seen if each.get("include") == EXCLUDED),
        altered=frozenset(each["code"] for each in seen if not _is_as_sealed(each, sealed[each["code"]], seal.fields)),
        fingerprint=seal.digest,
    )


def _first_line(lines: Mapping[int, Sequence[str]], ids: Sequence[str], sealed: Container[str]) -> int:
    """The first line of the ledger of another edition, whose headers may take fewer rows: that of a sealed unit."""
    codes = ((row, dict(zip(ids, line, strict=False)).get("code", "")) for row, line in lines.items())
    return next((row for row, code in codes if code in sealed), LEDGER_TOP)


def _of_another(edition: str, layout: Layout) -> Text:
    return Text(
        f"按表样版本 {edition} 汇总，现为 {layout.form.edition}，明细不能读取；请改用当时的报送表，先用 migrate 转换",
        f"it was made by edition {edition}, not {layout.form.edition}, and its ledger cannot be read; give the "
        "submissions of then, carried over with migrate",
    )


def _is_whole(seal: Seal, book: Book, lines: Mapping[int, Sequence[str]], layout: Layout) -> bool:
    """Tell whether digest, headers and texts are as merged; the columns of another form are not known here."""
    former = lines.get(0, ())
    if seal.head.get("form") != layout.form.id:
        headed = True
    elif _CODE in former:
        headed = set(former) >= set(ledger_ids(seal.fields))
    else:
        cells = dict(zip(ledger_ids(seal.fields), lines.get(LEDGER_LINKS, ()), strict=False))
        headed = seal.head.get("edition") != layout.form.edition or _leads(cells, seal.fields, layout)
    first = _FORMER_TEXTS if _CODE in former else TEXTS_TOP
    texts = [line for row, line in _table(book, TEXTS_SHEET).items() if row >= first and any(line)]
    return headed and seal.digest == seal.true_digest and texts_digest(texts) == seal.texts


def _leads(cells: Mapping[str, str], fields: Sequence[str], layout: Layout) -> bool:
    """Tell whether over each column stands the cell of the returns that it is taken from."""
    return all(field in layout.form.fields and cells.get(field) == return_cell(layout, field) for field in fields)


def _is_as_sealed(seen: Mapping[str, str], sealed: SealedRow, fields: Sequence[str]) -> bool:
    if seen.get("include") not in {INCLUDED, EXCLUDED}:
        return False
    printed = {column: FORMER_WORDS.get(text, text) for column, text in seen.items()}
    if any(printed.get(column, "") != text for column, text in sealed.said.items()):
        return False
    if len(fields) != len(sealed.numbers):
        return False
    pairs = zip((seen.get(field, "") for field in fields), sealed.numbers, strict=True)
    return all(stored(text) == exact(hidden) for text, hidden in pairs)


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


def read_sealed(path: Path, layout: Layout) -> SealedBook:
    """Read a consolidated workbook of this form, no line of it altered; raises XlreportError saying what is wrong."""
    try:
        book = sealed_book(path, layout)
    except Refusal as refusal:
        message = refused(refusal).message
        raise XlreportError(f"{path}: {either(message.zh, message.en)}") from refusal
    except LedgerTrouble as trouble:
        raise XlreportError(f"{path}: {either(trouble.why.zh, trouble.why.en)}") from trouble
    except OSError as error:
        raise XlreportError(f"{path}: {either('不能读取', 'cannot be read')}: {reason(error)}") from error
    if book is None:
        raise XlreportError(f"{path}: {either('不是汇总工作簿', 'no consolidated workbook')}")
    if (book.form, book.edition) != (layout.form.id, layout.form.edition):
        raise XlreportError(
            f"{path}: {either('另一种表样或版本', 'another form or edition')}: {book.form}/{book.edition}"
        )
    if book.altered:
        names = "、".join(row.name for row in book.ledger.rows if row.code in book.altered)
        raise XlreportError(f"{path}: {either(ALTERED.zh, ALTERED.en)}: {names}")
    return book


def scope_named(tier: str, book: SealedBook, units: Units) -> str:
    """Give the scope that `--tier` names as the workbook prints it, the whole for ""; raises XlreportError."""
    printed = {scope_word(each, book.ledger.level(units)): each for each in SCOPES}
    if tier in units.wholes:
        return WHOLE
    if tier and tier not in printed:
        raise XlreportError(f"--tier {tier}: {either('没有此层级', 'no such tier')}; {nearest(tier, printed)}")
    return printed.get(tier, WHOLE)


def refuse_a_unit_of_it(submission: Submission, book: SealedBook) -> None:
    """Raise AnswersError when a workbook is that of a unit that the consolidated one adds up."""
    code = code_of(submission)
    if any(code == unit.code and unit.state is not UnitState.OUT_OF_SCOPE for unit in book.ledger.units if code):
        raise AnswersError(
            f"{submission.file}: "
            + either(
                f"这是汇总中的单位 {code} 的表，请用本级政府自己的表",
                "this unit is one of those added up; use the government's own workbook",
            )
        )


def code_of(submission: Submission) -> str:
    """Give the unit's code: as issued, else as typed."""
    return submission.identity.unit_code or submission.says("unit_code")
