"""Where each thing of a consolidated workbook sits, charts too. Knows the ledger's size, not what is in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from xlreport.cells import Area, Cell, address
from xlreport.forms import KeyFigure, Level, Over
from xlreport.layout import CheckLine, Layout, Place
from xlreport.merging.book.chart_places import (
    CHART_TOP,
    LARGEST,
    MOST_UNITS,
    ChartPlace,
    chart_places,
    with_tables,
)
from xlreport.merging.book.sums_places import TotalsSheet, totals_sheet
from xlreport.merging.ledgers import Ledger, UnitLine, UnitState
from xlreport.merging.scope_totals import last_year_lines, relation_lines, scope_word, totals
from xlreport.plain_records import dataclass
from xlreport.rounds import BELOW, OWN, SCOPES, WHOLE

COVER_SHEET, LEDGER_SHEET, TEXTS_SHEET = "封面", "明细", "文字汇编"
REGISTER_SHEET, FINDINGS_SHEET, CONTROL_SHEET = "报送情况", "问题清单", "汇总校验"
COMPARED_SHEET, CHARTS_SHEET = "同比", "图表"
FORMER_SHEETS = {"上报情况": REGISTER_SHEET, "核对": CONTROL_SHEET}
"""What sheets were called before, each with its name now: a workbook of then is read all the same."""
FORMER_WORDS = {"通过，有警告待说明": "通过，待说明"}
"""What 明细 said before, with what it says now."""
INCLUDED, EXCLUDED = "是", "否"
LEDGER_HEAD: tuple[tuple[str, str, float], ...] = (
    ("name", "单位名称", 24),
    ("include", "计入", 6),
    ("tier", "层级", 9),
    ("submitted_on", "报送日期", 11),
    ("findings", "问题数", 7),
)
"""The columns of 明细 before its numbers: id, printed label, width."""
LEDGER_TAIL: tuple[tuple[str, str, float], ...] = (
    ("state", "检查结论", 22),
    ("code", "单位代码", 14),
    ("kind", "单位类别", 9),
    ("file", "文件", 36),
    ("sha256", "SHA-256", 14),
)
"""The columns behind its numbers, which are for the screen."""
LEDGER_WORDS = {identifier: label for identifier, label, _ in (*LEDGER_HEAD, *LEDGER_TAIL)}
LEDGER_SECTIONS, LEDGER_ITEMS, LEDGER_LABELS, LEDGER_VISIBLE, LEDGER_LINKS = range(2, 7)
"""The rows of 明细 over its units: section, item of the table, label, sum of the rows in sight, cell of the return."""
LEDGER_TOP = LEDGER_LINKS + 1
"""The first row of 明细 with a unit."""
FINDINGS_TOP = 3
"""The first row of 问题清单 with a finding."""
COVER_COLUMNS = 12
COVER_CARDS, COVER_FIGURES, COVER_CHARTS, COVER_TODO, COVER_SHEETS, COVER_END = 3, 8, 17, 30, 37, 44
"""The first rows of the blocks of 封面."""
KEY_FIGURES, MOST_TO_DO, COVER_BARS = 8, 5, 8
"""Of 封面 at most: figures, four side by side; lines about units, the others being counted in the last; bars."""
COVER = {
    "coverage": Cell(COVER_CARDS + 1, 0),
    "state": Cell(COVER_CARDS + 1, 4),
    "carried": Cell(COVER_CARDS + 1, 8),
    "counted": Cell(COVER_FIGURES, 6),
    f"counted.{OWN}": Cell(COVER_FIGURES, 9),
    f"counted.{BELOW}": Cell(COVER_FIGURES, 11),
    "digest": Cell(COVER_END + 4, 3),
}
"""The cells of 封面 that speak of the whole."""
COMPARED_TOP, COMPARED_LEAST = 4, 22
"""The first row of 同比 with a figure's totals of both years; columns beside the first that its parts share."""
COMPARED_PARTS = ((1, 2), (3, 2), (5, 2), (7, 1), (8, 3), (11, 3), (14, 4), (18, 5))
"""The first column of each part of a figure's line there, and how many it takes: last year, this year, the change, its
share, a bar to the left and one to the right, the units that changed most, and what units of one year alone make."""
SQUARE, SQUARES, LONGEST_BAR = "█", 40, 10
"""Of a bar there: its piece, the pieces of a change as large as last year's figure, and the most of them."""
CONTROL_LEFT, CONTROL_SIGN, CONTROL_RIGHT, CONTROL_APART, CONTROL_MARK = range(3, 8)
"""The columns of a line of 汇总校验: left side, how it relates to the right one, that, the difference, the sign."""
CONTROL_FIRST, _CONTROL_TOP = 5, 12
"""The first row of what is to be looked at, and that of the cells read, below it."""


IN_TIME, IN_TIME_TITLE = 5, "按时答复率"
"""The column of 报送情况 with the share of requests that were answered in time, and what it is called."""
REQUESTS_TOP = 3
"""The first row of the collected registers with a request."""
REQUESTS_KEYS = ("单位代码", "单位名称")
"""What stands before the columns of the units' own registers."""
ROW_PIXELS, _CHART_FRAME, _BAR_PIXELS = 20, 120, 22
"""How high a row is drawn; what a chart of the units' requests takes besides its bars, and each of them."""
REGISTER_TOP = 4
"""The first row of 报送情况 below its one header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """Where the requests of the units' registers stand, what is said of them per unit, and what they prove."""

    sheet: str
    columns: tuple[str, ...]
    rows: int
    units: int
    top: int
    """the row of 报送情况 with the heading of what is said of them"""
    counts: Mapping[str, tuple[tuple[int, str], ...]]
    """by field, which of the columns say what where it counts a request"""
    control: int = 0
    """the first row of 汇总校验 that holds a figure against the requests"""

    def column(self, number: int) -> str:
        """Give the address of a column over all requests, the keys not counted."""
        cell = Cell(REQUESTS_TOP, number)
        return address(self.sheet, Area.of(cell, max(self.rows, 1)))

    @property
    def head(self) -> tuple[str, ...]:
        """Give the printed names of all columns."""
        return (*REQUESTS_KEYS, *self.columns)

    def said(self, column: int = 0) -> Area:
        """Give a column of what is said per unit."""
        return Area.of(Cell(self.headed + 1, column), max(self.units, 1))

    def charted(self, column: int) -> Area:
        """Give the part of such a column that is drawn: of many units those that come first."""
        return Area.of(self.said(column).first, self._bars)

    @property
    def chart_title(self) -> str:
        """Say what the chart shows."""
        return f"{IN_TIME_TITLE}最低的 {LARGEST} 个单位" if self.are_many else IN_TIME_TITLE

    @property
    def chart_rows(self) -> int:
        """Give the rows over which the chart reaches."""
        return -(-(_CHART_FRAME + _BAR_PIXELS * self._bars) // ROW_PIXELS)

    @property
    def are_many(self) -> bool:
        """Tell whether there are more units than a chart has bars."""
        return self.units > MOST_UNITS

    @property
    def _bars(self) -> int:
        return LARGEST if self.are_many else max(self.units, 1)

    @property
    def corner(self) -> Cell:
        """Give the cell at which the chart begins: below the heading, so that no page ends within it."""
        return Cell(self.top + 1, 1)

    @property
    def headed(self) -> int:
        """Give the row below the chart with the heads of what is said per unit."""
        return self.corner.row + self.chart_rows + 1

    @property
    def end(self) -> int:
        """Give the first row below all of it."""
        return self.said().last.row + 2

    def line(self, number: int, column: int) -> Cell:
        """Give a cell of the part of 汇总校验: what the requests come to, the ledger, the difference, the sign."""
        return Cell(self.control + number, column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Everything of a consolidated workbook with so many rows of the ledger."""

    layout: Layout
    rows: int
    sheets: tuple[TotalsSheet, ...]
    totals: Mapping[tuple[str, str], Place]
    """by scope and field"""
    columns: Mapping[str, int]
    """of 明细, by id"""
    lines: tuple[CheckLine, ...]
    """the relations on 核对"""
    level: Level
    """whose words the scopes have"""
    carried: tuple[CheckLine, ...] = ()
    """those with last year, at the end of 核对; none when last year is not known"""
    charts: tuple[ChartPlace, ...] = ()
    requests: Requests | None = None
    """where the round collects the units' request registers"""
    due: int = 0
    """units that ought to be in"""

    @property
    def compared(self) -> bool:
        """Tell whether last year is known."""
        return bool(self.carried)

    def word(self, scope: str) -> str:
        """Give what a scope is called at this level."""
        return scope_word(scope, self.level)

    def column(self, identifier: str) -> Area:
        """Give a column of 明细 over all rows; one empty row where there is none."""
        return Area.of(Cell(LEDGER_TOP, self.columns[identifier]), max(self.rows, 1))

    @property
    def numbers(self) -> Area:
        """Give the numbers of 明细."""
        return Area.of(Cell(LEDGER_TOP, len(LEDGER_HEAD)), max(self.rows, 1), len(self.layout.form.numbers))

    @property
    def units(self) -> Area:
        """Give all cells of 明细 that speak of units."""
        return Area.of(Cell(LEDGER_TOP, 0), max(self.rows, 1), len(self.columns))

    def visible(self, field: str) -> Cell:
        """Give the cell of 明细 that adds up a field over the rows in sight."""
        return Cell(LEDGER_VISIBLE, self.columns[field])

    @property
    def cells_row(self) -> int:
        """Give the first row of 核对 that says where the cells read went."""
        return _CONTROL_TOP

    @property
    def fields_row(self) -> int:
        """Give the first row of the field by field part of 汇总校验, the last one."""
        if self.requests:
            return self.requests.line(len(self.requests.counts), 0).row + 3
        return _below(self.carried or self.lines) + 4

    @property
    def state(self) -> Cell:
        """Give the cell of 核对 that sums it up."""
        return Cell(1, 1)

    @property
    def carried_state(self) -> Cell:
        """Give the cell of 汇总校验 that sums up how this year follows on the last."""
        return Cell(self.carried[0].row - 2, CONTROL_LEFT)

    @property
    def held(self) -> Mapping[str, tuple[Cell, Area]]:
        """Give by part of 汇总校验 the cell that says how many of its lines hold, and their signs."""
        last = self.fields_row + len(self.layout.form.numbers) - 1
        parts = {"field": Area(Cell(self.fields_row, CONTROL_MARK), Cell(last, CONTROL_MARK))}
        if self.lines:
            parts["relation"] = Area(self.lines[0].mark, self.lines[-1].mark)
        return {name: (Cell(marks.first.row - 2, CONTROL_LEFT), marks) for name, marks in parts.items()}

    @staticmethod
    def field_cells(row: int) -> tuple[tuple[Cell, Cell], ...]:
        """Give for each scope the cells of a field's row on 汇总校验: the ledger added up, and the total."""
        tiers = (
            range(CONTROL_MARK + 1 + 2 * number, CONTROL_MARK + 3 + 2 * number) for number in range(len(SCOPES) - 1)
        )
        pairs = ((CONTROL_LEFT, CONTROL_RIGHT), *tiers)
        return tuple((Cell(row, left), Cell(row, right)) for left, right in pairs)

    @staticmethod
    def merged_cells(row: int) -> tuple[Cell, Cell]:
        """Give the cells with what a column of 明细 came to at the merge, and what it comes to now."""
        left = CONTROL_MARK + 1 + 2 * (len(SCOPES) - 1)
        return Cell(row, left), Cell(row, left + 1)

    def last(self, field: str) -> Cell:
        """Give the cell of 同比 with last year's total of a field; this year's and the change stand to its right."""
        row = COMPARED_TOP + self.columns[field] - len(LEDGER_HEAD)
        return Cell(row, self.compared_columns + 3)

    @property
    def compared_columns(self) -> int:
        """Give the columns of 同比 on paper; behind them stand all figures."""
        return 1 + max(COMPARED_LEAST, 2 * len(self.layout.form.compared))

    def compared_cell(self, field: str, part: int) -> Cell:
        """Give a cell of 同比 in the line of one of the figures that units are compared by."""
        return Cell(COMPARED_TOP + self.layout.form.compared.index(field), COMPARED_PARTS[part][0])

    @staticmethod
    def cover(item: str) -> Cell:
        """Give the cell of 封面 that says an item."""
        return COVER[item]

    @property
    def key_figures(self) -> tuple[tuple[KeyFigure, Cell], ...]:
        """Give the key figures of 封面, each with its cell; last year's and the change stand below it."""
        figures = self.layout.form.key_figures[:KEY_FIGURES]
        rows = ((COVER_FIGURES + 2 + 4 * (number // 4), 3 * (number % 4)) for number in range(len(figures)))
        return tuple((figure, Cell(*row)) for figure, row in zip(figures, rows, strict=True))

    @property
    def chart_foot(self) -> Cell:
        """Give the cell of 图表 below its pictures."""
        return Cell(max((place.corner.row + place.rows for place in self.charts), default=CHART_TOP), 0)

    @property
    def cover_charts(self) -> tuple[ChartPlace, ...]:
        """Give the charts that 封面 repeats: the first over units, and the first of single figures."""
        units = [place for place in self.charts if place.chart.over is Over.UNITS and not place.classes]
        figures = [place for place in self.charts if place.chart.over is Over.FIGURES and not place.chart.series]
        return (*units[:1], *figures[:1])


def ledger_ids(fields: Iterable[str]) -> tuple[str, ...]:
    """Give the ids of the columns of 明细, those of these fields in their midst."""
    head, tail = ((identifier for identifier, _, _ in each) for each in (LEDGER_HEAD, LEDGER_TAIL))
    return (*head, *fields, *tail)


def return_cell(layout: Layout, field: str) -> str:
    """Give the cell of a return that a column of 明细 is taken from, as it is printed over it."""
    place = layout.places[field]
    return f"{place.sheet.split()[0]}!{place.cell}"


def places(
    layout: Layout, rows: int, *, compared: bool = False, level: Level | None = None, requests: Requests | None = None
) -> Places:
    """Give the places for a form and a number of ledger rows; `compared` when last year is known."""
    form = layout.form
    level = level or form.units.levels[0]
    sheets = tuple(totals_sheet(section, layout, level) for section in form.sections if section.numbers)
    blocks = [block for sheet in sheets for block in sheet.blocks]
    ids = ledger_ids(field.id for field in form.numbers)
    lines = relation_lines(layout, _CONTROL_TOP + 8)
    carried = last_year_lines(layout, _below(lines) + 4) if compared else ()
    end = _below(carried or lines)
    return Places(
        layout=layout,
        rows=rows,
        sheets=sheets,
        totals={(block.scope, place.field): place for block in blocks for place in block.places},
        columns={identifier: column for column, identifier in enumerate(ids)},
        lines=lines,
        carried=carried,
        charts=chart_places(form.charts, rows, compared=bool(carried)),
        level=level,
        requests=replace(requests, control=end + 4) if requests else None,
    )


def places_of(ledger: Ledger, layout: Layout) -> Places:
    """Give the places of a ledger's workbook."""
    level = ledger.level(layout.form.units)
    requests = _requests(ledger, layout, level)
    made = places(layout, len(ledger.rows), compared=bool(ledger.before), level=level, requests=requests)
    due = sum(unit.state is not UnitState.OUT_OF_SCOPE for unit in ledger.units)
    return replace(made, due=due, charts=with_tables(made.charts, totals(ledger.rows, layout.form)[WHOLE]))


def to_do(ledger: Ledger) -> tuple[UnitLine, ...]:
    """Give the units about whom something is to be done: due and not in."""
    return tuple(unit for unit in ledger.units if unit.state not in {UnitState.IN, UnitState.OUT_OF_SCOPE})


def _requests(ledger: Ledger, layout: Layout, level: Level) -> Requests | None:
    given, todo = [row.requests for row in ledger.registered if row.requests], to_do(ledger)
    if not given:
        return None
    return Requests(
        sheet=f"{scope_word(WHOLE, level)}台账",
        columns=given[0].columns,
        rows=sum(len(each.rows) for each in given),
        units=len(given),
        top=REGISTER_TOP + (2 + len(todo) if todo else 0) + 2 + max(len(ledger.units), 1),
        counts=layout.annex.counts if layout.annex else {},
    )


def _below(lines: Sequence[CheckLine]) -> int:
    """Give the last row of 核对 with a relation; a form may have none that holds for sums."""
    return lines[-1].row if lines else _CONTROL_TOP + 8
