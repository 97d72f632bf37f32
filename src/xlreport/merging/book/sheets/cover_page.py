"""封面: who is in, whether the sums are right, whether they follow on last year; the figures, and what is to be done.

Two questions, two signs: what does not follow on last year takes nothing from this year's sums.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from xlreport.cells import Area, Cell
from xlreport.drawing.look import (
    BAD,
    BAD_FILL,
    FIGURES,
    GOOD,
    GOOD_FILL,
    HEI,
    INPUT,
    LINE,
    MEDIUM,
    NAVY,
    RULE,
    SOFT,
    THIN,
    TINT1,
    WARN,
    WARN_FILL,
)
from xlreport.forms import Kind
from xlreport.layout import Role
from xlreport.merging.book.book_canvas import LINK, BookCanvas, internal, merged, put
from xlreport.merging.book.book_places import (
    CHARTS_SHEET,
    COMPARED_SHEET,
    CONTROL_SHEET,
    COVER_BARS,
    COVER_CARDS,
    COVER_CHARTS,
    COVER_COLUMNS,
    COVER_END,
    COVER_FIGURES,
    COVER_SHEET,
    COVER_SHEETS,
    COVER_TODO,
    FINDINGS_SHEET,
    LEDGER_SHEET,
    MOST_TO_DO,
    REGISTER_SHEET,
    TEXTS_SHEET,
    to_do,
)
from xlreport.merging.book.sheets.chart_sheet import chart_of
from xlreport.merging.book.sheets.list_sheets import state_words
from xlreport.merging.ledgers import DECISION_NAMES, Ledger, UnitState
from xlreport.rounds import BELOW, OWN

_WIDTH = 7
_CARD, _FIGURE, _HALF = COVER_COLUMNS // 3, COVER_COLUMNS // 4, COVER_COLUMNS // 2
_CARDS = (
    ("coverage", "覆盖", REGISTER_SHEET),
    ("state", "校验：汇总数对不对", CONTROL_SHEET),
    ("carried", "衔接：与上年是否衔接", COMPARED_SHEET),
)
_ASKED = {
    "state": "读到的数字都有去向，明细之和等于汇总，汇总数合勾稽关系",
    "carried": "上年结转等于上年报告的结转下年度，等等；不影响本年汇总数",
}
_GUIDE = (
    ("汇总", "各表按年度报告格式，各层级并列"),
    (LEDGER_SHEET, "一个单位一行，改“计入”即重算"),
    (REGISTER_SHEET, "谁已计入、谁没有、为什么"),
    (FINDINGS_SHEET, "全部问题，点位置到单元格"),
    (COMPARED_SHEET, "与上年比较，不衔接的数"),
    (CHARTS_SHEET, "一问一图"),
    (CONTROL_SHEET, "每一项校验的表中数、计算数"),
    (TEXTS_SHEET, "各单位的文字部分"),
)
_SIGNATURES = ("制表人", "部门负责人", "分管领导", "日期")
_PICTURE = (362, 280)
_LONGEST_REASON = 34


def draw(canvas: BookCanvas) -> None:
    """Draw the sheet."""
    drawn = canvas.page(COVER_SHEET, [_WIDTH] * COVER_COLUMNS)
    form, ledger = canvas.at.layout.form, canvas.ledger
    canvas.title(drawn, f"{ledger.region}{ledger.year}年{form.title}汇总", COVER_COLUMNS)
    due = f"应纳入 {canvas.at.due} 个单位{'' if ledger.has_roster else '（未提供名册，按收到的报送计）'}"
    said = f"表样：{form.source.zh}　·　{due}　·　数字与“明细”实时相连"
    _across(canvas, drawn, (1, 0, COVER_COLUMNS), said, font_size=9, font_color=SOFT, align="center")
    _cards(canvas, drawn)
    _figures(canvas, drawn)
    _charts(canvas, drawn)
    _todo(canvas, drawn)
    _sheets(canvas, drawn)
    _end(canvas, drawn)
    for formula in canvas.formulas[COVER_SHEET]:
        canvas.formula(drawn, formula, _styles(canvas)[formula.cell])
    _heights(drawn)
    _colour(canvas, drawn)
    drawn.print_area(0, 0, canvas.at.cover("digest").row, COVER_COLUMNS - 1)
    drawn.fit_to_pages(1, 1)
    drawn.set_first_sheet()
    drawn.activate()


def _across(canvas: BookCanvas, drawn: Any, at: tuple[int, int, int], text: str | None, **look: Any) -> None:
    """Write a text over some columns of a row: the row, the first column, and how many."""
    row, column, columns = at
    merged(drawn, Area.of(Cell(row, column), 1, columns), text or "", canvas.styles.format(**look))


def _styles(canvas: BookCanvas) -> Mapping[Cell, Any]:
    """Give the format of each cell with a formula."""
    at, styles = canvas.at, canvas.styles
    known = {at.cover(item): styles.format(**_BIG) for item, _, _ in _CARDS}
    counted = styles.format(font_name=HEI, font_color=NAVY, align="left", num_format="0")
    known |= {at.cover(item): counted for item in ("counted", f"counted.{OWN}", f"counted.{BELOW}")}
    for figure, cell in at.key_figures:
        amount = any(at.layout.form.fields[field].kind is Kind.AMOUNT for field in figure.fields)
        code, change, unit = "#,##0.00" if amount else "#,##0", "", ""
        if figure.of:
            code, change, unit = "0.0%", "0.0", '" 个百分点"'
        signed = f'"比上年 ＋"{change or code}{unit};"比上年 －"{change or code}{unit};"与上年持平"'
        small = {**_EDGE, **_ONE_LINE, "font_size": 9, "font_color": SOFT}
        known[cell] = styles.format(**_VALUE, num_format=code)
        known[cell.shifted(rows=1)] = styles.format(**small, num_format=f'"上年 "{code}')
        known[cell.shifted(rows=2)] = styles.format(**small, num_format=signed)
    return known


_EDGE = {"left": THIN, "left_color": LINE, "indent": 1}
_ONE_LINE = {"align": "left", "indent": 1, "text_wrap": False, "shrink": True}
_BIG = {"font_name": HEI, "font_size": 16, "bg_color": TINT1, **_ONE_LINE}
_VALUE = {"font_name": FIGURES, "font_size": 20, "font_color": NAVY, "align": "left", "text_wrap": False, **_EDGE}


def _cards(canvas: BookCanvas, drawn: Any) -> None:
    """Write the three cards; their signs are formulas, and colour them."""
    asked = {"coverage": _left_out(canvas.ledger), **_ASKED}
    for number, (item, head, sheet) in enumerate(_CARDS):
        left = number * _CARD
        top = {"font_size": 9.5, "font_color": SOFT, "bg_color": TINT1, "indent": 1, "top": MEDIUM, "top_color": NAVY}
        _across(canvas, drawn, (COVER_CARDS, left, _CARD), head, align="left", **top)
        big = "" if item != "carried" or canvas.at.compared else "— 没有上年数字"
        _across(canvas, drawn, (COVER_CARDS + 1, left, _CARD), big, **_BIG)
        small = {"font_size": 9, "bg_color": TINT1, "align": "left", "indent": 1}
        _across(canvas, drawn, (COVER_CARDS + 2, left, _CARD), asked[item], valign="top", **small)
        link = canvas.styles.format(**small, **LINK)
        merged(drawn, Area.of(Cell(COVER_CARDS + 3, left), 1, _CARD), "", link)
        drawn.write_url(COVER_CARDS + 3, left, internal(sheet, Cell(0, 0)), link, string=f"看“{sheet}” →")


def _left_out(ledger: Ledger) -> str:
    """Count the units that are not in, and those of areas below."""
    counts = {state: sum(unit.state is state for unit in ledger.units) for state in UnitState}
    parts = [f"{state_words(state)} {count}" for state, count in counts.items() if count and state is not UnitState.IN]
    below = sum(len(row.area.missing) for row in ledger.rows if row.area)
    parts += [f"下级汇总缺 {below}"] if below else []
    return "　".join(parts) or "全部计入"


def _figures(canvas: BookCanvas, drawn: Any) -> None:
    """Name the key figures, and of whom they are."""
    put(drawn, Cell(COVER_FIGURES, 0), "关键数字", canvas.styles.role(Role.PART))
    tiers = {f"counted.{OWN}": canvas.at.word(OWN), f"counted.{BELOW}": canvas.at.word(BELOW)}
    words = {"counted": "已计入单位", **tiers}
    for item, word in words.items():
        cell = canvas.at.cover(item).shifted(columns=-1)
        look = {"font_size": 9, "font_color": SOFT, "align": "right", "indent": 1, "text_wrap": False}
        put(drawn, cell, word, canvas.styles.format(**look))
    for figure, cell in canvas.at.key_figures:
        head = {"font_size": 9.5, "font_color": SOFT, "align": "left", **_EDGE}
        _across(canvas, drawn, (cell.row - 1, cell.column, _FIGURE), figure.label, **head)
        _across(canvas, drawn, (cell.row, cell.column, _FIGURE), "", **_VALUE)
        for row in (1, 2) if canvas.at.compared else ():
            _across(canvas, drawn, (cell.row + row, cell.column, _FIGURE), "", **_EDGE)


def _charts(canvas: BookCanvas, drawn: Any) -> None:
    for number, place in enumerate(canvas.at.cover_charts):
        picture = chart_of(canvas, place, _PICTURE, COVER_BARS)
        drawn.insert_chart(COVER_CHARTS, number * _HALF, picture, {"object_position": 3, "x_offset": 2})


def _todo(canvas: BookCanvas, drawn: Any) -> None:
    """List whom something is to be done about, with the reason; those for whom there is no line are counted."""
    put(drawn, Cell(COVER_TODO, 0), "需要处理的单位", canvas.styles.role(Role.PART))
    lines = list(_lines(canvas.ledger))
    if len(lines) > MOST_TO_DO:
        rest = len(lines) - MOST_TO_DO + 1
        lines = [*lines[: MOST_TO_DO - 1], ("……", f"还有 {rest} 个", f"全部见“{REGISTER_SHEET}”")]
    for row in range(MOST_TO_DO):
        words = lines[row] if row < len(lines) else ("", "" if row or lines else "没有", "")
        colour = {"×": BAD, "○": WARN, "！": WARN}.get(words[0][:1], SOFT)
        for column, columns, text, look in (
            (0, 2, words[0], {"font_name": HEI, "font_color": colour}),
            (2, 4, words[1], {}),
            (6, 6, words[2], {"font_size": 9, "font_color": SOFT, "text_wrap": False}),
        ):
            area = Area.of(Cell(COVER_TODO + 1 + row, column), 1, columns)
            merged(drawn, area, text, canvas.styles.listed(**look))


def _lines(ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    for unit in to_do(ledger):
        yield state_words(unit.state), unit.name, _brief(unit.reason) or "没有收到报送，请催报"
    for row in ledger.rows:
        if row.area and row.area.missing:
            yield "○ 下级未报齐", row.name, f"下级汇总缺 {len(row.area.missing)} 个：{'、'.join(row.area.missing)}"


def _brief(reason: str) -> str:
    """Give why a unit is not in without its name, which stands beside, and no longer than a line."""
    why = reason.rpartition("未计入：")[2]
    return why if len(why) <= _LONGEST_REASON else f"{why[:_LONGEST_REASON]}……"


def _sheets(canvas: BookCanvas, drawn: Any) -> None:
    """Lead to the sheets, two columns of them."""
    put(drawn, Cell(COVER_SHEETS, 0), "各表", canvas.styles.role(Role.PART))
    guide = [*_GUIDE, *([(canvas.at.requests.sheet, "各单位申请台账逐件")] if canvas.at.requests else [])]
    for number, (sheet, text) in enumerate(guide):
        row, left = COVER_SHEETS + 1 + number // 2, _HALF * (number % 2)
        link = canvas.styles.listed(**LINK)
        merged(drawn, Area.of(Cell(row, left), 1, 2), "", link)
        target = canvas.at.sheets[0].name if sheet == "汇总" else sheet
        drawn.write_url(row, left, internal(target, Cell(0, 0)), link, string=sheet)
        words = canvas.styles.listed(font_size=9, font_color=SOFT, indent=0)
        merged(drawn, Area.of(Cell(row, left + 2), 1, _HALF - 2), text, words)


def _end(canvas: BookCanvas, drawn: Any) -> None:
    """Leave room for signatures; say what became of the files, where they lie, and the digest."""
    box = {"border": THIN, "border_color": RULE}
    for number, name in enumerate(_SIGNATURES):
        _across(canvas, drawn, (COVER_END, number * _FIGURE, _FIGURE), name, bg_color=TINT1, font_size=9.5, **box)
        _across(canvas, drawn, (COVER_END + 1, number * _FIGURE, _FIGURE), "", bg_color=INPUT, **box)
    small = {"font_size": 9, "font_color": SOFT, "align": "left"}
    out = [f"{unit.name}（{unit.reason}）" for unit in canvas.ledger.units if unit.state is UnitState.OUT_OF_SCOPE]
    told = f"收到的文件 {_files(canvas.ledger)}" + (f"　不纳入：{'、'.join(out)}" if out else "")
    _across(canvas, drawn, (COVER_END + 2, 0, COVER_COLUMNS), told, **small)
    _across(canvas, drawn, (COVER_END + 3, 0, COVER_COLUMNS), canvas.whereabouts, **small)
    digest, row = canvas.seal.digest, canvas.at.cover("digest").row
    grouped = " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
    _across(canvas, drawn, (row, 0, 3), "汇总指纹（SHA-256）", **{**small, "font_size": 8})
    _across(canvas, drawn, (row, 3, COVER_COLUMNS - 3), grouped, **{**small, "font_size": 8}, text_wrap=False)


def _files(ledger: Ledger) -> str:
    counts = [
        (name.zh, sum(1 for line in ledger.files if line.decision is each)) for each, name in DECISION_NAMES.items()
    ]
    listed = "，".join(f"{name} {count}" for name, count in counts if count)
    return f"{len(ledger.files)} 个：{listed}" if ledger.files else "0 个"


def _heights(drawn: Any) -> None:
    heights = {1: 20, 2: 6, COVER_CARDS: 20, COVER_CARDS + 1: 30, COVER_CARDS + 2: 30, COVER_CARDS + 3: 18}
    heights |= {COVER_CARDS + 4: 10, COVER_FIGURES: 24, COVER_TODO - 1: 8, COVER_SHEETS - 1: 8, COVER_END - 1: 10}
    for first in (COVER_FIGURES + 1, COVER_FIGURES + 5):
        heights |= {first: 20, first + 1: 27, first + 2: 14, first + 3: 15}
    heights |= dict.fromkeys(range(COVER_CHARTS, COVER_CHARTS + 12), 18)
    heights |= dict.fromkeys((COVER_TODO, COVER_SHEETS), 24)
    heights |= dict.fromkeys(range(COVER_TODO + 1, COVER_TODO + 1 + MOST_TO_DO), 20)
    heights |= {COVER_END: 18, COVER_END + 1: 28, COVER_END + 2: 26, COVER_END + 3: 26, COVER_END + 4: 18}
    for row, height in heights.items():
        drawn.set_row(row, height)


def _colour(canvas: BookCanvas, drawn: Any) -> None:
    """Colour each card by its sign, that of the units by whether all are in."""
    looks = {"√": (GOOD, GOOD_FILL), "×": (BAD, BAD_FILL), "！": (WARN, WARN_FILL)}
    for number, (item, _, _) in enumerate(_CARDS):
        cell, area = canvas.at.cover(item), Area.of(Cell(COVER_CARDS, number * _CARD), 4, _CARD)
        tests = {sign: f'=LEFT({cell.absolute},1)="{sign}"' for sign in looks}
        if item == "coverage":
            counted, due = canvas.at.cover("counted").absolute, canvas.at.due
            tests = {"√": f"={counted}>={due}", "！": f"={counted}<{due}"}
        for sign, test in tests.items():
            ink, ground = looks[sign]
            for part, look in (
                (Area.of(area.first, 1, _CARD), {"bg_color": ground}),
                (Area.of(cell, 1, _CARD), {"bg_color": ground, "font_color": ink}),
                (Area.of(cell.shifted(rows=1), 2, _CARD), {"bg_color": ground}),
            ):
                corners = (part.first.row, part.first.column, part.last.row, part.last.column)
                options = {"type": "formula", "criteria": test, "format": canvas.book.add_format(look)}
                drawn.conditional_format(*corners, options)
