"""Family I, two tabs for one sheet of the form: which was read, and what the other says. Chooses none itself."""

from collections.abc import Iterator

from xlreport.cells import Cell, ranges
from xlreport.checks.examined import Examined
from xlreport.findings import Finding, Where, found_by
from xlreport.rules import rule
from xlreport.submissions import LookAlike, State


def check_look_alikes(seen: Examined) -> Iterator[Finding]:
    """I25: further tabs that look like a sheet of the form."""
    for sheet, tabs in seen.submission.alike.items():
        if sheet not in seen.submission.missing_sheets:
            yield from (_against(seen, sheet, each) for each in tabs)
        elif len(tabs) > 1:
            names = "、".join(f"“{each.tab}”" for each in tabs)
            yield found_by(rule("I25", "none"), Where(sheet=sheet), found=names, sheet=sheet, tab=names)


def _against(seen: Examined, sheet: str, other: LookAlike) -> Finding:
    cells = ranges(map(Cell.parse, other.differing))
    governing = rule("I25") if other.differing else rule("I25", "same")
    count = len(other.differing)
    if other.filled and not _is_filled(seen, sheet):
        governing, count = rule("I25", "blank"), other.filled
    where = Where(sheet=sheet, cell=cells)
    return found_by(governing, where, found=other.tab, sheet=sheet, tab=other.tab, count=count)


def _is_filled(seen: Examined, sheet: str) -> bool:
    """Tell whether anything was typed on a sheet."""
    typed = (each for each in seen.submission.entries.values() if each.field not in seen.layout.form.computed)
    return any(each.sheet == sheet and each.state not in {State.BLANK, State.DECLARED_ZERO} for each in typed)
