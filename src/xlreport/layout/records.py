"""The records of a layout: sheets, labels, places, check lines. Where things sit, and nothing of how they look."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from xlreport.cells import Area, Cell, address
from xlreport.forms import Form, Relation, Section, Statement

CHECKS_SHEET = "校验"
GUIDE_SHEET = "填报说明"
FINDINGS_SHEET = "问题清单"
"""The sheet that an annotated copy has besides the form's; nothing on it is read."""
MANIFEST_SHEET = "_manifest"
FIRST_LINE = 4
"""The row of 校验 with its first check line, 0-based."""
_MARK = 6
"""The column of 校验 with the marks."""
CODE_CELL = Cell(1, 0)
"""Where each form sheet prints its 表号."""
CODE_NAME = "form_code"
"""The sheet-scoped name that points at the 表号."""


class Role(StrEnum):
    """What a label is, so that the writer can dress it."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a field sits: one cell, or for paragraphs one column of rows."""

    field: str
    sheet: str
    area: Area

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
    widths: tuple[float, ...] = ()
    frozen: Cell | None = None
    landscape: bool = False

    @property
    def last(self) -> Cell:
        """Give the corner that encloses everything on the sheet."""
        areas = [label.area for label in self.labels] + [place.area for place in self.places]
        return Cell(max(area.last.row for area in areas), max(area.last.column for area in areas))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One line of 校验: a statement of a relation, both sides, their difference, the mark, the reason."""

    relation: Relation
    statement: Statement
    row: int

    @property
    def left(self) -> Cell:
        """Give the cell of the left side."""
        return Cell(self.row, 3)

    @property
    def right(self) -> Cell:
        """Give the cell of the right side."""
        return Cell(self.row, 4)

    @property
    def difference(self) -> Cell:
        """Give the cell of left minus right."""
        return Cell(self.row, 5)

    @property
    def mark(self) -> Cell:
        """Give the cell of √, × or —."""
        return Cell(self.row, _MARK)

    @property
    def reason(self) -> Cell:
        """Give the unlocked cell where the unit answers a warning."""
        return Cell(self.row, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressLine:
    """One line of progress on 封面; of all sections together where `section` is None."""

    section: Section | None
    row: int
    due: int
    """how many inputs there are to fill in"""

    @property
    def done(self) -> Cell:
        """Give the cell that counts what is filled in."""
        return Cell(self.row, 1)

    @property
    def failing(self) -> Cell:
        """Give the cell that counts the section's check lines that fail."""
        return Cell(self.row, 3)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layout:
    """Where everything of a form sits. The writer draws it, the reader looks there.

    A layout equals only itself, so that what follows from it can be worked out once and kept.
    """

    form: Form
    sheets: tuple[Sheet, ...]
    places: Mapping[str, Place]
    lines: tuple[CheckLine, ...]
    progress: tuple[ProgressLine, ...]
    status: Cell
    """the cell of 封面 that sums up 校验"""

    def sheet(self, name: str) -> Sheet:
        """Give a sheet by its name."""
        return next(sheet for sheet in self.sheets if sheet.name == name)

    @property
    def cover(self) -> Sheet:
        """Give the first sheet."""
        return self.sheets[0]

    @property
    def marks(self) -> Area:
        """Give the column of marks on 校验, one row of it where the form declares no relation."""
        return Area.of(Cell(FIRST_LINE, _MARK), max(len(self.lines), 1))
