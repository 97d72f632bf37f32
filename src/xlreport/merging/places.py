"""Where each thing of a consolidated workbook sits. Knows the ledger's size, not what is in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from xlreport.cells import Area, Cell
from xlreport.forms import Section, Table
from xlreport.layout import CheckLine, Grid, Label, Layout, Place, Role, drawn
from xlreport.merging.totals import SCOPES, relation_lines, scope_word
from xlreport.rounds import COUNTY, Level

COVER_SHEET, LEDGER_SHEET, TEXTS_SHEET = "封面", "明细", "文字汇编"
REGISTER_SHEET, FINDINGS_SHEET, CONTROL_SHEET = "上报情况", "问题清单", "核对"
INCLUDED, EXCLUDED = "是", "否"
LEDGER_HEAD: tuple[tuple[str, str, float], ...] = (
    ("include", "计入", 6),
    ("code", "单位代码", 14),
    ("name", "单位名称", 30),
    ("kind", "单位类别", 8),
    ("tier", "层级", 9),
    ("file", "文件", 34),
    ("sha256", "SHA-256", 14),
    ("submitted_on", "报送日期", 11),
    ("state", "校验", 13),
    ("findings", "问题数", 7),
)
"""The columns of 明细 before its numbers: id, printed label, width."""
LEDGER_TOP = 3
"""The rows of headers on 明细: field id, place in the return, printed label."""
COVER_ROWS = (
    "region",
    "year",
    "form",
    "due",
    "counted",
    "counted.本级",
    "counted.乡镇街道",
    "left_out",
    "out_of_scope",
    "files",
    "state",
    "digest",
)
_COVER_TOP = 2
_CONTROL_TOP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One scope's tables on a 汇总 sheet, from its heading to the last row."""

    scope: str
    heading: Label
    labels: tuple[Label, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsSheet:
    """One 汇总 sheet: a section in the official layout, once per scope."""

    name: str
    section: Section
    blocks: tuple[Block, ...]
    widths: tuple[float, ...]


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
    level: Level = COUNTY
    """whose words the scopes have"""

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
        return self.lines[-1].row + 4

    @property
    def state(self) -> Cell:
        """Give the cell of 核对 that sums it up."""
        return Cell(1, 1)

    def cover(self, item: str) -> Cell:
        """Give the cell of 封面 that says an item."""
        return Cell(_COVER_TOP + COVER_ROWS.index(item), 1)


def places(layout: Layout, rows: int, level: Level = COUNTY) -> Places:
    """Give the places for a form and a number of ledger rows; the level gives the scopes their words."""
    sheets = tuple(_totals_sheet(section, layout, level) for section in layout.form.sections if section.numbers)
    blocks = [block for sheet in sheets for block in sheet.blocks]
    ids = [identifier for identifier, _, _ in LEDGER_HEAD] + [field.id for field in layout.form.numbers]
    return Places(
        layout=layout,
        rows=rows,
        sheets=sheets,
        totals={(block.scope, place.field): place for block in blocks for place in block.places},
        columns={identifier: column for column, identifier in enumerate(ids)},
        lines=relation_lines(layout, _CONTROL_TOP + 8),
        level=level,
    )


def _totals_sheet(section: Section, layout: Layout, level: Level) -> TotalsSheet:
    name = f"汇总 {section.sheet.split()[0]}"
    widths = layout.sheet(section.sheet).widths
    tables = [block for block in section.blocks if isinstance(block, Table)]
    blocks, row = [], 0
    for scope in SCOPES:
        title = f"{section.heading}（{scope_word(scope, level)}）"
        heading = Label(area=Area.of(Cell(row, 0), 1, len(widths)), text=title, role=Role.TITLE)
        grids: list[Grid] = []
        row += 1
        for table in tables:
            grids.append(drawn(table, name, row, len(widths)))
            row = grids[-1].end
        blocks.append(
            Block(
                scope=scope,
                heading=heading,
                labels=tuple(label for grid in grids for label in grid.labels),
                places=tuple(place for grid in grids for place in grid.places),
            )
        )
        row += 1
    return TotalsSheet(name=name, section=section, blocks=tuple(blocks), widths=widths)
