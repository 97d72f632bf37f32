"""Drawing: reproducible xlsxwriter workbooks and their formats. Knows nothing of returns or consolidated workbooks.

A name is loaded when it is first asked for: whoever wants a colour needs no writer.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlreport.drawing.book import written
    from xlreport.drawing.headers import printed, property_text
    from xlreport.drawing.measures import HIGHEST_ROW, lines_needed, text_width
    from xlreport.drawing.passwords import Lock, locked_by
    from xlreport.drawing.styles import Styles
    from xlreport.drawing.tokens import BAD, BAD_FILL, GOOD

_PLACES = {
    "BAD": "tokens",
    "BAD_FILL": "tokens",
    "GOOD": "tokens",
    "HIGHEST_ROW": "measures",
    "Lock": "passwords",
    "Styles": "styles",
    "lines_needed": "measures",
    "locked_by": "passwords",
    "printed": "headers",
    "property_text": "headers",
    "text_width": "measures",
    "written": "book",
}
"""Where each name stands."""


def __getattr__(name: str) -> object:
    """Load a name from its module."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    return found


__all__ = [
    "BAD",
    "BAD_FILL",
    "GOOD",
    "HIGHEST_ROW",
    "Lock",
    "Styles",
    "lines_needed",
    "locked_by",
    "printed",
    "property_text",
    "text_width",
    "written",
]
