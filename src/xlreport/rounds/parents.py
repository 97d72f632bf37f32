"""Whether the units that report inside another one's return can: the other is there, reports, and ends somewhere."""

from collections.abc import Mapping, Sequence

from xlreport.keys import nearest
from xlreport.rounds.faults import Faults
from xlreport.rounds.units import Unit

Row = tuple[int, Unit]


def tell_parents(units: Sequence[Row], faults: Faults) -> None:
    """Note each unit whose parent is unknown, itself, its own descendant, out of scope or there in fewer years."""
    rows = {unit.code: (number, unit) for number, unit in units}
    for number, unit in units:
        if unit.parent and (fault := _fault(unit, rows)):
            faults.add(number, "parent", f"{unit.parent!r} {fault}")


def _fault(unit: Unit, rows: Mapping[str, Row]) -> str:
    if unit.parent not in rows:
        return f"不是名册中的单位代码 (no code of the roster); {nearest(unit.parent, rows)}"
    if unit.parent == unit.code:
        return "是本单位自己 (the unit itself)"
    number, parent = rows[unit.parent]
    if _circles(unit, rows):
        return f"与第 {number} 行互为上级，形成循环 (a circle with row {number})"
    if unit.in_scope and not parent.in_scope:
        return f"在第 {number} 行注明不纳入，不能计入其报告 (out of scope in row {number}, so nothing is counted there)"
    if unit.in_scope and not _there_as_long(unit, parent):
        return f"（第 {number} 行）的起止年度比本单位短 (row {number} reports in fewer years than this unit)"
    return ""


def _circles(unit: Unit, rows: Mapping[str, Row]) -> bool:
    """Tell whether going up from a unit comes back to it."""
    seen, code = set(), unit.parent
    while code in rows and code not in seen:
        if code == unit.code:
            return True
        seen.add(code)
        code = rows[code][1].parent
    return False


def _there_as_long(unit: Unit, parent: Unit) -> bool:
    begins = parent.since is None or (unit.since is not None and unit.since >= parent.since)
    ends = parent.until is None or (unit.until is not None and unit.until <= parent.until)
    return begins and ends
