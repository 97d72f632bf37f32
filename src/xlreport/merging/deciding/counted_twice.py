"""Returns that hold the figures of other units too: told by the sums, which no check of one return can see.

A unit is held against the sum of the others: of all, of those of its own level, of those below, and of those that its
name or code stands above. It takes many columns to tell; what a few could say by chance is passed over.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from xlreport.findings import Finding, found_by
from xlreport.forms import Form
from xlreport.language import Text
from xlreport.lazy import regex
from xlreport.merging.ledgers import Row
from xlreport.numbers import Number, shown
from xlreport.plain_records import dataclass
from xlreport.rules import rule

LEAST_COLUMNS = 10
"""Non-zero columns from which figures say whose they are."""
_LEAST_EQUAL = 5
"""Non-zero columns that must be there when every one is the others' sum."""
_LEAST_CLAIMED = 3
"""The same where the text speaks of the whole area's numbers."""
_SEVERAL, _MANY = 2, 4
"""Units whose sum is no chance when many columns equal it, and when none does."""
_SHARE, _FEWEST = Decimal(1) / 3, 4
"""Of the columns, those that must equal the others' sum exactly, and how many at the least."""
_RELATED_SHARE, _RELATED_FEWEST = Decimal(1) / 2, 5
_TOLERANCE = Decimal("0.00005")
"""Half of the last digit of an amount."""
_MOST_NAMED = 4
_CLAIM = regex(
    r"全(?:县|区|市|州|旗|盟|省)[^。；;！？\n]{0,30}?(?:收到|受理|办理|办结|新收|公开|发布|收取)[^。；;！？\n]{0,12}?\d"
)
_GOVERNMENT = regex(r"人民政府.*$|政府办.*$")
_SHORTEST = 3
"""Characters of a name or a code that can stand above others."""
ALL = Text("其他各单位", "all other units")
OWN = Text("本级其他各单位", "the other units of its own level")
BELOW = Text("下级各单位", "the units below")
Vector = tuple[Number, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A row that holds the figures of others: whose, over how many columns, and in how many to the digit."""

    row: Row
    whose: Text
    columns: int
    equal: int
    rest: Decimal
    """what is left for the unit itself"""
    claims: bool
    """whether its text speaks of the whole area's numbers, and it is held against the whole area"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Others:
    whose: Text
    sums: Vector
    units: int
    """those of its members that say anything"""
    related: bool = False
    """whether its members' names or codes stand below the unit's"""


def holding_others(rows: Sequence[Row], form: Form, asked: Iterable[str] | None = None) -> Iterator[Holding]:
    """Give the rows that hold other rows' figures; of those asked about, by code, or of all."""
    vectors = {row.code: _vector(row, form) for row in rows}
    wanted = set(vectors if asked is None else asked)
    groups = _Groups(rows, vectors, form.units.own)
    for row in rows:
        if row.code in wanted and sum(map(bool, vectors[row.code])) >= _LEAST_CLAIMED:
            told = (_judged(row, vectors[row.code], group) for group in groups.of(row))
            if found := next(filter(None, told), None):
                yield found


def _vector(row: Row, form: Form) -> Vector:
    """Give a row's figures but for the totals, which say nothing more."""
    return tuple(row.numbers.get(field.id) or 0 for field in form.numbers if field.id not in form.computed)


class _Groups:
    """The sums that a row may hold, without those that say the very same as the row: they are its doubles."""

    def __init__(self, rows: Sequence[Row], vectors: Mapping[str, Vector], own_tier: str) -> None:
        self.vectors, self.below = vectors, _below(rows)
        of_tiers = [[vectors[row.code] for row in rows if (row.tier == own_tier) == own] for own in (True, False)]
        self.tiers = [(_added(members), Counter(each for each in members if any(each))) for members in of_tiers]

    def of(self, row: Row) -> Iterator[_Others]:
        """Give what a row is held against."""
        own = self.vectors[row.code]
        without = [self._without(own, sums, members) for sums, members in self.tiers]
        every = _added([sums for sums, _ in without]), sum(units for _, units in without)
        for whose, (sums, units) in zip((ALL, OWN, BELOW), (every, *without), strict=True):
            yield _Others(whose=whose, sums=sums, units=units)
        if related := self.below.get(row.code):
            names = "、".join(each.name for each in related[:_MOST_NAMED]) + (
                "等" if len(related) > _MOST_NAMED else ""
            )
            members = [self.vectors[each.code] for each in related]
            units = sum(map(any, members))
            yield _Others(whose=Text(names, names), sums=_added(members), units=units, related=True)

    @staticmethod
    def _without(own: Vector, sums: Vector, members: Mapping[Vector, int]) -> tuple[Vector, int]:
        times = members.get(own, 0)
        left = tuple(one - times * mine for one, mine in zip(sums, own, strict=True)) if times and sums else sums
        return left, sum(members.values()) - times


def _added(vectors: Iterable[Vector]) -> Vector:
    return tuple(map(sum, zip(*filter(None, vectors), strict=True)))


def _below(rows: Sequence[Row]) -> Mapping[str, list[Row]]:
    """Give by code the rows whose code or name begins with a row's own, or with its area's for a government's."""
    heads: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for head in {row.code, row.name, _GOVERNMENT.sub("", row.name)}:
            if len(head) >= _SHORTEST:
                heads[head].add(row.code)
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        starts = {text[:end] for text in (row.code, row.name) for end in range(_SHORTEST, len(text))}
        for code in {code for start in starts & heads.keys() for code in heads[start]} - {row.code}:
            found[code].append(row)
    return found


def _judged(row: Row, own: Vector, group: _Others) -> Holding | None:
    pairs = [(mine, theirs) for mine, theirs in zip(own, group.sums, strict=False) if theirs]
    if not group.units or any(mine < theirs - _TOLERANCE for mine, theirs in pairs):
        return None
    equal = sum(1 for mine, theirs in pairs if abs(Decimal(mine - theirs)) <= _TOLERANCE)
    total = Decimal(sum(theirs for _, theirs in pairs))
    # A department may speak of the whole area and still not hold what a few units below it have together.
    claims = group.whose is ALL and any(_CLAIM.search(text) for text in row.texts.values())
    rest = sum(own, Decimal(0)) - total
    found = Holding(row=row, whose=group.whose, columns=len(pairs), equal=equal, rest=rest, claims=claims)
    return found if _tells(found, group.units, total, related=group.related) else None


def _tells(found: Holding, units: int, total: Decimal, *, related: bool) -> bool:
    """Tell whether so many columns can be no chance."""
    columns, equal = found.columns, found.equal
    several = units >= _SEVERAL
    if several and found.claims and columns >= _LEAST_CLAIMED:
        return True
    if several and equal == columns and found.rest <= _TOLERANCE and columns >= _LEAST_EQUAL:
        return True
    if columns < LEAST_COLUMNS:
        return False
    if several and equal >= _FEWEST and equal >= columns * _SHARE:
        return True
    if related and equal >= _RELATED_FEWEST and equal >= columns * _RELATED_SHARE:
        return True
    return units >= _MANY and found.rest <= total


def told_twice(holding: Holding) -> Finding:
    """M40: word what a row holds."""
    claim = Text("；文字部分也写的是全地区的数", "; its text gives the whole area's numbers too")
    return found_by(
        rule("M40"),
        name=holding.row.name,
        code=holding.row.code,
        whose=holding.whose,
        count=holding.columns,
        equal=holding.equal,
        rest=shown(holding.rest),
        claim=claim if holding.claims else Text("", ""),
    )


def same_figures(rows: Sequence[Row], form: Form) -> Iterator[Finding]:
    """M41: units that say the same in many columns, each group once."""
    alike: dict[Vector, list[Row]] = defaultdict(list)
    for row in rows:
        vector = _vector(row, form)
        if sum(map(bool, vector)) >= LEAST_COLUMNS:
            alike[vector].append(row)
    for vector, group in alike.items():
        if len(group) > 1:
            names = "、".join(f"{row.name}（{row.code}）" for row in group[:_MOST_NAMED])
            found = found_by(rule("M41"), units=names, count=sum(map(bool, vector)), found=str(len(group)))
            yield replace(found, file=group[-1].file)
