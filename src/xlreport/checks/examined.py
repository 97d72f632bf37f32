"""What a check looks at: one submission, the form's layout, the relations worked out, and what was expected."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import field, replace
from decimal import Decimal
from typing import Any, TypeVar

from xlreport.background import NOTHING_KNOWN, Background
from xlreport.cells import Cell, ranges
from xlreport.figures import Figures
from xlreport.findings import Where
from xlreport.forms import LARGEST, Field, Form, Kind
from xlreport.language import Text
from xlreport.layout import Layout
from xlreport.numbers import Number
from xlreport.plain_records import dataclass
from xlreport.relations import Outcome, evaluate
from xlreport.submissions import Entry, Submission, Value

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One submission under examination. `outcomes` has one result per line of 校验, as the workbook shows it.

    `repaired` has them with every total worked out from its parts: what fails only in `outcomes` follows
    from a total that was overtyped or altered.
    """

    submission: Submission
    layout: Layout
    background: Background
    figures: Figures
    sound: Figures
    """the same with every total left to be worked out from its parts"""
    outcomes: tuple[Outcome, ...]
    repaired: tuple[Outcome, ...]
    impossible: frozenset[str]
    """typed fields whose number cannot be: below 0, too large, a count with decimals; nothing is worked out from them"""
    _kept: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _known: dict[str, Number | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, key: Hashable, work: Callable[[], _Result]) -> _Result:
        """Give what several checks ask for; it is worked out for the first of them."""
        if key not in self._kept:
            self._kept[key] = work()
        result: _Result = self._kept[key]
        return result

    def field(self, identifier: str) -> Field:
        """Give a field of the form."""
        return self.layout.form.fields[identifier]

    def has(self, entry: Entry) -> bool:
        """Tell whether the entry's sheet and cell are there: what follows from a missing one is not told again."""
        lost = any(each.field == entry.field and not each.followed for each in self.submission.moved)
        return entry.sheet not in self.submission.missing_sheets and not lost

    def parts(self, total: str) -> Number | None:
        """Give what a total's parts add up to; None while a part is missing, or no number that can be."""
        if self.sound.open(total) or self.rests_on_impossible(total):
            return None
        return self.sound.value(total)

    def known(self, identifier: str) -> Number | None:
        """Give a figure, totals worked out; None while it is blank or no number, or the form has no such field."""
        if identifier not in self._known:
            self._known[identifier] = self._figure(identifier)
        return self._known[identifier]

    def _figure(self, identifier: str) -> Number | None:
        if identifier not in self.layout.form.fields or self.sound.open(identifier):
            return None
        return None if self.rests_on_impossible(identifier) else self.sound.value(identifier)

    def rests_on_impossible(self, *fields: str) -> tuple[str, ...]:
        """Give the typed fields below these whose number cannot be."""
        if not self.impossible:
            return ()
        below = (each for field in fields for each in self.figures.inputs(field))
        return tuple(dict.fromkeys(each for each in below if each in self.impossible))

    def last(self, identifier: str) -> Number | None:
        """Give last year's figure: as the round knows it, else as the workbook shows it; None where nobody said."""
        known = self.background.last.numbers.get(identifier) if self.background.last else None
        shown = f"last.{identifier}"
        return self.known(shown) if known is None and shown in self.layout.form.fields else known

    def limit(self, key: str) -> int:
        """Give a limit of the form: the round's, else the usual one."""
        return self.background.policies.limit(key, self.layout.form)

    def asks(self, code: str) -> bool:
        """Tell whether the round turned on a rule that is off by default."""
        return code in self.background.policies.severities

    def mentions(self, word: str, *fields: str) -> bool:
        """Tell whether a word stands in these texts, or in any of the form's where none is named."""
        texts = fields or tuple(field.id for field in self.layout.form.fields.values() if field.kind is Kind.TEXT)
        return any(word in self.submission.text(field) for field in texts)

    @property
    def year(self) -> int:
        """Give the report year, 0 where the return does not say."""
        entry = self.submission.entries.get(self.layout.form.roles.field("year"))
        value = entry.value if entry else None
        return value if isinstance(value, int) else 0

    def shown_by_workbook(self, total: str) -> Number:
        """Give what the workbook's own formula shows for a total: it passes over blanks and over text."""
        shown = self.once("shown by the workbook", lambda: replace(self.sound, numbers=self._typed_as_numbers()))
        return shown.value(total)

    def _typed_as_numbers(self) -> dict[str, Number]:
        entries = self.submission.entries
        numbers = self.sound.numbers
        return {field: number for field, number in numbers.items() if not entries[field].normalised}

    def where(self, identifier: str) -> Where:
        """Give the place of one field, as the workbook prints it."""
        entry = self.submission.entry(identifier)
        return Where(sheet=entry.sheet, cell=str(entry.area), label=self.field(identifier).label, field=identifier)


def examine(submission: Submission, layout: Layout, background: Background = NOTHING_KNOWN) -> Examined:
    """Work out all relations of a submission, as it stands and with its totals repaired."""
    figures = submission.figures()
    sound = repaired(figures)
    outcomes = tuple(evaluate(line, figures) for line in layout.lines)
    return Examined(
        submission=submission,
        layout=layout,
        background=background,
        figures=figures,
        sound=sound,
        outcomes=outcomes,
        repaired=outcomes if sound is figures else tuple(evaluate(line, sound) for line in layout.lines),
        impossible=frozenset(_impossible(submission.entries.values(), layout.form)),
    )


def _impossible(entries: Iterable[Entry], form: Form) -> Iterator[str]:
    for each in entries:
        value, name = each.value, each.field
        if value is None or (type(value) is int and 0 <= value <= LARGEST):  # as most are
            continue
        if form.fields[name].kind.numeric and name not in form.computed and cannot_be(value, form.fields[name]):
            yield name


def cannot_be(number: Value | None, field: Field) -> Text | None:
    """Say why a number can stand for no quantity of a field; None where it can, or is no number."""
    if (type(number) is int and 0 <= number <= LARGEST) or isinstance(number, bool):
        return None
    if not isinstance(number, int | Decimal):
        return None
    if number < 0:
        return Text("不能为负数", "it cannot be negative")
    if number > LARGEST:
        return Text("超过十二位数", "it has more than twelve digits")
    if field.kind is Kind.COUNT and not isinstance(number, int):
        return Text("应为整数，没有小数", "it must be a whole number")
    return None


def repaired(figures: Figures) -> Figures:
    """Give the same figures with every total left to be worked out from its parts: these, where all are already."""
    computed = figures.form.computed
    if computed.keys().isdisjoint(figures.numbers) and computed.keys().isdisjoint(figures.unusable):
        return figures
    return replace(
        figures,
        numbers={field: number for field, number in figures.numbers.items() if field not in computed},
        unusable=frozenset(field for field in figures.unusable if field not in computed),
    )


def together(entries: list[Entry], label: str = "") -> Where:
    """Give the place of several entries of one sheet as few ranges."""
    cells: list[Cell] = [cell for entry in entries for cell in entry.area]
    field = entries[0].field if len(entries) == 1 else ""
    return Where(sheet=entries[0].sheet, cell=ranges(cells), label=label, field=field)
