"""同比: two years of the units beside each other, who is in which, what changed most, what breaks off. Judges none."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlreport.cells import Area, Cell
from xlreport.findings import Finding
from xlreport.forms import Field
from xlreport.layout import Label, Layout, Role
from xlreport.merging.book.book_canvas import BookCanvas, put
from xlreport.merging.book.book_places import COMPARED_SHEET, COMPARED_TOP
from xlreport.merging.book.sheets.figure_sheets import number_format
from xlreport.merging.ledgers import Ledger
from xlreport.merging.scope_totals import last_totals, last_year_lines
from xlreport.numbers import Number, shown, size

_MOST_A_FIGURE = 3
_OF_ALL_UNITS = "M06"
Numbers = Mapping[str, Number | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One unit in both years; None for a year in which it is not."""

    code: str
    name: str
    last: Numbers | None
    now: Numbers | None

    @property
    def standing(self) -> str:
        """Say in which of the years it is."""
        if self.last is None:
            return "本年新有"
        return "两年都有" if self.now is not None else "本年未计入"

    def figures(self, field: str) -> tuple[Number | None, Number | None]:
        """Give last year's figure and this year's."""
        return (self.last or {}).get(field), (self.now or {}).get(field)

    def change(self, field: str) -> Number | None:
        """Give this year's figure less last year's, None when one of the two is not known."""
        last, now = self.figures(field)
        return None if last is None or now is None else now - last

    def growth(self, field: str) -> Decimal | None:
        """Give the change in parts of last year's figure, None when there is no such part."""
        last, change = self.figures(field)[0], self.change(field)
        return Decimal(change) / Decimal(last) if last and change is not None else None


def pairs(ledger: Ledger) -> tuple[Pair, ...]:
    """Give every unit that counts this year, in the ledger's order, then those that only last year has."""
    before = {each.code: each for each in ledger.before}
    here = [
        Pair(
            code=row.code,
            name=row.name,
            last=before[row.code].numbers if row.code in before else None,
            now=row.numbers,
        )
        for row in ledger.rows
    ]
    counted = {row.code for row in ledger.rows}
    gone = (each for each in ledger.before if each.code not in counted)
    return (*here, *(Pair(code=each.code, name=each.name, last=each.numbers, now=None) for each in gone))


def largest(every: Sequence[Pair], fields: Iterable[str]) -> Iterator[tuple[str, Pair]]:
    """Give per field the units whose figure changed most, largest first; none that did not change."""
    for field in fields:
        changed = [(size(change), pair) for pair in every if (change := pair.change(field))]
        changed.sort(key=lambda each: -each[0])
        yield from ((field, pair) for _, pair in changed[:_MOST_A_FIGURE])


def one_sided(every: Iterable[Pair], awaited: Collection[str], field: str) -> str:
    """Say how much of a figure's change comes from units that only one of the years has; nothing where none does.

    `awaited` are the codes of those that are due and not in: last year's sum is without them, so they change nothing.
    """
    known = tuple(every)
    new = [pair.figures(field)[1] for pair in known if pair.last is None]
    gone = [pair.figures(field)[0] for pair in known if pair.now is None and pair.code not in awaited]
    open_ = [pair.figures(field)[0] for pair in known if pair.now is None and pair.code in awaited]
    said = (("新有", "+", "", new), ("本年没有的", "-", "", gone), ("尚未计入的", "", "上年 ", open_))
    return "；".join(
        f"{what} {len(figures)} 个单位 {before}{sign}{shown(total)}{'，未比' if before else ''}"
        for what, sign, before, figures in said
        if (total := sum(number or 0 for number in figures))
    )


def breaks(ledger: Ledger, layout: Layout) -> Iterator[tuple[str, Finding]]:
    """Give the findings about figures that do not follow on last year's, each with its unit's name."""
    codes = {line.relation.code for line in last_year_lines(layout)}
    counted = {row.file for row in ledger.rows}
    for line in ledger.files:
        if line.file in counted:
            yield from ((line.name, finding) for finding in line.findings if finding.code in codes)
    yield from (("", finding) for finding in ledger.findings if finding.code == _OF_ALL_UNITS)


_WIDTHS = (18, 48, 13, 13, 13, 10, 44, 11)
_TOTALS = ("表", "栏目", "上年", "本年", "增减", "增减比例", "其中：只有一年有的单位")
_UNITS = ("单位代码", "单位名称", "上年", "本年", "增减", "增减比例", "栏目", "两年情况")
_BREAKS = ("规则", "单位", "实为", "应为")
_UNKNOWN = "没有上年数字。可用 xlreport merge --previous 指明上年的汇总工作簿或报送，也可写在 xlreport.toml 中。"
_FIRST_FIGURE, _LAST = 2, len(_WIDTHS) - 1


def draw(canvas: BookCanvas) -> None:
    """Draw the sheet."""
    drawn = canvas.page(COMPARED_SHEET, _WIDTHS, landscape=True)
    canvas.title(drawn, COMPARED_SHEET, len(_WIDTHS))
    drawn.fit_to_pages(1, 0)
    if not canvas.at.compared:
        canvas.labels(drawn, [Label(area=Area.of(Cell(1, 0), 1, len(_WIDTHS)), text=_UNKNOWN, role=Role.NOTE)])
        return
    fields, every = canvas.at.layout.form.compared, pairs(canvas.ledger)
    row = _totals(canvas, drawn, every)
    below = row
    row = _pairs(canvas, drawn, row + 1, "二、变化最大的单位（每项数字前三个）", largest(every, fields))
    row = _breaks(canvas, drawn, row + 1)
    # All figures and all units are for the screen: on paper what changed and what does not follow on.
    drawn.print_area(below, 0, row, _LAST)
    drawn.repeat_rows(0)
    listed = ((field, pair) for field in fields for pair in every)
    end = _pairs(canvas, drawn, row + 1, "四、各单位（可按栏目或单位筛选）", listed)
    drawn.autofilter(row + 2, 0, end - 1, _LAST)


def _heading(canvas: BookCanvas, drawn: Any, row: int, text: str, headers: Iterable[str]) -> int:
    """Write a part's heading and its headers; give the row below them."""
    canvas.labels(drawn, [Label(area=Area.of(Cell(row, 0), 1, len(_WIDTHS)), text=text, role=Role.PART)])
    canvas.row(drawn, row + 1, headers, canvas.styles.role(Role.HEADER))
    return row + 2


def _totals(canvas: BookCanvas, drawn: Any, every: Sequence[Pair]) -> int:
    """Write last year's totals, and what of a change units of one year alone make; the rest are formulas."""
    at, form, ledger = canvas.at, canvas.at.layout.form, canvas.ledger
    title = f"一、合计：上年 {len(ledger.comparable)} 个单位，本年 {len(ledger.rows)} 个单位"
    if apart := len(ledger.before) - len(ledger.comparable):
        title += f"（本年应纳入而尚未计入的 {apart} 个单位，上年的数也不比）"
    _heading(canvas, drawn, COMPARED_TOP - 2, title, _TOTALS)
    last = last_totals(ledger.comparable, form)
    compared = {each.code for each in ledger.comparable}
    awaited = {each.code for each in ledger.before} - compared
    for field in form.numbers:
        cell = at.last(field.id)
        words = (form.section_of(field.id).sheet, field.label)
        canvas.wrapped(drawn, cell.row, words, canvas.styles.role(Role.ROW), _WIDTHS)
        put(drawn, cell, last[field.id], _figure(canvas, field))
        said = one_sided(every, awaited, field.id)
        put(drawn, cell.shifted(columns=4), said, canvas.styles.role(Role.ROW))
    for formula in canvas.formulas[COMPARED_SHEET]:
        growth = formula.key[0] == "growth"
        canvas.formula(drawn, formula, _share(canvas) if growth else _figure(canvas, form.fields[formula.field]))
    return COMPARED_TOP + len(form.numbers)


def _figure(canvas: BookCanvas, field: Field) -> Any:
    return canvas.styles.shown(align="right", num_format=number_format(field), text_wrap=False)


def _share(canvas: BookCanvas) -> Any:
    return canvas.styles.shown(align="right", num_format="0.00%", text_wrap=False)


def _pairs(canvas: BookCanvas, drawn: Any, row: int, title: str, listed: Iterable[tuple[str, Pair]]) -> int:
    """Write one row a figure and unit; give the row below the last."""
    words = canvas.styles.shown(align="left", num_format="@", text_wrap=False)
    row = first = _heading(canvas, drawn, row, title, _UNITS)
    for row, (identifier, pair) in enumerate(listed, first):  # the last one is asked for below
        field = canvas.at.layout.form.fields[identifier]
        last, now, change = *pair.figures(identifier), pair.change(identifier)
        canvas.row(drawn, row, (pair.code, pair.name), words)
        for column, figure in enumerate((last, now, change), _FIRST_FIGURE):
            put(drawn, Cell(row, column), figure, _figure(canvas, field))
        put(drawn, Cell(row, _FIRST_FIGURE + 3), pair.growth(identifier), _share(canvas))
        for column, text in enumerate((field.label, pair.standing), _FIRST_FIGURE + 4):
            put(drawn, Cell(row, column), text, words)
    return row + 1


def _breaks(canvas: BookCanvas, drawn: Any, row: int) -> int:
    """Write what does not follow on last year's figures, with the reason where one was given."""
    words = canvas.styles.shown(align="left", valign="top", num_format="@")
    row = first = _heading(canvas, drawn, row, "三、与上年不衔接的数字（有说明的一并列出）", _BREAKS)
    canvas.labels(drawn, [_problem(row - 1, "问题", Role.HEADER)])
    for row, (unit, finding) in enumerate(breaks(canvas.ledger, canvas.at.layout), first):
        canvas.row(drawn, row, (finding.code, unit, finding.found, finding.expected), words)
        reason = f"（说明：{finding.reason}）" if finding.reason else ""
        canvas.labels(drawn, [_problem(row, f"{finding.message.zh}{reason}", Role.ROW)])
        drawn.set_row(row, 34)
    return row + 1


def _problem(row: int, text: str, role: Role) -> Label:
    return Label(area=Area(Cell(row, len(_BREAKS)), Cell(row, _LAST)), text=text, role=role)
