"""The records of a layout: sheets, labels, places, check lines. Where things sit, and nothing of how they look."""

from collections.abc import Callable, Mapping
from dataclasses import field as dataclass_field
from enum import StrEnum
from typing import Any

from xlreport.cells import Area, Cell, address
from xlreport.forms import Form, Section
from xlreport.layout.check_lines import FIRST_LINE, RETURN_COLUMNS, CheckLine, OwnLine, ProgressLine
from xlreport.plain_records import dataclass

CHECKS_SHEET = "校验"
GUIDE_SHEET = "填报说明"
FINDINGS_SHEET = "问题清单"
"""The sheet that an annotated copy has besides the form's; nothing on it is read."""
MANIFEST_SHEET = "_manifest"
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
    span: int = dataclass_field(default=1, compare=False)
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
    counts: Mapping[str, Cell] = dataclass_field(default_factory=dict)
    """per narrative field the cell that counts its characters"""
    length: Cell | None = None
    """the cell that counts the whole narrative against its limit"""
    code: Cell | None = None
    """where a sheet of the form prints its 表号"""
    state: Cell | None = None
    """the cell that says how the sheet stands, and leads to the first thing to do"""
    notes: Mapping[int, str] = dataclass_field(default_factory=dict)
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
class Annex:
    """Sheets that a workbook may have besides the form's, with rows that some of its figures follow from."""

    sheets: tuple[str, ...]
    """their names; the first is the one that makes the difference"""
    reads: Callable[[Any, Any, str], Any]
    """makes of a book that was read, whose it says it is and of which day, what a submission keeps of them"""
    counts: Mapping[str, tuple[tuple[int, str], ...]] = dataclass_field(default_factory=dict)
    """by field, which columns of a row that is handed on say what where it counts the row; "?*" is anything"""


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
    notice: Cell
    """the cell of 封面 that says until when and whom to ask, where a round says so"""
    annex: Annex | None = None
    """what a workbook of the form may carry besides"""

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
