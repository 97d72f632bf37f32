"""Writing: a form's workbook, blank or with answers poured in. The only place that draws a return."""

from xlreport.writing.answers_file import Answers, clash, poured, read_answers, values_for
from xlreport.writing.canvas import Attached
from xlreport.writing.example import example_answers
from xlreport.writing.form_workbook import write_workbook
from xlreport.writing.narrative import Summed, narrative
from xlreport.writing.roster_book import roster_workbook
from xlreport.writing.series import Series

__all__ = [
    "Answers",
    "Attached",
    "Series",
    "Summed",
    "clash",
    "example_answers",
    "narrative",
    "poured",
    "read_answers",
    "roster_workbook",
    "values_for",
    "write_workbook",
]
