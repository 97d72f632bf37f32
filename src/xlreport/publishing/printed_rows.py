"""The rows of figures on a page, each with the form's row it is by its own label, gathered into whole tables.

A table that goes on in the next one is one; a row that comes again begins another copy. No figure is read here.
"""

from collections.abc import Iterator
from dataclasses import field, replace

from xlreport.plain_records import dataclass
from xlreport.publishing.from_text import figure_like
from xlreport.publishing.page_blocks import Page, PageCell
from xlreport.publishing.printed_cells import is_blank
from xlreport.publishing.printed_heads import HeadRow
from xlreport.publishing.printed_tables import FormBlock, FormRow, FormTables, Group
from xlreport.publishing.spelling import Spelt, plain
from xlreport.publishing.text_rows import PageRow, PlaceInText, text_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A row that holds figures of the form: which row or group it is, its label as printed, and the cells after it."""

    row: FormRow | None
    group: Group | None
    printed: str
    alike: bool
    tail: tuple[PageCell, ...]
    start: int
    """the number of the first cell of the tail, counted from 1"""
    place: PlaceInText
    spanned: bool
    widest: bool
    heads: tuple[HeadRow, ...] = ()
    """the header rows that stand between it and the row of figures before"""


@dataclass(slots=True, kw_only=True)
class Copy:
    """One printing of a section's table: its rows of figures, each with the header rows above it."""

    section: str
    rows: list[FigureRow] = field(default_factory=list)

    def has(self, row: FormRow | None, group: Group | None) -> bool:
        """Tell whether a row is in it already."""
        return any(each.row is row and each.group is group for each in self.rows)


def copies_of(page: Page, tables: FormTables) -> dict[str, list[Copy]]:
    """Gather, section by section, every printing of its table."""
    gathering = _Gathering(tables)
    for row in _rows(page, tables):
        gathering.take(row)
    return gathering.copies


class _Gathering:
    """The state of a walk down the page."""

    def __init__(self, tables: FormTables) -> None:
        self._tables = tables
        self._pending: list[HeadRow] = []
        self._before: FormRow | None = None
        self._group: Group | None = None
        self.copies: dict[str, list[Copy]] = {}

    def take(self, row: PageRow) -> None:
        told = [self._tables.speller.tell(cell.text) if not _is_figure(cell) else None for cell in row.cells]
        if not row.words and (found := self._figures(row, told)) is not None:
            self._add(found)
        elif any(told):
            self._pending.append(row.cells)

    def _figures(self, row: PageRow, told: list[Spelt | None]) -> FigureRow | None:
        """Give a row of figures, None for a row that holds headers or belongs to something else."""
        last = max((place for place, spelt in enumerate(told) if spelt), default=-1)
        if last < 0:
            return self._unlabelled(row)
        spelt = told[last]
        tail = row.cells[last + 1 :]
        if not tail or not (any(figure_like(cell.text) for cell in tail) or self._is_row(spelt)):
            return None
        for each in told[:last]:
            self._group = self._group_of(each) or self._group
        form_row, group = self._meant(spelt) if spelt else (None, None)
        if form_row is None and group is None:
            return None
        return FigureRow(
            row=form_row,
            group=group,
            printed=row.cells[last].text,
            alike=bool(spelt and spelt.alike),
            tail=tail,
            start=last + 2,
            place=row.place,
            spanned=row.spanned,
            widest=row.widest,
        )

    def _is_row(self, spelt: Spelt | None) -> bool:
        """Tell a row of the form, whatever its cells hold, from a header: its word heads no column, or is numbered."""
        if spelt is None or spelt.word not in self._tables.rows:
            return False
        return spelt.word not in self._tables.heads or bool(spelt.numbering)

    def _unlabelled(self, row: PageRow) -> FigureRow | None:
        """Give the row of a table whose rows have no labels, when just its head was seen."""
        blocks = [block for block in self._tables.blocks if not block.rows[0].word]
        for block in blocks:
            if not any(figure_like(cell.text) for cell in row.cells) or not self._heads(block):
                continue
            if all(is_blank(cell.text) or figure_like(cell.text) for cell in row.cells):
                return FigureRow(
                    row=block.rows[0],
                    group=None,
                    printed="",
                    alike=True,
                    tail=row.cells,
                    start=1,
                    place=row.place,
                    spanned=row.spanned,
                    widest=row.widest,
                )
        return None

    def _heads(self, block: FormBlock) -> bool:
        """Tell whether the header rows just seen are those of a block."""
        text = "".join(plain(cell.text) for row in self._pending for cell in row)
        return bool(self._pending) and all(text.count(word[-1]) for word in set(block.leaves)) and _half(block, text)

    def _group_of(self, spelt: Spelt | None) -> Group | None:
        groups = self._tables.groups.get(spelt.word, ()) if spelt else ()
        return groups[0] if groups else None

    def _meant(self, spelt: Spelt) -> tuple[FormRow | None, Group | None]:
        """Decide which row of the form a label is: by its word, and where that heads a column too by its numbering."""
        rows = self._tables.rows.get(spelt.word, ())
        group = self._group_of(spelt)
        if spelt.numbering.startswith("(") and group is None and rows and rows[0].groups:
            group = self._shortened(spelt)
        if group is not None and (not rows or spelt.numbering.startswith("(")) and not _is_row(rows, spelt):
            self._group = group
            return None, group
        if len(rows) == 1 and (spelt.word not in self._tables.heads or self._follows(rows[0], spelt)):
            return rows[0], None
        return None, None

    def _shortened(self, spelt: Spelt) -> Group | None:
        """Give the group whose label only begins so, as 其他 for 其他处理."""
        found = [
            group for word, groups in self._tables.groups.items() for group in groups if word.startswith(spelt.word)
        ]
        return found[0] if len(found) == 1 else None

    def _follows(self, row: FormRow, spelt: Spelt) -> bool:
        """Tell whether a label that also heads a column is the row: numbered as it, or next to the row before."""
        numbered = self._tables.speller.tell(row.label)
        if spelt.numbering and numbered and spelt.numbering.strip("(),.、") == numbered.numbering.strip("(),.、"):
            return True
        return self._before is not None and self._before.place == row.place - 1

    def _add(self, found: FigureRow) -> None:
        row = found.row or (found.group.rows[0] if found.group else None)
        if row is None:
            return
        section = row.fields[0].section
        copies = self.copies.setdefault(section, [])
        if not copies or copies[-1].has(found.row, found.group):
            copies.append(Copy(section=section))
        copies[-1].rows.append(replace(found, heads=tuple(self._pending)))
        self._pending = []
        self._before = found.row


def _is_row(rows: tuple[FormRow, ...], spelt: Spelt) -> bool:
    """Tell whether a label in brackets is a row with that very numbering, as （七）总计."""
    return any(plain(row.label).startswith(spelt.numbering) for row in rows)


def _half(block: FormBlock, text: str) -> bool:
    """Tell whether at least half of the characters of a block's columns stand in a text."""
    wanted = "".join(block.leaves)
    return sum(1 for character in wanted if character in text) * 2 >= len(wanted)


def _is_figure(cell: PageCell) -> bool:
    return cell.continued or is_blank(cell.text) or figure_like(cell.text)


def _rows(page: Page, tables: FormTables) -> Iterator[PageRow]:
    if page.container == "text":
        yield from text_rows(page, tables)
        return
    for block in page.tables:
        widest = max(map(len, block.rows), default=0)
        for number, cells in enumerate(block.rows, 1):
            place = PlaceInText(table=block.number, row=number)
            yield PageRow(cells=cells, place=place, spanned=block.spanned, widest=len(cells) == widest)
