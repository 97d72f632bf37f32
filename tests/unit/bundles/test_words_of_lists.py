"""What a bundle's list holds for programs is told in words of people."""

from dataclasses import fields

import pytest

from xlreport.bundles.listing import SCALARS, BundleList
from xlreport.bundles.proving import LIST_WORDS, otherwise


def test_every_entry_of_the_list_has_a_name_in_both_languages() -> None:
    """Its key in the JSON stands in no message."""
    assert set(LIST_WORDS) == set(SCALARS) == {each.name for each in fields(BundleList)} - {"files", "left_out"}
    assert all(each.zh and each.en and each.zh != each.en for each in LIST_WORDS.values())


@pytest.mark.parametrize(
    ("name", "found", "expected", "zh", "en"),
    [
        ("state", "proven", "differs", "清单中复核结论实为“复核一致”，按内容应为“复核不一致”。", "verified"),
        ("draft", "True", "False", "清单中是否试汇总实为“是”，按内容应为“否”。", "“yes”"),
        ("units", "30", "13", "清单中计入的单位数实为“30”，按内容应为“13”。", "“30”"),
    ],
)
def test_a_list_that_says_otherwise(name: str, found: str, expected: str, zh: str, en: str) -> None:
    """The message is in words; the data keep what the file holds."""
    finding = otherwise(LIST_WORDS[name], found, expected)
    assert finding.message.zh == zh
    assert en in finding.message.en
    assert (finding.found, finding.expected) == (found, expected)
