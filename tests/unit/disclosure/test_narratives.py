"""What is searched only where it may stand: phrases by their signs, the names of other units by how they begin."""

from examining import with_entry
from filled import LAYOUT
from xlreport.background import Background
from xlreport.checks import examine
from xlreport.disclosure.text.narratives import others_named


def test_the_units_named_are_those_whose_whole_name_stands_in_a_narrative() -> None:
    """A name of any length is found, at the end of a text too; one that only begins alike is not."""
    others = ("虎林市民政局", "虎林市民政事务中心", "城建", "虎林市财政局", "水务局")
    said = "会同虎林市民政局和城建部门办理，其余转虎林市　财政局"
    seen = examine(with_entry("overview.management", value=said, raw=said), LAYOUT, Background(others=others))
    assert others_named(seen) == ("虎林市民政局", "城建", "虎林市财政局")
