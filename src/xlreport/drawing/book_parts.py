"""The parts of a workbook as they are written: packed piece by piece, or kept as they are; and its shared texts.

A part is packed while it is written: no large one is ever whole in memory, with four bytes for each character.
"""

import io
import zlib
from typing import Any

from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings

from xlreport.lazy import regex
from xlreport.storage import ZipPart, new_part

_ENOUGH = 2**16
"""Characters that are packed together."""
_ESCAPED = regex("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""Characters of a text that the file's format writes as `_xHHHH_`, among them the first of what only looks like it."""


def escaped(text: str) -> str:
    """Give a text as the file holds it."""
    return _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


class SharedTexts(SharedStrings):  # type: ignore[misc]
    """Writes every text so that it is read as it is.

    xlsxwriter takes one that begins with <r> and ends with </r> for XML of its own, and of two escapes that share an
    underscore, typed as text, it escapes the first alone.
    """

    rich: frozenset[str] = frozenset()

    def _write_si(self, string: str) -> None:
        if string in self.rich:
            self._xml_rich_si_element(string)
            return
        edged = string[:1].isspace() or string[-1:].isspace()
        self._xml_si_element(escaped(string), [("xml:space", "preserve")] if edged else [])


class _WrittenPart(io.StringIO):
    """A part being written, whose bytes are held a good deal at a time."""

    def __init__(self, name: str) -> None:
        """Begin a part."""
        super().__init__()
        self.name = name
        self._waiting: list[str] = []
        self._length = 0
        self._held: list[bytes] = []

    def write(self, text: str) -> int:
        """Write more of it."""
        self._waiting.append(text)
        self._length += len(text)
        if self._length > _ENOUGH:
            self._pass_on()
        return len(text)

    def _pass_on(self) -> None:
        content = "".join(self._waiting).encode()
        self._waiting, self._length = [], 0
        self._held.append(self._holding(content))

    def _holding(self, content: bytes) -> bytes:
        return content

    def _whole(self) -> bytes:
        self._pass_on()
        return b"".join(self._held)


class PlainPart(_WrittenPart):
    """A part that is kept as it is."""

    def taken(self) -> bytes:
        """Give the part's bytes."""
        return self._whole()


class PackedPart(_WrittenPart):
    """A part that is packed while it is written."""

    def __init__(self, name: str) -> None:
        """Begin a part."""
        super().__init__(name)
        self._crc = self._size = 0
        self._packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)

    def _holding(self, content: bytes) -> bytes:
        self._crc, self._size = zlib.crc32(content, self._crc), self._size + len(content)
        return self._packer.compress(content)

    def taken(self) -> ZipPart:
        """Give the part as it stands in the file."""
        packed = self._whole() + self._packer.flush()
        return new_part(self.name).holding(packed, self._crc, self._size)


class PartsPackager(Packager):  # type: ignore[misc]
    """Keeps each part in one of a kind of its own, and has the texts written by `SharedTexts`."""

    def __init__(self, kind: type[PackedPart | PlainPart]) -> None:
        """Begin without a part."""
        super().__init__()
        self.kind = kind
        self.parts: list[Any] = []

    def _filename(self, xml_filename: str) -> PackedPart | PlainPart:
        part = self.kind(xml_filename)
        self.parts.append(part)
        return part

    def _write_shared_strings_file(self) -> None:
        if self.workbook.str_table.count:
            strings = SharedTexts()
            strings.string_table = self.workbook.str_table
            texts = self.workbook.str_table.string_array
            strings.rich = frozenset(texts[number] for sheet in self.workbook.worksheets() for number in sheet.rich)
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))  # noqa: SLF001  # xlsxwriter's own hook
            strings._assemble_xml_file()  # noqa: SLF001
