"""What a unit says by field, side by side."""

import copy
import sys
import tracemalloc

import pytest

from xlreport.merging.field_lines import FieldLine, PackedTexts


def test_a_line_is_the_dictionary_that_it_stands_for() -> None:
    """Order, blanks, what is not there, and equality both ways."""
    plain = {"a.x": 3, "a.y": None, "b": 0}
    line = FieldLine(tuple(plain), plain.values())
    assert line == plain
    assert plain == line
    assert list(line.items()) == list(plain.items())
    assert (list(line), list(line.values()), len(line)) == (list(plain), list(plain.values()), 3)
    assert (line.items() & {("a.x", 3), ("b", 1)}, 7 in line.values(), len(line.items())) == ({("a.x", 3)}, False, 3)
    assert [list(again) for again in [line.items()] for _ in range(2)] == [list(plain.items())] * 2
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


def test_packed_texts_are_the_dictionary_that_they_stand_for() -> None:
    """Short and long ones, each sign as it was, half of a pair too; a copy says the same."""
    plain = {"b": "短", "a": "公开政府信息\n" * 200, "c": "\ud800𠮷" * 40, "d": ""}
    texts = PackedTexts(plain)
    assert texts == plain
    assert list(texts.items()) == list(plain.items())
    assert ("a" in texts, "x" in texts, texts.get("x", ""), len(texts)) == (True, False, "", 4)
    assert copy.copy(texts) == copy.deepcopy(texts) == plain
    assert repr(texts) == repr(plain)
    with pytest.raises(KeyError):
        texts["x"]


def test_a_long_text_takes_less_room_packed() -> None:
    """What is held of it is a small part of the text."""
    repeats = 5_000
    PackedTexts({"a": "收到申请" * repeats})
    tracemalloc.start()
    held = PackedTexts({"a": "收到申请" * repeats})
    room, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert room < sys.getsizeof(held["a"]) / 4
