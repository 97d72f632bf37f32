"""The records of a form: what is asked, in the form's own words. Nothing here knows of Excel."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

from xlreport.findings import Rule
from xlreport.forms.charts import Chart, KeyFigure
from xlreport.forms.fields import Advice, Field, Kind
from xlreport.forms.roles import Roles
from xlreport.forms.units import Units
from xlreport.language import Text, either
from xlreport.plain_records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A printed header of a table; its children stand below it (columns) or beside it (rows)."""

    label: str
    id: str = ""
    kind: Kind | None = None
    children: tuple["Header", ...] = ()
    note: str = ""
    """of a row: what to know of it, with its article"""
    level: str = ""
    """of a note: how well it is known, A to D as for a rule"""

    @property
    def remark(self) -> str:
        """Give the note with its level."""
        return f"{self.note}（{self.level}）" if self.level else self.note

    def leaves(self, above: tuple["Header", ...] = ()) -> Iterator[tuple["Header", ...]]:
        """Give each way from here down to a header without children."""
        way = (*above, self)
        if not self.children:
            yield way
        for child in self.children:
            yield from child.leaves(way)


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A block of single fields, each beside its label."""

    caption: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """A block of narrative parts, each a heading over its paragraphs."""

    caption: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A block of rows and columns; `fields` runs row by row."""

    caption: str
    corner: str
    columns: tuple[Header, ...]
    rows: tuple[Header, ...]
    fields: tuple[Field, ...]
    answers: bool = False
    """each row answers a warning: the first column names its rule, the second gives the reason"""


Block = Items | Texts | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One sheet of the form: its official heading, its blocks, and a guide in the clerk's words."""

    id: str
    sheet: str
    heading: str
    guide: tuple[str, ...]
    blocks: tuple[Block, ...]
    blank_is_zero: Field | None
    """the answer 空白单元格均为 0, where the section has one"""
    last: tuple[Field, ...] = ()
    """figures of last year's report that stand beside this year's, for comparison"""
    limit: int = 0
    """characters that some places ask the section's narrative not to exceed; 0 for none"""
    mentions: tuple[str, ...] = ()
    """words that the section's narrative has to speak of"""

    @property
    def fields(self) -> tuple[Field, ...]:
        """Give every field of the section, the answer first and last year's figures at the end."""
        own = () if self.blank_is_zero is None else (self.blank_is_zero,)
        return own + tuple(field for block in self.blocks for field in block.fields) + self.last

    def due(self, form: "Form") -> int:
        """Count the inputs to fill in: the typed number cells of the tables, and the narrative parts."""
        return len(form.typed[self.id]) + len(self.texts)

    @property
    def texts(self) -> tuple[Field, ...]:
        """Give the section's narrative parts."""
        return tuple(field for block in self.blocks if isinstance(block, Texts) for field in block.fields)

    @property
    def numbers(self) -> tuple[Field, ...]:
        """Give the number cells of the section's tables."""
        tables = (block for block in self.blocks if isinstance(block, Table))
        return tuple(field for table in tables for field in table.fields if field.kind.numeric)


@dataclass(frozen=True, slots=True)
class Term:
    """A field with its sign in a sum."""

    sign: int
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """`left relation right`, each side a sum of fields plus a constant; `about` names its column or row."""

    left: tuple[Term, ...]
    left_constant: int = 0
    operator: str
    right: tuple[Term, ...]
    right_constant: int = 0
    about: str = ""
    fields: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """every field that takes part, left side first"""

    def __post_init__(self) -> None:
        """Name the fields once."""
        object.__setattr__(self, "fields", tuple(term.field for term in (*self.left, *self.right)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation of the form (勾稽关系): said once, for the workbook, the check, the message and the docs."""

    rule: Rule
    holds: Text
    """what should hold, as 校验 prints it; the rule's title says what is wrong"""
    computes: bool
    kinds: tuple[str, ...]
    """unit kinds it holds for; empty: all"""
    statements: tuple[Statement, ...]

    @property
    def code(self) -> str:
        """The code of its rule."""
        return self.rule.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit that a round may set: what holds where it does not, and whether it is a share of a hundred."""

    usual: int
    percent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A whole form. `computed` maps each total to the statement whose right side is its formula."""

    id: str
    edition: str
    title: str
    source: Text
    first_year: int
    guide: tuple[str, ...]
    sections: tuple[Section, ...]
    relations: tuple[Relation, ...]
    fields: Mapping[str, Field]
    computed: Mapping[str, Statement]
    roles: Roles = field(default_factory=Roles)
    units: Units
    """who reports on it"""
    wing: str = ""
    """the part of the program that knows what only this form means; none for most"""
    families: Mapping[str, Text] = field(default_factory=dict)
    """the form's own families of rules, by the letter of their codes"""
    folder: Path | None = field(default=None, compare=False, repr=False)
    """where it was read from; its draft lies beside it"""
    final_year: int = 0
    """the last year it was used for; 0 for a form in force"""
    compared: tuple[str, ...] = ()
    """the fields by which units and years are compared"""
    charts: tuple[Chart, ...] = ()
    key_figures: tuple[KeyFigure, ...] = ()
    left_over: tuple[str, ...] = ()
    """words of a template that the workbook marks in a narrative"""
    advice: tuple[Advice, ...] = ()
    """what to type into its fields, beside what holds for every form's"""
    limits: Mapping[str, Limit] = field(default_factory=dict)
    """what a round may set under [limits], by key"""
    resting: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    """by field, every field that its figure rests on: itself, the totals on the way, the typed ones"""
    adding: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    """by total, the typed fields that it adds up"""
    numbers: tuple[Field, ...] = field(init=False, repr=False, compare=False)
    """the number cells of all tables, totals included, in form order: the ledger's columns"""
    typed: Mapping[str, tuple[Field, ...]] = field(init=False, repr=False, compare=False)
    """by section, the number cells of its tables that are typed"""

    def __post_init__(self) -> None:
        """Gather the number cells and follow every total down to what is typed, once."""
        typed = {each.id: tuple(one for one in each.numbers if one.id not in self.computed) for each in self.sections}
        object.__setattr__(self, "typed", typed)
        object.__setattr__(self, "numbers", tuple(each for section in self.sections for each in section.numbers))
        object.__setattr__(self, "resting", {each: self._below(each) for each in self.fields})
        typed_below = {
            total: tuple(e for e in self.resting[total] if e not in self.computed) for total in self.computed
        }
        object.__setattr__(self, "adding", typed_below)

    def _below(self, identifier: str) -> tuple[str, ...]:
        statement = self.computed.get(identifier)
        below = (each for term in statement.right for each in self._below(term.field)) if statement else ()
        return tuple(dict.fromkeys((identifier, *below)))

    @property
    def singles(self) -> tuple[Field, ...]:
        """Give the number cells outside the tables, each beside its label: figures that the narrative quotes."""
        blocks = (block for section in self.sections for block in section.blocks)
        return tuple(
            field for block in blocks if isinstance(block, Items) for field in block.fields if field.kind.numeric
        )

    @property
    def listed(self) -> tuple[str, Mapping[str, str]]:
        """Give the row of figures that another office keeps a list of: its name, and its fields by their column."""
        row = self.roles.counted_documents
        columns = {each.removeprefix(f"{row}."): each for each in self.fields if row and each.startswith(f"{row}.")}
        return row.rpartition(".")[2], columns

    @property
    def answers(self) -> tuple[tuple[Field, Field], ...]:
        """Give the lines in which a unit answers warnings: the rule's code and the reason."""
        blocks = (block for section in self.sections for block in section.blocks)
        tables = (block for block in blocks if isinstance(block, Table) and block.answers)
        return tuple(pair for table in tables for pair in zip(table.fields[::2], table.fields[1::2], strict=True))

    def year_fault(self, year: int) -> str:
        """Say why a report of that year is not made on this form; nothing where it is."""
        if year < self.first_year:
            return either(f"此表自 {self.first_year} 年度起使用", f"the form starts with {self.first_year}")
        if self.final_year and year > self.final_year:
            return either(f"此表用到 {self.final_year} 年度为止", f"the form ends with {self.final_year}")
        return ""

    def section_of(self, field: str) -> Section:
        """Give the section a field belongs to."""
        return next(section for section in self.sections if section.id == self.fields[field].section)
