"""Drawing: reproducible xlsxwriter workbooks and their formats. Knows nothing of returns or consolidated workbooks.

A name is loaded when it is first asked for: whoever wants a colour needs no writer.
"""

from typing import TYPE_CHECKING

from xlreport.lazy import loading

if TYPE_CHECKING:
    from xlreport.drawing.book_writer import parts_traced, parts_written, pieces_written, written
    from xlreport.drawing.headers import printed, property_text
    from xlreport.drawing.look import BAD, BAD_FILL, GOOD
    from xlreport.drawing.measures import HIGHEST_ROW, lines_needed, takes_one_line, text_width
    from xlreport.drawing.passwords import Lock, locked_by
    from xlreport.drawing.styles import Styles

_PLACES = {
    "BAD": "look",
    "BAD_FILL": "look",
    "GOOD": "look",
    "HIGHEST_ROW": "measures",
    "Lock": "passwords",
    "Styles": "styles",
    "lines_needed": "measures",
    "locked_by": "passwords",
    "parts_traced": "book_writer",
    "parts_written": "book_writer",
    "pieces_written": "book_writer",
    "printed": "headers",
    "property_text": "headers",
    "takes_one_line": "measures",
    "text_width": "measures",
    "written": "book_writer",
}
"""Where each name stands."""

__getattr__ = loading(__name__, _PLACES)

__all__ = [
    "BAD",
    "BAD_FILL",
    "GOOD",
    "HIGHEST_ROW",
    "Lock",
    "Styles",
    "lines_needed",
    "locked_by",
    "parts_traced",
    "parts_written",
    "pieces_written",
    "printed",
    "property_text",
    "takes_one_line",
    "text_width",
    "written",
]
