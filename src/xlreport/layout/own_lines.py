"""The lines of 校验: what is counted in each section, then its relations. Decides rows, never looks at values."""

from collections.abc import Iterator
from dataclasses import replace

from xlreport.cells import Area, Cell, areas_of
from xlreport.findings import Severity
from xlreport.forms import Form, Kind, Section
from xlreport.layout.check_lines import FIRST_LINE, CheckLine, Concern, OwnLine
from xlreport.layout.layouts import Sheet

NOT_A_NUMBER, LEFT_OVER, TOO_LONG, NOT_MENTIONED = "N01", "F05", "S26", "S28"
"""The rules that tell after hand-in what a line shows while the form is being filled in."""


def lines_of(form: Form, sheets: tuple[Sheet, ...]) -> tuple[tuple[OwnLine, ...], tuple[CheckLine, ...]]:
    """Give the lines of 校验 section by section, within each first what is counted, then the relations in order."""
    own: list[OwnLine] = []
    checks: list[CheckLine] = []
    row = FIRST_LINE
    for section in form.sections:
        for line in _own(section, form, sheets):
            own.append(replace(line, row=row))
            row += 1
        for relation in form.relations:
            for statement in relation.statements:
                if form.fields[statement.left[0].field].section == section.id:
                    checks.append(CheckLine(relation=relation, statement=statement, row=row))
                    row += 1
    return tuple(own), tuple(checks)


def _own(section: Section, form: Form, sheets: tuple[Sheet, ...]) -> Iterator[OwnLine]:
    places = {place.field: place for sheet in sheets for place in sheet.places}
    typed = [each for each in section.fields if each.kind.numeric and each.id not in form.computed and not each.last_of]
    if typed:
        areas = areas_of(places[each.id].cell for each in typed)
        yield _line(Concern.NOT_NUMBERS, section, areas)
    texts = [places[each.id].area for each in section.texts]
    if texts:
        if form.left_over:
            yield _line(Concern.LEFT_OVER, section, (Area(texts[0].first, texts[-1].last),), form.left_over)
        if section.limit:
            cells = next(sheet.counts for sheet in sheets if sheet.section == section.id)
            counted = tuple(Area.of(cell) for cell in cells.values())
            yield replace(_line(Concern.LENGTH, section, counted), bound=section.limit)
        if section.mentions:
            yield _line(Concern.MENTION, section, (Area(texts[0].first, texts[-1].last),), section.mentions)


_KINDS = {
    Concern.NOT_NUMBERS: (NOT_A_NUMBER, "应填数字的单元格里不是数字", "不是数字的单元格", Severity.ERROR, "=", 0),
    Concern.LEFT_OVER: (LEFT_OVER, "模板文字没有改掉", "模板文字", Severity.WARNING, "=", 0),
    Concern.LENGTH: (TOO_LONG, "全文字数不超过限额", "字数", Severity.WARNING, "<=", 0),
    Concern.MENTION: (NOT_MENTIONED, "应写明的内容没有提到", "提到的处数", Severity.WARNING, ">=", 1),
}


def _line(concern: Concern, section: Section, areas: tuple[Area, ...], words: tuple[str, ...] = ()) -> OwnLine:
    code, title, about, severity, operator, bound = _KINDS[concern]
    return OwnLine(
        concern=concern,
        section=section,
        code=code,
        title=title,
        about=f"{section.sheet.split()[0]} · {about}"
        if not words
        else f"{section.sheet.split()[0]} · {about}：{words[0]}等",
        severity=severity,
        operator=operator,
        bound=bound,
        words=words,
        areas=areas,
        row=FIRST_LINE,
    )


def first_input(sheet: Sheet, form: Form) -> Cell:
    """Give the first cell of a sheet that a clerk fills in; the first cell where there is none."""
    open_kinds = set(Kind) - {Kind.FLAG}
    for place in sheet.places:
        field = form.fields[place.field]
        if field.kind in open_kinds and not field.issued and not field.last_of and field.id not in form.computed:
            return place.cell
    return Cell(0, 0)
