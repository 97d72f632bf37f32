"""The Word templates in templates/ are those that the build gives today. `make blank` writes them anew."""

import io
import zipfile

import pytest
from docx import Document

from patching import parts
from word_templates import FONTS, word_template, word_templates
from xlreport.publishing.word_report import CELL, HEADING, NARROW, PART, TEXT, TITLE

KEPT = dict(word_templates())


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.parent.name)
def test_the_kept_template_has_the_parts_of_a_fresh_one(path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Part by part the same bytes; otherwise run `make blank`."""
    assert parts(path.read_bytes()) == parts(KEPT[path])


def test_the_styles_name_official_fonts_and_what_stands_in_for_them() -> None:
    """Each of the report's styles is there, and every font has an alternative."""
    names = {style.name for style in Document(io.BytesIO(word_template())).styles}
    assert {TITLE, HEADING, PART, TEXT, CELL, NARROW} <= names
    table = parts(word_template())["word/fontTable.xml"].decode()
    assert all(f'<w:font w:name="{font}"><w:altName w:val="{other}"/>' in table for font, other in FONTS.items())


def test_it_names_nobody() -> None:
    """No person, program or date stands in the properties, and no picture of a first page is in the package."""
    with zipfile.ZipFile(io.BytesIO(word_template())) as package:
        assert not any("thumbnail" in name for name in package.namelist())
        said = package.read("docProps/core.xml") + package.read("docProps/app.xml")
    assert not any(word in said for word in (b"python", b"Macintosh", b"<dcterms", b"<dc:creator", b"<Company"))
