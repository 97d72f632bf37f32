"""The annotated copy: a fresh workbook with the unit's own answers and every finding at its cell.

The return itself is never touched, and nothing in the copy is corrected.
"""

from xlreport.layout import Layout
from xlreport.submissions import Return
from xlreport.writing import write_workbook


def annotated(given: Return, layout: Layout) -> bytes | None:
    """Give an annotated copy of a return, ready to send back; None for one that could not be read."""
    says = given.submission
    if says is None:
        return None
    return write_workbook(layout, says.identity, says.left(), reasons=says.reasons, findings=given.findings)
