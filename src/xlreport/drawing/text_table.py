"""The texts that a workbook's sheets share: numbered as they are met and written down at once, the long ones not kept.

A ledger's hidden copy alone is some ten thousand characters a unit: what has been written down is known by its digest.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from xlsxwriter.sharedstrings import SharedStrings, SharedStringTable

from xlreport.drawing.side_thread import SideThread
from xlreport.lazy import regex

if TYPE_CHECKING:
    from concurrent.futures import Future

_ESCAPED = regex("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""Characters of a text that the file's format writes as `_xHHHH_`, among them the first of what only looks like it."""
_LONG, _LONGEST_LABEL = 64, 256
"""Characters from which a text is known by its digest, and those that no label of a chart has."""
_ENOUGH = 2**16
_FASTEST = 1
FIRST_TEXT = b"<si>"
"""What the first text begins with; what stands before it is known only when all texts are."""


def escaped(text: str) -> str:
    """Give a text as the file holds it."""
    return _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


class TextTable(SharedStringTable):  # type: ignore[misc]
    """Numbers each text once, in the order in which they are met."""

    def __init__(self, side: SideThread) -> None:
        """Begin with none."""
        super().__init__()
        self._side = side
        self.string_table: dict[str | bytes, int] = {}
        self._known: tuple[str | bytes, ...] = ()
        self._labels: dict[int, str] = {}
        """long texts of single cells: charts ask for their labels again"""
        self._waiting: list[str] = []
        self._length = 0
        self._blocks: list[Future[bytes]] = []
        self._is_rich = False

    @contextmanager
    def rich(self) -> Iterator[None]:
        """Take what is met for a text in several formats, which is XML already."""
        self._is_rich = True
        try:
            yield
        finally:
            self._is_rich = False

    def _get_shared_string_index(self, string: str) -> int:
        number = self.number_of(string)
        if _LONG <= len(string) < _LONGEST_LABEL:
            self._labels[number] = string
        return number

    def number_of(self, text: str) -> int:
        """Give a text's number; one that is short and known is found at once. No chart asks for it again."""
        self.count += 1
        number = self.string_table.get(text)
        if number is None:
            key = text if len(text) < _LONG else blake2b(text.encode(), digest_size=16).digest()
            number = self.string_table.setdefault(key, self.unique_count)
            if number == self.unique_count:
                self.unique_count += 1
                self._write_down(text)
        return number

    def _get_shared_string(self, index: int) -> str:
        # Charts ask for their labels when the cells are written: the numbers are those of the order.
        if index >= len(self._known):
            self._known = tuple(self.string_table)
        label = self._labels.get(index, self._known[index])
        if not isinstance(label, str):
            raise LookupError(f"a long text, {index}")  # noqa: TRY004  # of the right type, and not kept
        return label

    def _sort_string_data(self) -> None:
        """Leave everything as it is: it is in order."""

    def _write_down(self, string: str) -> None:
        written = f"<si>{string}</si>" if self._is_rich else _item(string)
        self._waiting.append(written)
        self._length += len(written)
        if self._length > _ENOUGH:
            self._put_away("".join(self._waiting).encode())
            self._waiting, self._length = [], 0

    def _put_away(self, written: bytes) -> None:
        self._blocks.append(self._side.do(zlib.compress, written, _FASTEST))

    def write_to(self, part: Any) -> None:
        """Write the texts as the file holds them, many at a time; those that were written are let go."""
        self._blocks.reverse()
        while self._blocks:
            part.write(zlib.decompress(self._blocks.pop().result()).decode())
        part.write("".join(self._waiting))
        self._let_go()

    def _let_go(self) -> None:
        """Keep no text: they are the last that is written of the cells, and the workbook is put together yet."""
        self.string_table.clear()
        self._labels.clear()
        self._known, self._waiting = (), []


class TracedTexts(TextTable):
    """Numbers texts, and of what would be written keeps a digest, the beginning of the first one aside."""

    def __init__(self, side: SideThread) -> None:
        """Begin with none."""
        super().__init__(side)
        self._written = blake2b()
        self._is_first = True

    def _put_away(self, written: bytes) -> None:
        self._written.update(written.removeprefix(FIRST_TEXT) if self._is_first else written)
        self._is_first = False

    def write_to(self, part: Any) -> None:
        """Have a part go on from the digest."""
        self._put_away("".join(self._waiting).encode())
        part.go_on(FIRST_TEXT, self._written)
        self._let_go()


def _item(string: str) -> str:
    """Write every text so that it is read as it is.

    xlsxwriter takes one that begins with <r> and ends with </r> for XML of its own, and of two escapes that share an
    underscore, typed as text, it escapes the first alone.
    """
    text = escaped(string)
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    edged = ' xml:space="preserve"' if string[:1].isspace() or string[-1:].isspace() else ""
    return f"<si><t{edged}>{text}</t></si>"


class SharedTexts(SharedStrings):  # type: ignore[misc]
    """Writes the part with the texts of a table."""

    string_table: Any

    def _write_sst_strings(self) -> None:
        self.string_table.write_to(self.fh)
