"""A phrase is searched only where one of its signs stands: whatever its pattern finds must have one."""

import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlreport.disclosure.text import sections, unwritten, wording
from xlreport.disclosure.text.narratives import Phrase


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
    text = data.draw(st.from_regex(bare))
    assert [each.span() for each in phrase.finditer(text)] == [each.span() for each in bare.finditer(text)]


def test_every_sign_is_of_use() -> None:
    """No sign stands in another one of the same phrase, which would find it anyway."""
    for phrase in PHRASES.values():
        assert len(phrase.signs) == len({*phrase.signs})
        assert not [
            one
            for one, other in chain(*[[(a, b) for b in phrase.signs if a != b] for a in phrase.signs])
            if one in other
        ]
