"""The report to be published, as the form orders it: title, six sections, tables with merged headers, paragraphs.

Only what the published report holds: no contact, no review, no answer to a warning ever enters it.
"""

from collections.abc import Iterator, Mapping

from xlreport.cells import Area
from xlreport.forms import Form, Section, Table, Texts
from xlreport.layout import Role, drawn, width
from xlreport.numbers import Number, shown
from xlreport.plain_records import dataclass
from xlreport.publishing.page_words import Wording
from xlreport.submissions import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One cell of a printed table, as wide and high as it is merged; a figure's has its field."""

    area: Area
    text: str
    role: Role | None
    """None for a figure"""
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A section's table: boxes row by row, the number of grid columns, and the rows that hold headers only."""

    title: str
    boxes: tuple[Box, ...]
    columns: int
    heads: tuple[int, ...]
    """the header rows at its top, repeated on every page; none where several tables stand one below the other"""

    def rows(self) -> Iterator[tuple[Box, ...]]:
        """Give the boxes that begin in each row."""
        for row in range(max(box.area.last.row for box in self.boxes) + 1):
            yield tuple(box for box in self.boxes if box.area.first.row == row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A narrative part: its sub-heading, empty where the section has only one part, and its paragraphs."""

    field: str
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSection:
    """One of the sections: its heading, then its parts, then its table."""

    id: str
    heading: str
    parts: tuple[Part, ...]
    table: PrintedTable | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report to publish. `answers` holds by field id exactly what is printed."""

    form: str
    unit: str
    year: str
    title: tuple[str, ...]
    intro: tuple[str, ...]
    sections: tuple[PrintedSection, ...]
    answers: Mapping[str, Value]
    totals: frozenset[str]
    """the fields among them that are worked out and never typed"""
    draft: bool = False


def report_of(form: Form, wording: Wording, values: Mapping[str, Value], *, draft: bool = False) -> Report:
    """Make the report of a return's values."""
    unit, year = (str(values.get(form.roles.field(word), "")) for word in ("unit_name", "year"))
    sections = tuple(_section(section, values) for section in form.sections if _is_printed(section))
    fields = [part.field for section in sections for part in section.parts]
    fields += [box.field for section in sections if section.table for box in section.table.boxes if box.field]
    return Report(
        form=form.id,
        unit=unit,
        year=year,
        title=tuple(line.format(unit=unit, year=year) for line in wording.title),
        intro=tuple(line.format(unit=unit, year=year) for line in wording.intro),
        sections=sections,
        answers={field: values[field] for field in form.fields if field in set(fields) and field in values},
        totals=frozenset(form.computed),
        draft=draft,
    )


def _is_printed(section: Section) -> bool:
    """Tell whether a section is part of the published report: it has a narrative or a table of numbers."""
    return bool(section.texts or section.numbers)


def _section(section: Section, values: Mapping[str, Value]) -> PrintedSection:
    blocks = [block for block in section.blocks if isinstance(block, Texts)]
    texts = [field for block in blocks for field in block.fields]
    parts = (
        Part(
            field=field.id,
            heading=field.path[0] if len(texts) > 1 else "",
            paragraphs=tuple(line for line in str(values.get(field.id, "")).split("\n") if line.strip()),
        )
        for field in texts
    )
    tables = [block for block in section.blocks if isinstance(block, Table) and block.fields[0].kind.numeric]
    return PrintedSection(
        id=section.id,
        heading=section.heading,
        parts=tuple(parts),
        table=_table(section.heading, tables, values) if tables else None,
    )


def _table(title: str, tables: list[Table], values: Mapping[str, Value]) -> PrintedTable:
    """Stack a section's tables on one grid, the last column of a narrower one stretched over the rest."""
    columns = max(map(width, tables))
    boxes: list[Box] = []
    heads: tuple[int, ...] = ()
    top = 0
    for table in tables:
        grid = drawn(table, "", top, columns)
        boxes += [
            Box(area=label.area, text=label.text, role=label.role) for label in grid.labels if label.role != Role.FILLER
        ]
        spare = columns - width(table)
        for place in grid.places:
            is_last = place.cell.column == columns - spare - 1
            area = Area.of(place.cell, 1, 1 + (spare if is_last else 0))
            boxes.append(Box(area=area, text=printed(values.get(place.field)), role=None, field=place.field))
        heads = tuple(range(top, grid.body.row)) if len(tables) == 1 else ()
        top = grid.end
    order = sorted(boxes, key=lambda box: box.area.first)
    return PrintedTable(title=_bare(title), boxes=tuple(order), columns=columns, heads=heads)


def _bare(heading: str) -> str:
    """Give a heading without its numeral."""
    return heading.partition("、")[2] or heading


def printed(value: Value | None) -> str:
    """Give a figure as the page prints it; a blank stays blank."""
    return shown(value) if isinstance(value, Number) and not isinstance(value, bool) else ""
