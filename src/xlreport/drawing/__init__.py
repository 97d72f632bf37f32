"""Drawing: reproducible xlsxwriter workbooks and their formats. Knows nothing of returns or consolidated workbooks."""

from xlreport.drawing.book import written
from xlreport.drawing.headers import printed, property_text
from xlreport.drawing.measures import HIGHEST_ROW, lines_needed, text_width
from xlreport.drawing.passwords import Lock, locked_by
from xlreport.drawing.styles import Styles
from xlreport.drawing.tokens import BAD, BAD_FILL, GOOD

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
