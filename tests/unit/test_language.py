"""An error's message holds both languages and is shown in one, with the punctuation of that one."""

import ast
import errno
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import xlreport
from running import run_apart
from xlreport.errors import XlreportError, reason
from xlreport.language import either, in_both, in_one, text_of

CHINESE = re.compile(r"[\u4e00-\u9fff]")
IN_BOTH = {"either", "Text", "regex"}
"""What Chinese words may stand in: beside their English, or in a pattern."""
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


def chinese_alone(node: ast.AST) -> Iterator[str]:
    """The texts below a node that have Chinese words and no English beside them."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IN_BOTH:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and CHINESE.search(node.value):
        yield node.value
    for below in ast.iter_child_nodes(node):
        yield from chinese_alone(below)


def is_of_an_error(node: ast.AST) -> bool:
    """Tell whether a node makes an error, or notes a fault that becomes one."""
    return isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("Error", "Malformed", "Cancelled", ".fail"))


def test_no_error_says_chinese_in_english() -> None:
    """Whatever an error says in Chinese it says in English too, each by itself: one message is in one language."""
    root = Path(xlreport.__file__).parent
    alone = [
        f"{path.name}: {text}"
        for path in sorted(root.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if is_of_an_error(node)
        for text in chinese_alone(node)
    ]
    assert alone == []
