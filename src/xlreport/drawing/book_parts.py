"""The parts of a workbook as they are written: packed piece by piece, or kept as they are.

A part is packed while it is written: no large one is ever whole in memory, with four bytes for each character.
"""

import io
import zlib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from xlsxwriter.packager import Packager

from xlreport.drawing.side_thread import SideThread
from xlreport.drawing.text_table import FIRST_TEXT, SharedTexts, TextTable, TracedTexts
from xlreport.storage import ZipPart, new_part

if TYPE_CHECKING:
    from concurrent.futures import Future

_ENOUGH = 2**16
"""Characters that are packed together."""
_PROLOG = 2**10
"""Bytes of a part in which the first of the shared texts begins."""
_LARGE, _FASTEST = 2**18, 1
"""Bytes of a part beyond which it is held packed, and how; one that is packed is not kept once it is in the file."""


class _WrittenPart(io.StringIO):
    """A part being written, whose bytes are held a good deal at a time."""

    texts: type[TextTable] = TextTable
    """what keeps the texts of a workbook of such parts"""

    def __init__(self, name: str, side: SideThread) -> None:
        """Begin a part."""
        super().__init__()
        self.name, self._side = name, side
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

    def end(self) -> None:
        """Take no more."""

    def _pass_on(self) -> None:
        if not self._waiting:
            return
        content = "".join(self._waiting).encode()
        self._waiting, self._length = [], 0
        self._held.append(self._holding(content))

    def _holding(self, content: bytes) -> bytes:
        return content


class PlainPart(_WrittenPart):
    """A part that is asked for later; what makes it large is held packed."""

    def __init__(self, name: str, side: SideThread) -> None:
        """Begin a part."""
        super().__init__(name, side)
        self._size = self._plain = 0

    def _holding(self, content: bytes) -> bytes:
        self._size += len(content)
        if self._size > _LARGE:
            return zlib.compress(content, _FASTEST)
        self._plain += 1
        return content

    def taken(self) -> bytes:
        """Give the part's bytes, as often as they are asked for."""
        return b"".join(self.pieces())

    def pieces(self) -> Iterator[bytes]:
        """Give them a good deal at a time."""
        self._pass_on()
        return chain(self._held[: self._plain], map(zlib.decompress, self._held[self._plain :]))


def trace_of(pieces: Iterable[bytes]) -> bytes:
    """Give what only a part of the same bytes has."""
    trace = _Trace()
    for piece in pieces:
        trace.update(piece)
    return trace.digest()


class _Trace:
    """The digest of a part: that of what stands before the first shared text, and that of the rest."""

    def __init__(self) -> None:
        self.head, self.rest = b"", blake2b()
        self._is_first = True

    def update(self, piece: bytes) -> None:
        """Take more; the first piece goes as far as the first text at least."""
        if self._is_first:
            cut = piece.find(FIRST_TEXT, 0, _PROLOG) + 1
            self.head = piece[: cut and cut - 1 + len(FIRST_TEXT)]
            piece, self._is_first = piece[len(self.head) :], False
        self.rest.update(piece)

    def digest(self) -> bytes:
        return blake2b(self.head).digest() + self.rest.digest()


class TracedPart(PlainPart):
    """A part of which, where it is large, no more is kept than what tells it from every other one.

    References to other parts are kept whole: who compares workbooks follows them.
    """

    texts = TracedTexts

    def __init__(self, name: str, side: SideThread) -> None:
        """Begin a part."""
        super().__init__(name, side)
        self._trace = _Trace()
        self._is_followed = name.endswith(".rels")

    @property
    def _is_gone(self) -> bool:
        return self._size > _LARGE and not self._is_followed

    def _holding(self, content: bytes) -> bytes:
        self._size += len(content)
        self._trace.update(content)
        if self._is_gone:
            self._held.clear()
            return b""
        return content

    def go_on(self, written: bytes, rest: Any) -> None:
        """Be what was written until here, these bytes, and others of which there is a digest that goes on."""
        self.write(written.decode())
        self._pass_on()
        self._held.clear()
        self._size, self._trace.rest = _LARGE + 1, rest

    def pieces(self) -> Iterator[bytes]:
        """Give a small part's bytes; of a large one they are gone."""
        self._pass_on()
        if self._is_gone:
            raise LookupError(f"{self.name}: {self._size} bytes, not kept")
        return iter(self._held)

    def digest(self) -> bytes:
        """Give what only the same bytes have."""
        self._pass_on()
        return self._trace.digest()


Part = TypeVar("Part", bound=PlainPart)


class _NamedParts(Mapping[str, bytes], Generic[Part]):
    """The parts of a workbook by their names."""

    def __init__(self, parts: Iterable[Part]) -> None:
        """Take what was written."""
        self._parts = {each.name: each for each in parts}

    def __getitem__(self, name: str) -> bytes:
        """Give a part."""
        return self._parts[name].taken()

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a part, which is not made for that."""
        return name in self._parts

    def __iter__(self) -> Iterator[str]:
        """Give the names, in the order of the file."""
        return iter(self._parts)

    def __len__(self) -> int:
        """Count them."""
        return len(self._parts)


class TracedParts(_NamedParts[TracedPart]):
    """The parts of a workbook, of the large ones only their digests: asking for one of those raises LookupError."""

    def digest(self, name: str) -> bytes:
        """Give what only a part of the same bytes has."""
        return self._parts[name].digest()


class WrittenParts(_NamedParts[PlainPart]):
    """The parts of a workbook, each made whole when it is asked for."""

    def pieces(self, name: str) -> Iterator[bytes]:
        """Give a part piece by piece."""
        return self._parts[name].pieces()


class _Going:
    """Pieces that can be gone through once: each is let go when it is taken."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        self._pieces.reverse()
        while self._pieces:
            yield self._pieces.pop()


class PackedPart(_WrittenPart):
    """A part that is packed while it is written, a large one beside that."""

    def __init__(self, name: str, side: SideThread) -> None:
        """Begin a part."""
        super().__init__(name, side)
        self._crc = self._size = 0
        self._is_ended = False
        self._beside: list[Future[bytes]] = []
        """what is being packed in the other thread, where that is done"""
        # Some hundred kilobytes, which no part needs once the next one is begun.
        self._packer: Any = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)

    def _pass_on(self) -> None:
        if not self._waiting:
            return
        if not self._beside and self._length <= _ENOUGH:
            super()._pass_on()
            return
        content = "".join(self._waiting).encode()
        self._waiting, self._length = [], 0
        self._beside.append(self._side.do(self._holding, content))

    def _holding(self, content: bytes) -> bytes:
        self._crc, self._size = zlib.crc32(content, self._crc), self._size + len(content)
        packed: bytes = self._packer.compress(content)
        return packed

    def end(self) -> None:
        """Take no more."""
        if self._is_ended:
            return
        self._pass_on()
        self._is_ended = True
        if self._beside:
            self._beside.append(self._side.do(self._last))
        else:
            self._held.append(self._last())

    def _last(self) -> bytes:
        """Give what is packed yet, and let go of what packs."""
        packed: bytes = self._packer.flush()
        self._packer = None
        return packed

    def taken(self) -> ZipPart:
        """Give the part as it stands in the file; the pieces of a large one go as they are taken."""
        self.end()
        self._held += [each.result() for each in self._beside]
        self._beside.clear()
        pieces = _Going(self._held) if self._size > _LARGE else self._held
        return new_part(self.name).of_pieces(pieces, sum(map(len, self._held)), self._crc, self._size)


class PartsPackager(Packager):  # type: ignore[misc]
    """Keeps each part in one of a kind of its own, and has the texts written by `SharedTexts`."""

    def __init__(self, kind: type[PackedPart | PlainPart], side: SideThread) -> None:
        """Begin without a part."""
        super().__init__()
        self.kind, self._side = kind, side
        self.parts: list[Any] = []

    def _filename(self, xml_filename: str) -> PackedPart | PlainPart:
        if self.parts:
            self.parts[-1].end()
        part = self.kind(xml_filename, self._side)
        self.parts.append(part)
        return part

    def _write_shared_strings_file(self) -> None:
        if self.workbook.str_table.count:
            strings = SharedTexts()
            strings.string_table = self.workbook.str_table
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))  # noqa: SLF001  # xlsxwriter's own hook
            strings._assemble_xml_file()  # noqa: SLF001
