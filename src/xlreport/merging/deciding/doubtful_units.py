"""Units that hardly belong into a round, and returns that hold other units' figures (M26, M27, M38, M39)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from xlreport.findings import Finding, found_by
from xlreport.forms import Form
from xlreport.language import Text
from xlreport.merging.records import Row
from xlreport.numbers import Number
from xlreport.rounds import Unit
from xlreport.rules import rule

_PUBLIC = re.compile(
    r"(?:自来水|供水|供电|电力|燃气|供气|供热|热力|公交|公共汽车|客运)[^局委办]{0,8}公司$|(?:医院|卫生院|学校|中学|小学|幼儿园)$"
)
_VERTICAL = re.compile(r"(?:税务局|海关|气象局|邮政管理局|烟草专卖局|调查队|海事局|矿山安全监察局|金融监管分局)$")
_LEAST = 10
"""So many figures that are not 0 are needed for any likeness to say something."""
_EQUAL, _LARGER = Text("等于", "equal to"), Text("不少于", "no less than")


def doubtful_units(units: Iterable[Unit]) -> Iterator[Finding]:
    """M26, M27: units in scope whose names speak of other rules or another system."""
    for unit in (each for each in units if each.in_scope):
        if _PUBLIC.search(unit.name):
            yield found_by(rule("M26"), name=unit.name, code=unit.code)
        elif _VERTICAL.search(unit.name):
            yield found_by(rule("M27"), name=unit.name, code=unit.code)


def doubtful_figures(rows: Sequence[Row], form: Form) -> Iterator[Finding]:
    """M38, M39: one row against the sum of all others, and against each other one."""
    typed = [field.id for field in form.numbers if field.id not in form.computed]
    own = {row.code: {field: row.numbers.get(field) or 0 for field in typed} for row in rows if not row.area}
    named = {row.code: row.name for row in rows}
    if len(own) > 2:  # noqa: PLR2004  # with two units each is the sum of all others
        sums = {field: sum((numbers[field] for numbers in own.values()), 0) for field in typed}
        yield from (found for code in own if (found := _of_all(code, named[code], own[code], sums)))
    for (code, numbers), (other, others) in combinations(own.items(), 2):
        filled = sum(1 for number in numbers.values() if number)
        if filled >= _LEAST and numbers == others:
            yield found_by(rule("M39"), name=named[code], other=named[other], count=filled)


def _of_all(code: str, name: str, own: Mapping[str, Number], sums: Mapping[str, Number]) -> Finding | None:
    pairs = [(own[field], whole - own[field]) for field, whole in sums.items() if own[field] or whole]
    filled = sum(1 for mine, _ in pairs if mine)
    shared = sum(1 for mine, others in pairs if mine and others)
    if filled < _LEAST or shared < _LEAST or any(mine < others for mine, others in pairs):
        return None
    how = _EQUAL if all(mine == others for mine, others in pairs) else _LARGER
    return found_by(rule("M38"), name=name, code=code, count=filled, how=how)
