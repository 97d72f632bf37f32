"""同比: two years of the units beside each other, who is in which, what changed most, what breaks off. Judges none."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlreport.cells import Area, Cell
from xlreport.drawing.look import HEI, LINE, NOTABLE, SOFT, THIN, THIS_YEAR, WARN
from xlreport.findings import Finding
from xlreport.forms import Field, Kind
from xlreport.layout import Layout, Role
from xlreport.merging.book.book_canvas import BookCanvas, merged, put
from xlreport.merging.book.book_places import COMPARED_PARTS, COMPARED_SHEET, COMPARED_TOP
from xlreport.merging.book.formula_parts import Formula
from xlreport.merging.ledgers import Ledger
from xlreport.merging.scope_totals import last_totals, last_year_lines
from xlreport.numbers import Number, shown, size
from xlreport.plain_records import dataclass

_MOST_A_FIGURE = 2
_OF_ALL_UNITS = "M06"
_BOTH = "两年都有"
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
        return _BOTH if self.now is not None else "本年未计入"

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


_NAME, _GRID, _GAP = 28, 6.6, 2
_ALL = (
    ("表", 11),
    ("栏目", 48),
    ("上年", 13),
    ("本年", 13),
    ("增减", 13),
    ("增减比例", 10),
    ("其中：只有一年有的单位", 44),
)
_MAIN = ("上年", "本年", "增减", "比例", "减少", "增加", "变化最大的单位", "其中：只有一年有的单位")
_BREAKS = (("规则", 0, 1), ("单位", 1, 4), ("问题", 5, 12), ("实为", 17, 3), ("应为", 20, 3))
_UNKNOWN = "没有上年数字。可用 xlreport merge --previous 指明上年的汇总工作簿或报送，也可写在 xlreport.toml 中。"
_COUNT, _AMOUNT = '#,##0;-#,##0;"–"', '#,##0.00##;-#,##0.00##;"–"'
_CHANGE, _AMOUNT_CHANGE = '+#,##0;-#,##0;""', '+#,##0.00##;-#,##0.00##;""'
_LEAST_CHANGE, _LEAST_SHARE = 5, Decimal("0.1")
"""A change of at least so much, and at least this part of last year's figure, is to be noticed."""


def draw(canvas: BookCanvas) -> None:
    """Draw the sheet: main figures, what does not follow on, each unit; at the right all figures, for the screen."""
    at = canvas.at
    widths = (_NAME, *([_GRID] * (at.compared_columns - 1)), _GAP, *(width for _, width in _ALL))
    drawn = canvas.page(COMPARED_SHEET, widths, landscape=True)
    put(drawn, Cell(0, 0), canvas.marked("与上年比较"), canvas.styles.heading())
    if not at.compared:
        canvas.back(drawn, _UNKNOWN)
        return
    every = pairs(canvas.ledger)
    canvas.back(drawn, _of_whom(canvas.ledger))
    _main(canvas, drawn, every)
    row = _breaks(canvas, drawn, COMPARED_TOP + len(at.layout.form.compared) + 1)
    end = _units(canvas, drawn, row + 1, every)
    _all_figures(canvas, drawn, every)
    for formula in canvas.formulas[COMPARED_SHEET]:
        canvas.formula(drawn, formula, _style(canvas, formula))
    drawn.freeze_panes(2, 1)
    drawn.repeat_rows(0, 1)
    drawn.print_area(0, 0, end, at.compared_columns - 1)
    drawn.fit_to_pages(1, 0)


def _of_whom(ledger: Ledger) -> str:
    """Say how many units are compared, and of how many last year's figures are left out."""
    text = f"上年 {len(ledger.comparable)} 个单位，本年 {len(ledger.rows)} 个单位"
    apart = len(ledger.before) - len(ledger.comparable)
    return text + (f"；本年应纳入而尚未计入的 {apart} 个单位，上年的数也不比" if apart else "")


def _heading(canvas: BookCanvas, drawn: Any, row: int, text: str) -> None:
    put(drawn, Cell(row, 0), text, canvas.styles.role(Role.PART))
    drawn.set_row(row, 24)


def _main(canvas: BookCanvas, drawn: Any, every: Sequence[Pair]) -> None:
    """Write the lines of the figures that units are compared by; the figures are formulas."""
    at, form = canvas.at, canvas.at.layout.form
    _heading(canvas, drawn, COMPARED_TOP - 2, "一、主要数字")
    put(drawn, Cell(COMPARED_TOP - 1, 0), "项目", canvas.styles.list_head())
    for (first, columns), text in zip(COMPARED_PARTS, _MAIN, strict=True):
        merged(drawn, Area.of(Cell(COMPARED_TOP - 1, first), 1, columns), text, canvas.styles.list_head(align="center"))
    said = canvas.styles.listed(font_size=9, font_color=SOFT)
    awaited = _awaited(canvas.ledger)
    for field in form.compared:
        row, label = at.compared_cell(field, 0).row, form.fields[field].label
        put(drawn, Cell(row, 0), label, canvas.styles.listed(font_size=9.5))
        changed = "；".join(_changed(pair, field) for _, pair in largest(every, [field]))
        words = (changed, one_sided(every, awaited, field))
        for part, (first, columns) in enumerate(COMPARED_PARTS):
            area = Area.of(Cell(row, first), 1, columns)
            merged(drawn, area, words[part - _WORDS] if part >= _WORDS else "", said)
        rooms = (4 * _GRID + 4, 5 * _GRID + 4)
        drawn.set_row(row, canvas.height([(label, _NAME), *zip(words, rooms, strict=True)]))


_WORDS = 6
"""The first part of a line that is no formula."""


def _changed(pair: Pair, field: str) -> str:
    change = pair.change(field) or 0
    return f"{pair.name} {'＋' if change > 0 else '－'}{shown(size(change))}"


def _awaited(ledger: Ledger) -> set[str]:
    """Give the codes of the units whose figures of last year are not compared."""
    return {each.code for each in ledger.before} - {each.code for each in ledger.comparable}


def _style(canvas: BookCanvas, formula: Formula) -> Any:
    """Give the format of a figure, a share or a bar."""
    amount = canvas.at.layout.form.fields[formula.field].kind is Kind.AMOUNT
    plain = {"align": "right", "indent": 0, "text_wrap": False}
    match formula.key[0]:
        case "growth":
            return canvas.styles.listed(**plain, num_format="+0.0%;-0.0%;0.0%", font_color=SOFT)
        case "less":
            return canvas.styles.listed(**plain, font_size=8, font_color=NOTABLE)
        case "more":
            return canvas.styles.listed(**{**plain, "align": "left"}, font_size=8, font_color=THIS_YEAR)
        case "change":
            return canvas.styles.listed(**plain, num_format=_AMOUNT_CHANGE if amount else _CHANGE)
        case _:
            return canvas.styles.listed(**plain, num_format=_AMOUNT if amount else _COUNT)


def _all_figures(canvas: BookCanvas, drawn: Any, every: Sequence[Pair]) -> None:
    """Write all figures behind the printed part: last year's total, and what units of one year make of a change."""
    at, form = canvas.at, canvas.at.layout.form
    left = at.compared_columns + 1
    title = f"四、全部 {len(form.numbers)} 个数字（只在屏幕上）"
    put(drawn, Cell(COMPARED_TOP - 2, left), title, canvas.styles.role(Role.PART))
    for column, (text, _) in enumerate(_ALL, left):
        put(drawn, Cell(COMPARED_TOP - 1, column), text, canvas.styles.list_head())
    last, awaited = last_totals(canvas.ledger.comparable, form), _awaited(canvas.ledger)
    style = canvas.styles.listed(text_wrap=False)
    for field in form.numbers:
        cell, amount = at.last(field.id), field.kind is Kind.AMOUNT
        put(drawn, cell.shifted(columns=-2), form.section_of(field.id).sheet, style)
        put(drawn, cell.shifted(columns=-1), field.label, style)
        figure = canvas.styles.listed(
            align="right", indent=0, text_wrap=False, num_format=_AMOUNT if amount else _COUNT
        )
        put(drawn, cell, last[field.id], figure)
        put(drawn, cell.shifted(columns=4), one_sided(every, awaited, field.id), style)


def _units(canvas: BookCanvas, drawn: Any, row: int, every: Sequence[Pair]) -> int:
    """Write a line a unit: this year's figure and its change, last year's in brackets where it has no other."""
    fields = [canvas.at.layout.form.fields[field] for field in canvas.at.layout.form.compared]
    _heading(canvas, drawn, row, "三、各单位（本年、比上年增减；〔〕为上年的数，本年没有计入）")
    head = canvas.styles.list_head(align="center", indent=0, font_size=9)
    merged(drawn, Area.of(Cell(row + 1, 0), 2), "单位", canvas.styles.list_head())
    for number, field in enumerate(fields):
        merged(drawn, Area.of(Cell(row + 1, 1 + 2 * number), 1, 2), field.label, head)
        for column, text in enumerate(("本年", "增减"), 1 + 2 * number):
            put(drawn, Cell(row + 2, column), text, head)
    drawn.set_row(row + 1, canvas.height((field.label, 2 * _GRID + 2) for field in fields))
    at = row + 2
    for at, pair in enumerate(every, row + 3):  # the last one is asked for below
        standing = "" if pair.standing == _BOTH else f"（{pair.standing}）"
        put(drawn, Cell(at, 0), f"{pair.name}{standing}", canvas.styles.listed(text_wrap=False, shrink=True))
        for number, field in enumerate(fields):
            _unit_figure(canvas, drawn, Cell(at, 1 + 2 * number), pair, field)
    return at


def _unit_figure(canvas: BookCanvas, drawn: Any, cell: Cell, pair: Pair, field: Field) -> None:
    """Write a unit's figure of this year and its change, in a bold face where it is to be noticed."""
    amount, (last, now), change = field.kind is Kind.AMOUNT, pair.figures(field.id), pair.change(field.id)
    plain = {"align": "right", "indent": 0, "text_wrap": False, "shrink": True, "font_size": 10}
    edge = {"left": THIN, "left_color": LINE}
    gone = pair.now is None
    code = _GONE if gone else _AMOUNT if amount else _COUNT
    put(drawn, cell, last if gone else now, canvas.styles.listed(**plain, **edge, num_format=code))
    share = pair.growth(field.id)
    large = change is not None and size(change) >= _LEAST_CHANGE and (share is None or size(share) >= _LEAST_SHARE)
    look = (
        {"font_name": HEI, "font_color": THIS_YEAR if change and change > 0 else WARN}
        if large
        else {"font_color": SOFT}
    )
    code = _AMOUNT_CHANGE if amount else _CHANGE
    put(drawn, cell.shifted(columns=1), change, canvas.styles.listed(**{**plain, **look}, num_format=code))


_GONE = '"〔"General"〕"'


def _breaks(canvas: BookCanvas, drawn: Any, row: int) -> int:
    """Write what does not follow on last year's figures, with the reason where one was given; give the last row."""
    _heading(canvas, drawn, row, "二、与上年不衔接的数（有说明的一并列出）")
    for text, first, columns in _BREAKS:
        merged(drawn, Area.of(Cell(row + 1, first), 1, columns), text, canvas.styles.list_head())
    listed = list(breaks(canvas.ledger, canvas.at.layout))
    for at, (unit, finding) in enumerate(listed, row + 2):
        reason = f"（说明：{finding.reason}）" if finding.reason else ""
        cells = (finding.code, unit, f"{finding.message.zh}{reason}", finding.found, finding.expected)
        for (_, first, columns), text in zip(_BREAKS, cells, strict=True):
            style = canvas.styles.listed(valign="top", num_format="@")
            merged(drawn, Area.of(Cell(at, first), 1, columns), text, style)
        drawn.set_row(at, canvas.height([(cells[2], 12 * (_GRID + 0.7)), (cells[1], 4 * (_GRID + 0.7))]))
    if not listed:
        put(drawn, Cell(row + 2, 0), "没有", canvas.styles.listed(font_color=SOFT))
    return row + 2 + max(len(listed), 1)
