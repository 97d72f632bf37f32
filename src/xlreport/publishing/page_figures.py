"""The figures of a page by field: each exactly as printed, with where it stood. What is not certain is not taken."""

from collections.abc import Mapping
from dataclasses import field
from fnmatch import fnmatchcase

from xlreport.findings import Finding, Where, found_by
from xlreport.forms import Field
from xlreport.language import Text
from xlreport.numbers import Number, shown
from xlreport.plain_records import dataclass
from xlreport.publishing.page_blocks import Page, PageCell
from xlreport.publishing.page_words import Wording
from xlreport.publishing.printed_cells import Says, is_blank, read_cell
from xlreport.publishing.printed_heads import Columns, HeadRow, columns_of
from xlreport.publishing.printed_rows import Copy, FigureRow, copies_of
from xlreport.publishing.printed_tables import FormBlock, FormRow, FormTables, Group
from xlreport.publishing.text_rows import PlaceInText
from xlreport.rules import rule


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFigure:
    """One figure: its field or, for a group in one row, the group's id and column; no number where it is blank."""

    field: str
    number: Number | None
    raw: str
    place: PlaceInText
    column: int

    @property
    def found_at(self) -> dict[str, int]:
        """Give where it stood as data."""
        return self.place.at(self.column)


@dataclass(slots=True, kw_only=True)
class PageFigures:
    """Every figure found, by field, and what is to be told."""

    figures: dict[str, PrintedFigure] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)
    """the fields of rows that were found and could not be read"""
    sections: set[str] = field(default_factory=set)
    """the sections whose table stands on the page"""


def figures_of(page: Page, tables: FormTables, wording: Wording) -> PageFigures:
    """Read every table of the form on a page."""
    found = PageFigures()
    copies = copies_of(page, tables)
    for section in dict.fromkeys(block.section for block in tables.blocks):
        readings = [_Reading(copy, tables, wording) for copy in copies.get(section, ())]
        sound = [each for each in readings if each.figures]
        if sound:
            found.sections.add(section)
        _choose(sound or readings, section, tables, found)
    return found


def _choose(readings: "list[_Reading]", section: str, tables: FormTables, found: PageFigures) -> None:
    """Take the one printing that holds figures; where several differ take none."""
    filled = [each for each in readings if any(one.number is not None for one in each.figures.values())]
    kept = filled or readings[:1]
    if not kept:
        return
    title = next(each.heading for each in tables.form.sections if each.id == section)
    if any(_clash(kept[0].figures, other.figures) for other in kept[1:]):
        places = Text(*("、".join(_place(each.start)[language] for each in kept) for language in ("zh", "en")))
        found.findings.append(found_by(rule("W06"), Where(sheet=title, label=title), places=places, count=len(kept)))
        return
    for reading in reversed(kept):
        found.figures |= reading.figures
    found.findings += kept[0].findings
    found.unsure |= kept[0].unsure


def _clash(one: Mapping[str, PrintedFigure], other: Mapping[str, PrintedFigure]) -> bool:
    return any(one[each].number != other[each].number for each in one if each in other)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A cell with where it stood."""

    text: str
    place: PlaceInText
    number: int

    @property
    def named(self) -> Text:
        return _place(self.place, self.number)


class _Reading:
    """One printing of a section's table, read."""

    def __init__(self, copy: Copy, tables: FormTables, wording: Wording) -> None:
        self._copy, self._tables, self._wording = copy, tables, wording
        self.start = copy.rows[0].place
        self.figures: dict[str, PrintedFigure] = {}
        self.findings: list[Finding] = []
        self.unsure: set[str] = set()
        self._columns: dict[int, Columns | None] = {}
        for row in copy.rows:
            self._read(row)

    def _read(self, row: FigureRow) -> None:
        form_row = row.row or (row.group.rows[0] if row.group else None)
        if form_row is None:
            return
        block = self._tables.block_of(form_row)
        columns = self._columns_of(block, row)
        if columns is None:
            return
        cells = _cells(row, columns)
        if cells is None or (columns.broken and not _adds_up(cells, form_row)):
            self._unsure(row, form_row, len(columns.order))
            return
        if not row.alike and row.row:
            self._tell("W09", form_row, row.place, found=row.printed, expected=row.row.label)
        for target, (page_cell, number) in zip(form_row.fields, cells, strict=True):
            cell = _Cell(text=page_cell.text, place=row.place, number=number)
            if row.group:
                self._single(row.group, target, cell)
            else:
                self._take(target, cell)

    def _columns_of(self, block: FormBlock, row: FigureRow) -> Columns | None:
        if block.number not in self._columns:
            columns = columns_of(block, self._heads(row), self._tables.speller, spanned=row.spanned)
            self._columns[block.number] = columns
            if columns is None:
                expected = "、".join(field.path[-1] for field in block.rows[0].fields)
                where = Where(sheet=self._heading(block), label=self._heading(block))
                self.findings.append(found_by(rule("W07"), where, place=_place(row.place), expected=expected))
        return self._columns[block.number]

    def _heads(self, row: FigureRow) -> tuple[HeadRow, ...]:
        """Give the head of a row: just above it, else all that stands above it in this printing."""
        rows = self._copy.rows
        return row.heads or tuple(head for each in rows[: rows.index(row)] for head in each.heads)

    def _heading(self, block: FormBlock) -> str:
        return next(each.heading for each in self._tables.form.sections if each.id == block.section)

    def _unsure(self, row: FigureRow, form_row: FormRow, count: int) -> None:
        self.unsure |= {field.id for field in form_row.fields}
        said = " | ".join(cell.text or "（空）" for cell in row.tail)
        self._tell("W03", form_row, row.place, found=said, expected=str(count))

    def _tell(self, code: str, row: FormRow, place: PlaceInText, *, found: str = "", expected: str = "") -> None:
        section = self._heading(self._tables.block_of(row))
        label = row.label or section
        self.findings.append(
            found_by(rule(code), Where(sheet=section, label=label), found=found, expected=expected, place=_place(place))
        )

    def _take(self, target: Field, cell: _Cell) -> None:
        reading = read_cell(cell.text, target, signed=self._is_signed(target))
        if reading.says is Says.OTHER:
            self._odd("W04", target, cell)
            return
        if reading.says is Says.DRESSED and reading.number is not None:
            self._odd("W10", target, cell, shown(reading.number))
        self._keep(target.id, reading.number, cell)

    def _keep(self, identifier: str, number: Number | None, cell: _Cell) -> None:
        self.figures[identifier] = PrintedFigure(
            field=identifier, number=number, raw=cell.text, place=cell.place, column=cell.number
        )

    def _single(self, group: Group, target: Field, cell: _Cell) -> None:
        """Take a figure that stands for a whole group: 0 is 0 in each of its rows, another is nobody's."""
        reading = read_cell(cell.text, target)
        if reading.says is Says.OTHER:
            self._odd("W04", target, cell)
            return
        at = next(number for number, each in enumerate(group.rows[0].fields) if each is target)
        shared = group.id in self._wording.single_rows and reading.number in {0, None}
        fields = [row.fields[at].id for row in group.rows] if shared else []
        for identifier in (f"{group.id}.{target.id.rpartition('.')[2]}", *fields):
            self._keep(identifier, reading.number, cell)
        if reading.number:
            self.unsure |= {row.fields[at].id for row in group.rows}
            heading = self._heading(self._tables.block_of(group.rows[0]))
            where = Where(sheet=heading, label=f"{group.label} · {target.path[-1]}")
            self.findings.append(found_by(rule("W08"), where, found=shown(reading.number), place=cell.named))

    def _is_signed(self, target: Field) -> bool:
        return any(fnmatchcase(target.id, pattern) for pattern in self._wording.signed)

    def _odd(self, code: str, target: Field, cell: _Cell, expected: str = "") -> None:
        section = self._tables.form.section_of(target.id).heading
        where = Where(sheet=section, label=target.label, field=target.id)
        self.findings.append(found_by(rule(code), where, found=cell.text, expected=expected, place=cell.named))


def _cells(row: FigureRow, columns: Columns) -> list[tuple[PageCell, int]] | None:
    """Give the row's cells in the form's order, each with its number; None where it is not certain which they are."""
    tail = list(enumerate(row.tail, row.start))
    window = _window([(cell, number) for number, cell in tail], row, columns)
    return [window[place] for place in columns.order] if window else None


def _window(tail: list[tuple[PageCell, int]], row: FigureRow, columns: Columns) -> list[tuple[PageCell, int]] | None:
    """Give as many neighbouring cells as there are columns, with nothing but blanks beside them."""
    count = columns.count
    if len(tail) < count:
        return None
    starts = [start for start in range(len(tail) - count + 1) if _blank_beside(tail, start, count)]
    options = [tail[start : start + count] for start in starts]
    if columns.at:
        exact = [each for each in options if tuple(cell.column for cell, _ in each) == tuple(sorted(columns.at))]
        if len(exact) == 1:
            return exact[0]
    if len(options) == 1 and (len(tail) != count or not _may_be_cut(tail, row, count)):
        return options[0]
    if options and all(is_blank(cell.text) for cell, _ in tail):
        return options[-1]
    if row.widest and options:
        return options[-1]
    fitting = [each for each in options if _totals(each)]
    return fitting[0] if len(fitting) == 1 else None


def _blank_beside(tail: list[tuple[PageCell, int]], start: int, count: int) -> bool:
    beside = [*tail[:start], *tail[start + count :]]
    return all(is_blank(cell.text) for cell, _ in beside)


def _may_be_cut(tail: list[tuple[PageCell, int]], row: FigureRow, count: int) -> bool:
    """Tell whether a line of text may have lost blanks at its end, so that its first blank is another column's."""
    return not row.spanned and not row.widest and count > 1 and is_blank(tail[0][0].text)


_LEAST_SUMMED = 3


def _totals(cells: list[tuple[PageCell, int]]) -> bool:
    """Tell whether the last figure is there and is the sum of the others."""
    numbers = [cell.text.strip() for cell, _ in cells]
    if len(numbers) < _LEAST_SUMMED or not numbers[-1].isdigit():
        return False
    return all(each.isdigit() or is_blank(each) for each in numbers) and int(numbers[-1]) == sum(
        int(each) for each in numbers[:-1] if each.isdigit()
    )


def _adds_up(cells: list[tuple[PageCell, int]], row: FormRow) -> bool:
    """Tell whether a row under a broken head is proved by its own sum, block by block."""
    total = [number for number, each in enumerate(row.fields) if each.id.endswith(".total")]
    if not total:
        return False
    start = 0
    for place in total:
        if not _totals(cells[start : place + 1]):
            return False
        start = place + 1
    return start == len(cells)


def _place(place: PlaceInText, column: int = 0) -> Text:
    """Word where something stood."""
    if place.line:
        return Text(f"第 {place.line} 行", f"line {place.line}")
    at = f"第 {place.table} 张表第 {place.row} 行"
    english = f"table {place.table}, row {place.row}"
    return Text(f"{at}第 {column} 格", f"{english}, cell {column}") if column else Text(at, english)
