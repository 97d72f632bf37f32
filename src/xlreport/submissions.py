"""A submission: what one workbook says, each value with its raw text, its state and its cell.

Records only. Nothing here judges, and nothing here was altered on the way in.
"""

import re
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from xlreport.cells import Area, Cell
from xlreport.figures import Figures
from xlreport.findings import Finding, NumberInText
from xlreport.forms import Form
from xlreport.lazy import regex
from xlreport.numbers import BEYOND, Number, size
from xlreport.plain_records import dataclass

Value = Number | str | bool
_PICTURE = regex(r"\s*=?\s*(?:_xlfn\.)?(?:DISPIMG|IMAGE)\s*\(", re.IGNORECASE)
"""The formula of a picture that stands in a cell, of WPS and of Excel."""


class State(StrEnum):
    """What a cell holds, told apart everywhere."""

    VALUE = "value"
    ZERO = "zero"
    BLANK = "blank"
    DECLARED_ZERO = "declared_zero"
    ERROR = "error"
    TEXT = "text"
    """in a number cell: something that is not a number"""


def is_picture(*said: str | None) -> bool:
    """Tell whether a cell's formula, or what it was saved with, is that of a picture."""
    return any(map(_PICTURE.match, filter(None, said)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One field as the workbook holds it. `raw` is the cell's own text; for paragraphs the lines joined."""

    field: str
    sheet: str
    area: Area
    state: State
    value: Value | None
    raw: str | None
    type: str = ""
    """the file's own word for the cell: n, s, str, b, e, d, inlineStr; empty for a blank cell"""
    formula: str | None = None
    locked: bool | None = None
    normalised: bool = False
    """a number that stood as text, or whose text had to be cleaned of blanks, separators or full width"""
    dressed: str = ""
    """what a number cell's format makes of its number where that is another thing: date, percent"""
    shows: str | None = None
    """what a number cell's format shows where that is another number, "" where nothing can be seen"""

    @property
    def cell(self) -> Cell:
        """Give the (first) cell."""
        return self.area.first

    @property
    def is_uncomputed(self) -> bool:
        """Tell whether a formula stands here that has no result in the file: what it comes to nobody knows."""
        return self.formula is not None and not self.raw and self.state is State.BLANK

    @property
    def is_picture(self) -> bool:
        """Tell whether a picture stands in the cell in place of its text."""
        return is_picture(self.formula, self.raw)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A field that its addresses disagree about: where each one says it is, and which was followed.

    `followed` is empty for a field that has no cell of its own left, `by_label` where the labels do not decide.
    """

    field: str
    followed: str
    by_manifest: str
    by_name: str
    by_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLabel:
    """A label that does not say what the form prints there."""

    sheet: str
    cell: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAlike:
    """A further tab that prints the labels of a sheet of the form.

    `differing` are the inputs that it fills otherwise than the tab that was read, `filled` how many it fills.
    """

    tab: str
    filled: int
    differing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlteredFormula:
    """A formula of the form that is not as issued; `found` is None when it is gone, `field` names a total."""

    sheet: str
    cell: str
    found: str | None
    expected: str
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who and what a workbook says it is, by one of its witnesses."""

    form: str = ""
    edition: str = ""
    structure: str = ""
    unit_code: str = ""
    unit_name: str = ""
    unit_kind: str = ""
    region: str = ""
    year: str = ""
    issue: str = ""
    signature: str = ""
    """by the round's key over unit, year, edition and issue; empty in a round without one"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around the answers; per sheet of the form, cells as few ranges. An empty range is the whole sheet."""

    hidden: Mapping[str, str] = field(default_factory=dict)
    """inputs in hidden rows, columns or sheets"""
    merged: Mapping[str, str] = field(default_factory=dict)
    """merged areas that are not the form's, over inputs or over content of their own"""
    covered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """what stands unseen under merged areas, as `cell=text`"""
    unvalidated: Mapping[str, str] = field(default_factory=dict)
    """inputs without the data validation they were issued with"""
    comments: Mapping[str, int] = field(default_factory=dict)
    """how many comments that are not this tool's own"""
    external_links: int = 0
    macro_project: bool = False
    macro_sheets: tuple[str, ...] = ()
    embedded: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """Of a unit's register what may be handed on: each request, nothing personal, and how they were dealt with."""

    columns: tuple[str, ...]
    """the printed names of what `rows` have side by side"""
    rows: tuple[tuple[str, ...], ...]
    answered: int
    judged: int
    """those of the answered ones of which it can be said whether they were in time"""
    in_time: int
    median: str
    """of the working days that an answer took; empty where there was none"""
    extended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Annexed:
    """The rows that a return carries besides its tables, and what follows from them: the unit's own register."""

    sheet: str
    """where the rows stand"""
    offered: int
    """how many rows it has room for"""
    rows: Mapping[str, tuple[tuple[int, Mapping[str, object]], ...]]
    """per sheet its filled rows: the number of the line and what stands in it, by column"""
    formulas: Mapping[str, str]
    """the formula that each field was issued with that follows from the rows"""
    counted: Mapping[str, Number]
    """what the rows come to, by field, nothing among it too"""
    behind: Mapping[str, tuple[str, ...]]
    """the cells of the rows that a field counts"""
    findings: tuple[Finding, ...]
    """what is wrong with the rows"""
    extra: Mapping[str, str] = field(default_factory=dict)
    """filled cells that belong to no column, per sheet, as few ranges"""
    live: frozenset[str] = frozenset()
    """the fields whose formula is as issued"""
    choices: Mapping[str, str] = field(default_factory=dict)
    """which ways hold where no text decides"""
    sentences: Mapping[str, str] = field(default_factory=dict)
    """by choice the sentence that says so"""
    local: tuple[str, ...] = ()
    """the office's own holidays"""
    reported: Reported | None = None
    """None where the rows cannot be read"""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was entered."""
        return not any(self.rows.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """Everything one workbook says. `entries` has every field of the form, totals included."""

    form: Form
    file: str
    sha256: str
    identity: Identity
    """as the manifest has it"""
    has_manifest: bool = True
    """false where the hidden manifest is gone: fields were found by their names or printed labels"""
    witnesses: Mapping[str, Identity] = field(default_factory=dict)
    """the other places that say it, by name: `properties`, and per sheet its printed 表号"""
    entries: Mapping[str, Entry]
    reasons: Mapping[int, str] = field(default_factory=dict)
    """the unit's 说明 per line of 校验, by the line's number"""
    moved: tuple[Moved, ...] = ()
    labels: tuple[PrintedLabel, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    """the text printed where each sheet of the form has its 表号"""
    formulas: tuple[AlteredFormula, ...] = ()
    missing_sheets: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    """the tab now on a sheet of the form, by the name it was issued with; all else here speaks of issued names"""
    alike: Mapping[str, tuple[LookAlike, ...]] = field(default_factory=dict)
    """per sheet of the form, by its issued name, further tabs that look like it; where none was read, two or more"""
    pasted: tuple[str, ...] = ()
    """sheets of the form whose tab names its own fields, as one does that was copied in from another workbook"""
    extra_cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """filled cells outside the form, per sheet"""
    repeated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """cells that the file holds more than once, per sheet; the last content was read"""
    unprotected: tuple[str, ...] = ()
    surroundings: Surroundings = field(default_factory=Surroundings)
    annexed: Annexed | None = None
    """the register that it carries, where it carries one"""
    converted: str = ""
    """the format that it was handed in as, where it was converted to be read: xls, ods"""
    program: str = ""
    """the program that saved the file last, as the file says"""
    modified: str = ""
    """when the file was last saved, as the file says"""

    def entry(self, identifier: str) -> Entry:
        """Give a field's entry."""
        return self.entries[identifier]

    def text(self, identifier: str) -> str:
        """Give a field's value as text, empty when there is none."""
        value = self.entries[identifier].value if identifier in self.entries else None
        return "" if value is None else str(value)

    def says(self, word: str) -> str:
        """Give what the return says of itself, by a word of forms.IDENTITY; empty where it is blank or not asked."""
        return self.text(self.form.roles.field(word))

    @property
    def day(self) -> str:
        """Give the day it was handed in, as the cover says, else when the file was saved; empty where neither says.

        An implausible day on the cover says nothing.
        """
        day, year = self.says("submitted_on"), self.says("year")
        return day if day and (not year.isdecimal() or is_plausible(day, int(year))) else self.modified

    @property
    def altered_totals(self) -> frozenset[str]:
        """Give the totals whose formula is gone or another one."""
        return frozenset(each.field for each in self.formulas if each.field)

    def figures(self) -> Figures:
        """Give the exact figures, with typed-over totals as typed and totals by formula left to be worked out.

        A number of more than twenty digits is no figure: beside it no sum in a cell would hold the others.
        """
        fields, computed = self.form.fields, self.form.computed
        altered, zeroed = self.altered_totals, self.zeroed
        numbers: dict[str, Number] = {}
        unusable: set[str] = set()
        for each in self.entries.values():
            name, value, state = each.field, each.value, each.state
            if not fields[name].kind.numeric or (name in computed and name not in altered):
                continue
            if state in _KNOWN:
                if isinstance(value, Number) and size(value) < BEYOND:
                    numbers[name] = value
                elif isinstance(value, Number):
                    unusable.add(name)
            elif state is State.BLANK and name in computed and fields[name].section in zeroed:  # a total was cleared
                numbers[name] = 0
            elif state is not State.BLANK or name in computed or each.is_uncomputed:
                unusable.add(name)
        return Figures(
            form=self.form,
            numbers=numbers,
            unusable=frozenset(unusable),
            zeroed=zeroed,
            unit_kind=self.says("unit_kind"),
        )

    @property
    def zeroed(self) -> frozenset[str]:
        """Give the sections that answered 空白单元格均为 0 with yes."""
        flags = (each.blank_is_zero for each in self.form.sections if each.blank_is_zero)
        entries = ((flag.section, self.entries.get(flag.id)) for flag in flags)
        return frozenset(section for section, entry in entries if entry and entry.value is True)

    def entered(self) -> dict[str, Value]:
        """Give the values that stand in input cells, by field id: no totals, no blanks that were declared zero."""
        entries = (each for each in self.entries.values() if each.field not in self.form.computed)
        return {
            each.field: each.value
            for each in entries
            if each.value is not None and each.state in {State.VALUE, State.ZERO}
        }

    def left(self) -> dict[str, Value]:
        """Give what the unit left in each cell: values, the raw text where it is none, totals typed over."""
        gone = {each.field for each in self.formulas if each.field and each.found is None}
        live = self.annexed.live if self.annexed else ()
        kept = (e for e in self.entries.values() if e.field not in self.form.computed or e.field in gone)
        entries = (e for e in kept if e.field not in live)
        return {
            each.field: each.raw if each.value is None else each.value
            for each in entries
            if each.raw is not None and each.state is not State.DECLARED_ZERO
        }

    def values(self) -> dict[str, Value]:
        """Give every known value by field id, in form order: what `validate --json` prints and merge adds up."""
        figures, altered = self.figures(), self.altered_totals
        values: dict[str, Value] = {}
        for identifier in self.form.fields:
            entry = self.entries[identifier]
            if identifier in self.form.computed and identifier not in altered:
                values[identifier] = figures.value(identifier)
            elif entry.value is not None and entry.state in _KNOWN:
                values[identifier] = entry.value
        return values


def is_plausible(day: str, year: int) -> bool:
    """Tell whether a day (ISO) may be one of a return on that year: within it or within the year after it."""
    return day[:4].isdecimal() and year <= int(day[:4]) <= year + 1


_KNOWN = {State.VALUE, State.ZERO, State.DECLARED_ZERO}


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """One file taken in: what it says, what was found, its texts' numbers, how whole it is. `file` is its name only."""

    file: str
    sha256: str
    submission: Submission | None
    findings: tuple[Finding, ...]
    state: str
    """accepted, accepted_with_warnings, rejected or unreadable"""
    integrity: str = ""
    details: str = ""
    """the file with what the maintainers need where this tool itself failed on the return; empty where it did not"""
    numbers: tuple[NumberInText, ...] = ()

    @property
    def told(self) -> tuple[Finding, ...]:
        """Give the findings that are told to who does not ask for everything."""
        return tuple(finding for finding in self.findings if finding.told)
