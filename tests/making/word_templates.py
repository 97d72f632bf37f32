"""The Word template of each form, kept in templates/ beside it, for offices to put their letterhead and fonts into.

Run by `make blank`, which writes them anew; `test_word_templates` compares them with a fresh build.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from xlreport.publishing.word_report import CELL, HEADING, NARROW, PART, TEMPLATE, TEXT, TITLE
from xlreport.resources import templates_folder

FONTS = {
    "方正小标宋简体": "宋体",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "黑体": "SimHei",
    "宋体": "SimSun",
}
"""Each font the styles name, and what takes its place where it is not installed."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def word_templates() -> Iterator[tuple[Path, bytes]]:
    """Give where each form's template stands and the bytes it should have."""
    for path in sorted(templates_folder().glob("*/published.toml")):
        if "\nintro = " in path.read_text(encoding="utf-8"):
            yield path.with_name(TEMPLATE), word_template()


def word_template() -> bytes:
    """Give a blank document as offices set them: A4, margins, fonts and spacing of official documents."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(20), Mm(26)
    document.settings.odd_and_even_pages_header_footer = True
    _styles(document)
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
    out = io.BytesIO()
    document.save(out)
    return _cleaned(out.getvalue())


def _styles(document: Word) -> None:
    styles = document.styles
    _set(styles["Normal"], "仿宋_GB2312", 16)
    _set(styles[TEXT], "仿宋_GB2312", 16, line=28)
    _indent(styles[TEXT])
    _set(styles[TITLE], "方正小标宋简体", 22, line=36, centred=True)
    styles[TITLE].paragraph_format.space_after = Pt(14)
    styles[TITLE].element.pPr.append(OxmlElement("w:contextualSpacing"))
    _set(styles[HEADING], "黑体", 16, line=28, keep=True)
    _indent(styles[HEADING])
    _set(styles[PART], "楷体_GB2312", 16, line=28, keep=True)
    _indent(styles[PART])
    for name, size in ((CELL, 10.5), (NARROW, 8)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _set(style, "宋体", size)
        style.paragraph_format.line_spacing = 1.0


def _set(style: Any, font: str, size: float, *, line: float = 0, centred: bool = False, keep: bool = False) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.font.name = "Times New Roman"
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        if "heme" in key:
            del fonts.attrib[key]
    fonts.set(qn("w:eastAsia"), font)
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.keep_with_next = keep
    if line:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    if centred:
        shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _indent(style: Any) -> None:
    """Indent the first line by two characters."""
    indent = style.element.pPr.find(qn("w:ind"))
    if indent is None:
        indent = OxmlElement("w:ind")
        style.element.pPr.append(indent)
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), "640")


def _page_number(paragraph: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph.alignment = side
    fonts = '<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>'
    for run in (
        f'<w:r {nsdecls("w")}>{fonts}<w:t xml:space="preserve">— </w:t></w:r>',
        f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r>{fonts}<w:t>1</w:t></w:r></w:fldSimple>',
        f'<w:r {nsdecls("w")}>{fonts}<w:t xml:space="preserve"> —</w:t></w:r>',
    ):
        paragraph._p.append(parse_xml(run))  # noqa: SLF001  # there is no public way


def _cleaned(content: bytes) -> bytes:
    """Pack the parts anew without dates, persons, programs and the picture of the first page."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in given.namelist():
            if name.startswith(("docProps/thumbnail", "customXml/")):
                continue
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            packed.writestr(info, _part(name, given.read(name)))
    return out.getvalue()


def _part(name: str, part: bytes) -> bytes:
    match name:
        case "docProps/core.xml":
            text = re.sub(rb"(?s)(<cp:coreProperties[^>]*>).*(</cp:coreProperties>)", rb"\1\2", part)
        case "docProps/app.xml":
            text = re.sub(rb"(?s)(<Properties[^>]*>).*(</Properties>)", rb"\1\2", part)
        case "word/styles.xml":
            text = re.sub(rb"<w:lang [^>]*/>", b'<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>', part)
        case "word/fontTable.xml":
            names = "".join(
                f'<w:font w:name="{font}"><w:altName w:val="{other}"/></w:font>' for font, other in FONTS.items()
            )
            text = part.replace(b"</w:fonts>", names.encode() + b"</w:fonts>")
        case _ if name.endswith(".rels"):
            text = re.sub(rb"<Relationship [^>]*(thumbnail|customXml)[^>]*/>", b"", part)
        case _:
            text = part
    return text


if __name__ == "__main__":
    for kept, content in word_templates():
        kept.write_bytes(content)
