"""Draws what makes 校验 alive: links, the unlocked 说明 cells, and the colours of what does not agree."""

from xlreport.cells import Area, Cell, address
from xlreport.drawing import BAD, BAD_FILL, GOOD
from xlreport.layout import CHECKS_SHEET, CheckLine
from xlreport.relations import Mark
from xlreport.writing.canvas import Canvas, put

_LONG_SUM = 6


def draw_check_lines(canvas: Canvas) -> None:
    """Draw the links and 说明 cells of 校验, and the colours that follow its marks."""
    drawn = canvas.sheets[CHECKS_SHEET]
    link = canvas.styles.shown(font_color="#1864AB", underline=1, align="center")
    reason = canvas.styles.format(border=1, bg_color="#FFFAE8", locked=False, num_format="@")
    for number, line in enumerate(canvas.layout.lines):
        place = canvas.layout.places[line.statement.left[0].field]
        target = f"internal:{address(place.sheet, place.cell).replace('$', '')}"
        drawn.write_url(line.row, line.mark.column + 1, target, link, string=str(place.cell))
        put(drawn, line.reason, canvas.reasons.get(number), reason)
        _colour(canvas, line)
    _colour_marks(canvas)


def _colour(canvas: Canvas, line: CheckLine) -> None:
    """Mark the cells of a failing line; 校验 of another sheet may be asked since Excel 2010."""
    by_sheet: dict[str, list[Cell]] = {}
    for field in _suspects(line):
        by_sheet.setdefault(canvas.layout.places[field].sheet, []).append(canvas.layout.places[field].cell)
    bad = canvas.book.add_format({"bg_color": BAD_FILL, "font_color": BAD})
    test = f'={address(CHECKS_SHEET, line.mark)}="{Mark.FAILS}"'
    for sheet, cells in by_sheet.items():
        canvas.sheets[sheet].conditional_format(
            cells[0].row,
            cells[0].column,
            cells[0].row,
            cells[0].column,
            {
                "type": "formula",
                "criteria": test,
                "format": bad,
                "multi_range": " ".join(map(str, cells)),
            },
        )


def _suspects(line: CheckLine) -> tuple[str, ...]:
    """Give the fields to colour: all that take part, but of a long sum only the total."""
    statement = line.statement
    fields = statement.fields if len(statement.right) <= _LONG_SUM else [term.field for term in statement.left]
    return tuple(fields)


def _colour_marks(canvas: Canvas) -> None:
    marks, status = canvas.layout.marks, canvas.layout.status
    good = canvas.book.add_format({"font_color": GOOD, "bold": True})
    bad = canvas.book.add_format({"font_color": BAD, "bold": True, "bg_color": BAD_FILL})
    for sheet, area in ((CHECKS_SHEET, marks), (canvas.layout.cover.name, Area.of(status))):
        for mark, style in ((Mark.HOLDS, good), (Mark.FAILS, bad)):
            canvas.sheets[sheet].conditional_format(
                area.first.row,
                area.first.column,
                area.last.row,
                area.last.column,
                {"type": "formula", "criteria": f'=LEFT({area.first},1)="{mark}"', "format": style},
            )
    canvas.sheets[CHECKS_SHEET].repeat_rows(0, marks.first.row - 1)
