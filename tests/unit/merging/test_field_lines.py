"""What a unit says by field, side by side."""

import copy

import pytest

from xlreport.merging.field_lines import FieldLine


def test_a_line_is_the_dictionary_that_it_stands_for() -> None:
    """Order, blanks, what is not there, and equality both ways."""
    plain = {"a.x": 3, "a.y": None, "b": 0}
    line = FieldLine(tuple(plain), plain.values())
    assert line == plain
    assert plain == line
    assert list(line.items()) == list(plain.items())
    assert (list(line), list(line.values()), len(line)) == (list(plain), list(plain.values()), 3)
    assert ("a.y" in line, "c" in line) == (True, False)
    assert (line.get("a.y", 7), line.get("c"), line.get("c", 7)) == (None, None, 7)
    assert {**line, "b": 1} == {"a.x": 3, "a.y": None, "b": 1}
    assert line != FieldLine(tuple(plain), (3, None, 1))
    with pytest.raises(KeyError):
        line["c"]


def test_a_line_is_copied_as_any_record() -> None:
    """It is made again from the ids of its fields and its values."""
    line = FieldLine(("a", "b"), (1, 2))
    assert copy.copy(line) == copy.deepcopy(line) == line
