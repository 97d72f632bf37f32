"""Draws the two tables as they follow from the rows: each figure a live count, totals added up as in the form."""

from collections.abc import Iterator, Mapping

from xlreport.cells import Cell
from xlreport.drawing.look import A4, BAD, CENTRED, GOOD, LINK
from xlreport.forms import Field, Header, Section, Table
from xlreport.register.counting import figures_of_rows
from xlreport.register.register_canvas import RegisterCanvas
from xlreport.register.row_formulas import count_formula

_FIRST_ROW, _FIRST_COLUMN = 4, 1
_LABEL_WIDTH, _WIDTH = 84, 13


def draw_tables(canvas: RegisterCanvas) -> None:
    """Both tables, and below that of the requests a line that says whether each column balances."""
    form, counted = canvas.declared.form, canvas.declared.counted
    requests = tuple(each.row for each in canvas.requests)
    figures = figures_of_rows(canvas.declared, requests, canvas.disputes, canvas.identity.year)
    for table in (counted.table, canvas.declared.disputes.table):
        section = next(each for each in form.sections if each.id == table)
        fields = _mirrored(section)
        rows, columns = _axes(fields)
        places = {
            field.id: Cell(_FIRST_ROW + rows.index(row), _FIRST_COLUMN + columns.index(column))
            for field, row, column in fields
        }
        _frame(canvas, section, rows, columns)
        for field, _row, _column in fields:
            formula = _total(canvas, field, places) or count_formula(canvas.declared, field.id)
            style = canvas.styles.field(field, computed=True, locked=True)
            cell = places[field.id]
            canvas.sheets[section.sheet].write_formula(cell.row, cell.column, formula, style, figures.get(field.id, 0))
        if table == counted.table:
            _balance(canvas, section, places, columns)


def _mirrored(section: Section) -> list[tuple[Field, str, str]]:
    """The table's cells with the labels of their row and column."""
    return [(field, row_label(section, field), field.path[-1]) for field in section.numbers]


def row_label(section: Section, field: Field) -> str:
    """What a row is called: its group and itself, as printed; a suit has two rows of one group."""
    tables = (each for each in section.blocks if isinstance(each, Table))
    ways = (way for table in tables for row in table.rows for way in row.leaves())
    groups = (way[1:-1] for way in ways if way[-1].label == field.path[0] and _ids(way) == field.row)
    return " · ".join((*(each.label for each in next(groups, ())), *field.path[:-1]))


def _ids(way: tuple[Header, ...]) -> tuple[str, ...]:
    return tuple(each.id for each in way if each.id)


def _axes(fields: list[tuple[Field, str, str]]) -> tuple[list[str], list[str]]:
    return list(dict.fromkeys(row for _, row, _ in fields)), list(dict.fromkeys(column for _, _, column in fields))


def _frame(canvas: RegisterCanvas, section: Section, rows: list[str], columns: list[str]) -> None:
    drawn, styles = canvas.sheets[section.sheet], canvas.styles
    drawn.hide_gridlines(2)
    drawn.set_column(0, 0, _LABEL_WIDTH)
    drawn.set_column(_FIRST_COLUMN, _FIRST_COLUMN + len(columns) - 1, _WIDTH)
    drawn.write_string(0, 0, section.heading, styles.format(font_name="黑体", font_size=16, text_wrap=False))
    front, link = canvas.plan.front, styles.small(font_color=LINK, underline=1)
    drawn.write_url(1, 0, f"internal:'{front}'!A1", link, string=f"← {front}")
    drawn.write_string(2, 0, "由台账自动得出，不必填写；照抄到年度报告的同一张表。", styles.small(text_wrap=False))
    for number, label in enumerate(columns, _FIRST_COLUMN):
        drawn.write_string(_FIRST_ROW - 1, number, label, styles.list_head(**CENTRED, text_wrap=True))
    for number, label in enumerate(rows, _FIRST_ROW):
        drawn.write_string(number, 0, label, styles.listed())
    drawn.set_landscape()
    drawn.set_paper(A4)
    drawn.fit_to_pages(1, 1)
    drawn.freeze_panes(_FIRST_ROW, _FIRST_COLUMN)
    drawn.lock_columns(styles.format(locked=True))
    drawn.protect("", {"format_columns": True})


def _total(canvas: RegisterCanvas, field: Field, places: Mapping[str, Cell]) -> str:
    statement = canvas.declared.form.computed.get(field.id)
    return "=" + "+".join(str(places[term.field]) for term in statement.right) if statement else ""


def _balance(canvas: RegisterCanvas, section: Section, places: Mapping[str, Cell], columns: list[str]) -> None:
    drawn, styles, counted = canvas.sheets[section.sheet], canvas.styles, canvas.declared.counted
    below = max(cell.row for cell in places.values()) + 1
    drawn.write_string(below, 0, "一 + 二 = 三（七）+ 四", styles.small(align="left", indent=1))
    for number in range(_FIRST_COLUMN, _FIRST_COLUMN + len(columns)):
        sides = (counted.received, counted.carried_in, counted.concluded, counted.carried_out)
        came, in_, done, out = (Cell(_row_of(places, f"{counted.table}.{side}."), number) for side in sides)
        mark = styles.format(align="center", font_color=GOOD)
        drawn.write_formula(below, number, f'=IF({came}+{in_}={done}+{out},"√","×")', mark, "√")
        wrong = {"type": "cell", "criteria": "==", "value": '"×"', "format": styles.state(font_color=BAD)}
        drawn.conditional_format(below, number, below, number, wrong)


def _row_of(places: Mapping[str, Cell], prefix: str) -> int:
    return next(_rows(places, prefix))


def _rows(places: Mapping[str, Cell], prefix: str) -> Iterator[int]:
    return (cell.row for field, cell in places.items() if field.startswith(prefix))
