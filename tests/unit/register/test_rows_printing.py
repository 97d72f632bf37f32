"""How the rows of a register are printed: as far as they are filled, and the note on the first page alone."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl

from registered_returns import dispute, registered_return, request
from xlreport.cells import Area, Cell
from xlreport.forms import load_form
from xlreport.register import register_of
from xlreport.register.register_plan import NOTE_ROW, embedded_plan
from xlreport.register.rows_printing import CHOOSES


def test_the_link_chooses_what_the_print_area_says() -> None:
    """LibreOffice passes over the formula of a print area: the link has the same last row, and the same last column."""
    content = registered_return([request(number) for number in range(1, 4)], [dispute(1)])
    declared = register_of(load_form())
    assert declared
    with ZipFile(BytesIO(content)) as archive:
        names = archive.read("xl/workbook.xml").decode()
    book = openpyxl.load_workbook(BytesIO(content))
    for plan in (embedded_plan(declared).requests, embedded_plan(declared).disputes):
        links = [
            str(cell.value)
            for row in book[plan.sheet].iter_rows(max_row=4)
            for cell in row
            if CHOOSES in str(cell.value)
        ]
        assert len(links) == 1
        last = links[0][links[0].index("MAX(") : links[0].rindex(",")]
        assert last.replace("<>", "&lt;&gt;") in names
        assert book[plan.sheet].page_setup.pageOrder == "overThenDown"


def test_the_note_ends_before_the_column_that_every_page_repeats() -> None:
    """What runs on into that column would be printed once more on each further page."""
    book = openpyxl.load_workbook(BytesIO(registered_return([request(1)])))
    declared = register_of(load_form())
    assert declared
    plan = embedded_plan(declared).requests
    merged = [str(each) for each in book[plan.sheet].merged_cells.ranges]
    assert merged == [str(Area.of(Cell(NOTE_ROW, 0), 1, plan.places["number"]))]
    assert book[plan.sheet].print_title_cols == "$F:$F"
