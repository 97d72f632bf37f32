"""The records of lines: of 校验, one per statement and one per thing counted; of the progress on 封面."""

from enum import StrEnum

from xlreport.cells import Area, Cell
from xlreport.findings import Severity
from xlreport.forms import Relation, Section, Statement
from xlreport.plain_records import dataclass

TOP_LINE, TOP_LINES = 5, 6
"""The row of 校验 with the first thing to do, and how many of them stand there."""
FIRST_LINE = TOP_LINE + TOP_LINES + 4
"""The row of 校验 with its first check line, 0-based."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineColumns:
    """The columns of a check line."""

    mark: int
    left: int
    right: int
    difference: int
    reason: int = 8


RETURN_COLUMNS = LineColumns(mark=0, left=3, right=5, difference=6)
"""On 校验 of a return: 结果, 内容, 对象, 表中数, 关系, 计算数, 差额, 到该单元格, 说明, 规则, and three hidden ones."""
TOTALS_COLUMNS = LineColumns(left=3, right=5, difference=6, mark=7)
"""On a sheet that holds the relations against totals; between the two sides stands how they relate."""
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
        return self.relation.rule.severity

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
