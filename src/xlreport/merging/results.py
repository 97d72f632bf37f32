"""What each formula of a consolidated workbook comes to, exactly: the writer's calculator. Rounds nothing."""

from collections.abc import Mapping

from xlreport.merging.formulas import Key
from xlreport.merging.places import Places
from xlreport.merging.records import Decision, Ledger
from xlreport.merging.totals import SCOPES, WHOLE, belongs, scope_figures, totals
from xlreport.numbers import Number
from xlreport.relations import Mark, Outcome, evaluate

Result = Number | str


def results(ledger: Ledger, at: Places) -> dict[Key, Result]:
    """Give the result of every formula by its key."""
    sums = totals(ledger.rows, at.layout.form)
    found: dict[Key, Result] = {("counted", scope): _counted(ledger, scope) for scope in SCOPES}
    for scope, by_field in sums.items():
        for field, total in by_field.items():
            found["total", scope, field] = found["ledger", scope, field] = total
    for field in sums[WHOLE]:
        found["difference", field], found["mark", field] = 0, Mark.HOLDS.value
    figures = scope_figures(sums, at.layout.form)
    for number, line in enumerate(at.lines):
        found |= _relation(str(number), evaluate(line, figures))
    found |= _cells(ledger)
    fails = sum(1 for key, result in found.items() if "mark" in key[0] and result == Mark.FAILS)
    found["state",] = state_text(fails)
    return found


def state_text(fails: int) -> str:
    """Say what 核对 comes to with so many lines that fail."""
    return f"× 有 {fails} 项不相符" if fails else "√ 全部相符"


def _counted(ledger: Ledger, scope: str) -> int:
    return sum(1 for row in ledger.rows if belongs(row.tier, scope))


def _relation(number: str, outcome: Outcome) -> Mapping[Key, Result]:
    return {
        ("left", number): outcome.left,
        ("right", number): outcome.right,
        ("relation difference", number): outcome.difference,
        ("relation mark", number): outcome.mark.value,
    }


def _cells(ledger: Ledger) -> Mapping[Key, Result]:
    placed = sum(1 for row in ledger.rows for value in row.numbers.values() if value is not None)
    rest = cells_read(ledger) - placed - cells_excluded(ledger)
    return {("placed",): placed, ("rest",): rest, ("rest mark",): (Mark.FAILS if rest else Mark.HOLDS).value}


def cells_read(ledger: Ledger) -> int:
    """Count the number cells with a figure in all files of the inbox."""
    return sum(line.read for line in ledger.files)


def cells_excluded(ledger: Ledger) -> int:
    """Count those of files that are not counted, each with its reason in 上报情况."""
    return sum(line.read for line in ledger.files if line.decision is not Decision.COUNTED)
