"""A notice to a unit as a Word document, in the template of the form's published report and so in its letterhead."""

import io
from pathlib import Path

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from xlreport.forms import Form
from xlreport.publishing.unit_letters import Letter, paragraphs
from xlreport.publishing.word_report import TEMPLATE, TEXT, TITLE, opened_template, packed
from xlreport.resources import templates_folder


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
