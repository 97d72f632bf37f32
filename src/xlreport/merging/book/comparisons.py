"""Two years of a ledger's units beside each other: who is in which, what changed most, what breaks off. Judges none."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlreport.findings import Finding
from xlreport.layout import Layout
from xlreport.merging.records import Ledger
from xlreport.merging.totals import last_year_lines
from xlreport.numbers import Number, shown, size

_MOST_A_FIGURE = 3
_OF_ALL_UNITS = "M06"
Numbers = Mapping[str, Number | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One unit in both years; None for a year in which it is not."""

    code: str
    name: str
    last: Numbers | None
    now: Numbers | None

    @property
    def standing(self) -> str:
        """Say in which of the years it is."""
        if self.last is None:
            return "本年新有"
        return "两年都有" if self.now is not None else "本年未计入"

    def figures(self, field: str) -> tuple[Number | None, Number | None]:
        """Give last year's figure and this year's."""
        return (self.last or {}).get(field), (self.now or {}).get(field)

    def change(self, field: str) -> Number | None:
        """Give this year's figure less last year's, None when one of the two is not known."""
        last, now = self.figures(field)
        return None if last is None or now is None else now - last

    def growth(self, field: str) -> Decimal | None:
        """Give the change in parts of last year's figure, None when there is no such part."""
        last, change = self.figures(field)[0], self.change(field)
        return Decimal(change) / Decimal(last) if last and change is not None else None


def pairs(ledger: Ledger) -> tuple[Pair, ...]:
    """Give every unit that counts this year, in the ledger's order, then those that only last year has."""
    before = {each.code: each for each in ledger.before}
    here = [
        Pair(
            code=row.code,
            name=row.name,
            last=before[row.code].numbers if row.code in before else None,
            now=row.numbers,
        )
        for row in ledger.rows
    ]
    counted = {row.code for row in ledger.rows}
    gone = (each for each in ledger.before if each.code not in counted)
    return (*here, *(Pair(code=each.code, name=each.name, last=each.numbers, now=None) for each in gone))


def largest(every: Sequence[Pair], fields: Iterable[str]) -> Iterator[tuple[str, Pair]]:
    """Give per field the units whose figure changed most, largest first; none that did not change."""
    for field in fields:
        changed = [(size(change), pair) for pair in every if (change := pair.change(field))]
        changed.sort(key=lambda each: -each[0])
        yield from ((field, pair) for _, pair in changed[:_MOST_A_FIGURE])


def one_sided(every: Iterable[Pair], awaited: Collection[str], field: str) -> str:
    """Say how much of a figure's change comes from units that only one of the years has; nothing where none does.

    `awaited` are the codes of those that are due and not in: last year's sum is without them, so they change nothing.
    """
    known = tuple(every)
    new = [pair.figures(field)[1] for pair in known if pair.last is None]
    gone = [pair.figures(field)[0] for pair in known if pair.now is None and pair.code not in awaited]
    open_ = [pair.figures(field)[0] for pair in known if pair.now is None and pair.code in awaited]
    said = (("新有", "+", "", new), ("本年没有的", "-", "", gone), ("尚未计入的", "", "上年 ", open_))
    return "；".join(
        f"{what} {len(figures)} 个单位 {before}{sign}{shown(total)}{'，未比' if before else ''}"
        for what, sign, before, figures in said
        if (total := sum(number or 0 for number in figures))
    )


def breaks(ledger: Ledger, layout: Layout) -> Iterator[tuple[str, Finding]]:
    """Give the findings about figures that do not follow on last year's, each with its unit's name."""
    codes = {line.relation.code for line in last_year_lines(layout)}
    counted = {row.file for row in ledger.rows}
    for line in ledger.files:
        if line.file in counted:
            yield from ((line.name, finding) for finding in line.findings if finding.code in codes)
    yield from (("", finding) for finding in ledger.findings if finding.code == _OF_ALL_UNITS)
