"""What may have happened where a relation fails: hints for the clerk, each only where it is the one explanation.

Names cells and never a right figure: what is true stands in the unit's records, not in the arithmetic.
"""

from collections.abc import Iterator, Mapping

from xlreport.checks.examined import Examined
from xlreport.checks.tables.witnesses import typed_in
from xlreport.language import Text
from xlreport.layout import CheckLine
from xlreport.numbers import Number, shown
from xlreport.relations import Mark, Outcome

Failed = Mapping[int, tuple[CheckLine, Outcome]]
"""the failing lines of one relation, by their number on 校验"""


def notes(seen: Examined) -> dict[int, tuple[Text, ...]]:
    """Give hints by the number of the line that fails."""
    by_relation: dict[str, dict[int, tuple[CheckLine, Outcome]]] = {}
    for number, (line, outcome) in enumerate(zip(seen.layout.lines, seen.outcomes, strict=True)):
        if outcome.mark is Mark.FAILS and line.statement.operator == "=":
            by_relation.setdefault(line.relation.code, {})[number] = (line, outcome)
    found: dict[int, tuple[Text, ...]] = {}
    for code, failed in by_relation.items():
        shared = _shifted(seen, code, failed) or _exchanged(seen, failed)
        for number, (line, outcome) in failed.items():
            alone = (shared[number],) if number in shared else tuple(_alone(seen, line, outcome))
            found[number] = (*_too_large(seen, line, outcome), *alone)
    return found


def _too_large(seen: Examined, line: CheckLine, outcome: Outcome) -> Iterator[Text]:
    """Name each figure that alone is more than the other side, where both sides are sums of several."""
    sides = (line.statement.left, line.statement.right)
    if min(map(len, sides)) < _SEVERAL or any(term.sign < 0 for side in sides for term in side):
        return
    for side, other, whole in (
        (sides[1], sides[0], outcome.left),
        (sides[0], sides[1], outcome.right),
    ):
        names = [seen.field(term.field).label.split(" · ")[0] for term in other]
        for term in side:
            figure = seen.figures.value(term.field)
            if isinstance(figure, int) and figure > whole:
                label = seen.field(term.field).label.split(" · ")[0]
                yield Text(
                    f"其中“{label}”为 {shown(figure)}，已多于{'、'.join(f'“{name}”' for name in names)}之和 {shown(whole)}。",
                    f"“{label}” alone is {shown(figure)}, more than "
                    f"{' and '.join(f'“{name}”' for name in names)} together, {shown(whole)}.",
                )


def _exchanged(seen: Examined, failed: Failed) -> dict[int, Text]:
    """Two columns or rows that are off by as much in opposite ways: a case may stand in the wrong one.

    A line of totals alone follows from the others: it is neither one of the two nor a third.
    """
    computed = seen.layout.form.computed
    differences = {
        number: outcome.difference
        for number, (line, outcome) in failed.items()
        if not computed.keys() >= set(line.statement.fields)
    }
    if len(differences) != _SEVERAL or sum(differences.values()) != 0:
        return {}
    one, other = differences
    names = [failed[number][0].statement.about for number in (one, other)]
    if not all(names):
        return {}
    size = shown(max(differences[one], differences[other]))
    hint = Text(
        f"疑似 {size} 件在“{names[0]}”与“{names[1]}”之间归类错位：两处差额相反。",
        f"{size} may stand under “{names[0]}” instead of “{names[1]}” or the other way round: the differences are opposite.",
    )
    return {one: hint, other: hint}


def _shifted(seen: Examined, code: str, failed: Failed) -> dict[int, Text]:
    """All columns fit when one side is moved by one: a whole row may be typed one cell off."""
    if len(failed) < _SEVERAL:
        return {}
    lines = [number for number, line in enumerate(seen.layout.lines) if line.relation.code == code]
    left, right = ([side(seen.outcomes[number]) for number in lines] for side in (_left, _right))
    for one, other in ((left[1:-1], right[: len(right) - 2]), (left[: len(left) - 2], right[1:-1])):
        if any(one) and one == other:
            hint = Text(
                "疑似整行错了一列：各列移动一列后正好相符。",
                "The row may be typed one cell off: moved by one column all fit.",
            )
            return dict.fromkeys(failed, hint)
    return {}


_SEVERAL = 2


def _left(outcome: Outcome) -> Number:
    return outcome.left


def _right(outcome: Outcome) -> Number:
    return outcome.right


def _alone(seen: Examined, line: CheckLine, outcome: Outcome) -> Iterator[Text]:
    """Give the explanations of one line, each only where one single cell explains it so.

    A difference that merely equals another figure explains nothing: small figures are alike.
    """
    typed = typed_in(seen, line)
    if len(typed) == 1:
        return
    gap = outcome.difference
    swapped = [field for field, (sign, value) in typed.items() if gap in _changes(sign, value, _swaps(value))]
    tenfold = [field for field, (sign, value) in typed.items() if gap in _changes(sign, value, _tens(value))]
    for fields, zh, en in (
        (
            swapped,
            "“{}”的两位数字对调后正好相符：疑似输入颠倒。",
            "With two digits of “{}” exchanged all fits: they may be transposed.",
        ),
        (
            tenfold,
            "“{}”多一个或少一个 0 后正好相符：疑似多打或漏打。",
            "With a zero more or less in “{}” all fits: one may be missing or too many.",
        ),
    ):
        if len(fields) == 1:
            label = seen.field(fields[0]).label
            yield Text(zh.format(label), en.format(label))


def _changes(sign: int, value: int, others: Iterator[int]) -> set[int]:
    """Give the differences that would be made good if the cell held one of the other values."""
    return {sign * (value - other) for other in others if other != value}


def _swaps(value: int) -> Iterator[int]:
    digits = str(value)
    for place in range(len(digits) - 1):
        swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        if swapped[0] != "0":
            yield int(swapped)


def _tens(value: int) -> Iterator[int]:
    yield value * 10
    if value % 10 == 0:
        yield value // 10
