"""Units that hardly belong into a round: public enterprises, and bodies under vertical lead (M26, M27)."""

import re
from collections.abc import Iterable, Iterator

from xlreport.findings import Finding, found_by
from xlreport.rounds import Unit
from xlreport.rules import rule

_PUBLIC = re.compile(
    r"(?:自来水|供水|供电|电力|燃气|供气|供热|热力|公交|公共汽车|客运)[^局委办]{0,8}公司$|(?:医院|卫生院|学校|中学|小学|幼儿园)$"
)
_VERTICAL = re.compile(r"(?:税务局|海关|气象局|邮政管理局|烟草专卖局|调查队|海事局|矿山安全监察局|金融监管分局)$")


def doubtful_units(units: Iterable[Unit]) -> Iterator[Finding]:
    """M26, M27: units in scope whose names speak of other rules or another system."""
    for unit in (each for each in units if each.in_scope):
        if _PUBLIC.search(unit.name):
            yield found_by(rule("M26"), name=unit.name, code=unit.code)
        elif _VERTICAL.search(unit.name):
            yield found_by(rule("M27"), name=unit.name, code=unit.code)
