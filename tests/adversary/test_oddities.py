"""What is unusual and legal: a whole filled return in each such form is read exactly, with no finding at all."""

from pathlib import Path

import pytest

from filled import LAYOUT, totalled
from oddities import GIVEN, ODDITIES
from xlreport.office.taking_in.intake import receive


@pytest.mark.parametrize("oddity", ODDITIES)
def test_the_whole_return_is_read(oddity: str, tmp_path: Path) -> None:
    """Each value is that of the plain workbook, and nothing is told."""
    content = ODDITIES[oddity](GIVEN.content)
    assert content != GIVEN.content
    path = tmp_path / "return.xlsx"
    path.write_bytes(content)
    received = receive(path, LAYOUT)
    assert [(each.code, each.message.zh) for each in received.findings] == []
    assert received.submission is not None
    assert received.submission.values() == totalled(GIVEN.values)
    assert received.integrity == "intact"
