"""The figures of one return as the arithmetic sees them: exact numbers, blanks, and cells that hold none."""

from collections.abc import Mapping
from dataclasses import field

from xlreport.forms import Form
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
    """all fields that are not known, once one was asked for"""

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
        return statement.right_constant + sum(term.sign * self.value(term.field) for term in statement.right)

    def inputs(self, identifier: str) -> tuple[str, ...]:
        """Give the typed fields that a field rests on: itself, or for a total its parts down to the typed ones."""
        return self.form.adding.get(identifier, (identifier,))

    def open(self, identifier: str) -> tuple[str, ...]:
        """Give the fields that still keep this figure from being known: blank ones, and cells that hold no number."""
        if not self._unknown:
            self._unknown.append(frozenset(each for each in self.form.fields if not self._known(each)))
        below, unknown = self.form.resting[identifier], self._unknown[0]
        return () if unknown.isdisjoint(below) else tuple(each for each in below if each in unknown)

    def _known(self, identifier: str) -> bool:
        if identifier in self.unusable:
            return False
        if identifier in self.numbers or identifier in self.form.computed:
            return True
        field = self.form.fields[identifier]
        return field.section in self.zeroed and not field.last_of
