"""Pages as offices publish them: one report laid out in many ways, each with what must be read from it.

Everything is built here out of the form and a return's values; no published page is copied.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from html import escape

from filled import FORM, filled, totalled
from xlreport.forms import load_form
from xlreport.publishing.page_words import load_wording
from xlreport.publishing.report import PrintedTable, report_of
from xlreport.submissions import Value

WORDING = load_wording(FORM)
VALUES = totalled(filled("county-ZRZ").values)
ZEROS = totalled({**filled("hulin-2025").values, "disclosure.fees.amount": 0})


@dataclass(slots=True)
class Cell:
    """One cell of a page."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Sheet:
    """One section of a page: heading, paragraphs above the table, the tables, each row by row."""

    id: str
    heading: str
    lines: list[str] = field(default_factory=list)
    tables: list[list[list[Cell]]] = field(default_factory=list)


@dataclass(slots=True)
class Laid:
    """A whole page before it is rendered: lines around the report, its sections, and how it is written."""

    top: list[str]
    sheets: list[Sheet]
    render: Callable[["Laid"], bytes]
    bottom: list[str] = field(default_factory=list)
    ending: str = ".html"

    def sheet(self, section: str) -> Sheet:
        """Give a section."""
        return next(each for each in self.sheets if each.id == section)

    def table(self, section: str) -> list[list[Cell]]:
        """Give a section's first table."""
        return self.sheet(section).tables[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way to lay a report out, and what is read: everything, or all but some fields, with these codes told."""

    name: str
    lay: Callable[[Laid], None]
    lost: tuple[str, ...] = ()
    """patterns of the figures that must not be read"""
    told: tuple[str, ...] = ()
    other: Mapping[str, int | str] = field(default_factory=dict)
    """figures that the page itself prints otherwise"""
    values: Mapping[str, Value] = field(default_factory=lambda: VALUES)


def laid(values: Mapping[str, Value]) -> Laid:
    """Lay a report out as the form prints it."""
    report = report_of(FORM, WORDING, values)
    sheets = []
    for section in report.sections:
        lines = []
        for part in section.parts:
            lines += [*([part.heading] if part.heading else []), *part.paragraphs]
        tables = [_rows(section.table)] if section.table else []
        sheets.append(Sheet(id=section.id, heading=section.heading, lines=lines, tables=tables))
    return Laid(top=[*report.title, *report.intro], sheets=sheets, render=html)


def _rows(table: PrintedTable) -> list[list[Cell]]:
    return [[Cell(text=box.text, rows=box.area.rows, columns=box.area.columns) for box in row] for row in table.rows()]


def former_report(unit: str, year: int, changes: Mapping[str, str] | None = None) -> bytes:
    """Give a page of the 2019 form: few figures, the rest 0, 其他处理 in one row; `changes` are printed as they are."""
    form = load_form("gkbg-2019")
    figures = {
        "disclosure.licensing.items_before": "716",
        "disclosure.licensing.change": "-417",
        "disclosure.licensing.decisions": "70",
        "disclosure.procurement.total_amount": "160.5964万元",
        "requests.received.natural": "8",
        "requests.received.total": "8",
        "requests.granted.natural": "3",
        "requests.granted.total": "3",
        "requests.closed.natural": "2",
        "requests.closed.total": "2",
        "requests.concluded.natural": "5",
        "requests.concluded.total": "5",
        "requests.carried_out.natural": "3",
        "requests.carried_out.total": "3",
        "disputes.review.upheld": "4",
        "disputes.review.total": "4",
        **(changes or {}),
    }
    sheets = []
    for section in report_of(form, load_wording(form), {}).sections:
        rows = _rows(section.table) if section.table else []
        boxes = [box for row in section.table.rows() for box in row] if section.table else []
        for cell, box in zip((cell for row in rows for cell in row), boxes, strict=True):
            cell.text = figures.get(box.field, "0") if box.field else cell.text
        lines = [part.heading or "无。" for part in section.parts]
        sheets.append(Sheet(id=section.id, heading=section.heading, lines=lines, tables=[rows] if rows else []))
    return html(Laid(top=[f"{unit}{year}年政府信息公开工作年度报告"], sheets=sheets, render=html))


# ------------------------------------------------------------------------------------------ how pages are written


def html(page: Laid, *, head: str = '<meta charset="utf-8">', cell: Callable[[Cell], str] | None = None) -> bytes:
    """Write a web page."""
    parts = [f"<html><head>{head}</head><body>", *(f"<p>{escape(line)}</p>" for line in page.top)]
    for sheet in page.sheets:
        parts.append(f"<p><strong>{escape(sheet.heading)}</strong></p>")
        parts += [f"<p>{escape(line)}</p>" for line in sheet.lines]
        parts += [_html_table(table, cell or html_cell) for table in sheet.tables]
    parts += [f"<p>{escape(line)}</p>" for line in page.bottom]
    return "\n".join([*parts, "</body></html>"]).encode()


def html_cell(cell: Cell) -> str:
    """Write a cell with its spans."""
    spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
        f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    )
    return f"<td{spans}>{escape(cell.text)}</td>"


def _html_table(table: list[list[Cell]], cell: Callable[[Cell], str]) -> str:
    rows = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in table)
    return f'<table border="1" cellspacing="1"><tbody>{rows}</tbody></table>'


def word(page: Laid, *, numbered: bool = False) -> bytes:
    """Write a Word document; with `numbered` the numerals of headings are automatic and not in the text."""
    body = [_paragraph(line) for line in page.top]
    for sheet in page.sheets:
        heading = sheet.heading.partition("、")[2] if numbered else sheet.heading
        body.append(
            _paragraph(heading, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if numbered else "")
        )
        body += [_paragraph(line) for line in sheet.lines]
        body += [word_table(table) for table in sheet.tables]
    body += [_paragraph(line) for line in page.bottom]
    return package("".join(body))


def package(body: str, **parts: str) -> bytes:
    """Write the least package that Word opens, around a body."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        f'PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "word/document.xml": f"<w:document {space}><w:body>{body}<w:sectPr/></w:body></w:document>",
        **parts,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return out.getvalue()


def _paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def word_table(table: list[list[Cell]]) -> str:
    """Write a table with gridSpan and vMerge."""
    rows = []
    open_below: dict[int, tuple[int, int]] = {}
    for row in table:
        cells, column, waiting = [], 0, list(row)
        while waiting or column in open_below:
            if column in open_below:
                left, columns = open_below[column]
                cells.append(_word_cell("", columns, "<w:vMerge/>"))
                open_below[column] = (left - 1, columns)
                if left == 1:
                    del open_below[column]
                column += columns
                continue
            cell = waiting.pop(0)
            cells.append(_word_cell(cell.text, cell.columns, '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""))
            if cell.rows > 1:
                open_below[column] = (cell.rows - 1, cell.columns)
            column += cell.columns
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def _word_cell(text: str, columns: int, merge: str) -> str:
    lines = "".join(_paragraph(line) for line in text.split("\n"))
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/>{merge}</w:tcPr>{lines}</w:tc>'


def text(page: Laid, *, table: Callable[[list[list[Cell]]], list[str]] | None = None) -> bytes:
    """Write plain text with one way to write a table."""
    lines = [*page.top, ""]
    for sheet in page.sheets:
        lines += ["", sheet.heading, *(each for line in sheet.lines for each in (line, ""))]
        lines += [line for each in sheet.tables for line in (table or tabbed)(each)]
    return "\n".join([*lines, *page.bottom]).encode()


def tabbed(table: list[list[Cell]]) -> list[str]:
    """A tab between cells, a merged one once and then empty."""
    return ["\t".join(row) for row in grid(table)]


def piped(table: list[list[Cell]]) -> list[str]:
    """Bars around cells, as Markdown has them, with a ruler under the first row."""
    rows = [f"| {' | '.join(row)} |" for row in grid(table)]
    return [rows[0], "|" + " --- |" * len(grid(table)[0]), *rows[1:]]


def barred(table: list[list[Cell]]) -> list[str]:
    """Bars between the cells that are there, merged ones once."""
    return [" | ".join(cell.text for cell in row) + " |" for row in table]


def stacked(table: list[list[Cell]], gap: bool = False) -> list[str]:  # noqa: FBT001, FBT002
    """One cell a line."""
    lines = [cell.text for row in table for cell in row]
    return [each for line in lines for each in ([line, ""] if gap else [line])]


def spaced(table: list[list[Cell]]) -> list[str]:
    """What pdftotext gives: labels and figures with blanks between."""
    return ["   ".join(cell.text for cell in row) for row in table]


def grid(table: list[list[Cell]]) -> list[list[str]]:
    """Give the full grid of texts, merged cells filled once."""
    width = sum(cell.columns for cell in table[0])
    rows = [[""] * width for _ in table]
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            rows[number][column] = cell.text
            taken |= {(number + down, column + across) for down in range(cell.rows) for across in range(cell.columns)}
            column += cell.columns
    return rows


# -------------------------------------------------------------------------------------------------- what is changed


def relabel(page: Laid, section: str, change: Callable[[str], str]) -> None:
    """Change every text of a section's tables."""
    for table in page.sheet(section).tables:
        for row in table:
            for cell in row:
                cell.text = change(cell.text)


def everywhere(change: Callable[[str], str]) -> Callable[[Laid], None]:
    """Change every text of every table."""

    def lay(page: Laid) -> None:
        for sheet in page.sheets:
            relabel(page, sheet.id, change)

    return lay


def row_of(table: Sequence[list[Cell]], label: str) -> list[Cell]:
    """Give the row in which a label stands."""
    return next(row for row in table if any(label in cell.text for cell in row))


def written(
    render: Callable[[Laid], bytes], ending: str, lay: Callable[[Laid], None] = lambda _: None
) -> Callable[[Laid], None]:
    """Write the page otherwise, after another change."""

    def both(page: Laid) -> None:
        lay(page)
        page.render, page.ending = render, ending

    return both


def split_disclosure(page: Laid) -> None:
    """Four tables instead of one."""
    sheet = page.sheet("disclosure")
    parts: list[list[list[Cell]]] = []
    for row in sheet.tables[0]:
        if "第二十条" in row[0].text:
            parts.append([])
        parts[-1].append(row)
    sheet.tables = parts


def split_requests(page: Laid) -> None:
    """Table 3 broken over two pages inside (四), the head not repeated."""
    sheet = page.sheet("requests")
    table = sheet.tables[0]
    cut = next(number for number, row in enumerate(table) if any("本机关不掌握" in cell.text for cell in row)) + 1
    sheet.tables = [table[:cut], [[Cell("")], *table[cut:]][1:]]


def heads_repeated(page: Laid) -> None:
    """The same break, the head printed again."""
    split_requests(page)
    sheet = page.sheet("requests")
    sheet.tables[1] = [*deepcopy(sheet.tables[0][:3]), *sheet.tables[1]]


def single_closed(figure: str = "0") -> Callable[[Laid], None]:
    """（六）其他处理 as one row."""

    def lay(page: Laid) -> None:
        table = page.table("requests")
        first = next(n for n, row in enumerate(table) if any("其他处理" in cell.text for cell in row))
        row = table[first]
        label = next(cell for cell in row if "其他处理" in cell.text)
        label.rows, label.columns = 1, 2
        figures = [Cell(figure if n in {0, 6} else "0") for n in range(7)]
        table[first] = [*row[: row.index(label) + 1], *figures]
        del table[first + 1 : first + 3]
        result = next(cell for row in table for cell in row if "本年度办理结果" in cell.text)
        result.rows -= 2

    return lay


def blank_zeros(sign: str = "") -> Callable[[Laid], None]:
    """Nothing, or a sign, where there is a 0."""
    return everywhere(lambda said: sign if said == "0" else said)


def set_cell(section: str, label: str, place: int, said: str) -> Callable[[Laid], None]:
    """Print something else in one cell, counted from the right end of its row."""

    def lay(page: Laid) -> None:
        row_of(page.table(section), label)[-place].text = said

    return lay


def swap(one: str, other: str) -> Callable[[Laid], None]:
    """Exchange two words wherever they stand in tables."""
    return everywhere(lambda said: {one: other, other: one}.get(said, said))


def heading(section: str, said: str) -> Callable[[Laid], None]:
    """Word a heading otherwise."""

    def lay(page: Laid) -> None:
        page.sheet(section).heading = said

    return lay


def insert(section: str, table: list[list[Cell]], *, before: bool = True) -> Callable[[Laid], None]:
    """Put another table into a section."""

    def lay(page: Laid) -> None:
        tables = page.sheet(section).tables
        tables.insert(0 if before else len(tables), table)

    return lay


def cells(*rows: str) -> list[list[Cell]]:
    """Make a table of words with bars between."""
    return [[Cell(each.strip()) for each in row.split("|")] for row in rows]


def unmerged(page: Laid) -> None:
    """Every merged cell torn into single ones, its text in each of them."""
    for sheet in page.sheets:
        for number, table in enumerate(sheet.tables):
            full = [[""] * sum(cell.columns for cell in table[0]) for _ in table]
            taken: set[tuple[int, int]] = set()
            for at, row in enumerate(table):
                column = 0
                for cell in row:
                    while (at, column) in taken:
                        column += 1
                    for down in range(cell.rows):
                        for across in range(cell.columns):
                            full[at + down][column + across] = cell.text
                            taken.add((at + down, column + across))
                    column += cell.columns
            sheet.tables[number] = [[Cell(each) for each in row] for row in full]


def subtotal(page: Laid) -> None:
    """A column 小计 after the five kinds of organisation."""
    table = page.table("requests")
    head = next(cell for row in table for cell in row if cell.text == "法人或其他组织")
    head.columns = 6
    table[0][1].columns = 8
    table[2].append(Cell("小计"))
    for row in table[3:]:
        figures = [int(cell.text) for cell in row[-6:-1]]
        row.insert(len(row) - 1, Cell(str(sum(figures))))


def renumbered(page: Laid) -> None:
    """Text sections one to three, then the tables numbered from one again."""
    order = ["overview", "problems", "matters", "disclosure", "requests", "disputes"]
    page.sheets.sort(key=lambda sheet: order.index(sheet.id))
    for number, sheet in enumerate(page.sheets):
        sheet.heading = "一二三"[number % 3] + "、" + sheet.heading.partition("、")[2]


def contents(page: Laid) -> None:
    """A list of the six headings above the report."""
    page.top += [sheet.heading for sheet in page.sheets]


def twice(section: str, change: Callable[[str], str]) -> Callable[[Laid], None]:
    """A second copy of a table, its texts changed."""

    def lay(page: Laid) -> None:
        second = deepcopy(page.sheet(section).tables[0])
        for row in second:
            for cell in row:
                cell.text = change(cell.text)
        page.sheet(section).tables.append(second)

    return lay


def replaced(pattern: str, said: str | Callable[[re.Match[str]], str]) -> Callable[[Laid], None]:
    """Replace a pattern in every text of every table."""
    return everywhere(lambda each: re.sub(pattern, said, each))
