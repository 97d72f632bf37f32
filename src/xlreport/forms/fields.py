"""A field of a form: one thing that is asked, of what kind, and what its cell may take. Nothing here knows of Excel."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase

from xlreport.keys import Keys, nearest
from xlreport.language import Text, either
from xlreport.lazy import regex
from xlreport.plain_records import dataclass

_WILD = regex(r"[*?\[]")


class Kind(StrEnum):
    """What a field takes."""

    COUNT = "count"
    """a whole number from 0"""
    AMOUNT = "amount"
    """a number from 0 with at most `decimals` decimals"""
    YEAR = "year"
    """a year of four digits"""
    LINE = "line"
    """one line of text"""
    DATE = "date"
    """a day, ISO text in data"""
    CHOICE = "choice"
    """one of the options; data holds the option's id, the cell its label"""
    FLAG = "flag"
    """yes or no; data holds a bool, the cell 是 or 否"""
    TEXT = "text"
    """paragraphs, one a row; data joins them by line breaks"""

    def __init__(self, said: str) -> None:
        """Note what is asked of every field of every return."""
        self.numeric = said in {"count", "amount"}
        """whether the field is a number cell that relations may use"""


EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
"""The days a date cell takes."""
LARGEST = 999_999_999_999
"""The largest figure a number cell takes: twelve digits, so that sums of thousands of units stay exact."""
LONGEST_LINE = 200
"""Characters in one line of text."""
LONGEST_PARAGRAPH = 1_000
"""Characters in one paragraph: what a row at its greatest height can show."""
LONGEST_CELL = 32_767
"""Characters in one cell, as spreadsheet programs take them."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice: its id in data and its official label."""

    id: str
    label: str


YES_NO = (Option("yes", "是"), Option("no", "否"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing the form asks. `path` is its printed labels, row first, then column."""

    id: str
    section: str
    path: tuple[str, ...]
    kind: Kind
    decimals: int = 0
    paragraphs: int = 1
    options: tuple[Option, ...] = ()
    required: bool = False
    issued: bool = False
    """filled in and locked by the office that issues the workbook"""
    group: str = ""
    """the number of the group that a numbered row stands in, such as （六）"""
    hint: str = ""
    """of a narrative part: what belongs there"""
    last_of: str = ""
    """of a figure of last year's report: the field it was"""
    row: tuple[str, ...] = ()
    """ids of the row headers that lead to it, in a table"""
    column: tuple[str, ...] = ()
    """ids of the column headers that lead to it, in a table"""

    @property
    def label(self) -> str:
        """Give the printed labels in one line, a numbered row with the number of its group."""
        return self.group + " · ".join(self.path)

    def cells_of(self, text: str) -> tuple[str, ...]:
        """Give a narrative's paragraphs cell by cell: what is more than there are cells stands in the last one.

        What that one cannot hold shares the cells before it.
        """
        lines = text.split("\n") if text else []
        cells: list[str] = []
        for above in reversed(range(min(self.paragraphs, len(lines)))):
            taken = lines.pop()
            while len(lines) > above and (not above or len(lines[-1]) + 1 + len(taken) <= LONGEST_CELL):
                taken = f"{lines.pop()}\n{taken}"
            cells.append(taken)
        return tuple(reversed(cells))

    @property
    def item(self) -> str:
        """Give the row's label, the part a person would name the figure by."""
        return self.path[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What to type into some fields instead of an entry that is no number, where the whole of it reads so."""

    fields: tuple[str, ...]
    reads: re.Pattern[str]
    says: Text


def advice_of(keys: Keys, fields: Mapping[str, Field]) -> Advice:
    """Read one advice of a form."""
    named = tuple(field for each in keys.strings("fields") for field in matching(each, fields, keys, "fields"))
    advice = Advice(fields=named, reads=_pattern(keys, "reads"), says=keys.text("says"))
    keys.done()
    return advice


def _pattern(keys: Keys, key: str) -> re.Pattern[str]:
    try:
        return re.compile(keys.take(key, str))
    except re.error as error:
        keys.fail(f"{either('不是正则表达式', 'no regular expression')}: {error}", key=key)


def matching(pattern: str, fields: Mapping[str, Field], keys: Keys, key: str) -> list[str]:
    """Give the number fields that a pattern names, `*` standing for one step; raises FormError at `key` for none."""
    if (named := fields.get(pattern)) and named.kind.numeric:
        return [pattern]
    numeric = [identifier for identifier, field in fields.items() if field.kind.numeric]
    start, steps = _WILD.split(pattern, maxsplit=1)[0], pattern.split(".")
    found = [each for each in numeric if each.startswith(start) and _fits(each.split("."), steps)]
    if not found or start == pattern:
        keys.fail(
            f"{pattern!r}: {either('没有此数字栏', 'no such number field')}; {nearest(pattern, numeric)}", key=key
        )
    return found


def _fits(words: list[str], steps: list[str]) -> bool:
    """Tell whether each word is what its step says."""
    return len(words) == len(steps) and all(
        step in {"*", word} or (_WILD.search(step) and fnmatchcase(word, step))
        for word, step in zip(words, steps, strict=True)
    )
