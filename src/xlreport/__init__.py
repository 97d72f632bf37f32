"""xlreport: locked workbooks out, checked returns in, one consolidated workbook that can be proved.

Whatever the command line does is one call here: load a form, lay it out, write a workbook, receive a return.
Each name is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlreport.errors import XlreportError
    from xlreport.findings import Finding, Severity
    from xlreport.forms import Form, load_form
    from xlreport.layout import Layout, plan
    from xlreport.manifest import identity_of
    from xlreport.office.intake import receive
    from xlreport.submissions import Identity, Return, Submission
    from xlreport.writing import write_workbook

_PLACES = {
    "XlreportError": "errors",
    "Finding": "findings",
    "Severity": "findings",
    "Form": "forms",
    "load_form": "forms",
    "receive": "office.intake",
    "Layout": "layout",
    "plan": "layout",
    "identity_of": "manifest",
    "Identity": "submissions",
    "Return": "submissions",
    "Submission": "submissions",
    "write_workbook": "writing",
}

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


def __getattr__(name: str) -> Any:
    """Give a public name out of the module that has it."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
