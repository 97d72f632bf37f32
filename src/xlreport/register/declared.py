"""The register as its form declares it: columns, lists, periods, what is counted where. Knows no row and no cell."""

from collections.abc import Container, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Self

from xlreport.errors import FormError
from xlreport.forms import Form, Option
from xlreport.language import Text, either
from xlreport.plain_records import dataclass

TONES = ("good", "warn", "bad", "wait", "plain")


class ColumnKind(StrEnum):
    """What a column of the register takes."""

    LINE = "line"
    """one line of text"""
    DATE = "date"
    """a day, ISO text in data"""
    CHOICE = "choice"
    """one of the options; data holds its id, the cell its label"""
    DAYS = "days"
    """a whole number of working days"""
    AMOUNT = "amount"
    """yuan, at most two decimals"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its id in data, its printed label below its group's, and whether it may leave the bureau."""

    id: str
    label: str
    kind: ColumnKind
    group: str = ""
    options: tuple[Option, ...] = ()
    former: tuple[Option, ...] = ()
    """options by the words of registers that were drawn before"""
    note: str = ""
    width: float = 12
    reported: bool = True
    added: bool = False
    """whether registers of earlier editions have no such column"""

    def label_of(self, identifier: str) -> str:
        """The printed word of an option; what is no option stands as it is."""
        return next((each.label for each in self.options if each.id == identifier), identifier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Where the rows are counted: a table of the form whose columns are kinds of applicant, and its rows' ids."""

    table: str
    received: str
    carried_in: str
    concluded: str
    carried_out: str
    fee_cases: str
    fee_sum: str
    carried_out_word: str
    """what the register's own column says of a request that is carried out"""
    withdrawn_word: str
    """the last of the outcomes to choose from: a request taken back, counted as the round's choice has it"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """The statutory numbers of working days."""

    answer: int
    extension: int
    correction_notice: int
    third_party: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Automatic:
    """A locked column that a formula fills: before the typed ones, or behind them."""

    id: str
    group: str
    label: str
    width: float
    front: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeList:
    """The list of reviews and suits: its columns, its table in the form, and which of them a year counts."""

    sheet: str
    rows: int
    table: str
    pending_word: str
    columns: tuple[Column, ...]
    automatic: tuple[Automatic, ...]

    def column(self, identifier: str) -> Column:
        """The column of an id."""
        return next(each for each in self.columns if each.id == identifier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What no text decides: the ways there are, each with the sentence that says so, and the one that holds."""

    id: str
    says: Mapping[str, str]
    chosen: str
    columns: Mapping[str, str]
    """by way the column that holds, where the ways are columns"""

    @property
    def said(self) -> str:
        """The sentence of the way that holds."""
        return self.says[self.chosen]

    def without(self, known: Container[str]) -> Self:
        """The choice among the ways that rest on no other column; the first of them where the chosen one is gone."""
        kept = {way: said for way, said in self.says.items() if way not in self.columns or self.columns[way] in known}
        return replace(self, says=kept, chosen=self.chosen if self.chosen in kept else next(iter(kept)))


WITHDRAWN = "withdrawn"
"""The outcome of a request that was taken back: none of the table's own."""


class RowState(StrEnum):
    """How a request stands on a day."""

    OPEN = "open"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    CORRECTION = "correction"
    CORRECTION_EXPIRED = "correction_expired"
    CONSULTING = "consulting"
    FEE = "fee"
    NO_CALENDAR = "no_calendar"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateWords:
    """What a request's state is called, and the tone it is drawn in."""

    label: Text
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterForm:
    """A whole register: what a row says, by which days it is judged, and which figures follow."""

    form: Form
    sheet: str
    rows: int
    fewest_rows: int
    most_rows: int
    soon_days: int
    counted: Counted
    days: Periods
    columns: tuple[Column, ...]
    private: tuple[Column, ...]
    """columns that stand in a stand-alone register only and never leave the bureau"""
    automatic: tuple[Automatic, ...]
    origins: Mapping[str, str]
    """what the register's own column says of where a request came from"""
    disputes: DisputeList
    states: Mapping[RowState, StateWords]
    choices: tuple[Choice, ...]

    @property
    def earlier(self) -> Self:
        """The register as it was before columns were added: no way that rests on one of them can be chosen."""
        columns = tuple(each for each in self.columns if not each.added)
        known = {each.id for each in columns}
        return replace(self, columns=columns, choices=tuple(each.without(known) for each in self.choices))

    @property
    def ungrouped(self) -> Self:
        """The register as it was while no outcome bore the number of its group."""
        outcome, table, kind = self.column("outcome"), self.counted.table, self.applicants[0].id
        items = {each.id: self.form.fields[f"{table}.{each.id}.{kind}"].item for each in self.outcomes}
        options = tuple(replace(each, label=items.get(each.id, each.label)) for each in outcome.options)
        plain = replace(outcome, options=options)
        return replace(self, columns=tuple(plain if each is outcome else each for each in self.columns))

    def choice(self, identifier: str) -> str:
        """Which way holds where no text decides."""
        return next(each.chosen for each in self.choices if each.id == identifier)

    @property
    def chosen(self) -> dict[str, str]:
        """Which way holds, choice by choice."""
        return {each.id: each.chosen for each in self.choices}

    def choosing(self, chosen: Mapping[str, str], soon_days: int | None = None, rows: int | None = None) -> Self:
        """The register with other ways chosen; raises FormError naming a choice or a way that there is not."""
        unknown = [f"{name} = {way}" for name, way in chosen.items() if not self.knows(name, way)]
        if unknown:
            raise FormError(f"register: {either('没有这样的选择', 'no such choice')}: {'、'.join(unknown)}")
        return replace(
            self,
            choices=tuple(replace(each, chosen=chosen.get(each.id, each.chosen)) for each in self.choices),
            soon_days=self.soon_days if soon_days is None else soon_days,
            rows=rows or self.rows,
        )

    def knows(self, name: str, way: str) -> bool:
        """Tell whether there is such a choice, and such a way."""
        return any(each.id == name and way in each.says for each in self.choices)

    def column(self, identifier: str) -> Column:
        """The column of an id."""
        return next(each for each in self.columns if each.id == identifier)

    @property
    def applicants(self) -> tuple[Option, ...]:
        """The kinds of applicant: the table's columns that are typed."""
        return self.column("applicant").options

    @property
    def outcomes(self) -> tuple[Option, ...]:
        """The outcomes: the rows that the table's total of concluded requests adds up."""
        return tuple(each for each in self.column("outcome").options if each.id != WITHDRAWN)

    @property
    def closing(self) -> str:
        """The column whose day closes a request."""
        return next((each.columns[each.chosen] for each in self.choices if each.columns), "answered")

    @property
    def closing_label(self) -> str:
        """What that column is called."""
        return self.column(self.closing).label
