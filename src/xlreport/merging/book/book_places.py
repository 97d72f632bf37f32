"""Where each thing of a consolidated workbook sits, charts too. Knows the ledger's size, not what is in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from xlreport.cells import Area, Cell, address
from xlreport.forms import MOST_SERIES, Chart, Form, Level, Over, Section, Table
from xlreport.layout import CheckLine, Grid, Label, Layout, Place, Role, drawn
from xlreport.merging.ledgers import Ledger
from xlreport.merging.scope_totals import last_year_lines, relation_lines, scope_word
from xlreport.rounds import BELOW, OWN, SCOPES, WHOLE

MOST_UNITS = 20
"""Bars of a chart over units; the other units are one bar more."""
LAST_YEAR, THIS_YEAR = "上年", "本年"
_HEIGHT, _HEAD = 18, 2
_TOP = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPlace:
    """One chart: its title's row, the table it is drawn from, and the room beside that."""

    chart: Chart
    top: int
    bars: int
    rest: bool = False
    """whether a last bar stands for the units that are not drawn"""

    @property
    def series(self) -> tuple[str, ...]:
        """Give the headers of the table's columns of figures."""
        if self.chart.over is Over.YEARS:
            return (LAST_YEAR, THIS_YEAR)
        return self.chart.series or (THIS_YEAR,)

    @property
    def end(self) -> int:
        """Give the first row below it."""
        return self.top + _HEAD + max(self.bars + self.rest, _HEIGHT) + 1

    def label(self, bar: int) -> Cell:
        """Give the cell of a bar's label, 0-based."""
        return Cell(self.top + _HEAD + bar, 0)

    def value(self, bar: int, series: int = 0) -> Cell:
        """Give the cell of a bar's figure."""
        return self.label(bar).shifted(columns=1 + series)

    def code(self, bar: int) -> Cell:
        """Give the cell of the code of the unit that a bar is of."""
        return self.label(bar).shifted(columns=1 + MOST_SERIES)

    def column(self, series: int = 0) -> Area:
        """Give the figures of a series, the last bar included."""
        return Area(self.value(0, series), self.value(self.bars + self.rest - 1, series))

    @property
    def corner(self) -> Cell:
        """Give the cell at which the picture begins."""
        return Cell(self.top + 1, 2 + MOST_SERIES)


def chart_places(charts: Iterable[Chart], rows: int, *, compared: bool) -> Iterator[ChartPlace]:
    """Place the charts below each other; what has nothing to show is left out."""
    top = _TOP
    for chart in charts:
        bars, rest = len(chart.bars), False
        if chart.over is Over.UNITS:
            bars, rest = min(rows, MOST_UNITS), rows > MOST_UNITS
        if bars and (compared or chart.over is not Over.YEARS):
            place = ChartPlace(chart=chart, top=top, bars=bars, rest=rest)
            top = place.end
            yield place


COVER_SHEET, LEDGER_SHEET, TEXTS_SHEET = "封面", "明细", "文字汇编"
REGISTER_SHEET, FINDINGS_SHEET, CONTROL_SHEET = "报送情况", "问题清单", "汇总校验"
COMPARED_SHEET, CHARTS_SHEET = "同比", "图表"
FORMER_SHEETS = {"上报情况": REGISTER_SHEET, "核对": CONTROL_SHEET}
"""What sheets were called before, each with its name now: a workbook of then is read all the same."""
INCLUDED, EXCLUDED = "是", "否"
LEDGER_HEAD: tuple[tuple[str, str, float], ...] = (
    ("include", "计入", 6),
    ("code", "单位代码", 14),
    ("name", "单位名称", 24),
    ("kind", "单位类别", 8),
    ("tier", "层级", 9),
    ("file", "文件", 34),
    ("sha256", "SHA-256", 14),
    ("submitted_on", "报送日期", 11),
    ("state", "校验", 20),
    ("findings", "问题数", 7),
)
"""The columns of 明细 before its numbers: id, printed label, width."""
LEDGER_TOP = 4
"""The rows of headers on 明细: field id (hidden), item of the table, label, place in the return."""
FINDINGS_TOP = 2
"""The first row of 问题清单 with a finding."""
COVER_ROWS = (
    "region",
    "year",
    "form",
    "due",
    "counted",
    f"counted.{OWN}",
    f"counted.{BELOW}",
    "left_out",
    "out_of_scope",
    "files",
    "state",
    "carried",
    "digest",
)
COMPARED_TOP = 4
"""The first row of 同比 with a figure's totals of both years."""
_COVER_TOP = 2
_CONTROL_TOP = 4
_GAP = 2.0
"""The width of the column between two scopes on a 汇总 sheet."""


IN_TIME, IN_TIME_TITLE = 5, "按时答复率"
"""The column of 报送情况 with the share of requests that were answered in time, and what it is called."""
REQUESTS_TOP = 3
"""The first row of the collected registers with a request."""
REQUESTS_KEYS = ("单位代码", "单位名称")
"""What stands before the columns of the units' own registers."""
_REQUESTS_CHART = 16
"""Rows that the chart of the units' requests takes."""
_UNITS_TOP = 3
"""The first row of 报送情况 with a unit."""


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

    def said(self, column: int) -> Area:
        """Give a column of what is said per unit."""
        return Area.of(Cell(self.top + 2, column), max(self.units, 1))

    @property
    def corner(self) -> Cell:
        """Give the cell at which the chart begins."""
        return Cell(self.top + 3 + self.units, 1)

    @property
    def end(self) -> int:
        """Give the first row below the chart."""
        return self.corner.row + _REQUESTS_CHART + 1

    def line(self, number: int, column: int) -> Cell:
        """Give a cell of the part of 汇总校验: what the requests come to, the ledger, the difference, the sign."""
        return Cell(self.control + number, column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One scope's tables on a 汇总 sheet, from its heading to the last row."""

    scope: str
    heading: Label
    labels: tuple[Label, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsSheet:
    """One 汇总 sheet: a section in the official layout, once per scope, side by side."""

    name: str
    section: Section
    blocks: tuple[Block, ...]
    widths: tuple[float, ...]
    """of one block's columns"""

    @property
    def columns(self) -> tuple[float, ...]:
        """Give the widths of all columns, those between two blocks included."""
        one = (*self.widths, _GAP)
        return (one * len(self.blocks))[:-1]


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
    def cells_row(self) -> int:
        """Give the first row of 核对 that says where the cells read went."""
        return _CONTROL_TOP

    @property
    def fields_row(self) -> int:
        """Give the first row of the field by field part of 核对."""
        return _below(self.lines) + 4

    @property
    def state(self) -> Cell:
        """Give the cell of 核对 that sums it up."""
        return Cell(1, 1)

    @property
    def carried_state(self) -> Cell:
        """Give the cell of 核对 that sums up how this year follows on the last."""
        return Cell(self.carried[0].row - 2, 6)

    def field_cells(self, row: int) -> tuple[tuple[Cell, Cell], ...]:
        """Give for each scope the cells of a field's row on 核对: the ledger added up, and the total."""
        lefts = (3, *range(7, 7 + 2 * (len(SCOPES) - 1), 2))
        return tuple((Cell(row, left), Cell(row, left + 1)) for left in lefts)

    def merged_cells(self, row: int) -> tuple[Cell, Cell]:
        """Give the cells with what a column of 明细 came to at the merge, and what it comes to now."""
        left = 7 + 2 * (len(SCOPES) - 1)
        return Cell(row, left), Cell(row, left + 1)

    def last(self, field: str) -> Cell:
        """Give the cell of 同比 with last year's total of a field; this year's and the change stand to its right."""
        return Cell(COMPARED_TOP + self.columns[field] - len(LEDGER_HEAD), 2)

    def cover(self, item: str) -> Cell:
        """Give the cell of 封面 that says an item."""
        return Cell(_COVER_TOP + COVER_ROWS.index(item), 1)


def places(
    layout: Layout, rows: int, *, compared: bool = False, level: Level | None = None, requests: Requests | None = None
) -> Places:
    """Give the places for a form and a number of ledger rows; `compared` when last year is known."""
    form = layout.form
    level = level or form.units.levels[0]
    sheets = tuple(_totals_sheet(section, layout, level) for section in form.sections if section.numbers)
    blocks = [block for sheet in sheets for block in sheet.blocks]
    ids = [identifier for identifier, _, _ in LEDGER_HEAD] + [field.id for field in form.numbers]
    lines = relation_lines(layout, _CONTROL_TOP + 8)
    below = _below(lines) + 4 + len(form.numbers) + 3
    carried = last_year_lines(layout, below) if compared else ()
    end = carried[-1].row if carried else below - 3
    return Places(
        layout=layout,
        rows=rows,
        sheets=sheets,
        totals={(block.scope, place.field): place for block in blocks for place in block.places},
        columns={identifier: column for column, identifier in enumerate(ids)},
        lines=lines,
        carried=carried,
        charts=tuple(chart_places(form.charts, rows, compared=bool(carried))),
        level=level,
        requests=replace(requests, control=end + 4) if requests else None,
    )


def places_of(ledger: Ledger, layout: Layout) -> Places:
    """Give the places of a ledger's workbook."""
    level = ledger.level(layout.form.units)
    requests = _requests(ledger, layout, level)
    return places(layout, len(ledger.rows), compared=bool(ledger.before), level=level, requests=requests)


def _requests(ledger: Ledger, layout: Layout, level: Level) -> Requests | None:
    given = [row.requests for row in ledger.registered if row.requests]
    if not given:
        return None
    return Requests(
        sheet=f"{scope_word(WHOLE, level)}台账",
        columns=given[0].columns,
        rows=sum(len(each.rows) for each in given),
        units=len(given),
        top=_UNITS_TOP + max(len(ledger.units), 1) + 1,
        counts=layout.annex.counts if layout.annex else {},
    )


def _below(lines: Sequence[CheckLine]) -> int:
    """Give the last row of 核对 with a relation; a form may have none that holds for sums."""
    return lines[-1].row if lines else _CONTROL_TOP + 8


def _short(section: Section, form: Form) -> str:
    """Give the number in a section's sheet name, or the whole name where two sheets begin alike."""
    first = section.sheet.split()[0]
    alike = [each for each in form.sections if each.sheet.split()[0] == first]
    return section.sheet if len(alike) > 1 else first


def _totals_sheet(section: Section, layout: Layout, level: Level) -> TotalsSheet:
    name = f"汇总 {_short(section, layout.form)}"
    widths = layout.sheet(section.sheet).widths
    tables = [block for block in section.blocks if isinstance(block, Table)]
    blocks = []
    for number, scope in enumerate(SCOPES):
        left = number * (len(widths) + 1)
        title = f"{section.heading}（{scope_word(scope, level)}）"
        heading = Label(area=Area.of(Cell(0, left), 1, len(widths)), text=title, role=Role.TITLE)
        grids: list[Grid] = []
        for table in tables:
            grids.append(drawn(table, name, grids[-1].end if grids else 1, len(widths), left))
        blocks.append(
            Block(
                scope=scope,
                heading=heading,
                labels=tuple(label for grid in grids for label in grid.labels),
                places=tuple(place for grid in grids for place in grid.places),
            )
        )
    return TotalsSheet(name=name, section=section, blocks=tuple(blocks), widths=widths)
