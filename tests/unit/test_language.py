"""An error's message holds both languages and is shown in one, with the punctuation of that one."""

import errno

import pytest

from running import run_apart
from xlreport.errors import XlreportError, reason
from xlreport.language import either, in_both, in_one, text_of

MESSAGE = (
    f"a.xlsx: {either('不能读取', 'cannot be read')}: {either('没有权限', 'Permission denied')}; "
    f"{either('共 1 处', 'one place')}"
)


def test_one_language_at_a_time() -> None:
    """Chinese with full-width marks after Chinese words, English with its own; both where a library shows both."""
    assert in_one(MESSAGE, "zh") == "a.xlsx: 不能读取：没有权限；共 1 处"
    assert in_one(MESSAGE, "en") == "a.xlsx: cannot be read: Permission denied; one place"
    assert in_both(MESSAGE) == "a.xlsx: 不能读取 (cannot be read): 没有权限 (Permission denied); 共 1 处 (one place)"
    assert text_of(MESSAGE)["en"] == in_one(MESSAGE, "en")


def test_a_part_may_stand_in_another() -> None:
    """A message that is part of a larger one keeps its language."""
    inner = either("第 2 行", "row 2")
    assert in_one(either(f"名册{inner}", f"roster, {inner}"), "en") == "roster, row 2"
    assert in_one(either(f"名册{inner}", f"roster, {inner}"), "zh") == "名册第 2 行"


def test_an_error_says_what_the_system_said_in_its_language() -> None:
    """The usual reasons of a system have Chinese words; an error keeps both to be part of another."""
    error = XlreportError(f"x: {reason(OSError(errno.ENOSPC, 'No space left on device'))}")
    assert (error.said("zh"), error.said("en")) == ("x: 磁盘已满", "x: No space left on device")
    assert str(error) == "x: 磁盘已满 (No space left on device)"
    assert reason(error) == error.message


@pytest.mark.parametrize("words", [("--lang", "en", "status", "none"), ("status", "none", "--lang=en")])
def test_the_language_stands_before_or_after_the_command(words: tuple[str, ...]) -> None:
    """And its error has no word of the other language."""
    said = run_apart(*words)
    assert said.code == 2
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in said.err)
