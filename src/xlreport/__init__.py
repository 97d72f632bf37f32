"""xlreport: locked workbooks out, checked returns in, one consolidated workbook that can be proved.

Whatever the command line does is one call here: load a form, lay it out, write a workbook, receive a return.
"""

from xlreport.errors import XlreportError
from xlreport.findings import Finding, Severity
from xlreport.forms import Form, load_form
from xlreport.layout import Layout, plan
from xlreport.manifest import identity_of
from xlreport.office.intake import receive
from xlreport.submissions import Identity, Return, Submission
from xlreport.writing import write_workbook

__all__ = [
    "Finding",
    "Form",
    "Identity",
    "Layout",
    "Return",
    "Severity",
    "Submission",
    "XlreportError",
    "identity_of",
    "load_form",
    "plan",
    "receive",
    "write_workbook",
]
