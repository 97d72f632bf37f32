"""What has no shape or turns a line around is seen: in a terminal, a page, a workbook, and as a line of its own."""

import pytest

from xlreport.escapes import visible, visible_line
from xlreport.language import Text, readable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("乙局2025年报.xlsx", "乙局2025年报.xlsx"),
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("报\u202excod.exe", r"报\u202excod.exe"),
        ("a\u2066b\u2069\u200f\u061c", r"a\u2066b\u2069\u200f\u061c"),
        ("a\u200bb\ufeff\u2028c", r"a\u200bb\ufeff\u2028c"),
        ("\udcb5\x00\x7f\x85", r"\udcb5\x00\x7f\x85"),
        ("𠮷é　\xa0", "𠮷é　\xa0"),
    ],
)
def test_unseen_characters_are_escaped(text: str, shown: str) -> None:
    """Controls, direction marks, zero-width characters, half pairs; Chinese, accents and wide blanks stay."""
    assert (visible(text), visible_line(text)) == (shown, shown)


def test_lines() -> None:
    """Where lines are welcome they stay; a name or a quotation stays on one."""
    assert visible("a\tb\nc\r") == "a\tb\nc\\r"
    assert visible_line("a\tb\nc\r") == r"a\tb\nc\r"
    assert readable("a\nb.xlsx") == r"a\nb.xlsx"
    assert Text("“{it}”", "{it}").filled(it="a\n\u202eb") == Text(r"“a\n\u202eb”", r"a\n\u202eb")
    assert Text("{it}", "{it}").filled(it=Text("a\nb", "b")) == Text("a\nb", "b")
