"""What is compiled when it is first matched with is what `re.compile` gives."""

import re

import pytest

from xlreport.lazy import regex


def test_it_matches_as_a_compiled_one() -> None:
    """Each method, with the flags."""
    ours, theirs = regex(r"(\d+)件?", re.ASCII), re.compile(r"(\d+)件?", re.ASCII)
    text = "收到 12 件,办结 7件"
    for _ in range(2):
        assert ours.findall(text) == theirs.findall(text)
        assert ours.sub("x", text) == theirs.sub("x", text)
        assert [each.span() for each in ours.finditer(text)] == [each.span() for each in theirs.finditer(text)]
        assert ours.fullmatch("12件")
        assert not ours.fullmatch("件")
    assert (ours.pattern, ours.flags, ours.groups) == (theirs.pattern, theirs.flags, theirs.groups)


def test_bytes_too() -> None:
    """A pattern of bytes reads bytes."""
    assert regex(rb"<c>").split(b"a<c>b") == [b"a", b"b"]


def test_a_wrong_one_is_told_where_it_is_used() -> None:
    """Not before."""
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.match("")
