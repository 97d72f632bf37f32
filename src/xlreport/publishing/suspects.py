"""Which printed figure is wrong, by the sums that speak of it: named only where all of them agree and no other fits.

One witness is never enough, and nothing is corrected.
"""

from collections.abc import Iterator, Mapping, Sequence

from xlreport.forms import Form, Relation, Statement
from xlreport.numbers import Number
from xlreport.plain_records import dataclass

_LEAST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A relation that the printed figures do not keep."""

    relation: Relation
    statement: Statement
    left: Number
    right: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A figure that all sums over it say is another: what is printed, what they agree on, and the sums."""

    field: str
    printed: Number
    expected: Number
    witnesses: tuple[Broken, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sum:
    broken: Broken
    parts: Mapping[str, int]

    @property
    def off(self) -> Number:
        return self.broken.left - self.broken.right


def broken_sums(form: Form, numbers: Mapping[str, Number]) -> list[Broken]:
    """Give the relations that printed figures break; one with a figure that is not known is passed over."""
    return [each.broken for each in _sums(form, numbers) if each.off]


def suspects(form: Form, numbers: Mapping[str, Number]) -> list[Suspect]:
    """Give the figures that two or more sums name as wrong, each alone to explain its sums."""
    sums = list(_sums(form, numbers))
    found: dict[tuple[int, ...], list[Suspect]] = {}
    for field, number in numbers.items():
        over = [place for place, each in enumerate(sums) if field in each.parts]
        expected = _agreed(number, [(sums[place].off, sums[place].parts[field]) for place in over])
        if expected is not None:
            witnesses = tuple(sums[place].broken for place in over)
            suspect = Suspect(field=field, printed=number, expected=expected, witnesses=witnesses)
            found.setdefault(tuple(over), []).append(suspect)
    return [each[0] for each in found.values() if len(each) == 1]


def _agreed(number: Number, sums: Sequence[tuple[Number, int]]) -> Number | None:
    """Give what a figure should be by all sums over it, each by how much it is off and the figure's sign in it."""
    if len(sums) < _LEAST or any(not off or abs(sign) != 1 for off, sign in sums):
        return None
    wanted = {number - off * sign for off, sign in sums}
    expected = wanted.pop()
    return expected if not wanted and expected >= 0 else None


def _sums(form: Form, numbers: Mapping[str, Number]) -> Iterator[_Sum]:
    for relation in form.relations:
        for statement in relation.statements:
            if statement.operator != "=" or relation.kinds or not all(field in numbers for field in statement.fields):
                continue
            parts: dict[str, int] = {}
            for side, terms in ((1, statement.left), (-1, statement.right)):
                for term in terms:
                    parts[term.field] = parts.get(term.field, 0) + side * term.sign
            left = statement.left_constant + sum(term.sign * numbers[term.field] for term in statement.left)
            right = statement.right_constant + sum(term.sign * numbers[term.field] for term in statement.right)
            yield _Sum(broken=Broken(relation=relation, statement=statement, left=left, right=right), parts=parts)
