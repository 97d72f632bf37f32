"""The head of a printed page: every text is printed as it is, never taken for a code."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from returns_made import FORM, answers, identity, ledger, taken_in
from xlreport.drawing import printed, property_text
from xlreport.layout import plan
from xlreport.merging import consolidated
from xlreport.writing import write_workbook

FONT = '&"宋体,Regular"&9'
TITLED = plan(replace(FORM, title="2025 表 A&B"))


@pytest.mark.parametrize(
    ("text", "head"),
    [("某县", "某县"), ("A&B", "A&&B"), ("2025 区", " 2025 区"), ("a\nb\x01c", "a b c"), ("长" * 41, "长" * 40 + "…")],
)
def test_a_text_is_printed_as_it_is(text: str, head: str) -> None:
    """An ampersand is doubled, a figure kept apart from the size, what would not fit is cut before the year."""
    assert printed(text, "　2025") == f"{FONT}{head}　2025"


def test_nothing_at_all_is_no_blank() -> None:
    """Without region the year alone."""
    assert printed("", "　2025") == f"{FONT} 2025"


def test_a_property_is_cut_where_it_is_too_long() -> None:
    """An emoji counts twice and is not cut in two."""
    assert (property_text("x" * 256), property_text("😀" * 128)) == ("x" * 255, "😀" * 127)


def test_the_forms_title_is_printed_as_it_is() -> None:
    """On a return and on the consolidated workbook."""
    made = ledger(taken_in(answers("A")))
    for content in (write_workbook(TITLED, identity(answers("A")), {}), consolidated(made, TITLED)[0]):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            sheets = "".join(archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name)
        heads = set(re.findall("<oddHeader>(.*?)</oddHeader>", sheets))
        assert heads
        assert all("&amp;9 2025 表 A&amp;&amp;B" in head for head in heads)
