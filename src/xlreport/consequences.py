"""Which failing lines of 校验 only follow from other failing ones: sums of them, and bounds that an equation implies.

It rests on every typed figure being 0 or more; where one is not, nothing may be concluded and nobody should ask.
"""

from collections.abc import Iterable, Mapping, Sequence

from xlreport.forms import Form, Statement
from xlreport.language import Text
from xlreport.layout import CheckLine

Slack = Mapping[str, int]
"""A statement as how often each typed figure counts in left minus right, for `<=` in right minus left."""
_CONSTANT = ""


def followers(lines: Sequence[CheckLine], failing: Iterable[int], form: Form) -> dict[int, int]:
    """Give, by their numbers, the failing lines that follow from another one, each with the one at the root."""
    failed = tuple(failing)
    slacks = {number: _slack(lines[number].statement, form) for number in _relatives(lines, failed)}
    above: dict[int, int] = {}
    for number in failed:
        cause = _summand(number, lines, failed, slacks)
        if cause is None:
            cause = _implied(number, lines, failed, slacks)
        if cause is not None:
            above[number] = cause
    return {number: root_of(number, above) for number in above}


def told_with(lines: Sequence[CheckLine], numbers: Iterable[int]) -> tuple[Text, ...]:
    """Name the lines that follow, by relation and column or row; nothing where there are none."""
    abouts: dict[str, list[str]] = {}
    for number in numbers:
        abouts.setdefault(lines[number].relation.code, []).append(lines[number].statement.about)
    if not abouts:
        return ()
    named = {code: [about for about in dict.fromkeys(said) if about] for code, said in abouts.items()}
    zh = "、".join(f"{code}（{'、'.join(said)}）" if said else code for code, said in named.items())
    en = ", ".join(f"{code} ({', '.join(said)})" if said else code for code, said in named.items())
    return (Text(f"同一原因引起的还有：{zh}。", f"For the same cause: {en}."),)


def _relatives(lines: Sequence[CheckLine], failed: Sequence[int]) -> list[int]:
    codes = {lines[number].relation.code for number in failed}
    return [number for number, line in enumerate(lines) if line.relation.code in codes]


def _slack(statement: Statement, form: Form) -> Slack:
    """Write a statement as a sum over typed figures that is 0, or for a bound not below 0, where it holds."""
    turn = -1 if statement.operator == "<=" else 1
    slack = {_CONSTANT: turn * (statement.left_constant - statement.right_constant)}
    for side, terms in ((turn, statement.left), (-turn, statement.right)):
        for term in terms:
            _spread(term.field, side * term.sign, form, slack)
    return {field: count for field, count in slack.items() if count}


def _spread(field: str, count: int, form: Form, slack: dict[str, int]) -> None:
    """Add a field so many times: itself where it is typed, what it adds up where it is a total."""
    last_of = form.fields[field].last_of
    total = form.computed.get(last_of or field)
    if total is None or any(_in_year(term.field, form, last_of) is None for term in total.right):
        slack[field] = slack.get(field, 0) + count
        return
    slack[_CONSTANT] += count * total.right_constant
    for term in total.right:
        _spread(_in_year(term.field, form, last_of) or term.field, count * term.sign, form, slack)


def _in_year(field: str, form: Form, last_of: str) -> str | None:
    """Give the field that shows a part in the year of its total: itself, or last year's where the form has it."""
    if not last_of:
        return field
    return next((each.id for each in form.fields.values() if each.last_of == field), None)


def _summand(number: int, lines: Sequence[CheckLine], failed: Sequence[int], slacks: Mapping[int, Slack]) -> int | None:
    """Give a failing line of the same relation that this one is the sum of, together with others: a column of 总计."""
    code, whole = lines[number].relation.code, slacks[number]
    parts = [
        other
        for other, slack in slacks.items()
        if lines[other].relation.code == code and slack and slack.keys() < whole.keys()
    ]
    added: dict[str, int] = {}
    for other in parts:
        for field, count in slacks[other].items():
            added[field] = added.get(field, 0) + count
    return next((other for other in parts if other in failed), None) if added == whole else None


def _implied(number: int, lines: Sequence[CheckLine], failed: Sequence[int], slacks: Mapping[int, Slack]) -> int | None:
    """Give a failing line that weighs as much and cannot hold, or fail, without this one."""
    mine = lines[number]
    for other in failed:
        yours = lines[other]
        heavier = mine.relation.rule.severity.rank - yours.relation.rule.severity.rank
        bound_of_mine = mine.statement.operator != "=" and _follows(slacks[number], slacks[other], yours)
        bound_of_yours = yours.statement.operator != "=" and _follows(slacks[other], slacks[number], mine)
        if (bound_of_mine and heavier >= 0) or (bound_of_yours and heavier > 0):
            return other
    return None


def _follows(bound: Slack, equation: Slack, line: CheckLine) -> bool:
    """Tell whether a bound holds wherever an equation does: what is between them counts no figure negatively."""
    if line.statement.operator != "=":
        return False
    return any(
        all(bound.get(field, 0) >= sign * equation.get(field, 0) for field in {*bound, *equation}) for sign in (1, -1)
    )


def root_of(number: int, above: Mapping[int, int]) -> int:
    """Follow what stands above a line to the one that stands under nothing."""
    while number in above:
        number = above[number]
    return number
