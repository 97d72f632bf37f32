"""The published report as one web page that needs nothing else, or plain enough to paste into a website's editor.

Every figure names its headers, so that a screen reader can say what it is; no script runs.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from xlreport.layout import Role
from xlreport.numbers import shown
from xlreport.publishing.imported import ANSWERS_VERSION
from xlreport.publishing.report import Box, PrintedSection, PrintedTable, Report
from xlreport.publishing.text_report import DRAFT
from xlreport.submissions import Value

_WIDE = 6
"""Columns from which on a table scrolls in its own box on a phone."""


def web_report(report: Report) -> bytes:
    """Give the page as UTF-8, the answers in it as JSON."""
    return _rendered("report.html.j2", report)


def plain_report(report: Report) -> bytes:
    """Give what goes into the editor of a website: no style, no script, no head."""
    return _rendered("plain.html.j2", report).lstrip()


def answers_of(report: Report) -> dict[str, Any]:
    """Give what is printed as answers: the form, the unit's name, the year, what `fill` takes, and every figure."""
    answers = {field: plain_value(value) for field, value in report.answers.items()}
    texts = {part.field for section in report.sections for part in section.parts}
    return {
        "version": ANSWERS_VERSION,
        "form": report.form,
        "unit": {"name": report.unit},
        "year": int(report.year) if report.year.isdigit() else report.year,
        "values": {field: value for field, value in answers.items() if field not in report.totals},
        "printed": {field: value for field, value in answers.items() if field not in texts},
    }


def plain_value(value: Value) -> Value:
    """Give a value as JSON holds it: no figure passes through a float."""
    return shown(value) if isinstance(value, Decimal) else value


def _rendered(name: str, report: Report) -> bytes:
    title = [DRAFT, *report.title] if report.draft else list(report.title)
    page = (
        _environment()
        .get_template(name)
        .render(
            report=report,
            title=title,
            draft=DRAFT,
            sections=[_section(section) for section in report.sections],
            answers=_embedded(answers_of(report)),
        )
    )
    return page.encode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("xlreport", "publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


def _embedded(table: Mapping[str, Any]) -> str:
    """Give JSON that cannot end the script element it stands in."""
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _section(section: PrintedSection) -> dict[str, Any]:
    return {
        "id": section.id,
        "heading": section.heading,
        "parts": section.parts,
        "table": _table(section.id, section.table) if section.table else None,
    }


def _table(section: str, table: PrintedTable) -> dict[str, Any]:
    headers = [box for box in table.boxes if box.role is not None]
    rows = [[_cell(section, box, headers) for box in row] for row in table.rows()]
    return {
        "title": table.title,
        "wide": table.columns > _WIDE,
        "head": [row for number, row in enumerate(rows) if number in table.heads],
        "body": [row for number, row in enumerate(rows) if number not in table.heads],
    }


def _cell(section: str, box: Box, headers: Sequence[Box]) -> dict[str, Any]:
    header = box.role is not None
    return {
        "text": box.text,
        "rows": box.area.rows,
        "columns": box.area.columns,
        "header": header,
        "id": _id(section, box) if header else "",
        "scope": _scope(box),
        "headers": " ".join(_id(section, each) for each in _above(box, headers)),
    }


def _id(section: str, box: Box) -> str:
    return f"{section}-{box.area.first}".lower()


def _scope(box: Box) -> str:
    match box.role:
        case Role.HEADER:
            return "colgroup" if box.area.columns > 1 else "col"
        case Role.ROW:
            return "rowgroup" if box.area.rows > 1 else "row"
        case Role.CAPTION:
            return "colgroup"
        case _:
            return ""


def _above(box: Box, headers: Sequence[Box]) -> Iterator[Box]:
    """Give the headers of a cell: those that reach over it and begin left of it, nearest caption included."""
    caption = [each for each in headers if each.role is Role.CAPTION and each.area.first < box.area.first]
    start = caption[-1].area.first.row if caption else -1
    for each in headers:
        if each is box or each.area.first.row < start:
            continue
        is_above = each.role in {Role.HEADER, Role.CAPTION} and _over(each, box)
        is_beside = each.role is Role.ROW and _beside(each, box)
        if is_above or is_beside:
            yield each


def _over(header: Box, box: Box) -> bool:
    """Tell whether a column's header stands over a cell."""
    if header.area.last.row >= box.area.first.row:
        return False
    return header.area.first.column <= box.area.first.column <= header.area.last.column


def _beside(header: Box, box: Box) -> bool:
    if header.area.last.column >= box.area.first.column:
        return False
    return header.area.first.row <= box.area.first.row <= header.area.last.row
