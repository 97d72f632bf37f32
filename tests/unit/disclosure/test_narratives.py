"""What is searched only where it may stand: phrases by their signs, the names of other units by how they begin."""

import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examining import with_entry
from filled import LAYOUT
from xlreport.background import Background
from xlreport.checks import examine
from xlreport.disclosure.text import sections, unwritten, wording
from xlreport.disclosure.text.narratives import Phrase, others_named


def _phrases() -> dict[str, Phrase]:
    named: dict[str, Phrase] = {}
    for module in (sections, unwritten, wording):
        for name, value in vars(module).items():
            several = value.items() if isinstance(value, dict) else [("", value)]
            named |= {f"{name}{key}": each for key, each in several if isinstance(each, Phrase)}
    return named


PHRASES = _phrases()


@pytest.mark.parametrize("name", PHRASES)
@given(data=st.data())
def test_whatever_a_phrase_finds_has_one_of_its_signs(name: str, data: st.DataObject) -> None:
    """Each place that the bare pattern finds in a text is found by the phrase too."""
    phrase = PHRASES[name]
    bare = re.compile(phrase.pattern.pattern)
    drawn = data.draw(st.from_regex(bare))
    assert [each.span() for each in phrase.finditer(drawn)] == [each.span() for each in bare.finditer(drawn)]


def test_every_sign_is_of_use() -> None:
    """No sign stands in another one of the same phrase, which would find it anyway."""
    for phrase in PHRASES.values():
        assert len(phrase.signs) == len({*phrase.signs})
        assert not [
            one
            for one, other in chain(*[[(a, b) for b in phrase.signs if a != b] for a in phrase.signs])
            if one in other
        ]


def test_the_units_named_are_those_whose_whole_name_stands_in_a_narrative() -> None:
    """A name of any length is found, at the end of a text too; one that only begins alike is not."""
    others = ("虎林市民政局", "虎林市民政事务中心", "城建", "虎林市财政局", "水务局")
    said = "会同虎林市民政局和城建部门办理，其余转虎林市　财政局"
    seen = examine(with_entry("overview.management", value=said, raw=said), LAYOUT, Background(others=others))
    assert others_named(seen) == ("虎林市民政局", "城建", "虎林市财政局")
