"""Draws a form's workbook: sheets, labels, inputs, totals, 校验, manifest. Values come in, none are made up."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from xlreport.cells import Area, Cell, address
from xlreport.drawing import BAD, BAD_FILL, GOOD, MUTED, Styles, written
from xlreport.figures import Figures
from xlreport.forms import YES_NO, Field, Kind
from xlreport.formulas import FormulaCell, Result, formula_cells, state_of
from xlreport.layout import (
    CHECKS_SHEET,
    CODE_CELL,
    CODE_NAME,
    GUIDE_SHEET,
    MANIFEST_SHEET,
    CheckLine,
    Layout,
    Role,
    Sheet,
)
from xlreport.manifest import code, rows
from xlreport.numbers import Number
from xlreport.relations import Mark
from xlreport.submissions import Identity, Value
from xlreport.writing.heights import height_for, heights
from xlreport.writing.prompts import validation

_PROTECTION = {
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
_A4 = 9


def write_workbook(layout: Layout, identity: Identity, values: Mapping[str, Value]) -> bytes:
    """Give a workbook's bytes: blank when `values` is empty, else with them and true results in every formula.

    `values` maps field ids to int, Decimal, str, bool as in the answers; they must have been checked before.
    """
    known = {**issued_values(layout, identity), **values}
    return written(lambda book: _Drawing(book, layout, identity, known).draw())


def issued_values(layout: Layout, identity: Identity) -> dict[str, Value]:
    """Give the cover's values that the identity brings: unit, kind, region, year."""
    named = {each.name: getattr(identity, each.name) for each in fields(identity)}
    issued = (each for each in layout.form.fields.values() if each.issued)
    texts = {each.id: named.get(each.id.rpartition(".")[2], "") for each in issued}
    return {
        field: int(text) if layout.form.fields[field].kind is Kind.YEAR else text
        for field, text in texts.items()
        if text
    }


class _Drawing:
    """One workbook being drawn."""

    def __init__(self, book: Any, layout: Layout, identity: Identity, values: Mapping[str, Value]) -> None:  # noqa: ANN401
        self.book, self.layout, self.identity, self.values = book, layout, identity, values
        self.form = layout.form
        self.styles = Styles(book)
        self.sheets: dict[str, Any] = {}
        self.issued = issued_values(layout, identity)

    def draw(self) -> None:
        for sheet in self.layout.sheets:
            self.sheets[sheet.name] = self.book.add_worksheet(sheet.name)
        for sheet in self.layout.sheets:
            self._page(sheet)
            self._labels(sheet)
            self._fields(sheet)
        self._formulas()
        self._check_lines()
        self._manifest()
        self._properties()

    def _page(self, sheet: Sheet) -> None:
        drawn = self.sheets[sheet.name]
        drawn.hide_gridlines(2)
        drawn.set_paper(_A4)
        drawn.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        drawn.fit_to_pages(1, 1 if sheet.landscape and sheet.name != CHECKS_SHEET else 0)
        if sheet.landscape:
            drawn.set_landscape()
        drawn.center_horizontally()
        who = f"{self.identity.unit_name}　{self.identity.year}".strip("　").replace("&", "&&")
        drawn.set_header(f'&L&"宋体,Regular"&9{who}&R&"宋体,Regular"&9{self.form.title}')
        drawn.set_footer('&C&"宋体,Regular"&9第 &P 页　共 &N 页')
        for column, width in enumerate(sheet.widths):
            drawn.set_column(column, column, width)
        if sheet.frozen:
            drawn.freeze_panes(sheet.frozen.row, sheet.frozen.column)
        drawn.protect("", _PROTECTION)

    def _labels(self, sheet: Sheet) -> None:
        drawn = self.sheets[sheet.name]
        for label in sheet.labels:
            style, first, last = self.styles.role(label.role), label.area.first, label.area.last
            if first == last:
                drawn.write_string(first.row, first.column, label.text, style)
            else:
                drawn.merge_range(first.row, first.column, last.row, last.column, label.text, style)
        for row, height in heights(sheet).items():
            drawn.set_row(row, height)
        if sheet.section:
            small = self.styles.format(font_size=8, font_color=MUTED, text_wrap=False)
            drawn.write_string(CODE_CELL.row, CODE_CELL.column, code(self.identity), small)
            name = f"'{sheet.name}'!{CODE_NAME}"
            self.book.define_name(name, "=" + address(sheet.name, CODE_CELL))

    def _fields(self, sheet: Sheet) -> None:
        alike: dict[tuple[Kind, int, tuple[Any, ...]], list[tuple[Field, Area]]] = {}
        for place in sheet.places:
            field = self.form.fields[place.field]
            self.book.define_name(field.id, "=" + place.address)
            if field.id in self.form.computed:
                continue
            locked = field.id in self.issued
            self._value(sheet, field, place.area, self.styles.field(field, computed=False, locked=locked))
            if not locked:
                alike.setdefault((field.kind, field.decimals, field.options), []).append((field, place.area))
        for group in alike.values():
            self._validate(sheet, group[0][0], [area for _, area in group])

    def _validate(self, sheet: Sheet, field: Field, areas: list[Area]) -> None:
        corners = [[a.first.row, a.first.column, a.last.row, a.last.column] for a in areas]
        options = validation(field, areas[0].first)
        if len(corners) > 1:
            options["other_cells"] = corners[1:]
        self.sheets[sheet.name].data_validation(*corners[0], options)

    def _value(self, sheet: Sheet, field: Field, area: Area, style: Any) -> None:  # noqa: ANN401
        drawn = self.sheets[sheet.name]
        value = self.values.get(field.id)
        shown: Iterable[Value | None] = [value]
        if field.kind is Kind.TEXT:
            paragraphs = str(value).split("\n") if value else []
            shown = paragraphs + [None] * (area.rows - len(paragraphs))
        for cell, one in zip(area, shown, strict=True):
            _put(drawn, cell, _for_cell(field, one), style)
            if field.kind is Kind.TEXT and one:
                drawn.set_row(cell.row, height_for(str(one), sheet.widths[cell.column]))

    def _formulas(self) -> None:
        figures = figures_of(self.layout, self.values)
        lengths = {
            field.id: len(str(self.values.get(field.id) or "").replace("\n", ""))
            for field in self.form.fields.values()
            if field.kind is Kind.TEXT
        }
        state = state_of(self.layout, figures, lengths)
        for each in formula_cells(self.layout):
            self.sheets[each.sheet].write_formula(
                each.cell.row,
                each.cell.column,
                each.formula,
                self._formula_style(each),
                _cached(each.result(state)),
            )

    def _formula_style(self, each: FormulaCell) -> Any:  # noqa: ANN401
        if each.field:
            return self.styles.field(self.form.fields[each.field], computed=True, locked=True)
        if each.sheet == CHECKS_SHEET:
            return self.styles.shown(align="center")
        if each.sheet == self.layout.cover.name:
            return self.styles.shown(bold=True)
        return self.styles.format(font_color=MUTED, align="right")

    def _check_lines(self) -> None:
        drawn = self.sheets[CHECKS_SHEET]
        link = self.styles.shown(font_color="#1864AB", underline=1, align="center")
        reason = self.styles.format(border=1, bg_color="#FFF9DB", locked=False, num_format="@")
        for line in self.layout.lines:
            place = self.layout.places[line.statement.left[0].field]
            target = f"internal:{address(place.sheet, place.cell).replace('$', '')}"
            drawn.write_url(line.row, line.mark.column + 1, target, link, string=str(place.cell))
            _put(drawn, line.reason, None, reason)
            self._colour(line)
        self._colour_marks()

    def _colour(self, line: CheckLine) -> None:
        """Mark the cells of a failing line; 校验 of another sheet may be asked since Excel 2010."""
        by_sheet: dict[str, list[Cell]] = {}
        for field in line.statement.fields:
            by_sheet.setdefault(self.layout.places[field].sheet, []).append(self.layout.places[field].cell)
        bad = self.book.add_format({"bg_color": BAD_FILL, "font_color": BAD})
        test = f'={address(CHECKS_SHEET, line.mark)}="{Mark.FAILS}"'
        for sheet, cells in by_sheet.items():
            self.sheets[sheet].conditional_format(
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

    def _colour_marks(self) -> None:
        marks, status = self.layout.marks, self.layout.status
        good = self.book.add_format({"font_color": GOOD, "bold": True})
        bad = self.book.add_format({"font_color": BAD, "bold": True, "bg_color": BAD_FILL})
        for sheet, area in ((CHECKS_SHEET, marks), (self.layout.cover.name, Area.of(status))):
            for mark, style in ((Mark.HOLDS, good), (Mark.FAILS, bad)):
                self.sheets[sheet].conditional_format(
                    area.first.row,
                    area.first.column,
                    area.last.row,
                    area.last.column,
                    {"type": "formula", "criteria": f'=LEFT({area.first},1)="{mark}"', "format": style},
                )
        self.sheets[CHECKS_SHEET].repeat_rows(0, marks.first.row - 1)

    def _manifest(self) -> None:
        drawn = self.book.add_worksheet(MANIFEST_SHEET)
        for row, texts in enumerate(rows(self.identity, self.layout)):
            for column, text in enumerate(texts):
                drawn.write_string(row, column, text)
        drawn.protect("", _PROTECTION)
        drawn.very_hidden()
        self.sheets[self.layout.cover.name].activate()

    def _properties(self) -> None:
        for each in fields(self.identity):
            if text := getattr(self.identity, each.name):
                self.book.set_custom_property(f"xlreport.{each.name}", text, "text")


def figures_of(layout: Layout, values: Mapping[str, Value]) -> Figures:
    """Give the figures that a workbook with these values shows."""
    form = layout.form
    numbers = {
        field: value
        for field, value in values.items()
        if form.fields[field].kind.numeric and isinstance(value, Number) and field not in form.computed
    }
    flags = {section.id: section.blank_is_zero for section in form.sections if section.blank_is_zero}
    zeroed = frozenset(section for section, flag in flags.items() if values.get(flag.id) is True)
    kind = values.get("cover.unit_kind", "")
    return Figures(form=form, numbers=numbers, zeroed=zeroed, unit_kind=str(kind))


def _for_cell(field: Field, value: Value | None) -> Value | date | None:
    """Give what the cell holds for a value of the answers: labels for choices, a real date for a day."""
    match field.kind, value:
        case _, None | "":
            return None
        case Kind.FLAG, bool():
            return YES_NO[0].label if value else YES_NO[1].label
        case Kind.CHOICE, str():
            return next(option.label for option in field.options if option.id == value)
        case Kind.DATE, str():
            return date.fromisoformat(value)
        case _:
            return value


def _put(drawn: Any, cell: Cell, value: Value | date | None, style: Any) -> None:  # noqa: ANN401
    """Write one value; text is always written as text."""
    match value:
        case None:
            drawn.write_blank(cell.row, cell.column, None, style)
        case date():
            drawn.write_datetime(cell.row, cell.column, value, style)
        case int() | Decimal():
            drawn.write_number(cell.row, cell.column, value, style)
        case _:
            drawn.write_string(cell.row, cell.column, str(value), style)


def _cached(result: Result) -> int | float | str:
    return float(result) if isinstance(result, Decimal) else result


__all__ = ["GUIDE_SHEET", "Role", "figures_of", "issued_values", "write_workbook"]
