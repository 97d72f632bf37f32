"""Where each thing of a consolidated workbook sits, and its formulas. Works nothing out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from xlreport.cells import Area, Cell, address
from xlreport.forms import Field, Kind, Section, Table
from xlreport.layout import CheckLine, Grid, Label, Layout, Place, Role, drawn
from xlreport.merging.totals import SCOPES, WHOLE, relation_lines
from xlreport.relations import Mark, difference_formula, left_formula, mark_formula, right_formula

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
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """One formula; `key` names what it works out, so that two calculators can say it apart."""

    sheet: str
    cell: Cell
    text: str
    key: Key
    field: str = ""


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


def places(layout: Layout, rows: int) -> Places:
    """Give the places for a form and a number of ledger rows."""
    sheets = tuple(_totals_sheet(section, layout) for section in layout.form.sections if section.numbers)
    blocks = [block for sheet in sheets for block in sheet.blocks]
    ids = [identifier for identifier, _, _ in LEDGER_HEAD] + [field.id for field in layout.form.numbers]
    return Places(
        layout=layout,
        rows=rows,
        sheets=sheets,
        totals={(block.scope, place.field): place for block in blocks for place in block.places},
        columns={identifier: column for column, identifier in enumerate(ids)},
        lines=relation_lines(layout, _CONTROL_TOP + 8),
    )


def _totals_sheet(section: Section, layout: Layout) -> TotalsSheet:
    name = f"汇总 {section.sheet.split()[0]}"
    widths = layout.sheet(section.sheet).widths
    tables = [block for block in section.blocks if isinstance(block, Table)]
    blocks, row = [], 0
    for scope in SCOPES:
        title = f"{section.heading}（{scope}）"
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


def formulas(at: Places) -> Iterator[Formula]:
    """Give every formula of a consolidated workbook: 封面, 汇总, 核对."""
    yield from _counts(at)
    fields = {field.id: field for field in at.layout.form.numbers}
    for (scope, identifier), place in at.totals.items():
        text = f"={_rounded(_sumifs(at, scope, identifier), fields[identifier])}"
        key = ("total", scope, identifier)
        yield Formula(sheet=place.sheet, cell=place.cell, text=text, key=key, field=identifier)
    yield from _cell_control(at)
    yield from _relation_control(at)
    for number, field in enumerate(at.layout.form.numbers):
        yield from _field_control(at, field, at.fields_row + number)


def _ledger(at: Places, identifier: str) -> str:
    return address(LEDGER_SHEET, at.column(identifier))


def _sumifs(at: Places, scope: str, identifier: str) -> str:
    conditions = f'{_ledger(at, "include")},"{INCLUDED}"'
    if scope != WHOLE:
        conditions += f',{_ledger(at, "tier")},"{scope}"'
    return f"SUMIFS({_ledger(at, identifier)},{conditions})"


def _rounded(formula: str, field: Field) -> str:
    return f"ROUND({formula},4)" if field.kind is Kind.AMOUNT else formula


def _counts(at: Places) -> Iterator[Formula]:
    included = f'{_ledger(at, "include")},"{INCLUDED}"'
    for scope in SCOPES:
        item = "counted" if scope == WHOLE else f"counted.{scope}"
        tier = "" if scope == WHOLE else f',{_ledger(at, "tier")},"{scope}"'
        text = f"=COUNTIFS({included}{tier})"
        yield Formula(sheet=COVER_SHEET, cell=at.cover(item), text=text, key=("counted", scope))
    state = address(CONTROL_SHEET, at.state)
    yield Formula(sheet=COVER_SHEET, cell=at.cover("state"), text=f"={state}", key=("state",))


def _cell_control(at: Places) -> Iterator[Formula]:
    """Read = placed + excluded: the constants stand beside, in the same column."""
    row = at.cells_row
    read, placed, excluded, rest, mark = (Cell(row + offset, 3) for offset in range(5))
    numbers = address(LEDGER_SHEET, at.numbers)
    yield _control(placed, f"=COUNT({numbers})", ("placed",))
    yield _control(rest, f"={read}-{placed}-{excluded}", ("rest",))
    yield _control(mark, f'=IF({rest}=0,"{Mark.HOLDS}","{Mark.FAILS}")', ("rest mark",))
    last = at.fields_row + len(at.layout.form.numbers) - 1
    marks = Area(Cell(at.lines[0].row, 6), Cell(last, 6))
    fails = f'COUNTIF({marks},"{Mark.FAILS}")+COUNTIF({mark},"{Mark.FAILS}")'
    text = f'=IF({fails}=0,"√ 全部相符","× 有 "&({fails})&" 项不相符")'
    yield _control(at.state, text, ("state",))


def _relation_control(at: Places) -> Iterator[Formula]:
    county = _county_layout(at)
    for number, line in enumerate(at.lines):
        yield _control(line.left, left_formula(line, county), ("left", str(number)))
        yield _control(line.right, right_formula(line, county), ("right", str(number)))
        yield _control(line.difference, difference_formula(line), ("relation difference", str(number)))
        yield _control(line.mark, mark_formula(line), ("relation mark", str(number)))


def _county_layout(at: Places) -> Layout:
    """Give the layout in which each field sits at its total; the answers to 空白单元格均为 0 at a heading, unanswered."""
    county = {field.id: at.totals[WHOLE, field.id] for field in at.layout.form.numbers}
    for sheet in at.sheets:
        if flag := sheet.section.blank_is_zero:
            county[flag.id] = Place(field=flag.id, sheet=sheet.name, area=Area.of(Cell(0, 0)))
    return replace(at.layout, places={**at.layout.places, **county}, lines=at.lines)


def _field_control(at: Places, field: Field, row: int) -> Iterator[Formula]:
    """Put the sum of the ledger, added up in another way, beside the total of each scope."""
    pairs = []
    for scope, column in zip(SCOPES, (3, 7, 9), strict=True):
        ledger, total = Cell(row, column), Cell(row, column + 1)
        chosen = f'({_ledger(at, "include")}="{INCLUDED}")'
        if scope != WHOLE:
            chosen += f'*({_ledger(at, "tier")}="{scope}")'
        product = f"SUMPRODUCT({chosen}*{_ledger(at, field.id)})"
        yield _control(ledger, f"={_rounded(product, field)}", ("ledger", scope, field.id), field.id)
        place = at.totals[scope, field.id]
        yield _control(total, f"={address(place.sheet, place.cell)}", ("total", scope, field.id), field.id)
        pairs.append((ledger, total))
    apart = "+".join(f"ABS({ledger}-{total})" for ledger, total in pairs)
    whole, *tiers = (total for _, total in pairs)
    apart += f"+ABS({'-'.join(map(str, (whole, *tiers)))})"
    difference, mark = Cell(row, 5), Cell(row, 6)
    yield _control(difference, f"=ROUND({apart},6)", ("difference", field.id), field.id)
    text = f'=IF({difference}=0,"{Mark.HOLDS}","{Mark.FAILS}")'
    yield _control(mark, text, ("mark", field.id), field.id)


def _control(cell: Cell, text: str, key: Key, field: str = "") -> Formula:
    return Formula(sheet=CONTROL_SHEET, cell=cell, text=text, key=key, field=field)
