"""Which cell is wrong: where several independent witnesses speak of one figure, the cell and the value they agree on.

A witness alone is no evidence: a sum that fails points at each of its cells alike.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from xlreport.checks.examined import Examined
from xlreport.consequences import followers
from xlreport.findings import Finding
from xlreport.language import Text
from xlreport.layout import CheckLine
from xlreport.numbers import Number, shown
from xlreport.plain_records import dataclass
from xlreport.relations import Mark, Outcome

_ENOUGH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Something that fails, or holds where there is no `gap`: `signs` are those of the typed cells it rests on.

    So many times the gap more each cell must be for it to hold, were the others right.
    """

    says: Text
    signs: Mapping[str, int]
    gap: Number
    code: str
    field: str
    """by which its finding is known, with `at`"""
    at: int | None = None

    def told_by(self, finding: Finding) -> bool:
        """Tell whether a finding speaks of it."""
        return (finding.code, finding.field, finding.at) == (self.code, self.field, self.at)


def of_relations(seen: Examined) -> Iterator[Witness]:
    """Give each equation that fails by itself; what follows from another failing one is no second witness."""
    lines = seen.layout.lines
    failing = [number for number, outcome in enumerate(seen.repaired) if outcome.mark is Mark.FAILS]
    above = followers(lines, failing, seen.layout.form)
    for number, line in enumerate(lines):
        if (last := _last_year(seen, line)) is not None:
            yield last
        elif number in failing and number not in above and _bears_witness(seen, line):
            yield _of_line(seen, line, seen.repaired[number])


def _holding(seen: Examined) -> Iterator[Witness]:
    """Give each equation that holds: its cells are right as far as that goes."""
    for line, outcome in zip(seen.layout.lines, seen.repaired, strict=True):
        if outcome.mark is Mark.HOLDS and _bears_witness(seen, line) and _last_year(seen, line) is None:
            yield _of_line(seen, line, outcome)


def _bears_witness(seen: Examined, line: CheckLine) -> bool:
    """Tell whether a line is an equation; one that only works out a total holds always."""
    left = line.statement.left
    return line.statement.operator == "=" and not (len(left) == 1 and left[0].field in seen.layout.form.computed)


def _last_year(seen: Examined, line: CheckLine) -> Witness | None:
    """Give what last year's report says that a typed cell of this year's goes on from, where it is known."""
    left, right = line.statement.left, line.statement.right
    if len(left) != 1 or len(right) != 1 or not (last := seen.field(right[0].field).last_of):
        return None
    value, cell = seen.last(last), left[0].field
    if value is None or cell in seen.layout.form.computed or line.statement.operator != "=":
        return None
    says = Text("上年报告", "last year's report")
    return Witness(says=says, signs={cell: 1}, gap=value - seen.sound.value(cell), code=line.relation.code, field=cell)


def _of_line(seen: Examined, line: CheckLine, outcome: Outcome) -> Witness:
    title, about = line.relation.rule.title, line.statement.about
    return Witness(
        says=Text(f"“{about}”{title.zh}" if about else title.zh, f"“{about}” {title.en}" if about else title.en),
        signs={field: sign for field, (sign, _) in typed_in(seen, line).items()},
        gap=-outcome.difference,
        code=line.relation.code,
        field=line.statement.left[0].field,
    )


def of_totals(seen: Examined) -> Iterator[Witness]:
    """Give each total that was typed over: what it says is another's than its parts'."""
    for total in seen.layout.form.computed:
        if total in seen.figures.numbers and not seen.figures.open(total):
            gap = seen.figures.numbers[total] - seen.sound.value(total)
            signs = dict.fromkeys(seen.figures.inputs(total), 1)
            label = seen.field(total).label
            says = Text(f"填写的“{label}”", f"the typed “{label}”")
            yield Witness(says=says, signs=signs, gap=gap, code="I31", field=total)


def typed_in(seen: Examined, line: CheckLine) -> dict[str, tuple[int, int]]:
    """Give the typed counts a line rests on, with the sign each has in left minus right."""
    signed: dict[str, tuple[int, int]] = {}
    fields, numbers = seen.layout.form.fields, seen.figures.numbers
    for sign, terms in ((1, line.statement.left), (-1, line.statement.right)):
        for term in terms:
            for field in seen.figures.inputs(term.field):
                value = numbers.get(field, 0)
                if isinstance(value, int) and value >= 0 and not fields[field].last_of:
                    signed[field] = (sign * term.sign, value)
    return signed


def with_witnesses(seen: Examined, told: Iterable[Finding], witnesses: Sequence[Witness]) -> tuple[Finding, ...]:
    """Give the findings with a note where the witnesses behind them point to one cell and one value."""
    findings = list(told)
    for (field, value), agreeing in _pointed_at(seen, witnesses).items():
        first = next((n for n, each in enumerate(findings) if any(one.told_by(each) for one in agreeing)), None)
        if first is not None:
            notes = findings[first].notes
            findings[first] = replace(findings[first], notes=(*notes, _named(seen, field, value, agreeing)))
    return tuple(findings)


def _pointed_at(seen: Examined, witnesses: Sequence[Witness]) -> dict[tuple[str, Number], list[Witness]]:
    """Give each cell with the value that at least two witnesses give it, where these point to no other cell alike.

    What any witness finds right as it is, is not pointed at.
    """
    pointing: dict[tuple[str, Number], list[Witness]] = {}
    for witness in witnesses:
        for field, sign in witness.signs.items() if witness.gap else ():
            if (value := seen.sound.value(field) + sign * witness.gap) >= 0:
                pointing.setdefault((field, value), []).append(witness)
    strong = {
        place: several
        for place, several in pointing.items()
        if len(several) >= _ENOUGH and len({each.says for each in several}) >= _ENOUGH
    }
    found_right = (each for each in (*witnesses, *_holding(seen)) if not each.gap) if strong else ()
    right = {field for witness in found_right for field in witness.signs}
    strong = {place: several for place, several in strong.items() if place[0] not in right}
    return {place: several for place, several in strong.items() if not _rivalled(place, several, strong)}


def _rivalled(
    place: tuple[str, Number], several: list[Witness], strong: Mapping[tuple[str, Number], list[Witness]]
) -> bool:
    """Tell whether some of the same witnesses point as strongly to another cell or value."""
    others = (found for other, found in strong.items() if other != place)
    return any(len(found) >= len(several) and any(each in several for each in found) for found in others)


def _named(seen: Examined, field: str, value: Number, agreeing: Sequence[Witness]) -> Text:
    where, now = seen.where(field), shown(seen.sound.value(field))
    by = list(dict.fromkeys(each.says for each in agreeing))
    zh, en = "、".join(each.zh for each in by), ", ".join(each.en for each in by)
    return Text(
        f"多处互证：{where.sheet}!{where.cell}“{where.label}”现为 {now}，疑应为 {shown(value)}（{zh}都指向它）。",
        f"{where.sheet}!{where.cell} “{where.label}” is {now} and may have to be {shown(value)}: {en} agree on it.",
    )
