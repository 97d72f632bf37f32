"""A consolidated workbook being drawn: pages, cells and formulas. Text is always written as text."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlreport.cells import Area, Cell, quoted
from xlreport.drawing import BAD, HIGHEST_ROW, Styles, lines_needed, printed, takes_one_line
from xlreport.drawing.look import A4, SOFT, TAB_AND_PAGES
from xlreport.drawing.look import LINK as LINK_COLOUR
from xlreport.errors import XlreportError
from xlreport.language import either
from xlreport.layout import Label, Role
from xlreport.merging.book.book_places import COVER_SHEET, Places
from xlreport.merging.book.formula_parts import Formula, Key
from xlreport.merging.book.results import Result
from xlreport.merging.book.seal import Lines
from xlreport.merging.inbox import unpacked
from xlreport.merging.ledgers import Ledger
from xlreport.numbers import Number
from xlreport.plain_records import dataclass

PROTECTION = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
UNDER = "-"
"""The text of a link before the cell's own value is written over it: one and the same, so that the file stays small."""
DRAFT = "试汇总，不得上报"
LINK = {"font_color": LINK_COLOUR, "underline": 1}
MOST_LINKS = 65_000
"""Links of one sheet, a few fewer than the 65,530 that Excel takes."""
_BACK = "← 封面"
_LONGEST_LINK, _LONGEST_TIP = 1_000, 100
"""Characters, of which an emoji is two."""
_LONGEST_TEXT = 32_767
"""Characters of a cell, of which an emoji is two."""
_SURELY_FITS = _LONGEST_TEXT // 2
"""Characters of a text of which each may be two of those."""
_IN_A_LINK = {ord(each): f"%{ord(each):02x}" for each in '%#? "<>[]^`{}'}
"""What a file's name may hold and a link may not; xlsxwriter leaves a link alone that looks escaped already."""
_TITLE_HEIGHT = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class BookCanvas:
    """What the sheets are drawn from and on."""

    book: Any
    styles: Styles
    ledger: Ledger
    at: Places
    results: Mapping[Key, Result]
    formulas: Mapping[str, tuple[Formula, ...]]
    """by sheet"""
    seal: Lines
    texts: Iterable[tuple[str, ...]]

    def page(self, name: str, widths: Sequence[float], *, landscape: bool = False) -> Any:
        """Add a protected A4 sheet with these column widths."""
        drawn = self.book.add_worksheet(name)
        drawn.hide_gridlines(2)
        drawn.set_paper(A4)
        drawn.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        if landscape:
            drawn.set_landscape()
        drawn.center_horizontally()
        who = printed(self.ledger.region, f"　{self.ledger.year}")
        draft = f'&C&"宋体,Bold"&14{DRAFT}' if self.ledger.draft else ""
        if draft:
            drawn.set_tab_color(BAD)
        drawn.set_header(f"&L{who}{draft}&R{printed(self.at.layout.form.title, ' 汇总')}")
        drawn.set_footer(TAB_AND_PAGES)
        for column, width in enumerate(widths):
            drawn.set_column(column, column, width)
        drawn.set_row(0, _TITLE_HEIGHT)
        drawn.protect("", PROTECTION)
        return drawn

    def labels(self, drawn: Any, labels: Iterable[Label]) -> None:
        """Write printed labels, merged where they span cells."""
        for label in labels:
            merged(drawn, label.area, label.text, self.styles.role(label.role))

    def title(self, drawn: Any, text: str, columns: int) -> None:
        """Write a sheet's title over its first row."""
        self.labels(drawn, [Label(area=Area.of(Cell(0, 0), 1, columns), text=self.marked(text), role=Role.TITLE)])
        drawn.set_row(0, 30)

    def back(self, drawn: Any, hint: str = "") -> None:
        """Write below a sheet's title the way back to 封面, and what can be done here."""
        small = {"font_size": 9, "text_wrap": False, "align": "left"}
        drawn.write_url(1, 0, internal(COVER_SHEET, Cell(0, 0)), self.styles.format(**small, **LINK), string=_BACK)
        if hint:
            put(drawn, Cell(1, 1), hint, self.styles.format(**small, font_color=SOFT))
        drawn.set_row(1, 18)

    def marked(self, text: str) -> str:
        """Give a title, which says so if this is a draft."""
        return f"{text}（{DRAFT}）" if self.ledger.draft else text

    @property
    def whereabouts(self) -> str:
        """Say where the returns lie that the links lead to, for whoever has a copy without them."""
        if not self.ledger.inbox:
            return "没有指明报送件放在哪里，数字不带链接"
        files = self.ledger.files
        return (
            f"报送件在本工作簿所在文件夹的 {self.ledger.inbox}，链接由此打开；单独发出的一份打不开链接，"
            "请向汇总单位索取这个文件夹或文件包"
            + ("；压缩包里的先解到同名文件夹" if any(unpacked(each.file) != each.file for each in files) else "")
        )

    def link_to(self, drawn: Any, cell: Cell, file: str, place: str = "") -> None:
        """Let a cell, whose value is written by itself, lead to a place of a file in the inbox, if that is known.

        No link leads into an archive: it leads to where the file lies once that is unpacked, as it is in a bundle.
        """
        if self.ledger.inbox and file:
            path = f"{self.ledger.inbox}{unpacked(file)}".translate(_IN_A_LINK)
            first = "" if unpacked(file) == file else "先把压缩包解到同名文件夹，再"
            target = f"external:{path}" + (f"#{place}" if place else "")
            if len(target) <= _LONGEST_LINK:
                link(drawn, cell, target, f"{first}打开 {file}"[:_LONGEST_TIP])

    def row(self, drawn: Any, row: int, values: Iterable[Number | str | None], style: Any) -> None:
        """Write values side by side in one style."""
        for column, value in enumerate(values):
            put(drawn, Cell(row, column), value, style)

    def line(
        self,
        drawn: Any,
        row: int,
        values: Sequence[Number | str | None],
        styles: tuple[Any, ...],
        widths: Sequence[float] = (),
    ) -> None:
        """Write a whole row from the first column on, each value in its style: nothing else may be written into it.

        With `widths` the row is as high as the longest of the texts needs; a column of none is not looked at.
        """
        height = self.height(_texts(values, widths)) if widths else None
        fitting = [_fitting(each) if isinstance(each, str) and len(each) > _SURELY_FITS else each for each in values]
        drawn.write_line(row, fitting, styles, height)

    def wrapped(
        self,
        drawn: Any,
        row: int,
        values: Sequence[Number | str | None],
        style: Any,
        widths: Sequence[float],
    ) -> None:
        """Write values side by side, the row as high as the longest of them needs."""
        self.row(drawn, row, values, style)
        drawn.set_row(row, self.height(_texts(values, widths)))

    @staticmethod
    def height(texts: Iterable[tuple[str, float]]) -> float:
        """Give the height of a row that holds texts in columns of these widths."""
        return min(14.0 * max((lines_needed(text, width) for text, width in texts), default=1) + 4, HIGHEST_ROW)

    def formula(self, drawn: Any, formula: Formula, style: Any) -> None:
        """Write a formula with its true result."""
        result = self.results[formula.key]
        cached = float(result) if isinstance(result, Decimal) else result
        _done(drawn.write_formula(formula.cell.row, formula.cell.column, formula.text, style, cached), formula.text)


def _texts(values: Iterable[Number | str | None], widths: Iterable[float]) -> list[tuple[str, float]]:
    pairs = zip(values, widths, strict=False)
    return [
        (value, width)
        for value, width in pairs
        if width and isinstance(value, str) and not takes_one_line(value, width)
    ]


def link(drawn: Any, cell: Cell, target: str, tip: str | None = None) -> None:
    """Let a cell lead somewhere, as long as a sheet may have one more link."""
    if drawn.hlink_count < MOST_LINKS:
        drawn.write_link(cell.row, cell.column, target, UNDER, tip)


def internal(sheet: str, cell: Cell) -> str:
    """Give a link to a cell of the workbook."""
    return f"internal:{quoted(sheet)}!{cell}"


def merged(drawn: Any, area: Area, text: str, style: Any) -> None:
    """Write a text over an area."""
    if area.first == area.last:
        put(drawn, area.first, text, style)
    else:
        cells = (area.first.row, area.first.column, area.last.row, area.last.column)
        drawn.merge_range(*cells, _fitting(text), style)


def put(drawn: Any, cell: Cell, value: Number | str | None, style: Any) -> None:
    """Write one value; of a text as much as a cell holds: no return is to stop a merge by what it says at length."""
    match value:
        case None | "":
            drawn.write_blank(cell.row, cell.column, None, style)
        case int() | Decimal():
            drawn.write_number(cell.row, cell.column, value, style)
        case _:
            _done(drawn.write_string(cell.row, cell.column, _fitting(value), style), value)


def _fitting(text: str) -> str:
    half = _SURELY_FITS
    return text if len(text) <= half or len(text.encode("utf-16-le")) <= 2 * _LONGEST_TEXT else f"{text[: half - 1]}……"


def _done(code: int, text: str) -> None:
    """Refuse what xlsxwriter would drop with no more than a number."""
    if code:
        raise XlreportError(
            f"{either('文字过长，写不进单元格', f'too long for a cell, {len(text)} characters')}: {text[:40]}…"
        )
