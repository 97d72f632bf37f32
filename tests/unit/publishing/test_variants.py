"""Every way to lay a page out gives the same figures, or says which it cannot give: never another one."""

from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from filled import FORM
from layout_variants import VARIANTS
from page_layouts import Laid, Variant, laid
from xlreport.office.taking_in.published_pages import read_published

SILENT = {"W11", "W12", "W14", "W15"}
"""What is told of texts and titles, looked at by the tests of these."""
Lay = Callable[[Laid], None]


def test_there_are_enough() -> None:
    """At least sixty, each with its own name."""
    assert len({each.name for each in VARIANTS}) == len(VARIANTS) >= 60


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda each: each.name)
def test_a_page_reads_as_it_says(variant: Variant, tmp_path: Path) -> None:
    """The figures that are certain are those of the report; the others are not there, and that is told."""
    page = laid(variant.values)
    variant.lay(page)
    path = tmp_path / f"page{page.ending}"
    path.write_bytes(page.render(page))
    read, findings = read_published(path)
    assert read is not None
    given = {**variant.values, **variant.other}
    expected = {field.id: given[field.id] for field in FORM.numbers if not _is_lost(field.id, variant)}
    mine = {field: number for field, number in read.numbers.items() if field in FORM.fields}
    assert {field for field in mine if mine[field] != given[field]} == set()
    assert {field for field in expected if field not in mine} == set()
    assert mine.keys() - expected.keys() == set()
    assert {each.code for each in findings} - SILENT == set(variant.told)


def _is_lost(field: str, variant: Variant) -> bool:
    if "zeros" in variant.lost and variant.values[field] == 0:
        return True
    return any(fnmatchcase(field, pattern) for pattern in variant.lost)
