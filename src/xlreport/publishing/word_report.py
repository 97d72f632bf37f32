"""The published report, or a notice to a unit, as a Word document in the form's own template, which is not changed.

An office may put its letterhead and fonts into the template: the styles named here are all that is asked of it. The
bytes depend on the report and the template alone, and the document names no person and no program.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from xlreport.errors import XlreportError
from xlreport.forms import Form
from xlreport.language import either
from xlreport.layout import Role
from xlreport.publishing.report import Box, PrintedSection, PrintedTable, Report
from xlreport.publishing.text_report import DRAFT
from xlreport.publishing.unit_letters import Letter, paragraphs
from xlreport.resources import templates_folder

TEMPLATE = "published.docx"
TITLE, HEADING, PART, TEXT, CELL, NARROW = "Title", "Heading 1", "Heading 2", "Body Text", "表格文字", "表格小字"
"""The template's styles."""
_WIDTH = 8845
"""Twentieths of a point between the margins: 156 mm."""
_MANY = 6
"""Columns from which on a table is set in small type."""
_PROPERTIES = "docProps/core.xml"
_FOUR, _FOUR_WIDE = 4, 720
"""How wide four characters of small type stand in a cell, in twentieths of a point."""
_LOW, _HIGH = 312, 454
"""The least height of a row, in twentieths of a point: 5.5 and 8 mm."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>{digest}</dc:identifier><dc:title>{title}</dc:title><dc:language>zh-CN</dc:language>'
    "</cp:coreProperties>"
)
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def word_report(report: Report, template: Path | None = None) -> bytes:
    """Give the document; raises XlreportError when the template is none or lacks a style."""
    path = template or templates_folder() / report.form / TEMPLATE
    document = opened_template(path)
    for line in report.title:
        document.add_paragraph(line, style=TITLE)
    for paragraph in report.intro:
        document.add_paragraph(paragraph, style=TEXT)
    for section in report.sections:
        _add(document, section)
    if report.draft:
        _mark_every_page(document)
    out = io.BytesIO()
    document.save(out)
    return packed(out.getvalue(), "".join(report.title))


def opened_template(path: Path) -> Word:
    """Open a template and empty its body; raises XlreportError when it is none or lacks a style."""
    try:
        document = Document(str(path))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise XlreportError(f"{path}: {either('不是可用的 Word 模板', 'no usable Word template')}: {error}") from error
    names = {style.name for style in document.styles}
    if missing := [name for name in (TITLE, HEADING, PART, TEXT, CELL, NARROW) if name not in names]:
        raise XlreportError(
            f"{path}: {either('模板缺少样式', 'the template lacks these styles')}: {'、'.join(missing)}"
        )
    _drop_empty(document)
    return document


def _drop_empty(document: Word) -> None:
    """Remove the empty paragraph that every document has; a letterhead in the body stays."""
    for paragraph in document.paragraphs:
        if not paragraph.text and not len(paragraph.runs):
            paragraph._element.getparent().remove(paragraph._element)  # noqa: SLF001  # there is no public way


def _add(document: Word, section: PrintedSection) -> None:
    document.add_paragraph(section.heading, style=HEADING)
    for part in section.parts:
        if part.heading:
            document.add_paragraph(part.heading, style=PART)
        for paragraph in part.paragraphs:
            document.add_paragraph(paragraph, style=TEXT)
    if section.table:
        body = document.element.body
        body.insert(len(body) - 1, parse_xml(_table(section.table, document)))


def _mark_every_page(document: Word) -> None:
    """Put the draft's mark into every header of every section."""
    for section in document.sections:
        for header in (section.header, section.even_page_header, section.first_page_header):
            header.is_linked_to_previous = False
            paragraph = header.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(DRAFT)
            run.bold = True
            run.font.color.rgb = RGBColor(0xB0, 0x00, 0x20)


def _table(table: PrintedTable, document: Word) -> str:
    """Give a table's XML: merged as the form is, no row broken over pages, kept together where it fits."""
    style = document.styles[NARROW if table.columns > _MANY else CELL].style_id
    widths = _widths(table)
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    rows = "".join(_row(row, table, widths, style) for row in range(_height(table)))
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="40" '
        f'w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar><w:tblCaption w:val={quoteattr(table.title)}/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _height(table: PrintedTable) -> int:
    return max(box.area.last.row for box in table.boxes) + 1


def _widths(table: PrintedTable) -> list[int]:
    """Share the width: columns of figures alike, what is left to the labels, the inner ones the wider."""
    labels = min(box.area.first.column for box in table.boxes if box.role is None)
    figures = table.columns - labels
    if not labels:
        return [_WIDTH // figures] * figures
    one = _WIDTH // (table.columns + (4 if labels > 1 else 1))
    left = _WIDTH - one * figures
    shares = [2**number + (number > 1) for number in range(labels)]
    return [left * share // sum(shares) for share in shares] + [one] * figures


def _row(row: int, table: PrintedTable, widths: list[int], style: str) -> str:
    repeated = "<w:tblHeader/>" if row in table.heads else ""
    last = row == _height(table) - 1
    cells = "".join(_cell(box, row, widths, style, keep=not last) for box in _crossing(row, table))
    height = f'<w:trHeight w:val="{_LOW if table.columns > _MANY else _HIGH}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>"


def _crossing(row: int, table: PrintedTable) -> Iterator[Box]:
    """Give the boxes that a row cuts, from the left."""
    cut = [box for box in table.boxes if box.area.first.row <= row <= box.area.last.row]
    yield from sorted(cut, key=lambda box: box.area.first.column)


def _cell(box: Box, row: int, widths: list[int], style: str, *, keep: bool) -> str:
    first, last = box.area.first, box.area.last
    width = sum(widths[first.column : last.column + 1])
    span = f'<w:gridSpan w:val="{box.area.columns}"/>' if box.area.columns > 1 else ""
    begins = row == first.row
    merged = ""
    if box.area.rows > 1:
        merged = '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    align = '<w:jc w:val="left"/>' if box.role is Role.ROW and not box.area.rows > 1 else '<w:jc w:val="center"/>'
    text = _run(box, narrow=width < _FOUR_WIDE) if begins and box.text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}{align}</w:pPr>{text}</w:p></w:tc>'
    )


def _run(box: Box, *, narrow: bool) -> str:
    """Give a cell's text; a head of four characters over a narrow column is broken in its middle."""
    lines = [box.text]
    if narrow and box.role is Role.HEADER and len(box.text) == _FOUR:
        lines = [box.text[: _FOUR // 2], box.text[_FOUR // 2 :]]
    return f"<w:r>{'<w:br/>'.join(f'<w:t>{escape(line)}</w:t>' for line in lines)}</w:r>"


def packed(content: bytes, title: str) -> bytes:
    """Pack the parts anew: one order, no date, and of the properties the title alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        parts = {name: given.read(name) for name in given.namelist()} | {"docProps/app.xml": _APP.encode()}
    parts[_PROPERTIES] = _CORE.format(title=escape(title), digest=_digest(parts)).encode()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            package.writestr(info, part)
    return out.getvalue()


def is_untouched(content: bytes) -> bool:
    """Tell whether a document was made here and nobody has changed it since: its properties hold its parts' digest."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except (OSError, zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError):
        return False
    return f"<dc:identifier>{_digest(parts)}</dc:identifier>".encode() in parts.get(_PROPERTIES, b"")


def _digest(parts: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(parts.keys() - {_PROPERTIES}):
        digest.update(f"{name}\0{len(parts[name])}\0".encode() + parts[name])
    return digest.hexdigest()


def word_letter(letter: Letter, form: Form, template: Path | None = None) -> bytes:
    """Give the document; raises XlreportError when the template is none or lacks a style."""
    document = opened_template(template or (form.folder or templates_folder() / form.id) / TEMPLATE)
    document.add_paragraph(letter.title, style=TITLE)
    document.add_paragraph(letter.greeting, style=TEXT).paragraph_format.first_line_indent = Pt(0)
    for text in paragraphs(letter):
        document.add_paragraph(text, style=TEXT)
    for line in letter.signature:
        document.add_paragraph(line, style=TEXT).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    out = io.BytesIO()
    document.save(out)
    return packed(out.getvalue(), letter.title)
