"""The annotated copy: a fresh workbook with the unit's own answers and every finding at its cell.

The return itself is never touched, and nothing in the copy is corrected.
"""

from dataclasses import replace

from xlreport.findings import Finding
from xlreport.layout import Layout
from xlreport.submissions import Return, Submission
from xlreport.writing import write_workbook


def annotated(given: Return, layout: Layout) -> bytes | None:
    """Give an annotated copy of a return, ready to send back; None for one that could not be read."""
    says = given.submission
    if says is None:
        return None
    findings = tuple(_in_the_copy(each, says, layout) for each in given.findings)
    return write_workbook(layout, says.identity, says.left(), reasons=says.reasons, findings=findings)


def _in_the_copy(finding: Finding, says: Submission, layout: Layout) -> Finding:
    """Give a finding at its place in a fresh workbook: there no tab is renamed and no field has moved."""
    if place := layout.places.get(finding.field):
        return replace(finding, sheet=place.sheet, cell=str(place.area))
    issued = {tab: name for name, tab in says.renamed.items()}
    return replace(finding, sheet=issued.get(finding.sheet, finding.sheet))
