"""The annotated copy: a fresh workbook with the unit's own answers and every finding at its cell.

The return itself is never touched, and nothing in the copy is corrected.
"""

from dataclasses import replace

from xlreport.cells import Area, ranges
from xlreport.findings import Finding
from xlreport.layout import Layout
from xlreport.submissions import Return, Submission
from xlreport.writing import Attached, write_workbook

_AS_ISSUED = frozenset({"F02", "I14", "I25"})
"""Rules that speak of where the form has its labels, wherever they stand now."""


def annotated(given: Return, layout: Layout, attached: Attached | None = None) -> bytes | None:
    """Give an annotated copy of a return, ready to send back; None for one that could not be read.

    `attached` is the register of one that carries it, with its rows.
    """
    says = given.submission
    if says is None:
        return None
    findings = tuple(_in_the_copy(each, says, layout) for each in given.told)
    return write_workbook(
        layout,
        says.identity,
        says.left(),
        reasons=says.reasons,
        findings=findings,
        attached=attached,
    )


def _in_the_copy(finding: Finding, says: Submission, layout: Layout) -> Finding:
    """Give a finding at its place in a fresh workbook: there no tab is renamed and no field has moved."""
    if place := layout.places.get(finding.field):
        return replace(finding, sheet=place.sheet, cell=str(place.area))
    issued = {tab: name for name, tab in says.renamed.items()}
    sheet = issued.get(finding.sheet, finding.sheet)
    return replace(finding, sheet=sheet, cell=_cells_in_the_copy(finding, sheet, says, layout))


def _cells_in_the_copy(finding: Finding, sheet: str, says: Submission, layout: Layout) -> str:
    """Give the issued cells of the fields that a finding of several cells speaks of.

    Where fields have moved, cells of no field are not those of the copy any more, except for labels, which are
    told where the form has them.
    """
    entries = [each for each in says.entries.values() if each.sheet == sheet]
    moved = [each for each in entries if each.area != layout.places[each.field].area]
    if not moved or not finding.cell or finding.code in _AS_ISSUED:
        return finding.cell
    meant = [Area.parse(each) for each in finding.cell.split(",")]
    return ranges(
        issued
        for entry in entries
        for now, issued in zip(entry.area, layout.places[entry.field].area, strict=False)
        if any(now in area for area in meant)
    )
