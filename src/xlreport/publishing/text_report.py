"""The published report as plain text: headings marked by #, one paragraph a line, tables with tabs between cells."""

from collections.abc import Iterator

from xlreport.publishing.report import Box, PrintedSection, PrintedTable, Report

DRAFT = "【初稿，未经审定】"


def text_report(report: Report) -> bytes:
    """Give the report as UTF-8 text."""
    return ("\n\n".join(_pieces(report)) + "\n").encode()


def _pieces(report: Report) -> Iterator[str]:
    if report.draft:
        yield DRAFT
    for level, line in enumerate(report.title, 1):
        yield f"{'#' * level} {line}"
    yield from report.intro
    for section in report.sections:
        yield from _section(section)


def _section(section: PrintedSection) -> Iterator[str]:
    yield f"### {section.heading}"
    for part in section.parts:
        if part.heading:
            yield f"#### {part.heading}"
        yield from part.paragraphs
    if section.table:
        yield "\n".join(_lines(section.table))


def _lines(table: PrintedTable) -> Iterator[str]:
    """Give a line for each row: a merged cell's text stands in its first place, the others are empty."""
    for row in table.rows():
        cells = [""] * table.columns
        for box in row:
            cells[box.area.first.column] = _one_line(box)
        yield "\t".join(cells)


def _one_line(box: Box) -> str:
    return box.text.replace("\t", " ").replace("\n", " ")
