"""Where 报送情况 says how requests were dealt with: the chart between heading and lines, of many units the first."""

import pytest

from xlreport.merging.book.book_places import IN_TIME, ROW_PIXELS, Requests


@pytest.mark.parametrize(
    ("units", "drawn", "title"), [(2, 2, "按时答复率"), (20, 20, "按时答复率"), (60, 15, "按时答复率最低的 15 个单位")]
)
def test_the_chart_has_room_for_its_bars_and_none_for_more(units: int, drawn: int, title: str) -> None:
    """Each bar can be read; the lines of all units stand below the chart, and nothing in it."""
    known = Requests(sheet="全县台账", columns=("登记编号",), rows=units, units=units, top=10, counts={})
    rates = known.charted(IN_TIME)
    assert (rates.last.row - rates.first.row + 1, known.chart_title) == (drawn, title)
    assert known.chart_rows * ROW_PIXELS >= drawn * 20
    assert known.top < known.corner.row < known.corner.row + known.chart_rows <= known.headed
    assert (rates.first.row, known.said().last.row) == (known.headed + 1, known.headed + units)
    assert known.end > known.said().last.row
