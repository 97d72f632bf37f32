"""A published page as a reader sees it, whatever file it came in: lines of text and tables, one after the other.

Records only: nothing here knows a form, and no cell's text was changed on the way in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from xlreport.plain_records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCell:
    """One cell as the file has it: its text, the grid column it begins in, and how wide and high it is merged."""

    text: str
    column: int
    columns: int = 1
    rows: int = 1
    continued: bool = False
    """the lower part of a merged cell, which has no text of its own"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line or paragraph of running text, by its number on the page."""

    text: str
    number: int
    broken: bool = False
    """a line of plain text, where a paragraph may go on in the next one"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTable:
    """One table of the page: its cells row by row; `lines` has, for plain text, the number of each row's line."""

    number: int
    rows: tuple[tuple[PageCell, ...], ...]
    lines: tuple[int, ...] = ()
    spanned: bool = False
    """whether the file itself says where each cell begins"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """Something about the file that changes what a person sees: `kind` names the rule's case, `detail` what it was."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole page, in reading order, with what was odd about it and the answers it may carry."""

    container: str
    """text, html or docx"""
    blocks: tuple[TextLine | PageTable, ...]
    oddities: tuple[Oddity, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def lines(self) -> Iterator[TextLine]:
        """Give the lines of running text."""
        return (block for block in self.blocks if isinstance(block, TextLine))

    @property
    def tables(self) -> Iterator[PageTable]:
        """Give the tables."""
        return (block for block in self.blocks if isinstance(block, PageTable))
