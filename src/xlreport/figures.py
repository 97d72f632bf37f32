"""The figures of one return as the arithmetic sees them: exact numbers, blanks, and cells that hold none."""

from collections.abc import Iterable, Mapping
from dataclasses import field

from xlreport.forms import Form, Statement, Term
from xlreport.numbers import Number
from xlreport.plain_records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Numbers by field id. A typed-over total stands in `numbers`; an intact one is worked out."""

    form: Form
    numbers: Mapping[str, Number]
    unusable: frozenset[str] = field(default_factory=frozenset)
    """fields whose cell holds something that is no number"""
    zeroed: frozenset[str] = field(default_factory=frozenset)
    """sections that answered 空白单元格均为 0 with yes"""
    unit_kind: str = ""
    _worked_out: dict[str, Number] = field(default_factory=dict, init=False, repr=False, compare=False)
    """totals, once they were asked for"""
    _unknown: list[frozenset[str]] = field(default_factory=list, init=False, repr=False, compare=False)
    """once one was asked for: fields that are not known by themselves, and these with the totals that rest on them"""

    def value(self, identifier: str) -> Number:
        """Give a field's figure as a sum sees it: as entered, a total from its parts, 0 where there is no number."""
        if identifier in self.numbers:
            return self.numbers[identifier]
        if identifier not in self._worked_out:
            self._worked_out[identifier] = self._from_its_parts(identifier)
        return self._worked_out[identifier]

    def _from_its_parts(self, identifier: str) -> Number:
        statement = self.form.computed.get(identifier)
        if statement is None or identifier in self.unusable:
            return 0
        return statement.right_constant + self.added(statement.right)

    def added(self, terms: Iterable[Term]) -> Number:
        """Give what terms of a relation add up to."""
        numbers, value = self.numbers, self.value
        return sum(
            [each.sign * (numbers[each.field] if each.field in numbers else value(each.field)) for each in terms]
        )

    def works_out(self, statement: Statement) -> bool:
        """Tell whether a statement is the one that its total is worked out by: then its sides are one sum."""
        total = statement.left[0].field
        return self.form.computed.get(total) is statement and total not in self.numbers

    def total(self, fields: Iterable[str]) -> Number | None:
        """Give what fields add up to; None while one of them is open."""
        return sum(map(self.value, fields)) if self._are_known(fields) else None

    def inputs(self, identifier: str) -> tuple[str, ...]:
        """Give the typed fields that a field rests on: itself, or for a total its parts down to the typed ones."""
        return self.form.adding.get(identifier, (identifier,))

    def open(self, *fields: str) -> tuple[str, ...]:
        """Give the fields that still keep figures from being known: blank ones, and cells that hold no number."""
        if self._are_known(fields):
            return ()
        below = (each for field in fields for each in self.form.resting[field])
        return tuple(dict.fromkeys(each for each in below if each in self._unknown[0]))

    def _are_known(self, fields: Iterable[str]) -> bool:
        if not self._unknown:
            self._unknown.extend(self._all_unknown())
        return self._unknown[1].isdisjoint(fields)

    def _all_unknown(self) -> tuple[frozenset[str], frozenset[str]]:
        form, fields = self.form, self.form.fields
        open_ = fields.keys() - self.numbers.keys() - form.computed.keys()
        if self.zeroed:
            open_ = {each for each in open_ if fields[each].section not in self.zeroed or fields[each].last_of}
        unknown = frozenset(open_ | self.unusable)
        above = (total for total in form.computed if not unknown.isdisjoint(form.resting[total]))
        return unknown, unknown.union(above)
