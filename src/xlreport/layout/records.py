"""The records of a layout: sheets, labels, places, check lines. Where things sit, and nothing of how they look."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from xlreport.cells import Area, Cell, address
from xlreport.findings import Severity
from xlreport.forms import Form, Relation, Section, Statement

CHECKS_SHEET = "校验"
GUIDE_SHEET = "填报说明"
FINDINGS_SHEET = "问题清单"
"""The sheet that an annotated copy has besides the form's; nothing on it is read."""
MANIFEST_SHEET = "_manifest"
TOP_LINE, TOP_LINES = 5, 6
"""The row of 校验 with the first thing to do, and how many of them stand there."""
FIRST_LINE = TOP_LINE + TOP_LINES + 4
"""The row of 校验 with its first check line, 0-based."""
BAND = Cell(2, 0)
"""The cell of 校验 that says how all lines stand."""
CODE_NAME = "form_code"
"""The sheet-scoped name that points at the 表号."""


class Role(StrEnum):
    """What a label is, so that the writer can dress it."""

    BACK = "back"
    """the way back to 封面"""
    BLOCK = "block"
    """the heading of a block that is not the form's"""
    GUTTER = "gutter"
    """the number of a paragraph or of a line"""
    LISTED = "listed"
    LIST_HEAD = "list head"
    REMARK = "remark"
    SAMPLE = "sample"
    """a cell that shows what a kind of cell looks like; its text says which"""
    SIGN = "sign"
    STEP = "step"

    TITLE = "title"
    CAPTION = "caption"
    HEADER = "header"
    ROW = "row"
    PART = "part"
    PROMPT = "prompt"
    FILLER = "filler"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A printed text: locked, and read back to see that it still says the same."""

    area: Area
    text: str
    role: Role
    link: str = ""
    """the sheet it leads to, if it is a link"""
    hint: str = ""
    """the end of the text that is a remark"""
    printed: bool = True
    """whether it is part of the printed page"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a field sits: one cell, or for paragraphs one column of rows."""

    field: str
    sheet: str
    area: Area
    span: int = 1
    """columns that its one cell is merged over, as its header is"""

    @property
    def merged(self) -> Area:
        """Give the cells it takes on the sheet."""
        return Area(self.area.first, self.area.last.shifted(columns=self.span - 1))

    @property
    def cell(self) -> Cell:
        """Give the (first) cell."""
        return self.area.first

    @property
    def address(self) -> str:
        """Give the absolute address with its sheet, as a defined name wants it."""
        return address(self.sheet, self.area)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of the workbook; `section` is empty for 填报说明 and 校验."""

    name: str
    section: str = ""
    labels: tuple[Label, ...] = ()
    places: tuple[Place, ...] = ()
    counts: Mapping[str, Cell] = field(default_factory=dict)
    """per narrative field the cell that counts its characters"""
    length: Cell | None = None
    """the cell that counts the whole narrative against its limit"""
    code: Cell | None = None
    """where a sheet of the form prints its 表号"""
    state: Cell | None = None
    """the cell that says how the sheet stands, and leads to the first thing to do"""
    notes: Mapping[int, str] = field(default_factory=dict)
    """per row of a table what to know of it, at its right; what is wrong in the row stands there instead"""
    margin: int = 0
    """the column of the notes"""
    widths: tuple[float, ...] = ()
    hidden: tuple[int, ...] = ()
    """columns that only formulas look at"""
    frozen: Cell | None = None
    landscape: bool = False
    one_page: bool = False
    repeat: int | None = None
    """the row that is printed again on every page"""

    @property
    def last(self) -> Cell:
        """Give the corner that encloses everything on the sheet."""
        areas = [label.area for label in self.labels] + [place.merged for place in self.places]
        return Cell(max(area.last.row for area in areas), max(area.last.column for area in areas))

    @property
    def printed(self) -> Area:
        """Give what is printed: all but what stands in the margin."""
        areas = [label.area for label in self.labels if label.printed] + [place.merged for place in self.places]
        return Area(Cell(0, 0), Cell(max(a.last.row for a in areas), max(a.last.column for a in areas)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LineColumns:
    """The columns of a check line."""

    mark: int
    left: int
    right: int
    difference: int
    reason: int = 8


RETURN_COLUMNS = LineColumns(mark=0, left=3, right=5, difference=6)
"""On 校验 of a return: 结果, 内容, 对象, 左边, 关系, 右边, 差额, 到该单元格, 说明, 规则, and three hidden ones."""
TOTALS_COLUMNS = LineColumns(left=3, right=4, difference=5, mark=6)
"""On a sheet that holds the relations against totals."""
LINK, RULE_CODE, RANK, TARGET, ROW_KEY = 7, 9, 10, 11, 12
"""The other columns of a line on 校验; the last three are hidden: its rank among what is to be done, where it leads,
and the row of a table in whose margin it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One line of 校验: a statement of a relation, both sides, their difference, the mark, the reason."""

    relation: Relation
    statement: Statement
    row: int
    columns: LineColumns = RETURN_COLUMNS

    @property
    def code(self) -> str:
        """Give the code of its rule."""
        return self.relation.code

    @property
    def severity(self) -> Severity:
        """Give how much it matters when it fails."""
        return self.relation.severity

    @property
    def left(self) -> Cell:
        """Give the cell of the left side."""
        return Cell(self.row, self.columns.left)

    @property
    def right(self) -> Cell:
        """Give the cell of the right side."""
        return Cell(self.row, self.columns.right)

    @property
    def difference(self) -> Cell:
        """Give the cell of left minus right."""
        return Cell(self.row, self.columns.difference)

    @property
    def mark(self) -> Cell:
        """Give the cell of √, ×, ！ or —."""
        return Cell(self.row, self.columns.mark)

    @property
    def reason(self) -> Cell:
        """Give the unlocked cell where the unit answers a warning."""
        return Cell(self.row, self.columns.reason)


class Concern(StrEnum):
    """What a line of 校验 looks at that is no relation between figures."""

    NOT_NUMBERS = "numbers"
    """a number cell that holds something else"""
    LEFT_OVER = "left over"
    """words of a template in a narrative"""
    LENGTH = "length"
    """a narrative against its limit of characters"""
    MENTION = "mention"
    """a narrative that has to speak of something"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLine:
    """One line of 校验 that counts in a section what no relation sees; the rule of the code tells it after hand-in."""

    concern: Concern
    section: Section
    code: str
    title: str
    about: str
    severity: Severity
    operator: str
    bound: int
    words: tuple[str, ...]
    """what is looked for, or left out"""
    areas: tuple[Area, ...]
    """the cells looked at"""
    row: int

    @property
    def left(self) -> Cell:
        """Give the cell of what was counted."""
        return Cell(self.row, RETURN_COLUMNS.left)

    @property
    def mark(self) -> Cell:
        """Give the cell of √, ×, ！ or —."""
        return Cell(self.row, RETURN_COLUMNS.mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressLine:
    """One line of progress on 封面; what is counted for it stands in hidden columns."""

    section: Section
    row: int
    due: int
    """how many inputs there are to fill in"""

    @property
    def share(self) -> Cell:
        """Give the cell with the bar."""
        return Cell(self.row, 2)

    @property
    def told(self) -> Cell:
        """Give the cell that says how many of how many are filled in."""
        return Cell(self.row, 3)

    @property
    def sign(self) -> Cell:
        """Give the cell that says how the section stands."""
        return Cell(self.row, 4)

    @property
    def done(self) -> Cell:
        """Give the cell that counts what is filled in."""
        return Cell(self.row, 5)

    @property
    def failing(self) -> Cell:
        """Give the cell that counts the section's check lines that fail."""
        return Cell(self.row, 6)

    @property
    def wanting(self) -> Cell:
        """Give the cell that counts the section's check lines that want a reason."""
        return Cell(self.row, 7)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layout:
    """Where everything of a form sits. The writer draws it, the reader looks there.

    A layout equals only itself, so that what follows from it can be worked out once and kept.
    """

    form: Form
    sheets: tuple[Sheet, ...]
    places: Mapping[str, Place]
    lines: tuple[CheckLine, ...]
    own_lines: tuple[OwnLine, ...]
    progress: tuple[ProgressLine, ...]
    status: Cell
    """the cell of 封面 that says how the whole stands"""
    whom: Cell
    """the cell of 封面 that says whose report it is"""

    def sheet(self, name: str) -> Sheet:
        """Give a sheet by its name."""
        return next(sheet for sheet in self.sheets if sheet.name == name)

    @property
    def every_line(self) -> tuple[CheckLine | OwnLine, ...]:
        """Give all lines of 校验 from the top."""
        lines: list[CheckLine | OwnLine] = [*self.own_lines, *self.lines]
        return tuple(sorted(lines, key=lambda line: line.row))

    @property
    def cover(self) -> Sheet:
        """Give the first sheet."""
        return self.sheets[0]

    @property
    def marks(self) -> Area:
        """Give the column of marks on 校验, one row of it where there is no line."""
        return self.column(RETURN_COLUMNS.mark)

    def column(self, column: int) -> Area:
        """Give a column of the lines on 校验."""
        return Area.of(Cell(FIRST_LINE, column), max(len(self.lines) + len(self.own_lines), 1))

    def rows_of(self, section: Section) -> tuple[int, int] | None:
        """Give the first and the last row of a section's lines on 校验, which stand together."""
        own = [line.row for line in self.own_lines if line.section.id == section.id]
        fields = self.form.fields
        own += [line.row for line in self.lines if fields[line.statement.left[0].field].section == section.id]
        return (min(own), max(own)) if own else None
